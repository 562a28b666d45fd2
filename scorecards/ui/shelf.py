"""The library's first screen: search, what it can be narrowed by, and what was found as cards."""

from collections.abc import Mapping, Sequence

import streamlit as st

from scorecards.formatting import count, day, listed
from scorecards.library.model import AUDIENCES, KIND_NAMES, SCHEME_KINDS, SETTINGS, TOPICS
from scorecards.library.search import queries
from scorecards.library.search.indexing import ITEM
from scorecards.library.search.model import LONGEST_QUERY, Facet, Found, Hit, Piece, Wanted
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading
from scorecards.ui import address, filters, item_link, navigation, person, resources
from scorecards.ui.words import plain, quoted


ALL, YES = "all", "yes"
QUERY, PAGE, EXACT = "q", "page", "exact"
LONGEST_PAGE = 4
OTHER_WORDS = 4
PATH = "pages/learning/library.py"
KINDS = {**{kind.value: name for kind, name in KIND_NAMES.items()}, "document": "Document"}
FACET_NAMES = {
    Facet.KIND: ("Kind", "All kinds"),
    Facet.TOPIC: ("Topic", "All topics"),
    Facet.AUDIENCE: ("For", "Everybody"),
    Facet.SETTING: ("Setting", "All settings"),
    Facet.SCHEME: ("Claims", "Clinical and non-clinical"),
}
IN_POPOVER = (Facet.TOPIC, Facet.AUDIENCE, Facet.SETTING, Facet.SCHEME)
MORE = "Topic, setting and more"
_LAST = "library.last"


def _code(value: str) -> str:
    """A value as it stands in the address: `falls-skin-and-everyday-care`."""
    return "-".join("".join(c if c.isalnum() else " " for c in value.casefold()).split())


# The values of each facet by their code in the address, in the order of the screen.
VALUES: Mapping[Facet, Mapping[str, str]] = {
    Facet.KIND: {kind: kind for kind in KINDS},
    Facet.TOPIC: {_code(topic): topic for topic in TOPICS},
    Facet.AUDIENCE: {_code(audience): audience for audience in AUDIENCES},
    Facet.SETTING: {_code(setting): setting for setting in SETTINGS},
    Facet.SCHEME: {kind: kind for kind in SCHEME_KINDS},
}


def draw(viewer: Viewer) -> None:
    """What the address asks for, found and drawn."""
    resources.make_findable()
    bar = filters.Bar("library")
    text = _asked_words(bar)
    codes = {facet: bar.peek(facet, [ALL, *VALUES[facet]]) for facet in Facet}
    wanted = _wanted(bar, text, codes)
    with reading(resources.engine(), viewer) as session:
        found = queries.search(session, viewer, wanted)
    _facets(bar, found, wanted)
    _told(found, wanted)
    if not text and not wanted.facets:
        _topics(found)
    if found.hits:
        st.header("Results" if text or wanted.facets else "Newest", anchor=False)
        _cards(found)
        _pages(found)
    elif text or wanted.facets:
        _nothing(viewer, found, wanted)
    bar.shown[PAGE] = (str(found.page),) if found.page > 1 else ()
    bar.shown[EXACT] = (YES,) if wanted.as_typed else ()
    bar.close()


def _asked_words(bar: filters.Bar) -> str:
    with (
        st.form("search", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        text = bar.text("Search the library", key=QUERY, longest=LONGEST_QUERY)
        st.form_submit_button("Search", type="primary", key="search-button")
    return text


def _wanted(bar: filters.Bar, text: str, codes: Mapping[Facet, str]) -> Wanted:
    """Another search, or another filter, begins with its first page again."""
    facets = {
        facet: (VALUES[facet][code],) for facet, code in codes.items() if code in VALUES[facet]
    }
    asked = address.asked()
    same_words = bar.moved or st.session_state.get(_LAST, ("",))[0] == text
    same = bar.moved or st.session_state.get(_LAST) == (text, facets)
    st.session_state[_LAST] = (text, facets)
    page = asked.get(PAGE, ("",))[0]
    return Wanted(
        text,
        facets,
        page=int(page) if same and page.isdecimal() and len(page) <= LONGEST_PAGE else 1,
        as_typed=same_words and asked.get(EXACT) == (YES,),
    )


def _facets(bar: filters.Bar, found: Found, wanted: Wanted) -> None:
    """Each value with how many there are, given what is chosen of the others."""
    number = sum(facet in wanted.facets for facet in IN_POPOVER)
    with st.container(key="filters"):
        _one(bar, Facet.KIND, found, buttons=True)
        with st.popover(f"{MORE}: {number} set" if number else MORE):
            for facet in IN_POPOVER:
                _one(bar, facet, found)


def _one(bar: filters.Bar, facet: Facet, found: Found, *, buttons: bool = False) -> None:
    label, every = FACET_NAMES[facet]
    values, counts = VALUES[facet], found.counts[facet]

    def words(code: str) -> str:
        if code == ALL:
            return every
        return f"{_name(facet, values[code])} ({counts.get(values[code], 0)})"

    options = [ALL, *values]
    bar.one(label, options, key=facet.value, default=ALL, words=words, buttons=buttons)


def _name(facet: Facet, value: str) -> str:
    if facet is Facet.KIND:
        return KINDS[value]
    return value.capitalize() if facet is Facet.SCHEME else value


def _told(found: Found, wanted: Wanted) -> None:
    """How many, for which words, and which others were searched for as well."""
    with st.container(key="sentence"):
        st.markdown(_sentence(found, wanted))
    if found.corrected and st.button(
        f"Search for {plain(quoted(wanted.text))} as you typed it",
        type="tertiary",
        key="open-exact",
    ):
        address.put(EXACT, (YES,))
        st.rerun()
    for typed, others in list(found.same.items())[:OTHER_WORDS]:
        also = listed([f"“{other}”" for other in others[:OTHER_WORDS]])
        st.caption(plain(f"“{typed}” also finds {also}."))
    if found.nowhere and found.hits:
        missing = listed([f"“{word}”" for word in found.nowhere], "or")
        st.caption(plain(f"Nothing here has {missing}."))


def _sentence(found: Found, wanted: Wanted) -> str:
    number = found.total
    if not number:
        words = f" for {quoted(wanted.text)}" if wanted.text else ""
        return plain(f"Nothing was found{words}{_narrowed(wanted)}.")
    told = f"{count(number)} {'result' if number == 1 else 'results'}"
    if found.corrected:
        said = f"Showing results for {quoted(found.corrected)}{_narrowed(wanted)}: {count(number)}."
        return plain(said)
    if not wanted.text:
        what = "item" if number == 1 else "items"
        told = f"{count(number)} {what} to read{_narrowed(wanted)}, the newest first."
        return plain(told)
    told += f" for {quoted(wanted.text)}{_narrowed(wanted)}."
    if found.partly:
        told += " Nothing has all of these words. These have some of them."
    return plain(told)


def _narrowed(wanted: Wanted) -> str:
    """` in “Case study” and “Medicines”`, or nothing."""
    said = [f"“{_name(facet, values[0])}”" for facet, values in wanted.facets.items()]
    return f" in {listed(said)}" if said else ""


def _topics(found: Found) -> None:
    st.header("Topics", anchor=False)
    counts = found.counts[Facet.TOPIC]
    grid = st.grid(min_column_width=260)
    for code, topic in VALUES[Facet.TOPIC].items():
        if counts.get(topic):
            grid.page_link(
                PATH,
                label=plain(f"{topic} ({counts[topic]})"),
                query_params={Facet.TOPIC.value: code, **person.in_address()},
            )


def _cards(found: Found) -> None:
    grid = st.grid(min_column_width=330)
    for hit in found.hits:
        with grid.container(border=True, height="stretch", key=f"card-{hit.ref.replace('/', '-')}"):
            _card(hit)


def _card(hit: Hit) -> None:
    st.caption(plain(" · ".join((KINDS.get(hit.kind, hit.kind.capitalize()), *hit.topics[:1]))))
    _link(hit)
    st.markdown(marked(hit.summary))
    if hit.passage:
        st.caption(f"{'About: ' if hit.is_about else ''}{marked(hit.passage)}")
    if hit.instead:
        named = [f"“{words}”" for words in hit.instead[:2]]
        means = "means" if len(named) == 1 else "mean"
        st.caption(plain(f"Found by {listed(named)}, which {means} the same."))
    if hit.dated is not None:
        done = "Reviewed" if hit.ref.startswith(ITEM) else "Changed"
        st.caption(plain(f"{done} {day(hit.dated)}"))


def _link(hit: Hit) -> None:
    """To an item, or to whatever screen its address names."""
    item = resources.library().by_slug.get(hit.ref.removeprefix(ITEM))
    if item is not None and hit.ref.startswith(ITEM):
        item_link.draw(item)
        return
    screen, _, query = hit.address.removeprefix("/").partition("?")
    path = next(each.path for each in navigation.SCREENS if each.url == screen)
    title = plain("".join(piece.text for piece in hit.title))
    asked = dict(part.split("=", 1) for part in query.split("&") if "=" in part)
    st.page_link(path, label=f"**{title}**", query_params={**asked, **person.in_address()})


def marked(pieces: Sequence[Piece]) -> str:
    """As it is written, with what was searched for in bold."""
    return "".join(
        f"**{plain(piece.text)}**" if piece.marked else plain(piece.text) for piece in pieces
    )


def _pages(found: Found) -> None:
    if found.pages == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, page in (("Previous page", found.page - 1), ("Next page", found.page + 1)):
            if 1 <= page <= found.pages and st.button(label, key=f"go-{label.split()[0].lower()}"):
                address.put(PAGE, (str(page),) if page > 1 else ())
                st.rerun()
        st.caption(f"Page {found.page} of {found.pages}")


def _nothing(viewer: Viewer, found: Found, wanted: Wanted) -> None:
    """Which filter to take away and what that would show; else other words, or a topic."""
    helpful = {facet: number for facet, number in found.without.items() if number}
    anew = bool(wanted.text) and not helpful
    said = "Use fewer words or more usual ones, or begin with a topic." if anew else ""
    st.markdown(said or "What you can try:")
    with st.container(horizontal=True):
        for facet, number in helpful.items():
            name = plain(quoted(_name(facet, wanted.facets[facet][0])))
            if st.button(f"Take {name} away: {number} found", key=f"without-{facet.value}"):
                address.put(facet.value, ())
                st.rerun()
        if wanted.as_typed and st.button("Put the spelling right", key="not-exact"):
            address.put(EXACT, ())
            st.rerun()
        if wanted.facets and st.button("Take all filters away", key="widen-facets"):
            address.keep_only((QUERY, EXACT, person.KEY))
            st.rerun()
        if st.button("Show everything", key="widen-all"):
            address.keep_only((person.KEY,))
            st.rerun()
    if anew:
        with reading(resources.engine(), viewer) as session:
            _topics(queries.search(session, viewer, Wanted()))
