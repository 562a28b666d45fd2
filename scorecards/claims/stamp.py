"""The line under every figure: what is counted, as at when, and what was hidden."""

from collections.abc import Sequence
from datetime import date

from scorecards import formatting


EXACT = "exact, not for onward sharing"
PROTECTED = "counts of 1 to 7 hidden"


def stamp(
    *,
    basis: str,
    period: str,
    as_at: date,
    schemes: str,
    claims: int | None,
    snapshot_id: str,
    exact: bool,
    more: Sequence[str] = (),
) -> str:
    """Basis, period, as-at date, schemes, n, what is particular to the figure, what was hidden,
    snapshot. `basis` in words (`By incident date`); `claims` is n, None where it is hidden.
    """
    parts = [
        basis,
        period,
        f"as at {formatting.day(as_at)}",
        schemes,
        f"n = {formatting.count(claims)}",
        *more,
        EXACT if exact else PROTECTED,
        f"snapshot {snapshot_id}",
    ]
    return " · ".join(parts)
