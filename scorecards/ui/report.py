"""One thematic report: its text with the figures of the nation, and a trust's own beside them."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from scorecards import clock
from scorecards.claims.figures import charts, tables
from scorecards.claims.figures.breakdown import Breakdown, stamp
from scorecards.claims.figures.findings import ROUNDED, beside
from scorecards.claims.figures.model import Figures
from scorecards.claims.figures.words import headline
from scorecards.claims.findings import Finding
from scorecards.formatting import day, listed
from scorecards.library.history.model import subject_of
from scorecards.library.model import KIND_NAMES, Item
from scorecards.library.themes import queries
from scorecards.library.themes.model import FOUND, Theme
from scorecards.people.access import check_sees_claims, may
from scorecards.people.model import OF_A_TRUST, Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.ui import (
    address,
    auditing,
    card,
    downloads,
    feedback,
    filters,
    item,
    item_claims,
    page,
    person,
    resources,
    returning,
)
from scorecards.ui.item_claims import Own
from scorecards.ui.prose import section, write
from scorecards.ui.words import plain


NATION_ALONE = "none"
TEXT_WIDTH = 820  # lines of some 90 letters; less where the screen is narrower
MEASURES = ("claims", "total-cost")
OTHERS = "pages/learning/reports.py"


def draw(viewer: Viewer, slug: str) -> None:
    """The whole screen below the title. UserError where there is no such report."""
    found = queries.report(resources.library(), viewer, slug)
    snapshot = page.snapshot()
    bar = filters.Bar("report")
    back = returning.asked()
    returning.draw(back)
    st.page_link(OTHERS, label="All thematic reports", query_params=person.in_address())
    st.caption(plain(" · ".join((KIND_NAMES[found.kind], *found.topics))))
    if found.is_due(clock.london_date(clock.now())):
        st.warning(f"The text was due for review on {day(found.next_review)}. Read it with care.")
    trust = _beside(bar, viewer, snapshot)
    told = queries.theme(snapshot, viewer, found, trust=trust)
    _story(told, viewer, snapshot)
    item.read_next(found, back)
    feedback.draw(viewer, subject_of(found.slug))
    item.note(viewer, found, snapshot)
    bar.shown.update({"item": (found.slug,), returning.KEY: (back,) if back else ()})
    bar.close()


def preview(told: Theme) -> None:
    """The text and the figures of the nation, as readers will see them."""
    write(told.opening, alt=told.item.title)
    _sections(told.sections(), level=3)  # a draft stands under a heading of the desk
    _figures(told)


def _beside(bar: filters.Bar, viewer: Viewer, snapshot: Snapshot) -> str:
    """The trust whose figures stand beside: one's own, or one that is chosen; "" for none."""
    offered = queries.beside(snapshot, viewer)
    if not offered:
        bar.unoffered("Trust", filters.TRUST)
        return ""
    names = {each.code: each.name for each in offered}
    own = next(iter(names)) if viewer.role in OF_A_TRUST else NATION_ALONE
    names[NATION_ALONE] = "All trusts only"
    with st.container(key="not-printed-beside"):
        chosen = bar.one(
            "Trust", list(names), key=filters.TRUST, default=own,
            words=names.__getitem__, width=340, hint="Its figures stand beside those of all trusts",
        )  # fmt: skip
    if chosen == NATION_ALONE:
        return ""
    auditing.opened(viewer, chosen, snapshot=snapshot.id)
    return chosen


def _story(told: Theme, viewer: Viewer, snapshot: Snapshot) -> None:
    """What matters first; then up to what was found; the charts; then the rest."""
    sections = told.sections()
    place = next((n for n, (heading, _) in enumerate(sections, 1) if heading == FOUND), 0)
    with st.container(width=TEXT_WIDTH):
        write(told.opening, alt=told.item.title)
    if told.trust:
        nation, trust = st.columns(2, gap="medium")
        with trust, st.container(border=True, key="card-own", height="stretch"):
            _own(told, viewer, snapshot)
    else:
        nation = st.container()
    with nation:
        _brief(told)
    downloads.link("Download as PDF", "thematic-report.pdf", item=told.item.slug, trust=told.trust)
    with st.container(width=TEXT_WIDTH):
        _sections(sections[:place])
    _figures(told)
    text, aside = st.columns([2, 1], gap="large")
    with text:
        _sections(sections[place:])
    with aside:
        _about(told.item)


def _sections(sections: Iterable[tuple[str, str]], level: int = 2) -> None:
    for heading, text in sections:
        section(heading, text, level=level)


def _brief(told: Theme) -> None:
    """The nation: its headline figures, and what answers the first question."""
    with st.container(border=True, key="card-brief", height="stretch"):
        st.header("All trusts, in brief", anchor=False)
        if told.nation is None:
            st.markdown("Too few trusts have such claims for figures.")
            return
        with st.container(key="tiles-brief"):
            st.markdown("\n".join(
                f"- {plain(what[:1].upper() + what[1:])}: **{plain(shown)}**"
                for shown, what in headline(told.nation)
            ))  # fmt: skip
        if first := told.first_answer():
            st.markdown(plain(first))
        st.caption(ROUNDED)
        with st.container(key="stamp-brief"):
            st.caption(plain(str(told.nation.stamp)))


def _own(told: Theme, viewer: Viewer, snapshot: Snapshot) -> None:
    """What may be told of the trust, and one click to its scorecard."""
    st.header(plain(told.whose), anchor=False)
    for sentence in beside(told.own):
        st.markdown(plain(sentence))
    if told.own is None or told.own.claims != 0:
        (subject,) = told.item.subjects()
        exact = may(check_sees_claims, viewer, told.trust)
        there = Own(told.trust, told.whose, exact, told.own)
        st.page_link(
            item_claims.SCRIPTS[subject.kind],
            label="See them on the scorecard" if exact else "Pick these out on the scorecard",
            query_params={
                **item_claims.address_of(viewer, snapshot, subject, there),
                **person.in_address(),
            },
        )
    if told.own is not None:
        with st.container(key="stamp-own"):
            st.caption(plain(str(told.own.stamp)))


def _figures(told: Theme) -> None:
    """A card for each question, two beside each other."""
    asked = told.asked()
    nation = told.nation
    if nation is None or not asked:
        return
    said = (
        f"{told.item.title}: claims of all trusts, by incident date, {nation.stamp.period}. "
        "Shares are of all these claims."
    )
    for place in range(0, len(asked), 2):
        columns = st.columns(2)
        pair = asked[place : place + 2]
        for number, (finding, division) in enumerate(pair, place + 1):
            with columns[number - place - 1]:
                _card(f"{number}-{division.by}", finding, division, nation, said)


def _card(key: str, finding: Finding, division: Breakdown, nation: Figures, said: str) -> None:
    card.draw(
        f"question-{key}",
        finding,
        charts.bars(division, card.ground()) if division.lines else None,
        lambda: pd.DataFrame(
            list(tables.rows(division, nation.currency)), columns=list(tables.headings(division))
        ),
        stamp(nation, division),
        measures=MEASURES,
        said=said,
    )


def _about(found: Item) -> None:
    with st.container(border=True, key="card-about"):
        st.header("About this report", anchor=False)
        told = [
            ("For", listed(found.audience)),
            ("Written by", found.authored_by),
            ("Text reviewed", f"{day(found.reviewed)}, next review {day(found.next_review)}"),
            ("Figures", "from the current release; they change with the next"),
            ("Licence", "text under CC BY 4.0"),
        ]
        st.markdown("\n".join(f"- **{name}:** {plain(text)}" for name, text in told))
        if found.sources:
            st.markdown("**It rests on:**")
            st.markdown("\n".join(f"- {plain(source)}" for source in found.sources))


def asked_for() -> str:
    """The report that the address names."""
    return address.first("item")


def title(viewer: Viewer) -> str:
    """What the report that the address names is called. UserError where there is none."""
    return queries.report(resources.library(), viewer, asked_for()).title
