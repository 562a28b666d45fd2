"""Hypothesis strategies for claims: few codes, so that ties and groups are common; all the seams."""

from datetime import date

import narwhals as nw
import polars as pl
from hypothesis import strategies as some

from scorecards.claims.model import MONEY, SCHEMA, Band, Basis, Kind, Status
from scorecards.claims.selection import Selection
from scorecards.people.model import Organisation


POUND = 100
SEAMS = [25_000, 100_000, 250_000, 1_000_000]
CODES = {
    "scheme": ["CNST", "ELS"],
    "specialty": ["obstetrics", "gynaecology", "Übung"],
    "cause": ["fall", "consent"],
    "injury": ["fatality", "pain"],
    "location": ["ward"],
}
TRUSTS = tuple(f"R{number:02d}" for number in range(12))

def _mostly(usual, *others):
    """One of the usual values nine times in ten."""
    return some.sampled_from([*usual * (9 * len(others) // len(usual) or 1), *others])


amounts = (
    some.just(0)
    | some.sampled_from([seam * POUND + step for seam in SEAMS for step in (-1, 0, 1)])
    | some.sampled_from([1, 99, 500_000, 10**13])
    | some.integers(0, 200_000_000)
)
days = some.integers(0, 9).flatmap(
    lambda chance: {
        0: some.none(),
        1: some.sampled_from([date(2014, 3, 31), date(2014, 4, 1), date(2016, 2, 29)]),
    }.get(chance, some.dates(date(2012, 1, 1), date(2018, 12, 31)))
)
# Most columns of money are nought in most claims; without that no total would meet a seam.
_claims = some.fixed_dictionaries(
    {
        "trust": some.sampled_from(TRUSTS),
        "kind": _mostly(["clinical"], "non-clinical"),
        "status": some.sampled_from(list(Status)).map(str),
        **{f"{basis}_date": days for basis in Basis},
        "scheme": some.sampled_from(CODES["scheme"]),
        **{name: _mostly(codes, None) for name, codes in CODES.items() if name != "scheme"},
        "damages_paid": amounts,
    },
    optional={column: amounts for column in MONEY if column != "damages_paid"},
)


def _many(rows, least, most):
    """Lists of every length alike; by themselves Hypothesis' lists are mostly short."""
    sizes = some.integers(least, most)
    return sizes.flatmap(lambda size: some.lists(rows, min_size=size, max_size=size))


def _numbered(rows):
    empty = dict.fromkeys(SCHEMA)
    money = dict.fromkeys(MONEY, 0)
    return [
        {**empty, **money, **row, "claim_ref": f"C{place:03d}", "currency": "GBP"}
        for place, row in enumerate(rows)
    ]


claims = _many(_claims, 0, 25).map(_numbered)


@some.composite
def shuffled(draw, rows=claims):
    """Rows, and the same rows in another order."""
    given = draw(rows)
    return given, draw(some.permutations(given))


@some.composite
def selections(draw):
    """Mostly wide ones, so that mostly something is left."""
    known = {**CODES, "status": [*map(str, Status)], "band": [*map(str, Band)]}
    filters = {
        dimension: tuple(draw(some.lists(some.sampled_from(codes), min_size=1, unique=True)))
        for dimension, codes in known.items()
        if draw(_mostly([False], True))
    }
    first = draw(_mostly([2011], 2013, 2014))
    return Selection(
        trust="R00",
        kind=Kind(draw(_mostly(["clinical"], "non-clinical"))),
        first=first,
        last=draw(_mostly([2019], 2014, 2015)),
        basis=draw(some.sampled_from(list(Basis))),
        filters=filters,
    )


def frame(rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def lazy(rows):
    """The rows as a measure takes them."""
    return nw.from_native(frame(rows).lazy())


def answered(measure):
    """What a measure comes to, row by row, in its order."""
    return nw.to_native(measure).collect().to_dicts()


@some.composite
def nations(draw):
    """Claims of twelve organisations, most of one type, each with some claims; shuffled."""
    types = draw(some.lists(_mostly(["Acute"], "Other"), min_size=12, max_size=12))
    organisations = tuple(
        Organisation(trust, trust, kind, "North") for trust, kind in zip(TRUSTS, types, strict=True)
    )
    own = draw(_many(_claims, 40, 60))
    rows = [{**row, "trust": TRUSTS[place % 12]} for place, row in enumerate(own)]
    stray = [{**row, "trust": "UNLISTED"} for row in draw(some.lists(_claims, max_size=3))]
    rows = draw(some.permutations(_numbered(rows + stray)))
    return organisations, rows
