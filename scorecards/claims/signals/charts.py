"""The control chart as NHS Making Data Count draws it: grey, and only what stands out coloured.

A frame of points in, one specification out. Shapes differ as colours do: triangles for points that
stand out, up for high and down for low.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from scorecards import financial_year, formatting, palette
from scorecards.claims.charts import HEIGHT, Spec, axis, figure, layout, titled
from scorecards.claims.definitions import Better
from scorecards.claims.signals import findings
from scorecards.claims.signals.icons import COLOURS
from scorecards.claims.signals.model import Intervention, Point, Signal, Step
from scorecards.palette import Ground
from scorecards.statistics.control_charts import Limits, Side


SHAPES = {None: "circle", Side.HIGH: "triangle-up", Side.LOW: "triangle-down"}
ROOM = 1.12  # above the highest point or limit
TITLES = {
    Step.QUARTER: "Claims a quarter",
    Step.MONTH: "Claims a month",
    Step.CLAIM: "Days since the claim before",
}


def control_chart(
    signal: Signal,
    limits: Limits,
    ground: Ground,
    *,
    better: Better,
    pinned: Sequence[Intervention],
) -> go.Figure:
    """Points, mean and limits; what was pinned within the time shown, numbered as in the list.

    The lower limit is drawn at nought where it lies below. A point is drawn at the first day of its
    quarter or month, or at the day of its claim.
    """
    points, step = signal.points, signal.step
    days = [_day(point, step) for point in points]
    last = days[-1] + timedelta(days=1)
    sides = [point.side for point in points]
    top = ROOM * max(*(point.value for point in points), limits.upper, 1)
    marked = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [each.isoformat() for each in days],
        "y": [point.value for point in points],
        "line": {"color": palette.COMMON, "width": 2},
        "marker": {
            "opacity": 1,
            "size": [8 if side is None else 13 for side in sides],
            "symbol": [SHAPES[side] for side in sides],
            "color": [
                palette.COMMON if side is None else COLOURS[signal.meaning(side, better)]
                for side in sides
            ],
            "line": {"color": ground.paper, "width": 1},
        },
        "text": [_hover(point, step) for point in points],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }
    shown = [(n, each) for n, each in enumerate(pinned, 1) if days[0] <= each.started <= last]
    return figure(
        [*_lines(days, limits), marked, *_words(signal, limits, days, shown, top)],
        layout(
            HEIGHT,
            ground,
            margin={"l": 8, "r": 78, "t": 22, "b": 8},
            shapes=[*_baseline(signal, days), *_pins(shown, last)],
            xaxis=axis(
                ground, type="date", showgrid=False, range=_span(days), **_ticks(days[0], last)
            ),
            yaxis=axis(ground, title=titled(TITLES[step]), range=[0, top], nticks=6),
        ),
    )


def _day(point: Point, step: Step) -> date:
    return point.last if step is Step.CLAIM else point.first


def _lines(days: Sequence[date], limits: Limits) -> list[Spec]:
    ends = [days[0].isoformat(), days[-1].isoformat()]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": ends,
            "y": [level, level],
            "line": {"color": palette.COMMON, "width": 1.5, "dash": dash},
            "hoverinfo": "skip",
        }
        for level, dash in (
            (limits.mean, "solid"),
            (limits.upper, "dash"),
            (max(0.0, limits.lower), "dash"),
        )
    ]


def _hover(point: Point, step: Step) -> str:
    what = (
        f"{findings.in_days(point.value)} since the claim before"
        if step is Step.CLAIM
        else formatting.claims(point.value)
    )
    return f"{findings.period(point, step)}: {what}<br>{findings.rule(point)}"


def _words(
    signal: Signal,
    limits: Limits,
    days: Sequence[date],
    shown: Sequence[tuple[int, Intervention]],
    top: float,
) -> list[Spec]:
    """Beside each line what it is, and above it the number of what was pinned. Text of the figure
    and no annotations: those are left out on a phone.
    """
    end = _span(days)[1]
    levels = (("upper", limits.upper), ("mean", limits.mean), ("lower", max(0.0, limits.lower)))
    told = [(end, at, f" {name} {findings.level(at)}", "middle right") for name, at in levels]
    told += [(each.started.isoformat(), top, f"<b>{n}</b>", "top center") for n, each in shown]
    if signal.baseline is not None:
        point = signal.points[signal.baseline - 1]
        words = f"baseline to {point.last:%b %Y} "
        told.append((days[signal.baseline - 1].isoformat(), 0.0, words, "top left"))
    return [
        {
            "type": "scatter", "mode": "text", "x": [x], "y": [y], "text": [text],
            "textposition": place, "textfont": {"size": 12}, "hoverinfo": "skip",
            "cliponaxis": False,
        }
        for x, y, text, place in told
    ]  # fmt: skip


def _span(days: Sequence[date]) -> list[str]:
    """A little wider than the points, so that none stands on the edge."""
    edge = timedelta(days=max(10, (days[-1] - days[0]).days // 40))
    return [(days[0] - edge).isoformat(), (days[-1] + edge).isoformat()]


def _ticks(first: date, last: date) -> Spec:
    """A tick at each 1 April, under the name of the financial year that begins there."""
    years = range(financial_year.of(first), financial_year.of(last) + 1)
    starts = [(financial_year.first_day(year), financial_year.label(year)) for year in years]
    within = [(start.isoformat(), label) for start, label in starts if start >= first]
    return {
        "tickvals": [start for start, _ in within],
        "ticktext": [label for _, label in within],
        "ticks": "outside",
        "ticklen": 5,
    }


def _baseline(signal: Signal, days: Sequence[date]) -> list[Spec]:
    if signal.baseline is None:
        return []
    end = days[signal.baseline - 1].isoformat()
    return [_upright(end, palette.COMMON, "dot")]


def _pins(shown: Sequence[tuple[int, Intervention]], last: date) -> list[Spec]:
    """A line where each began, and a band until an effect can show."""
    drawn: list[Spec] = []
    for _, each in shown:
        drawn.append(
            {
                "type": "rect", "xref": "x", "yref": "paper", "layer": "below",
                "x0": each.started.isoformat(), "x1": min(each.effect_from, last).isoformat(),
                "y0": 0, "y1": 1, "fillcolor": palette.COMMON, "opacity": 0.14,
                "line": {"width": 0},
            }
        )  # fmt: skip
        drawn.append(_upright(each.started.isoformat(), palette.OWN, "solid"))
        if each.effect_from <= last:
            drawn.append(_upright(each.effect_from.isoformat(), palette.OWN, "dot"))
    return drawn


def _upright(day: str, colour: str, dash: str) -> Spec:
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": day, "x1": day, "y0": 0, "y1": 1,
        "line": {"color": colour, "width": 2, "dash": dash},
    }  # fmt: skip
