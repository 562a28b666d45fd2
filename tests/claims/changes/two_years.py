"""The small nation and the same a year on, as two real releases."""

from datetime import date
from pathlib import Path

import polars as pl

from scorecards.claims.commands import contents_of
from scorecards.claims.model import SCHEMA
from scorecards.settings import REFERENCE
from scorecards.snapshots.build import build
from scorecards.snapshots.model import Origin, Source
from scorecards.snapshots.opening import Snapshot, open_snapshot
from scorecards.taxonomy.codes import read
from tests.claims import nation


AS_AT = date(2027, 3, 31)
NEW_REF = "RA1-NEW"


def rows() -> list[dict]:
    """What is known a year later: of every nine claims one is gone, settled, revalued, recoded."""
    found = []
    for number, row in enumerate(nation.rows()):
        now = dict(row)
        match number % 9:
            case 0:
                continue
            case 1 if row["status"] == "open":
                now |= {
                    "status": "settled",
                    "closed_date": date(2026, 9, 1),
                    "damages_paid": row["damages_reserved"] + 1,
                    "damages_reserved": 0,
                }
            case 2:
                now["claimant_costs_reserved"] = row["claimant_costs_reserved"] + 123_456
            case 3:
                now["location"] = "theatre" if row["location"] != "theatre" else "ward"
        found.append(now)  # fmt: skip
    like = next(row for row in nation.of_trust(nation.OWN) if row["status"] == "open")
    found.append(like | {"claim_ref": NEW_REF, "notified_date": date(2026, 8, 1)})
    return found


def built(root: Path, *, currency: str = "GBP") -> Snapshot:
    claims = pl.DataFrame(rows(), schema=SCHEMA, orient="row").with_columns(
        currency=pl.lit(currency)
    )
    contents = contents_of(claims, nation.ORGANISATIONS, read(REFERENCE), as_at=AS_AT)
    sources = (Source("nation.csv", "1" * 64, 1),)
    origin = Origin(AS_AT, "test", sources, currency=currency, fictional=True, recipe="nation")
    return open_snapshot(root, build(root, origin, contents, now=nation.NOW).snapshot_id)
