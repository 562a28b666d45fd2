"""The editorial desk: what is written, what waits, what is due, what is read, what is published."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.errors import UserError
from scorecards.feedback.queries import waiting
from scorecards.formatting import count
from scorecards.library.desk import queries, templates, texts
from scorecards.library.desk.model import Edition, State
from scorecards.library.history import queries as history
from scorecards.library.history.model import LATELY
from scorecards.library.model import DIMENSIONS, KIND_NAMES, SCHEME_KINDS, TOPICS, Item, ItemKind
from scorecards.people.access import check_edits_library, may
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading
from scorecards.ui import address, edition, editorial_items, page, person, resources
from scorecards.ui.editorial_items import EDITION, HERE
from scorecards.ui.words import plain, quoted


NEW, TOPIC = "new", "topic"
LONGEST_TITLE = 100
LONGEST_NUMBER = 9
_FORM = "desk.form"


def draw(viewer: Viewer) -> None:
    """One edition where the address names one, else the whole desk."""
    asked = address.asked()
    number = asked.get(EDITION, ("",))[0]
    if number.isdecimal() and len(number) <= LONGEST_NUMBER:
        st.page_link(HERE, label="All work on the desk", query_params=person.in_address())
        edition.draw(viewer, int(number))
        person.write_address("editorial-desk", {EDITION: (number,)})
        return
    if number:
        st.warning(plain(f"The address asks for the edition {quoted(number)}, which is none."))
    _desk(viewer, asked)


def _desk(viewer: Viewer, asked: Mapping[str, tuple[str, ...]]) -> None:
    begun = _start(viewer, asked)
    with reading(resources.engine(), viewer) as session:
        work = queries.in_work(session, viewer)
        settled = queries.settled(session, viewer)
        read = history.readers(session, viewer, since=clock.now() - LATELY)
        comments = waiting(session, viewer) if may(check_edits_library, viewer) else 0
    library = resources.library()
    due = queries.due(library, viewer, today=clock.london_date(clock.now()))
    if begun is not None:
        editorial_items.open_link("Open the draft", begun)
    with st.container(key="sentence"):
        st.markdown(plain(sentence(work, due)))
    editorial_items.damaged()
    if NEW in asked:
        with st.container(border=True, key="card-new"):
            _new(asked)
    left, right = st.columns([3, 2], gap="large")
    with left, st.container(border=True, key="card-work"):
        _in_work(viewer, work)
    if NEW not in asked:
        with right, st.container(border=True, key="card-new"):
            _new(asked)
    with left, st.container(border=True, key="card-due"):
        editorial_items.due(viewer, due, work)
    with right, st.container(border=True, key="card-change"):
        editorial_items.change(viewer, work)
    if comments:
        with right, st.container(border=True, key="card-comments"):
            st.header("Feedback", anchor=False)
            st.page_link(
                "pages/editing/feedback.py",
                label=f"{count(comments)} {'comment waits' if comments == 1 else 'comments wait'} "
                "for you",
                query_params=person.in_address(),
            )
    with left, st.container(border=True, key="card-settled"):
        editorial_items.settled(settled)
    st.header("What is read", anchor=False)
    editorial_items.read(read)
    kept = {key: asked[key] for key in (NEW, TOPIC, "kind", *DIMENSIONS.values()) if key in asked}
    person.write_address("editorial-desk", {} if begun is not None else kept)


def sentence(work: Sequence[Edition], due: Sequence[Item]) -> str:
    """What waits, in a line."""
    waits = sum(each.state is State.SUBMITTED for each in work)
    drafts = len(work) - waits
    told = (
        f"{_some(drafts, 'draft is', 'drafts are')} being written, "
        f"{_some(waits, 'item waits', 'items wait')} for approval, and "
        f"{_some(len(due), 'item is', 'items are')} due for review within 60 days."
    )
    return told[:1].upper() + told[1:]


def _some(number: int, one: str, several: str) -> str:
    return f"{count(number) if number else 'no'} {one if number == 1 else several}"


def next_step(viewer: Viewer, each: Edition) -> str:
    """What this person can do next about an edition in work; empty where it is not their turn."""
    wrote = viewer.person in each.writers
    if each.state is State.SUBMITTED and each.approvals:
        return "You can publish it now." if may(check_edits_library, viewer) else ""
    if each.state is State.SUBMITTED:
        return "" if wrote else "You can read and approve it."
    if each.state is State.RETURNED:
        return "It waits for you to put it right." if wrote else ""
    return "It waits for you to go on." if wrote else ""


def _in_work(viewer: Viewer, work: Sequence[Edition]) -> None:
    st.header("In work", anchor=False)
    if not work:
        st.markdown("Nothing is being written. Begin something new, or revise an item.")
    for each in sorted(work, key=lambda each: not next_step(viewer, each)):
        with st.container(gap=None, key=f"work-{each.id}"):
            editorial_items.open_link(each.title, each.id)
            kind = KIND_NAMES[each.kind] if each.kind is not None else "Kind not known"
            st.caption(plain(f"{kind}. {edition.sentence(each)} {next_step(viewer, each)}"))


def _new(asked: Mapping[str, tuple[str, ...]]) -> None:
    st.header("Begin something new", anchor=False)
    kind = asked.get(NEW, ("",))[0]
    kinds = list(ItemKind)
    key: str = st.session_state.setdefault(_FORM, uuid4().hex)
    with st.form(f"new-{key}", border=False):
        st.selectbox(
            "Kind", kinds, key=f"kind-{key}", format_func=KIND_NAMES.__getitem__,
            index=kinds.index(ItemKind(kind)) if kind in kinds else 0,
        )  # fmt: skip
        st.text_input("Title", key=f"title-{key}", max_chars=LONGEST_TITLE)
        told = _prefilled(asked)
        if told:
            st.caption(plain(f"It begins with: {told}."))
        st.form_submit_button("Begin a draft", key=f"begin-{key}", type="primary")


def _prefilled(asked: Mapping[str, tuple[str, ...]]) -> str:
    """What the address gives a new draft, by name; codes that are none are passed over."""
    taxonomy = resources.library().taxonomy
    names = list(_topics(asked))
    for name, key in DIMENSIONS.items():
        names += [
            taxonomy[name].name_of(code) for code in asked.get(key, ()) if code in taxonomy[name]
        ]
    return ", ".join(names)


def _topics(asked: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A topic may have a comma in its name, and a comma parts values in the address."""
    whole = ",".join(asked.get(TOPIC, ()))
    return tuple(topic for topic in TOPICS if topic == whole or topic in
                 asked.get(TOPIC, ()))  # fmt: skip


def _start(viewer: Viewer, asked: Mapping[str, tuple[str, ...]]) -> int | None:
    """What was pressed in the form for something new, done before anything is drawn."""
    key = st.session_state.get(_FORM)
    if key is None or not st.session_state.get(f"begin-{key}"):
        return None
    begun: int | None = None
    with page.attempt():
        title = str(st.session_state.get(f"title-{key}", "")).strip()
        slug = texts.slug_of(title)
        if not slug:
            raise UserError("Give it a title. The address of the item is made of it.")
        if slug in resources.library().by_slug:
            raise UserError("An item of this title is there. Revise it, or choose another title.")
        scheme = asked.get("kind", ("",))[0]
        now = clock.now()
        text = templates.draft(
            st.session_state[f"kind-{key}"], title, resources.library().taxonomy,
            today=clock.london_date(now), topics=_topics(asked),
            codes={name: asked.get(plural, ()) for name, plural in DIMENSIONS.items()},
            scheme_kind=scheme if scheme in SCHEME_KINDS else "",
        )  # fmt: skip
        begun = editorial_items.begin(viewer, slug, text, key)
        st.session_state[_FORM] = uuid4().hex
        st.success(plain(f"The draft {quoted(title)} is there."))
    return begun
