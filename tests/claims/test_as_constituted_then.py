"""Claims against a body that merged: counted for today's trust, and found by what it was."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from scorecards.claims import queries
from scorecards.claims.commands import contents_of
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Views
from scorecards.claims.selection import Selection
from scorecards.errors import UserError
from scorecards.people.model import Organisation, Predecessor
from scorecards.settings import REFERENCE
from scorecards.snapshots.build import build
from scorecards.snapshots.opening import open_snapshot
from scorecards.taxonomy.codes import read
from tests.people.viewers import board, manager
from tests.snapshots.releases import NOW, claim, frame, origin


TODAY = (
    Organisation("RA1", "Alder", "Acute", "North"),
    Organisation("RB2", "Birch", "Acute", "North"),
)
MERGED = (
    Predecessor("RX9", "Rowan", "RA1", date(2018, 4, 1)),
    Predecessor("RY9", "Yew", "RC3", date(2018, 4, 1)),
)
SEEN = Views("specialty", "cause", across="cause", down="specialty")
THEN = {"incident_date": date(2017, 5, 1), "notified_date": date(2018, 5, 1), "cause": "fall"}


def released(root: Path, rows=None, **others):
    rows = rows or [
        *(claim(f"C{n}", "RA1", **THEN) for n in range(3)),
        *(claim(f"X{n}", "RA1", **THEN, organisation="RX9") for n in range(4)),
        claim("B1", "RB2", **THEN),
    ]
    made = contents_of(frame(rows), TODAY, read(REFERENCE), None, MERGED, as_at=date(2020, 3, 31))
    done = build(root, origin(), replace(made, **others), now=NOW)
    return open_snapshot(root, done.snapshot_id)


def wanted(**filters):
    return Selection("RA1", Kind.CLINICAL, 2017, 2017, filters=filters)


def test_a_release_keeps_the_predecessors_of_its_trusts_and_opens_none_of_them(tmp_path):
    snapshot = released(tmp_path)
    assert dict(snapshot.predecessors) == {"RX9": MERGED[0]}
    assert set(snapshot.organisations) == {"RA1", "RB2"}
    offered = {one.code for one in queries.trusts_open_to(snapshot, manager("RX9"))}
    assert offered == set()
    with pytest.raises(UserError, match="know no trust"):
        queries.choices(snapshot, manager("RX9"), "RX9", Kind.CLINICAL, Basis.INCIDENT)


def test_todays_trust_has_all_claims_and_the_filter_has_each_part(tmp_path):
    snapshot, viewer = released(tmp_path), manager("RA1")
    counts = {
        code: queries.scorecard(
            snapshot, viewer, wanted(organisation=(code,)), SEEN
        ).headline.claims
        for code in ("RA1", "RX9")
    }
    assert counts == {"RA1": 3, "RX9": 4}
    whole = queries.scorecard(snapshot, viewer, wanted(), SEEN)
    assert whole.headline.claims == 7
    named = queries.scorecard(snapshot, viewer, wanted(organisation=("RX9",)), SEEN)
    assert named.sentence().endswith("As constituted then: Rowan.")


def test_the_filter_offers_what_the_claims_were_against_by_name_and_protected_people_nothing(
    tmp_path,
):
    snapshot = released(tmp_path)
    asked = (Kind.CLINICAL, Basis.INCIDENT)
    own = queries.choices(snapshot, manager("RA1"), "RA1", *asked)
    assert own.codes["organisation"] == ("RA1", "RX9")
    other = queries.choices(snapshot, manager("RB2"), "RB2", *asked)
    assert other.codes["organisation"] == ("RB2",)
    assert "organisation" not in queries.choices(snapshot, board("RA1"), "RA1", *asked).codes


def test_a_release_from_before_mergers_were_followed_is_read_as_of_today(tmp_path):
    rows = frame([claim("C1", "RA1", **THEN)]).drop("organisation")
    snapshot = released(tmp_path, claims=rows)
    card = queries.scorecard(snapshot, manager("RA1"), wanted(organisation=("RA1",)), SEEN)
    assert card.headline.claims == 1


def test_an_organisation_cannot_be_of_today_and_a_predecessor(tmp_path):
    both = (Predecessor("RB2", "Birch", "RA1", date(2018, 4, 1)),)
    with pytest.raises(UserError, match="listed twice"):
        released(tmp_path, predecessors=both)


def test_every_claim_of_a_release_says_what_it_was_against(tmp_path):
    claims = released(tmp_path).all_claims().collect()
    assert claims["organisation"].null_count() == 0
    assert claims.filter(pl.col("organisation") != pl.col("trust")).height == 4
