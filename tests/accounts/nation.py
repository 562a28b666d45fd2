"""A small register and its people, for tests of accounts; and how they are asked about."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import Engine, select

from scorecards.accounts import memberships, sessions
from scorecards.accounts.model import Invitation, Person
from scorecards.clock import london_date
from scorecards.people.model import Organisation, Predecessor, Role, Viewer
from scorecards.store import organisations, tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing


NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = london_date(NOW)
SINCE = date(2025, 4, 1)
REGISTER = (
    Organisation("RA1", "Ashford Hospitals", "Acute", "North"),
    Organisation("RB2", "Beeston Hospital", "Acute", "North"),
    Organisation("RC3", "Corby Care", "Mental health", "South"),
)
CLOSED = Predecessor("RX9", "Old Exford", "RA1", date(2026, 4, 1))
STEWARD = Viewer("steward", "Sam Steward", Role.STEWARD, place="the scheme")
AUDITOR = Viewer("auditor", "Aud Auditor", Role.AUDITOR, place="the scheme")
ANNA = Viewer("anna", "Anna Able", Role.ADMINISTRATOR, ("RA1",), "Ashford Hospitals")
# Short names: what each has, where. Anna and Abel give roles at RA1, Bea at RB2.
PEOPLE = {
    "steward": (Role.STEWARD, None, None),
    "auditor": (Role.AUDITOR, None, None),
    "editor": (Role.EDITOR, None, None),
    "lead": (Role.LEAD, None, "North"),
    "anna": (Role.ADMINISTRATOR, "RA1", None),
    "abel": (Role.ADMINISTRATOR, "RA1", None),
    "rita": (Role.READER, "RA1", None),
    "max": (Role.RISK_MANAGER, "RA1", None),
    "bea": (Role.ADMINISTRATOR, "RB2", None),
    "bob": (Role.BOARD_MEMBER, "RB2", None),
}
_keys = count()


def settle(engine: Engine) -> None:
    with writing(engine, SYSTEM) as session:
        organisations.put(session, REGISTER, fictional=True)
        session.flush()
        organisations.put_predecessors(session, (CLOSED,))
        for short in (*PEOPLE, "newcomer"):
            session.add(
                tables.Person(
                    id=short,
                    name=f"{short.capitalize()} Able",
                    email=f"{short}@example.nhs.uk",
                    issuer="https://provider.example",
                    subject=short,
                    created_at=NOW,
                    created_by="test",
                )
            )
        session.flush()
    for short, (role, trust, region) in PEOPLE.items():
        add(engine, short, role, trust, region=region)


def add(  # noqa: PLR0917 (as a membership has)
    engine: Engine,
    person: str,
    role: Role,
    trust: str | None = None,
    from_date: date = SINCE,
    to_date: date | None = None,
    *,
    region: str | None = None,
) -> int:
    """A membership as it lies in the database, past every check; its number."""
    with writing(engine, SYSTEM) as session:
        row = tables.Membership(
            person=person, role=role.name, trust=trust, region=region, from_date=from_date,
            to_date=to_date, created_by="test", created_at=NOW, form_key=f"form-{next(_keys)}",
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def invitation(**changed: object) -> Invitation:
    """Ann Lee becomes a reader of RA1 from today; what is named is otherwise."""
    given = {
        "email": "ann.lee@example.nhs.uk", "name": "Ann Lee", "role": Role.READER, "trust": "RA1",
        "region": None, "from_date": TODAY, "to_date": None, "form_key": f"form-{next(_keys)}",
    }  # fmt: skip
    return Invitation(**{**given, **changed})  # type: ignore[arg-type]


def number_of(engine: Engine, person: str) -> int:
    """The person's newest membership that was not taken away."""
    with reading(engine, SYSTEM) as session:
        return memberships.of_person(session, person)[-1].id


def signed_in(engine: Engine, person: str, *, now: datetime = NOW) -> str:
    """A session that begins now; its token."""
    with writing(engine, SYSTEM) as session:
        return sessions.begin(session, person, browser="Test on Linux", now=now)


def find(engine: Engine, token: str, *, after: timedelta = timedelta(), now: datetime = NOW):
    with reading(engine, SYSTEM) as session:
        return sessions.find(session, token, now=now + after)


def viewer_of(engine: Engine, person: str, day: date) -> Viewer:
    """What the person is on a day, by the first role that holds."""
    with reading(engine, SYSTEM) as session:
        row = session.get_one(tables.Person, person)
        told = Person(row.id, row.name, row.email, signed_in_once=True, disabled=False)
        held = memberships.of_person(session, person)
        return memberships.viewer_of(session, told, memberships.chosen(held, None, day))


def trail(engine: Engine, action: str | None = None) -> list[tables.AuditEntry]:
    """What the audit trail says, in order."""
    with reading(engine, SYSTEM) as session:
        asked = select(tables.AuditEntry).order_by(tables.AuditEntry.seq)
        return [row for row in session.scalars(asked) if action in (None, row.action)]
