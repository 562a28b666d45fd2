"""Counts that may be shown: one rule, and what can be worked out from what it shows."""

from scorecards.disclosure.policy import HIDDEN_BELOW, ROUND_TO


def protect_count(number: int) -> int | None:
    """Nought stays, 1 to 7 are hidden (None), the rest are rounded to the nearest five."""
    if number == 0:
        return 0
    if number < HIDDEN_BELOW:
        return None
    return (2 * number + ROUND_TO) // (2 * ROUND_TO) * ROUND_TO


def possible(shown: int | None) -> tuple[int, int]:
    """The least and the greatest count that is shown like this: hidden (None) is 1 to 7."""
    if shown is None:
        return 1, HIDDEN_BELOW - 1
    if shown == 0:
        return 0, 0
    reach = ROUND_TO // 2
    return max(HIDDEN_BELOW, shown - reach), shown + reach
