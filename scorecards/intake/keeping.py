"""Reports as they are kept: JSON out, and the same report in again. Never a file, never a row."""

import json
from datetime import date
from typing import Any

import polars as pl

from scorecards.intake.personal_data import Hit, Sign
from scorecards.intake.reconciling import MoneyLine
from scorecards.intake.report import FINDINGS, FileFacts, IntakeReport, Moved, RuleCount


NOT_KEPT = "not kept"
QUOTES = "duplicate-reference"  # the rule whose account of what was done quotes what was written
MOST_FINDINGS = 50_000


def kept(report: IntakeReport) -> IntakeReport:
    """What may be kept of a report: its first findings, and no value that may be personal.

    Until every column that may hold personal data was looked at, no value as written is kept.
    """
    findings = report.findings.head(MOST_FINDINGS)
    if report.to_confirm:
        findings = findings.with_columns(
            value=pl.when(pl.col("value").is_not_null()).then(pl.lit(NOT_KEPT)),
            done=pl.when(pl.col("rule") == QUOTES).then(pl.lit(NOT_KEPT)).otherwise("done"),
        )
    told = {name: getattr(report, name) for name in IntakeReport.__dataclass_fields__}
    return IntakeReport(**{**told, "findings": findings})


def to_text(report: IntakeReport) -> str:
    return json.dumps(report.to_json_dict(), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> IntakeReport:
    """The report that `to_text` wrote."""
    told = json.loads(text)
    rows, years = told["rows"], told["years"]
    return IntakeReport(
        files=tuple(_file(each) for each in told["files"]),
        profile=told["profile"],
        as_at=date.fromisoformat(told["as_at"]),
        rows_read=rows["read"],
        rows_loaded=rows["loaded"],
        rows_rejected=rows["rejected"],
        rows_blank=rows["blank"],
        money=tuple(MoneyLine(**line) for line in told["money"]),
        currency=told["currency"],
        findings=pl.DataFrame(told["findings"], schema=FINDINGS, orient="row"),
        rules=tuple(RuleCount(**rule) for rule in told["rules"]),
        personal_data=tuple(
            Hit(**{**hit, "sign": Sign(hit["sign"])}) for hit in told["personal_data"]
        ),
        years=(years[0], years[1]) if years else None,
        trusts=told["trusts"],
        moved=tuple(Moved(**each) for each in told["moved"]),
    )


def _file(told: dict[str, Any]) -> FileFacts:
    lists = {name: tuple(told[name]) for name in ("headings", "unused", "notes")}
    accepted = tuple((wanted, given) for wanted, given in told["accepted"])
    return FileFacts(**{**told, **lists, "accepted": accepted})
