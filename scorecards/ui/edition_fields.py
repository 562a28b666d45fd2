"""The fields of an edition: its head by name, its body by section. A text in, a text out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from scorecards.claims.figures.model import LONGEST_WINDOW, USUAL_WINDOW, Quantity
from scorecards.formatting import listed
from scorecards.library.desk import texts
from scorecards.library.desk.texts import Parts
from scorecards.library.heads import LONGEST_SUMMARY, QUESTIONS_BY
from scorecards.library.model import (
    AUDIENCES,
    DIMENSIONS,
    KIND_NAMES,
    SCHEME_KINDS,
    SECTIONS,
    SETTINGS,
    TOPICS,
    ItemKind,
)
from scorecards.taxonomy.codes import ListName, Taxonomy
from scorecards.ui.filters import KIND_NAMES as SCHEMES
from scorecards.ui.words import plain


LIST_NAMES = {
    ListName.SPECIALTY: "Specialties",
    ListName.CAUSE: "Causes",
    ListName.INJURY: "Injuries",
    ListName.LOCATION: "Locations",
}
# What the fields of a head are called where a sentence speaks of its keys.
LABELS = {
    "title": "Title", "summary": "Summary", "topics": "Topics", "audience": "For whom",
    "owner": "Who keeps the page", "url": "Address", "scheme_kinds": "Kinds of claims",
    "authored_by": "Written by", "reviewed": "Reviewed on", "next_review": "Next review on",
    "sources": "Sources", **{key: LIST_NAMES[name] for name, key in DIMENSIONS.items()},
}  # fmt: skip
HOW_TO_WRITE = (
    "Paragraphs are parted by an empty line. Points begin with “- ”, numbered steps with “1. ”, "
    "boxes to tick with “- [ ] ”, quotations with “> ”. A link is [words](https://…) or "
    "[words](/item?item=…). Strong words stand between **. A figure from the claims stands in "
    "braces, such as {claims}."
)
_LISTS = (*DIMENSIONS.values(), "scheme_kinds", "topics", "audience", "sources")
_TEXTS = ("title", "kind", "summary", "setting", "authored_by", "owner", "url")
_DATES = ("reviewed", "next_review")


_Held = TypeVar("_Held")


class Fields:
    """The widgets of one text. `key` names them: with another key all begin anew."""

    def __init__(self, key: str, text: str, taxonomy: Taxonomy) -> None:
        self._key, self._taxonomy = key, taxonomy
        told = texts.parts(text)
        self._parts = told if told is not None and _has_fields(told.head) else None
        self._text = text

    @property
    def by_name(self) -> bool:
        """Whether the text can be edited by its fields; else only as it stands."""
        return self._parts is not None

    def whole(self) -> str:
        """The text as it stands, in one field; gives what is there now."""
        return self._held("whole", self._text, lambda key: st.text_area(
            "The whole text", key=key, height=600,
            help="The head stands between two lines +++; the sections follow under “## ”.",
        ))  # fmt: skip

    def named(self) -> str:
        """One field for each part; gives the text that they make."""
        assert self._parts is not None
        told = self._parts
        head = self._head(told.head)
        kind = ItemKind(head["kind"]) if head.get("kind") in list(ItemKind) else None
        figures = self._figures(told.figures)
        with st.container(border=True, key="card-text"):
            st.subheader("Text", anchor=False)
            st.caption(plain(HOW_TO_WRITE))
            opening, sections = self._body(kind, told)
        return texts.composed(Parts(head, opening, sections, figures, told.rest))

    def _head(self, head: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        with st.container(border=True, key="card-what"):
            st.subheader("What it is", anchor=False)
            found["title"] = self._line("Title", "title", head)
            left, right = st.columns(2)
            with left:
                found["kind"] = self._one("Kind", "kind", head, list(ItemKind), _kind_name)
            with right:
                found["setting"] = self._one("Setting", "setting", head, SETTINGS)
            found["summary"] = self._area(
                f"Summary, at most {LONGEST_SUMMARY} letters and spaces", "summary", head, height=90
            )
            found["topics"] = self._some("Topics", "topics", head, TOPICS)
            found["audience"] = self._some("For whom", "audience", head, AUDIENCES)
            if found["kind"] == ItemKind.LINK:
                found["owner"] = self._line("Who keeps the page", "owner", head)
                found["url"] = self._line("Address, beginning with https://", "url", head)
        with st.container(border=True, key="card-claims"):
            st.subheader("Which claims it bears on", anchor=False)
            found["scheme_kinds"] = self._some(
                "Kinds of claims", "scheme_kinds", head, SCHEME_KINDS,
                lambda code: SCHEMES.get(code, code),
            )  # fmt: skip
            for name, key in DIMENSIONS.items():
                codes = self._taxonomy[name]
                found[key] = self._some(
                    LIST_NAMES[name], key, head, [code.code for code in codes], codes.name_of
                )
            if found["kind"] == ItemKind.REPORT:
                found |= self._of_report(head)
        with st.container(border=True, key="card-review"):
            st.subheader("Who wrote it, and when it is looked at again", anchor=False)
            found["authored_by"] = self._line("Written by (a role, never a name)",
                                              "authored_by", head)  # fmt: skip
            left, right = st.columns(2)
            for column, label, key in (
                (left, "Reviewed on", "reviewed"), (right, "Next review on", "next_review"),
            ):  # fmt: skip
                with column:
                    day = self._day(label, key, head)
                if day is not None:
                    found[key] = day
            sources = self._held(
                "sources", "\n".join(head.get("sources", ())),
                lambda key: st.text_area(
                    "Sources, one on a line: law or guidance by its published title",
                    key=key, height=90,
                ),
            )  # fmt: skip
            found["sources"] = _lines(sources)
        hidden = [key for key in head if key not in found and key not in _DATES]
        return {**found, **{key: head[key] for key in hidden}}

    def _of_report(self, head: Mapping[str, Any]) -> dict[str, Any]:
        years = self._held(
            "years", head.get("years", USUAL_WINDOW),
            lambda key: st.number_input(
                "How many of the latest whole years", 1, LONGEST_WINDOW, key=key
            ),
        )  # fmt: skip
        written = "\n".join(f"{each['by']}: {each['ask']}" for each in head.get("questions", ()))
        lines = self._held(
            "questions", written,
            lambda key: st.text_area(
                f"Questions, one on a line: {listed(QUESTIONS_BY, 'or')}, a colon, and what is "
                "asked",
                key=key, height=110,
            ),
        )  # fmt: skip
        asked = [line.partition(":") for line in _lines(lines)]
        return {
            "years": int(years),
            "questions": [{"ask": ask.strip(), "by": by.strip()} for by, _, ask in asked],
        }

    def _figures(self, figures: str) -> str:
        with st.expander("Figures of its own", expanded=bool(figures), key="card-figures"):
            st.caption(
                plain(
                    "Where the item names codes, its text may say "
                    f"{listed([f'{{{name}}}' for name in list(Quantity)], 'or')}. A figure about "
                    "fewer claims is defined here, as in the files of the library: "
                )
            )
            st.code('[figures.falls]\nquantity = "claims"\ncauses = ["fall"]', language="toml")
            written = self._held(
                "figures", figures, lambda key: st.text_area("Figures", key=key, height=150)
            )
        problem = texts.read_figures(written)
        if problem is None:
            return written
        st.error(f"{plain(problem)} Until that is right, the figures stand as they were.")
        return figures

    def _body(self, kind: ItemKind | None, told: Parts) -> tuple[str, tuple[tuple[str, str], ...]]:
        agreed = SECTIONS.get(kind) if kind is not None else None
        if not agreed:
            written = self._held(
                "body", texts.body(told.opening, told.sections),
                lambda key: st.text_area(
                    "Text, with headings that begin with “## ”", key=key, height=520
                ),
            )  # fmt: skip
            return written, ()
        ordered = texts.with_agreed_sections(kind, told) if kind is not None else told
        opening = self._held(
            "opening", ordered.opening,
            lambda key: st.text_area("Before the first heading", key=key, height=90),
        )  # fmt: skip
        found = []
        for place, (heading, text) in enumerate(ordered.sections):
            more = "" if heading in agreed else " (not a section that is agreed)"
            written = self._section(f"section-{place}", plain(f"{heading}{more}"), text)
            if written.strip() or heading in agreed:
                found.append((heading, written))
        return opening, tuple(found)

    def _section(self, name: str, label: str, text: str) -> str:
        return self._held(name, text, lambda key: st.text_area(label, key=key, height=200))

    def _line(self, label: str, key: str, head: Mapping[str, Any]) -> str:
        return self._held(key, head.get(key, ""), lambda k: st.text_input(label, key=k)).strip()

    def _area(self, label: str, key: str, head: Mapping[str, Any], *, height: int) -> str:
        written = self._held(
            key, head.get(key, ""), lambda k: st.text_area(label, key=k, height=height)
        )
        return " ".join(written.split())

    def _one(
        self,
        label: str,
        key: str,
        head: Mapping[str, Any],
        offered: Sequence[str],
        words: Callable[[str], str] = str,
    ) -> str:
        now = head.get(key, "")
        options = [*offered, *([now] if now not in offered else [])]
        return str(
            self._held(
                key, now,
                lambda k: st.selectbox(label, options, key=k, format_func=words),
            )
        )  # fmt: skip

    def _some(
        self,
        label: str,
        key: str,
        head: Mapping[str, Any],
        offered: Sequence[str],
        words: Callable[[str], str] = str,
    ) -> list[str]:
        now = list(head.get(key, ()))
        options = [*offered, *(word for word in now if word not in offered)]
        return list(
            self._held(
                key, now,
                lambda k: st.multiselect(
                    label, options, key=k, format_func=words, placeholder="None chosen"
                ),
            )
        )  # fmt: skip

    def _day(self, label: str, key: str, head: Mapping[str, Any]) -> date | None:
        found: date | None = self._held(
            key, head.get(key),
            lambda k: st.date_input(label, key=k, value=None, format="DD/MM/YYYY"),
        )  # fmt: skip
        return found

    def _held(self, name: str, first: Any, draw: Callable[[str], _Held]) -> _Held:
        """Draws a widget that begins with what the text says; afterwards it holds its own."""
        key = f"{self._key}-{name}"
        if key not in st.session_state:
            st.session_state[key] = first
        return draw(key)


def _has_fields(head: Mapping[str, Any]) -> bool:
    """Whether every key that is there holds what its field can hold."""
    questions = head.get("questions", [])
    return (
        all(isinstance(head[key], str) for key in _TEXTS if key in head)
        and all(type(head[key]) is date for key in _DATES if key in head)
        and all(
            isinstance(head[key], list) and all(isinstance(word, str) for word in head[key])
            for key in _LISTS
            if key in head
        )
        and type(years := head.get("years", USUAL_WINDOW)) is int
        and 1 <= years <= LONGEST_WINDOW
        and isinstance(questions, list)
        and all(
            isinstance(each, dict)
            and set(each) == {"ask", "by"}
            and all(isinstance(word, str) and "\n" not in word for word in each.values())
            for each in questions
        )
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _kind_name(kind: str) -> str:
    return KIND_NAMES[ItemKind(kind)] if kind in list(ItemKind) else kind
