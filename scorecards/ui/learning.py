"""The learning panel: what to read beside the claims that are shown, and why."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from scorecards import clock
from scorecards.claims.scorecard import Scorecard
from scorecards.clock import london_date
from scorecards.formatting import day
from scorecards.library.history import queries as history
from scorecards.library.history.model import slug_of
from scorecards.library.model import KIND_NAMES, QUESTIONS, Match, Profile
from scorecards.library.queries import items_bearing_on
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading
from scorecards.taxonomy.codes import ListName
from scorecards.ui import card, item_link, person, resources
from scorecards.ui.words import plain


MEASURES = ("why-this-item",)
LISTS = (ListName.SPECIALTY, ListName.CAUSE, ListName.INJURY, ListName.LOCATION)


def draw(answer: Scorecard, viewer: Viewer, *, back: str = "") -> None:
    """What bears on the selection, each with the reason it was chosen. `back`: this scorecard."""
    matches = items_bearing_on(
        resources.library(),
        viewer,
        profile(answer),
        kind=answer.selection.kind.value,
        read=_read_by(viewer),
        today=london_date(clock.now()),
    )
    with st.container(border=True, key="card-learning"):
        st.header("Learn from this", anchor=False)
        if not matches:
            st.markdown(
                "Nothing in the library bears on this selection yet. Widen it, or look through "
                "all there is."
            )
        for match in matches:
            with st.container(key=f"why-{match.item.slug}", gap="xxsmall"):
                _match(match, back)
        st.markdown("Ask of each: " + " ".join(question.value for question in QUESTIONS))
        st.page_link(
            "pages/learning/library.py", label="The whole library", query_params=person.in_address()
        )
        stamp = answer.stamp(answer.headline.claims)
        card.explained("Explain this choice", "learning", stamp, answer.sentence(), MEASURES)


def _match(match: Match, back: str) -> None:
    told = [KIND_NAMES[match.item.kind]]
    if match.read is not None:
        told.append(f"You read this on {day(london_date(match.read))}")
    st.caption(plain(" · ".join(told)))
    item_link.draw(match.item, back=back)
    st.markdown(plain(match.item.summary))
    st.caption(plain(_sentence(match.reason)))


def _read_by(viewer: Viewer) -> Mapping[str, datetime]:
    """When this person has read which items, by slug. What is not known is not told."""
    with reading(resources.engine(), viewer) as session:
        found = history.read_by(session, viewer)
    return {slug_of(subject): at for subject, at in found.items()}


def profile(answer: Scorecard) -> Profile:
    """What the selection holds, as far as this viewer may see it."""
    frames = {name: answer.by[name.value] for name in LISTS}
    return Profile(
        total=answer.headline.claims,
        chosen={name: frozenset(answer.selection.codes(name.value)) for name in LISTS},
        counts={name: _column(frame["code"].to_list(), frame["claims"].to_list())
                for name, frame in frames.items()},
        costs={name: _column(frame["code"].to_list(), frame["total"].to_list())
               for name, frame in frames.items()},
        currency=answer.currency,
        narrowed=answer.exact,
    )  # fmt: skip


def _column(codes: list[str | None], values: list[int | None]) -> dict[str, int | None]:
    return {code: value for code, value in zip(codes, values, strict=True) if code is not None}


def _sentence(reason: str) -> str:
    text = reason[:1].upper() + reason[1:]
    return text if text.endswith(".") else f"{text}."
