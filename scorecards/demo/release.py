"""The demonstration nation, published: what `make run` builds the first time."""

import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from scorecards import settings
from scorecards.claims.commands import Release, release
from scorecards.demo import earlier, nation
from scorecards.demo.nation import Nation
from scorecards.people.model import Viewer
from scorecards.snapshots import queries
from scorecards.snapshots.model import Origin, Source
from scorecards.store.organisations import put, put_predecessors
from scorecards.store.transactions import reading, writing
from scorecards.taxonomy import codes


PROFILE = "demonstration"


def publish(engine: Engine, root: Path, viewer: Viewer, *, now: datetime) -> Release:
    """Draws the nation, puts its trusts in the register and publishes its claims: first as they
    were a year before, so that there is something to set them against, then as they are.

    The same seed and the same code lists make the same snapshots, however often this runs. What
    was published once is not published again under what readers see now.
    """
    drawn = nation.build()
    with writing(engine) as session:
        put(session, drawn.organisations, fictional=True)
        put_predecessors(session, drawn.predecessors)
    before = earlier.rewind(drawn)
    with reading(engine) as session:
        seen = {each.id for each in queries.published(session)}
    if _origin(before).snapshot_id not in seen:
        _release(engine, root, viewer, before, now=now)
    return _release(engine, root, viewer, drawn, now=now)


def _release(
    engine: Engine, root: Path, viewer: Viewer, drawn: Nation, *, now: datetime
) -> Release:
    return release(
        engine,
        root,
        viewer,
        claims=drawn.claims,
        organisations=drawn.organisations,
        taxonomy=codes.read(settings.REFERENCE),
        exposures=drawn.exposures,
        predecessors=drawn.predecessors,
        origin=_origin(drawn),
        publish=True,
        now=now,
    )


def _origin(drawn: Nation) -> Origin:
    seed = str(nation.SEED).encode()
    return Origin(
        as_at=drawn.as_at,
        profile=PROFILE,
        sources=(Source("seed", hashlib.sha256(seed).hexdigest(), len(seed)),),
        currency="GBP",
        fictional=True,
        recipe=_recipe(),
    )


def _recipe() -> str:
    """A hash of what the nation is drawn from: its parameters, its code and the code lists."""
    digest = hashlib.sha256()
    own = Path(__file__).parent
    for path in sorted([*own.glob("*.py"), *own.glob("*.toml"), *own.glob("*.csv")]):
        digest.update(path.read_bytes())
    for path in sorted(settings.REFERENCE.glob("*.csv")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
