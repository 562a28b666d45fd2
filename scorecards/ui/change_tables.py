"""The tables of “What changed”: the same answers as text, to the penny."""

import pandas as pd

from scorecards import formatting
from scorecards.claims.changes import charts, wording
from scorecards.claims.changes.model import CHANGE_NAMES, PART_NAMES, Changed, Part
from scorecards.claims.changes.wording import NAMES
from scorecards.claims.model import MONEY
from scorecards.claims.selection import DIMENSION_NAMES
from scorecards.snapshots.changes import THERE


COUNTED = {"all": "All claims", "open": "Open claims"}


def bridge(told: Changed, part: Part) -> pd.DataFrame:
    bridge, currency = told.bridge, told.currency
    first, last = told.days
    rows = [(first, bridge.claims_before, bridge.pence_before(part))]
    rows += [(CHANGE_NAMES[s.change], s.claims, s.pence(part)) for s in bridge.steps if s.claims]
    rows.append((last, bridge.claims_after, bridge.pence_after(part)))
    return pd.DataFrame(
        {
            "": [name for name, *_ in rows],
            "Claims": [formatting.count(claims) for _, claims, _ in rows],
            PART_NAMES[part]: [formatting.money_exact(pence, currency) for *_, pence in rows],
        }
    )


def count(told: Changed, *, only_open: bool) -> pd.DataFrame:
    bridge = told.bridge
    first, last = told.days
    steps = [
        (CHANGE_NAMES[s.change], s.open_after - s.open_before if only_open else s.more)
        for s in bridge.steps
    ]
    rows = [
        (first, formatting.count(bridge.open_before if only_open else bridge.claims_before)),
        *((name, charts.signed_count(by)) for name, by in steps if by),
        (last, formatting.count(bridge.open_after if only_open else bridge.claims_after)),
    ]
    return pd.DataFrame(rows, columns=["", COUNTED["open" if only_open else "all"]])


def kinds(told: Changed) -> pd.DataFrame:
    """Before, every kind of change there is, after: in claims, in total and by amount."""
    total, currency = told.bridge, told.currency
    steps = [step for step in total.steps if step.claims]
    first, last = told.days
    counts = [total.claims_before, *(step.claims for step in steps), total.claims_after]
    table = {
        "Change": [first, *(CHANGE_NAMES[step.change] for step in steps), last],
        "Claims": [formatting.count(number) for number in counts],
    }
    parts = {PART_NAMES[Part.ALL]: MONEY, **{NAMES[name]: (name,) for name in MONEY}}
    for heading, columns in parts.items():
        table[heading] = [
            formatting.money_exact(sum(total.before[name] for name in columns), currency),
            *(
                charts.signed_exact(
                    sum(step.after[name] - step.before[name] for name in columns), currency
                )
                for step in steps
            ),
            formatting.money_exact(sum(total.after[name] for name in columns), currency),
        ]
    return pd.DataFrame(table)


def moved(told: Changed) -> pd.DataFrame:
    rows, currency = told.moved, told.currency
    by = (rows["after"] - rows["before"]).to_list()
    return pd.DataFrame(
        {
            DIMENSION_NAMES[told.dimension]: rows["name"].to_list(),
            "Claims before": [formatting.count(n) for n in rows["claims_before"].to_list()],
            "Claims after": [formatting.count(n) for n in rows["claims_after"].to_list()],
            "Cost before": [formatting.money_exact(p, currency) for p in rows["before"].to_list()],
            "Cost after": [formatting.money_exact(p, currency) for p in rows["after"].to_list()],
            "Change": [charts.signed_exact(pence, currency) for pence in by],
        }
    )


def claims(told: Changed) -> pd.DataFrame:
    rows = list(told.listed.iter_rows(named=True))
    return pd.DataFrame(
        {
            "Claim": [row["claim_ref"] for row in rows],
            "Change": [wording.kind_of_change(row) for row in rows],
            "Before → after": [wording.what_changed(told, row) for row in rows],
            "Total cost before": [_there(told, row["was"], row["total"]) for row in rows],
            "After": [_there(told, row["is"], row[f"total{THERE}"]) for row in rows],
            "Moved by": [charts.signed_exact(row["by"], told.currency) for row in rows],
        }
    )


def _there(told: Changed, there: bool, pence: int) -> str:
    """What a claim costs in a release; nothing where it is not in it."""
    return formatting.money_exact(pence, told.currency) if there else ""
