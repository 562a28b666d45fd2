"""Which comments a person may read beneath a page, as conditions of a statement."""

from sqlalchemy import ColumnElement, and_, false, or_

from scorecards.feedback.model import ShownTo, State
from scorecards.people.model import OF_A_TRUST, Role, Viewer
from scorecards.store import tables


def readable(viewer: Viewer) -> ColumnElement[bool]:
    """Which comments of others a person reads beneath a page. An editor reads them all there."""
    row = tables.Feedback
    shown = row.state == State.SHOWN.value
    if viewer.role is Role.NONE:
        return false()
    if viewer.role is Role.EDITOR:
        return shown
    own = viewer.trusts if viewer.role in OF_A_TRUST else ()
    return and_(
        shown,
        or_(
            row.shown_to == ShownTo.EVERYONE.name,
            and_(row.shown_to == ShownTo.TRUST.name, row.place.in_(own)),
        ),
    )


def says_something() -> ColumnElement[bool]:
    """Whether there are words, and not only a yes or no."""
    row = tables.Feedback
    return or_(row.text != "", row.will_do != "")
