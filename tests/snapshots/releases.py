"""Small releases for tests: every figure follows from the number of the release."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from scorecards.claims.model import MONEY, SCHEMA
from scorecards.people.model import Organisation
from scorecards.settings import REFERENCE
from scorecards.snapshots import codes
from scorecards.snapshots.build import build
from scorecards.snapshots.commands import publish, record
from scorecards.snapshots.model import Contents, Origin, Source
from scorecards.snapshots.opening import Snapshot, open_snapshot
from scorecards.store.transactions import writing
from scorecards.taxonomy.codes import read
from tests.people.viewers import steward


NOW = datetime(2024, 10, 1, 9, 30, tzinfo=UTC)
AS_AT = date(2024, 9, 30)
TRUSTS = ("RA1", "RB2", "RC3")
CLAIMS_PER_TRUST = 8


def origin(number: int = 0, *, as_at: date = AS_AT, **others) -> Origin:
    sources = (Source(f"claims-{number}.csv", f"{number:064x}", 1000),)
    values = {"profile": "test", "currency": "GBP", "fictional": True, "recipe": "r1", **others}
    return Origin(as_at=as_at, sources=sources, **values)


def damages(number: int, trust: str) -> int:
    """What each claim of a trust was paid in a release, in pence."""
    return 100 * (number + 1) + TRUSTS.index(trust)


def total_damages(number: int) -> int:
    return CLAIMS_PER_TRUST * sum(damages(number, trust) for trust in TRUSTS)


def claim(ref: str, trust: str, **values) -> dict:
    required = {"scheme": "CNST", "kind": "clinical", "status": "settled", "currency": "GBP"}
    names = {"claim_ref": ref, "trust": trust, "organisation": trust}
    return names | required | dict.fromkeys(MONEY, 0) | values


def frame(rows: list[dict]) -> pl.DataFrame:
    filled = [dict.fromkeys(SCHEMA) | row for row in rows]
    return pl.DataFrame(filled, schema=SCHEMA, orient="row")


def claims(number: int = 0) -> pl.DataFrame:
    return frame(
        [
            claim(f"C{place:03d}", trust, damages_paid=damages(number, trust), cause="fall")
            for place in reversed(range(CLAIMS_PER_TRUST))
            for trust in TRUSTS
        ]
    )


def contents(rows: pl.DataFrame | None = None, **others) -> Contents:
    values = {
        "peers": {"by-group": pl.DataFrame({"group": ["Large", "Small"], "claims": [20, 15]})},
        "codes": codes.to_frame(read(REFERENCE)),
        "organisations": tuple(
            Organisation(trust, f"Trust {trust}", "Acute", "North") for trust in TRUSTS
        ),
        **others,
    }
    return Contents(claims=claims() if rows is None else rows, **values)


def built(root: Path, number: int = 0, rows: pl.DataFrame | None = None, **others) -> Snapshot:
    """Builds a release and opens it."""
    rows = claims(number) if rows is None else rows
    done = build(root, origin(number, **others), contents(rows), now=NOW)
    return open_snapshot(root, done.snapshot_id)


def published(engine, root: Path, number: int = 0, **others) -> Snapshot:
    """Builds a release, records it and puts it before readers."""
    snapshot = built(root, number, **others)
    with writing(engine) as session:
        record(session, snapshot.manifest)
        publish(session, steward(), snapshot.id, approvals=0, now=NOW)
    return snapshot


def figures(snapshot: Snapshot) -> int:
    """All damages paid, added up trust by trust from the files."""
    own = [snapshot.claims(trust).collect() for trust in TRUSTS]
    return sum(int(each["damages_paid"].sum()) for each in own)
