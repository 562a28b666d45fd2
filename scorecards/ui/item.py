"""One item of the library to read: what it says, the claims it is about, and what to read next."""

import logging

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from scorecards import clock
from scorecards.claims.figures.words import NOT_KNOWN
from scorecards.errors import UserError
from scorecards.formatting import day, listed
from scorecards.library import placeholders, prose, queries
from scorecards.library.history import commands as history
from scorecards.library.history.model import subject_of
from scorecards.library.model import KIND_NAMES, QUESTIONS, Item, ItemKind
from scorecards.library.placeholders import filled
from scorecards.library.related import related
from scorecards.people.model import OF_A_TRUST, Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.store.transactions import writing
from scorecards.ui import (
    address,
    downloads,
    feedback,
    item_claims,
    item_link,
    page,
    person,
    resources,
    returning,
)
from scorecards.ui.prose import heading, section, write
from scorecards.ui.words import plain


log = logging.getLogger(__name__)
LIBRARY = "pages/learning/library.py"
_NOTED = "item.noted"


def asked_for() -> str:
    """The item that the address names."""
    return address.first("item")


def title(viewer: Viewer) -> str:
    """What the item that the address names is called. UserError where there is none."""
    return queries.item(resources.library(), viewer, asked_for()).title


def draw(viewer: Viewer, slug: str) -> None:
    """The whole screen below the title; the way to the library where there is no such item."""
    try:
        item = queries.item(resources.library(), viewer, slug)
    except UserError as nothing:
        st.error(plain(str(nothing)))
        st.page_link(LIBRARY, label="The whole library", query_params=person.in_address())
        return
    snapshot = page.snapshot_if_any()
    back = returning.asked()
    returning.draw(back)
    st.caption(plain(" · ".join((KIND_NAMES[item.kind], listed(item.topics)))))
    if item.is_due(clock.london_date(clock.now())):
        st.warning(
            f"This was due for review on {day(item.next_review)}. Check what it says with its "
            "sources before you rely on it."
        )
    if item.kind is ItemKind.REPORT:
        st.markdown("This is a thematic report. It has a screen of its own.")
        item_link.draw(item, back=back)
    else:
        body(viewer, item, snapshot, back)
    read_next(item, back)
    feedback.draw(viewer, subject_of(item.slug))
    note(viewer, item, snapshot)
    person.write_address("item", {"item": (item.slug,), returning.KEY: (back,) if back else ()})


def body(
    viewer: Viewer,
    item: Item,
    snapshot: Snapshot | None,
    back: str,
    *,
    given: dict[str, str] | None = None,
    draft: bool = False,
) -> None:
    """The text with what stands beside it. `given`: its figures, where the release does not say;
    `draft`: it is not published, so there is no file of it.
    """
    if given is None:
        given = values(viewer, item, snapshot)
    level = 3 if draft else 2  # a draft stands under a heading of the desk
    story, aside = st.columns([2, 1], gap="large")
    with story:
        _story(item, given, snapshot, level)
    with aside:
        for question in QUESTIONS if item.kind is ItemKind.CASE_STUDY else ():
            with st.container(border=True, key=f"card-{question.name.lower()}"):
                section(question, filled(item.sections[question], given), level=level)
        if snapshot is not None:
            item_claims.draw(viewer, item, snapshot, back, level=level)
        _about(item, level, draft=draft)


def values(viewer: Viewer, item: Item, snapshot: Snapshot | None) -> dict[str, str]:
    """The figures of an item in words; where nothing is published, none is known."""
    if snapshot is None:
        return dict.fromkeys(placeholders.asked(item), NOT_KNOWN)
    return placeholders.values(snapshot, viewer, item)


def _story(item: Item, given: dict[str, str], snapshot: Snapshot | None, level: int) -> None:
    if item.kind is ItemKind.CASE_STUDY:
        st.info(plain(filled(item.opening, given)))
    else:
        write(filled(item.opening, given), alt=item.title)
    if item.kind is ItemKind.LINK:
        _outside(item)
    for name, text in item.sections.items():
        if name not in QUESTIONS or item.kind is not ItemKind.CASE_STUDY:
            section(name, filled(text, given), level=level)
    if given and snapshot is not None:
        with st.container(key="stamp-text"):
            st.caption(
                plain(
                    "The figures in this text are of all trusts, by incident date, as at "
                    f"{day(snapshot.manifest.as_at)}. Counts of 1 to 7 are hidden, and the rest is "
                    f"rounded. They change with each release; this one is {snapshot.id}."
                )
            )


def _outside(item: Item) -> None:
    """Where a useful link leads, said before it is followed."""
    host = prose.host(item.url)
    st.markdown(f"**Kept by:** {plain(item.owner)}")
    st.link_button(f"Open {plain(host)}, outside this service", item.url)
    st.caption(plain(f"Whole address: {item.url}"))


def _about(item: Item, level: int, *, draft: bool) -> None:
    """Whom it is for, who wrote it, and on what it rests."""
    with st.container(border=True, key="card-about"):
        heading("About this page", level)
        told = [
            ("For", listed([name if name.isupper() else name[:1].lower() + name[1:]
                            for name in item.audience])),
            ("Setting", item.setting),
            ("Written by", item.authored_by),
            ("Reviewed", f"{day(item.reviewed)}, next review {day(item.next_review)}"),
            ("Licence", "text under CC BY 4.0"),
        ]  # fmt: skip
        st.markdown("\n".join(f"- **{name}:** {plain(text)}" for name, text in told))
        if item.sources:
            st.markdown("**It rests on:**")
            st.markdown("\n".join(f"- {plain(source)}" for source in item.sources))
        if item.kind is not ItemKind.LINK and not draft:
            downloads.link("Download as PDF", "item.pdf", item=item.slug)


def read_next(item: Item, back: str) -> None:
    """What is like it, by what it shares."""
    found = related(item, resources.library())
    if not found:
        return
    st.header("Read next", anchor=False)
    grid = st.grid(min_column_width=280)
    for other in found:
        with grid.container(border=True, key=f"card-next-{other.slug}"):
            st.caption(KIND_NAMES[other.kind])
            item_link.draw(other, back=back)
            st.markdown(plain(other.summary))


def note(viewer: Viewer, item: Item, snapshot: Snapshot | None) -> None:
    """That this person opened it, once in a session. It is read all the same where that fails."""
    read = (viewer.person, item.slug)
    if viewer.seen_by or read in st.session_state.get(_NOTED, ()):
        return
    try:
        with writing(resources.engine(), viewer) as session:
            history.note(
                session, viewer, subject_of(item.slug), _place_type(viewer, snapshot),
                now=clock.now(),
            )  # fmt: skip
    except SQLAlchemyError:
        log.exception("What was read could not be written down")
    else:
        st.session_state[_NOTED] = {*st.session_state.get(_NOTED, ()), read}


def _place_type(viewer: Viewer, snapshot: Snapshot | None) -> str:
    """The kind of trust that the reader is of; of people of no trust, the role."""
    if snapshot is not None and viewer.role in OF_A_TRUST:
        for trust in viewer.trusts:
            if trust in snapshot.organisations:
                return snapshot.organisations[trust].type
    return viewer.role.value
