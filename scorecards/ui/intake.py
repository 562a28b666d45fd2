"""Checking claims files on screen: upload, report, confirmation, and the release made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from scorecards import clock
from scorecards.errors import Refused, UserError
from scorecards.intake import profiles
from scorecards.intake.checking import Checked, SourceFile
from scorecards.intake.commands import (
    check_claims,
    check_may_be_kept,
    keep_report,
    record_refusal,
    store_claims,
)
from scorecards.people.model import Viewer
from scorecards.store.transactions import writing
from scorecards.ui import downloads, intake_report, page, resources
from scorecards.ui.words import plain


DRAFT = "intake.checked"
MAKE = "intake.release"
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person checked last. `upload` numbers its kept report; without one, `why_not`."""

    person: str
    checked: Checked
    upload: int | None
    why_not: str


def form(viewer: Viewer) -> None:
    """The upload. What was checked is kept as a draft until it is released or replaced."""
    titles = {name: profiles.load(name).title for name in profiles.names()}
    st.markdown(
        "Choose one or more files of one extract. They are read apart from this server, checked "
        "line by line and scanned for personal data. The files are not kept. No claim is stored "
        "until you make a release."
    )
    with st.form("intake", border=True):
        files = st.file_uploader(
            "Claims files: CSV or Excel", accept_multiple_files=True, key="intake.files"
        )
        left, right = st.columns(2)
        profile = left.selectbox(
            "Layout of the files", list(titles), format_func=titles.__getitem__,
            key="intake.profile",
        )  # fmt: skip
        as_at = right.date_input(
            "As-at date of the extract", value=None, format="DD/MM/YYYY", key="intake.as_at",
            min_value=EARLIEST, max_value=clock.london_date(clock.now()),
        )  # fmt: skip
        nearest = st.toggle("Take the nearest headings where they differ", key="intake.nearest")
        unsure = _to_confirm(viewer)
        confirmed = (
            st.multiselect("Columns seen to hold no personal data", unsure, key="intake.confirmed")
            if unsure
            else []
        )
        if st.form_submit_button("Check the files", type="primary", key="intake.check"):
            sources = [SourceFile(file.name, file.getvalue()) for file in files]
            with page.attempt():
                _check(viewer, sources, profile, as_at, nearest=nearest, confirmed=confirmed)
    downloads.link("Template workbook for our own layout", "claims-template.xlsx")


def report(viewer: Viewer) -> None:
    """The report of the last check, and what can be done with it."""
    draft = _draft(viewer)
    if draft is None:
        return
    told = draft.checked.report
    st.header(plain(told.summary()), anchor=False)
    for hit in told.personal_data:
        st.markdown(f"- {plain(hit.sentence())}")
    if told.to_confirm:
        st.warning(
            "No release can be made yet: these columns may hold personal data. Look at them in the "
            "file. Take them out, or name them above as seen, and check again."
        )
    if draft.upload is None:
        st.warning(plain(draft.why_not))
    else:
        with st.container(horizontal=True):
            st.button("Make a release", type="primary", key=MAKE, disabled=bool(told.to_confirm))
            intake_report.exports(draft.upload)
    intake_report.draw(told, "intake")


def make_release(viewer: Viewer) -> str | None:
    """What was pressed below the report, done before the list of releases is drawn: its name."""
    draft = _draft(viewer)
    if draft is None or not st.session_state.get(MAKE):
        return None
    names: list[str] = []
    with page.attempt(), st.spinner("Making the release…"):
        made = store_claims(
            resources.engine(), resources.configuration(), viewer, draft.checked,
            publish=False, now=clock.now(), upload=draft.upload,
        ).release  # fmt: skip
        st.session_state.pop(DRAFT)
        before = "These files had been imported before. " if made.already else ""
        state = "Readers see it now." if made.published else "Readers do not see it yet."
        st.success(plain(f"{before}The release is {made.snapshot_id}. {state}"))
        names.append(made.snapshot_id)
    return next(iter(names), None)  # none where it was refused


def _check(
    viewer: Viewer,
    sources: Sequence[SourceFile],
    profile: str,
    as_at: date | None,
    *,
    nearest: bool,
    confirmed: Sequence[str],
) -> None:
    st.session_state.pop(DRAFT, None)
    if not sources:
        st.error("Choose at least one file first.")
    elif as_at is None:
        st.error("Give the as-at date first: the day the extract was made for.")
    else:
        with st.spinner("Reading and checking…"):
            try:
                checked = check_claims(
                    resources.engine(), viewer, sources, profile=profile, as_at=as_at,
                    accept_nearest=nearest, confirmed_columns=confirmed,
                )  # fmt: skip
            except Refused:
                with writing(resources.engine(), viewer) as session:
                    record_refusal(session, viewer, sources, now=clock.now())
                raise
        st.session_state[DRAFT] = _kept(viewer, checked)


def _kept(viewer: Viewer, checked: Checked) -> Draft:
    """The draft, its report kept where claims of this kind may be."""
    try:
        check_may_be_kept(resources.engine(), resources.configuration(), checked.report.profile)
    except UserError as refused:
        return Draft(viewer.person, checked, None, str(refused))
    with writing(resources.engine(), viewer) as session:
        number = keep_report(session, viewer, checked.report, now=clock.now())
    return Draft(viewer.person, checked, number, "")


def _draft(viewer: Viewer) -> Draft | None:
    """The last check of this person: never of one who sat here before."""
    held: Draft | None = st.session_state.get(DRAFT)
    return held if held is not None and held.person == viewer.person else None


def _to_confirm(viewer: Viewer) -> list[str]:
    draft = _draft(viewer)
    if draft is None:
        return []
    return list(dict.fromkeys(hit.column for hit in draft.checked.report.personal_data))
