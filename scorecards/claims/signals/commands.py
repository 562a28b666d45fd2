"""What a trust has changed is pinned to its charts, and taken away: check, change, trace.

Each takes a session inside `store.transactions.writing`.
"""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.claims.signals.model import Draft
from scorecards.claims.signals.personal import check_nobody_in
from scorecards.clock import london_date
from scorecards.errors import UserError
from scorecards.formatting import day
from scorecards.people.access import check_pins_interventions
from scorecards.people.model import Viewer
from scorecards.store import tables


LONGEST_TITLE = 80
LONGEST_NOTE = 300
MOST = 10  # lines on one chart
EARLIEST = date(1990, 1, 1)
LATEST_YEAR = 2100


def pin(session: Session, viewer: Viewer, draft: Draft, *, now: datetime) -> int:
    """Keeps an intervention and gives its number. The same form sent again is the same row.

    Raises UserError for a text that is empty, too long or about a person, for dates that cannot be,
    and for more than ten of a trust and kind.
    """
    check_pins_interventions(viewer, draft.trust)
    row = tables.Intervention
    again = session.scalars(select(row).where(row.form_key == draft.form_key)).one_or_none()
    if again is not None:
        check_pins_interventions(viewer, again.trust)
        return again.id
    title, note = _tidy(draft.title), _tidy(draft.note)
    _check_texts(title, note)
    _check_dates(draft, today=london_date(now))
    standing = select(func.count()).where(
        row.trust == draft.trust, row.kind == draft.kind.value, row.removed_at.is_(None)
    )
    if (session.scalar(standing) or 0) >= MOST:
        raise UserError(
            f"There are {MOST} of them already, and no more can be told apart on a chart. Take one "
            "away first."
        )
    kept = row(
        trust=draft.trust,
        kind=draft.kind.value,
        title=title,
        note=note,
        started=draft.started,
        effect_from=draft.effect_from,
        form_key=draft.form_key,
        created_by=viewer.person,
        created_name=viewer.name,
        created_at=now,
    )
    session.add(kept)
    try:
        session.flush()
    except IntegrityError as error:  # the key of a form that another trust was shown
        raise UserError(
            "This form was used before. Open the page again, and fill it in."
        ) from error
    trail.record(
        session, viewer, Action.PINNED, f"intervention/{kept.id}", trust=kept.trust, now=now
    )
    return kept.id


def unpin(session: Session, viewer: Viewer, number: int, *, now: datetime) -> None:
    """Takes an intervention off the charts; the row stays, with who did it. Twice is as once."""
    found = session.get(tables.Intervention, number)
    # Whose it is decides, and whoever may not know it learns nothing by trying numbers.
    check_pins_interventions(viewer, found.trust if found is not None else "")
    if found is not None and found.removed_at is None:
        found.removed_at, found.removed_by = now, viewer.person
        trail.record(
            session, viewer, Action.UNPINNED, f"intervention/{number}", trust=found.trust, now=now
        )


def _tidy(text: str) -> str:
    """One line of printable letters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _check_texts(title: str, note: str) -> None:
    if not title:
        raise UserError("Say in a few words what you changed.")
    for name, text, longest in (("title", title, LONGEST_TITLE), ("note", note, LONGEST_NOTE)):
        if len(text) > longest:
            raise UserError(
                f"The {name} has {len(text)} letters and spaces. Shorten it to {longest}."
            )
        check_nobody_in(text)


def _check_dates(draft: Draft, *, today: date) -> None:
    if not EARLIEST <= draft.started <= today:
        raise UserError(
            f"It began on {day(draft.started)}, you say. Give a day from {day(EARLIEST)} to today: "
            "what has not begun is pinned once it has."
        )
    if draft.effect_from < draft.started:
        raise UserError("An effect cannot show before the change. Give a later day for it.")
    if draft.effect_from.year > LATEST_YEAR:
        raise UserError(f"Give a day before the year {LATEST_YEAR + 1} for the effect.")
