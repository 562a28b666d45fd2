"""The invented people of the demonstration, made persons like any others: they can sign in.

They exist only where all data is fictional.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.accounts import memberships, sessions
from scorecards.accounts.model import DEMONSTRATION
from scorecards.clock import london_date
from scorecards.people.model import OF_A_PATCH, OF_A_TRUST, Role, Viewer
from scorecards.store import tables


SINCE = date(2020, 4, 1)


def settle(session: Session, people: Mapping[str, Viewer], *, now: datetime) -> None:
    """Adds the people that are not there yet, by short name, each with their membership.

    What was changed about one since, on the screens, stays changed. Inside a transaction with
    `store.scope.SYSTEM`.
    """
    known = set(
        session.scalars(select(tables.Person.id).where(tables.Person.issuer == DEMONSTRATION))
    )
    for each in people.values():
        if each.person in known:
            continue
        session.add(
            tables.Person(
                id=each.person,
                name=each.name,
                issuer=DEMONSTRATION,
                subject=each.person,
                created_at=now,
                created_by=DEMONSTRATION,
            )
        )
        session.flush()
        if each.role is Role.NONE:
            continue
        session.add(
            tables.Membership(
                person=each.person,
                role=each.role.name,
                trust=each.trusts[0] if each.role in OF_A_TRUST else None,
                region=(each.place or None) if each.role in OF_A_PATCH else None,
                from_date=SINCE,
                created_by=DEMONSTRATION,
                created_at=now,
                form_key=f"{DEMONSTRATION}-{each.person}",
            )
        )
    session.flush()


def choosable(session: Session, *, now: datetime) -> tuple[Viewer, ...]:
    """Who can sign in by being chosen, as they are today: the invented, and those invited."""
    row = tables.Person
    asked = select(row).where(
        row.issuer.is_(None) | (row.issuer == DEMONSTRATION), row.disabled_at.is_(None)
    )
    found = session.scalars(asked.order_by(row.created_at, row.name)).all()
    return tuple(_acting(session, each, now) for each in found)


def _acting(session: Session, row: tables.Person, now: datetime) -> Viewer:
    held = memberships.of_person(session, row.id)
    acting = memberships.chosen(held, None, london_date(now))
    return memberships.viewer_of(session, sessions.told(row), acting)
