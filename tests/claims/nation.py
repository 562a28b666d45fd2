"""A small nation for tests, built as a real release: every figure can be counted from its rows.

RA1 is large, EMP has no claims, AMB is the only one of its type, CAN is the canary: its counts are
3, 5 and 7, its amounts are found nowhere else.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

import polars as pl

from scorecards.claims.commands import contents_of
from scorecards.claims.model import EXPOSURES, MONEY, SCHEMA, Status
from scorecards.people.model import Organisation
from scorecards.settings import REFERENCE
from scorecards.snapshots.build import build
from scorecards.snapshots.model import Origin, Source
from scorecards.snapshots.opening import Snapshot, open_snapshot
from scorecards.taxonomy.codes import read
from scorecards.taxonomy.risk_groups import SLUGS


AS_AT = date(2026, 3, 31)
NOW = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
OWN, EMPTY, AMBULANCE, CANARY, COSTLESS = "RA1", "EMP", "AMB", "CAN", "NIL"
OTHERS = tuple(f"RB{number}" for number in range(10))
ORGANISATIONS = (
    Organisation(OWN, "Alder Valley", "Acute", "North"),
    *(Organisation(code, f"Trust {code}", "Acute", "South") for code in OTHERS),
    Organisation(EMPTY, "Empty Moor", "Acute", "North"),
    Organisation(COSTLESS, "Costless Down", "Acute", "South"),
    Organisation(CANARY, "Canary Wharf", "Acute", "North"),
    Organisation(AMBULANCE, "Fast Vans", "Ambulance", "North"),
)
CLINICAL = {
    "scheme": ["CNST", "CNST", "CNST", "ELS"],
    "specialty": ["obstetrics"] * 4
    + ["emergency-medicine", "orthopaedics", "general-surgery", "ophthalmology", None],
    "cause": ["delayed-diagnosis"] * 3 + ["wrong-diagnosis", "medication-error", None],
    "injury": ["fatality", "brain-damage", "unnecessary-pain", "unnecessary-pain", None],
    "location": ["ward", "theatre", "delivery-suite"],
}
NON_CLINICAL = {
    "scheme": ["LTPS-EL", "LTPS-PL", "PES"],
    "specialty": [None],
    "cause": ["violence", "violence", "manual-handling", "sharps", None],
    "injury": ["unnecessary-pain", "bowel-damage", None],
    "location": ["ward", "corridor", "kitchen", "mental-health-unit"],
}


def _claim(chance: Random, trust: str, number: int) -> dict:
    clinical = chance.random() < 0.7
    status = chance.choices(list(Status), weights=(1, 3, 4, 3, 1))[0]
    incident = date(2014, 4, 1) + timedelta(days=chance.randrange(365 * 9))
    notified = incident + timedelta(days=chance.randrange(900))
    resolved = status in (Status.SETTLED, Status.NIL, Status.CONTINUING)
    paid = status in (Status.SETTLED, Status.CONTINUING)
    kinds = CLINICAL if clinical else NON_CLINICAL
    return {
        **dict.fromkeys(SCHEMA),
        **dict.fromkeys(MONEY, 0),
        **{dimension: chance.choice(known) for dimension, known in kinds.items()},
        "claim_ref": f"{trust}-{number:04d}",
        "trust": trust,
        "organisation": trust,
        "kind": "clinical" if clinical else "non-clinical",
        "incident_date": incident if chance.random() < 0.95 else None,
        "notified_date": notified,
        "closed_date": notified + timedelta(days=chance.randrange(700)) if resolved else None,
        "status": status.value,
        "damages_paid": int(chance.lognormvariate(14, 1.6)) if paid else 0,
        "damages_reserved": int(chance.lognormvariate(14, 1.2)) if status is Status.OPEN else 0,
        "claimant_costs_paid": int(chance.lognormvariate(13, 1)) if paid else 0,
        "defence_costs_paid": chance.randrange(900_000) if status is not Status.INCIDENT else 0,
        "currency": "GBP",
    }


def _canaries() -> list[dict]:
    """Groups of 3, 5 and 7, and of 14 of which one is most of the cost; every amount distinct."""
    groups = (
        (3, "obstetrics", "delayed-diagnosis", "fatality", "ward", "open", 2015),
        (5, "orthopaedics", "wrong-diagnosis", "brain-damage", "theatre", "nil", 2016),
        (7, "ophthalmology", "medication-error", "bowel-damage", "laboratory", "settled", 2017),
        (14, "urology", "consent", "unnecessary-pain", "imaging", "continuing", 2018),
        (5, "urology", "consent", "unnecessary-pain", "imaging", "incident", 2018),
    )
    rows = []
    for size, specialty, cause, injury, location, status, year in groups:
        for place in range(size):
            number = len(rows)
            amount = 1_357_937 + 7_919_317 * number
            rows.append(
                {
                    **dict.fromkeys(SCHEMA),
                    **dict.fromkeys(MONEY, 0),
                    "claim_ref": f"CANARY-{number:04d}",
                    "trust": CANARY,
                    "organisation": CANARY,
                    "scheme": "CNST" if place % 2 else "ELS",
                    "kind": "clinical",
                    "incident_date": date(year, 6, 1 + place),
                    "notified_date": date(year + 1, 6, 1 + place),
                    "closed_date": None if status in ("open", "incident") else date(year + 3, 5, 1),
                    "specialty": specialty,
                    "cause": cause,
                    "injury": injury,
                    "location": location,
                    "status": status,
                    "damages_paid": amount * (100 if size == 14 and place == 13 else 1),
                    "claimant_costs_paid": 131_713 * (1 + number),
                    "currency": "GBP",
                }
            )
    undated = {**rows[0], "claim_ref": "CANARY-9999", "incident_date": None, "notified_date": None}
    return [*rows, undated]


@cache
def rows() -> tuple[dict, ...]:
    chance = Random(2026)
    sizes = {OWN: 400, AMBULANCE: 40, **dict.fromkeys(OTHERS, 40)}
    drawn = [_claim(chance, trust, n) for trust, size in sizes.items() for n in range(size)]
    costless = [
        {**_claim(chance, COSTLESS, n), **dict.fromkeys(MONEY, 0), "status": "nil",
         "kind": "clinical", "incident_date": date(2016, 5, 1), "cause": cause,
         "specialty": "obstetrics", "scheme": "CNST"}
        for n, cause in enumerate(["delayed-diagnosis"] * 12 + ["consent"] * 11)
    ]  # fmt: skip
    return (*drawn, *costless, *_canaries())


def of_trust(trust: str) -> list[dict]:
    return [row for row in rows() if row["trust"] == trust]


def exposures() -> pl.DataFrame:
    """What each trust does in a year, in the order of its size; none of it is drawn by chance.

    The ambulance trust has staff and its own clinical staff only, and nobody delivers at NIL in
    the first year.
    """
    sizes = {**dict.fromkeys(OTHERS, 1.0), OWN: 10.0, EMPTY: 0.5, COSTLESS: 1.5, CANARY: 2.0}
    a_year = {
        "births": 600.0, "bed-days": 30_000.0, "attendances": 20_000.0, "staff": 900.0,
        **{f"wte-{group}": 40.0 for group in SLUGS if group != "ambulance"},
    }  # fmt: skip
    measured = [
        (trust, year, measure, round(value * size * (1 + (year - 2014) / 100), 1))
        for trust, size in sizes.items()
        for year in range(2014, 2024)
        for measure, value in a_year.items()
        if (trust, year, measure) != (COSTLESS, 2014, "births")
    ]
    vans = [
        (AMBULANCE, year, measure, value)
        for year in range(2014, 2024)
        for measure, value in (("staff", 800.0), ("wte-ambulance", 500.0))
    ]
    return pl.DataFrame([*measured, *vans], schema=EXPOSURES, orient="row")


def built(root: Path) -> Snapshot:
    claims = pl.DataFrame(list(rows()), schema=SCHEMA, orient="row")
    contents = contents_of(claims, ORGANISATIONS, read(REFERENCE), exposures(), as_at=AS_AT)
    sources = (Source("nation.csv", "0" * 64, 1),)
    origin = Origin(AS_AT, "test", sources, currency="GBP", fictional=True, recipe="nation")
    return open_snapshot(root, build(root, origin, contents, now=NOW).snapshot_id)
