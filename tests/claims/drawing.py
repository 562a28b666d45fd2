"""Rows of every kind, and every figure there is of them."""

import polars as pl
import pytest

from scorecards.claims import charts, quadrant
from scorecards.claims.money import charts as money_charts
from scorecards.claims.money.model import PART_NAMES
from scorecards.claims.scorecard import Cuts
from scorecards.money import Currency
from scorecards.palette import DARK, LIGHT
from tests.claims.cards import MILLION, pairs, ranked, yearly


GROUNDS = {"light": LIGHT, "dark": DARK}
GBP = Currency.GBP
CUTS = Cuts(20.0, 4.0 * MILLION, "typical of 12 organisations")
ROWS = {
    "usual": [
        ("Obstetrics", 40, 12 * MILLION), ("Orthopaedics", 60, 3 * MILLION), ("Ear", 5, 90_000),
    ],
    "none": [],
    "one": [("Urology", 1, 2_345_678)],
    "hidden": [("Obstetrics", 40, 12 * MILLION), ("Vague", 10, None), ("Secret", None, None)],
    "all hidden": [("Secret", None, None), ("Silent", None, None)],
    "one name twice": [("Other", 9, MILLION), ("Other", 8, MILLION), ("Urology", 7, 50_000)],
    "no cost": [("Obstetrics", 9, 0), ("Urology", 8, 0)],
    "a penny": [("Obstetrics", 1, 1)],
    "very large": [("Obstetrics", 3_000_000, 10**17), ("Urology", 1, 1)],
    "no claims": [("Obstetrics", 0, 0)],
    "many": [(f"Specialty number {n}", 400 // (n + 1) + 1, MILLION * (60 - n)) for n in range(60)],
    "marked up": [("A&E <b>bold</b> “x” %{y}", 9, MILLION)],
}  # fmt: skip
rows_of_every_kind = pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
on_both_grounds = pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)


def years_of(rows):
    return yearly(*((2014 + 2 * place, n, t) for place, (_, n, t) in enumerate(rows)))


def pairs_of(rows):
    return pairs(*((name, "Fall", n, t) for name, n, t in rows))


def parts_of(rows):
    """Each part of the cost from one row's cost, a third of it reserved; nought where hidden."""
    costs = [(total or 0) for _, _, total in rows[:3]] + [0] * (3 - len(rows[:3]))
    return pl.DataFrame(
        {
            "part": list(PART_NAMES),
            "paid": [cost - cost // 3 for cost in costs],
            "reserved": [cost // 3 for cost in costs],
            "total": costs,
            "without_largest": [cost // 2 for cost in costs],
        }
    )


def drawn(rows, ground, currency=GBP):
    """Every figure there is, of the same rows."""
    frame, names = ranked(*rows), [name for name, *_ in rows]
    money = {"currency": currency}
    return {
        "ranking": charts.ranking(frame, ground, by_cost=False, **money),
        "ranking-by-cost": charts.ranking(frame, ground, by_cost=True, **money),
        "years": charts.years(years_of(rows), ground, first=2014, last=2019, **money),
        "pairs": charts.crossed(
            pairs_of(rows), ground, down=list(dict.fromkeys(names)), across=["Fall", "Consent"]
        ),
        "bands": charts.bands(frame, ground),
        "parts": money_charts.parts(parts_of(rows), ground, **money),
        "quadrant": quadrant.quadrant(frame, CUTS, ground, **money),
        "quadrant-apart": quadrant.quadrant(frame, CUTS, ground, apart=True, **money),
    }


FIGURES = tuple(drawn(ROWS["usual"], LIGHT))
every_figure = pytest.mark.parametrize("name", FIGURES)
