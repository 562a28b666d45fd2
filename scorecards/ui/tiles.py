"""The headline tiles: six figures, each with plain words under it."""

import streamlit as st

from scorecards import formatting
from scorecards.claims.scorecard import Scorecard
from scorecards.money import Currency


MEANINGS = {
    "Claims": "Claims with a date in the period, open and closed. Incidents that were notified "
    "without a claim are counted apart.",
    "Total cost": "Damages, claimants' costs and defence costs together: what has been paid and "
    "what is reserved, as at the date of the extract.",
    "Median damages": "Half of the claims resolved with damages cost less than this in damages, "
    "half cost more. One very large claim does not move it.",
    "Mean damages": "Damages shared evenly over the claims resolved with damages. One very large "
    "claim can move it far.",
    "Closed nil": "The part of the closed claims that were closed without damages.",
    "Largest claim": "How much of the total cost is one claim. The higher it is, the less the "
    "total says about the rest.",
}


def draw(card: Scorecard) -> None:
    """Hidden figures say so; averages of nothing say that nothing has been paid."""
    top, currency = card.headline, card.currency
    paid = f"of {formatting.count(top.paid_claims)} claims resolved with damages"
    closed = f"of {formatting.count(top.closed)} closed claims"
    tiles = (
        ("Claims", formatting.count(top.claims), _apart(card)),
        ("Total cost", _money(top.total, currency, card), "damages and costs, paid and reserved"),
        ("Median damages", _average(top.median_damages, card), paid),
        ("Mean damages", _average(top.mean_damages, card), paid),
        ("Closed nil", _share(top.nil_share, card, nothing="none closed"), closed),
        ("Largest claim", _share(top.largest_share, card, nothing="none"), "of the total cost"),
    )
    with st.container(key="tiles"):
        grid = st.grid(min_column_width=165)
        for label, value, words in tiles:
            with grid.container(border=True, height="stretch", gap="xsmall"):
                st.metric(label, value, help=MEANINGS[label])
                st.caption(words)


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
