"""The scorecard screen: one builder for the clinical and the non-clinical page."""

from collections.abc import Callable
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from scorecards import formatting
from scorecards.claims import charts, findings, protecting, quadrant, queries
from scorecards.claims.model import Basis, Kind
from scorecards.claims.money import charts as money_charts
from scorecards.claims.money import findings as money_findings
from scorecards.claims.scorecard import Cost, Detail, Scorecard, Views
from scorecards.claims.selection import DIMENSION_NAMES, PLURALS, Selection
from scorecards.money import POUND, Currency
from scorecards.people.access import check_sees_claims, check_sees_scorecard, may
from scorecards.people.model import Role, Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.ui import (
    address,
    card,
    feedback,
    filters,
    learning,
    money,
    resources,
    returning,
    tables,
    theme_form,
    tiles,
    years,
)
from scorecards.ui.words import plain


@dataclass(frozen=True, slots=True)
class Plan:
    """What differs between the two pages: the dimensions, and what a figure starts with."""

    dimensions: tuple[str, ...]
    points: tuple[str, ...]
    ranked: tuple[str, ...]
    down: str
    across: str


PLANS = {
    Kind.CLINICAL: Plan(
        dimensions=(
            "specialty",
            "cause",
            "injury",
            "location",
            "scheme",
            "status",
            "band",
            "organisation",
        ),
        points=("specialty", "cause", "injury"),
        ranked=("cause", "injury", "specialty", "location"),
        down="specialty",
        across="cause",
    ),
    Kind.NON_CLINICAL: Plan(
        dimensions=("cause", "injury", "location", "scheme", "status", "band", "organisation"),
        points=("cause", "injury", "location"),
        ranked=("injury", "location", "cause", "scheme"),
        down="cause",
        across="location",
    ),
}
WEIGHTS = {"claims": "Number", "cost": "Cost"}
DETAILS = {
    Detail.CROSSED: "Pairs",
    Detail.BANDS: "Values",
    Detail.MONEY: "Money",
    Detail.CLAIMS: "Your claims",
}
COSTS = {Cost.TOTAL: "Total cost", Cost.CAPPED: "Capped"}
MEASURES = {
    Detail.CROSSED: ("pairs-of-codes",),
    Detail.BANDS: ("value-bands",),
    Detail.MONEY: ("total-cost",),
    Detail.CLAIMS: ("claims-list",),
}
LARGEST = 9
NARROWING = {"from": "From", "to": "To", "detail": "Look closer", **DIMENSION_NAMES}
FIXED = (
    "You see all claims of all years together, with small numbers hidden. What you pick out is "
    "marked, and chooses what there is to learn; it does not narrow the figures."
)


def draw(viewer: Viewer, snapshot: Snapshot, kind: Kind) -> None:
    """The whole screen below the title, for what the address and the filter bar say."""
    plan, bar = PLANS[kind], filters.Bar(kind.value)
    said = st.container(key="sentence")
    wanted = _filter_bar(bar, viewer, snapshot, plan, kind)
    views = _views(bar, plan, snapshot, exact=may(check_sees_claims, viewer, wanted.trust))
    answer = queries.scorecard(snapshot, viewer, wanted, views)
    said.markdown(plain(answer.sentence()))
    filters.chips(wanted, snapshot.taxonomy, answer.currency)
    theme_form.link(viewer, wanted)
    if answer.headline.empty:
        _nothing(bar, viewer, snapshot, wanted)
    else:
        _figures(bar, viewer, answer, views, plan)
    feedback.fold(viewer, kind.value, wanted.trust)
    bar.close()


def _choices(
    snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind, basis: Basis
) -> queries.Choices:
    """What the filters offer. Who may ask is checked each time, before what is kept is given."""
    check_sees_scorecard(viewer, trust)
    return _kept_choices(
        snapshot.id, viewer.person, viewer.role, trust,
        kind=kind, basis=basis, _snapshot=snapshot, _viewer=viewer,
    )  # fmt: skip


@st.cache_data(max_entries=2000, show_spinner=False)
def _kept_choices(
    snapshot_id: str,
    person: str,
    role: Role,
    trust: str,
    *,
    kind: Kind,
    basis: Basis,
    _snapshot: Snapshot,
    _viewer: Viewer,
) -> queries.Choices:
    """The same at every click, so kept. Keyed on scalars, never frames."""
    return queries.choices(_snapshot, _viewer, trust, kind, basis)


def _filter_bar(
    bar: filters.Bar, viewer: Viewer, snapshot: Snapshot, plan: Plan, kind: Kind
) -> Selection:
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        trust = filters.trust(bar, viewer, snapshot)
        exact = may(check_sees_claims, viewer, trust)
        basis = filters.basis(bar, tuple(Basis) if exact else protecting.BASES)
        offered = _choices(snapshot, viewer, trust, kind, basis)
        currency = Currency(snapshot.manifest.currency)
        names = _offered(plan, offered)
        if "organisation" not in names:
            bar.unoffered(DIMENSION_NAMES["organisation"], "organisation")
        if exact:
            first, last = filters.period(bar, (offered.first, offered.last))
            codes = filters.dimensions(bar, offered, names, snapshot.taxonomy, currency)
        else:
            first, last = offered.first, offered.last
            names = tuple(name for name in names if name in protecting.PICKED)
            codes = filters.dimensions(
                bar, offered, names, snapshot.taxonomy, currency, label="Pick out"
            )
            kept = (*names, *(["detail"] if bar.asked.get("detail") == (Detail.BANDS,) else []))
            bar.refuse({name: words for name, words in NARROWING.items() if name not in kept})
        filters.reset()
    if not exact:
        st.caption(FIXED)
    return Selection(trust, kind, first, last, basis, codes)


def _offered(plan: Plan, offered: queries.Choices) -> tuple[str, ...]:
    """Without "as constituted then" where the trust's claims have one organisation only."""
    merged = len(offered.codes.get("organisation", ())) > 1
    return tuple(name for name in plan.dimensions if merged or name != "organisation")


def _views(bar: filters.Bar, plan: Plan, snapshot: Snapshot, *, exact: bool) -> Views:
    """What each figure is by: read from the address here, drawn with the figure."""
    details = [detail.value for detail in _details(exact=exact)]
    costs = [cost.value for cost in COSTS] if exact else [Cost.TOTAL.value]
    cut_cost = bar.number("cut-cost")
    currency, as_at = Currency(snapshot.manifest.currency), snapshot.manifest.as_at
    offered = years.prices(as_at, currency) if exact else (years.AS_PAID,)
    in_prices = bar.peek("prices", offered) != years.AS_PAID
    return Views(
        quadrant=bar.peek("points", plan.points),
        ranking=bar.peek("ranked", plan.ranked),
        across=plan.across,
        down=plan.down,
        detail=Detail(bar.peek("detail", tuple(details))),
        cost=Cost(bar.peek("value", tuple(costs))),
        cut_claims=bar.number("cut-claims"),
        cut_cost=None if cut_cost is None else cut_cost * POUND,
        prices=resources.price_index() if in_prices else None,
    )


def _details(*, exact: bool) -> tuple[Detail, ...]:
    return tuple(DETAILS) if exact else (Detail.BANDS,)


def _nothing(bar: filters.Bar, viewer: Viewer, snapshot: Snapshot, wanted: Selection) -> None:
    """The empty answer: which filter emptied it, and a way out."""
    emptied = queries.without_each(snapshot, viewer, wanted)
    if wanted.filters:
        names = formatting.listed([PLURALS[name] for name in wanted.filters])
        st.info(f"No claims are left by the filters on {names}. Drop one to see claims again.")
    else:
        st.info("This trust has no claims of this kind in the period. Choose more years.")
    filters.widen(wanted, emptied)


def _figures(bar: filters.Bar, viewer: Viewer, answer: Scorecard, views: Views, plan: Plan) -> None:
    tiles.draw(answer)
    left, right = st.columns([2.15, 1])
    with left:
        _quadrant(bar, answer, views, plan)
    learn = right
    left, right = st.columns(2)
    with left:
        years.draw(bar, answer)
    with right:
        _ranking(bar, answer, views, plan)
    if views.detail is not Detail.MONEY:
        _detail(bar, answer, views)
    else:
        left, right = st.columns(2)
        with left:
            _detail(bar, answer, views)
        with right:
            money.draw(answer)
    with learn:  # drawn last: its links carry all that was chosen on the screen
        learning.draw(answer, viewer, back=returning.way(bar.page, bar.shown))


def _quadrant(bar: filters.Bar, answer: Scorecard, views: Views, plan: Plan) -> None:
    apart = views.quadrant == "specialty" and bar.peek("apart", ("", "yes")) == "yes"
    figure = quadrant.quadrant(
        answer.quadrant,
        answer.cuts,
        card.ground(),
        currency=answer.currency,
        apart=apart,
        cost=views.cost,
    )

    def controls() -> None:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            bar.one(
                "By", plan.points, key="points", default=plan.points[0],
                words=DIMENSION_NAMES.__getitem__, buttons=True,
            )  # fmt: skip
            if answer.exact:
                bar.one(
                    "Cost", tuple(COSTS), key="value", default=Cost.TOTAL.value,
                    words=lambda cost: COSTS[Cost(cost)], buttons=True,
                )  # fmt: skip
            if views.quadrant == "specialty":
                bar.flag("Obstetrics on its own", key="apart")
            with st.popover("Cut lines"):
                _cut_lines(bar, answer)

    finding = findings.quadrant(answer, views)
    said = (
        finding.takeaway,
        money_findings.cost_of_points(views.cost, answer),
        _cut_words(answer),
        money_findings.corners(answer),
        "Numbers are rows of the table.",
    )
    noted = " ".join(sentence for sentence in said if sentence)
    card.draw(
        "quadrant",
        findings.Finding(finding.heading, noted),
        figure,
        lambda: tables.ranked(answer.quadrant, DIMENSION_NAMES[views.quadrant], answer.currency),
        answer.stamp(answer.headline.claims, *money.capped_in_words(answer, views.cost)),
        controls=controls,
        on_select=_picker("quadrant", views.quadrant, answer),
        measures=("volume-and-value", *(("quadrant-stability",) if answer.exact else ())),
        said=answer.sentence(),
    )


def _picker(figure: str, dimension: str, answer: Scorecard) -> Callable[[], None] | None:
    """What a click does, where it does anything."""
    if not answer.exact and dimension not in protecting.PICKED:
        return None
    return lambda: _pick(figure, dimension, answer.selection)


def _pick(figure: str, dimension: str, wanted: Selection) -> None:
    """A click on a code narrows the page to it; on the one that is chosen, frees it again."""
    code = card.clicked(figure)
    if code:
        address.put(dimension, () if wanted.codes(dimension) == (code,) else (code,))


def _cut_lines(bar: filters.Bar, answer: Scorecard) -> None:
    usual = answer.usual_cuts or answer.cuts
    st.markdown("Where the lines of the quadrant stand. Empty: " + plain(usual.source) + ".")
    bar.amount("Claims in the period", key="cut-claims")
    bar.amount(f"Total cost, {answer.currency.symbol}", key="cut-cost")


def _cut_words(answer: Scorecard) -> str:
    cuts = answer.cuts
    claims = formatting.count(round(cuts.claims))
    cost = formatting.money_rounded(cuts.cost, answer.currency)
    return f"The lines stand at {claims} claims and {cost}: {cuts.source}."


def _ranking(bar: filters.Bar, answer: Scorecard, views: Views, plan: Plan) -> None:
    by_cost = bar.peek("weight", tuple(WEIGHTS)) == "cost"

    def controls() -> None:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            bar.one(
                "Ranked", plan.ranked, key="ranked", default=plan.ranked[0],
                words=DIMENSION_NAMES.__getitem__,
            )  # fmt: skip
            bar.one(
                "By", tuple(WEIGHTS), key="weight", default="claims",
                words=WEIGHTS.__getitem__, buttons=True,
            )  # fmt: skip

    card.draw(
        "ranking",
        findings.ranking(answer, views, by_cost=by_cost),
        charts.ranking(answer.ranking, card.ground(), by_cost=by_cost, currency=answer.currency),
        lambda: tables.ranked(answer.ranking, DIMENSION_NAMES[views.ranking], answer.currency),
        answer.stamp(answer.headline.claims),
        controls=controls,
        on_select=_picker("ranking", views.ranking, answer),
        measures=("leading-codes",),
        said=answer.sentence(),
    )


def _detail(bar: filters.Bar, answer: Scorecard, views: Views) -> None:
    pairs = f"{DIMENSION_NAMES[views.down]} by {views.across}"
    named = {**DETAILS, Detail.CROSSED: pairs}
    names = {detail.value: named[detail] for detail in _details(exact=answer.exact)}

    def controls() -> None:
        bar.one(
            "Look closer", tuple(names), key="detail", default=next(iter(names)),
            words=names.__getitem__, buttons=True,
        )  # fmt: skip

    # The parts of the cost are few enough for a small screen; the other figures scroll there.
    card.draw(
        "parts" if views.detail is Detail.MONEY else "detail",
        findings.detail(answer, views),
        _detail_figure(answer, views),
        lambda: tables.detail(answer, views),
        answer.stamp(answer.headline.claims),
        controls=controls if len(names) > 1 else None,
        measures=MEASURES[views.detail],
        said=answer.sentence(),
    )


def _detail_figure(answer: Scorecard, views: Views) -> go.Figure | None:
    match views.detail:
        case Detail.CROSSED:
            return charts.crossed(
                answer.detail,
                card.ground(),
                down=answer.leading(views.down, LARGEST),
                across=answer.leading(views.across, LARGEST),
            )
        case Detail.BANDS:
            return charts.bands(answer.detail, card.ground())
        case Detail.MONEY:
            return money_charts.parts(answer.detail, card.ground(), currency=answer.currency)
        case Detail.CLAIMS:
            return None
