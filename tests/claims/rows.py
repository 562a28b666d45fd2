"""Hypothesis strategies for claims: few codes, so that ties and groups are common; all the seams.

How many rows there are is drawn by Hypothesis, so that it looks for the smallest failing case; what
is in them comes from a drawn seed, which is thirty times faster than drawing every cell.
"""

from datetime import date, timedelta
from random import Random

import narwhals as nw
import polars as pl
from hypothesis import strategies as some

from scorecards.claims.model import MONEY, SCHEMA, Band, Basis, Kind, Status
from scorecards.claims.selection import Selection
from scorecards.people.model import Organisation


POUND = 100
SEAMS = [25_000, 100_000, 250_000, 1_000_000]
DAYS_AT_SEAMS = [date(2014, 3, 31), date(2014, 4, 1), date(2016, 2, 29), date(2015, 12, 31)]
CODES = {
    "scheme": ["CNST", "ELS"],
    "specialty": ["obstetrics", "gynaecology", "Übung"],
    "cause": ["fall", "consent"],
    "injury": ["fatality", "pain"],
    "location": ["ward"],
    "organisation": ["R00", "R77"],
}
ALWAYS = ("scheme", "organisation")
TRUSTS = tuple(f"R{number:02d}" for number in range(12))
seeds = some.randoms(use_true_random=True)


def amount(chance: Random) -> int:
    """Nought, just below, on and above each seam of the bands, pennies, and the very large."""
    seams = [seam * POUND + step for seam in SEAMS for step in (-1, 0, 1)]
    usual = [0, chance.choice(seams), chance.randrange(200_000_000), 500_000]
    return chance.choice([*usual * 3, 1, 10**13])


def day(chance: Random) -> date | None:
    usual = date(2012, 1, 1) + timedelta(days=chance.randrange(2500))
    return chance.choice([*[usual] * 8, chance.choice(DAYS_AT_SEAMS), None])


def claim(chance: Random, place: int) -> dict:
    kind = chance.choice([Kind.CLINICAL] * 4 + [Kind.NON_CLINICAL])
    extra = {
        column: amount(chance) for column in chance.sample(MONEY[1:], 5) if chance.random() < 0.1
    }
    codes = {
        dimension: chance.choice([*known * 3, None] if dimension not in ALWAYS else known)
        for dimension, known in CODES.items()
    }
    return {
        **dict.fromkeys(SCHEMA),
        **dict.fromkeys(MONEY, 0),
        **{f"{basis}_date": day(chance) for basis in Basis},
        **codes,
        **extra,
        "damages_paid": amount(chance),
        "claim_ref": f"C{place:03d}",
        "trust": chance.choice(TRUSTS),
        "kind": kind.value,
        "status": chance.choice(list(Status)).value,
        "currency": "GBP",
    }


@some.composite
def claims(draw, least=0, most=30):
    size, chance = draw(some.integers(least, most)), draw(seeds)
    return [claim(chance, place) for place in range(size)]


@some.composite
def shuffled(draw):
    """Rows, and the same rows in another order."""
    rows = draw(claims())
    return rows, draw(seeds).sample(rows, len(rows))


@some.composite
def selections(draw):
    """Mostly wide ones, so that mostly something is left."""
    chance = draw(seeds)
    known = {**CODES, "status": [*map(str, Status)], "band": [*map(str, Band)]}
    filters = {
        dimension: tuple(chance.sample(codes, chance.randint(1, len(codes))))
        for dimension, codes in known.items()
        if chance.random() < 0.12
    }
    return Selection(
        trust="R00",
        kind=chance.choice([Kind.CLINICAL] * 4 + [Kind.NON_CLINICAL]),
        first=chance.choice([2011, 2011, 2011, 2013, 2014]),
        last=chance.choice([2019, 2019, 2019, 2014, 2015]),
        basis=chance.choice(list(Basis)),
        filters=filters,
    )


@some.composite
def nations(draw):
    """Claims of twelve organisations, most of one type, and some of a body that is not listed."""
    chance, rows = draw(seeds), draw(claims(least=32, most=40))
    types = [chance.choice(["Acute"] * 9 + ["Ambulance"]) for _ in TRUSTS]
    organisations = tuple(
        Organisation(trust, trust, kind, "North") for trust, kind in zip(TRUSTS, types, strict=True)
    )
    own = [{**row, "trust": TRUSTS[place % 12]} for place, row in enumerate(rows)]
    stray = {**claim(chance, 999), "trust": "UNLISTED"}
    return organisations, chance.sample([*own, stray], len(own) + 1)


def frame(rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def lazy(rows):
    """The rows as a measure takes them."""
    return nw.from_native(frame(rows).lazy())


def answered(measure):
    """What a measure comes to, row by row, in its order."""
    return nw.to_native(measure).collect().to_dicts()
