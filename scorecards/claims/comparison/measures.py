"""What is made of a trust's own counts and of the protected counts of others. Pure.

Frames of others have the columns observed (null where hidden) and expected; what is computed of
them is computed of what is shown.
"""

import polars as pl

from scorecards.claims.comparison.model import Own, Typical
from scorecards.disclosure.policy import SMALLEST_GROUP
from scorecards.statistics import funnel, rates
from scorecards.statistics.funnel import Overdispersion


# Claims expected of a trust that is counted in what is typical. Below, mostly the larger counts are
# shown, since 1 to 7 are hidden, and the middle would come out too high.
STEADY_FROM = 15.0


def steady(others: pl.DataFrame) -> pl.DataFrame:
    """Those whose count is shown and would be shown whatever chance did; by expected, observed."""
    return others.filter(pl.col("observed").is_not_null(), pl.col("expected") >= STEADY_FROM).sort(
        "expected", "observed"
    )


def typical(others: pl.DataFrame) -> Typical | None:
    """The middle half of observed over expected, and the ratio of all; None for fewer than ten."""
    shown = steady(others)
    if shown.height < SMALLEST_GROUP:
        return None
    ratio = shown["observed"] / shown["expected"]
    lower, middle, upper = (
        float(ratio.quantile(share, interpolation="linear") or 0.0) for share in (0.25, 0.5, 0.75)
    )
    together = float(shown["observed"].sum()) / float(shown["expected"].sum())
    return Typical(lower, middle, upper, together, shown.height)


def spread(others: pl.DataFrame) -> Overdispersion | None:
    """How much more trusts differ than chance would have them; None for fewer than ten."""
    shown = steady(others)
    if shown.height < SMALLEST_GROUP:
        return None
    return funnel.overdispersion(shown["observed"].to_numpy(), shown["expected"].to_numpy())


def own(
    observed: int | None,
    expected: float,
    *,
    exposure: float | None,
    outside: int | None,
    tau2: float,
) -> Own:
    """A trust's own place. `exposure` in the unit of the rate; None where there is no such unit."""
    if observed is None or not expected:
        return Own(observed, expected, outside)
    return Own(
        observed,
        expected,
        outside,
        ratio=rates.standardised_ratio(observed, expected),
        rate=rates.interval(observed, exposure) if exposure else None,
        finding=funnel.classify(observed, expected, tau2=tau2),
        inner=funnel.classify(observed, expected, tau2=tau2, level=funnel.WARNING_LEVEL),
        chance=rates.chance_in_words(observed, expected),
    )
