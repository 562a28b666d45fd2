"""The screen “Learning ledger”: what teams used and changed, and when they look again."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.clock import london_date
from scorecards.formatting import count, day
from scorecards.ledger import commands, queries
from scorecards.ledger.model import ITEM, Entry, Standing, Summary
from scorecards.people.access import check_keeps_ledger, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.store.transactions import reading, writing
from scorecards.ui import (
    address,
    filters,
    item_link,
    ledger_form,
    page,
    person,
    resources,
    written,
)
from scorecards.ui.words import plain


FORM = "ledger.form"
PURPOSE = (
    "Here a trust keeps what its teams learned from and what they changed. Each entry has a day on "
    "which the team looks again at what came of it."
)
WHO_WRITES = "Risk managers of the trust write here. You read."
_FOUND, _KEEP = "found-{}", "keep-{}"
_RIGHT, _RIGHT_FORM, _STRIKE, _BACK = "righted-{}", "ledger.right-{}", "strike-{}", "back-{}"
_DRAWN = "ledger.drawn"


def draw(viewer: Viewer, snapshot: Snapshot) -> None:
    """What was pressed is done before anything is drawn, so that the list shows it at once."""
    said = st.container(key="sentence")
    bar = filters.Bar("ledger")
    trust = _trust(bar, viewer, snapshot)
    bar.shown["item"] = bar.asked.get("item", ())[:1]
    bar.close()
    name = _name(snapshot, trust)
    writes = may(check_keeps_ledger, viewer, trust)
    with st.container(key="ledger-told"):
        if writes:
            _send(viewer, trust)
        lost = _act_on_drawn(viewer) if writes else {}
        listed = _read(viewer, trust)
        _still_written(lost, listed)
    today = london_date(clock.now())
    with reading(resources.engine(), viewer) as session:
        told_in_numbers = queries.summary(session, viewer, trust, today=today)
    said.markdown(plain(sentence(name, told_in_numbers)))
    st.markdown(PURPOSE if writes else f"{PURPOSE} {WHO_WRITES}")
    if writes:
        _form()
    _list(listed, writes=writes)
    if writes:
        with reading(resources.engine(), viewer) as session:
            gone = queries.taken_out(session, viewer, trust)
        _taken_out(gone)
        st.session_state[_DRAWN] = (*listed, *gone)


def sentence(name: str, told: Summary) -> str:
    """How much a trust has recorded, and how much of it is overdue."""
    if not told.entries:
        return f"{name} has recorded nothing yet."
    changes = "change" if told.entries == 1 else "changes"
    parts = [f"{name} has recorded {count(told.entries)} {changes}."]
    if told.overdue:
        are = "is" if told.overdue == 1 else "are"
        parts.append(f"{count(told.overdue)} {are} overdue to be looked at again.")
    elif told.next is not None:
        parts.append(f"The next one is looked at again by {day(told.next)}.")
    return " ".join(parts)


def _trust(bar: filters.Bar, viewer: Viewer, snapshot: Snapshot) -> str:
    """Of several, the one that is chosen: a Lead has a patch."""
    if len(viewer.trusts) == 1:
        return viewer.trusts[0]
    if not viewer.trusts:
        st.info("You look after no trust yet.")
        st.stop()
    chosen = bar.one(
        "Trust", sorted(viewer.trusts, key=lambda code: _name(snapshot, code)), key="trust",
        default=viewer.trusts[0], words=lambda code: _name(snapshot, code), width=320,
    )  # fmt: skip
    bar.shown["trust"] = (chosen,)
    return chosen


def _name(snapshot: Snapshot, code: str) -> str:
    known = snapshot.organisations.get(code)
    return known.name if known else code


def _read(viewer: Viewer, trust: str) -> tuple[Entry, ...]:
    with reading(resources.engine(), viewer) as session:
        return queries.entries(session, viewer, trust)


def _list(listed: Sequence[Entry], *, writes: bool) -> None:
    today = london_date(clock.now())
    waiting = [each for each in listed if each.found is None]
    done = [each for each in listed if each.found is not None]
    for heading, entries in (("To be looked at again", waiting), ("Looked at again", done)):
        if entries:
            st.header(heading, anchor=False)
            for each in entries:
                _one(each, each.standing(today), writes=writes)
    if not listed:
        st.info("Nothing has been recorded yet. What teams change after reading stands here.")


def _one(each: Entry, standing: Standing, *, writes: bool) -> None:
    with st.container(border=True, gap="xsmall", key=f"card-ledger-{each.id}"):
        _words(each, standing)
        if writes:
            _change(each)


def _words(each: Entry, standing: Standing) -> None:
    """An entry as everybody reads it."""
    st.subheader(plain(each.team), anchor=False)
    _used(each)
    written.draw(each.changed)
    if standing is Standing.OVERDUE:
        st.markdown(plain(f"⚠ Overdue: to be looked at again by {day(each.look_again)}."))
    elif standing is Standing.LATER:
        st.markdown(plain(f"To be looked at again by {day(each.look_again)}."))
    elif each.found_at is not None:
        on = day(london_date(each.found_at))
        st.markdown(plain(f"Looked at again on {on}. What was found:"))
        written.draw(each.found or "")
    st.caption(plain(f"Recorded by {each.by} on {day(london_date(each.at))}."))


def _used(each: Entry) -> None:
    item = resources.library().by_slug.get(each.slug) if each.slug else None
    if item is not None:
        st.caption("Used from the library:")
        item_link.draw(item)
    else:
        st.caption(plain(f"Used: {each.used.removeprefix(ITEM)}"))


def _change(each: Entry) -> None:
    """What may be done with an entry: look again, put it right, take it out."""
    if each.found is None:
        part = st.expander(
            "Look again: what did you find?", key=f"again-{each.id}", type="compact",
            on_change="rerun",
        )  # fmt: skip
        if part.open:
            with part, st.form(f"follow-{each.id}", border=False):
                st.text_area(
                    "What you found", max_chars=commands.LONGEST_FOUND, height=90,
                    key=_FOUND.format(each.id),
                )  # fmt: skip
                st.form_submit_button("Keep it", key=_KEEP.format(each.id), type="primary")
    part = st.expander(
        "Put it right, or take it out", key=f"right-{each.id}", type="compact", on_change="rerun"
    )
    if part.open:
        key = str(st.session_state.setdefault(_RIGHT_FORM.format(each.id), uuid4().hex))
        with part, st.form(f"righting-{each.id}", border=False):
            ledger_form.draw(key, entry=each)
            st.form_submit_button("Put it right", key=_RIGHT.format(each.id), type="primary")
        with part:
            st.button("Take this entry out", key=_STRIKE.format(each.id), type="tertiary")


def _act_on_drawn(viewer: Viewer) -> dict[int, str]:
    """Does what was pressed on the entries that this person has before them. Gives what was written
    and not kept, by the number of the entry.
    """
    lost = {}
    for each in st.session_state.get(_DRAWN, ()):
        lost[each.id] = _written(each)
        with page.attempt():
            _act(viewer, each)
            del lost[each.id]
    return lost


def _written(each: Entry) -> str:
    held = st.session_state
    if held.get(_RIGHT.format(each.id)):
        key = held[_RIGHT_FORM.format(each.id)]
        return str(held.get(f"ledger-changed-{key}") or "")
    return str(held.get(_FOUND.format(each.id)) or "")


def _act(viewer: Viewer, each: Entry) -> None:
    held, now = st.session_state, clock.now()
    if held.get(_KEEP.format(each.id)):
        with writing(resources.engine(), viewer) as session:
            commands.follow_up(session, viewer, each.id, _written(each), now=now)
        st.success(plain(f"Kept: what {each.team} found."))
    elif held.get(_RIGHT.format(each.id)):
        draft = ledger_form.filled(str(held[_RIGHT_FORM.format(each.id)]), each.trust)
        with writing(resources.engine(), viewer) as session:
            commands.put_right(session, viewer, resources.library(), each.id, draft, now=now)
        st.success(plain(f"Put right: {each.team}. What it was before stands at the end."))
    elif held.get(_STRIKE.format(each.id)):
        with writing(resources.engine(), viewer) as session:
            commands.strike(session, viewer, each.id, now=now)
        st.success(plain(f"Taken out: {each.team}. It stands at the end, to be put back."))
    elif held.get(_BACK.format(each.id)):
        with writing(resources.engine(), viewer) as session:
            commands.put_back(session, viewer, each.id, now=now)
        st.success(plain(f"Put back: {each.team}."))


def _still_written(lost: Mapping[int, str], listed: Sequence[Entry]) -> None:
    """What was written for an entry that a colleague changed meanwhile: its field is gone."""
    found = {each.id: each.found for each in listed}
    for number, text in lost.items():
        looked = found.get(number) is not None and st.session_state.get(_KEEP.format(number))
        if text and (number not in found or looked):
            st.markdown("What you wrote, to be used again:")
            written.draw(text)


def _taken_out(listed: Sequence[Entry]) -> None:
    """Folded, at the end: what stands in the ledger no more, each to be put back."""
    if not listed:
        return
    st.header("Taken out or put right", anchor=False)
    entries = "1 entry" if len(listed) == 1 else f"{count(len(listed))} entries"
    part = st.expander(f"Show {entries}", key="taken-out", on_change="rerun")
    if part.open:
        with part:
            st.caption("Risk managers of the trust alone read this.")
            for each in listed:
                with st.container(border=True, gap="xsmall", key=f"taken-out-{each.id}"):
                    _words(each, each.standing(london_date(clock.now())))
                    if each.removed_at is not None:
                        on = day(london_date(each.removed_at))
                        st.caption(plain(f"Taken out or put right on {on}."))
                    st.button(f"Put entry {each.id} back", key=_BACK.format(each.id))


def _form() -> None:
    """Open from the start for whoever comes from an item."""
    key = str(st.session_state.setdefault(FORM, uuid4().hex))
    asked = next(iter(address.asked().get("item", ())), None)
    came_with = asked if asked in resources.library().by_slug else None
    with (
        st.expander("Record what a team used", expanded=came_with is not None, key="record"),
        st.form(f"ledger-{key}", border=False),
    ):
        ledger_form.draw(key, item=came_with)
        st.form_submit_button("Record it", type="primary", key=f"ledger-send-{key}")


def _send(viewer: Viewer, trust: str) -> None:
    key, held = str(st.session_state.get(FORM, "")), st.session_state
    if not held.get(f"ledger-send-{key}"):
        return
    with page.attempt():
        draft = ledger_form.filled(key, trust)
        with writing(resources.engine(), viewer) as session:
            commands.write(session, viewer, resources.library(), draft, now=clock.now())
        held[FORM] = uuid4().hex
        address.put("item", ())
        st.success("Recorded. Everybody of your trust and your Lead can read it.")


def link(viewer: Viewer, slug: str) -> None:
    """From an item to the form, for those who write a ledger."""
    if may(check_keeps_ledger, viewer, next(iter(viewer.trusts), "")):
        st.page_link(
            "pages/learning/ledger.py",
            label="Record that your team used this",
            query_params={"item": slug, **person.in_address()},
        )
