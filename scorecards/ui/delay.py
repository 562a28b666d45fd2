"""The screen “Reporting delay”: how much of what happened is known, and why two dates disagree."""

import pandas as pd
import streamlit as st

from scorecards import financial_year, formatting
from scorecards.claims.delay import charts, findings, hatching, queries
from scorecards.claims.delay.model import Known, Lens, Reconciled
from scorecards.claims.model import Basis
from scorecards.claims.stamp import Stamp
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.ui import card, filters
from scorecards.ui.filters import BASIS_NAMES
from scorecards.ui.words import plain


PACE = "the pace of the whole nation"
REASONS = "Why two dates disagree"
DATES = (
    ("One date", "one", Basis.INCIDENT),
    ("The other date", "other", Basis.NOTIFIED),
)


def draw(viewer: Viewer, snapshot: Snapshot) -> None:
    """The whole screen below the title, for what the address says."""
    bar = filters.Bar("delay")
    said = st.container(key="sentence")
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        trust = filters.trust(bar, viewer, snapshot)
        kind = filters.kind(bar)
    known = queries.known(snapshot, viewer, trust, kind)
    said.markdown(plain(findings.answer(known)))
    left, right = st.columns(2)
    with left:
        _years(known)
    with right:
        _curve(known)
    left, right = st.columns(2)
    with left:
        _lens(bar, snapshot, viewer, known)
    with right:
        _reconciler(bar, snapshot, viewer, known)
    bar.close()


def _years(known: Known) -> None:
    card.draw(
        "known",
        findings.years(known),
        charts.years(known.maturity, card.ground()) if known.maturity.years else None,
        lambda: years_table(known),
        _stamp(known, "By incident date", _span(known), known.claims),
        measures=("share-developed", "expected-in-the-end"),
        said=_said(known),
    )


def _curve(known: Known) -> None:
    card.draw(
        "pace",
        findings.curve(known),
        charts.curve(known.curves, known.own, card.ground()) if known.curves else None,
        lambda: curve_table(known),
        _stamp(known, "By incident date", _span(known), known.pooled, PACE),
        measures=("share-developed",),
        said=_said(known),
    )


def _lens(bar: filters.Bar, snapshot: Snapshot, viewer: Viewer, known: Known) -> None:
    ask = (snapshot, viewer, known.organisation.code, known.kind)
    newest = queries.lens(*ask, None)
    labels = [financial_year.label(year) for year in reversed(newest.offered)]
    default = "" if newest.year is None else financial_year.label(newest.year)
    shown = newest
    if default:
        shown = queries.lens(*ask, financial_year.parse(bar.peek("arrived", (default, *labels))))
    arrived = shown.own or shown.nation

    def controls() -> None:
        if default:
            bar.one("Notified in", labels, key="arrived", default=default, width=140)

    card.draw(
        "lens",
        findings.lens(shown, known.kind),
        None if arrived is None else charts.arrived(arrived, shown.nation, card.ground()),
        lambda: lens_table(shown),
        _stamp(
            known,
            "By notification date",
            "no year" if arrived is None else financial_year.label(arrived.year),
            0 if arrived is None else arrived.claims,
            *(("the whole nation",) if arrived is not None and arrived.national else ()),
        ),
        controls=controls,
        measures=("reporting-lag",),
        said=_said(known),
    )


def _reconciler(bar: filters.Bar, snapshot: Snapshot, viewer: Viewer, known: Known) -> None:
    if not known.exact:
        with st.container(border=True, key="card-reconciler"):
            st.header(REASONS, anchor=False)
            st.markdown(plain(findings.EXACT_ONLY))
        return
    trust, kind = known.organisation.code, known.kind
    years, usual = queries.periods(snapshot, viewer, trust, kind)
    labels = [financial_year.label(year) for year in years]
    start, end = (financial_year.label(year) for year in usual)
    first = bar.peek("start", (start, *labels))
    later = labels[labels.index(first) :]
    end = end if end in later else later[-1]
    last = bar.peek("end", (end, *later))
    one, other = (Basis(bar.peek(key, (default.value, *BASIS_NAMES))) for _, key, default in DATES)

    def controls() -> None:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            bar.one("From", labels, key="start", default=start, width=120)
            bar.one("To", later, key="end", default=end, width=120)
            for label, key, default in DATES:
                bar.one(
                    label, list(BASIS_NAMES), key=key, default=default.value,
                    words=BASIS_NAMES.__getitem__, width=130,
                )  # fmt: skip

    told = queries.reconcile(
        snapshot,
        viewer,
        trust,
        kind,
        period=(financial_year.parse(first), financial_year.parse(last)),
        bases=(one, other),
    )
    card.draw(
        "reconciler",
        findings.reconciled(told),
        charts.waterfall(told, card.ground()),
        lambda: steps_table(told),
        _stamp(known, f"By {one} and by {other} date", findings.period(told), told.before),
        controls=controls,
        measures=("bases-reconciled",),
        said=_said(known),
    )


def years_table(known: Known) -> pd.DataFrame:
    """Year by year: what is notified, its share, and what is expected in the end."""
    told = [known.maturity.years[year] for year in sorted(known.maturity.years)]
    last = known.maturity.last_complete
    return pd.DataFrame(
        {
            "Incident year": [financial_year.label(one.year) for one in told],
            "Notified": [formatting.count(one.notified) for one in told],
            "Known so far": [
                hatching.share_in_words(one.share, over=one.year <= last) for one in told
            ],
            "Expected in the end": [
                "" if one.expected is None else f"{round(one.expected):,}" for one in told
            ],
            "Range, 19 times in 20": [hatching.span(one.low, one.high) for one in told],
        }
    )


def curve_table(known: Known) -> pd.DataFrame:
    """Shares of the claims expected that are known, by years since the incident year ended."""
    drawn = [*known.curves, *([known.own] if known.own is not None else [])]
    longest = max((len(one.shares) for one in drawn), default=0)
    return pd.DataFrame(
        {
            "Years since the incident year ended": [str(age) for age in range(longest)],
            **{
                one.name: [
                    hatching.share_in_words(one.shares[age], over=True)
                    if age < len(one.shares)
                    else ""
                    for age in range(longest)
                ]
                for one in drawn
            },
        }
    )


def lens_table(shown: Lens) -> pd.DataFrame:
    """The claims that arrived in a year by incident year, newest first."""
    arrived = shown.own or shown.nation
    if arrived is None:
        return pd.DataFrame({"Incident year": [], "Share": []})
    nation = (
        {}
        if shown.nation is None
        else dict(zip(shown.nation.years, shown.nation.shares, strict=True))
    )
    columns = {
        "Incident year": [financial_year.label(year) for year in arrived.years],
        "Claims": [formatting.count(number) for number in arrived.counts],
        "Share": [formatting.percent(share) for share in arrived.shares],
        "Nation": [formatting.percent(nation.get(year, 0.0)) for year in arrived.years],
    }
    if arrived.national:
        del columns["Claims"], columns["Nation"]
    return pd.DataFrame(columns).iloc[::-1]


def steps_table(told: Reconciled) -> pd.DataFrame:
    """The waterfall as rows: what is taken away and what joins between the two counts."""
    signs = {"total": "", "less": formatting.MINUS, "more": "+"}
    steps = charts.steps_of(told)
    return pd.DataFrame(
        {
            "Step": [name for name, *_ in steps],
            "Claims": [f"{signs[kind]}{length:,}" for _, _, length, kind in steps],
        }
    )


def _span(known: Known) -> str:
    years = known.maturity.years
    if not years:
        return "no year"
    return " to ".join(dict.fromkeys(map(financial_year.label, (min(years), max(years)))))


def _said(known: Known) -> str:
    """What is looked at, for the drawers: the stamp does not name the trust."""
    return (
        f"{known.kind.capitalize()} claims against {known.organisation.name}, "
        f"as at {formatting.day(known.as_at)}."
    )


def _stamp(known: Known, basis: str, period: str, claims: int | None, *more: str) -> Stamp:
    return Stamp(
        basis=basis,
        period=period,
        as_at=known.as_at,
        schemes=f"all {known.kind} schemes",
        claims=claims,
        snapshot_id=known.snapshot_id,
        exact=known.exact,
        more=more,
    )
