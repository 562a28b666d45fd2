"""Published figures beside the drawn ones: how far the demonstration nation is like life.

The published figures are in `targets.csv`, each with its source. None is from memory.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from scorecards import financial_year
from scorecards.claims.model import MONEY, Kind, Status
from scorecards.demo import nation as whole
from scorecards.demo.delays import YEAR
from scorecards.demo.parameters import FOLDER
from scorecards.money import POUND


# The notification years by which volumes are compared: 2019/20 to 2024/25. Earlier ones lack the
# claims from incidents before 2015/16 (8 per cent of 2018/19), 2025/26 those from its own.
STEADY = range(2019, 2025)
SUCCESSFUL = [Status.SETTLED, Status.CONTINUING]
damages = pl.col("damages_paid") + pl.col("damages_reserved")
claimant_costs = pl.col("claimant_costs_paid") + pl.col("claimant_costs_reserved")
cost = pl.sum_horizontal(MONEY)
MATURE = (pl.date(2015, 4, 1), pl.date(2020, 3, 31))
HEADINGS = ("Published figure", "Period", "Published", "Drawn", "Accepted", "How drawn", "Why")


@dataclass(frozen=True, slots=True)
class Target:
    """A published figure, what it is divided by to be compared, and the drawn values accepted."""

    key: str
    measure: str
    period: str
    value: float
    unit: str
    source: str
    divide: float
    drawn: str
    low: float
    high: float
    why: str

    @property
    def wanted(self) -> float:
        return self.value / self.divide

    def accepts(self, drawn: float) -> bool:
        return self.low <= drawn <= self.high


def targets() -> tuple[Target, ...]:
    """All targets, in the order of `targets.csv`."""
    with (FOLDER / "targets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Target(
            key=row["key"],
            measure=row["measure"],
            period=row["period"],
            value=float(row["value"]),
            unit=row["unit"],
            source=row["source"],
            divide=float(row["divide"]),
            drawn=row["drawn"],
            low=float(row["low"]),
            high=float(row["high"]),
            why=row["why"],
        )
        for row in rows
    )


def measures(claims: pl.DataFrame) -> Mapping[str, float]:
    """The drawn figure of every target, by its key. Shares in per cent, money in pounds."""
    claimed = claims.filter(pl.col("status") != Status.INCIDENT)
    cnst = claimed.filter(pl.col("scheme") == "CNST")
    other = claimed.filter(pl.col("kind") == Kind.NON_CLINICAL)
    return {
        **_yearly(_steady(cnst)),
        **_specialties(_steady(cnst)),
        **_outcomes(cnst),
        **_costs(cnst),
        **_times(cnst),
        **_non_clinical_yearly(_steady(other)),
        **_non_clinical_outcomes(other),
    }


def table(nation: whole.Nation | None = None) -> str:
    """Markdown: target, drawn figure and source of each, and the numbered sources below it."""
    drawn = measures((nation or whole.build()).claims)
    wanted = targets()
    sources = list(dict.fromkeys(target.source for target in wanted))
    rows = [
        (
            f"{target.measure} [{sources.index(target.source) + 1}]",
            target.period,
            _number(target.wanted, target),
            _number(drawn[target.key], target),
            f"{_number(target.low, target)} to {_number(target.high, target)}",
            target.drawn,
            target.why,
        )
        for target in wanted
    ]
    lines = [_row(HEADINGS), _row(["---"] * len(HEADINGS)), *(_row(row) for row in rows), ""]
    numbered = [f"{number}. {source}" for number, source in enumerate(sources, start=1)]
    return "\n".join([*lines, *numbered])


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float, target: Target) -> str:
    """As the figure is compared: per cent, pounds, years, or a count."""
    if target.unit.startswith("percent") or "per cent" in target.drawn:
        return f"{value:.1f}%"
    if target.unit == "GBP":
        return f"£{value:,.0f}"
    return f"{value:.2f}" if target.unit == "years" else f"{value:,.0f}"


def _steady(claims: pl.DataFrame) -> pl.DataFrame:
    first, last = financial_year.first_day(STEADY[0]), financial_year.last_day(STEADY[-1])
    return claims.filter(pl.col("notified_date").is_between(first, last))


def _yearly(cnst: pl.DataFrame) -> dict[str, float]:
    year = pl.col("notified_date").dt.offset_by("-3mo").dt.year()
    counts = cnst.group_by(year).len().get_column("len").to_list()
    return {
        "cnst-lowest": float(min(counts)),
        "cnst-middle": sum(counts) / len(counts),
        "cnst-highest": float(max(counts)),
    }


def _specialties(cnst: pl.DataFrame) -> dict[str, float]:
    named = [target.key.removeprefix("number-") for target in targets() if _is_number(target)]
    shares = {f"number-{name}": _share(cnst, pl.col("specialty") == name) for name in named}
    of_obstetrics = cnst.filter(pl.col("specialty") == "obstetrics")
    value = 100 * _total(of_obstetrics, cost) / _total(cnst, cost)
    return {**shares, "value-obstetrics": value, "value-obstetrics-low": value}


def _is_number(target: Target) -> bool:
    return target.key.startswith("number-")


def _outcomes(cnst: pl.DataFrame) -> dict[str, float]:
    paid = _share(cnst.filter(_closed()), pl.col("status") == Status.SETTLED)
    parts: dict[str, pl.Expr] = {
        "retained-paid": pl.col("cause") == "retained-foreign-body",
        "burns-paid": pl.col("cause") == "surgical-burn",
        "surgery-paid": pl.col("specialty") == "general-surgery",
        "urology-paid": pl.col("specialty") == "urology",
    }
    return {
        "closed-with-damages-2023": paid,
        "closed-with-damages-2024": paid,
        **{key: _paid_share(cnst.filter(part)) for key, part in parts.items()},
    }


def _costs(cnst: pl.DataFrame) -> dict[str, float]:
    won = cnst.filter(pl.col("status").is_in(SUCCESSFUL)).sort(damages, descending=True)
    low, middle, high = 25_000 * POUND, 100_000 * POUND, 250_000 * POUND
    largest = won.head(round(won.height * 0.08))
    return {
        "under-25k": _share(won, damages < low),
        "over-250k": _share(won, damages > high),
        "top-8": 100 * _total(largest, damages) / _total(won, damages),
        "costs-to-25k": _mean_costs(won.filter(damages <= low)),
        "costs-to-100k": _mean_costs(won.filter((damages > low) & (damages <= middle))),
        "costs-exceed": _share(won, claimant_costs > damages),
    }


def _times(cnst: pl.DataFrame) -> dict[str, float]:
    births = cnst.filter(
        (pl.col("specialty") == "obstetrics") & pl.col("incident_date").is_between(*MATURE)
    )
    return {
        "maternity-delay": _mean_days(births, "incident_date", "notified_date") / YEAR,
        "to-resolution": _mean_days(cnst.filter(_closed()), "notified_date", "closed_date"),
    }


def _non_clinical_yearly(other: pl.DataFrame) -> dict[str, float]:
    staff = other.filter(pl.col("scheme") == "LTPS-EL").height
    a_year = other.height / len(STEADY)
    return {
        "non-clinical-2014": a_year,
        "non-clinical-2015": a_year,
        "staff-2014": staff / len(STEADY),
        "staff-2015": staff / len(STEADY),
        "staff-share": 100 * staff / other.height,
        "violence": other.filter(cause="violence").height / len(STEADY),
        "manual-handling": other.filter(cause="manual-handling").height / len(STEADY),
        "needlestick": other.filter(cause="sharps").height / len(STEADY),
    }


def _non_clinical_outcomes(other: pl.DataFrame) -> dict[str, float]:
    return {
        "manual-handling-paid": _paid_share(other.filter(cause="manual-handling")),
        "needlestick-paid": _paid_share(other.filter(cause="sharps")),
    }


def _closed() -> pl.Expr:
    return pl.col("closed_date").is_not_null()


def _paid_share(claims: pl.DataFrame) -> float:
    return _share(claims.filter(_closed()), pl.col("status") == Status.SETTLED)


def _share(claims: pl.DataFrame, part: pl.Expr) -> float:
    """Per cent of the claims."""
    return 100 * claims.filter(part).height / claims.height


def _total(claims: pl.DataFrame, amount: pl.Expr) -> float:
    return float(claims.select(amount.sum()).item())


def _mean_costs(claims: pl.DataFrame) -> float:
    return float(claims.select(claimant_costs.mean()).item()) / POUND


def _mean_days(claims: pl.DataFrame, start: str, end: str) -> float:
    return float(claims.select((pl.col(end) - pl.col(start)).dt.total_days().mean()).item())
