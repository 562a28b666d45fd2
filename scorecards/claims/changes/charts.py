"""The figures of what changed: two bridges and what moved most. Whole specifications, no screen.

Nothing is drawn from nought: a total is a mark at its place, only what changed has a length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from scorecards import formatting, palette
from scorecards.claims.changes.model import CHANGE_NAMES, Bridge, Change, Part
from scorecards.claims.charts import Spec, axis, figure, layout
from scorecards.money import POUND, Currency
from scorecards.palette import Ground


ROW = 46
MOST = 8
LONGEST = 30


@dataclass(frozen=True, slots=True)
class _Step:
    """One row of a bridge: its name, and by how much it moves what stands above it."""

    name: str
    by: int


def cost_bridge(
    bridge: Bridge, part: Part, ground: Ground, *, names: tuple[str, str], currency: Currency
) -> go.Figure:
    """From the cost of one release to that of the next; `names` are those of the two totals.

    What was revalued stands as what rose and what fell, where the whole cost is shown.
    """
    steps = []
    for step in bridge.steps:
        if step.change is Change.REVALUED and part is Part.ALL:
            steps += [_Step("Revalued upwards", step.rise), _Step("Revalued downwards", step.fall)]
        else:
            steps.append(_Step(CHANGE_NAMES[step.change], step.pence(part)))
    return _bridge(
        bridge.pence_before(part),
        [step for step in steps if step.by],
        ground,
        names=names,
        unit=POUND,
        words=lambda pence: formatting.money(pence, currency),
    )


def count_bridge(
    bridge: Bridge, ground: Ground, *, names: tuple[str, str], only_open: bool
) -> go.Figure:
    """From the number of claims (or of open ones) of one release to that of the next."""
    steps = [
        _Step(
            CHANGE_NAMES[step.change],
            step.open_after - step.open_before if only_open else step.more,
        )
        for step in bridge.steps
    ]
    return _bridge(
        bridge.open_before if only_open else bridge.claims_before,
        [step for step in steps if step.by],
        ground,
        names=names,
        unit=1,
        words=_count,
    )


def moved(rows: pl.DataFrame, ground: Ground, *, currency: Currency) -> go.Figure:
    """By how much the cost of each code moved, the most first.

    Columns read: code, name, before, after (pence).
    """
    top = rows.filter(pl.col("before") != pl.col("after")).head(MOST)
    by = (top["after"] - top["before"]).to_list()
    labels = [
        f"{_short(name)}<br>{signed(pence, currency)}"
        for name, pence in zip(top["name"].to_list(), by, strict=True)
    ]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [pence / POUND for pence in by],
        "y": list(range(top.height)),
        "marker": {"color": [_colour(pence) for pence in by]},
        "hovertext": labels,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    most = max(map(abs, by), default=POUND) / POUND
    line = {
        "type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": palette.COMMON, "width": 1},
    }  # fmt: skip
    return figure(
        [bars],
        layout(
            20 + ROW * max(1, top.height),
            ground,
            bargap=0.35,
            shapes=[line],
            xaxis=axis(ground, visible=False, range=[-1.05 * most, 1.05 * most]),
            yaxis=_rows(ground, labels),
        ),
    )


def signed(pence: int, currency: Currency) -> str:
    """`+£4.2 million`, `−£12,000`, `£0`."""
    return _with_sign(pence, lambda amount: formatting.money(amount, currency))


def signed_exact(pence: int, currency: Currency) -> str:
    """The same for tables, to the penny."""
    return _with_sign(pence, lambda amount: formatting.money_exact(amount, currency))


def signed_count(number: int) -> str:
    """`+61`, `−3`, `0`."""
    return _with_sign(number, _count)


def _bridge(
    start: int,
    steps: Sequence[_Step],
    ground: Ground,
    *,
    names: tuple[str, str],
    unit: int,
    words: Callable[[int], str],
) -> go.Figure:
    """Rows from the top: the total before, each step from where the last one ended, the total
    after. `unit` divides what is drawn.
    """
    levels = [start]
    for step in steps:
        levels.append(levels[-1] + step.by)
    low, high = min(levels) / unit, max(levels) / unit
    labels = [
        f"<b>{names[0]}</b><br>{words(start)}",
        *(f"{step.name}<br>{_with_sign(step.by, words)}" for step in steps),
        f"<b>{names[1]}</b><br>{words(levels[-1])}",
    ]
    last = len(steps) + 1
    bars = {
        "type": "bar",
        "orientation": "h",
        "base": [level / unit for level in levels[:-1]],
        "x": [step.by / unit for step in steps],
        "y": list(range(1, last)),
        "marker": {"color": [_colour(step.by) for step in steps]},
        "hovertext": labels[1:-1],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    totals = {
        "type": "scatter",
        "mode": "markers",
        "x": [start / unit, levels[-1] / unit],
        "y": [0, last],
        "marker": {"symbol": "line-ns", "size": 26, "line": {"width": 5, "color": ground.ink}},
        "hovertext": [labels[0], labels[-1]],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    across: list[float | None] = []
    down: list[float | None] = []
    for row, level in enumerate(levels):
        across += [level / unit, level / unit, None]
        down += [row, row + 1, None]
    joined = {
        "type": "scatter", "mode": "lines", "x": across, "y": down, "hoverinfo": "skip",
        "line": {"color": palette.COMMON, "width": 1, "dash": "dot"},
    }  # fmt: skip
    room = 0.06 * ((high - low) or abs(high) or 1)
    return figure(
        [joined, bars, totals],
        layout(
            20 + ROW * len(labels),
            ground,
            bargap=0.35,
            xaxis=axis(ground, visible=False, range=[low - room, high + room]),
            yaxis=_rows(ground, labels),
        ),
    )


def _rows(ground: Ground, labels: Sequence[str]) -> Spec:
    """An axis of rows by their place, the first on top, each with its label of two lines."""
    return axis(
        ground,
        range=[len(labels) - 0.5, -0.5],
        tickvals=list(range(len(labels))),
        ticktext=list(labels),
        ticklabelstandoff=8,
        showgrid=False,
    )


def _colour(by: int) -> str:
    """Rising and falling differ; neither is better."""
    return palette.OWN if by > 0 else palette.OTHERS


def _count(number: int) -> str:
    sign = formatting.MINUS if number < 0 else ""
    return sign + formatting.count(abs(number))


def _with_sign(by: int, words: Callable[[int], str]) -> str:
    return f"+{words(by)}" if by > 0 else words(by)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
