"""What must be so before anybody may sign in by choosing a name: everything is invented."""

from datetime import datetime

from sqlalchemy import Engine, select

from scorecards.accounts import demonstration as accounts
from scorecards.errors import NoSnapshot, UserError
from scorecards.people import demonstration
from scorecards.people.model import Viewer
from scorecards.settings import Settings
from scorecards.snapshots.queries import open_current
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing


REAL = (
    "In the demonstration anybody signs in as anybody, so it does not start on data that is not "
    "invented. {found} Set SCORECARDS_SIGN_IN to “openid”, as docs/operations/sign-in.md says, or "
    "set SCORECARDS_HOME to an empty folder."
)


def check_fictional(engine: Engine) -> None:
    """UserError where a release or an organisation is real, published or not."""
    with reading(engine, SYSTEM) as session:
        release, organisation = tables.Snapshot, tables.Organisation
        releases = select(release.id).where(release.fictional.is_(False)).limit(1)
        real = session.scalar(releases)
        if real is not None:
            raise UserError(REAL.format(found=f"The release {real} is of real claims."))
        bodies = select(organisation.code).where(organisation.fictional.is_(False)).limit(1)
        real = session.scalar(bodies)
        if real is not None:
            raise UserError(REAL.format(found=f"{real} in the register is a real organisation."))


def people(engine: Engine, settings: Settings) -> dict[str, Viewer]:
    """The people of what is published, by short name; without a release the steward alone."""
    try:
        snapshot = open_current(engine, settings.snapshots, opened={}).snapshot
    except NoSnapshot:
        return demonstration.people({}, {})
    return demonstration.people(snapshot.organisations, snapshot.sizes)


def settle(engine: Engine, settings: Settings, *, now: datetime) -> None:
    """Makes the people of what is published persons who can sign in, where they are not yet."""
    found = people(engine, settings)
    with writing(engine, SYSTEM) as session:
        accounts.settle(session, found, now=now)
