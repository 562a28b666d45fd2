"""What editors do on the screen “Documents”: add one, replace its file, withdraw it."""

from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.documents import checking, commands
from scorecards.documents.antivirus import NOT_SCANNED
from scorecards.documents.model import KIND_NAMES, CheckedFile, Document, DocumentKind, Draft
from scorecards.documents.reading.words import LIMITS
from scorecards.errors import Refused, UserError
from scorecards.library.model import TOPICS
from scorecards.people.access import check_edits_library, may
from scorecards.people.model import Circle, Viewer
from scorecards.sandbox.limits import MEGABYTE
from scorecards.store.transactions import writing
from scorecards.ui import page, resources
from scorecards.ui.words import plain


ADD, REPLACE, WITHDRAW = "documents.add", "documents.replace", "documents.withdraw"
MOST = LIMITS.upload_bytes // MEGABYTE
FILE = f"File: PDF, Word, PowerPoint or Excel, at most {MOST} MB"
LOOKED = "I looked through it: nothing in it is about a patient, a member of staff or one claim."
LOOKED_AT_UNREAD = (
    "I looked at each page whose text cannot be read: nothing on it is about a patient, a member "
    "of staff or one claim."
)
WHAT_IS_LOOKED_FOR = (
    "The file is looked through for programs, other files inside it and parts that lie elsewhere. "
    "Its text is searched for NHS numbers and National Insurance numbers. Pictures are not "
    "searched. Readers find the document by its text, too."
)


def add() -> None:
    """The form for a new document."""
    key = _key(ADD)
    with (
        st.expander("Add a document", key=f"documents-add-{key}"),
        st.form(f"add-{key}", border=False),
    ):
        st.file_uploader(FILE, max_upload_size=MOST, key=f"file-{key}")
        st.text_input("Title", max_chars=commands.LONGEST_TITLE, key=f"title-{key}")
        st.text_area(
            "Summary: what it is, and for whom", max_chars=commands.LONGEST_SUMMARY,
            height=90, key=f"summary-{key}",
        )  # fmt: skip
        left, right = st.columns(2)
        left.selectbox(
            "Kind", list(DocumentKind), index=None, format_func=KIND_NAMES.__getitem__,
            placeholder="Choose a kind", key=f"kind-{key}",
        )  # fmt: skip
        right.multiselect(
            f"Topics: 1 to {commands.MOST_TOPICS}", TOPICS, max_selections=commands.MOST_TOPICS,
            placeholder="Choose topics", key=f"topics-{key}",
        )  # fmt: skip
        st.radio(
            "Who may see it. This cannot be changed later.", list(Circle), index=1,
            format_func=lambda circle: f"{circle.value[:1].upper()}{circle.value[1:]}",
            key=f"circle-{key}",
        )  # fmt: skip
        _looked(key)
        _said_of_files()
        st.form_submit_button("Publish the document", type="primary", key=f"add-send-{key}")


def change(found: Document) -> None:
    """The forms for a new version and for withdrawing."""
    key = _key(REPLACE)
    with (
        st.expander("Replace the file", key=f"documents-replace-{key}"),
        st.form(f"replace-{key}", border=False),
    ):
        st.file_uploader(FILE, max_upload_size=MOST, key=f"file-{key}")
        st.text_input(
            "What changed", max_chars=commands.LONGEST_NOTE, key=f"note-{key}",
            placeholder="Such as: the checklist follows the guidance of 2026",
        )  # fmt: skip
        _looked(key)
        _said_of_files()
        st.form_submit_button(
            f"Publish it as version {found.newest.number + 1}", type="primary",
            key=f"replace-send-{key}", on_click=_remember,
            args=(REPLACE, found.id, found.newest.number),
        )  # fmt: skip
    key = _key(WITHDRAW)
    with (
        st.expander("Withdraw the document", key=f"documents-withdraw-{key}"),
        st.form(f"withdraw-{key}", border=False),
    ):
        st.markdown(
            "It leaves the list and the search, and its files are not given any more. Whoever "
            "opens it by a link reads the reason. This cannot be undone."
        )
        st.text_input("Reason", max_chars=commands.LONGEST_NOTE, key=f"why-{key}")
        st.form_submit_button(
            "Withdraw it", key=f"withdraw-send-{key}", on_click=_remember,
            args=(WITHDRAW, found.id),
        )  # fmt: skip


def act(viewer: Viewer) -> None:
    """Does what was sent, before the screen is drawn."""
    if not may(check_edits_library, viewer):
        return
    for name, do in ((ADD, _add), (REPLACE, _replace), (WITHDRAW, _withdraw)):
        key = _key(name)
        if st.session_state.get(f"{name.rpartition('.')[2]}-send-{key}"):
            with page.attempt():
                do(viewer, key)
                st.session_state[name] = uuid4().hex


def _add(viewer: Viewer, key: str) -> None:
    held = st.session_state
    kind: DocumentKind | None = held[f"kind-{key}"]
    if kind is None:
        raise UserError("Choose a kind.")
    draft = Draft(
        kind=kind,
        title=held[f"title-{key}"] or "",
        summary=held[f"summary-{key}"] or "",
        topics=tuple(held[f"topics-{key}"]),
        seen_by=held[f"circle-{key}"],
        form_key=key,
    )
    file = _checked(viewer, key)
    with writing(resources.engine(), viewer) as session:
        commands.add(session, viewer, draft, file, **_said_to_have_looked(key), now=clock.now())
    st.success(
        plain(f"Published: {draft.title}. Who may see it: {draft.seen_by.value}. {_scan(file)}")
    )


def _replace(viewer: Viewer, key: str) -> None:
    held = st.session_state
    file = _checked(viewer, key)
    with writing(resources.engine(), viewer) as session:
        number = commands.replace(
            session, viewer, held[f"{REPLACE}.of"], file, note=held[f"note-{key}"] or "",
            form_key=key, **_said_to_have_looked(key), now=clock.now(),
        )  # fmt: skip
    shown = held[f"{REPLACE}.after"]
    between = "" if number == shown + 1 else (
        f"Since you opened this screen, somebody published version {number - 1}. Look whether "
        "yours holds what that one changed. "
    )  # fmt: skip
    st.success(plain(f"Published as version {number}. {between}{_scan(file)}"))


def _withdraw(viewer: Viewer, key: str) -> None:
    held = st.session_state
    with writing(resources.engine(), viewer) as session:
        commands.withdraw(
            session, viewer, held[f"{WITHDRAW}.of"], why=held[f"why-{key}"] or "", now=clock.now()
        )
    st.success("Withdrawn. It is no longer in the list.")


def _checked(viewer: Viewer, key: str) -> CheckedFile:
    """The uploaded file, looked through; that one was refused is written down."""
    held = st.session_state.get(f"file-{key}")
    if held is None:
        raise UserError("Choose a file.")
    content = held.getvalue()
    try:
        with st.spinner("The file is looked through."):
            file = checking.check(
                viewer, held.name, content, scanner=resources.configuration().scanner
            )
    except Refused:
        with writing(resources.engine(), viewer) as session:
            commands.record_refusal(session, viewer, content, now=clock.now())
        raise
    st.session_state[f"has-unread-{key}"] = bool(file.unread)
    return file


def _looked(key: str) -> None:
    """What whoever uploads says of the file. The second box stands there once it is needed."""
    st.checkbox(LOOKED, key=f"looked-{key}")
    if st.session_state.get(f"has-unread-{key}"):
        st.checkbox(LOOKED_AT_UNREAD, key=f"unread-{key}")


def _said_to_have_looked(key: str) -> dict[str, bool]:
    held = st.session_state
    return {
        "looked_through": bool(held[f"looked-{key}"]),
        "looked_at_unread": bool(held.get(f"unread-{key}")),
    }


def _said_of_files() -> None:
    scanner = resources.configuration().scanner
    said = (
        "Then ClamAV scans it for viruses."
        if scanner
        else f"{NOT_SCANNED[:1].upper()}{NOT_SCANNED[1:]}."
    )
    st.caption(plain(f"{WHAT_IS_LOOKED_FOR} {said}"))


def _scan(file: CheckedFile) -> str:
    return f"{file.scanned[:1].upper()}{file.scanned[1:]}."


def _key(name: str) -> str:
    return str(st.session_state.setdefault(name, uuid4().hex))


def _remember(name: str, number: int, newest: int = 0) -> None:
    """Which document a form was sent for, and after which version: the screen may show another by
    then.
    """
    st.session_state[f"{name}.of"], st.session_state[f"{name}.after"] = number, newest
