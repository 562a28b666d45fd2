"""The figures about delay, each one specification. Nothing is computed but where things stand."""

from collections.abc import Sequence

import plotly.graph_objects as go

from scorecards import financial_year, formatting, palette
from scorecards.claims import charts
from scorecards.claims.charts import Spec
from scorecards.claims.delay import hatching
from scorecards.claims.delay.model import Arrived, Curve, Maturity, Reconciled, Where, YearKnown
from scorecards.claims.model import Basis
from scorecards.palette import Ground


ROW = 30
LABELLED = 0.1  # shares with a bar that is high enough for its number
# Steps of the waterfall: whole counts, claims that leave, and claims that join.
COLOURS = {"total": palette.OWN, "less": palette.OTHERS, "more": palette.OWN}
SHAPES = {"total": "", "less": "\\", "more": "/"}
BASIS_TICKS = {
    Basis.INCIDENT: "By incident year",
    Basis.NOTIFIED: "By notification year",
    Basis.CLOSED: "By closing year",
}
WHERE_TICKS = {
    (Basis.INCIDENT, Where.BEFORE): "Incident before",
    (Basis.INCIDENT, Where.AFTER): "Incident after",
    (Basis.INCIDENT, Where.MISSING): "No incident date",
    (Basis.NOTIFIED, Where.BEFORE): "Notified before",
    (Basis.NOTIFIED, Where.AFTER): "Notified after",
    (Basis.NOTIFIED, Where.MISSING): "No notification date",
    (Basis.CLOSED, Where.BEFORE): "Closed before",
    (Basis.CLOSED, Where.AFTER): "Closed after",
    (Basis.CLOSED, Where.MISSING): "Not closed",
}


def years(maturity: Maturity, ground: Ground) -> go.Figure:
    """A bar for each incident year: what is notified, and beyond it what is still to come.

    Years of which less than nine tenths are known are hatched, and carry the range that the final
    number will lie in. A hidden year has no bar.
    """
    rows = [maturity.years[year] for year in sorted(maturity.years)]
    numbers = [row.year for row in rows]
    ticks = [financial_year.label(year) for year in numbers]
    known = {
        "type": "bar",
        "orientation": "h",
        "y": ticks,
        "x": [row.notified for row in rows],
        "marker": hatching.marker(palette.OWN, numbers, maturity),
        "hovertext": [_hover(row, maturity) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    drawn: list[Spec] = [known]
    young = [row for row in rows if row.year in maturity.hatched and row.expected]
    if young:
        drawn.append(_to_come(young, ground))
    ends = [_end(row, young) for row in rows]
    drawn.append(
        {
            "type": "scatter",
            "mode": "text",
            "y": ticks,
            "x": ends,
            "text": [_label(row, row in young) for row in rows],
            "textposition": "middle right",
            "textfont": {"color": ground.ink},
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    )
    return charts.figure(
        drawn,
        charts.layout(
            60 + ROW * max(3, len(rows)),
            ground,
            barmode="stack",
            bargap=0.3,
            xaxis=charts.axis(ground, visible=False, range=[0, 1.75 * (max(ends, default=0) or 1)]),
            yaxis=charts.axis(
                ground, type="category", autorange="reversed", ticksuffix=" ", showgrid=False
            ),
        ),
    )


def curve(curves: Sequence[Curve], own: Curve | None, ground: Ground) -> go.Figure:
    """The share of the claims expected that is known, by years since the incident year ended.

    One line for each pool of claims; the trust's own pace is dotted.
    """
    styles = ((palette.OWN, "solid"), (palette.OTHERS, "dash"))
    lines = [_line(one, colour, dash) for one, (colour, dash) in zip(curves, styles, strict=False)]
    if own is not None:
        lines.append(_line(own, ground.ink, "dot"))
    longest = max((len(one.shares) for one in curves), default=1)
    return charts.figure(
        lines,
        charts.layout(
            charts.HEIGHT,
            ground,
            showlegend=True,
            legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            margin={"l": 8, "r": 16, "t": 8, "b": 8},
            xaxis=charts.axis(
                ground, title=charts.titled("Years since the incident year ended"), dtick=1,
                range=[-0.15, longest - 0.85], showgrid=False,
            ),
            yaxis=charts.axis(
                ground, title=charts.titled("Known so far"), range=[0, 1.06], tickformat=".0%",
                tickvals=[0, 0.25, 0.5, 0.75, 0.9, 1.0],
            ),
        ),
    )  # fmt: skip


def arrived(shown: Arrived, nation: Arrived | None, ground: Ground) -> go.Figure:
    """Shares of the claims that arrived in one year, by the incident year they are about.

    Bars are `shown`; diamonds are the nation beside it.
    """
    ticks = [financial_year.label(year) for year in shown.years]
    bars: Spec = {
        "type": "bar",
        "name": "Nation" if shown.national else "This trust",
        "x": ticks,
        "y": list(shown.shares),
        "marker": {"color": palette.OTHERS if shown.national else palette.OWN},
        "text": [formatting.percent(share) for share in shown.shares],
        "textposition": ["inside" if share >= LABELLED else "none" for share in shown.shares],
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": palette.ON_OTHERS if shown.national else palette.ON_MARK},
        "hovertext": [
            f"{tick}: {formatting.percent(share)}" + _counted(count)
            for tick, share, count in zip(ticks, shown.shares, shown.counts, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    data = [bars]
    if nation is not None and not shown.national:
        told = dict(zip(nation.years, nation.shares, strict=True))
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "Nation",
                "x": ticks,
                "y": [told.get(year) for year in shown.years],
                "marker": {"symbol": "diamond", "size": 9, "color": ground.ink},
                "hovertemplate": "%{x}, nation: %{y:.0%}<extra></extra>",
            }
        )
    return charts.figure(
        data,
        charts.layout(
            charts.HEIGHT,
            ground,
            bargap=0.25,
            showlegend=len(data) > 1,
            legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            xaxis=charts.axis(
                ground, type="category", categoryorder="array", categoryarray=ticks,
                title=charts.titled("Incident year"), showgrid=False,
            ),
            yaxis=charts.axis(ground, rangemode="tozero", tickformat=".0%", nticks=5),
        ),
    )  # fmt: skip


def waterfall(one: Reconciled, ground: Ground) -> go.Figure:
    """From the number on one basis to that on the other, step by step, from the top down."""
    steps = steps_of(one)
    bars: Spec = {
        "type": "bar",
        "orientation": "h",
        "y": [name for name, *_ in steps],
        "base": [start for _, start, _, _ in steps],
        "x": [length for _, _, length, _ in steps],
        "marker": {
            "color": [COLOURS[kind] for *_, kind in steps],
            "pattern": {
                "shape": [SHAPES[kind] for *_, kind in steps],
                "size": 7,
                "solidity": 0.4,
            },
        },
        "text": [_signed(length, kind) for _, _, length, kind in steps],
        "textposition": "outside",
        "constraintext": "none",
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }  # fmt: skip
    most = max((start + length for _, start, length, _ in steps), default=0)
    return charts.figure(
        [bars],
        charts.layout(
            60 + ROW * len(steps),
            ground,
            bargap=0.3,
            xaxis=charts.axis(ground, visible=False, range=[0, 1.2 * most or 1]),
            yaxis=charts.axis(
                ground, type="category", autorange="reversed", ticksuffix=" ", showgrid=False
            ),
        ),
    )


def steps_of(one: Reconciled) -> list[tuple[str, int, int, str]]:
    """The bars of the waterfall: name, where it starts, its length, and `total`, `less`, `more`."""
    first, second = one.bases
    at = one.before
    steps = [(BASIS_TICKS[first], 0, one.before, "total")]
    for where, number in one.left.items():
        if number:
            at -= number
            steps.append((f"less: {WHERE_TICKS[second, where].lower()}", at, number, "less"))
    for where, number in one.joined.items():
        if number:
            steps.append((f"more: {WHERE_TICKS[first, where].lower()}", at, number, "more"))
            at += number
    if second is not first:
        steps.append((BASIS_TICKS[second], 0, one.after, "total"))
    return steps


def _to_come(young: Sequence[YearKnown], ground: Ground) -> Spec:
    expected = [row.expected or 0.0 for row in young]
    return {
        "type": "bar",
        "orientation": "h",
        "y": [financial_year.label(row.year) for row in young],
        "x": [max(0.0, at - (row.notified or 0)) for at, row in zip(expected, young, strict=True)],
        "marker": {"color": ground.heat[1], "line": {"color": palette.OWN, "width": 1}},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [(row.high or at) - at for at, row in zip(expected, young, strict=True)],
            "arrayminus": [at - (row.low or at) for at, row in zip(expected, young, strict=True)],
            "color": ground.ink,
            "thickness": 1.5,
            "width": 5,
        },
        "hovertext": [
            f"{financial_year.label(row.year)}: about {formatting.count(round(at))} expected in "
            f"the end, {hatching.span(row.low, row.high)}"
            for at, row in zip(expected, young, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _end(row: YearKnown, young: Sequence[YearKnown]) -> float:
    reach = row.high if row in young and row.high else 0.0
    return max(float(row.notified or 0), reach)


def _label(row: YearKnown, young: bool) -> str:
    """With a space before it, so that it keeps clear of the bar's end."""
    number = f"\u2002{formatting.count(row.notified)}"
    return f"{number} of about {formatting.count(round(row.expected or 0))}" if young else number


def _hover(row: YearKnown, maturity: Maturity) -> str:
    more = hatching.words([row.year], maturity)[0]
    return f"{financial_year.label(row.year)}: {formatting.claims(row.notified)}{more}"


def _line(one: Curve, colour: str, dash: str) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": one.name,
        "x": list(range(len(one.shares))),
        "y": [round(share, 4) for share in one.shares],
        "line": {"color": colour, "dash": dash, "width": 2},
        "marker": {"color": colour, "size": 6},
        "hovertemplate": "%{fullData.name}, %{x} years on: %{y:.0%}<extra></extra>",
    }


def _counted(count: int | None) -> str:
    return "" if count is None else f", {formatting.claims(count)}"


def _signed(number: int, kind: str) -> str:
    sign = {"total": "", "less": formatting.MINUS, "more": "+"}[kind]
    return f"{sign}{formatting.count(number)}"
