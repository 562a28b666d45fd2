"""`scorecard`: the same figures, from the same functions, as the page."""

import argparse
from typing import Any

from scorecards import financial_year, formatting
from scorecards.claims import queries
from scorecards.claims.model import Basis, Kind
from scorecards.claims.money.model import Money
from scorecards.claims.scorecard import Scorecard, Views
from scorecards.claims.selection import DIMENSIONS, Selection
from scorecards.cli.answers import OPERATOR, Answer
from scorecards.cli.context import Context
from scorecards.errors import UserError


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("scorecard", help="the figures of one trust's scorecard")
    parser.set_defaults(run=scorecard)
    parser.add_argument("--trust", required=True, metavar="CODE")
    parser.add_argument(
        "--scheme",
        choices=list(Kind),
        type=Kind,
        default=None,
        help="the kind of claims; left out: the one that the trust has more of",
    )
    parser.add_argument("--basis", choices=list(Basis), type=Basis, default=Basis.INCIDENT)
    parser.add_argument("--from", dest="first", type=financial_year.parse, metavar="2015/16")
    parser.add_argument("--to", dest="last", type=financial_year.parse, metavar="2024/25")
    parser.add_argument("--by", choices=DIMENSIONS, default="specialty")
    parser.add_argument("--filter", action="append", default=[], metavar="KEY=VALUE[,VALUE]")
    parser.add_argument("--json", action="store_true")  # fmt: skip


def scorecard(context: Context, wanted: argparse.Namespace) -> Answer:
    snapshot = context.snapshot()
    if wanted.trust not in snapshot.organisations:
        raise UserError(f"The published claims know no trust “{wanted.trust}”.")
    kind = wanted.scheme or queries.commoner_kind(snapshot, OPERATOR, wanted.trust)
    offered = queries.choices(snapshot, OPERATOR, wanted.trust, kind, wanted.basis)
    selection = Selection(
        trust=wanted.trust,
        kind=kind,
        first=offered.first if wanted.first is None else wanted.first,
        last=offered.last if wanted.last is None else wanted.last,
        basis=wanted.basis,
        filters=_filters(wanted.filter),
    )
    views = Views(quadrant=wanted.by, ranking=wanted.by, across="cause", down="specialty")
    answer = queries.scorecard(snapshot, OPERATOR, selection, views)
    return Answer(told(answer, wanted.by), _lines(answer))


def told(answer: Scorecard, by: str) -> dict[str, Any]:
    """The scorecard as plain values. Money in whole pence (or cents)."""
    headline, wanted = answer.headline, answer.selection
    return {
        "sentence": answer.sentence(),
        "snapshot": answer.snapshot_id,
        "as_at": answer.as_at.isoformat(),
        "trust": wanted.trust,
        "name": answer.organisation.name,
        "kind": wanted.kind.value,
        "basis": wanted.basis.value,
        "from": financial_year.label(wanted.first),
        "to": financial_year.label(wanted.last),
        "filters": {name: list(codes) for name, codes in wanted.filters.items()},
        "currency": answer.currency.value,
        "claims": headline.claims,
        "total_cost": headline.total,
        "claims_with_damages": headline.paid_claims,
        "median_damages": headline.median_damages,
        "mean_damages": headline.mean_damages,
        "closed": headline.closed,
        "closed_nil": headline.nil,
        "share_closed_nil": headline.nil_share,
        "share_of_largest_claim": headline.largest_share,
        **_money(answer.money),
        "notified_incidents": headline.incidents,
        "claims_without_date": headline.undated,
        "by": by,
        "rows": answer.ranking.select(
            "code", "name", "claims", "total", "open", "nil", "with_damages"
        ).to_dicts(),
        "years": [
            {**row, "year": financial_year.label(row["year"])}
            for row in answer.years.drop("largest").to_dicts()
        ],
    }


def _money(found: Money | None) -> dict[str, Any]:
    """The figures that one large claim cannot move, and what the cost is made of."""
    if found is None:
        return {}
    told = found.figures
    return {
        "total_without_largest_claim": told.without_largest,
        "capped_total": told.capped,
        "likely_median_damages": told.likely and [told.likely.lower, told.likely.upper],
        "trimmed_mean_damages": told.trimmed_mean,
        "parts_of_cost": found.parts.to_dicts(),
    }


def _filters(given: list[str]) -> dict[str, tuple[str, ...]]:
    filters: dict[str, tuple[str, ...]] = {}
    for text in given:
        name, equals, values = text.partition("=")
        if not equals or not values:
            raise UserError(f"The filter “{text}” has no value. Write it like cause=consent.")
        filters[name] = (*filters.get(name, ()), *values.split(","))
    return filters


def _lines(answer: Scorecard) -> list[str]:
    currency = answer.currency
    rows = answer.ranking.select("name", "claims", "total").rows()
    return [
        answer.sentence(),
        f"Total cost {formatting.money_exact(answer.headline.total, currency)}.",
        *(f"{name}: {formatting.claims(claims)}, {formatting.money_exact(total, currency)}"
          for name, claims, total in rows),
    ]  # fmt: skip
