"""The scorecard screen: one builder for the clinical and the non-clinical page."""

from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from scorecards import formatting
from scorecards.claims import charts, findings, quadrant, queries
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Cuts, Detail, Scorecard, Views
from scorecards.claims.selection import DIMENSION_NAMES, PLURALS, Selection
from scorecards.money import POUND, Currency
from scorecards.people.access import check_sees_claims, may
from scorecards.people.model import Role, Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.ui import address, card, filters, learning, tables, tiles
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
        dimensions=("specialty", "cause", "injury", "location", "scheme", "status", "band"),
        points=("specialty", "cause", "injury"),
        ranked=("cause", "injury", "specialty", "location"),
        down="specialty",
        across="cause",
    ),
    Kind.NON_CLINICAL: Plan(
        dimensions=("cause", "injury", "location", "scheme", "status", "band"),
        points=("cause", "injury", "location"),
        ranked=("injury", "location", "cause", "scheme"),
        down="cause",
        across="location",
    ),
}
WEIGHTS = {"claims": "Number", "cost": "Cost"}
DETAILS = {Detail.CROSSED: "Pairs", Detail.BANDS: "Values", Detail.CLAIMS: "Your claims"}
LARGEST = 9


def draw(viewer: Viewer, snapshot: Snapshot, kind: Kind) -> None:
    """The whole screen below the title, for what the address and the filter bar say."""
    plan, bar = PLANS[kind], filters.Bar(kind.value)
    open_to = queries.trusts_open_to(snapshot, viewer)
    if not open_to:
        st.info("There is no organisation here whose claims you may see.")
        return

    said = st.container(key="sentence")
    wanted = _filter_bar(bar, viewer, snapshot, plan, kind)
    views = _views(bar, plan, exact=may(check_sees_claims, viewer, wanted.trust))
    answer = queries.scorecard(snapshot, viewer, wanted, views)
    said.markdown(plain(answer.sentence()))
    filters.chips(wanted, snapshot.taxonomy, answer.currency)
    if answer.headline.empty:
        _nothing(bar, viewer, snapshot, wanted)
    else:
        _figures(bar, viewer, answer, views, plan)
    bar.close()


@st.cache_data(max_entries=2000, show_spinner=False)
def _choices(
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
    """What the filters offer: the same at every click, so kept. Keyed on scalars, never frames."""
    return queries.choices(_snapshot, _viewer, trust, kind, basis)


def _filter_bar(
    bar: filters.Bar, viewer: Viewer, snapshot: Snapshot, plan: Plan, kind: Kind
) -> Selection:
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        trust = filters.trust(bar, queries.trusts_open_to(snapshot, viewer))
        basis = filters.basis(bar)
        offered = _choices(
            snapshot.id, viewer.person, viewer.role, trust,
            kind=kind, basis=basis, _snapshot=snapshot, _viewer=viewer,
        )  # fmt: skip
        first, last = filters.period(bar, (offered.first, offered.last))
        currency = Currency(snapshot.manifest.currency)
        codes = filters.dimensions(bar, offered, plan.dimensions, snapshot.taxonomy, currency)
        filters.reset()
    return Selection(trust, kind, first, last, basis, codes)


def _views(bar: filters.Bar, plan: Plan, *, exact: bool) -> Views:
    """What each figure is by: read from the address here, drawn with the figure."""
    details = [detail.value for detail in DETAILS if exact or detail is not Detail.CLAIMS]
    return Views(
        quadrant=bar.peek("points", plan.points),
        ranking=bar.peek("ranked", plan.ranked),
        across=plan.across,
        down=plan.down,
        detail=Detail(bar.peek("detail", tuple(details))),
    )


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
    with right:
        learning.draw(answer, viewer)
    left, right = st.columns(2)
    with left:
        _years(answer)
    with right:
        _ranking(bar, answer, views, plan)
    _detail(bar, answer, views)


def _quadrant(bar: filters.Bar, answer: Scorecard, views: Views, plan: Plan) -> None:
    cuts = _cuts(bar, answer)
    apart = views.quadrant == "specialty" and bar.peek("apart", ("", "yes")) == "yes"
    figure = quadrant.quadrant(
        answer.quadrant, cuts, card.ground(), currency=answer.currency, apart=apart
    )

    def controls() -> None:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            bar.one(
                "By", plan.points, key="points", default=plan.points[0],
                words=DIMENSION_NAMES.__getitem__, buttons=True,
            )  # fmt: skip
            if views.quadrant == "specialty":
                bar.flag("Obstetrics on its own", key="apart")
            with st.popover("Cut lines"):
                _cut_lines(bar, answer)

    finding = findings.quadrant(answer, views)
    noted = f"{finding.takeaway} {_cut_words(cuts, answer)} Numbers are rows of the table."
    card.draw(
        "quadrant",
        findings.Finding(finding.heading, noted),
        figure,
        lambda: tables.ranked(answer.quadrant, DIMENSION_NAMES[views.quadrant], answer.currency),
        answer.stamp(answer.headline.claims),
        controls=controls,
        on_select=lambda: _pick("quadrant", views.quadrant, answer.selection),
    )


def _pick(figure: str, dimension: str, wanted: Selection) -> None:
    """A click on a code narrows the page to it; on the one that is chosen, frees it again."""
    code = card.clicked(figure)
    if code:
        address.put(dimension, () if wanted.codes(dimension) == (code,) else (code,))


def _pick_year(wanted: Selection) -> None:
    """A click on a year narrows the period to it; on the only year, shows them all again."""
    year = card.clicked("years")
    if year:
        only = () if wanted.first == wanted.last else (year,)
        address.put("from", only)
        address.put("to", only)


def _cuts(bar: filters.Bar, answer: Scorecard) -> Cuts:
    """The cut lines as typed by the reader, else as they come."""
    claims, cost = bar.number("cut-claims"), bar.number("cut-cost")
    if claims is None and cost is None:
        return answer.cuts
    return Cuts(
        answer.cuts.claims if claims is None else claims,
        answer.cuts.cost if cost is None else cost * POUND,
        "set by you",
    )


def _cut_lines(bar: filters.Bar, answer: Scorecard) -> None:
    st.markdown("Where the lines of the quadrant stand. Empty: " + plain(answer.cuts.source) + ".")
    bar.amount("Claims in the period", key="cut-claims")
    bar.amount(f"Total cost, {answer.currency.symbol}", key="cut-cost")


def _cut_words(cuts: Cuts, answer: Scorecard) -> str:
    claims = formatting.count(round(cuts.claims))
    cost = formatting.money_rounded(cuts.cost, answer.currency)
    return f"The lines stand at {claims} claims and {cost}: {cuts.source}."


def _years(answer: Scorecard) -> None:
    wanted = answer.selection
    card.draw(
        "years",
        findings.years(answer),
        charts.years(
            answer.years,
            card.ground(),
            first=wanted.first,
            last=wanted.last,
            currency=answer.currency,
        ),
        lambda: tables.yearly(answer.years, answer.currency),
        answer.stamp(answer.headline.claims),
        on_select=lambda: _pick_year(wanted),
    )


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
        on_select=lambda: _pick("ranking", views.ranking, answer.selection),
    )


def _detail(bar: filters.Bar, answer: Scorecard, views: Views) -> None:
    offered = {
        d.value: name for d, name in DETAILS.items() if answer.exact or d is not Detail.CLAIMS
    }
    names = {**offered, Detail.CROSSED.value: f"{DIMENSION_NAMES[views.down]} by {views.across}"}

    def controls() -> None:
        bar.one(
            "Look closer", tuple(names), key="detail", default=Detail.CROSSED.value,
            words=names.__getitem__, buttons=True,
        )  # fmt: skip

    card.draw(
        "detail",
        findings.detail(answer, views),
        _detail_figure(answer, views),
        lambda: tables.detail(answer, views),
        answer.stamp(answer.headline.claims),
        controls=controls,
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
        case Detail.CLAIMS:
            return None
