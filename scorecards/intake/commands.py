"""A claims file becomes a release: checked, recorded and, when asked, published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Engine

from scorecards.claims.commands import Release, recipe, release
from scorecards.claims.model import EXPOSURES
from scorecards.intake import profiles
from scorecards.intake.checking import Checked, SourceFile, check
from scorecards.intake.profiles import Organisations, Profile
from scorecards.organisations.queries import exposures
from scorecards.people.access import check_loads_claims
from scorecards.people.model import Organisation, Predecessor, Viewer
from scorecards.snapshots.codes import to_frame
from scorecards.snapshots.model import Origin, Source
from scorecards.store.organisations import all_fictional, predecessors, register
from scorecards.store.transactions import reading


@dataclass(frozen=True)
class Imported:
    """What was checked, and the release it became."""

    checked: Checked
    release: Release


def check_claims(
    engine: Engine,
    viewer: Viewer,
    files: Sequence[SourceFile],
    *,
    profile: str,
    as_at: date,
    accept_nearest: bool = False,
    confirmed_columns: Sequence[str] = (),
) -> Checked:
    """Reads and checks files against a profile and the register. Raises Refused. Stores nothing."""
    check_loads_claims(viewer)
    wanted = profiles.load(profile)
    known, merged = _known_trusts(engine, wanted, as_at)
    return check(
        files,
        profile=wanted,
        as_at=as_at,
        known_trusts=known,
        predecessors=merged,
        accept_nearest=accept_nearest,
        confirmed_columns=confirmed_columns,
    )


def store_claims(
    engine: Engine, root: Path, viewer: Viewer, checked: Checked, *, publish: bool, now: datetime
) -> Imported:
    """Makes a release of what was checked. The same bytes, read the same way, make one release."""
    check_loads_claims(viewer)
    report = checked.report
    profile = profiles.load(report.profile)
    with reading(engine) as session:
        from_register = profile.organisations is Organisations.REGISTER
        fictional = from_register and all_fictional(session)
        did = exposures(session, viewer, as_at=report.as_at) if from_register else ()
    codes = [each.code for each in checked.organisations]
    exposed = pl.DataFrame(did, schema=EXPOSURES, orient="row").filter(pl.col("trust").is_in(codes))
    sources = tuple(Source(file.name, file.sha256, file.size) for file in report.files)
    origin = Origin(
        as_at=report.as_at,
        profile=profile.name,
        sources=sources,
        currency=report.currency,
        fictional=fictional,
        recipe=recipe(
            profiles.text(profile.name),
            to_frame(checked.taxonomy).write_csv(),
            repr([file.accepted for file in report.files]),
            repr(checked.organisations),
            repr(checked.predecessors),
            exposed.write_csv(),
        ),
    )
    made = release(
        engine,
        root,
        viewer,
        claims=checked.claims,
        organisations=checked.organisations,
        taxonomy=checked.taxonomy,
        origin=origin,
        exposures=exposed,
        predecessors=checked.predecessors,
        publish=publish,
        now=now,
    )
    return Imported(checked, made)


def _known_trusts(
    engine: Engine, profile: Profile, as_at: date
) -> tuple[dict[str, Organisation] | None, dict[str, Predecessor]]:
    if profile.organisations is not Organisations.REGISTER:
        return None, {}
    with reading(engine) as session:
        return register(session), predecessors(session, as_at=as_at)
