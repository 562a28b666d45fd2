"""Checked claims become a release: built beside, recorded, and published when asked."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Engine

from scorecards.claims import peers
from scorecards.claims.besides import RISK_GROUPS
from scorecards.claims.comparison.expected import compared
from scorecards.claims.delay import publication as delay
from scorecards.claims.model import EXPOSURES
from scorecards.people.access import check_loads_claims
from scorecards.people.model import Organisation, Predecessor, Viewer
from scorecards.snapshots import build, commands, queries
from scorecards.snapshots.codes import to_frame
from scorecards.snapshots.model import Contents, Origin
from scorecards.snapshots.opening import open_snapshot
from scorecards.store.transactions import writing
from scorecards.taxonomy.codes import ListName, Taxonomy
from scorecards.taxonomy.risk_groups import group_of_each


@dataclass(frozen=True, slots=True)
class Release:
    """`already`: the same bytes, read the same way, had been imported before."""

    snapshot_id: str
    already: bool
    published: bool


def release(
    engine: Engine,
    root: Path,
    viewer: Viewer,
    *,
    claims: pl.DataFrame,
    organisations: tuple[Organisation, ...],
    taxonomy: Taxonomy,
    origin: Origin,
    exposures: pl.DataFrame | None = None,
    predecessors: tuple[Predecessor, ...] = (),
    upload: int | None = None,
    publish: bool,
    approvals: int = 0,
    now: datetime,
) -> Release:
    """Builds the snapshot (once for the same origin), records it, and publishes it when asked.

    Organisations without claims are kept: an empty scorecard is an answer too. `exposures` and
    `predecessors` as in `contents_of`; `upload` and `approvals` as in `snapshots.commands`.
    """
    check_loads_claims(viewer)
    contents = contents_of(
        claims, organisations, taxonomy, exposures, predecessors, as_at=origin.as_at
    )
    built = build.build(root, origin, contents, now=now)
    manifest = open_snapshot(root, built.snapshot_id).manifest
    with writing(engine, viewer) as session:
        commands.record(session, manifest, upload=upload)
        current = queries.current_id(session) == built.snapshot_id
        if publish and not current:
            commands.publish(session, viewer, built.snapshot_id, approvals=approvals, now=now)
    return Release(built.snapshot_id, built.already, publish or current)


def contents_of(
    claims: pl.DataFrame,
    organisations: tuple[Organisation, ...],
    taxonomy: Taxonomy,
    exposures: pl.DataFrame | None = None,
    predecessors: tuple[Predecessor, ...] = (),
    *,
    as_at: date,
) -> Contents:
    """Claims with all that is made of them once, when a release is built.

    `exposures` are the columns of `model.EXPOSURES`; without them nothing can be expected of a
    trust, and there are no comparisons. Of the `predecessors` those are kept that merged into one
    of the `organisations`.
    """
    exposed = pl.DataFrame(schema=EXPOSURES) if exposures is None else exposures
    codes_of_today = {each.code for each in organisations}
    risk_groups = group_of_each(taxonomy[ListName.SPECIALTY])
    return Contents(
        claims=claims,
        peers={
            **peers.aggregates(claims, organisations, as_at=as_at),
            **delay.tables(claims, exposed, as_at=as_at),
            RISK_GROUPS: pl.DataFrame(
                list(risk_groups.items()),
                schema={"specialty": pl.String, "group": pl.String},
                orient="row",
            ),
        },
        codes=to_frame(taxonomy),
        organisations=organisations,
        predecessors=tuple(each for each in predecessors if each.successor in codes_of_today),
        across={
            "exposures": exposed.select(*EXPOSURES),
            "compared": compared(claims, exposed, risk_groups, as_at=as_at),
        },
    )


def recipe(*texts: str) -> str:
    """A hash of how sources were read: the profile's text and the code lists."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text.encode()).digest())
    return digest.hexdigest()
