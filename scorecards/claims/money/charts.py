"""Where the money goes: damages and both sides' costs, paid and reserved."""

import plotly.graph_objects as go
import polars as pl

from scorecards import formatting, palette
from scorecards.claims.charts import Spec, axis, figure, layout
from scorecards.claims.money.model import PART_NAMES
from scorecards.money import POUND, Currency
from scorecards.palette import Ground


HEIGHT = 280


def parts(rows: pl.DataFrame, ground: Ground, *, currency: Currency) -> go.Figure:
    """A bar for each part of the cost: what is paid, full, and what is reserved, hatched after it.

    Columns read: part, paid, reserved, total (pence). The total stands at the end of its bar.
    """
    names = [PART_NAMES[part] for part in rows["part"].to_list()]
    room = 1.7 * (max(rows["total"].to_list(), default=0) or POUND) / POUND
    totals = {
        "type": "scatter",
        "mode": "text",
        "x": [pence / POUND for pence in rows["total"].to_list()],
        "y": names,
        "text": [f" {formatting.money(pence, currency)}" for pence in rows["total"].to_list()],
        "textposition": "middle right",
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }
    return figure(
        [*(_bars(rows, names, how, ground, currency) for how in ("paid", "reserved")), totals],
        layout(
            HEIGHT,
            ground,
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            legend={
                "orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom",
                "traceorder": "normal",
            },
            xaxis=axis(ground, visible=False, range=[0, room]),
            yaxis=axis(ground, autorange="reversed", ticksuffix=" ", showgrid=False),
        ),
    )  # fmt: skip


def _bars(
    rows: pl.DataFrame, names: list[str], how: str, ground: Ground, currency: Currency
) -> Spec:
    hatched: Spec = {"shape": "/", "bgcolor": ground.paper, "fgcolor": palette.COST, "size": 7}
    return {
        "type": "bar",
        "orientation": "h",
        "name": how.capitalize(),
        "x": [pence / POUND for pence in rows[how].to_list()],
        "y": names,
        "marker": {
            "color": palette.COST,
            "line": {"color": palette.COST, "width": 1},
            **({"pattern": hatched} if how == "reserved" else {}),
        },
        "hovertext": [formatting.money(pence, currency) for pence in rows[how].to_list()],
        "hovertemplate": f"%{{y}}, {how}: %{{hovertext}}<extra></extra>",
    }
