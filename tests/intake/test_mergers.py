"""A claims file that names organisations which have merged since."""

from datetime import date

from scorecards.people.model import Organisation, Predecessor
from tests.intake.claims_files import MERGED, TRUSTS, checked


def test_rows_of_a_predecessor_count_for_todays_trust_and_keep_their_code():
    result = checked({}, {"Trust code": "RX0"}, {"Trust code": "eastmoor infirmary"})
    assert result.claims.select("trust", "organisation").rows() == [
        ("RX1", "RX1"), ("RX1", "RX0"), ("RX1", "RX0"),
    ]  # fmt: skip
    assert [one.code for one in result.organisations] == ["RX1"]
    assert result.predecessors == tuple(MERGED.values())
    assert [one.sentence() for one in result.report.moved] == [
        "2 rows against RX0 are counted for RX1, of which it is a part today."
    ]
    assert result.report.to_json_dict()["moved"] == [
        {"predecessor": "RX0", "successor": "RX1", "rows": 2}
    ]
    done = result.report.findings.filter(rule="merged-trust")["done"].to_list()
    assert (
        done
        == ["Counted for RX1 as of today; RX0 is kept as the organisation as constituted then."] * 2
    )


def test_a_rejected_row_is_not_said_to_be_counted():
    result = checked({}, {"Trust code": "RX0", "Scheme": "ABC"})
    assert result.report.moved == ()


def test_where_nothing_merged_the_code_then_is_the_code_today():
    result = checked({}, {"Trust code": "RX2"}, predecessors=None)
    assert (result.claims["organisation"] == result.claims["trust"]).all()
    assert result.predecessors == ()


def test_the_references_of_two_that_merged_may_be_the_same_and_are_kept_apart():
    """A reference is unique in a trust; after a merger two may meet."""
    result = checked({"Claim reference": "A"}, {"Claim reference": "B", "Trust code": "RX0"})
    assert result.claims.select("claim_ref", "trust").n_unique() == 2


def test_a_predecessor_of_a_trust_without_claims_is_left_out():
    other = Predecessor("RX8", "Westmoor", "RX2", date(2018, 4, 1))
    known = {**TRUSTS, "RX8": Organisation("RX8", "Westmoor", "Acute", "North")}
    result = checked({}, known_trusts=known, predecessors={**MERGED, "RX8": other})
    assert [each.code for each in result.predecessors] == ["RX0"]
