"""The screen “Learning ledger”: what teams used and changed, and when they look again."""

from collections.abc import Sequence
from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.clock import london_date
from scorecards.errors import UserError
from scorecards.formatting import count, day
from scorecards.ledger import commands, queries
from scorecards.ledger.model import ITEM, Draft, Entry, Standing, Summary, latest
from scorecards.people.access import check_keeps_ledger, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.store.transactions import reading, writing
from scorecards.ui import address, filters, item_link, page, person, resources, written
from scorecards.ui.words import plain


FORM = "ledger.form"
PURPOSE = (
    "Here a trust keeps what its teams learned from and what they changed. Each entry has a day on "
    "which the team looks again at what came of it."
)
WHO_WRITES = "Risk managers of the trust write here. You read."
_FOUND, _KEEP, _STRIKE = "found-{}", "keep-{}", "strike-{}"


def draw(viewer: Viewer, snapshot: Snapshot) -> None:
    """What was pressed is done before anything is drawn, so that the list shows it at once."""
    said = st.container(key="sentence")
    bar = filters.Bar("ledger")
    trust = _trust(bar, viewer, snapshot)
    bar.shown["item"] = bar.asked.get("item", ())[:1]
    bar.close()
    name = _name(snapshot, trust)
    writes = may(check_keeps_ledger, viewer, trust)
    told = st.container(key="ledger-told")
    with told:
        if writes:
            _send(viewer, trust)
            for each in _read(viewer, trust):
                _act(viewer, each)
    listed = _read(viewer, trust)
    today = london_date(clock.now())
    with reading(resources.engine(), viewer) as session:
        told_in_numbers = queries.summary(session, viewer, trust, today=today)
    said.markdown(plain(sentence(name, told_in_numbers)))
    st.markdown(PURPOSE if writes else f"{PURPOSE} {WHO_WRITES}")
    if writes:
        _form()
    _list(listed, writes=writes)


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
        if writes:
            _follow_up(each)


def _used(each: Entry) -> None:
    item = resources.library().by_slug.get(each.slug) if each.slug else None
    if item is not None:
        st.caption("Used from the library:")
        item_link.draw(item)
    else:
        st.caption(plain(f"Used: {each.used.removeprefix(ITEM)}"))


def _follow_up(each: Entry) -> None:
    label = "Look again: what did you find?" if each.found is None else "Change what was found"
    part = st.expander(label, key=f"again-{each.id}", type="compact", on_change="rerun")
    if part.open:
        with part, st.form(f"follow-{each.id}", border=False):
            st.text_area(
                "What you found", value=each.found or "", max_chars=commands.LONGEST_FOUND,
                height=90, key=_FOUND.format(each.id),
            )  # fmt: skip
            st.form_submit_button("Keep it", key=_KEEP.format(each.id), type="primary")
        with part:
            st.button("Take this entry out", key=_STRIKE.format(each.id), type="tertiary")


def _act(viewer: Viewer, each: Entry) -> None:
    held = st.session_state
    if held.get(_KEEP.format(each.id)):
        with page.attempt():
            text = held.get(_FOUND.format(each.id)) or ""
            with writing(resources.engine(), viewer) as session:
                commands.follow_up(session, viewer, each.id, text, now=clock.now())
            st.success("Kept.")
    elif held.get(_STRIKE.format(each.id)):
        with page.attempt():
            with writing(resources.engine(), viewer) as session:
                commands.strike(session, viewer, each.id, now=clock.now())
            st.success(plain(f"Taken out: {each.team}."))


def _form() -> None:
    """Open from the start for whoever comes from an item."""
    key = str(st.session_state.setdefault(FORM, uuid4().hex))
    asked = next(iter(address.asked().get("item", ())), None)
    items = {item.slug: item.title for item in resources.library().items}
    came_with = asked if asked in items else None
    with (
        st.expander("Record what a team used", expanded=came_with is not None, key="record"),
        st.form(f"ledger-{key}", border=False),
    ):
        st.text_input(
            "Team", max_chars=commands.LONGEST_TEAM, key=f"ledger-team-{key}",
            placeholder="Such as: delivery suite",
        )  # fmt: skip
        slugs = sorted(items, key=items.__getitem__)
        st.selectbox(
            "What they used from the library", slugs, format_func=items.__getitem__,
            index=slugs.index(came_with) if came_with else None, key=f"ledger-item-{key}",
            placeholder="Choose an item, or write below",
        )  # fmt: skip
        st.text_input(
            "Or what else they used", max_chars=commands.LONGEST_USED, key=f"ledger-used-{key}"
        )
        st.text_area(
            "What they changed. Nothing about a patient, a member of staff or a claim.",
            max_chars=commands.LONGEST_CHANGED, height=90, key=f"ledger-changed-{key}",
        )  # fmt: skip
        today = london_date(clock.now())
        st.date_input(
            "Look again by", value=None, min_value=today, max_value=latest(today),
            format="DD/MM/YYYY", key=f"ledger-day-{key}",
        )  # fmt: skip
        st.form_submit_button("Record it", type="primary", key=f"ledger-send-{key}")


def _send(viewer: Viewer, trust: str) -> None:
    key, held = str(st.session_state.get(FORM, "")), st.session_state
    if not held.get(f"ledger-send-{key}"):
        return
    with page.attempt():
        item, words = held[f"ledger-item-{key}"], held[f"ledger-used-{key}"] or ""
        chosen = held[f"ledger-day-{key}"]
        if item and words.strip():
            raise UserError("Choose an item of the library, or write what they used: not both.")
        if chosen is None:
            raise UserError("Give the day by which the team looks again.")
        draft = Draft(
            trust=trust,
            team=held[f"ledger-team-{key}"] or "",
            used=f"{ITEM}{item}" if item else words,
            changed=held[f"ledger-changed-{key}"] or "",
            look_again=chosen,
            form_key=key,
        )
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
