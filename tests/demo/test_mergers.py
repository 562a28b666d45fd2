"""Three fictional trusts were two until a day; their claims say which they were against then."""

import polars as pl

from scorecards.demo.nation import Nation
from tests.demo.test_trusts import ods_rows, own_words


def test_three_trusts_have_a_predecessor_that_is_no_trust_today(drawn: Nation):
    today = {each.code for each in drawn.organisations}
    assert len(drawn.predecessors) == 3
    assert {each.successor for each in drawn.predecessors} < today
    assert "NMU" in {each.successor for each in drawn.predecessors}
    assert not {each.code for each in drawn.predecessors} & today


def test_predecessors_bear_no_real_name_or_code(drawn: Nation):
    real = {word for row in ods_rows() for word in own_words(row[1])}
    codes = {row[0] for row in ods_rows()}
    for each in drawn.predecessors:
        assert own_words(each.name), each.name
        assert not own_words(each.name) & real, each.name
        assert each.code not in codes
        assert each.code[0] not in "RT"


def test_only_incidents_before_the_merger_were_at_a_predecessor(drawn: Nation):
    for each in drawn.predecessors:
        own = drawn.claims.filter(pl.col("trust") == each.successor)
        then = own.filter(pl.col("organisation") == each.code)
        assert then["incident_date"].max() < each.from_date
        before = own.filter(pl.col("incident_date") < each.from_date)
        assert 0.1 < then.height / before.height < 0.6
        assert set(own["organisation"]) == {each.successor, each.code}


def test_all_other_claims_were_against_the_trust_itself(drawn: Nation):
    merged = [each.code for each in drawn.predecessors]
    others = drawn.claims.filter(~pl.col("organisation").is_in(merged))
    assert (others["organisation"] == others["trust"]).all()
