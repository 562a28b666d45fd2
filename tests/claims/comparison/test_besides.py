"""What comparisons and signals tell of claims is true, and adds up as it is said to."""

from collections import Counter

import pytest

from scorecards import financial_year
from scorecards.claims import besides
from scorecards.claims.model import Basis, Kind
from scorecards.disclosure.propagation import MOST, WHOLE


def counted(nation, trust, kind, basis):
    """The true count of every node that can be told, from the claims and the exact comparisons."""
    claims = [
        row
        for row in nation.claims(trust).collect().to_dicts()
        if row["kind"] == kind and row["status"] != "incident"
    ]
    other = besides.OTHER_BASIS[basis].column
    found = Counter({WHOLE: len(claims)})
    for row in claims:
        notified = row["notified_date"]
        year, quarter = financial_year.of(notified), (notified.month - 4) % 12 // 3
        found["year", str(financial_year.of(row[basis.column]))] += 1
        found["other-year", str(financial_year.of(row[other]))] += 1
        found["quarter", f"{year}-{quarter}"] += 1
        found["specialty", row["specialty"]] += 1
    for row in nation.across("compared").collect().iter_rows(named=True):
        if row["trust"] == trust:
            code = f"{row['cut']}/{row['denominator']}/{row['window']}"
            found["cut", code] = row["observed"]
    return found


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("basis", [Basis.INCIDENT, Basis.NOTIFIED])
def test_every_count_is_within_its_span_and_every_sum_holds(wide, kind, basis):
    checked = 0
    for trust in wide.organisations:
        told = besides.told(wide, trust, kind, basis)
        true = counted(wide, trust, kind, basis)
        for node, (least, most) in told.spans.items():
            assert node[0] == "rest" or least <= true[node] <= most, (trust, node)
        for whole, parts in told.sums:
            known = sum(true[part] for part in parts if part[0] != "rest")
            open_ended = any(told.spans.get(part) == (0, MOST) for part in parts)
            assert known <= true[whole] if open_ended else known == true[whole], (trust, whole)
            checked += 1
    assert checked > 100


def test_claims_without_a_date_are_in_no_comparison_of_the_same_claims(snapshot):
    """Of the small nation's first trust some have no date of incident."""
    for basis in (Basis.INCIDENT, Basis.NOTIFIED):
        told = besides.told(snapshot, "RA1", Kind.CLINICAL, basis)
        assert (told.spans, list(told.sums)) == ({}, [])


def test_a_release_without_comparisons_tells_of_years_and_quarters_only(wide, monkeypatch):
    monkeypatch.setattr(wide, "_files", {
        path: entry for path, entry in wide._files.items() if "compared" not in path
    })  # fmt: skip
    told = besides.told(wide, next(iter(wide.organisations)), Kind.CLINICAL, Basis.INCIDENT)
    assert "cut" not in {node[0] for node in told.spans}
    assert "other-year" in {node[0] for node in told.spans}
