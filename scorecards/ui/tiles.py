"""The headline tiles, the number of claims first, each with plain words under it."""

import streamlit as st

from scorecards import formatting
from scorecards.claims.money.model import Figures
from scorecards.claims.scorecard import Scorecard
from scorecards.money import Currency
from scorecards.statistics.money import CAP
from scorecards.ui import explain


Tile = tuple[str, str, str, str]


def draw(card: Scorecard) -> None:
    """Hidden figures say so; averages of nothing say that nothing has been paid."""
    with st.container(key="tiles"):
        tiles = _tiles(card)
        grid = st.grid(len(tiles), min_column_width=165)
        for measure, label, value, words in tiles:
            with grid.container(border=True, height="stretch", gap="xsmall"):
                st.metric(label, value, help=explain.hint(measure))
                st.caption(words)


def _tiles(card: Scorecard) -> list[Tile]:
    """Measure, label, figure, words. What one claim costs stands only where claims are seen."""
    top, currency = card.headline, card.currency
    claims = ("claims", "Claims", formatting.count(top.claims), _apart(card))
    damages = _average(top.median_damages, card)
    of_paid = f"of {_number(top.paid_claims)}claims resolved with damages"
    nil = _share(top.nil_share, card, nothing="none closed")
    of_closed = f"of {_number(top.closed)}closed claims"
    closed = ("closed-nil", "Closed nil", nil, of_closed)
    if card.money is None:
        total = _money(top.total, currency, card)
        return [
            claims,
            ("median-damages", "Median damages", damages, of_paid),
            ("total-cost", "Total cost", total, "damages and costs, paid and reserved"),
            closed,
        ]
    found = card.money.figures
    without = formatting.money(found.without_largest, currency)
    return [
        claims,
        ("median-damages", "Median damages", damages, _likely(found, of_paid, currency)),
        _capped(found, currency),
        (
            "largest-share",
            "Largest claim",
            _share(found.largest_share, card, nothing="none"),
            f"of the total cost; without it {without}",
        ),
        closed,
    ]


def _number(claims: int | None) -> str:
    """Before a noun; nothing where it is hidden, which may be more than 7: a sum of hidden ones."""
    return "" if claims is None else f"{formatting.count(claims)} "


def _capped(found: Figures, currency: Currency) -> Tile:
    cap, whole = formatting.money(CAP, currency), formatting.money(found.total, currency)
    words = f"at most {cap} a claim; uncapped {whole}"
    return "capped-total", "Capped total", formatting.money(found.capped, currency), words


def _likely(found: Figures, of_paid: str, currency: Currency) -> str:
    if found.likely is None:
        return of_paid
    lower, upper = (
        formatting.money_rounded(pence, currency)
        for pence in (found.likely.lower, found.likely.upper)
    )
    return f"likely {lower} to {upper}, {of_paid}"


def _apart(card: Scorecard) -> str:
    apart = []
    if card.headline.incidents:
        apart.append(f"besides {formatting.count(card.headline.incidents)} notified incidents")
    if card.headline.undated:
        undated = formatting.count(card.headline.undated)
        apart.append(f"{undated} without {card.selection.basis} date left out")
    return ", ".join(apart) or "in this selection"


def _money(pence: int | None, currency: Currency, card: Scorecard) -> str:
    return "Hidden" if pence is None and not card.exact else formatting.money(pence or 0, currency)


def _average(pence: int | None, card: Scorecard) -> str:
    if pence is None:
        return "None paid" if card.exact else "Hidden"
    return formatting.money(pence, card.currency)


def _share(share: float | None, card: Scorecard, *, nothing: str) -> str:
    if share is None:
        return nothing.capitalize() if card.exact else "Hidden"
    return formatting.percent(share)
