"""The quadrant: volume against value, one point a code. Draws; computes only where things go."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from scorecards import formatting, palette
from scorecards.claims import labels, stability
from scorecards.claims.charts import CLICKED, Spec, axis, figure, layout, titled
from scorecards.claims.scorecard import Cost, Cuts
from scorecards.claims.stability import LABELLED_FROM
from scorecards.money import Currency
from scorecards.palette import Ground
from scorecards.statistics.money import CAP


HEIGHT = 600
# Plot areas, in pixels, at which labels must not meet: a card on small and on large screens.
LABEL_WIDTHS = (520.0, 680.0, 860.0)
LABEL_HEIGHT = 520.0
APART = "obstetrics"
MAIN_SHARE, APART_FROM = 0.76, 0.86
CORNERS = (
    ("learn from the case", 0, 1, "left"),
    ("act", 1, 1, "right"),
    ("watch", 0, 0, "left"),
    ("fix the system", 1, 0, "right"),
)
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Panel:
    """One pair of axes: its points, its place across the figure, its ranges as powers of ten."""

    points: pl.DataFrame
    number: str
    domain: Span
    across: Span
    along: Span


def quadrant(
    points: pl.DataFrame,
    cuts: Cuts,
    ground: Ground,
    *,
    currency: Currency,
    apart: bool = False,
    cost: Cost = Cost.TOTAL,
) -> go.Figure:
    """Volume against value, both logarithmic; `apart` gives obstetrics a panel of its own.

    Columns read: code, name, claims, chosen, total (or capped, as `cost` says), and stays where it
    is there: a point that chance could move into another corner is hollow. Rows without a number,
    a cost or a claim have no place on a logarithmic axis and are left to the table. Points are
    numbered as its rows are; those of very few claims have no name beside them.
    """
    numbered = points.with_columns(
        total=pl.col(cost.value), hollow=stability.could_move(points)
    ).with_row_index("number", 1)
    drawn = numbered.filter(pl.col("claims") > 0, pl.col("total") > 0)
    alone = drawn.filter(pl.col("code") == APART)
    panels = [_panel(drawn, cuts, "", (0.0, 1.0))]
    if apart and alone.height:
        rest = drawn.filter(pl.col("code") != APART)
        panels = [
            _panel(rest, cuts, "", (0.0, MAIN_SHARE)),
            _panel(alone, cuts, "2", (APART_FROM, 1.0)),
        ]
    axes: Spec = {}
    for panel in panels:
        axes |= _axes(panel, ground, currency, cost)
    return figure(
        [_marks(panel, ground, currency) for panel in panels],
        layout(
            HEIGHT,
            ground,
            shapes=[line for panel in panels for line in _cut_lines(panel, cuts)],
            annotations=[*_corners(), *(name for panel in panels for name in _names(panel))],
            **axes,
        ),
    )


def _panel(points: pl.DataFrame, cuts: Cuts, number: str, domain: Span) -> _Panel:
    across = _decades([*points["claims"].to_list(), cuts.claims], room=0.12)
    along = _decades([*points["total"].to_list(), cuts.cost], room=0.3)
    return _Panel(points, number, domain, across, along)


def _marks(panel: _Panel, ground: Ground, currency: Currency) -> Spec:
    points = panel.points
    colours = [palette.OWN if chosen else palette.OTHERS for chosen in points["chosen"].to_list()]
    return {
        "type": "scatter",
        "xaxis": f"x{panel.number}",
        "yaxis": f"y{panel.number}",
        "x": points["claims"].to_list(),
        "y": points["total"].to_list(),
        "mode": "markers+text",
        "text": [str(number) for number in points["number"].to_list()],
        "textfont": {
            "size": 9,
            "color": [
                ground.ink if hollow else palette.ON_MARK if chosen else palette.ON_OTHERS
                for chosen, hollow in points.select("chosen", "hollow").iter_rows()
            ],
        },
        "customdata": points["code"].to_list(),
        "hovertext": [
            f"<b>{name}</b><br>{formatting.claims(claims)}<br>{formatting.money(total, currency)}"
            for name, claims, total in points.select("name", "claims", "total").iter_rows()
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": 17,
            "color": [
                ground.paper if hollow else colour
                for colour, hollow in zip(colours, points["hollow"].to_list(), strict=True)
            ],
            "line": {
                "width": [2 if hollow else 1 for hollow in points["hollow"].to_list()],
                "color": [
                    colour if hollow else ground.paper
                    for colour, hollow in zip(colours, points["hollow"].to_list(), strict=True)
                ],
            },
        },
        **CLICKED,
    }


def _axes(panel: _Panel, ground: Ground, currency: Currency, cost: Cost) -> Spec:
    first, last = panel.along
    pence = [10.0**power for power in range(math.ceil(first), math.floor(last) + 1)]
    counts = [
        step * 10**power
        for power in range(math.ceil(panel.across[1]) + 1)
        for step in (1, 2, 5)
        if panel.across[0] <= math.log10(step * 10**power) <= panel.across[1]
    ]
    main = not panel.number
    return {
        f"xaxis{panel.number}": axis(
            ground, type="log", domain=list(panel.domain), anchor=f"y{panel.number}",
            range=list(panel.across), tickvals=counts, ticktext=[f"{n:,}" for n in counts],
            title=titled("Claims in the period" if main else ""), showgrid=False,
        ),
        f"yaxis{panel.number}": axis(
            ground, type="log", anchor=f"x{panel.number}", range=list(panel.along),
            tickvals=pence, ticktext=[formatting.money(value, currency) for value in pence],
            title=titled(_cost_in_words(cost, currency) if main else ""),
        ),
    }  # fmt: skip


def _cost_in_words(cost: Cost, currency: Currency) -> str:
    if cost is Cost.TOTAL:
        return "Total cost"
    return f"Cost, at most {formatting.money(CAP, currency)} of each claim"


def _cut_lines(panel: _Panel, cuts: Cuts) -> list[Spec]:
    common = {
        "type": "line", "layer": "below", "xref": f"x{panel.number}", "yref": f"y{panel.number}",
        "line": {"color": palette.COMMON, "width": 1, "dash": "dot"},
    }  # fmt: skip
    left, right, low, high = (10**power for power in (*panel.across, *panel.along))
    return [
        {**common, "x0": cuts.claims, "x1": cuts.claims, "y0": low, "y1": high},
        {**common, "x0": left, "x1": right, "y0": cuts.cost, "y1": cuts.cost},
    ]


def _corners() -> list[Spec]:
    return [
        {
            "text": words, "xref": "x domain", "yref": "y domain", "x": x, "y": y,
            "xanchor": anchor, "yanchor": "top" if y else "bottom", "showarrow": False,
            "font": {"size": 12, "style": "italic"}, "name": "corner",
        }
        for words, x, y, anchor in CORNERS
    ]  # fmt: skip


def _names(panel: _Panel) -> list[Spec]:
    rows = panel.points.select("name", "claims", "total", "chosen").rows()
    logs = [(math.log10(claims), math.log10(total)) for _, claims, total, _ in rows]
    wide = panel.domain[1] - panel.domain[0]
    spots = labels.place(
        tuple((_part(x, panel.across), 1 - _part(y, panel.along)) for x, y in logs),
        tuple(name if claims >= LABELLED_FROM else "" for name, claims, *_ in rows),
        widths=tuple(width * wide for width in LABEL_WIDTHS),
        height=LABEL_HEIGHT,
    )
    return [
        _label(name, at, spot, panel.number, chosen=chosen)
        for (name, claims, _, chosen), at, spot in zip(rows, logs, spots, strict=True)
        if spot is not None and claims >= LABELLED_FROM
    ]


def _label(name: str, at: Span, spot: labels.Spot, number: str, *, chosen: bool) -> Spec:
    """An annotation: on a line from its point when led, else shifted beside it."""
    placed: Spec = {"showarrow": False, "xshift": spot.right, "yshift": -spot.down}
    if spot.led:
        placed = {
            "showarrow": True, "arrowhead": 0, "arrowwidth": 0.7, "arrowcolor": palette.COMMON,
            "standoff": 9, "ax": spot.right, "ay": spot.down,
        }  # fmt: skip
    return {
        "text": name, "x": at[0], "y": at[1], "xref": f"x{number}", "yref": f"y{number}",
        "font": {"size": 11}, "opacity": 1 if chosen else 0.7, "name": "label", **placed,
    }  # fmt: skip


def _part(value: float, span: Span) -> float:
    return (value - span[0]) / (span[1] - span[0])


def _decades(values: Sequence[float], *, room: float) -> Span:
    """The range of a logarithmic axis, as powers of ten, with some room at both ends."""
    powers = [math.log10(value) for value in values if value > 0] or [0.0]
    return min(powers) - room, max(powers) + room
