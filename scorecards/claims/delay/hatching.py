"""How figures by incident year show what is not known yet: hatching, words and ranges. Pure."""

from collections.abc import Sequence
from typing import Any

from scorecards import financial_year, formatting
from scorecards.claims.delay.model import Maturity
from scorecards.palette import Ground


Spec = dict[str, Any]


def marker(colour: str, years: Sequence[int], maturity: Maturity | None) -> Spec:
    """Bars in a colour; those of years that are less than nine tenths known are hatched in it."""
    young = () if maturity is None else maturity.hatched
    if not any(year in young for year in years):
        return {"color": colour}
    return {
        "color": colour,
        "line": {"color": colour, "width": 1},
        "pattern": {
            "shape": ["/" if year in young else "" for year in years],
            "size": 7,
            "solidity": 0.4,
        },
    }


def words(years: Sequence[int], maturity: Maturity | None) -> list[str]:
    """What stands in the hover text of each year after its number; empty where all is known."""
    return ["" if maturity is None else _known(year, maturity) for year in years]


def ranges(years: Sequence[int], maturity: Maturity, ground: Ground) -> Spec:
    """What hatched years may come to: a diamond at the number expected, a bar for its range."""
    told = [
        (year, known)
        for year in years
        if year in maturity.hatched
        and (known := maturity.years[year]).expected is not None
        and known.low is not None
        and known.high is not None
    ]
    expected = [known.expected or 0.0 for _, known in told]
    highest = [known.high or 0.0 for _, known in told]
    lowest = [known.low or 0.0 for _, known in told]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [financial_year.label(year) for year, _ in told],
        "y": expected,
        "marker": {"symbol": "diamond", "size": 9, "color": ground.ink},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [high - at for high, at in zip(highest, expected, strict=True)],
            "arrayminus": [at - low for low, at in zip(lowest, expected, strict=True)],
            "color": ground.ink,
            "thickness": 1.5,
            "width": 5,
        },
        "hovertext": [
            f"{financial_year.label(year)}: about {formatting.count(round(known.expected or 0))} "
            f"expected in the end, {span(known.low, known.high)}"
            for year, known in told
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def top(years: Sequence[int], maturity: Maturity | None) -> float:
    """The highest number that `ranges` draws."""
    if maturity is None:
        return 0.0
    return max((maturity.years[y].high or 0.0 for y in years if y in maturity.hatched), default=0.0)


def share_in_words(share: float | None, *, over: bool) -> str:
    """For a table: `68%`, `nearly all`, or that it cannot be told."""
    if share is None:
        return "not known" if over else "year not over"
    return "nearly all" if share >= 0.995 else formatting.percent(share)


def span(low: float | None, high: float | None) -> str:
    """`88 to 127`, or one number; empty where there is none."""
    if low is None or high is None:
        return ""
    ends = formatting.count(round(low)), formatting.count(round(high))
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def _known(year: int, maturity: Maturity) -> str:
    if year > maturity.last_complete:
        return ", the year is not over"
    known = maturity.years.get(year)
    if known is None or not known.immature:
        return ""
    return f", about {formatting.percent(known.share)} of those expected"
