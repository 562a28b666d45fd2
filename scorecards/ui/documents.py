"""The screen “Documents”: the list by topic and kind, and one document with its versions."""

import pandas as pd
import streamlit as st

from scorecards.clock import london_date
from scorecards.documents import queries
from scorecards.documents.antivirus import NOT_SCANNED
from scorecards.documents.model import (
    KIND_NAMES,
    Document,
    DocumentKind,
    Shelf,
    Version,
    Wanted,
)
from scorecards.errors import UserError
from scorecards.formatting import day
from scorecards.library.search.model import LONGEST_QUERY, Piece
from scorecards.people.access import check_edits_library, may
from scorecards.people.model import Viewer
from scorecards.sandbox.limits import MEGABYTE
from scorecards.store.transactions import reading
from scorecards.ui import address, document_forms, downloads, filters, page, person, resources
from scorecards.ui.asks import CODES as TOPICS
from scorecards.ui.rows import draw_table
from scorecards.ui.shelf import marked
from scorecards.ui.words import plain, quoted


SCREEN, SCRIPT = "documents", "pages/learning/documents.py"
DOCUMENT, VERSION, PAGE, QUERY = "document", "version", "page", "q"
ALL = "all"
PURPOSE = (
    "Guidance, reports, presentations and minutes of workshops, to open on your own computer. "
    "Earlier versions stay, so that you can see what was replaced."
)
PARTLY = "Nothing has all of these words. These have some of them."
SEARCH = "Search titles and text"
KILOBYTE = 1024
_WANTED = "documents.wanted"


def title(viewer: Viewer) -> str:
    """What the document that the address names is called; "" for the list."""
    asked = address.first(DOCUMENT)
    if not asked:
        return ""
    with reading(resources.engine(), viewer) as session:
        return queries.document(session, viewer, _number(asked, "document")).title


def draw(viewer: Viewer) -> None:
    """What was sent is done before anything is drawn, so that it shows at once."""
    with st.container(key="documents-told"):
        document_forms.act(viewer)
    asked = address.first(DOCUMENT)
    if not asked:
        _shelf(viewer)
        return
    st.page_link(SCRIPT, label="All documents", query_params=person.in_address())
    with page.attempt():
        _document(viewer, _number(asked, "document"))


def _shelf(viewer: Viewer) -> None:
    resources.make_findable()
    said = st.container(key="sentence")
    st.markdown(PURPOSE)
    bar = filters.Bar(SCREEN)
    wanted = _chosen(bar)
    with reading(resources.engine(), viewer) as session:
        shelf = queries.listed(session, viewer, wanted)
    said.markdown(plain(sentence(shelf, wanted)))
    if may(check_edits_library, viewer):
        document_forms.add()
    if not shelf.documents:
        st.info(_instead(wanted))
    for each in shelf.documents:
        _card(each, shelf.passage(each))
    _further(bar, shelf, wanted)
    bar.close()


def sentence(shelf: Shelf, wanted: Wanted) -> str:
    """How many documents there are of what was chosen."""
    number = "1 document" if shelf.number == 1 else f"{shelf.number:,} documents"
    if not shelf.number:
        number = "No documents"
    about = f" about {wanted.topic[0].lower()}{wanted.topic[1:]}" if wanted.topic else ""
    kind = f" of the kind “{KIND_NAMES[wanted.kind].lower()}”" if wanted.kind else ""
    if not shelf.found:
        order = ", the newest first" if shelf.number > 1 else ""
        return f"{number}{kind}{about}{order}."
    told = f"{number}{kind}{about} for {quoted(wanted.text)}"
    if shelf.found.corrected:
        told += f", searched for as {quoted(shelf.found.corrected)}"
    return f"{told}. {PARTLY}" if shelf.found.partly and shelf.number else f"{told}."


def _instead(wanted: Wanted) -> str:
    """What to do where nothing is shown."""
    narrowed = wanted.kind is not None or wanted.topic is not None
    if wanted.text:
        also = ", or choose all topics and all kinds" if narrowed else ""
        return f"Use fewer words, or more usual ones{also}."
    if narrowed:
        return "Choose another topic or kind to see more."
    return "Nothing has been published here yet. Editors of the library add documents."


def _words(bar: filters.Bar) -> str:
    with (
        st.form("documents-search", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        text = bar.text(SEARCH, key=QUERY, longest=LONGEST_QUERY)
        st.form_submit_button("Search", key="documents-search-button")
    return text


def _chosen(bar: filters.Bar) -> Wanted:
    text = _words(bar)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        topic = bar.one(
            "Topic", [ALL, *TOPICS], key="topic", default=ALL, width=320,
            words=lambda code: TOPICS.get(code, "All topics"),
        )  # fmt: skip
        kind = bar.one(
            "Kind", [ALL, *(each.value for each in DocumentKind)], key="kind", default=ALL,
            words=lambda code: "All kinds" if code == ALL else KIND_NAMES[DocumentKind(code)],
            width=260,
        )  # fmt: skip
    chosen = (None if kind == ALL else DocumentKind(kind), TOPICS.get(topic), text)
    same = bar.moved or st.session_state.get(_WANTED) == chosen
    st.session_state[_WANTED] = chosen
    asked = address.first(PAGE)
    first = not same or not asked.isdecimal() or len(asked) > filters.LONGEST_NUMBER
    return Wanted(*chosen[:2], page=1 if first else int(asked), text=text)


def _further(bar: filters.Bar, shelf: Shelf, wanted: Wanted) -> None:
    """The way to the other pages, where there are any."""
    here = min(max(1, wanted.page), shelf.pages)
    bar.shown[PAGE] = (str(here),) if here > 1 else ()
    if shelf.pages == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="documents-pages"):
        back, on = ("Newer", "Older") if shelf.found is None else ("Previous", "Next")
        if here > 1 and st.button(f"{back} documents", key="documents.newer"):
            address.put(PAGE, (str(here - 1),) if here > 2 else ())
            st.rerun()
        if here < shelf.pages and st.button(f"{on} documents", key="documents.older"):
            address.put(PAGE, (str(here + 1),))
            st.rerun()
        st.caption(f"Page {here} of {shelf.pages}.")


def _card(each: Document, passage: tuple[Piece, ...]) -> None:
    newest = each.newest
    with st.container(border=True, gap="small", key=f"card-document-{each.id}"):
        st.page_link(
            SCRIPT, label=f"**{plain(each.title)}**",
            query_params={DOCUMENT: str(each.id), **person.in_address()},
        )  # fmt: skip
        st.markdown(plain(each.summary))
        if passage:
            st.markdown(f"In it: {marked(passage)}")
        version = f"version {newest.number} of " if newest.number > 1 else ""
        said = f"{KIND_NAMES[each.kind]}, {version}{_day(newest)}. {file_of(newest)}. "
        st.caption(plain(f"{said}{', '.join(each.topics)}. For {each.seen_by.value}."))
        if each.withdrawn is not None:
            st.caption(plain(f"Withdrawn on {day(london_date(each.withdrawn.at))}."))


def _document(viewer: Viewer, number: int) -> None:
    with reading(resources.engine(), viewer) as session:
        found = queries.document(session, viewer, number)
    asked = address.first(VERSION)
    shown = found.version(_number(asked, "version")) if asked else found.newest
    if shown is None:
        raise UserError(queries.NO_VERSION)
    _banners(found, shown)
    st.markdown(plain(found.summary))
    st.caption(
        plain(f"{KIND_NAMES[found.kind]}. {', '.join(found.topics)}. For {found.seen_by.value}.")
    )
    edits = may(check_edits_library, viewer)
    _file(found, shown, offered=found.withdrawn is None or edits)
    _versions(found, shown)
    if edits and found.withdrawn is None:
        document_forms.change(found)
    of = {} if shown is found.newest else {VERSION: (str(shown.number),)}
    person.write_address(SCREEN, {DOCUMENT: (str(found.id),), **of})


def _banners(found: Document, shown: Version) -> None:
    if found.withdrawn is not None:
        at = day(london_date(found.withdrawn.at))
        st.warning(
            plain(
                f"Withdrawn on {at}: {_whole(found.withdrawn.why)} "
                "Its files are not given any more. Do not rely on a copy that you have."
            )
        )
    later = found.superseding(shown)
    if later is not None:
        newest = (
            f" The newest is version {found.newest.number}." if later is not found.newest else ""
        )
        st.warning(plain(f"Superseded on {_day(later)} by version {later.number}.{newest}"))
        _open(found, found.newest, f"Open version {found.newest.number}")


def _file(found: Document, shown: Version, *, offered: bool) -> None:
    """The file that is shown, and the way to have it."""
    with st.container(border=True, gap="small", key="card-file"):
        st.header(f"Version {shown.number} of {_day(shown)}", anchor=False)
        st.markdown(plain(f"{shown.name} ({file_of(shown)})"))
        if shown.number > 1:
            st.markdown(plain(f"What changed: {_whole(shown.note)}"))
        if offered:
            label = f"Download version {shown.number} ({file_of(shown)})"
            downloads.link(label, DOCUMENT, document=found.id, version=shown.number)
        st.caption(plain(_scan(shown)))


def _versions(found: Document, shown: Version) -> None:
    if len(found.versions) == 1:
        return
    st.header("All versions", anchor=False)
    rows = pd.DataFrame(
        {
            "Version": [_numbered(each, found, shown) for each in found.versions],
            "From": [_day(each) for each in found.versions],
            "What changed": [each.note for each in found.versions],
            "File": [file_of(each) for each in found.versions],
        }
    )
    draw_table(rows, f"Versions of {quoted(found.title)}")
    with st.container(horizontal=True, key="document-versions"):
        for each in found.versions:
            if each is not shown and each is not found.newest:  # that one's link stands above
                _open(found, each, f"Open version {each.number}")


def _open(found: Document, version: Version, label: str) -> None:
    of = {} if version is found.newest else {VERSION: str(version.number)}
    st.page_link(
        SCRIPT, label=label, query_params={DOCUMENT: str(found.id), **of, **person.in_address()}
    )


def _numbered(each: Version, found: Document, shown: Version) -> str:
    said = [word for word, holds in (("newest", each is found.newest), ("shown", each is shown))
            if holds]  # fmt: skip
    return f"{each.number} ({', '.join(said)})" if said else str(each.number)


def file_of(version: Version) -> str:
    """`PDF, 1.2 MB`."""
    return f"{version.type.called}, {size(version.size)}"


def size(number: int) -> str:
    """Bytes as people say them: `640 kB`, `1.2 MB`."""
    if number < MEGABYTE:
        return f"{max(1, round(number / KILOBYTE))} kB"
    return f"{number / MEGABYTE:.1f} MB"


def _scan(version: Version) -> str:
    said = _first(version.scanned)
    return (
        f"{said}." if version.scanned == NOT_SCANNED else f"Scanned for viruses: {version.scanned}."
    )


def _day(version: Version) -> str:
    return day(london_date(version.at))


def _first(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _whole(text: str) -> str:
    """A sentence with its full stop, whoever wrote it."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _number(asked: str, what: str) -> int:
    if not asked.isdecimal() or not asked.isascii() or len(asked) > filters.LONGEST_NUMBER:
        raise UserError(f"The address does not say which {what} is meant.")
    return int(asked)
