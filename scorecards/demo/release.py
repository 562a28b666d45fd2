"""The demonstration nation, published: what `make run` builds the first time."""

import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from scorecards import settings
from scorecards.claims.commands import Release, release
from scorecards.demo import nation
from scorecards.people.model import Viewer
from scorecards.snapshots.model import Origin, Source
from scorecards.store.organisations import put
from scorecards.store.transactions import writing
from scorecards.taxonomy import codes


PROFILE = "demonstration"


def publish(engine: Engine, root: Path, viewer: Viewer, *, now: datetime) -> Release:
    """Draws the nation, puts its trusts in the register and publishes its claims.

    The same seed and the same code lists make one snapshot, however often this runs.
    """
    drawn = nation.build()
    with writing(engine) as session:
        put(session, drawn.organisations, fictional=True)
    seed = str(nation.SEED).encode()
    return release(
        engine,
        root,
        viewer,
        claims=drawn.claims,
        organisations=drawn.organisations,
        taxonomy=codes.read(settings.REFERENCE),
        exposures=drawn.exposures,
        origin=Origin(
            as_at=drawn.as_at,
            profile=PROFILE,
            sources=(Source("seed", hashlib.sha256(seed).hexdigest(), len(seed)),),
            currency="GBP",
            fictional=True,
            recipe=_recipe(),
        ),
        publish=True,
        now=now,
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
