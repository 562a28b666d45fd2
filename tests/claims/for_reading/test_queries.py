"""The door to figures for reading: on a small nation, against its rows counted by hand."""

from collections import Counter

import pytest

from scorecards.claims.figures import queries
from scorecards.claims.figures.model import Quantity, Subject
from scorecards.claims.figures.queries import TABLES
from scorecards.claims.figures.words import said
from scorecards.claims.model import MONEY, Kind
from scorecards.errors import NotAllowed, UserError
from scorecards.people.model import Role
from tests.claims import nation
from tests.claims.nation import AMBULANCE, CANARY, EMPTY, OTHERS, OWN
from tests.people import viewers


OBSTETRICS = Subject(Kind.CLINICAL, {"specialty": ("obstetrics",)})
NARROW = Subject(Kind.CLINICAL, {"specialty": ("obstetrics",), "cause": ("delayed-diagnosis",)})
RARE = Subject(Kind.CLINICAL, {"specialty": ("urology",)})
ABSENT = Subject(Kind.CLINICAL, {"specialty": ("podiatry",)})
EXACT = {"risk manager": viewers.manager(OWN), "steward": viewers.steward()}
PROTECTED = {
    "board member": viewers.board(OWN), "reader": viewers.reader(OWN), "Lead": viewers.lead(OWN),
}  # fmt: skip
FIRST, LAST = 2013, 2022


def year_of(day):
    return day.year if day.month >= 4 else day.year - 1


def counted(subject, trust=None, first=None):
    """The rows of a subject, in plain Python."""
    first = LAST - subject.years + 1 if first is None else first
    return [
        row
        for row in nation.rows()
        if row["kind"] == subject.kind.value
        and row["status"] != "incident"
        and row["incident_date"] is not None
        and first <= year_of(row["incident_date"]) <= LAST
        and (trust is None or row["trust"] == trust)
        and all(row[name] in codes for name, codes in subject.codes.items())
    ]


def cost(rows):
    return sum(row[name] for row in rows for name in MONEY)


def nearest(number):
    return 0 if number == 0 else None if number < 8 else 5 * ((number + 2) // 5)


def test_the_nation_is_counted_and_rounded(snapshot):
    told = queries.national(snapshot, viewers.editor(), OBSTETRICS)
    rows = counted(OBSTETRICS)
    assert (told.first, told.last) == (FIRST, LAST)
    assert told.claims == nearest(len(rows))
    statuses = Counter(row["status"] for row in rows)
    assert told.open == nearest(statuses["open"])
    assert told.nil == nearest(statuses["nil"])
    assert told.settled == nearest(statuses["settled"]) + nearest(statuses["continuing"])
    for name in TABLES:
        there = Counter(
            year_of(row["incident_date"]) if name == "year" else row[name] for row in rows
        )
        shown = dict(told.by[name].select("code", "claims").iter_rows())
        assert shown == {code: nearest(there[code]) for code in shown}
        assert name in told.pooled or set(shown) == set(there)


def test_years_limit_the_window_from_its_end(snapshot):
    lately = Subject(Kind.CLINICAL, OBSTETRICS.codes, 3)
    told = queries.national(snapshot, viewers.editor(), lately)
    assert (told.first, told.last) == (2020, LAST)
    assert told.claims == nearest(len(counted(lately)))


def test_of_fewer_than_ten_trusts_nothing_is_told(snapshot):
    """Urology is the canary trust's alone."""
    assert len({row["trust"] for row in counted(RARE)}) == 1
    assert queries.national(snapshot, viewers.editor(), RARE) is None


def test_no_claims_at_all_are_nought_and_not_hidden(snapshot):
    told = queries.national(snapshot, viewers.editor(), ABSENT)
    assert (told.claims, told.total, told.open) == (0, 0, 0)
    assert said(told, Quantity.LEADING_CAUSE) == "not known"


def test_the_cost_is_told_to_two_figures(snapshot):
    told = queries.national(snapshot, viewers.editor(), OBSTETRICS)
    assert told.total == round(cost(counted(OBSTETRICS)), -len(str(told.total)) + 2)


def test_a_cost_that_one_trust_is_most_of_is_hidden_in_every_row(snapshot):
    """The canary trust holds nearly all of what clinical claims cost."""
    everything = Subject(Kind.CLINICAL, {})
    rows = counted(everything)
    assert cost(row for row in rows if row["trust"] == CANARY) > 0.9 * cost(rows)
    told = queries.national(snapshot, viewers.editor(), everything)
    assert told.claims == nearest(len(rows))
    assert told.total is None
    assert all(told.by[name]["total"].is_null().all() for name in TABLES)


def test_a_row_is_hidden_where_few_trusts_or_one_trust_make_up_its_cost(snapshot):
    told = queries.national(snapshot, viewers.editor(), OBSTETRICS)
    hidden = 0
    for name in ("location", "cause", "injury"):
        for row in told.by[name].iter_rows(named=True):
            there = [each for each in counted(OBSTETRICS) if each[name] == row["code"]]
            by_trust = Counter()
            for each in there:
                by_trust[each["trust"]] += cost([each])
            ordered = sorted(by_trust.values(), reverse=True)
            alone = len(by_trust) <= 5 or sum(ordered[3:]) < 0.15 * ordered[0]
            if len(there) < 10 or alone or ordered[0] > 0.7 * sum(ordered):
                assert row["total"] is None
                hidden += 1
    assert hidden


@pytest.mark.parametrize("who", EXACT)
def test_who_sees_claims_has_the_exact_figures_of_the_trust(snapshot, who):
    told = queries.own(snapshot, EXACT[who], OWN, NARROW)
    rows = counted(NARROW, OWN)
    assert told.exact
    assert (told.claims, told.total) == (len(rows), cost(rows))
    causes = dict(told.by["cause"].select("code", "claims").iter_rows())
    assert causes == Counter(row["cause"] for row in rows)
    assert sum(told.by["year"]["claims"]) == len(rows)
    assert "exact, not for onward sharing" in str(told.stamp)


@pytest.mark.parametrize("who", PROTECTED)
def test_others_are_told_what_the_fixed_table_says_of_one_list_of_codes(snapshot, who):
    told = queries.own(snapshot, PROTECTED[who], OWN, OBSTETRICS)
    every = counted(OBSTETRICS, OWN, first=1900)
    assert not told.exact
    assert told.claims == nearest(len(every))
    assert list(told.by) == ["specialty"]
    assert told.median_damages is None
    assert (told.settled, told.open, told.nil) == (None, None, None)
    assert "n is all clinical claims of the trust" in str(told.stamp)


@pytest.mark.parametrize("who", PROTECTED)
def test_others_are_told_nothing_of_codes_in_two_lists(snapshot, who):
    assert queries.own(snapshot, PROTECTED[who], OWN, NARROW) is None


def test_the_window_of_a_subject_narrows_nothing_for_those_who_may_not_narrow(snapshot):
    """Else the same codes for three years and for ten could be set against each other."""
    board = viewers.board(OWN)
    lately = queries.own(snapshot, board, OWN, Subject(Kind.CLINICAL, OBSTETRICS.codes, 1))
    whole = queries.own(snapshot, board, OWN, OBSTETRICS)
    assert (lately.claims, lately.first, lately.last) == (whole.claims, whole.first, whole.last)


def test_a_sum_of_codes_with_a_hidden_one_is_hidden_and_may_be_more_than_seven(snapshot):
    several = Subject(Kind.CLINICAL, {"specialty": ("urology", "ophthalmology", "orthopaedics")})
    told = queries.own(snapshot, viewers.board(CANARY), CANARY, several)
    assert told.claims is None
    assert told.in_parts
    assert said(told, Quantity.CLAIMS) == "hidden"


@pytest.mark.parametrize("trust", [OTHERS[0], AMBULANCE, EMPTY])
@pytest.mark.parametrize(
    "viewer", [viewers.manager(OWN), viewers.board(OWN), viewers.lead(OWN)], ids=lambda v: v.role
)
def test_nobody_is_told_of_a_trust_that_is_not_theirs(snapshot, viewer, trust):
    with pytest.raises(NotAllowed):
        queries.own(snapshot, viewer, trust, OBSTETRICS)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR, Role.NONE])
def test_who_sees_no_scorecards_is_told_of_no_trust_but_of_the_nation(snapshot, role):
    viewer = viewers.viewer(role, OWN)
    with pytest.raises(NotAllowed):
        queries.own(snapshot, viewer, OWN, OBSTETRICS)
    assert queries.national(snapshot, viewer, OBSTETRICS).claims


def test_nobody_is_told_nothing(snapshot):
    for ask in (
        lambda: queries.national(snapshot, None, OBSTETRICS),
        lambda: queries.own(snapshot, None, OWN, OBSTETRICS),
    ):
        with pytest.raises(NotAllowed, match="Sign in first"):
            ask()


def test_a_trust_that_does_not_exist_is_told_in_words(snapshot):
    with pytest.raises(UserError, match="no trust “NOWHERE”"):
        queries.own(snapshot, viewers.steward(), "NOWHERE", OBSTETRICS)
