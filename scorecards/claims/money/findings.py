"""What the figures of money say, in words with numbers."""

from collections.abc import Sequence

import polars as pl

from scorecards import financial_year
from scorecards.claims.findings import NOTHING, Finding
from scorecards.claims.money.prices import Step
from scorecards.claims.scorecard import Cost, Priced, Scorecard
from scorecards.claims.stability import could_move
from scorecards.formatting import count, day, listed, money, percent, rate
from scorecards.statistics.money import CAP


def figures(card: Scorecard) -> Finding:
    """How much of the total is one claim."""
    found = card.money
    if found is None or not found.figures.claims:
        return Finding("All figures of money", NOTHING)
    told, currency = found.figures, card.currency
    if told.largest_share is None:
        return Finding("All figures of money", "None of these claims has a cost.")
    return Finding(
        "All figures of money",
        f"One claim is {percent(told.largest_share)} of the total: "
        f"{money(told.total, currency)} with it, {money(told.without_largest, currency)} without "
        f"it. With at most {money(CAP, currency)} of each claim counted, the total is "
        f"{money(told.capped, currency)}. All amounts are as recorded, not in the prices of one "
        "year.",
    )


def corners(card: Scorecard) -> str:
    """How many points of the quadrant chance could move, where that is known."""
    if "stays" not in card.quadrant.columns:
        return ""
    drawn = card.quadrant.filter(pl.col("claims") > 0, pl.col("total") > 0)
    number, hollow = drawn.height, int(could_move(drawn).sum())
    if not number:
        return ""
    if not hollow:
        return (
            "Every point stays in its corner in at least four of five redraws of these claims, "
            "so chance alone would hardly have moved it."
            if number > 1
            else "The point stays in its corner in at least four of five redraws of these claims."
        )
    points = "point" if number == 1 else "points"
    are, they = ("is", "it") if hollow == 1 else ("are", "they")
    return (
        f"{count(hollow)} of {count(number)} {points} {are} hollow: had chance dealt the claims "
        f"otherwise, {they} could stand in another corner (more than one redraw of the claims in "
        "five)."
    )


def cost_of_points(cost: Cost, card: Scorecard) -> str:
    """What the points go up by, where it is not the whole cost."""
    if cost is Cost.TOTAL:
        return ""
    return f"Here no claim counts for more than {money(CAP, card.currency)}."


def prices(priced: Priced | None) -> str:
    """In whose prices the years' cost is told."""
    if priced is None:
        return ""
    year = financial_year.label(priced.of)
    forecast = f" The index of {year} is a forecast." if priced.forecast else ""
    return (
        f"Cost is in {year} prices (purchasing power, GDP deflator); claims have risen faster than "
        f"prices.{forecast}"
    )


def steps(found: Sequence[Step]) -> str:
    """What the lines through the cost are, where the period has any."""
    if not found:
        return ""
    said = [f"{rate(step.rate)} from {day(step.day)}" for step in found]
    line, there = ("line", "there") if len(found) == 1 else ("lines", "at one of them")
    verb = "marks a step" if len(found) == 1 else "mark steps"
    return (
        f"The thin {line} {verb} of the personal injury discount rate, with which lump sums for "
        f"future losses are worked out ({listed(said)}). A change in cost {there} says nothing "
        "about safety."
    )
