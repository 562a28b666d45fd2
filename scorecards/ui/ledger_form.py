"""The fields of an entry of the learning ledger: empty for a new one, filled to put one right."""

from collections.abc import Mapping

import streamlit as st

from scorecards import clock
from scorecards.clock import london_date
from scorecards.errors import UserError
from scorecards.ledger import commands
from scorecards.ledger.model import ITEM, Draft, Entry, latest
from scorecards.ui import resources


def draw(key: str, *, entry: Entry | None = None, item: str | None = None) -> None:
    """Inside a form. `item` is the one that a person comes from."""
    items = {each.slug: each.title for each in resources.library().items}
    chosen = item if entry is None else entry.slug
    st.text_input(
        "Team", value=entry.team if entry else "", max_chars=commands.LONGEST_TEAM,
        key=f"ledger-team-{key}", placeholder="Such as: delivery suite",
    )  # fmt: skip
    slugs = sorted(items, key=items.__getitem__)
    st.selectbox(
        "What they used from the library", slugs, format_func=items.__getitem__,
        index=slugs.index(chosen) if chosen in items else None, key=f"ledger-item-{key}",
        placeholder="Choose an item, or write below",
    )  # fmt: skip
    st.text_input(
        "Or what else they used", value=_own_words(entry, items),
        max_chars=commands.LONGEST_USED, key=f"ledger-used-{key}",
    )  # fmt: skip
    st.text_area(
        "What they changed. Nothing about a patient, a member of staff or a claim.",
        value=entry.changed if entry else "", max_chars=commands.LONGEST_CHANGED, height=90,
        key=f"ledger-changed-{key}",
    )  # fmt: skip
    today = london_date(clock.now())
    st.date_input(
        "Look again by", value=entry.look_again if entry else None,
        min_value=min(today, entry.look_again) if entry else today, max_value=latest(today),
        format="DD/MM/YYYY", key=f"ledger-day-{key}",
    )  # fmt: skip
    if entry is not None and entry.found is not None:
        st.text_area(
            "What they found", value=entry.found, max_chars=commands.LONGEST_FOUND, height=90,
            key=f"ledger-found-{key}",
        )  # fmt: skip


def filled(key: str, trust: str) -> Draft:
    """What stands in the fields. Raises UserError where two contradict each other, or no day is."""
    held = st.session_state
    item, words = held[f"ledger-item-{key}"], held[f"ledger-used-{key}"] or ""
    chosen = held[f"ledger-day-{key}"]
    if item and words.strip():
        raise UserError("Choose an item of the library, or write what they used: not both.")
    if chosen is None:
        raise UserError("Give the day by which the team looks again.")
    return Draft(
        trust=trust,
        team=held[f"ledger-team-{key}"] or "",
        used=f"{ITEM}{item}" if item else words,
        changed=held[f"ledger-changed-{key}"] or "",
        look_again=chosen,
        form_key=key,
        found=held.get(f"ledger-found-{key}") or "",
    )


def _own_words(entry: Entry | None, items: Mapping[str, str]) -> str:
    """What was used that is no item of the library, or is one no longer."""
    if entry is None or entry.slug in items:
        return ""
    return entry.used.removeprefix(ITEM)
