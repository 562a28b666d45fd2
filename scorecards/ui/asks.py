"""The screen “Asks and offers”: the list by topic and kind, one's own to close, and the form."""

import re
from collections.abc import Mapping
from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.clock import london_date
from scorecards.exchange import commands, queries
from scorecards.exchange.model import Draft, Post, PostKind, PostState
from scorecards.formatting import count, day
from scorecards.library.model import DIMENSIONS, TOPICS
from scorecards.people.access import check_posts, may
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading, writing
from scorecards.ui import address, filters, page, resources, written
from scorecards.ui.words import plain


ALL, TOPIC = "all", "topic"
KINDS = {ALL: "Both", PostKind.ASK.value: "Asks", PostKind.OFFER.value: "Offers"}
STATES = {PostState.OPEN.value: "Open", PostState.CLOSED.value: "Closed"}
KIND_WORDS = {
    PostKind.ASK: "Ask: we would like to know",
    PostKind.OFFER: "Offer: we are glad to show",
}
PURPOSE = (
    "Ask other trusts how they do something, or offer to show what works at yours. Names and "
    "trusts are shown, and no contact details: a Safety and Learning Lead can bring you together."
)
WHO_POSTS = "Risk managers, Leads and library editors write here. You read."
FORM = "asks.form"
_CLOSE = "close-{}"


def code_of(topic: str) -> str:
    """A topic as it stands in the address."""
    return re.sub(r"[^a-z]+", "-", topic.lower()).strip("-")


CODES: Mapping[str, str] = {code_of(topic): topic for topic in TOPICS}


def draw(viewer: Viewer) -> None:
    """What was pressed is done before anything is drawn, so that the list shows it at once."""
    _topic_by_name()
    said = st.container(key="sentence")
    st.markdown(PURPOSE if may(check_posts, viewer) else f"{PURPOSE} {WHO_POSTS}")
    bar = filters.Bar("asks")
    topic, kind, state = _chosen(bar)
    bar.close()
    with st.container(key="asks-told"):
        _send(viewer)
        for each in _read(viewer, topic, kind, state):
            _close(viewer, each)
    listed = _read(viewer, topic, kind, state)
    said.markdown(plain(sentence(listed, topic, state)))
    if may(check_posts, viewer):
        _form(topic, kind)
    if not listed:
        more = " Or write the first." if may(check_posts, viewer) else ""
        st.info(f"There is nothing to show. Choose another topic above.{more}")
    for each in listed:
        _one(each)
    if len(listed) == queries.MOST:
        st.caption(f"The newest {queries.MOST}. Choose a topic to see fewer.")


def sentence(listed: tuple[Post, ...], topic: str | None, state: PostState) -> str:
    """How many asks and offers are shown."""
    asks = sum(each.kind is PostKind.ASK for each in listed)
    offers = len(listed) - asks
    about = f" about {topic[0].lower()}{topic[1:]}" if topic else ""
    newest = "The newest: " if len(listed) == queries.MOST else ""
    return (
        f"{newest}{count(asks)} {state.value} {'ask' if asks == 1 else 'asks'} and {count(offers)} "
        f"{state.value} {'offer' if offers == 1 else 'offers'}{about}."
    )


def _topic_by_name() -> None:
    """A link may name a topic by its words, commas among them; the address holds its code."""
    asked = address.SEPARATOR.join(address.asked().get(TOPIC, ()))
    if asked in TOPICS:
        address.put(TOPIC, (code_of(asked),))


def _chosen(bar: filters.Bar) -> tuple[str | None, PostKind | None, PostState]:
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        topic = bar.one(
            "Topic", [ALL, *CODES], key=TOPIC, default=ALL, width=320,
            words=lambda code: CODES.get(code, "All topics"),
        )  # fmt: skip
        kind = bar.one(
            "Kind", list(KINDS), key="kind", default=ALL, words=KINDS.__getitem__, buttons=True
        )
        state = bar.one(
            "State", list(STATES), key="state", default=PostState.OPEN.value,
            words=STATES.__getitem__, buttons=True,
        )  # fmt: skip
    for name in DIMENSIONS:
        bar.shown[name.value] = bar.asked.get(name.value, ())
    return CODES.get(topic), None if kind == ALL else PostKind(kind), PostState(state)


def _read(
    viewer: Viewer, topic: str | None, kind: PostKind | None, state: PostState
) -> tuple[Post, ...]:
    with reading(resources.engine(), viewer) as session:
        return queries.posts(session, viewer, topic=topic, kind=kind, state=state)


def _one(each: Post) -> None:
    with st.container(border=True, gap="small", key=f"card-post-{each.id}"):
        st.caption(plain(f"{KIND_WORDS[each.kind]}. {each.topic}"))
        st.header(plain(each.title), anchor=False)
        written.draw(each.detail)
        named = [
            name for dimension, codes in each.codes.items() for name in _names(dimension, codes)
        ]
        if named:
            st.caption(plain(f"About: {', '.join(named)}"))
        place = f", {each.place}" if each.place and each.place not in each.by else ""
        st.caption(plain(f"{each.by}{place}, {day(london_date(each.at))}"))
        if each.closed_at is not None:
            st.caption(plain(f"Closed on {day(london_date(each.closed_at))}."))
        elif each.own:
            st.button("Close it", key=_CLOSE.format(each.id))


def _names(dimension: str, codes: tuple[str, ...]) -> list[str]:
    named = resources.library().taxonomy[dimension]
    return [named.name_of(code) for code in codes]


def _close(viewer: Viewer, each: Post) -> None:
    if st.session_state.get(_CLOSE.format(each.id)):
        with page.attempt():
            with writing(resources.engine(), viewer) as session:
                commands.close(session, viewer, each.id, now=clock.now())
            st.success(plain(f"Closed: {each.title}."))


def _form(topic: str | None, kind: PostKind | None) -> None:
    """Filled as far as the address says; open from the start where it names a topic."""
    key = str(st.session_state.setdefault(FORM, uuid4().hex))
    with (
        st.expander("Make an ask or an offer", expanded=topic is not None, key="make"),
        st.form(f"asks-{key}", border=False),
    ):
        st.radio(
            "What is it?", list(PostKind), horizontal=True, key=f"asks-kind-{key}",
            index=list(PostKind).index(kind or PostKind.ASK), format_func=KIND_WORDS.__getitem__,
        )  # fmt: skip
        st.selectbox(
            "Its topic", TOPICS, index=TOPICS.index(topic) if topic else None,
            placeholder="Choose a topic", key=f"asks-topic-{key}",
        )  # fmt: skip
        st.text_input(
            "In one line", max_chars=commands.LONGEST_TITLE, key=f"asks-title-{key}",
            placeholder="Such as: how do you check beds after a fall?",
        )  # fmt: skip
        st.text_area(
            "In some words. No e-mail addresses, no telephone numbers, nothing about a person.",
            max_chars=commands.LONGEST_DETAIL, height=120, key=f"asks-detail-{key}",
        )  # fmt: skip
        along = _along()
        if along:
            st.caption(plain(f"It is marked as about: {', '.join(along)}"))
        st.caption("Everybody with a role reads it, with your name and your trust.")
        st.form_submit_button("Publish it", type="primary", key=f"asks-send-{key}")


def _along() -> list[str]:
    """The codes that come along from the screen before, by name; others are left out."""
    taxonomy, asked = resources.library().taxonomy, address.asked()
    return [
        taxonomy[name].name_of(code)
        for name in DIMENSIONS for code in asked.get(name.value, ()) if code in taxonomy[name]
    ]  # fmt: skip


def _send(viewer: Viewer) -> None:
    key, held = str(st.session_state.get(FORM, "")), st.session_state
    if not held.get(f"asks-send-{key}"):
        return
    asked = address.asked()
    with page.attempt():
        draft = Draft(
            kind=held[f"asks-kind-{key}"],
            topic=held[f"asks-topic-{key}"] or "",
            title=held[f"asks-title-{key}"] or "",
            detail=held[f"asks-detail-{key}"] or "",
            form_key=key,
            codes={name.value: asked.get(name.value, ()) for name in DIMENSIONS},
        )
        with writing(resources.engine(), viewer) as session:
            commands.post(session, viewer, resources.library(), draft, now=clock.now())
        held[FORM] = uuid4().hex
        st.success("Published. Everybody with a role can read it.")
