"""A division of claims as rows, chart, table and sentences: the same numbers in each."""

from dataclasses import replace

import plotly.graph_objects as go
import pytest

from scorecards import palette
from scorecards.claims.figures import charts, findings, queries, tables
from scorecards.claims.figures.breakdown import MOST_DRAWN, divided
from scorecards.claims.figures.model import Subject
from scorecards.claims.model import Kind
from scorecards.money import Currency
from tests.claims.for_reading.test_words import CAUSES, FIGURES, table, years
from tests.claims.nation import CANARY, OWN
from tests.people import viewers


OWN_FIGURES = replace(
    FIGURES,
    whose="Alder Valley",
    exact=True,
    claims=10,
    by={
        **FIGURES.by,
        "cause": table(("consent", "Consent", 6, 1), ("fall", "Fall", 3, 1)),
        "year": years((2021, "2021/22", 10, 1)),
    },
)


def lines(told):
    return [(line.code, line.claims, line.own) for line in told.lines]


def test_most_claims_come_first_and_hidden_ones_last():
    told = divided(FIGURES, None, "cause")
    assert lines(told) == [
        (None, 900, None), ("other", 800, None), ("burn", 120, None), ("consent", 120, None),
        ("fall", None, None),
    ]  # fmt: skip
    assert told.hides
    assert told.lines[2].share == pytest.approx(0.3)
    assert told.lines[4].share is None


def test_years_stand_in_their_order_and_none_is_missing():
    assert lines(divided(FIGURES, OWN_FIGURES, "year")) == [
        (2020, 200, 0), (2021, 0, 10), (2022, None, 0),
    ]  # fmt: skip


def test_a_year_that_was_left_out_is_not_said_to_have_no_claims():
    pooled = replace(FIGURES, pooled=frozenset({"year"}))
    assert lines(divided(pooled, None, "year"))[1] == (2021, None, None)


def test_ones_own_claims_stand_beside_with_what_part_of_ones_own_they_are():
    told = divided(FIGURES, OWN_FIGURES, "cause")
    assert told.beside == "Alder Valley"
    own = {line.code: (line.own, line.own_share) for line in told.lines}
    assert own["consent"] == (6, 0.6)
    assert own["burn"] == (0, 0.0)
    assert own["fall"] == (3, pytest.approx(0.3))


@pytest.mark.parametrize(
    "own", [None, replace(OWN_FIGURES, exact=False), replace(OWN_FIGURES, claims=0)]
)
def test_nothing_stands_beside_where_rows_are_not_told_one_by_one_or_there_are_none(own):
    told = divided(FIGURES, own, "cause")
    assert told.beside == ""
    assert {line.own for line in told.lines} == {None}


def test_what_is_said_names_the_two_largest_and_what_is_hidden():
    told = divided(FIGURES, OWN_FIGURES, "cause")
    said = findings.finding("What do they turn on?", told, OWN_FIGURES)
    assert said.heading == "What do they turn on?"
    assert said.takeaway == (
        "“Burn” has the largest number, 120 claims (30% of all). Next is “Consent”, with "
        "120 claims (30% of all). At Alder Valley, “Consent” has the largest number: 6 of 10. "
        "A row without a bar is hidden: it has 1 to 7 claims."
    )


def test_years_are_said_to_be_unfinished():
    said = findings.finding("When?", divided(FIGURES, None, "year"), None).takeaway
    assert said.startswith("2020/21 has the largest number, 200 claims.")
    assert "2020/21 has 200 so far, 2022/23 has 1 to 7." in said
    assert findings.STILL_COMING in said


def test_where_all_is_hidden_or_nothing_is_there_that_is_said():
    hidden = findings.finding("Harm?", divided(FIGURES, None, "injury"), None).takeaway
    assert hidden.startswith(findings.TOO_SMALL)
    nothing = replace(FIGURES, by={"injury": table()})
    assert findings.finding("Harm?", divided(nothing, None, "injury"), None).takeaway == (
        findings.NOTHING
    )


def test_rows_that_were_left_out_are_named_as_such():
    pooled = replace(FIGURES, pooled=frozenset({"cause"}))
    told = divided(pooled, None, "cause")
    assert findings.finding("Why?", told, None).takeaway.endswith(findings.POOLED)


def test_a_chart_has_at_most_ten_rows_and_says_that_the_table_has_more():
    many = table(*((f"c{n:02}", f"Cause {n:02}", 100 - n, 1) for n in range(14)))
    told = divided(replace(FIGURES, by={"cause": many}), None, "cause")
    figure = charts.bars(told, palette.LIGHT)
    assert len(figure.data[0].y) == MOST_DRAWN
    assert len(tables.rows(told, Currency.GBP)) == 14
    said = findings.finding("Why?", told, None).takeaway
    assert "The chart shows 10 of 14 rows; the table has all." in said


def test_the_chart_is_sound_and_says_in_words_what_has_no_bar():
    told = divided(FIGURES, OWN_FIGURES, "cause")
    figure = charts.bars(told, palette.DARK)
    go.Figure(figure.to_dict())  # with Plotly's check of every property
    nation, own = figure.data
    assert nation.text[-1] == charts.HIDDEN_BAR
    assert nation.x[-1] == 0
    assert own.text[-1] == "3 here (30%)"
    assert own.name == "Alder Valley"


def test_two_codes_of_one_name_have_a_bar_each():
    same = table(("a", "Fall", 20, 1), ("b", "Fall", 10, 1))
    figure = charts.bars(divided(replace(FIGURES, by={"cause": same}), None, "cause"), palette.DARK)
    assert len(set(figure.data[0].y)) == 2


def test_the_table_says_what_is_hidden():
    told = divided(FIGURES, OWN_FIGURES, "cause")
    assert tables.headings(told) == (
        "Cause", "Claims, all trusts", "Share of all", "Cost, all trusts", "Claims, Alder Valley",
    )  # fmt: skip
    assert tables.rows(told, Currency.GBP)[-1] == ("Fall", "1 to 7", "hidden", "hidden", "3")
    assert CAUSES.height == len(tables.rows(told, Currency.GBP))


def test_who_sees_claims_reads_of_the_trust_in_a_sentence_and_whether_they_are_few():
    counted = "claims from incidents in 2020/21 to 2022/23, with a total cost of £5,000."
    few = replace(OWN_FIGURES, total=5_000_00)
    assert findings.beside(few) == (f"10 {counted}", findings.FEW)
    assert findings.beside(replace(few, claims=findings.FEW_OWN)) == (f"30 {counted}",)
    assert findings.beside(replace(OWN_FIGURES, claims=0)) == (
        "No claims from incidents in 2020/21 to 2022/23.",
    )


def test_the_first_answer_passes_over_codes_that_say_nothing():
    told = divided(FIGURES, OWN_FIGURES, "cause")
    assert findings.first_answer(told) == "“Burn” has the largest number, 120 claims (30% of all)."
    vague = table(("other", "Other", 20, 1), ("a", "Fall", None, None))
    told = divided(replace(FIGURES, by={"cause": vague}), None, "cause")
    assert findings.first_answer(told) == ""


def test_others_read_the_rows_of_the_fixed_table_and_what_they_are(snapshot):
    subject = Subject(Kind.CLINICAL, {"specialty": ("urology", "orthopaedics")})
    told = findings.beside(queries.own(snapshot, viewers.board(CANARY), CANARY, subject))
    assert told[-1].startswith("That is all years together, ")
    assert not [said for said in told if "Northmoor" in said or "nought" in said]
    assert "cost hidden" in " ".join(told) or findings.POOLED in told
    none = Subject(Kind.CLINICAL, {"specialty": ("podiatry",)})
    assert findings.beside(queries.own(snapshot, viewers.board(OWN), OWN, none))[0] in (
        findings.NO_SUCH_CODE, findings.POOLED,
    )  # fmt: skip
    assert findings.beside(None) == (findings.NOTHING_FOLLOWS,)
