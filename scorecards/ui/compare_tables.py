"""The tables beside the figures of a comparison: the same answers as text."""

from typing import Any

import pandas as pd
import polars as pl

from scorecards import formatting
from scorecards.claims.comparison.charts import amount
from scorecards.claims.comparison.cuts import DENOMINATORS
from scorecards.claims.comparison.model import Comparison
from scorecards.statistics import funnel


HIDDEN, NONE = "hidden", "not known"
FEW = f"fewer than {funnel.BAND_FROM:.0f} expected"


def funnel_plot(answer: Comparison) -> pd.DataFrame:
    """Own trust first, then the others by what is expected; none of them is named."""
    own, points = answer.own, answer.points.sort("expected", "observed", descending=True)
    others = points.rows(named=True)
    return pd.DataFrame(
        {
            "Trust": [answer.organisation.name,
                      *("In the group" if row["in_group"] else "Other" for row in others)],
            "Claims": [formatting.count(own.observed),
                       *(f"about {formatting.count(row['observed'])}" for row in others)],
            "Expected": [amount(own.expected),
                         *(f"about {amount(row['expected'])}" for row in others)],
            "Times expected": [f"{own.ratio.estimate:.2f}" if own.ratio else HIDDEN,
                               *(f"{row['ratio']:.1f}" for row in others)],
            "99.8% limits": [
                _limits(expected, answer.tau2)
                for expected in (own.expected, *points["expected"].to_list())
            ],
        }
    )  # fmt: skip


def ratios(answer: Comparison) -> pd.DataFrame:
    """Every cut with its interval, its rate and the middle half of the group."""
    rows = answer.cuts.rows(named=True)
    return pd.DataFrame(
        {
            "Claims about": [row["name"] for row in rows],
            "Claims": [formatting.count(row["observed"]) for row in rows],
            "Expected": [amount(row["expected"]) for row in rows],
            "Times expected (95% interval)": [
                HIDDEN
                if row["ratio"] is None
                else f"{row['ratio']:.2f} ({row['lower']:.2f} to {row['upper']:.2f})"
                for row in rows
            ],
            "In words": [
                row["finding"] or (HIDDEN if row["ratio"] is None else FEW) for row in rows
            ],
            "Rate (95% interval)": [_rate(row) for row in rows],
            "Middle half of the group": [
                NONE
                if row["peers"] is None
                else f"{row['peers_lower']:.2f} to {row['peers_upper']:.2f}, {row['peers']} trusts"
                for row in rows
            ],
        }
    )


def mix(answer: Comparison) -> pd.DataFrame:
    """Each group's share of what is expected."""
    return pd.DataFrame(
        {
            "Group": answer.mix["name"].to_list(),
            "Of this trust": _shares(answer.mix["own"]),
            "Of all trusts together": _shares(answer.mix["nation"]),
        }
    )


def _rate(row: dict[str, Any]) -> str:
    if row["rate"] is None:
        return HIDDEN if row["ratio"] is None else "a mix has none"
    unit = DENOMINATORS[str(row["denominator"])]
    return (
        f"{row['rate']:.2f} per {unit.per:,} {unit.unit} "
        f"({row['rate_lower']:.2f} to {row['rate_upper']:.2f})"
    )


def _limits(expected: float, tau2: float) -> str:
    if expected < funnel.BAND_FROM:
        return f"none below {funnel.BAND_FROM:.0f}"
    lower, upper = funnel.limits(expected, funnel.SIGNAL_LEVEL, tau2)
    return f"{float(lower):.2f} to {float(upper):.2f}"


def _shares(column: pl.Series) -> list[str]:
    return [formatting.percent(value) for value in column.to_list()]
