"""The line under every figure: what is counted, as at when, and what was hidden."""

from dataclasses import dataclass
from datetime import date

from scorecards import formatting


EXACT = "exact, not for onward sharing"
PROTECTED = "counts of 1 to 7 hidden"
HIDDEN_IN_WORDS = {
    EXACT: "Nothing: exact figures of your own trust, not for sharing further",
    PROTECTED: "Counts of 1 to 7, and sums that one claim could be read off; the rest is rounded",
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """`basis` in words (`By incident date`); `claims` is n, None where it is hidden; `more` is what
    is particular to one figure. As text: one line, as it is printed under a figure.
    """

    basis: str
    period: str
    as_at: date
    schemes: str
    claims: int | None
    snapshot_id: str
    exact: bool
    more: tuple[str, ...] = ()

    @property
    def hidden(self) -> str:
        return EXACT if self.exact else PROTECTED

    def __str__(self) -> str:
        parts = [
            self.basis,
            self.period,
            f"as at {formatting.day(self.as_at)}",
            self.schemes,
            f"n = {formatting.count(self.claims)}",
            *self.more,
            self.hidden,
            f"snapshot {self.snapshot_id}",
        ]
        return " · ".join(parts)

    def in_words(self) -> list[tuple[str, str]]:
        """Part by part, each with what it is: (`Counted by`, `Incident date`), …"""
        parts = [
            ("Counted by", self.basis.removeprefix("By ")),
            ("Period", self.period),
            ("As known on", formatting.day(self.as_at)),
            ("Schemes", self.schemes),
            ("Number counted", formatting.count(self.claims)),
            *(("Also", part) for part in self.more),
            ("What was hidden", HIDDEN_IN_WORDS[self.hidden]),
            ("Release", self.snapshot_id),
        ]
        return [(name, part[:1].upper() + part[1:]) for name, part in parts]
