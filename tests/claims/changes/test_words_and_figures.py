"""What is said and drawn of what changed: by hand, from claims that are given."""

from datetime import date

import plotly.graph_objects as go
import polars as pl
import pytest

from scorecards.claims.changes import charts, findings, measures, wording
from scorecards.claims.changes.model import Change, Changed, Part, Side
from scorecards.claims.changes.queries import bridge_of
from scorecards.claims.model import MONEY, Kind
from scorecards.money import Currency
from scorecards.palette import DARK, LIGHT
from scorecards.people.model import Organisation
from scorecards.settings import REFERENCE
from scorecards.taxonomy.codes import read
from tests.snapshots.releases import claim, frame


MILLION = 100_000_000
OPEN = claim("C1", "RA1", status="open", damages_reserved=2 * MILLION, specialty="obstetrics",
             cause="fall", notified_date=date(2022, 6, 7))  # fmt: skip
SETTLED = OPEN | {"status": "settled", "damages_paid": 3 * MILLION, "damages_reserved": 0,
                  "closed_date": date(2025, 6, 7), "settlement": "lump-sum"}  # fmt: skip
NEW = claim("C2", "RA1", status="open", defence_costs_reserved=50_000_00, specialty="urology",
            notified_date=date(2025, 9, 1))  # fmt: skip
NAMES = ("31 March 2025", "31 March 2026")
TAXONOMY = read(REFERENCE)


def told(before, after, only=None, dimension="specialty") -> Changed:
    rows = measures.paired(frame(before), frame(after))
    moved = measures.moved(rows, dimension)
    names = [TAXONOMY[dimension].name_of(code) for code in moved["code"]]
    return Changed(
        organisation=Organisation("RA1", "Alder Valley", "Acute", "North"),
        kind=Kind.CLINICAL,
        dimension=dimension,
        currency=Currency.GBP,
        earlier=Side("2025-03-31-0000000000", date(2025, 3, 31), TAXONOMY),
        later=Side("2026-03-31-1111111111", date(2026, 3, 31), TAXONOMY),
        bridge=bridge_of(rows),
        moved=moved.insert_column(1, pl.Series("name", names, pl.String)),
        listed=measures.changed(rows, only),
    )


def test_the_first_line_says_what_is_new_and_what_ended_and_what_it_cost():
    assert findings.sentence(told([OPEN], [SETTLED, NEW])) == (
        "Since 31 March 2025: 1 new clinical claim against Alder Valley, 1 settled, 0 closed nil, "
        "0 revalued; the total cost rose by £1.05 million to £3.05 million."
    )


def test_the_first_line_names_what_happens_seldom_only_when_it_did():
    recoded = NEW | {"specialty": "obstetrics"}
    assert findings.sentence(told([OPEN, NEW], [recoded])) == (
        "Since 31 March 2025: 0 new clinical claims against Alder Valley, 0 settled, 0 closed nil, "
        "0 revalued, 1 no longer in the extract, 1 recoded; the total cost fell by £2 million to "
        "£50,000."
    )


def test_the_first_line_when_nothing_changed_and_when_there_is_nothing():
    assert findings.sentence(told([OPEN], [OPEN])) == (
        "Since 31 March 2025: no clinical claim against Alder Valley has changed; 1 claim, total "
        "cost £2 million."
    )
    assert findings.sentence(told([], [])) == (
        "Neither release has clinical claims against Alder Valley."
    )
    assert findings.sentence(told([NEW], [NEW | {"cause": "consent"}])).endswith(
        "1 recoded; the total cost is £50,000, as before."
    )


def test_what_left_the_extract_is_never_called_withdrawn():
    said = findings.counts(told([OPEN, NEW], [OPEN]), only_open=False)
    assert said.heading == "1 claim, 1 fewer than before"
    assert "was not necessarily withdrawn" in said.takeaway
    assert "withdrawn" not in findings.counts(told([OPEN], [OPEN]), only_open=False).takeaway


def test_the_number_of_open_claims_is_told_beside_the_number_of_all():
    both = told([OPEN], [SETTLED, NEW])
    assert findings.counts(both, only_open=False).heading == "2 claims, 1 more than before"
    assert findings.counts(both, only_open=False).takeaway.startswith(
        "Besides: 1 open claim, as many as before."
    )
    assert findings.counts(both, only_open=True).heading == "1 open claim, as many as before"


def test_the_cost_says_what_moved_it_most_and_that_reserves_are_estimates():
    said = findings.cost(told([OPEN], [SETTLED, NEW]), Part.ALL)
    assert said.heading == "Total cost rose by £1.05 million"
    assert said.takeaway == (
        "Settled claims moved it most: +£1 million for 1 claim. What is reserved is an estimate, "
        "and moves as a case does."
    )
    reserved = findings.cost(told([OPEN], [SETTLED, NEW]), Part.RESERVED)
    assert reserved.heading == "Reserved fell by £1.95 million"
    assert findings.cost(told([OPEN], [OPEN]), Part.ALL).heading == "Total cost: the same as before"


def test_revalued_claims_are_told_as_what_rose_and_what_fell():
    less = NEW | {"defence_costs_reserved": 20_000_00}
    said = findings.cost(
        told([OPEN, NEW], [OPEN | {"damages_reserved": 3 * MILLION}, less]), Part.ALL
    )
    assert (
        "Of 2 claims revalued, 1 rose by £1 million together and 1 fell by £30,000."
        in said.takeaway
    )


def test_what_moved_most_is_named_first():
    said = findings.moved(told([OPEN], [SETTLED, NEW]))
    assert said.heading == "Obstetrics: cost rose by £1 million"
    assert said.takeaway.startswith("Next: Urology (+£50,000). ")
    assert (
        findings.moved(told([OPEN], [OPEN])).heading == "No specialty has another cost than before"
    )


def test_an_empty_list_says_what_it_has_none_of():
    assert findings.list_of(told([OPEN], [OPEN]), None).takeaway == "No claim is changed."
    none = told([OPEN], [SETTLED], Change.NIL)
    assert findings.list_of(none, Change.NIL).takeaway == "No claim is “closed nil”."
    assert findings.list_of(told([OPEN], [SETTLED]), None).heading == "1 claim changed"


def test_a_changed_claim_says_what_was_and_what_is_column_by_column():
    now = SETTLED | {"cause": "consent"}
    answer = told([OPEN], [now])
    (row,) = answer.listed.iter_rows(named=True)
    assert wording.kind_of_change(row) == "Settled, recoded too"
    assert wording.what_changed(answer, row) == (
        "Status Open → Settled with damages; Damages paid £0 → £3,000,000; Damages reserved "
        f"£2,000,000 → £0; Cause {TAXONOMY['cause'].name_of('fall')} → "
        f"{TAXONOMY['cause'].name_of('consent')}; Closed none → 7 June 2025; "
        "Settlement none → lump sum"
    )


def test_the_wording_of_a_code_is_told_only_where_the_code_is_the_same():
    answer = told([OPEN | {"cause_raw": "Fell"}], [OPEN | {"cause_raw": "Fall from bed"}])
    (row,) = answer.listed.iter_rows(named=True)
    assert wording.what_changed(answer, row) == (
        "Cause as the source wrote it “Fell” → “Fall from bed”"
    )
    answer = told([OPEN | {"cause_raw": "Fell"}], [OPEN | {"cause": "consent", "cause_raw": "Con"}])
    (row,) = answer.listed.iter_rows(named=True)
    assert "source" not in wording.what_changed(answer, row)


def test_a_claim_that_is_in_one_release_only_says_where_it_stands():
    answer = told([OPEN | {"claim_ref": "C9"}], [NEW])
    gone, new = sorted(answer.listed.iter_rows(named=True), key=lambda row: row["change"] == "new")
    assert wording.kind_of_change(new) == "New"
    assert wording.what_changed(answer, new) == "Open; notified 1 September 2025; Urology"
    assert wording.kind_of_change(gone) == "Left the extract"
    assert wording.what_changed(answer, gone).startswith("Open; notified 7 June 2022; Obstetrics")


def test_an_incident_that_became_a_claim_says_so():
    incident = NEW | {"status": "incident"} | dict.fromkeys(MONEY, 0)
    (row,) = told([incident], [NEW]).listed.iter_rows(named=True)
    assert wording.kind_of_change(row) == "New, was a notified incident"


CASES = {
    "usual": ([OPEN], [SETTLED, NEW]),
    "nothing changed": ([OPEN], [OPEN]),
    "nothing there": ([], []),
    "all new": ([], [OPEN, NEW]),
    "all gone": ([OPEN, NEW], []),
    "up and down": ([OPEN, NEW], [OPEN | {"damages_reserved": MILLION},
                                  NEW | {"damages_paid": 100_00}]),
    "free": ([claim("C1", "RA1", status="open")], [claim("C1", "RA1", status="nil")]),
}  # fmt: skip


def every_figure(answer, ground):
    money = {"currency": Currency.GBP}
    yield charts.moved(answer.moved, ground, **money)
    for only_open in (False, True):
        yield charts.count_bridge(answer.bridge, ground, names=NAMES, only_open=only_open)
    for part in Part:
        yield charts.cost_bridge(answer.bridge, part, ground, names=NAMES, **money)


@pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("case", CASES)
def test_every_figure_is_one_that_plotly_accepts(case, ground):
    for figure in every_figure(told(*CASES[case]), ground):
        go.Figure(figure.to_dict())


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("case", CASES)
def test_a_bridge_begins_at_what_was_and_each_bar_where_the_last_one_ended(case, part):
    answer = told(*CASES[case])
    figure = charts.cost_bridge(answer.bridge, part, LIGHT, names=NAMES, currency=Currency.GBP)
    _, bars, totals = figure.to_dict()["data"]
    at = totals["x"][0]
    assert at == answer.bridge.pence_before(part) / 100
    for base, length in zip(bars["base"], bars["x"], strict=True):
        assert base == pytest.approx(at)
        at = base + length
    assert totals["x"][1] == pytest.approx(at) == answer.bridge.pence_after(part) / 100


def test_no_total_is_drawn_as_a_bar_and_every_label_has_its_sign():
    figure = charts.count_bridge(
        told(*CASES["usual"]).bridge, LIGHT, names=NAMES, only_open=True
    ).to_dict()  # fmt: skip
    kinds = [trace["type"] for trace in figure["data"]]
    assert kinds == ["scatter", "bar", "scatter"]
    assert figure["layout"]["yaxis"]["ticktext"] == [
        "<b>31 March 2025</b><br>1", "New<br>+1", "Settled<br>−1", "<b>31 March 2026</b><br>1",
    ]  # fmt: skip


def test_what_was_revalued_is_drawn_upwards_and_downwards():
    figure = charts.cost_bridge(
        told(*CASES["up and down"]).bridge, Part.ALL, LIGHT, names=NAMES, currency=Currency.GBP
    ).to_dict()  # fmt: skip
    assert figure["layout"]["yaxis"]["ticktext"][1:3] == [
        "Revalued upwards<br>+£100", "Revalued downwards<br>−£1 million",
    ]  # fmt: skip
