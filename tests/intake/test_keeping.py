"""The report of a check is kept as it was, and holds nothing that may be personal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from polars.testing import assert_frame_equal
from sqlalchemy import select

from scorecards.errors import NotAllowed, Refused, UserError
from scorecards.intake import keeping
from scorecards.intake.checking import check
from scorecards.intake.commands import DRAFTS_ARE_KEPT, keep_report, record_refusal, store_claims
from scorecards.intake.profiles import load
from scorecards.intake.queries import kept
from scorecards.people.model import Organisation
from scorecards.settings import Settings
from scorecards.snapshots import queries
from scorecards.store import tables
from scorecards.store.organisations import put
from scorecards.store.transactions import reading, writing
from tests import real_data
from tests.conftest import NOW
from tests.intake.claims_files import file_of
from tests.people.viewers import auditor, board, steward


ONE = Organisation("ONE", "Onlyford Hospital", "Acute", "North")
AS_AT = date(2025, 3, 31)


def checked(*rows, confirmed=()):
    return check(
        [file_of(*rows)],
        profile=load("scorecard-extract"),
        as_at=AS_AT,
        known_trusts={"ONE": ONE},
        predecessors={},
        accept_nearest=False,
        confirmed_columns=confirmed,
    )


@pytest.fixture
def odd():
    """A load with every part of a report: a rejected row, a warning, money, an odd heading."""
    return checked({"Trust code": "ONE"}, {"Trust code": "ZZZ"}, {"Trust code": "ONE"})


def test_a_report_that_was_kept_is_the_report(odd):
    report = odd.report
    again = keeping.from_text(keeping.to_text(report))
    assert_frame_equal(again.findings, report.findings)
    assert again.to_json_dict() == report.to_json_dict()
    assert replace(again, findings=report.findings) == report


def with_remarks(**named):
    text = "The patient was seen on the ward and it was said that she would be seen again. "
    return checked(
        *({"Trust code": "ZZZ", "Remarks": f"{text * 4}{n}"} for n in range(28)), **named
    )


def test_until_a_column_was_looked_at_no_value_as_written_is_kept():
    report = with_remarks().report
    assert report.to_confirm
    assert "ZZZ" in report.findings["value"].to_list()
    assert "ZZZ" not in keeping.to_text(keeping.kept(report))
    assert keeping.kept(report).findings.height == report.findings.height
    confirmed = with_remarks(confirmed=report.to_confirm).report
    assert "ZZZ" in keeping.to_text(keeping.kept(confirmed))


def test_a_kept_report_is_found_by_its_number_by_those_who_load_claims(engine, odd):
    with writing(engine, steward()) as session:
        number = keep_report(session, steward(), odd.report, now=NOW)
    with reading(engine, steward()) as session:
        found = kept(session, steward(), number)
        assert (found.by, found.at, found.snapshot_id) == ("steward", NOW, None)
        assert found.report.to_json_dict() == odd.report.to_json_dict()
        with pytest.raises(UserError, match="no report of that number"):
            kept(session, steward(), number + 1)
        for viewer in (board("ONE"), auditor()):
            with pytest.raises(NotAllowed):
                kept(session, viewer, number)


def test_drafts_are_forgotten_after_a_month_and_the_account_of_a_release_is_not(
    engine, odd, tmp_path
):
    settings = Settings.from_env({"SCORECARDS_HOME": str(tmp_path / "home")})
    with writing(engine) as session:
        put(session, (ONE,), fictional=True)
    with writing(engine, steward()) as session:
        draft = keep_report(session, steward(), odd.report, now=NOW)
        used = keep_report(session, steward(), odd.report, now=NOW)
    store_claims(engine, settings, steward(), odd, publish=False, now=NOW, upload=used)
    with writing(engine, steward()) as session:
        later = NOW + DRAFTS_ARE_KEPT + timedelta(seconds=1)
        newest = keep_report(session, steward(), odd.report, now=later)
        assert set(session.scalars(select(tables.Upload.id))) == {used, newest}
    with pytest.raises(UserError, match="Check the files again"):
        store_claims(engine, settings, steward(), odd, publish=False, now=NOW, upload=draft)


def test_a_refused_file_is_written_down_by_its_hash_and_not_by_its_name(engine):
    file = file_of({"Trust code": "ONE"})
    with writing(engine, steward()) as session:
        record_refusal(session, steward(), [replace(file, name="Mrs Jones.csv")], now=NOW)
        entry = session.scalars(select(tables.AuditEntry)).one()
        assert (entry.action, entry.result) == ("UPLOADED", "REFUSED")
        assert entry.detail.startswith("SHA-256 ")
        assert "Jones" not in entry.detail + entry.subject
        assert session.scalars(select(tables.Upload)).all() == []


def test_no_release_is_made_of_what_may_be_personal(engine, tmp_path):
    settings = real_data.settings(tmp_path / "home")
    with pytest.raises(Refused, match="may hold personal data"):
        store_claims(engine, settings, steward(), with_remarks(), publish=False, now=NOW)
    assert not settings.snapshots.exists()


@pytest.mark.parametrize("server", ["demonstration", "real"])
@pytest.mark.parametrize("register", ["invented", "real"])
def test_a_demonstration_takes_in_claims_against_invented_organisations_only(
    engine, odd, tmp_path, server, register
):
    home = tmp_path / "home"
    settings = (
        real_data.settings(home)
        if server == "real"
        else Settings.from_env({"SCORECARDS_HOME": str(home)})
    )
    with writing(engine) as session:
        put(session, (ONE,), fictional=register == "invented")
    if server == "real" or register == "invented":
        made = store_claims(engine, settings, steward(), odd, publish=False, now=NOW)
        assert (settings.snapshots / made.release.snapshot_id).is_dir()
        return
    with pytest.raises(UserError, match="claims against invented organisations only"):
        store_claims(engine, settings, steward(), odd, publish=False, now=NOW)
    assert not settings.snapshots.exists()


def test_what_waits_for_approval_is_not_imported_and_published_in_one_go(engine, odd, tmp_path):
    home = tmp_path / "home"
    settings = Settings.from_env({"SCORECARDS_HOME": str(home), "SCORECARDS_APPROVALS": "1"})
    with writing(engine) as session:
        put(session, (ONE,), fictional=True)
    with pytest.raises(UserError, match="must approve the release"):
        store_claims(engine, settings, steward(), odd, publish=True, now=NOW)
    assert not settings.snapshots.exists()
    made = store_claims(engine, settings, steward(), odd, publish=False, now=NOW).release
    with reading(engine, steward()) as session:
        assert queries.loaders(session, made.snapshot_id) == {"steward"}
