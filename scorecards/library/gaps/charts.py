"""The largest gaps as bars. Pure."""

import plotly.graph_objects as go

from scorecards import palette
from scorecards.claims.charts import axis, figure, layout, titled
from scorecards.library.gaps.model import GapMap
from scorecards.library.gaps.words import items, name
from scorecards.palette import Ground


SHOWN = 12


def largest(told: GapMap, ground: Ground) -> go.Figure:
    """A bar for each theme: its part of claims and cost for each item, one more counted."""
    top = told.gaps[:SHOWN]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [100 * gap.size for gap in top],
        "y": [name(gap) for gap in top],
        "marker": {"color": palette.OWN},
        "text": [items(gap) if gap.items else "nothing to read" for gap in top],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    room = 1.6 * max((100 * gap.size for gap in top), default=1)
    return figure(
        [bars],
        layout(
            90 + 27 * len(top),
            ground,
            xaxis=axis(
                ground,
                range=[0, room or 1],
                title=titled("Per cent for each item"),
            ),
            yaxis=axis(ground, autorange="reversed", showgrid=False),
        ),
    )
