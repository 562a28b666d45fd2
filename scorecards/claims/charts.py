"""Figures from frames: no screen, no filtering, nothing computed but where things are drawn.

Each docstring names the columns read. Text takes the colour of the theme, light or dark; what a
colour says is said by words or place as well.
"""

import math
from collections.abc import Sequence
from itertools import accumulate

import plotly.graph_objects as go
import polars as pl

from scorecards import financial_year, formatting, palette
from scorecards.money import POUND, Currency


CHART_HEIGHT = 340
MARGIN = {"l": 8, "r": 8, "t": 8, "b": 8}
RANKED = 12
CROSSED = 10


def ranking(ranked: pl.DataFrame, *, by_cost: bool, currency: Currency) -> go.Figure:
    """The leading codes as bars with the cumulative share written at the end of each.

    Columns read: name, claims, total.
    """
    measure = "total" if by_cost else "claims"
    known = ranked.drop_nulls(measure).sort(measure, "name", descending=[True, False])
    top = known.head(RANKED)
    amounts = top[measure].to_list()
    whole = sum(known[measure].to_list()) or 1
    names = _distinct(top["name"].to_list())
    figure = go.Figure(layout=layout(70 + 27 * top.height))
    figure.add_bar(
        x=[amount / POUND if by_cost else amount for amount in amounts],
        y=names,
        orientation="h",
        marker={"color": palette.OWN},
        text=[
            formatting.money(amount, currency) if by_cost else formatting.count(amount)
            for amount in amounts
        ],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    running = [("running share", -1), *zip(map(formatting.percent, _shares(amounts, whole)),
                                           range(top.height), strict=True)]  # fmt: skip
    for words, place in running:
        figure.add_annotation(
            text=words, x=1, xref="paper", xanchor="right", y=place, yref="y", showarrow=False,
        )  # fmt: skip
    room = 1.5 * max(amounts, default=1) / (POUND if by_cost else 1)
    figure.update_xaxes(visible=False, range=[0, room], fixedrange=True)
    figure.update_yaxes(
        range=[top.height - 0.5, -1.6], automargin=True, fixedrange=True, ticksuffix=" "
    )
    return figure


def years(yearly: pl.DataFrame, *, first: int, last: int, currency: Currency) -> go.Figure:
    """Claims a year above, their cost below, on one time axis; a year without claims has no bar.

    Columns read: year, claims, total.
    """
    rows = {row["year"]: row for row in yearly.iter_rows(named=True)}
    span = range(first, last + 1)
    ticks = [financial_year.label(year) for year in span]
    claims = [rows[year]["claims"] if year in rows else 0 for year in span]
    cost = [rows[year]["total"] if year in rows else 0 for year in span]
    figure = go.Figure(layout=layout(CHART_HEIGHT))
    figure.add_bar(
        x=ticks,
        y=claims,
        marker={"color": palette.OWN},
        text=["" if value is None else formatting.count(value) for value in claims],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        hovertemplate="%{x}: %{text} claims<extra></extra>",
    )
    figure.add_bar(
        x=ticks,
        y=[None if value is None else value / POUND for value in cost],
        yaxis="y2",
        marker={"color": palette.COST},
        customdata=[formatting.money(value, currency) for value in cost],
        hovertemplate="%{x}: %{customdata}<extra></extra>",
    )
    top = max((value or 0 for value in claims), default=0)
    figure.update_layout(
        showlegend=False,
        bargap=0.25,
        uniformtext={"minsize": 10, "mode": "show"},
        xaxis={"type": "category", "anchor": "y2", "fixedrange": True, "automargin": True},
        yaxis={
            "domain": [0.5, 1.0], "title": {"text": "Claims"}, "range": [0, 1.2 * top or 1],
            "fixedrange": True, "nticks": 4, "automargin": True,
        },
        yaxis2={
            "domain": [0.0, 0.4], "title": {"text": "Cost"}, "rangemode": "tozero",
            "fixedrange": True, "automargin": True, **_money_ticks(cost, currency),
        },
    )  # fmt: skip
    return figure


def crossed(pairs: pl.DataFrame, *, down: Sequence[str], across: Sequence[str]) -> go.Figure:
    """How many claims each pair has, as a heat map with the number in each cell.

    Columns read: down_name, across_name, claims. `down` and `across` are the names to draw, in
    order. A hidden number is drawn as `*`, no claims as an empty cell.
    """
    cells = {
        (row["down_name"], row["across_name"]): row["claims"] for row in pairs.iter_rows(named=True)
    }
    shades = [[cells.get((row, column), 0) or 0 for column in across] for row in down]
    words = [
        ["" if (row, column) not in cells else _cell(cells[row, column]) for column in across]
        for row in down
    ]
    figure = go.Figure(layout=layout(110 + 34 * max(4, len(down))))
    figure.add_heatmap(
        z=shades,
        x=list(across),
        y=list(down),
        text=words,
        texttemplate="%{text}",
        colorscale=[[i / (len(palette.HEAT) - 1), c] for i, c in enumerate(palette.HEAT)],
        zmin=0,
        showscale=False,
        xgap=2,
        ygap=2,
        hovertemplate="%{y}, %{x}: %{text} claims<extra></extra>",
    )
    figure.update_xaxes(side="top", automargin=True, fixedrange=True, tickangle=-35)
    figure.update_yaxes(autorange="reversed", automargin=True, fixedrange=True, ticksuffix=" ")
    return figure


def bands(banded: pl.DataFrame) -> go.Figure:
    """Each value band's share of the claims beside its share of the cost.

    Columns read: name, claims_share, cost_share.
    """
    figure = go.Figure(layout=layout(CHART_HEIGHT))
    for column, label, colour in (
        ("claims_share", "of claims", palette.OWN),
        ("cost_share", "of cost", palette.COST),
    ):
        shares = banded[column].to_list()
        figure.add_bar(
            x=shares,
            y=banded["name"].to_list(),
            orientation="h",
            name=f"Share {label}",
            marker={"color": colour},
            text=[
                "" if share is None else f"{formatting.percent(share)} {label}" for share in shares
            ],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    figure.update_layout(barmode="group", bargap=0.3, showlegend=False)
    figure.update_xaxes(visible=False, range=[0, 1.25], fixedrange=True)
    figure.update_yaxes(automargin=True, fixedrange=True, autorange="reversed", ticksuffix=" ")
    return figure


def layout(height: int) -> dict[str, object]:
    """What every figure of this project shares."""
    return {
        "height": height,
        "margin": MARGIN,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 13},
        "hoverlabel": {"align": "left"},
    }


def _money_ticks(pence: Sequence[int | None], currency: Currency) -> dict[str, object]:
    top = max((value or 0 for value in pence), default=0) / POUND
    if top <= 0:
        return {"tickvals": [0], "ticktext": [formatting.money(0, currency)]}
    step = 10 ** math.floor(math.log10(top))
    step = next(size for size in (step / 2, step, 2 * step, 5 * step) if top / size <= 3)
    ticks = [step * number for number in range(int(top // step) + 1)]
    return {
        "tickvals": ticks,
        "ticktext": [formatting.money(tick * POUND, currency) for tick in ticks],
    }


def _shares(amounts: Sequence[int], whole: int) -> list[float]:
    return [running / whole for running in accumulate(amounts)]


def _distinct(names: Sequence[str]) -> list[str]:
    """Names as they are, told apart where two codes share one, so that no bar covers another."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told


def _cell(claims: int | None) -> str:
    return "*" if claims is None else formatting.count(claims)
