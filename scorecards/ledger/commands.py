"""Writing in the learning ledger, looking again, putting right, taking out: check, change, trace.

Each takes a session inside `store.transactions.writing`.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.clock import london_date
from scorecards.errors import UserError
from scorecards.formatting import day
from scorecards.ledger.model import ITEM, Draft, latest
from scorecards.library.model import Library
from scorecards.people.access import check_keeps_ledger
from scorecards.people.model import Viewer
from scorecards.store import tables
from scorecards.written import check_length, check_nobody_in, one_line, tidy


LONGEST_TEAM, LONGEST_USED = 80, 200
LONGEST_CHANGED = LONGEST_FOUND = 600
MOST_A_DAY = 50
USED_BEFORE = "This form was used before. Open the page again, and fill it in."
NOT_THERE = "That entry is not there. It was taken out or put right meanwhile."
FOUND_BEFORE = (
    "Somebody wrote meanwhile what was found. Read it. Where it needs more, put the entry right."
)


def write(
    session: Session, viewer: Viewer, library: Library, draft: Draft, *, now: datetime
) -> int:
    """Keeps an entry and gives its number. The same form sent again is the same row.

    Raises UserError for a text that is empty, too long or about a person, for a day that is past
    or years away, and for more than fifty entries of a trust a day.
    """
    again = _sent_before(session, viewer, draft)
    if again is not None:
        return again
    row, fit = tables.LedgerEntry, _fit(draft, library)
    _check_day(draft.look_again, london_date(now))
    today = select(func.count()).where(
        row.trust == draft.trust, row.created_at > now - timedelta(days=1)
    )
    if (session.scalar(today) or 0) >= MOST_A_DAY:
        raise UserError(f"Your trust has written {MOST_A_DAY} entries today. Go on tomorrow.")
    kept = row(
        trust=draft.trust, team=fit.team, used=fit.used, changed=fit.changed,
        look_again=fit.look_again, created_by=viewer.person, created_name=viewer.name,
        created_at=now, form_key=draft.form_key,
    )  # fmt: skip
    _add(session, kept)
    _record(session, viewer, Action.LEDGER_WRITTEN, kept, now=now)
    return kept.id


def put_right(
    session: Session, viewer: Viewer, library: Library, number: int, draft: Draft, *, now: datetime
) -> int:
    """Puts an entry in the place of one that was mistaken, and gives its number.

    What it was before stays among what was taken out. Who recorded it first, and when, stays.
    Sent again, or as it stands, it changes nothing.
    """
    again = _sent_before(session, viewer, draft)
    if again is not None:
        return again
    entry = _standing(session, viewer, number)
    if draft.trust != entry.trust:
        raise UserError(NOT_THERE)
    fit, seen = _fit(draft, library), None
    if entry.found is not None:
        seen = tidy(draft.found)
        _check("What you found", seen, LONGEST_FOUND)
    if fit.look_again != entry.look_again:
        _check_day(fit.look_again, london_date(now))
    if (fit.team, fit.used, fit.changed, fit.look_again, seen) == (
        entry.team, entry.used, entry.changed, entry.look_again, entry.found,
    ):  # fmt: skip
        return number
    kept = tables.LedgerEntry(
        trust=entry.trust, team=fit.team, used=fit.used, changed=fit.changed,
        look_again=fit.look_again, found=seen, found_at=entry.found_at, found_by=entry.found_by,
        created_by=entry.created_by, created_name=entry.created_name,
        created_at=entry.created_at, form_key=draft.form_key,
    )  # fmt: skip
    entry.removed_at, entry.removed_by = now, viewer.person
    _add(session, kept)
    trail.record(
        session, viewer, Action.LEDGER_PUT_RIGHT, f"ledger/{kept.id}",
        trust=kept.trust, detail=f"in the place of ledger/{number}", now=now,
    )  # fmt: skip
    return kept.id


def follow_up(session: Session, viewer: Viewer, number: int, found: str, *, now: datetime) -> None:
    """Keeps what was found when the team looked again. The same words again are kept once.

    Other words than those that stand there are refused: nobody writes over a colleague unseen.
    """
    entry = _standing(session, viewer, number)
    text = tidy(found)
    _check("What you found", text, LONGEST_FOUND)
    if entry.found == text:
        return
    if entry.found is not None:
        raise UserError(FOUND_BEFORE)
    entry.found, entry.found_at, entry.found_by = text, now, viewer.name
    _record(session, viewer, Action.LEDGER_FOLLOWED_UP, entry, now=now)


def strike(session: Session, viewer: Viewer, number: int, *, now: datetime) -> None:
    """Takes an entry out of the ledger; the row stays, with who did it. Twice is as once."""
    entry = session.get(tables.LedgerEntry, number)
    check_keeps_ledger(viewer, entry.trust if entry is not None else "")
    if entry is not None and entry.removed_at is None:
        entry.removed_at, entry.removed_by = now, viewer.person
        _record(session, viewer, Action.LEDGER_STRUCK, entry, now=now)


def put_back(session: Session, viewer: Viewer, number: int, *, now: datetime) -> None:
    """Puts back what was taken out. Twice is as once."""
    entry = session.get(tables.LedgerEntry, number)
    check_keeps_ledger(viewer, entry.trust if entry is not None else "")
    if entry is not None and entry.removed_at is not None:
        entry.removed_at, entry.removed_by = None, None
        _record(session, viewer, Action.LEDGER_PUT_BACK, entry, now=now)


def _sent_before(session: Session, viewer: Viewer, draft: Draft) -> int | None:
    """The number of the entry that this form made already."""
    check_keeps_ledger(viewer, draft.trust)
    row = tables.LedgerEntry
    again = session.scalars(select(row).where(row.form_key == draft.form_key)).one_or_none()
    if again is None:
        return None
    check_keeps_ledger(viewer, again.trust)
    return again.id


def _fit(draft: Draft, library: Library) -> Draft:
    """The same, in words that are fit to be kept. Raises UserError where some are not."""
    team, changed = one_line(draft.team), tidy(draft.changed)
    used = _used(draft.used, library)
    for name, text, longest in (
        ("The name of the team", team, LONGEST_TEAM),
        ("What you used", used, LONGEST_USED),
        ("What you changed", changed, LONGEST_CHANGED),
    ):
        _check(name, text, longest)
    return replace(draft, team=team, used=used, changed=changed)


def _add(session: Session, kept: tables.LedgerEntry) -> None:
    session.add(kept)
    try:
        session.flush()
    except IntegrityError as error:  # the key of a form that another trust was shown
        raise UserError(USED_BEFORE) from error


def _standing(session: Session, viewer: Viewer, number: int) -> tables.LedgerEntry:
    """An entry that is not taken out. Whoever may not know it learns nothing by trying numbers."""
    entry = session.get(tables.LedgerEntry, number)
    check_keeps_ledger(viewer, entry.trust if entry is not None else "")
    if entry is None or entry.removed_at is not None:
        raise UserError(NOT_THERE)
    return entry


def _record(
    session: Session, viewer: Viewer, action: Action, entry: tables.LedgerEntry, *, now: datetime
) -> None:
    trail.record(session, viewer, action, f"ledger/{entry.id}", trust=entry.trust, now=now)


def _used(asked: str, library: Library) -> str:
    """Words on one line. What looks like an item and is none stays words, without the sign."""
    used = one_line(asked)
    if not used.startswith(ITEM) or used.removeprefix(ITEM) in library.by_slug:
        return used
    return used.removeprefix(ITEM)


def _check(name: str, text: str, longest: int) -> None:
    if not text:
        raise UserError(f"{name} is empty. Say it in a few words.")
    check_length(name, text, longest)
    check_nobody_in(name, text)


def _check_day(chosen: date, today: date) -> None:
    if not today <= chosen <= latest(today):
        raise UserError(
            f"You would look again on {day(chosen)}. Give a day from today to {day(latest(today))}."
        )
