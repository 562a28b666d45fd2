"""A release wide enough for groups: 48 trusts of three types, with claims as chance gives them.

OWN is one of the large ones. HIGH has three times the claims that are expected of it. TINY has 3
clinical and 5 non-clinical claims, counts that nobody else may see. NIX has none.
"""

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from scorecards.claims.commands import contents_of
from scorecards.claims.model import EXPOSURES, MONEY, SCHEMA
from scorecards.people.model import Organisation
from scorecards.settings import REFERENCE
from scorecards.snapshots.build import build
from scorecards.snapshots.model import Origin, Source
from scorecards.snapshots.opening import Snapshot, open_snapshot
from scorecards.taxonomy.codes import read
from tests.claims.nation import AS_AT, NOW


OWN, HIGH, TINY, NIX = "OWN", "HIGH", "TINY", "NIX"
LARGE = ("Acute: large", 2.0, (OWN, HIGH, *(f"LA{number:02d}" for number in range(15))))
SMALL = ("Acute: small", 1.0, (TINY, *(f"SM{number:02d}" for number in range(15))))
COMMUNITY = ("Community", 0.9, (NIX, *(f"CO{number:02d}" for number in range(14))))
TYPES = (LARGE, SMALL, COMMUNITY)
TRUSTS = tuple(code for _, _, codes in TYPES for code in codes)
ORGANISATIONS = tuple(
    Organisation(code, f"Trust {code}", kind, "North") for kind, _, codes in TYPES for code in codes
)
SIZES = {code: size for _, size, codes in TYPES for code in codes}
YEARS = tuple(range(2016, 2026))
# Claims of a trust of size one in one year.
RATES = {"obstetrics": 3.0, "urology": 4.0, None: 3.5}
MEASURES = {"births": 1_000.0, "wte-high-risk": 60.0, "staff": 2_000.0, "bed-days": 50_000.0}


def counts(seed: int) -> dict[tuple[str, str | None, int], int]:
    """Claims by trust, specialty (None: non-clinical) and year of incident."""
    chance = np.random.default_rng(seed)
    times = {HIGH: 3.0}
    drawn = {
        (code, specialty, year): int(chance.poisson(rate * SIZES[code] * times.get(code, 1.0)))
        for code in TRUSTS
        if code not in (TINY, NIX)
        for specialty, rate in RATES.items()
        for year in YEARS
    }
    return {**drawn, (TINY, "obstetrics", 2023): 3, (TINY, None, 2023): 5}


def claims(seed: int) -> pl.DataFrame:
    blank = {**dict.fromkeys(SCHEMA), **dict.fromkeys(MONEY, 0), "currency": "GBP",
             "status": "open"}  # fmt: skip
    rows = [
        {**blank, "claim_ref": f"{code}-{specialty}-{year}-{number}", "trust": code,
         "kind": "clinical" if specialty else "non-clinical",
         "scheme": "CNST" if specialty else "LTPS-EL", "specialty": specialty,
         "incident_date": date(year, 6, 1), "notified_date": date(year, 9, 1)}
        for (code, specialty, year), times in counts(seed).items()
        for number in range(times)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def exposures() -> pl.DataFrame:
    rows = [
        (code, year, measure, value * SIZES[code])
        for code in TRUSTS
        for year in YEARS
        for measure, value in MEASURES.items()
    ]
    return pl.DataFrame(rows, schema=EXPOSURES, orient="row")


def built(root: Path) -> Snapshot:
    contents = contents_of(claims(5), ORGANISATIONS, read(REFERENCE), exposures(), as_at=AS_AT)
    sources = (Source("wide.csv", "1" * 64, 1),)
    origin = Origin(AS_AT, "test", sources, currency="GBP", fictional=True, recipe="wide")
    return open_snapshot(root, build(root, origin, contents, now=NOW).snapshot_id)
