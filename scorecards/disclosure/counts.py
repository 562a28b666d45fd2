"""Small numbers, hidden in one place. No screen, no store.

Counts follow the method NHS England uses for hospital episode statistics since September 2018:
https://digital.nhs.uk/data-and-information/data-tools-and-services/data-services/hospital-episode-statistics/change-to-disclosure-control-methodology-for-hes-and-ecds-from-september-2018
Money is shown only where no one claim can be read off it.
"""

import math

import polars as pl

from scorecards.money import POUND


POLICY_VERSION = "2026-11"
HIDDEN_BELOW = 8
ROUND_TO = 5
MONEY_FROM_CLAIMS = 10
LARGEST_SHARE = 0.70
MONEY_FIGURES = 2


def protect_count(number: int) -> int | None:
    """Nought stays, 1 to 7 are hidden (None), the rest are rounded to the nearest five."""
    if number == 0:
        return 0
    if number < HIDDEN_BELOW:
        return None
    return (2 * number + ROUND_TO) // (2 * ROUND_TO) * ROUND_TO


def protect_money(pence: int | float | None, *, claims: int, largest_share: float) -> int | None:
    """To two significant figures; hidden below ten claims or where one claim dominates.

    No claims cost nothing, and hide nothing: as a count of nought, that stays.
    """
    if claims == 0 and pence == 0:
        return 0
    if pence is None or claims < MONEY_FROM_CLAIMS or largest_share > LARGEST_SHARE:
        return None
    pounds = round(pence / POUND)
    if pounds == 0:
        return 0
    step: int = 10 ** max(0, math.floor(math.log10(abs(pounds))) - MONEY_FIGURES + 1)
    return round(pounds / step) * step * POUND


def protect_table(
    table: pl.DataFrame, *, counts: tuple[str, ...], money: tuple[str, ...]
) -> pl.DataFrame:
    """The same rows with small numbers hidden (null) and the rest rounded.

    Columns read: those named, and `claims`, `total`, `largest` (pence), which decide for the row.
    `largest`, one claim's value, is null in every row. Rows with no claims stay as they are.
    """
    shown = []
    for row in table.iter_rows(named=True):
        claims, total = row["claims"], row["total"]
        share = row["largest"] / total if total else 0.0
        hidden = {name: protect_count(row[name]) for name in counts}
        rounded = {
            name: protect_money(row[name], claims=claims, largest_share=share) for name in money
        }
        shown.append({**row, **hidden, **rounded, "largest": None})
    return pl.DataFrame(shown, schema=table.schema)
