"""Giving feedback, reporting, showing, hiding and answering it: check, change, trace.

Each takes a session inside `store.transactions.writing`.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.claims.model import Kind
from scorecards.errors import NotAllowed, UserError
from scorecards.feedback.model import ITEM, SCORECARD, Draft, ShownTo, State
from scorecards.feedback.showing import readable
from scorecards.library.model import Library
from scorecards.people.access import (
    check_edits_library,
    check_gives_feedback,
    check_sees_scorecard,
)
from scorecards.people.model import OF_A_TRUST, Viewer
from scorecards.store import tables
from scorecards.written import check_length, check_nobody_in, one_line, tidy


LONGEST_TEXT = 4000
LONGEST_REASON = 300
LONGEST_PLACE_TYPE = 40
MOST_A_DAY = 20
DECIDED = "Another editor has decided on this meanwhile. It is shown as it stands now."
ANSWERED = "Another editor has answered this meanwhile. Read that answer, then decide on yours."
USED_BEFORE = "This form was used before. Open the page again, and fill it in."
NOT_THERE = "That comment is not there for you. Open the page again."


def give(session: Session, viewer: Viewer, library: Library, draft: Draft, *, now: datetime) -> int:
    """Keeps what somebody says and gives its number. The same form sent again is the same row.

    A yes or no alone is counted at once; words wait for an editor. Raises UserError where nothing
    is said, for a text that is too long or about a person, for a page that is not there, and for
    more than twenty a day.
    """
    check_gives_feedback(viewer)
    row = tables.Feedback
    again = session.scalars(select(row).where(row.form_key == draft.form_key)).one_or_none()
    if again is not None:
        if again.by != viewer.person:
            raise UserError(USED_BEFORE)
        return again.id
    place = _place(viewer, library, draft)
    text, will_do = tidy(draft.text), tidy(draft.will_do)
    _check_said(draft.useful, text, will_do)
    given = select(func.count()).where(row.by == viewer.person, row.at > now - timedelta(days=1))
    if (session.scalar(given) or 0) >= MOST_A_DAY:
        raise UserError(f"You have said something {MOST_A_DAY} times today. Go on tomorrow.")
    kept = row(
        about=draft.about,
        place=place,
        place_type=_place_type(session, viewer, place),
        useful=draft.useful,
        text=text,
        will_do=will_do,
        shown_to=draft.shown_to.name,
        state=(State.WAITING if text or will_do else State.SHOWN).value,
        by=viewer.person,
        by_name=viewer.name,
        at=now,
        form_key=draft.form_key,
    )
    session.add(kept)
    try:
        session.flush()
    except IntegrityError as error:
        raise UserError(USED_BEFORE) from error
    trail.record(
        session, viewer, Action.FEEDBACK_GIVEN, f"feedback/{kept.id}",
        trust=place, detail=draft.about, now=now,
    )  # fmt: skip
    return kept.id


def report(session: Session, viewer: Viewer, number: int, *, now: datetime) -> None:
    """Takes a comment that one reads out of sight until an editor has looked. Twice is as once.

    Raises UserError where an editor has looked already and shows it.
    """
    check_gives_feedback(viewer)
    row = tables.Feedback
    found = session.scalars(
        select(row).where(row.id == number, readable(viewer), row.by != viewer.person)
    ).one_or_none()
    if found is None:
        raise UserError(NOT_THERE)
    if found.reported_at is not None:
        raise UserError("An editor has looked at this since it was reported, and shows it.")
    found.state = State.REPORTED.value
    found.reported_at, found.reported_by = now, viewer.person
    trail.record(
        session, viewer, Action.FEEDBACK_REPORTED, f"feedback/{number}", trust=found.place, now=now
    )


def show(
    session: Session, viewer: Viewer, number: int, *, now: datetime, seen: State | None = None
) -> None:
    """From now on those whom its writer chose read it. Twice is as once.

    `seen` is how it stood when the editor looked; UserError where another decided since.
    """
    found = _to_moderate(session, viewer, number)
    if found.state != State.SHOWN.value:
        _check_stands(found, seen)
        _decided(session, viewer, found, State.SHOWN, "", now=now)


def hide(
    session: Session,
    viewer: Viewer,
    number: int,
    why: str,
    *,
    now: datetime,
    seen: State | None = None,
) -> None:
    """From now on its writer and editors alone read it, with the reason. Twice is as once.

    `seen` is how it stood when the editor looked; UserError where another decided since.
    """
    found = _to_moderate(session, viewer, number)
    reason = one_line(why)
    if not reason:
        raise UserError("Say why it is hidden. Its writer reads the reason.")
    check_length("The reason", reason, LONGEST_REASON)
    check_nobody_in("The reason", reason)
    if (found.state, found.moderated_why) != (State.HIDDEN.value, reason):
        _check_stands(found, seen)
        _decided(session, viewer, found, State.HIDDEN, reason, now=now)


def answer(
    session: Session,
    viewer: Viewer,
    number: int,
    text: str,
    *,
    now: datetime,
    seen: str | None = None,
) -> None:
    """Keeps an editor's answer, for its writer and all who read the comment.

    What waits for editors alone counts as read with it. `seen` is the answer that stood there when
    the editor looked; UserError where another answered since.
    """
    found = _to_moderate(session, viewer, number)
    said = tidy(text)
    if not said:
        raise UserError("The answer is empty. Write it, then send it.")
    check_length("The answer", said, LONGEST_TEXT)
    check_nobody_in("The answer", said)
    if found.answer == said:
        return
    if seen is not None and (found.answer or "") != seen:
        raise UserError(ANSWERED)
    found.answer, found.answered_by, found.answered_at = said, viewer.name, now
    trail.record(
        session, viewer, Action.FEEDBACK_ANSWERED, f"feedback/{number}", trust=found.place, now=now
    )
    if (found.shown_to, found.state) == (ShownTo.EDITORS.name, State.WAITING.value):
        _decided(session, viewer, found, State.SHOWN, "", now=now)


def _check_stands(found: tables.Feedback, seen: State | None) -> None:
    if seen is not None and found.state != seen.value:
        raise UserError(DECIDED)


def _decided(
    session: Session,
    viewer: Viewer,
    found: tables.Feedback,
    state: State,
    why: str,
    *,
    now: datetime,
) -> None:
    found.state, found.moderated_why = state.value, why
    found.moderated_by, found.moderated_at = viewer.person, now
    trail.record(
        session, viewer, Action.FEEDBACK_MODERATED, f"feedback/{found.id}",
        trust=found.place, detail=state.value, now=now,
    )  # fmt: skip


def _to_moderate(session: Session, viewer: Viewer, number: int) -> tables.Feedback:
    check_edits_library(viewer)
    found = session.get(tables.Feedback, number)
    if found is None:
        raise UserError(NOT_THERE)
    return found


def _place(viewer: Viewer, library: Library, draft: Draft) -> str | None:
    """The trust it is said for, after checking that the page is there and open to its writer."""
    if draft.about.startswith(SCORECARD):
        kind = draft.about.removeprefix(SCORECARD)
        if kind not in tuple(Kind) or draft.trust is None:
            raise UserError("There is no such scorecard. Open the page again.")
        check_sees_scorecard(viewer, draft.trust)
        if draft.shown_to is ShownTo.EVERYONE:
            raise NotAllowed("What is said of a trust's scorecard is not shown to other trusts.")
        return draft.trust
    if draft.about.removeprefix(ITEM) not in library.by_slug or not draft.about.startswith(ITEM):
        raise UserError("The library has no such item. Open the page again.")
    place = viewer.trusts[0] if viewer.role in OF_A_TRUST and viewer.trusts else None
    if draft.shown_to is ShownTo.TRUST and place is None:
        raise UserError("You are of no trust. Choose somebody else to show it to.")
    return place


def _place_type(session: Session, viewer: Viewer, place: str | None) -> str:
    """What others read in the place of a name: the type of the trust, else the role."""
    if viewer.role in OF_A_TRUST and place is not None:
        organisation = session.get(tables.Organisation, place)
        if organisation is not None and organisation.type:
            return organisation.type[:LONGEST_PLACE_TYPE]
    return viewer.role.value[:LONGEST_PLACE_TYPE]


def _check_said(useful: bool | None, text: str, will_do: str) -> None:
    if useful is None and not text and not will_do:
        raise UserError("Say whether it was useful, or write something, then send it.")
    for name, written in (("Your comment", text), ("What you will do", will_do)):
        check_length(name, written, LONGEST_TEXT)
        check_nobody_in(name, written)
