"""The line under every figure: what is counted, as at when, and what was hidden; and in words."""

from collections.abc import Sequence
from datetime import date

from scorecards import formatting


SEPARATOR = " · "
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
    return SEPARATOR.join(parts)


def in_words(line: str) -> list[tuple[str, str]]:
    """A stamp part by part, each with what it is: (`Counted by`, `Incident date`), …

    A line that is not a stamp is one part, told as it is.
    """
    parts = line.split(SEPARATOR)
    if len(parts) < len(_BEGINS) + len(_ENDS):
        return [("What is counted", line)]
    middle = parts[len(_BEGINS) : -len(_ENDS)]
    named = [
        *zip(_BEGINS, parts, strict=False),
        *(("Also", part) for part in middle),
        *zip(_ENDS, parts[-len(_ENDS) :], strict=True),
    ]
    return [(name, _part_in_words(name, part)) for name, part in named]


_BEGINS = ("Counted by", "Period", "As known on", "Schemes", "Number counted")
_ENDS = ("What was hidden", "Release")
_SAID_TWICE = {
    "Counted by": "By ", "As known on": "as at ", "Number counted": "n = ", "Release": "snapshot ",
}  # fmt: skip
_HIDDEN_IN_WORDS = {
    EXACT: "Nothing: exact figures of your own trust, not for sharing further",
    PROTECTED: "Counts of 1 to 7, and sums that one claim could be read off; the rest is rounded",
}


def _part_in_words(name: str, part: str) -> str:
    told = part.removeprefix(_SAID_TWICE.get(name, ""))
    told = _HIDDEN_IN_WORDS.get(told, told)
    return told[:1].upper() + told[1:]
