"""How every page begins and how it fails: title, person, refusal, reference. Knows no claims."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import streamlit as st

from scorecards.errors import NoSnapshot, NotAllowed, Refused, UserError
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.ui import auditing, person, resources
from scorecards.ui.words import FICTIONAL, NAME, plain, quoted


log = logging.getLogger(__name__)
_OPEN = "page.open"
WHO_PUBLISHES = (
    "A data steward does so under Data. To look round first, build the demonstration nation with "
    "`python -m scorecards demo`."
)


def open_page(
    title: str,
    *,
    check: Callable[[Viewer], None] | None = None,
    named: Callable[[Viewer], str] | None = None,
) -> Viewer:
    """The first line of every page: the title, who is here, and a refusal before anything else.

    `named`: the name of the one thing that is shown, which is then the title of the page and of the
    browser's tab. "" or a UserError where there is no such thing: then the screen's own title.
    """
    viewer = person.viewer()
    resources.renewed_library()
    _title(title, viewer, named)
    person.header(viewer)
    asked = person.refused()
    if asked is not None:
        st.warning(plain(f"The address asks for the person {quoted(asked)}, who is not here."))
    st.session_state[_OPEN] = title
    try:
        if check is not None:
            check(viewer)
    except NotAllowed as refused:
        _told(refused)
        st.stop()
    return viewer


def _title(title: str, viewer: Viewer, named: Callable[[Viewer], str] | None) -> None:
    """The one first heading. What a thing is called was written by people: it is shown so."""
    shown = ""
    if named is not None:
        with suppress(UserError):
            shown = named(viewer)
    if shown:
        st.set_page_config(page_title=f"{shown} - {NAME}")
    st.title(plain(shown) if shown else title, anchor=False)


def snapshot() -> Snapshot:
    """What is published, held for the whole of the page; says so and stops where nothing is."""
    try:
        serving = resources.serving()
    except NoSnapshot as nothing:
        st.info(f"{plain(str(nothing))} {WHO_PUBLISHES}")
        st.stop()
    if serving.notice:
        st.warning(plain(serving.notice))
    if serving.snapshot.manifest.fictional:
        st.caption(FICTIONAL)
    return serving.snapshot


def snapshot_if_any() -> Snapshot | None:
    """The same for pages that are there to be read without claims, too."""
    try:
        resources.serving()
    except NoSnapshot:
        return None
    return snapshot()


@contextmanager
def attempt() -> Iterator[None]:
    """Round whatever may be refused: a sentence for the reader, a reference for the rest."""
    try:
        yield
    except Refused as refused:
        st.error(plain(str(refused)))
        for reason in refused.reasons:
            st.markdown(f"- {plain(reason)}")
    except UserError as error:
        _told(error)


def run(script: Callable[[], None]) -> None:
    """Runs a page; anything unforeseen becomes a reference, with the trace in the log under it."""
    with auditing.origin() as reference:
        try:
            script()
        except UserError as error:
            _told(error)
        except Exception:
            log.exception("A page failed, reference %s", reference)
            st.error(f"Something went wrong. Try again; if it stays, quote reference {reference}.")


def _told(error: UserError) -> None:
    """Shows what somebody is told. That they may not is written down, too."""
    if isinstance(error, NotAllowed):
        screen = st.session_state.get(_OPEN, "the frame of all screens")
        auditing.refused(person.viewer(), f"screen/{screen}", str(error))
    st.error(plain(str(error)))
