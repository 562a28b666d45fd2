"""One edition on the desk: its fields, what is not yet as agreed, a preview, what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.formatting import listed, moment
from scorecards.library.desk import commands, queries, texts
from scorecards.library.desk.fitness import Fitness, fitness, only_reviewed
from scorecards.library.desk.model import Check, Edition, Overtaken, State
from scorecards.people.access import check_approves_items, check_edits_library, may
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading, writing
from scorecards.ui import downloads, edition_preview, editorial_items, page, resources
from scorecards.ui.edition_fields import LABELS, Fields
from scorecards.ui.words import plain
from scorecards.written import tidy


WRITE, READ = "Write", "Read as readers will"
_WORK = "desk.work"
_TOLD = "desk.told"
_MANY = 8  # problems that are shown at once


@dataclass
class Work:
    """What is in the fields of an edition. It outlives leaving the screen.

    A writer's draft is saved as it is written, so that a closed window loses none of it.

    `seen` is the revision that the person works on, and `saved` its text. `again` counts how often
    the fields began anew, from `first`.
    """

    seen: int
    saved: str
    first: str
    text: str
    again: int = 0
    whole: bool = False
    overtaken: bool = False

    def begin(self, text: str) -> None:
        """The fields begin anew, with this text."""
        self.first, self.text, self.again = text, text, self.again + 1


def draw(viewer: Viewer, number: int) -> None:
    """The whole of one edition, below the way back to the list."""
    with reading(resources.engine(), viewer) as session:
        each = queries.edition(session, viewer, number)
    work = _work(each)
    st.header(plain(each.title), anchor=False)
    with st.container(key="sentence"):
        st.markdown(plain(sentence(each)))
    _tell()
    if each.note and each.state is not State.SUBMITTED:
        st.warning(plain(f"{_of_note(each)}: {each.note}"))
    left, right = st.columns([2, 1], gap="large")
    with left:
        view = WRITE if each.state in (State.DRAFT, State.RETURNED) else READ
        shown = READ
        if each.is_open:
            shown = st.segmented_control(
                "What you see", [WRITE, READ], default=view, required=True,
                key=f"view-{each.id}-{each.state.name}", label_visibility="collapsed",
            )  # fmt: skip
        if shown == WRITE or work.seen != each.revision:
            _write(viewer, each, work)
    _meet_others(each, work)
    each = _kept_as_written(viewer, each, work)
    today, library = clock.london_date(clock.now()), resources.library()
    found = fitness(each.slug, work.text, library.taxonomy, today=today, library=library)
    if shown == READ:
        with left:
            edition_preview.draw(viewer, each, found, saved=not is_changed(each, work))
    with right:
        _actions(viewer, each, work, found)


def sentence(each: Edition) -> str:
    """What it is, where it stands, and who wrote it."""
    stands = "a draft" if each.state is State.DRAFT else each.state.value
    told = f"Edition {each.number} of “{each.slug}” is {stands}."
    told += f" Written by {listed(each.written_by)}, changed {moment(each.changed_at)}."
    if each.approvals:
        told += f" Approved by {listed([approval.name for approval in each.approvals])}."
    elif each.state is State.SUBMITTED:
        told += " It waits for somebody who wrote none of it."
    return told


def is_changed(each: Edition, work: Work) -> bool:
    """Whether the fields hold what is not saved."""
    return _put(work.text) != _put(each.text)


def _put(text: str) -> str:
    """A text as its fields would write it and as it is kept, so that only what changed differs."""
    told = texts.parts(text)
    return tidy(texts.composed(told) if told is not None else text)


def _work(each: Edition) -> Work:
    held: dict[int, Work] = st.session_state.setdefault(_WORK, {})
    work = held.get(each.id)
    if work is None or not each.is_open:
        work = held[each.id] = Work(each.revision, each.text, each.text, each.text)
    return work


def _meet_others(each: Edition, work: Work) -> None:
    """Somebody else was here, or another window: what is in the fields is known by now."""
    if work.seen == each.revision or work.overtaken or not each.is_open:
        return
    if is_changed_since(work):
        work.overtaken = True
    else:
        work.seen, work.saved = each.revision, each.text
        work.begin(each.text)
    st.rerun()


def _kept_as_written(viewer: Viewer, each: Edition, work: Work) -> Edition:
    """Saves what a writer of a draft has changed, and gives the edition as it is then.

    Whoever has written none of it yet presses Save, and so becomes a writer knowingly.
    """
    own = viewer.person in each.writers and each.state in (State.DRAFT, State.RETURNED)
    if not own or work.overtaken or not is_changed(each, work):
        return each
    with page.attempt():
        try:
            _saved(viewer, each, work)
        except Overtaken:
            work.overtaken = True
            st.rerun()
    with reading(resources.engine(), viewer) as session:
        return queries.edition(session, viewer, each.id)


def is_changed_since(work: Work) -> bool:
    """Whether the fields hold something else than the person last saw saved."""
    return _put(work.text) != _put(work.saved)


def _write(viewer: Viewer, each: Edition, work: Work) -> None:
    if each.state is State.SUBMITTED:
        st.info("It is handed in. Saving a change makes it a draft again, and voids approvals.")
    if work.overtaken:
        _overtaken(viewer, each, work)
    key = _fields_of(each, work)
    if work.text != work.first and not any(str(name).startswith(key) for name in st.session_state):
        # Streamlit forgets the fields of a screen that was left.
        work.begin(work.text)
        key = _fields_of(each, work)
    fields = Fields(key, work.first, resources.library().taxonomy)
    if not fields.by_name:
        st.info("The head of this text cannot be read, so it is edited as it stands.")
        work.text = fields.whole()
        return
    work.text = fields.whole() if work.whole else fields.named()
    if st.button("Edit by fields" if work.whole else "Edit the whole text", key=f"{key}-turn"):
        work.whole = not work.whole
        work.begin(work.text)
        st.rerun()


def _fields_of(each: Edition, work: Work) -> str:
    return f"desk-{each.id}-{work.again}-"


def _overtaken(viewer: Viewer, each: Edition, work: Work) -> None:
    st.error(plain(str(Overtaken())))
    with st.expander("Their text, as it is saved now", key=f"theirs-{each.id}"):
        st.code(each.text, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        if st.button("Keep mine, in place of theirs", key=f"mine-{each.id}"):
            work.seen, work.saved, work.overtaken = each.revision, each.text, False
            _do(lambda: _saved(viewer, each, work), work, "Yours is saved, in place of theirs.")
        if st.button("Take theirs, and drop mine", key=f"take-{each.id}"):
            work.seen, work.saved, work.overtaken = each.revision, each.text, False
            work.begin(each.text)
            st.rerun()


def _actions(viewer: Viewer, each: Edition, work: Work, found: Fitness) -> None:
    if each.is_open:
        with st.container(border=True, key="card-problems"):
            _problems(each, found)
    with st.container(border=True, key="card-next"):
        st.subheader("What to do next", anchor=False)
        if each.state in (State.DRAFT, State.RETURNED):
            _save(viewer, each, work)
            _hand_in(viewer, each, work, found)
        elif each.state is State.SUBMITTED:
            if is_changed(each, work):
                _save(viewer, each, work)
            else:
                _approve(viewer, each, work, found)
        else:
            _settled(viewer, each)
    if each.is_open:
        with st.expander("Put it away", key=f"away-{each.id}"):
            st.caption("It is no longer worked on. The text stays in the database.")
            if st.button("Put away", key=f"put-away-{each.id}"):
                _do(
                    lambda: _put_away(viewer, each, work), work,
                    "Put away. You can begin it again from the list.",
                )  # fmt: skip


def _problems(each: Edition, found: Fitness) -> None:
    st.subheader("Not yet as agreed" if found.wrong else "As agreed", anchor=False)
    if not found.wrong:
        handed_in = each.state is State.SUBMITTED
        st.markdown(
            "The content check finds nothing to put right."
            if handed_in
            else "Nothing stands in the way of handing it in."
        )
    for problem in found.wrong[:_MANY]:
        st.markdown(f"- {plain(_said(problem))}")
    if len(found.wrong) > _MANY:
        st.caption(f"And {len(found.wrong) - _MANY} more.")
    if found.look:
        st.markdown("**The scan for personal data names these places. Look at each:**")
        st.markdown("\n".join(f"- {plain(place)}" for place in found.look))


def _said(problem: str) -> str:
    """A problem as a sentence of its own, which calls fields as the screen does.

    `This item: “audience” is empty.` is `“For whom” is empty.`
    """
    rest = problem.removeprefix("This item: ")
    for key, label in LABELS.items():
        rest = rest.replace(f"“{key}”", f"“{label}”")
    return rest[:1].upper() + rest[1:]


def _save(viewer: Viewer, each: Edition, work: Work) -> None:
    if is_changed(each, work):
        own = viewer.person in each.writers
        st.markdown("Your changes are not saved yet.")
        if not own:
            st.caption("Saving makes you one of its writers. Somebody else approves it then.")
    else:
        st.markdown(plain(f"Everything is saved, {moment(each.changed_at)}."))
    if st.button("Save", key=f"save-{each.id}", type="primary"):
        _do(lambda: _saved(viewer, each, work), work, f"Saved, {moment(clock.now())}.")


def _saved(viewer: Viewer, each: Edition, work: Work) -> None:
    now = clock.now()
    with writing(resources.engine(), viewer) as session:
        work.seen = commands.save(session, viewer, each.id, work.text, revision=work.seen, now=now)
    work.saved = work.text


def _only_reviewed(found: Fitness) -> bool:
    return found.item is not None and only_reviewed(found.item, resources.library())


def _hand_in(viewer: Viewer, each: Edition, work: Work, found: Fitness) -> None:
    if _only_reviewed(found):
        st.markdown("Only the dates of review differ from what readers see. If all of it still "
                    "holds, hand it in as it is.")  # fmt: skip
    st.markdown("**Before you hand it in,** say yes to each:")
    said = {
        check: st.checkbox(plain(check.value), key=f"check-{each.id}-{each.revision}-{check.name}")
        for check in Check
    }
    changed = is_changed(each, work)
    if st.button("Hand in for approval", key=f"hand-in-{each.id}", disabled=changed):
        _do(lambda: _handed_in(viewer, each, work, said), work, "Handed in. A second person reads "
            "it now.")  # fmt: skip
    if changed:
        st.caption("Save it first.")
    elif found.wrong:
        st.caption("It can be handed in once it is as agreed.")


def _handed_in(viewer: Viewer, each: Edition, work: Work, said: dict[Check, bool]) -> None:
    with writing(resources.engine(), viewer) as session:
        commands.hand_in(
            session, viewer, each.id, revision=work.seen,
            checks=frozenset(check for check, yes in said.items() if yes),
            taxonomy=resources.library().taxonomy, now=clock.now(),
        )  # fmt: skip


def _approve(viewer: Viewer, each: Edition, work: Work, found: Fitness) -> None:
    st.markdown("**The writers said yes to:**")
    st.markdown("\n".join(f"- {plain(check.value)}" for check in Check if check in each.checks))
    if may(check_approves_items, viewer, each.writers):
        if viewer.person in {approval.by for approval in each.approvals}:
            st.markdown("You have approved it.")
        elif st.button("Approve", key=f"approve-{each.id}", type="primary"):
            _do(lambda: _approved(viewer, each, work), work, "Approved.")
    else:
        st.markdown("You wrote some of it, so somebody else has to approve it.")
    if may(check_edits_library, viewer):
        ready = bool(each.approvals)
        if st.button("Publish", key=f"publish-{each.id}", disabled=not ready, type="primary"):
            _do(
                lambda: _published(viewer, each, work), work,
                "Published. Only the dates of review are new, so readers are not told."
                if _only_reviewed(found) else "Published. Readers are told.",
            )  # fmt: skip
        if not ready:
            st.caption("It can be published once it is approved.")
    elif each.approvals:
        st.caption("A library editor can publish it now.")
    reason = st.text_input(
        "Why it is given back", key=f"why-{each.id}-{each.revision}",
        max_chars=commands.LONGEST_REASON,
    )  # fmt: skip
    if st.button("Give it back", key=f"back-{each.id}"):
        _do(lambda: _given_back(viewer, each, work, reason), work, "Given back to its writers.")


def _approved(viewer: Viewer, each: Edition, work: Work) -> None:
    with writing(resources.engine(), viewer) as session:
        commands.approve(session, viewer, each.id, revision=work.seen, now=clock.now())


def _published(viewer: Viewer, each: Edition, work: Work) -> None:
    with writing(resources.engine(), viewer) as session:
        commands.publish(
            session, viewer, each.id, revision=work.seen, library=resources.library(),
            now=clock.now(),
        )  # fmt: skip
    resources.renewed_library()


def _given_back(viewer: Viewer, each: Edition, work: Work, reason: str) -> None:
    with writing(resources.engine(), viewer) as session:
        commands.give_back(
            session, viewer, each.id, revision=work.seen, reason=reason, now=clock.now()
        )


def _put_away(viewer: Viewer, each: Edition, work: Work) -> None:
    with writing(resources.engine(), viewer) as session:
        commands.put_away(session, viewer, each.id, revision=work.seen, now=clock.now())


def _settled(viewer: Viewer, each: Edition) -> None:
    if each.published_at is not None:
        st.markdown(plain(f"Published by {each.published_by}, {moment(each.published_at)}."))
    if each.state is State.PUBLISHED and each.slug in resources.library().by_slug:
        edition_preview.link(resources.library().by_slug[each.slug])
    downloads.link("Text as a file of the library", "edition.md", edition=each.id)
    if st.button("Begin a new edition from it", key=f"again-{each.id}"):
        with page.attempt():
            number = editorial_items.begin(viewer, each.slug, each.text, uuid4().hex)
            editorial_items.open_link("Open the new edition", number)


def _do(act: Callable[[], None], work: Work, told: str) -> None:
    """Does what was pressed; then all is drawn again, with what came of it."""
    with page.attempt():
        try:
            act()
        except Overtaken:
            work.overtaken = True
            st.rerun()
        _tell_later(told)
        st.rerun()


def _tell_later(told: str) -> None:
    st.session_state[_TOLD] = told


def _tell() -> None:
    told = st.session_state.pop(_TOLD, None)
    if told:
        st.success(plain(told))


def _of_note(each: Edition) -> str:
    return "It was withdrawn" if each.state is State.WITHDRAWN else "It was given back"
