"""Figures of a comparison: no screen, nothing computed but where things are drawn.

Points of other trusts stand at counts that were protected; they have no name and cannot be clicked.
"""

import math
from itertools import chain

import numpy as np
import plotly.graph_objects as go
import polars as pl

from scorecards import formatting, palette
from scorecards.claims.charts import Spec, axis, figure, layout, titled
from scorecards.claims.comparison.model import Own
from scorecards.palette import Ground
from scorecards.statistics import funnel


HEIGHT = 520
STEPS = 60
HIGHEST = 4.0  # times what is expected; intervals of small counts run on beyond the figure
TICKS, FEWER_TICKS = (1, 2, 5), (1, 3)
WIDE = 40  # times from the least to the most expected: from here on fewer ticks
STILL = {"hoverinfo": "skip"}
# At the foot of the figure, however high it is, in room of its own.
LEGEND = {
    "orientation": "h",
    "yref": "container",
    "y": 0.005,
    "yanchor": "bottom",
    "x": 0,
    "itemclick": False,
    "itemdoubleclick": False,
}
FOOT = {"l": 8, "r": 16, "t": 8, "b": 110}
SYMBOLS = {
    funnel.Finding.HIGHER.value: "triangle-up",
    funnel.Finding.LOWER.value: "triangle-down",
    funnel.Finding.WITHIN.value: "circle",
}
NOT_SAID = "circle-open"


def funnel_plot(
    points: pl.DataFrame,
    own: Own,
    ground: Ground,
    *,
    name: str,
    tau2: float,
) -> go.Figure:
    """What is expected across, observed over expected upwards, with limits from 5 expected on.

    Columns read: expected, observed, ratio, in_group. `name` stands at the trust's own point, which
    is missing where it has no ratio.
    """
    numbers = [*points["expected"].to_list(), *([own.expected] if own.expected else [])]
    least, most = min(numbers, default=1.0), max(numbers, default=100.0)
    low, high = min(least, funnel.BAND_FROM) / 1.25, max(most, 2 * funnel.BAND_FROM) * 1.4
    ratios = points["ratio"].to_list() + ([own.ratio.estimate] if own.ratio else [])
    top = max(2.0, 1.08 * max(ratios, default=2.0))
    others, group = (points.filter(pl.col("in_group") == inside) for inside in (False, True))
    traces = [
        *_limit_lines(high, tau2, ground),
        _scattered(others, "Other trusts", {"color": palette.OTHERS, "symbol": "circle-open"}),
        _scattered(group, "The group", {"color": palette.OTHERS, "size": 9}),
        *_own_point(own, name, ground),
    ]
    return figure(
        traces,
        layout(
            HEIGHT,
            ground,
            showlegend=True,
            legend=LEGEND,
            margin=FOOT,
            xaxis=axis(
                ground,
                type="log",
                range=[math.log10(low), math.log10(high)],
                title=titled("Claims expected"),
                showgrid=False,
                **_ticks(low, high),
            ),
            yaxis=axis(ground, range=[0, top], title=titled("Times what is expected")),
            shapes=[_expected_line(ground)],
        ),
    )  # fmt: skip


def ratios(cuts: pl.DataFrame, ground: Ground) -> go.Figure:
    """Each cut's observed over expected with its interval, over the middle half of the group.

    Columns read: name, ratio, lower, upper, finding, peers_lower, peers_upper. A triangle points
    to where the ratio is outside the limits; hollow where too little is expected to say.
    """
    shown = cuts.filter(pl.col("ratio").is_not_null())
    middle = cuts.filter(pl.col("peers_lower").is_not_null())
    top = min(HIGHEST, max([2.0, *(value * 1.05 for value in shown["upper"].to_list())]))
    names = cuts["name"].to_list()
    rows = shown.to_dicts()
    band = {
        "type": "scatter",
        "mode": "lines",
        "name": "Middle half of the group",
        "x": _segments(middle["peers_lower"].to_list(), middle["peers_upper"].to_list()),
        "y": list(chain.from_iterable((name, name, None) for name in middle["name"].to_list())),
        "line": {"width": 13, "color": palette.OTHERS},
        "opacity": 0.45,
        **STILL,
    }
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": "95% interval",
        "x": _segments(shown["lower"].to_list(), shown["upper"].to_list()),
        "y": list(chain.from_iterable((row["name"], row["name"], None) for row in rows)),
        "line": {"width": 2, "color": palette.OWN},
        "showlegend": False,
        **STILL,
    }
    unsaid = cuts.filter(pl.col("ratio").is_null())["name"].to_list()
    hidden = {
        "type": "scatter",
        "mode": "text",
        "x": [0.02 * top] * len(unsaid),
        "y": unsaid,
        "text": [f"hidden, {formatting.HIDDEN}"] * len(unsaid),
        "textposition": "middle right",
        "showlegend": False,
        **STILL,
    }
    key = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "Own, with its 95% interval",
        "x": [None],
        "y": [None],
        "line": {"width": 2, "color": palette.OWN},
        "marker": {"size": 11, "color": palette.OWN},
        **STILL,
    }
    dots = {
        "type": "scatter",
        "mode": "markers",
        "name": "Own",
        "showlegend": False,
        "x": shown["ratio"].to_list(),
        "y": shown["name"].to_list(),
        "marker": {
            "size": 11,
            "color": palette.OWN,
            "symbol": [SYMBOLS.get(row["finding"], NOT_SAID) for row in rows],
            "line": {"width": 2, "color": palette.OWN},
        },
        "cliponaxis": False,
        "hovertext": [f"{row['name']}: {times(row['ratio'])}" for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return figure(
        [band, line, dots, key, hidden],
        layout(
            150 + 34 * max(3, len(names)),
            ground,
            showlegend=True,
            legend=LEGEND,
            margin=FOOT,
            xaxis=axis(ground, range=[-0.03 * top, top], title=titled("Times what is expected")),
            yaxis=axis(
                ground,
                type="category",
                categoryorder="array",
                categoryarray=names,
                range=[len(names) - 0.5, -0.5],
                ticksuffix=" ",
                showgrid=False,
            ),
            shapes=[{**_expected_line(ground), "x0": 1, "x1": 1, "xref": "x", "y0": 0, "y1": 1,
                     "yref": "paper"}],
        ),
    )  # fmt: skip


def mix(shares: pl.DataFrame, ground: Ground) -> go.Figure:
    """What part of all that is expected each group is: the trust's as bars, the nation's as marks.

    Columns read: name, own, nation.
    """
    names = shares["name"].to_list()
    top = max(shares["own"].to_list() + shares["nation"].to_list(), default=1.0)
    bars = {
        "type": "bar",
        "orientation": "h",
        "name": "This trust",
        "x": shares["own"].to_list(),
        "y": names,
        "marker": {"color": palette.OWN},
        "hovertext": [formatting.percent(share) for share in shares["own"].to_list()],
        "hovertemplate": "%{y}: %{hovertext} of this trust<extra></extra>",
    }
    words = {
        "type": "scatter",
        "mode": "text",
        "x": [max(pair) + 0.02 * top for pair in zip(shares["own"], shares["nation"], strict=True)],
        "y": names,
        "text": [
            f"{formatting.percent(own)}, all {formatting.percent(nation)}"
            for own, nation in zip(shares["own"], shares["nation"], strict=True)
        ],
        "textposition": "middle right",
        "showlegend": False,
        "cliponaxis": False,
        **STILL,
    }
    marks = {
        "type": "scatter",
        "mode": "markers",
        "name": "All trusts together",
        "x": shares["nation"].to_list(),
        "y": names,
        "marker": {
            "symbol": "line-ns",
            "size": 17,
            "color": ground.ink,
            "line": {"width": 3, "color": ground.ink},
        },
        "hovertext": [formatting.percent(share) for share in shares["nation"].to_list()],
        "hovertemplate": "%{y}: %{hovertext} of all trusts<extra></extra>",
    }
    return figure(
        [bars, marks, words],
        layout(
            80 + 30 * max(3, len(names)),
            ground,
            showlegend=True,
            legend=LEGEND,
            margin={**FOOT, "b": 60},
            bargap=0.35,
            xaxis=axis(ground, visible=False, range=[0, 1.8 * top]),
            yaxis=axis(ground, autorange="reversed", ticksuffix=" ", showgrid=False),
        ),
    )  # fmt: skip


def times(ratio: float) -> str:
    """`1.08 times what is expected`, in the hover of a point."""
    return f"{ratio:.2f} times what is expected"


def _limit_lines(high: float, tau2: float, ground: Ground) -> list[Spec]:
    """Four lines; the two of a level share a name, and stand once in the legend."""
    across = np.geomspace(funnel.BAND_FROM, high, STEPS)
    lines: list[Spec] = []
    for level, dash in ((funnel.SIGNAL_LEVEL, "solid"), (funnel.WARNING_LEVEL, "dash")):
        both = funnel.limits(across, level, tau2)
        for place, values in enumerate(both):
            lines.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": f"{100 * level:g}% limits",
                    "legendgroup": f"{level}",
                    "showlegend": place == 0,
                    "x": [round(float(value), 2) for value in across],
                    "y": [round(float(value), 3) for value in values],
                    "line": {"width": 1.5, "dash": dash, "color": palette.COMMON},
                    **STILL,
                }
            )
    return lines


def _scattered(points: pl.DataFrame, name: str, marker: Spec) -> Spec:
    told = zip(points["expected"].to_list(), points["ratio"].to_list(), strict=True)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": points["expected"].to_list(),
        "y": points["ratio"].to_list(),
        "marker": {"size": 7, **marker},
        "cliponaxis": False,
        "hovertext": [f"about {amount(expected)} expected, {ratio:.1f} times"
                      for expected, ratio in told],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _own_point(own: Own, name: str, ground: Ground) -> list[Spec]:
    if own.ratio is None:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [own.expected],
            "y": [own.ratio.estimate],
            "marker": {
                "size": 16,
                "symbol": "diamond",
                "color": palette.OWN,
                "line": {"width": 2, "color": ground.paper},
            },
            "hovertext": [f"{amount(own.expected)} expected, {own.ratio.estimate:.2f} times"],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]


def amount(expected: float) -> str:
    """A number that is expected: whole from ten on, below with one decimal."""
    return f"{expected:,.0f}" if expected >= 10 else f"{expected:.1f}"


def _segments(lower: list[float], upper: list[float]) -> list[float | None]:
    return list(
        chain.from_iterable((low, high, None) for low, high in zip(lower, upper, strict=True))
    )


def _expected_line(ground: Ground) -> Spec:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 1,
        "y1": 1,
        "line": {"width": 1, "color": ground.ink},
        "layer": "below",
    }


def _ticks(low: float, high: float) -> Spec:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    steps = FEWER_TICKS if high / low > WIDE else TICKS
    values = [step * 10.0**power for power in powers for step in steps]
    within = [value for value in values if low <= value <= high]
    return {"tickvals": within, "ticktext": [f"{value:,g}" for value in within]}
