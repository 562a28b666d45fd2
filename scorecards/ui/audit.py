"""The screen “Audit”: who did what and was refused what, and whether the trail is whole."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from scorecards.audit import queries, verifying
from scorecards.audit.model import Action, Found, Line, Result, Wanted
from scorecards.clock import LONDON
from scorecards.people.model import Role, Viewer
from scorecards.reports.audit import LONGEST_TEXT
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading
from scorecards.ui import address, downloads, filters, resources
from scorecards.ui.rows import draw_table
from scorecards.ui.words import plain


ALL = "all"
BEFORE = "before"
LONGEST_NUMBER = 12
_WANTED = "audit.wanted"
CHECK_ALL = "`python -m scorecards audit verify` checks every entry, from the first to the last."


def draw(viewer: Viewer) -> None:
    """The whole screen below the title, for what the address and the filters say."""
    bar = filters.Bar("audit")
    said = st.container(key="sentence")
    with reading(resources.engine(), viewer) as session:
        people = queries.people(session, viewer)
        trusts = queries.trusts(session, viewer)
    wanted = _filters(bar, people, trusts if viewer.role is not Role.ADMINISTRATOR else {})
    before = _before(bar, wanted)
    with reading(resources.engine(), viewer) as session:
        found = queries.entries(session, viewer, wanted, before=before)
    said.markdown(plain(_sentence(viewer, wanted, found, people, trusts)))
    _chain(viewer)
    if found.lines:
        _table(viewer, found)
        _further(found, before)
        _files(bar)
    bar.close()


def _filters(bar: filters.Bar, people: Mapping[str, str], trusts: Mapping[str, str]) -> Wanted:
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        first = bar.day("First day", key="first")
        last = bar.day("Last day", key="last")
        action = bar.one(
            "What was done", [ALL, *Action.__members__], key="action", default=ALL,
            words=lambda name: "Anything" if name == ALL else _first(Action[name]), width=260,
        )  # fmt: skip
        result = bar.one(
            "Result", [ALL, *Result.__members__], key="result", default=ALL,
            words=lambda name: "Any" if name == ALL else _first(Result[name]), width=140,
        )  # fmt: skip
        who = bar.one(
            "By whom", [ALL, *people], key="by", default=ALL,
            words=lambda person: "Anybody" if person == ALL else _first(people[person]), width=260,
        )  # fmt: skip
        place = ALL
        if trusts:
            place = bar.one(
                "Trust", [ALL, *trusts], key="place", default=ALL,
                words=lambda code: "Any or none" if code == ALL else trusts[code], width=260,
            )  # fmt: skip
        text = bar.text(
            "About", key="text", longest=LONGEST_TEXT,
            hint="A part of what was acted upon, such as the number of a release.",
        )  # fmt: skip
    return Wanted(
        first=first,
        last=last,
        action=None if action == ALL else Action[action],
        result=None if result == ALL else Result[result],
        person="" if who == ALL else who,
        trust="" if place == ALL else place,
        text=text,
    )


def _before(bar: filters.Bar, wanted: Wanted) -> int | None:
    """Where the page of the table begins. Other filters begin with the newest entry again."""
    asked = address.first(BEFORE)
    same = bar.moved or st.session_state.get(_WANTED) == wanted
    st.session_state[_WANTED] = wanted
    if not same or not asked.isdecimal() or len(asked) > LONGEST_NUMBER:
        return None
    bar.shown[BEFORE] = (asked,)
    return int(asked)


def _sentence(
    viewer: Viewer,
    wanted: Wanted,
    found: Found,
    people: Mapping[str, str],
    trusts: Mapping[str, str],
) -> str:
    narrowed = wanted.sentence(people, trusts)
    whose = f" of {viewer.place}" if viewer.role is Role.ADMINISTRATOR else ""
    if not found.number:
        if narrowed:
            return f"There are no entries{whose} {narrowed}. Take a filter away to see more."
        return f"There are no entries{whose} yet. What people do here will be listed."
    entries = "1 entry" if found.number == 1 else f"{found.number:,} entries"
    return f"{entries}{whose}{f' {narrowed}' if narrowed else ''}, the newest first."


def _chain(viewer: Viewer) -> None:
    """A quick look at the end of the chain, whoever's entries they are."""
    with reading(resources.engine(), SYSTEM) as session:
        verdict = verifying.recent(session)
    if verdict.broken is not None:
        st.error(plain(f"{verdict.sentence()} Tell whoever runs this service, today."))
    elif verdict.entries:
        looked = "entry was" if verdict.entries == 1 else f"{verdict.entries:,} entries were"
        further = "" if viewer.role is Role.ADMINISTRATOR else f" {CHECK_ALL}"
        st.caption(f"The trail is whole: the last {looked} checked just now.{further}")


def _table(viewer: Viewer, found: Found) -> None:
    rows = pd.DataFrame(
        {
            "When": [f"{line.at.astimezone(LONDON):%-d %b %Y, %H:%M:%S}" for line in found.lines],
            "Who": [_who(line) for line in found.lines],
            "Did what": [_first(line.action) for line in found.lines],
            "About": [_about(line) for line in found.lines],
            "Trust": [line.trust for line in found.lines],
            "Result": [_first(line.result) for line in found.lines],
            "Reference": [line.request for line in found.lines],
        }
    )
    if viewer.role is Role.ADMINISTRATOR:
        rows = rows.drop(columns="Trust")  # always the own one
    draw_table(rows, "Entries of the audit trail")


def _further(found: Found, before: int | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if before is not None and st.button("Newest entries", key="audit.newest"):
            address.put(BEFORE, ())
            st.rerun()
        if found.older is not None and st.button("Older entries", key="audit.older"):
            address.put(BEFORE, (str(found.older),))
            st.rerun()
        if before is not None or found.older is not None:
            first, last = found.lines[0].seq, found.lines[-1].seq
            st.caption(f"Entries {first:,} to {last:,}, in London time.")


def _files(bar: filters.Bar) -> None:
    given = {name: values[0] for name, values in bar.shown.items() if values and name != BEFORE}
    with st.container(horizontal=True):
        downloads.link("All of them as Excel", "audit.xlsx", **given)
        downloads.link("All of them as CSV", "audit.csv", **given)


def _who(line: Line) -> str:
    return f"{_first(line.person)}, seen by {line.seen_by}" if line.seen_by else _first(line.person)


def _about(line: Line) -> str:
    return f"{line.subject}: {line.detail}" if line.detail else line.subject


def _first(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
