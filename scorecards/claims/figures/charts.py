"""The chart of a division: bars of what part of all claims each row is, one's own beside. Pure."""

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from scorecards import formatting, palette
from scorecards.claims.charts import Spec, axis, figure, layout
from scorecards.claims.comparison.charts import FOOT, LEGEND
from scorecards.claims.figures.breakdown import Breakdown, Line
from scorecards.palette import Ground


HIDDEN_BAR = "Hidden, 1 to 7"
WIDEST_NAME = 26
NATION = "All trusts"
ROOM = 1.9  # for the words after the longest bar


def bars(told: Breakdown, ground: Ground) -> go.Figure:
    """A row for each line that is drawn. Where a trust stands beside, it has a bar of its own."""
    lines = told.drawn
    names = _names(lines)
    shares = [share for line in lines for share in (line.share, line.own_share) if share]
    nation = _bars(
        NATION, names, [line.share for line in lines], [_nation(line) for line in lines],
        palette.OTHERS if told.beside else palette.OWN,
    )  # fmt: skip
    data = [nation]
    if told.beside:
        data.append(
            _bars(told.beside, names, [line.own_share for line in lines],
                  [_own(line) for line in lines], palette.OWN)
        )  # fmt: skip
    tall = sum(54 if told.beside else 32 for _ in lines) + sum(
        14 for name in names if "<br>" in name
    )
    return figure(
        data,
        layout(
            (110 if told.beside else 40) + tall,
            ground,
            barmode="group",
            bargap=0.3,
            showlegend=bool(told.beside),
            **({"legend": {**LEGEND, "traceorder": "normal"}, "margin": {**FOOT, "b": 60}}
               if told.beside else {}),
            xaxis=axis(ground, visible=False, range=[0, ROOM * max(shares, default=1.0)]),
            yaxis=axis(
                ground,
                type="category",
                categoryorder="array",
                categoryarray=names,
                range=[len(lines) - 0.5, -0.5],
                ticksuffix=" ",
                showgrid=False,
            ),
        ),
    )  # fmt: skip


def _bars(
    name: str, names: list[str], shares: list[float | None], words: list[str], colour: str
) -> Spec:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": [share or 0 for share in shares],
        "y": names,
        "marker": {"color": colour},
        "text": words,
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }


def _nation(line: Line) -> str:
    if line.claims is None:
        return HIDDEN_BAR
    return f"{formatting.count(line.claims)} ({formatting.percent(line.share)})"


def _own(line: Line) -> str:
    if line.own_share is None:
        return f"{formatting.count(line.own)} here"
    return f"{formatting.count(line.own)} here ({formatting.percent(line.own_share)})"


def _names(lines: Sequence[Line]) -> list[str]:
    """In lines that fit beside bars on a small screen; two codes of one name are told apart."""
    said: list[str] = []
    for line in lines:
        name = "<br>".join(wrap(line.name, WIDEST_NAME))
        said.append(f"{name} ({len(said) + 1})" if name in said else name)
    return said
