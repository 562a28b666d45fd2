"""A nation made to measure: one trust with a given number of claims in each quarter.

Eleven other trusts have a claim on the first and on the last day, so that every quarter is whole.
Every claim is notified thirty days after its incident, on the first days of its quarter.
"""

from datetime import date, timedelta
from itertools import count

import polars as pl

from scorecards.claims.commands import contents_of
from scorecards.claims.model import MONEY, SCHEMA
from scorecards.people.model import Organisation
from scorecards.settings import REFERENCE
from scorecards.snapshots.build import build
from scorecards.snapshots.model import Origin, Source
from scorecards.snapshots.opening import open_snapshot
from scorecards.taxonomy.codes import read
from tests.claims.nation import NOW


OWN, OTHERS = "OWN", tuple(f"T{number:02d}" for number in range(11))
LAG = timedelta(days=30)
FIRST_YEAR = 2018
ORGANISATIONS = tuple(Organisation(code, f"Trust {code}", "Acute", "North") for code in
                      (OWN, *OTHERS))  # fmt: skip


def first_day(place):
    """The first day of a quarter, counted from April 2018."""
    year, quarter = divmod(place, 4)
    month = 4 + 3 * quarter
    return date(FIRST_YEAR + year + month // 13, (month - 1) % 12 + 1, 1)


def last_day(place):
    return first_day(place + 1) - timedelta(days=1)


_numbers = count()


def claim(trust, notified, **values):
    return {
        **dict.fromkeys(SCHEMA),
        **dict.fromkeys(MONEY, 0),
        "claim_ref": f"C-{next(_numbers):06d}",
        "trust": trust,
        "scheme": "CNST",
        "kind": "clinical",
        "status": "open",
        "incident_date": notified - LAG,
        "notified_date": notified,
        "specialty": "obstetrics",
        "cause": "consent",
        "currency": "GBP",
        **values,
    }


def rows(numbers, **values):
    """The claims of the trust, so many in each quarter, and those of the others."""
    own = [
        claim(OWN, first_day(place) + timedelta(days=each % 90), **values)
        for place, number in enumerate(numbers)
        for each in range(number)
    ]
    ends = (first_day(0), last_day(len(numbers) - 1))
    return own + [claim(trust, day) for trust in OTHERS for day in ends]


def released(root, claims, *, as_at=date(2026, 3, 31), organisations=ORGANISATIONS):
    frame = pl.DataFrame(claims, schema=SCHEMA, orient="row")
    contents = contents_of(frame, organisations, read(REFERENCE), as_at=as_at)
    sources = (Source("made.csv", "0" * 64, 1),)
    origin = Origin(as_at, "test", sources, currency="GBP", fictional=True, recipe="made")
    return open_snapshot(root, build(root, origin, contents, now=NOW).snapshot_id)
