"""Figures from frames: no screen, no filtering, nothing computed but where things are drawn.

Each docstring names the columns read. `ground` is the light or dark ground that a figure stands
on. Figures are built whole, as one specification: adding part after part is many times slower.
"""

import math
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go
import polars as pl

from scorecards import financial_year, formatting, palette
from scorecards.claims.delay import hatching
from scorecards.claims.delay.model import Maturity
from scorecards.claims.money.prices import Step
from scorecards.money import POUND, Currency
from scorecards.palette import Ground


HEIGHT = 340
FONT = "Arial, 'Liberation Sans', sans-serif"
RANKED = 12
# A click narrows the page, which draws the figure anew: nothing fades in between.
CLICKED = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}
Spec = dict[str, Any]


def figure(data: list[Spec], drawn: Spec) -> go.Figure:
    """A figure as it stands. Plotly's check of every property takes ten times as long as drawing:
    it is made in the tests, on every figure, and not again at every click.
    """
    return go.Figure({"data": data, "layout": drawn}, _validate=False)


def layout(height: int, ground: Ground, **more: Any) -> Spec:
    """What every figure shares: size, type, ground. Axes are fixed; the filters do the zooming.

    Without Plotly's template, which is larger than most figures and has colours of its own.
    """
    return {
        "template": {},
        "autotypenumbers": "strict",
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": ground.paper,
        "plot_bgcolor": ground.paper,
        "font": {"size": 13, "color": ground.ink, "family": FONT},
        "hoverlabel": {"align": "left"},
        "showlegend": False,
        "dragmode": False,
        "clickmode": "event+select",
        **more,
    }


def axis(ground: Ground, **more: Any) -> Spec:
    return {
        "fixedrange": True,
        "automargin": True,
        "gridcolor": ground.grid,
        "zeroline": False,
        "ticks": "",
        **more,
    }


def titled(words: str) -> Spec:
    """An axis title that keeps clear of the ticks."""
    return {"text": words, "standoff": 10}


def ranking(
    ranked: pl.DataFrame, ground: Ground, *, by_cost: bool, currency: Currency
) -> go.Figure:
    """The leading codes as bars, with the running share of the whole at the right.

    Columns read: code, name, claims, total. A bar that is clicked gives its code.
    """
    measure = "total" if by_cost else "claims"
    known = ranked.drop_nulls(measure).sort(measure, "name", descending=[True, False])
    top = known.head(RANKED)
    amounts = top[measure].to_list()
    whole = sum(known[measure].to_list()) or 1
    unit = POUND if by_cost else 1
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [amount / unit for amount in amounts],
        "y": _distinct(top["name"].to_list()),
        "customdata": top["code"].to_list(),
        "marker": {"color": palette.OWN},
        **CLICKED,
        "text": [
            formatting.money(amount, currency) if by_cost else formatting.count(amount)
            for amount in amounts
        ],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    shares = [formatting.percent(share / whole) for share in accumulate(amounts)]
    column = [
        {
            "text": words, "x": 1, "xref": "paper", "xanchor": "right", "y": place,
            "showarrow": False,
        }
        for place, words in enumerate(["running share", *shares], -1)
    ]  # fmt: skip
    room = 1.5 * (max(amounts, default=0) or unit) / unit
    return figure(
        [bars],
        layout(
            70 + 27 * top.height,
            ground,
            annotations=column,
            xaxis=axis(ground, visible=False, range=[0, room]),
            yaxis=axis(ground, range=[top.height - 0.5, -1.6], ticksuffix=" ", showgrid=False),
        ),
    )


def years(
    yearly: pl.DataFrame,
    ground: Ground,
    *,
    first: int,
    last: int,
    currency: Currency,
    steps: Sequence[Step] = (),
    maturity: Maturity | None = None,
    projected: bool = False,
) -> go.Figure:
    """Claims a year above, their cost below, on one time axis; a year without claims has no bar.

    Columns read: year, claims, total. A bar that is clicked gives its year as `2015/16`. `steps`
    of the discount rate, within these years, are thin lines through the cost. Years of which little
    is known (`maturity`) are hatched; `projected` adds the range that they may come to.
    """
    drawn = range(first, last + 1)
    rows = {row["year"]: row for row in yearly.iter_rows(named=True)}
    ticks = [financial_year.label(year) for year in range(first, last + 1)]
    claims = [rows[year]["claims"] if year in rows else 0 for year in range(first, last + 1)]
    cost = [rows[year]["total"] if year in rows else 0 for year in range(first, last + 1)]
    top = max((value or 0 for value in claims), default=0)
    known = hatching.words(drawn, maturity)
    foreseen = hatching.foreseen(drawn, maturity) if projected else ()
    number = {
        "type": "bar",
        "x": ticks,
        "y": claims,
        "customdata": ticks,
        "marker": hatching.marker(palette.OWN, drawn, maturity),
        **CLICKED,
        "text": ["" if value is None else formatting.count(value) for value in claims],
        "textposition": ["none" if year in foreseen else "outside" for year in drawn]
        if foreseen
        else "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "hovertext": known,
        "hovertemplate": "%{x}: %{text} claims%{hovertext}<extra></extra>",
    }
    value = {
        "type": "bar",
        "x": ticks,
        "y": [None if pence is None else pence / POUND for pence in cost],
        "yaxis": "y2",
        "marker": hatching.marker(palette.COST, drawn, maturity),
        "customdata": ticks,
        "hovertext": [formatting.money(pence, currency) for pence in cost],
        "hovertemplate": "%{x}: %{hovertext}<extra></extra>",
        **CLICKED,
    }
    ranges = hatching.ranges(drawn, maturity, ground) if projected and maturity else []
    if projected:
        top = max(top, hatching.top(drawn, maturity))
    return figure(
        [number, value, *ranges],
        layout(
            HEIGHT,
            ground,
            bargap=0.25,
            xaxis=axis(ground, type="category", anchor="y2", showgrid=False),
            yaxis=axis(
                ground,
                domain=[0.5, 1.0],
                title=titled("Claims"),
                range=[0, 1.2 * top or 1],
                nticks=4,
            ),
            yaxis2=axis(
                ground,
                domain=[0.0, 0.4],
                title=titled("Cost"),
                rangemode="tozero",
                **_money_ticks(cost, currency),
            ),
            **_step_lines(steps, first, ground),
        ),
    )


def _step_lines(steps: Sequence[Step], first: int, ground: Ground) -> Spec:
    if not steps:
        return {}
    return {"shapes": [_step_line(step, first, ground) for step in steps]}


def _step_line(step: Step, first: int, ground: Ground) -> Spec:
    at = _place_in_years(step.day, first)
    return {
        "type": "line", "xref": "x", "yref": "y2 domain", "x0": at, "x1": at, "y0": 0, "y1": 1.05,
        "line": {"color": ground.ink, "width": 1, "dash": "dot"},
        "label": {
            "text": formatting.rate(step.rate), "textposition": "end", "textangle": 0,
            "yanchor": "bottom", "font": {"size": 11, "color": ground.ink},
        },
    }  # fmt: skip


def _place_in_years(day: date, first: int) -> float:
    """Where a day is among bars of financial years: 1 April of the first at −0.5."""
    year = financial_year.of(day)
    begins, ends = financial_year.first_day(year), financial_year.first_day(year + 1)
    return year - first - 0.5 + (day - begins).days / (ends - begins).days


def crossed(
    pairs: pl.DataFrame, ground: Ground, *, down: Sequence[str], across: Sequence[str]
) -> go.Figure:
    """How many claims each pair has, as a heat map with the number in each cell.

    Columns read: down_name, across_name, claims. `down` and `across` are the names to draw, in
    order. A hidden number is drawn as `*`, no claims as an empty cell.
    """
    cells = _cells(pairs)
    steps = len(ground.heat) - 1
    heat = {
        "type": "heatmap",
        "z": [[cells.get((row, column), 0) or 0 for column in across] for row in down],
        "x": list(across),
        "y": list(down),
        "text": [
            [_cell(cells[row, column]) if (row, column) in cells else "" for column in across]
            for row in down
        ],
        "texttemplate": "%{text}",
        "textfont": {"color": ground.ink},
        "colorscale": [[place / steps, colour] for place, colour in enumerate(ground.heat)],
        "zmin": 0,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertemplate": "%{y}, %{x}: %{text} claims<extra></extra>",
    }
    return figure(
        [heat],
        layout(
            150 + 30 * max(4, len(down)),
            ground,
            xaxis=axis(ground, side="top", tickangle=-30, showgrid=False),
            yaxis=axis(ground, autorange="reversed", ticksuffix=" ", showgrid=False),
        ),
    )


def bands(banded: pl.DataFrame, ground: Ground) -> go.Figure:
    """Each value band's share of the claims beside its share of the cost, where that is told.

    Columns read: name, claims_share, cost_share.
    """
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "x": banded[column].to_list(),
            "y": banded["name"].to_list(),
            "marker": {"color": colour},
            "text": [
                "" if share is None else f"{formatting.percent(share)} of {whole}"
                for share in banded[column].to_list()
            ],
            "textposition": "outside",
            "constraintext": "none",
            "cliponaxis": False,
            "hovertemplate": "%{y}: %{text}<extra></extra>",
        }
        for column, whole, colour in (
            ("claims_share", "claims", palette.OWN),
            ("cost_share", "cost", palette.COST),
        )
        if column == "claims_share" or banded[column].null_count() < banded.height
    ]
    return figure(
        bars,
        layout(
            HEIGHT,
            ground,
            barmode="group",
            bargap=0.3,
            xaxis=axis(ground, visible=False, range=[0, 1.25]),
            yaxis=axis(ground, autorange="reversed", ticksuffix=" "),
        ),
    )


def _money_ticks(pence: Sequence[int | None], currency: Currency) -> Spec:
    top = max((value or 0 for value in pence), default=0) / POUND
    if top <= 0:
        return {"tickvals": [0], "ticktext": [formatting.money(0, currency)]}
    decade = 10 ** math.floor(math.log10(top))
    step = next(size for size in (decade / 2, decade, 2 * decade, 5 * decade) if top / size <= 3)
    ticks = [step * number for number in range(int(top // step) + 1)]
    return {
        "tickvals": ticks,
        "ticktext": [formatting.money(tick * POUND, currency) for tick in ticks],
    }


def _distinct(names: Sequence[str]) -> list[str]:
    """Names as they are, told apart where two codes share one, so that no bar covers another."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told


def _cells(pairs: pl.DataFrame) -> dict[tuple[str, str], int | None]:
    """Claims by the names of row and column; pairs whose codes share their names are one cell."""
    cells: dict[tuple[str, str], int | None] = {}
    for down, across, claims in pairs.select("down_name", "across_name", "claims").iter_rows():
        before = cells.get((down, across), 0)
        hidden = claims is None or before is None
        cells[down, across] = None if hidden else before + claims
    return cells


def _cell(claims: int | None) -> str:
    return "*" if claims is None else formatting.count(claims)
