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


def ranges(years: Sequence[int], maturity: Maturity, ground: Ground) -> list[Spec]:
    """What hatched years may come to: a diamond at the number expected, a line for its range, and
    above it both numbers, which take the place of the bar's own.
    """
    told = [maturity.years[year] for year in foreseen(years, maturity)]
    x = [financial_year.label(known.year) for known in told]
    expected = [known.expected or 0.0 for known in told]
    high = [known.high or 0.0 for known in told]
    low = [known.low or 0.0 for known in told]
    marks: Spec = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": expected,
        "marker": {"symbol": "diamond", "size": 8, "color": ground.ink},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [end - at for end, at in zip(high, expected, strict=True)],
            "arrayminus": [at - start for start, at in zip(low, expected, strict=True)],
            "color": ground.ink,
            "thickness": 1.5,
            "width": 4,
        },
        "hovertext": [
            f"{tick}: about {formatting.count(round(at))} expected in the end, {span(start, end)}"
            for tick, at, start, end in zip(x, expected, low, high, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    words: Spec = {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": high,
        "text": [
            f"{formatting.count(known.notified)}<br>→{formatting.count(round(at))}"
            for known, at in zip(told, expected, strict=True)
        ],
        "textposition": "top center",
        "textfont": {"color": ground.ink, "size": 11},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return [marks, words]


def foreseen(years: Sequence[int], maturity: Maturity | None) -> list[int]:
    """The hatched years of which something can be expected."""
    if maturity is None:
        return []
    return [
        year
        for year in years
        if year in maturity.hatched and maturity.years[year].expected is not None
    ]


def top(years: Sequence[int], maturity: Maturity | None) -> float:
    """The highest number that `ranges` draws, with room for the words above it."""
    if maturity is None:
        return 0.0
    return max(
        (1.25 * (maturity.years[y].high or 0.0) for y in foreseen(years, maturity)), default=0.0
    )


def share_in_words(share: float | None, *, over: bool) -> str:
    """For a table: `68%`, `nearly all`, or that it cannot be told."""
    if share is None:
        return "not known" if over else "year not over"
    return "nearly all" if share >= 0.995 else formatting.percent(share)


def shares(years: Sequence[int], maturity: Maturity) -> list[str]:
    """For a table: how much of each year is known, in words."""
    return [
        share_in_words(maturity.share(year), over=year <= maturity.last_complete) for year in years
    ]


def span(low: float | None, high: float | None) -> str:
    """`88 to 127`, or one number; empty where there is none."""
    if low is None or high is None:
        return ""
    ends = formatting.count(round(low)), formatting.count(round(high))
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def caution(maturity: Maturity, years: Sequence[int]) -> str:
    """For years that are shown by incident date: what of them is not known yet. May be empty."""
    if maturity.why_not:
        return f"{maturity.why_not} So a fall at the end is not yet an improvement."
    young = [year for year in maturity.hatched if year in years]
    if not young:
        return ""
    newest = max(young)
    label = financial_year.label(newest)
    known = maturity.years[newest]
    if known.share is None:
        said = f"{label} is not over" if newest > maturity.last_complete else f"{label} is young"
    else:
        share = in_percent(known.share).replace(" per cent", "%")
        said = f"About {share} of the claims expected from {label} are known"
        if known.expected:
            said += f", which leads to {span(known.low, known.high)} in the end"
    return f"{said}. A fall in the hatched years is not an improvement: claims are still to come."


def in_percent(share: float) -> str:
    """`52 per cent`, for prose; never 100 of what is not complete."""
    return f"{min(round(share * 100), 99 if share < 1 else 100)} per cent"


def _known(year: int, maturity: Maturity) -> str:
    if year > maturity.last_complete:
        return ", the year is not over"
    known = maturity.years.get(year)
    if known is None or not known.immature:
        return ""
    return f", about {formatting.percent(known.share)} of those expected"
