"""The real files: every oddity found again here in plain Python, and claims on top of them."""

import calendar
import csv
import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime

import pytest

from scorecards.claims import queries as claims
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Views
from scorecards.claims.selection import Selection
from scorecards.intake.commands import check_claims, store_claims
from scorecards.organisations import queries
from scorecards.organisations.model import File
from scorecards.snapshots.opening import open_snapshot
from scorecards.store.engine import open_engine
from scorecards.store.organisations import register
from scorecards.store.schema import bring_up
from scorecards.store.transactions import reading
from tests import real_data
from tests.intake.claims_files import file_of
from tests.organisations.small_files import imported, told
from tests.people.viewers import manager, steward
from tests.places import shared


AS_AT = date(2026, 7, 31)
LISTED, WORK = "data/nhs-organisations", "data/nhs-denominators"
FILES = (
    f"{WORK}/births_by_trust.csv",
    f"{WORK}/trust_ae_emergency_admissions_monthly.csv",
    f"{WORK}/trust_beds_monthly_sitrep.csv",
    f"{WORK}/trust_discharges_monthly_derived.csv",
    f"{LISTED}/trust_mergers_2020_2021.csv",
    f"{LISTED}/trust_type.csv",
    f"{LISTED}/etr_ods_2026-07.csv",
    f"{LISTED}/rcpch_icbs_2023.csv",
    f"{LISTED}/rcpch_nhs_england_regions.csv",
)


@pytest.fixture(scope="module")
def register_of_england(tmp_path_factory):
    """The engine and the report of an import of all real files, figures before organisations."""
    files = [File(path, shared(path).read_bytes()) for path in FILES]
    home = tmp_path_factory.mktemp("register")
    engine = open_engine(f"sqlite:///{home / 'var' / 'scorecards.db'}")
    bring_up(engine)
    yield engine, imported(engine, *files, as_at=AS_AT)
    engine.dispose()


@pytest.fixture(scope="module")
def report(register_of_england):
    return register_of_england[1]


@pytest.fixture(scope="module")
def rows():
    with shared(f"{LISTED}/etr_ods_2026-07.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def lines(path):
    with shared(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_organisation_of_the_file_is_in_the_register_and_four_care_trusts_are_added(
    register_of_england, rows
):
    engine, report = register_of_england
    with reading(engine) as session:
        known = register(session)
    types = {line["ods_code"] for line in lines(f"{LISTED}/trust_type.csv")}
    added = types - {row[0] for row in rows}
    assert added == {"TAD", "TAF", "TAH", "TAJ"}
    assert set(known) == {row[0] for row in rows} | added
    assert told(report, "not-in-the-organisation-file").count == 4
    assert report.organisations == len(rows) + 4 == 278


def test_names_differ_from_the_file_in_capitals_only(register_of_england, rows):
    engine, _ = register_of_england
    with reading(engine) as session:
        known = register(session)
    for row in rows:
        assert known[row[0]].name.upper() == row[1]
        assert not re.search(r"\b(Nhs|And|Of|Upon)\b|'S\b", known[row[0]].name), row[1]
    assert known["R0A"].name == "Manchester University NHS Foundation Trust"
    assert known["R0A"].region == "North West"
    assert known["R0A"].type == "Acute: teaching"


def test_codes_regions_and_closings_that_are_odd_are_counted(report, rows):
    assert told(report, "long-codes").count == sum(len(row[0]) == 5 for row in rows) == 2
    assert told(report, "long-icb-codes").count == sum(len(row[3]) == 5 for row in rows) == 81
    assert told(report, "blank-region").count == sum(not row[2] for row in rows) == 3
    gone = {row[0] for row in rows if row[11] and row[11] < "20260731"}
    old = {line["trust_code_old"] for line in lines(f"{LISTED}/trust_mergers_2020_2021.csv")}
    assert report.merged == len(old) == told(report, "merged").count == 11
    assert told(report, "closed-without-successor").count == len(gone - old) == 61
    recent = sorted(row[0] for row in rows if row[11] > "20250731")
    assert [text[:3] for text in told(report, "closed-within-a-year").examples] == recent
    typed = {line["ods_code"] for line in lines(f"{LISTED}/trust_type.csv")}
    untyped = told(report, "type-not-given")
    assert untyped.count == sum(row[0] not in typed and row[0] not in gone for row in rows) == 4


def test_whole_years_are_those_that_counting_by_hand_finds(register_of_england, rows):
    """Births by row; the others where twelve months are given, or a predecessor's are the rest."""
    engine, _ = register_of_england
    with reading(engine) as session:
        found = queries.exposures(session, steward(), as_at=AS_AT)
    became = {
        line["trust_code_old"]: line["trust_code_new"]
        for line in lines(f"{LISTED}/trust_mergers_2020_2021.csv")
    }
    by_measure = defaultdict(dict)
    for trust, year, measure, value in found:
        by_measure[measure][trust, year] = value
    assert by_measure["births"] == _births(became)
    closed = {row[0]: row[11] for row in rows if row[11]}
    assert by_measure["bed-days"] == _monthly(
        "trust_beds_monthly_sitrep.csv", _bed_days, became, closed
    )
    assert by_measure["attendances"] == _monthly(
        "trust_ae_emergency_admissions_monthly.csv", _attendances, became, closed
    )
    assert by_measure["discharges"] == _monthly(
        "trust_discharges_monthly_derived.csv", _discharges, became, closed
    )
    assert {measure: len(years) for measure, years in by_measure.items()} == {
        "births": 368, "bed-days": 405, "attendances": 565, "discharges": 300,
    }  # fmt: skip


def _births(became):
    sums = defaultdict(float)
    for line in lines(f"{WORK}/births_by_trust.csv"):
        if line["dimension"] == "TotalBabies":
            trust = became.get(line["org_code"], line["org_code"])
            sums[trust, int(line["period"][:4])] += float(line["value"])
    return {key: value for key, value in sums.items() if value}


def _month(line):
    text = line.get("date") or line["month"]
    form = "%Y-%m" if "-" in text else "%B %Y"
    return datetime.strptime(text, form).replace(tzinfo=UTC).date()


def _bed_days(line):
    month = _month(line)
    return (
        float(line["general_acute_beds_occupied"]) * calendar.monthrange(*month.timetuple()[:2])[1]
    )


def _attendances(line):
    return float(line["total_attendances"])


def _discharges(line):
    month = _month(line)
    if int(line["days_reported"]) < calendar.monthrange(month.year, month.month)[1]:
        return None
    return float(line["discharged_total"])


def _monthly(name, value_of, became, closed):
    """A year is whole when its own code has twelve months, and a merged one all up to its end."""
    months, sums, parts = Counter(), defaultdict(float), defaultdict(set)
    for line in lines(f"{WORK}/{name}"):
        month, code, value = _month(line), line["nhs_trust22_code"], value_of(line)
        if value is None:
            continue
        year = month.year if month.month >= 4 else month.year - 1
        months[code, year] += 1
        sums[code, year] += value
        parts[became.get(code, code), year].add(code)
    whole = {}
    for (trust, year), codes in parts.items():
        total, sound = 0.0, months[trust, year] == 12
        for code in codes:
            total += sums[code, year]
            if code != trust:
                end = date.fromisoformat(closed[code])
                lived = (end.year - year) * 12 + end.month - 3
                sound &= months[code, year] >= min(lived, 12)
        if sound and total:
            whole[trust, year] = pytest.approx(total)
    return whole


def test_mergers_show_in_the_figures(report):
    assert told(report, "figures-of-predecessors").examples == (
        "attendances 2021/22: RM3 + RW6 for RM3",
        "attendances 2021/22: RTV + RW4 for RW4",
        "births 2020/21: RW6 for RM3",
        "births 2020/21: RXH + RYR for RYR",
    )
    assert told(report, "predecessors-without-figures").examples == (
        "births 2021/22 of RM3, without RW6",
    )


def test_births_are_rounded_and_deliveries_are_not_used(report):
    births = lines(f"{WORK}/births_by_trust.csv")
    assert told(report, "rounded").count == sum(b["dimension"] == "TotalBabies" for b in births)
    assert told(report, "other-counts").count == len(births) / 2 == 369


def test_days_that_discharges_lack_are_counted(report):
    short = [line for line in lines(f"{WORK}/trust_discharges_monthly_derived.csv")
             if _discharges(line) is None]  # fmt: skip
    assert told(report, "days-missing").count == len(short) == 138


def test_a_claims_file_on_the_real_register_lands_on_todays_trusts(register_of_england, tmp_path):
    engine, _ = register_of_england
    codes = ["RJ1", "RT3", "RT3", "R0D", "RDZ", "RD3", "G6V2S", "RNK", "TAD"]
    names = {"Trust code": "Poole Hospital NHS Foundation Trust"}
    file = file_of(*({"Trust code": code} for code in codes), names)
    checked = check_claims(engine, steward(), [file], profile="scorecard-extract", as_at=AS_AT)
    assert checked.report.rows_loaded == 10
    assert [one.sentence() for one in checked.report.moved] == [
        "2 rows against RD3 are counted for R0D, of which it is a part today.",
        "1 row against RDZ is counted for R0D, of which it is a part today.",
        "2 rows against RT3 are counted for RJ1, of which it is a part today.",
    ]
    assert checked.report.counted("merged-trust") == 5
    settings = real_data.settings(tmp_path / "home")
    made = store_claims(
        engine, settings, steward(), checked, publish=False, now=datetime(2026, 8, 1, tzinfo=UTC)
    )
    snapshot = open_snapshot(settings.snapshots, made.release.snapshot_id)
    assert not snapshot.manifest.fictional
    assert set(snapshot.trusts) == {"RJ1", "R0D", "G6V2S", "RNK", "TAD"}
    assert set(snapshot.predecessors) == {"RT3", "RDZ", "RD3"}
    assert set(snapshot.across("exposures").collect()["trust"]) == {"RJ1", "R0D"}

    viewer = manager("RJ1")
    offered = claims.choices(snapshot, viewer, "RJ1", Kind.CLINICAL, Basis.INCIDENT)
    assert offered.codes["organisation"] == ("RJ1", "RT3")
    wanted = Selection("RJ1", Kind.CLINICAL, 2019, 2019, filters={"organisation": ("RT3",)})
    views = Views("specialty", "cause", across="cause", down="specialty")
    card = claims.scorecard(snapshot, viewer, wanted, views)
    assert card.headline.claims == 2
    assert (
        "As constituted then: Royal Brompton & Harefield NHS Foundation Trust." in card.sentence()
    )
