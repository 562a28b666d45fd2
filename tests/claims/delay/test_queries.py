"""Whoever asks gets what the role may see: exact, protected, or a refusal."""

from dataclasses import replace

import pytest

from scorecards.claims.commands import contents_of
from scorecards.claims.delay import findings, queries
from scorecards.claims.delay.model import Where
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Detail
from scorecards.errors import NotAllowed, UserError
from scorecards.settings import REFERENCE
from scorecards.snapshots.build import build
from scorecards.snapshots.model import Origin, Source
from scorecards.snapshots.opening import open_snapshot
from scorecards.taxonomy.codes import read
from tests.claims import nation, twins
from tests.claims.asking import EXACT, PROTECTED, ask, views, wanted
from tests.claims.delay import twins as delay_twins
from tests.claims.delay.triangles import frame
from tests.claims.nation import AMBULANCE, AS_AT, CANARY, EMPTY, NOW, ORGANISATIONS, OWN
from tests.claims.walking import values
from tests.people.viewers import board, lead, manager, steward


CLINICAL = Kind.CLINICAL
INCIDENT, NOTIFIED, CLOSED = Basis
each_exact = pytest.mark.parametrize("viewer", EXACT.values(), ids=EXACT)
each_protected = pytest.mark.parametrize("viewer", PROTECTED.values(), ids=PROTECTED)
each_pair = pytest.mark.parametrize("bases", [(a, b) for a in Basis for b in Basis])


@pytest.fixture(scope="session")
def before(tmp_path_factory):
    """A release of an earlier version: without the tables that delay is read from."""
    root = tmp_path_factory.mktemp("before")
    whole = contents_of(frame(list(nation.rows())), ORGANISATIONS, read(REFERENCE), as_at=AS_AT)
    peers = {n: t for n, t in whole.peers.items() if n not in ("development", "lags")}
    origin = Origin(AS_AT, "test", (Source("a.csv", "0" * 64, 1),), "GBP", True, "before")
    return open_snapshot(
        root, build(root, origin, replace(whole, peers=peers), now=NOW).snapshot_id
    )


def card_of(snapshot, asked=None, viewer=None):
    """The scorecard with what everybody may open."""
    return ask(snapshot, asked, viewer, views(detail=Detail.BANDS))


def counted(trust, kind="clinical", basis="incident"):
    rows = [r for r in nation.of_trust(trust) if r["status"] != "incident" and r["kind"] == kind]
    years = [twins.financial_year(r[f"{basis}_date"]) for r in rows]
    return {year: years.count(year) for year in years if year is not None}


@each_exact
def test_those_who_see_claims_get_every_year_exactly(snapshot, viewer):
    known = queries.known(snapshot, viewer, OWN, CLINICAL)
    by_hand = counted(OWN)
    assert known.exact
    assert {y: k.notified for y, k in known.maturity.years.items()} == {
        year: by_hand.get(year, 0) for year in range(min(by_hand), 2023)
    }
    assert known.claims == sum(by_hand.values())
    assert known.own is not None
    assert known.own.name == "Alder Valley"


@each_protected
def test_others_get_numbers_made_of_protected_counts_alone(snapshot, viewer):
    known = queries.known(snapshot, viewer, OWN, CLINICAL)
    shown = {
        row["year"]: row["claims"] for row in card_of(snapshot, viewer=viewer).years.to_dicts()
    }
    assert {
        year: k.notified for year, k in known.maturity.years.items() if k.notified != 0
    } == shown
    assert known.own is None
    for year in known.maturity.years.values():
        for number in (year.notified, year.expected, year.low, year.high):
            assert number is None or number % 5 == 0


def test_protected_numbers_do_not_move_with_what_is_hidden(snapshot):
    """Nothing of a trust whose counts are all small can be read off, but that they are small."""
    known = queries.known(snapshot, lead(OWN, CANARY), CANARY, CLINICAL)
    for path, value in values(known.maturity):
        if isinstance(value, int | float) and not isinstance(value, bool) and value < 1000:
            assert value == 0 or value >= 10 or "share" in path, path


def test_nobody_sees_the_years_of_a_trust_that_is_not_theirs(snapshot):
    for viewer in (manager(OWN), board(OWN), lead(OWN)):
        for asked in (
            lambda v: queries.known(snapshot, v, AMBULANCE, CLINICAL),
            lambda v: queries.lens(snapshot, v, AMBULANCE, CLINICAL, None),
            lambda v: queries.reconcile(
                snapshot, v, AMBULANCE, CLINICAL, period=(2014, 2020), bases=(INCIDENT, NOTIFIED)
            ),
            lambda v: queries.periods(snapshot, v, AMBULANCE, CLINICAL),
        ):
            with pytest.raises(NotAllowed):
                asked(viewer)


@each_protected
def test_the_reconciler_is_for_those_who_see_claims_one_by_one(snapshot, viewer):
    with pytest.raises(NotAllowed):
        queries.reconcile(
            snapshot, viewer, OWN, CLINICAL, period=(2014, 2020), bases=(INCIDENT, NOTIFIED)
        )
    with pytest.raises(NotAllowed):
        queries.periods(snapshot, viewer, OWN, CLINICAL)


def test_a_trust_that_the_release_does_not_know_is_refused(snapshot):
    with pytest.raises(UserError):
        queries.known(snapshot, steward(), "XYZ", CLINICAL)


@each_pair
@pytest.mark.parametrize("period", [(2014, 2022), (2018, 2018), (2016, 2019), (1990, 1991)])
def test_two_bases_differ_by_claims_that_are_all_accounted_for(snapshot, bases, period):
    told = queries.reconcile(snapshot, steward(), OWN, CLINICAL, period=period, bases=bases)
    for number, basis in ((told.before, bases[0]), (told.after, bases[1])):
        years = counted(OWN, basis=basis.value)
        assert number == sum(n for year, n in years.items() if period[0] <= year <= period[1])
    assert told.before - sum(told.left.values()) + sum(told.joined.values()) == told.after
    if bases[0] is bases[1]:
        assert not any(told.left.values()) and not any(told.joined.values())


def test_reasons_are_told_by_where_the_other_date_lies(snapshot):
    told = queries.reconcile(
        snapshot, steward(), OWN, CLINICAL, period=(2016, 2018), bases=(INCIDENT, CLOSED)
    )
    by_hand = delay_twins.reconciled(
        nation.of_trust(OWN), "clinical", 2016, 2018, ("incident", "closed")
    )
    left = {row["other"]: row["claims"] for row in by_hand if row["one"] == "in"}
    assert told.both == left["in"]
    assert told.left == {
        Where.BEFORE: left.get("before", 0), Where.AFTER: left["after"],
        Where.MISSING: left["missing"],
    }  # fmt: skip
    assert f"{told.left[Where.MISSING]} are not closed yet" in findings.reconciled(told).takeaway


def test_a_period_that_ends_before_it_starts_is_refused(snapshot):
    with pytest.raises(UserError):
        queries.reconcile(
            snapshot, steward(), OWN, CLINICAL, period=(2019, 2018), bases=(INCIDENT, NOTIFIED)
        )


@each_exact
def test_what_arrived_is_told_of_the_trust_beside_the_nation(snapshot, viewer):
    shown = queries.lens(snapshot, viewer, OWN, CLINICAL, 2018)
    rows = [
        row for row in delay_twins.arrived(nation.of_trust(OWN))
        if row["notified"] == 2018 and row["kind"] == "clinical"
    ]  # fmt: skip
    by_hand = {row["incident"]: row["claims"] for row in rows if row["incident"] is not None}
    assert shown.own.claims == sum(row["claims"] for row in rows)
    assert dict(zip(shown.own.years, shown.own.counts, strict=True)) == by_hand
    assert sum(shown.own.shares) == pytest.approx(1)
    assert shown.nation.national


@each_protected
def test_others_are_told_of_the_nation_alone(snapshot, viewer):
    shown = queries.lens(snapshot, viewer, OWN, CLINICAL, 2018)
    assert shown.own is None
    assert set(shown.nation.counts) == {None}
    assert shown.nation.claims % 5 == 0
    assert findings.NATION_ONLY in findings.lens(shown, CLINICAL).takeaway


def test_a_year_that_nobody_offers_gives_the_newest_complete_one(snapshot):
    newest = queries.lens(snapshot, steward(), OWN, CLINICAL, None)
    assert newest.year == max(newest.offered)
    assert queries.lens(snapshot, steward(), OWN, CLINICAL, 1066) == newest


def test_a_trust_without_claims_has_no_years_and_says_so(snapshot):
    for viewer in (steward(), board(EMPTY)):
        known = queries.known(snapshot, viewer, EMPTY, CLINICAL)
        assert known.maturity.years == {}
        assert findings.answer(known) == "Empty Moor has no clinical claims yet."


@pytest.mark.parametrize("viewer", [steward(), board(OWN)], ids=["steward", "board member"])
def test_a_release_of_an_earlier_version_says_what_it_cannot_tell(before, viewer):
    known = queries.known(before, viewer, OWN, CLINICAL)
    assert known.curves == ()
    assert "made before" in findings.answer(known)
    assert all(year.expected is None for year in known.maturity.years.values())
    card = card_of(before, viewer=viewer)
    assert card.maturity.why_not


class TestScorecard:
    def test_it_carries_what_is_known_by_incident_and_nothing_by_other_dates(self, snapshot):
        assert card_of(snapshot).maturity.years
        assert card_of(snapshot, wanted(basis=NOTIFIED)).maturity is None
        assert card_of(snapshot, wanted(basis=CLOSED)).maturity is None

    def test_it_says_the_same_of_a_year_as_the_screen_of_delay(self, snapshot):
        for viewer in (steward(), board(OWN)):
            known = queries.known(snapshot, viewer, OWN, CLINICAL).maturity.years
            for year, told in card_of(snapshot, viewer=viewer).maturity.years.items():
                assert told == known[year]

    def test_a_specialty_has_its_own_line(self, snapshot):
        whole = queries.known(snapshot, steward(), OWN, CLINICAL)
        maternity = next(curve for curve in whole.curves if curve.name == "Maternity")
        only = card_of(snapshot, wanted(specialty="obstetrics")).maturity
        assert only.share(2022) == pytest.approx(maternity.shares[3])

    @pytest.mark.parametrize("asked", [{"status": "settled"}, {"band": "none"}])
    def test_of_what_changes_as_claims_age_nothing_is_said(self, snapshot, asked):
        assert "as they age" in card_of(snapshot, wanted(**asked)).maturity.why_not
