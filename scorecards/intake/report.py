"""What intake says about a load: a frozen account of every file, row, penny and finding."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl

from scorecards.intake.personal_data import Hit
from scorecards.intake.reconciling import MoneyLine
from scorecards.intake.rules import RULES


# One line per finding; `last_line` differs from `line` for a run of blank rows only.
FINDINGS = {
    "file": pl.String(),
    "line": pl.Int64(),
    "last_line": pl.Int64(),
    "rule": pl.String(),
    "action": pl.String(),
    "column": pl.String(),
    "value": pl.String(),
    "done": pl.String(),
}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of the load, as it was read. `name` is data only: never a path."""

    name: str
    sha256: str
    size: int
    kind: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_line: int
    headings: tuple[str, ...]
    unused: tuple[str, ...]
    accepted: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    rows_read: int
    rows_blank: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule held. `rows` counts blank rows one by one."""

    rule: str
    action: str
    sentence: str
    rows: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Loaded rows of one organisation that are counted for the one it is part of today."""

    predecessor: str
    successor: str
    rows: int

    def sentence(self) -> str:
        rows = "1 row" if self.rows == 1 else f"{self.rows:,} rows"
        verb = "is" if self.rows == 1 else "are"
        return (
            f"{rows} against {self.predecessor} {verb} counted for {self.successor}, of which it "
            "is a part today."
        )


@dataclass(frozen=True)
class IntakeReport:
    """Always: rows read = loaded + rejected + blank, and so for the money of each column."""

    files: tuple[FileFacts, ...]
    profile: str
    as_at: date
    rows_read: int
    rows_loaded: int
    rows_rejected: int
    rows_blank: int
    money: tuple[MoneyLine, ...]
    currency: str
    findings: pl.DataFrame
    rules: tuple[RuleCount, ...]
    personal_data: tuple[Hit, ...]
    years: tuple[str, str] | None
    trusts: int
    moved: tuple[Moved, ...] = ()

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """Columns that a steward must still confirm to hold no personal data."""
        return tuple(dict.fromkeys(hit.column for hit in self.personal_data if not hit.confirmed))

    def counted(self, rule: str) -> int:
        """How many rows or cells a rule found."""
        return next((one.rows for one in self.rules if one.rule == rule), 0)

    def summary(self) -> str:
        """The load in one sentence."""
        return (
            f"{self.rows_read:,} rows read: {self.rows_loaded:,} loaded, "
            f"{self.rows_rejected:,} rejected, {self.rows_blank:,} blank."
        )

    def to_json_dict(self) -> dict[str, Any]:
        """Plain values for JSON. Money in whole pence (or cents)."""
        return {
            "summary": self.summary(),
            "files": [asdict(file) for file in self.files],
            "profile": self.profile,
            "as_at": self.as_at.isoformat(),
            "rows": {
                "read": self.rows_read,
                "loaded": self.rows_loaded,
                "rejected": self.rows_rejected,
                "blank": self.rows_blank,
            },
            "currency": self.currency,
            "money": [asdict(line) for line in self.money],
            "rules": [asdict(rule) for rule in self.rules],
            "personal_data": [asdict(hit) for hit in self.personal_data],
            "to_confirm": list(self.to_confirm),
            "years": list(self.years) if self.years else None,
            "trusts": self.trusts,
            "moved": [asdict(each) for each in self.moved],
            "findings": self.findings.to_dicts(),
        }


def counted_rules(findings: pl.DataFrame, blank: int) -> tuple[RuleCount, ...]:
    """Every rule that held, in the order of the list of rules."""
    counts: Mapping[tuple[str, str], int] = {
        (rule, action): number
        for rule, action, number in findings.filter(pl.col("rule") != "blank-row")
        .group_by("rule", "action")
        .len()
        .iter_rows()
    }
    if blank:
        counts = {**counts, ("blank-row", "note"): blank}
    order = list(RULES)
    return tuple(
        RuleCount(rule, action, RULES[rule].sentence, number)
        for (rule, action), number in sorted(counts.items(), key=lambda one: order.index(one[0][0]))
    )
