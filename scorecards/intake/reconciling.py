"""The money of each column, counted a second time: from the words of the file, by decimals.

Nothing here uses the typed frame's way of reading amounts; that is the point.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import polars as pl

from scorecards.claims.model import MONEY
from scorecards.errors import Refused
from scorecards.intake.findings import raw
from scorecards.intake.mapping import Mapped
from scorecards.intake.profiles import MoneyForm, Profile
from scorecards.intake.reading.tables import INVISIBLE


_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """Pence (or cents) of one column: read = loaded + rejected. `unreadable`: cells, all listed."""

    column: str
    heading: str
    read: int
    loaded: int
    rejected: int
    unreadable: int


def reconciled(done: Mapped, profile: Profile) -> tuple[MoneyLine, ...]:
    """One line for each column of money in the file. Raises Refused should they not add up."""
    lines = []
    left_out = done.rows.filter(pl.col("row").is_in(done.rejected.implode()))
    for name in MONEY:
        if name not in profile.by_name:
            continue
        heading = profile.by_name[name].heading
        read = _sum(done.rows[raw(name)], profile)
        rejected = _sum(left_out[raw(name)], profile)
        loaded = int(done.claims[name].sum())
        if read != loaded + rejected:
            raise Refused(
                f"The amounts in “{heading}” add up to {read:,} pence as written and to "
                f"{loaded + rejected:,} as loaded and rejected. Nothing was loaded. Please report "
                "this: it is a mistake of this program."
            )
        unread = (pl.col("rule") == "unreadable-money") & (pl.col("column") == heading)
        unreadable = done.findings.filter(unread).height
        lines.append(MoneyLine(name, heading, read, loaded, rejected, unreadable))
    return tuple(lines)


def pence_in(text: str, form: MoneyForm) -> int | None:
    """One amount by plain decimals; None where it is not an amount in whole pence."""
    negative = False
    rest = text.replace("−", "-", 1)
    if form.parentheses and rest.startswith("(") and rest.endswith(")"):
        negative, rest = True, rest[1:-1]
        if "-" in rest or "(" in rest or ")" in rest:
            return None
    if rest.startswith("-"):
        negative, rest = True, rest[1:]
    for symbol in form.symbols:
        if rest.startswith(symbol):
            rest = rest.removeprefix(symbol).removeprefix(" ")
            break
    if not negative and rest.startswith("-") and rest != text.replace("−", "-", 1):
        negative, rest = True, rest[1:]
    units, point, cents = rest.partition(".")
    if point and not (cents and set(cents) <= _DIGITS):
        return None
    groups = units.split(form.thousands) if form.thousands else [units]
    if not all(group and set(group) <= _DIGITS for group in groups) or not _grouped(groups):
        return None
    try:
        pence = Decimal("".join(groups) + point + cents) * 100
    except InvalidOperation:
        return None
    if pence != pence.to_integral_value():
        return None
    return -int(pence) if negative else int(pence)


def _grouped(groups: list[str]) -> bool:
    if len(groups) == 1:
        return len(groups[0]) <= 13
    return len(groups) <= 5 and len(groups[0]) <= 3 and all(len(one) == 3 for one in groups[1:])


def _sum(texts: pl.Series, profile: Profile) -> int:
    counts = texts.drop_nulls().value_counts()
    total = 0
    missing = {"", *(mark.casefold() for mark in profile.blanks)}
    for text, times in counts.iter_rows():
        clean = "".join(character for character in text if character not in INVISIBLE).strip()
        if clean.casefold() not in missing:
            total += (pence_in(clean, profile.money) or 0) * times
    return total
