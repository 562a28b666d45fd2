"""The quadrant: volume against value, one point a code. Draws; computes only where things go."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from scorecards import formatting, palette
from scorecards.claims import labels
from scorecards.claims.charts import layout
from scorecards.claims.scorecard import Cuts
from scorecards.money import POUND, Currency


HEIGHT = 600
# Plot areas, in pixels, at which labels must not meet: a card on small and on large screens.
LABEL_WIDTHS = (520.0, 680.0, 860.0)
LABEL_HEIGHT = 520.0
APART = "obstetrics"
CORNERS = (
    ("learn from the case", 0.0, 1.0, "left"),
    ("act", 1.0, 1.0, "right"),
    ("watch", 0.0, 0.0, "left"),
    ("fix the system", 1.0, 0.0, "right"),
)
Span = tuple[float, float]


def quadrant(
    points: pl.DataFrame, cuts: Cuts, *, currency: Currency, apart: bool = False
) -> go.Figure:
    """Volume against value, both logarithmic; `apart` gives obstetrics a panel of its own.

    Columns read: code, name, claims, total, chosen. Rows without a number, a cost or a claim have
    no place on a logarithmic axis and are left to the table.
    """
    drawn = points.filter(pl.col("claims") > 0, pl.col("total") > 0).with_row_index("number", 1)
    alone = drawn.filter(pl.col("code") == APART) if apart else drawn.clear()
    main = drawn.filter(pl.col("code") != APART) if apart else drawn
    figure = go.Figure(layout=layout(HEIGHT))
    share = 0.8 if alone.height else 1.0
    _panel(figure, main, cuts, currency, axis="", domain=(0.0, share - 0.04 * (share < 1)))
    if alone.height:
        _panel(figure, alone, cuts, currency, axis="2", domain=(share + 0.06, 1.0))
    figure.update_layout(clickmode="event+select", dragmode=False, showlegend=False)
    return figure


def _panel(
    figure: go.Figure,
    points: pl.DataFrame,
    cuts: Cuts,
    currency: Currency,
    *,
    axis: str,
    domain: Span,
) -> None:
    claims = points["claims"].to_list()
    cost = [value / POUND for value in points["total"].to_list()]
    across = _decades([*claims, cuts.claims], room=0.12)
    along = _decades([*cost, cuts.cost / POUND], room=0.3)
    chosen = points["chosen"].to_list()
    figure.add_scatter(
        x=claims,
        y=cost,
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        mode="markers+text",
        text=[str(number) for number in points["number"].to_list()],
        textfont={"size": 9, "color": palette.PAPER},
        customdata=points["code"].to_list(),
        hovertext=[
            f"<b>{name}</b><br>{formatting.claims(n)}<br>{formatting.money(total, currency)}"
            for name, n, total in points.select("name", "claims", "total").iter_rows()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "size": 17,
            "color": [palette.OWN if own else palette.OTHERS for own in chosen],
            "line": {"width": 1, "color": palette.PAPER},
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    _axes(figure, axis, domain, (across, along), currency)
    _cut_lines(figure, cuts, axis, across, along)
    if not axis:
        _corners(figure)
    _name_points(figure, points, axis, across, along, wide=domain[1] - domain[0])


def _axes(
    figure: go.Figure, axis: str, domain: Span, spans: tuple[Span, Span], currency: Currency
) -> None:
    across, along = spans
    common = {"type": "log", "fixedrange": True, "zeroline": False, "automargin": True}
    sterling = [10.0**power for power in range(math.ceil(along[0]), math.floor(along[1]) + 1)]
    counts = [
        step * 10**power
        for power in range(math.floor(across[0]), math.ceil(across[1]) + 1)
        for step in (1, 2, 5)
    ]
    shown = [n for n in counts if n >= 1 and across[0] <= math.log10(n) <= across[1]]
    figure.update_layout(
        {
            f"xaxis{axis}": {
                **common, "domain": list(domain), "anchor": f"y{axis}", "range": list(across),
                "title": {"text": "" if axis else "Claims in the period"},
                "tickvals": shown, "ticktext": [f"{n:,.0f}" for n in shown],
            },
            f"yaxis{axis}": {
                **common, "anchor": f"x{axis}", "range": list(along), "tickvals": sterling,
                "ticktext": [formatting.money(value * POUND, currency) for value in sterling],
                "title": {"text": "" if axis else "Total cost"},
            },
        }
    )  # fmt: skip


def _cut_lines(
    figure: go.Figure,
    cuts: Cuts,
    axis: str,
    across: Span,
    along: Span,
) -> None:
    line = {"color": palette.COMMON, "width": 1, "dash": "dot"}
    common = {"type": "line", "xref": f"x{axis}", "yref": f"y{axis}", "line": line}
    ends = [10**end for end in (*across, *along)]
    level = cuts.cost / POUND
    figure.add_shape(**common, x0=cuts.claims, x1=cuts.claims, y0=ends[2], y1=ends[3])
    figure.add_shape(**common, x0=ends[0], x1=ends[1], y0=level, y1=level)


def _corners(figure: go.Figure) -> None:
    for words, x, y, anchor in CORNERS:
        figure.add_annotation(
            text=words, xref="x domain", yref="y domain", x=x, y=y, xanchor=anchor,
            yanchor="top" if y else "bottom", showarrow=False, opacity=0.75,
            font={"size": 12}, name="corner",
        )  # fmt: skip


def _name_points(
    figure: go.Figure,
    points: pl.DataFrame,
    axis: str,
    across: Span,
    along: Span,
    *,
    wide: float,
) -> None:
    at = tuple(
        (_part(math.log10(n), across), 1 - _part(math.log10(total / POUND), along))
        for n, total in points.select("claims", "total").iter_rows()
    )
    names = tuple(points["name"].to_list())
    widths = tuple(width * wide for width in LABEL_WIDTHS)
    spots = labels.place(at, names, widths=widths, height=LABEL_HEIGHT)
    for row, spot in zip(points.iter_rows(named=True), spots, strict=True):
        if spot is None:
            continue
        figure.add_annotation(
            text=row["name"], x=math.log10(row["claims"]), y=math.log10(row["total"] / POUND),
            xref=f"x{axis}", yref=f"y{axis}", ax=spot.right, ay=spot.down,
            showarrow=spot.led, arrowhead=0, arrowwidth=0.7, arrowcolor=palette.COMMON,
            standoff=9, xshift=0 if spot.led else spot.right, yshift=0 if spot.led else -spot.down,
            font={"size": 11}, opacity=1.0 if row["chosen"] else 0.6, name="label",
        )  # fmt: skip


def _part(value: float, span: Span) -> float:
    return (value - span[0]) / (span[1] - span[0])


def _decades(values: Sequence[float], *, room: float) -> Span:
    """The range of a logarithmic axis, as powers of ten, with some room at both ends."""
    powers = [math.log10(value) for value in values if value > 0] or [0.0]
    return min(powers) - room, max(powers) + room
