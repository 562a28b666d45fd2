"""Hand-made files become the register; each oddity is told in a sentence."""

from itertools import permutations

import pytest
from sqlalchemy import text

from scorecards.errors import NotAllowed, Refused
from scorecards.organisations import queries
from scorecards.organisations.commands import import_organisations
from scorecards.organisations.model import File
from scorecards.organisations.sources import delimited
from scorecards.organisations.sources.etr import title
from scorecards.store.organisations import predecessors, register
from scorecards.store.transactions import reading
from tests.organisations.small_files import (
    AS_AT,
    BIRTHS,
    BOARDS,
    ETR,
    MERGERS,
    MONTHS,
    REGIONS,
    TYPES,
    attendances,
    beds,
    file,
    imported,
    kinds,
    listed,
    told,
)
from tests.people.viewers import board, lead, manager, steward


TABLES = ("organisation", "succession", "exposure", "area")


def everything(engine):
    """Every row of the register, as the database holds it."""
    with reading(engine) as session:
        return {
            table: session.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2, 3")).all()
            if table != "area"
            else session.execute(text("SELECT * FROM area ORDER BY 1")).all()
            for table in TABLES
        }


def exposures(engine, as_at=AS_AT):
    with reading(engine) as session:
        return queries.exposures(session, steward(), as_at=as_at)


def test_the_register_holds_what_the_files_say(engine):
    report = imported(engine, ETR, TYPES, REGIONS, BOARDS, MERGERS)
    with reading(engine) as session:
        known = register(session)
    assert [(one.code, one.name, one.type, one.region) for one in known.values()] == [
        ("X4444", "Dogwood Online NHS Trust", "Type not given", "North West"),
        ("XA1", "Alder and Elm NHS Foundation Trust", "Acute: large", "North West"),
        ("XB2", "Beech, Birch and Box NHS Trust", "Type not given", "North West"),
        ("XC3", "Cedar's NHS Trust", "Type not given", "North West"),
        ("XE5", "Eastern Elder NHS Trust", "Type not given", "Region not given"),
        ("XF6", "XF6", "Care trust", "Region not given"),
    ]
    assert report.summary() == (
        "The register holds 6 organisations: 4 of 31 July 2024 and 2 that closed, of which 2 are "
        "part of another one today. It holds 0 whole years of what they do."
    )


def test_what_is_odd_about_organisations_is_told(engine):
    report = imported(engine, ETR, TYPES, REGIONS, BOARDS, MERGERS)
    assert told(report, "long-codes").line() == (
        "1 organisation has a code that is not of three characters. It was kept whole. "
        "It is: X4444 Dogwood Online NHS Trust."
    )
    assert told(report, "long-icb-codes").examples == ("X4444 Z9B2Z",)
    assert told(report, "board-without-a-name").examples == ("Z9B2Z",)
    assert told(report, "blank-region").examples == ("XE5 Eastern Elder NHS Trust",)
    assert told(report, "not-in-the-organisation-file").examples == ("XF6 Care trust",)
    untyped = told(report, "type-not-given")
    assert untyped.sentence.startswith("4 organisations have no type, 2 of which are open")
    assert untyped.examples == ("X4444 Dogwood Online NHS Trust", "XE5 Eastern Elder NHS Trust")
    assert told(report, "merged").examples == ("XB2 into XA1", "XC3 into XA1")
    assert "closed-without-successor" not in kinds(report)
    assert "closed-within-a-year" not in kinds(report)


def test_a_closed_organisation_that_no_merger_follows_is_told(engine):
    report = imported(engine, ETR)
    assert told(report, "closed-without-successor").count == 2
    assert told(report, "region-without-a-name").examples == ("Y62",)


@pytest.mark.parametrize("closed", ["20230802", "20240730", "20240801", "20300101"])
def test_closing_within_a_year_of_the_as_at_date_or_later_is_told(engine, closed):
    report = imported(engine, file("etr.csv", listed("XA1", "ALDER NHS TRUST", closed=closed)))
    assert told(report, "closed-within-a-year").count == 1
    assert report.of_today == (1 if closed > "20240731" else 0)


def test_a_merger_that_is_to_come_changes_nothing_yet(engine):
    later = file("m.csv", "trust_code_old,trust_code_new,from_date", "XE5,XA1,2024-08-01")
    report = imported(engine, ETR, later)
    assert told(report, "merger-to-come").examples == ("XE5 into XA1",)
    assert report.merged == 0
    with reading(engine) as session:
        assert predecessors(session, as_at=AS_AT) == {}


def test_mergers_that_other_files_do_not_know_or_contradict_are_told(engine):
    odd = file(
        "m.csv",
        "trust_code_old,trust_code_new,from_date",
        "XE5,XA1,2024-01-01",
        "XB2,XC3,2020-06-01",
        "NIL,XA1,2020-04-01",
        "XC3,X4444,2021-04-01",
        "XC3,XA1,2022-04-01",
    )
    report = imported(engine, ETR, odd)
    assert told(report, "merged-but-open").examples == ("XE5",)
    assert told(report, "merged-on-another-day").examples == (
        "XB2 closed 31 March 2020, merged 1 June 2020",
    )
    assert told(report, "mergers-of-unknown-organisations").examples == ("NIL into XA1",)
    assert told(report, "several-successors").examples == ("XC3 into X4444 and XA1",)
    with reading(engine) as session:
        assert predecessors(session, as_at=AS_AT)["XC3"].successor == "XA1"


def test_a_chain_of_mergers_leads_to_today_and_only_as_far_as_the_day_that_is_asked(engine):
    imported(engine, ETR, MERGERS)
    with reading(engine) as session:
        now = predecessors(session, as_at=AS_AT)
        then = predecessors(session, as_at=MERGED_ONCE)
    assert {code: one.successor for code, one in now.items()} == {"XB2": "XA1", "XC3": "XA1"}
    assert {code: one.successor for code, one in then.items()} == {"XB2": "XC3"}


MERGED_ONCE = AS_AT.replace(year=2021)


def test_codes_that_stand_twice_are_read_once_and_told(engine):
    rows = ETR.content.decode().splitlines()
    changed = listed("XA1", "ALDER ALONE NHS TRUST")
    report = imported(engine, file("etr.csv", *rows, rows[3], changed, changed))
    assert told(report, "repeated-rows").examples == ("X4444",)
    assert told(report, "repeated-rows-that-differ").examples == ("XA1",)
    with reading(engine) as session:
        assert register(session)["XA1"].name == "Alder and Elm NHS Foundation Trust"


def test_births_are_babies_and_a_hidden_value_is_never_nought(engine):
    report = imported(engine, ETR, MERGERS, BIRTHS)
    assert exposures(engine) == (("XA1", 2021, "births", 1505.0),)
    assert told(report, "other-counts").count == 1
    assert told(report, "values-not-shown").examples == ("XA1 2022/23",)
    assert told(report, "rounded").sentence.startswith("All 2 numbers of babies are multiples")
    assert told(report, "figures-of-predecessors").examples == (
        "births 2021/22: XA1 + XC3 for XA1",
    )


def test_numbers_that_are_not_rounded_are_not_said_to_be(engine):
    exact = File("births.csv", BIRTHS.content.replace(b"1005", b"1003"))
    assert "rounded" not in kinds(imported(engine, ETR, exact))


def test_bed_days_are_beds_times_the_days_of_each_month(engine):
    imported(engine, ETR, beds("XA1", MONTHS))
    assert exposures(engine) == (("XA1", 2022, "bed-days", 3650.0),)


def test_a_year_may_be_spread_over_files_and_lacks_no_month_that_is_hidden(engine):
    first, second = attendances("XA1", MONTHS[:7]), attendances("XA1", MONTHS[7:])
    imported(engine, ETR, first, second)
    assert exposures(engine) == (("XA1", 2022, "attendances", 1200.0),)


def test_a_year_of_nought_is_no_exposure_and_is_told(engine):
    report = imported(engine, ETR, attendances("XA1", MONTHS, each=0))
    assert exposures(engine) == ()
    assert told(report, "years-of-nought").examples == ("attendances 2022/23 of XA1",)


def test_a_year_without_a_month_is_left_out_and_told(engine):
    report = imported(engine, ETR, attendances("XA1", MONTHS[:-1]))
    assert exposures(engine) == ()
    assert told(report, "years-not-whole").line() == (
        "attendances 2022/23: 1 of 1 organisation has no whole year. It was left out. It is: XA1."
    )


def test_a_month_that_the_whole_file_lacks_is_told(engine):
    report = imported(engine, ETR, attendances("XA1", [*MONTHS[:3], *MONTHS[4:]]))
    assert told(report, "months-missing").examples == ("July 2022",)


@pytest.mark.parametrize("mark", ["", "*", "-"])
def test_a_month_with_a_mark_for_nothing_is_missing(engine, mark):
    rows = beds("XA1", MONTHS).content.decode().replace("10.0", mark, 1)
    report = imported(engine, ETR, File("beds.csv", rows.encode()))
    assert told(report, "values-not-shown").examples == ("XA1 April 2022",)
    assert exposures(engine) == ()


def test_a_month_of_discharges_without_all_its_days_is_left_out(engine):
    rows = ["nhs_trust22_code,month,days_reported,discharged_total"]
    days = (30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31)
    for place, length in enumerate(days):
        month = f"{2022 + (place > 8)}-{(place + 3) % 12 + 1:02d}"
        rows.append(f"XA1,{month},{length},50.0")
        rows.append(f"XE5,{month},{length - (place == 10)},50.0")
    report = imported(engine, ETR, file("discharges.csv", *rows))
    assert exposures(engine) == (("XA1", 2022, "discharges", 600.0),)
    assert told(report, "days-missing").examples == ("XE5 February 2023",)


def test_months_that_stand_twice_are_counted_once(engine):
    twice = attendances("XA1", [*MONTHS, MONTHS[0]])
    report = imported(engine, ETR, twice, attendances("XA1", MONTHS[:1], each=100))
    assert exposures(engine) == (("XA1", 2022, "attendances", 1200.0),)
    assert kinds(report).count("repeated-rows") == 2


def test_figures_of_codes_that_are_in_no_register_are_left_out_and_told(engine):
    report = imported(engine, ETR, attendances("ZZZ", MONTHS))
    assert exposures(engine) == ()
    assert told(report, "figures-of-unknown-organisations").examples == ("ZZZ",)


def test_figures_after_closing_and_predecessors_without_figures_are_told(engine):
    births = File("births.csv", BIRTHS.content + b"2022-23,XC3,CEDAR,TotalBabies,,Babies,5\n"
                  b"2020-21,XA1,ALDER,TotalBabies,,Babies,900\n")  # fmt: skip
    report = imported(engine, ETR, MERGERS, births)
    assert told(report, "figures-after-closing").examples == ("births 2022/23 of XC3",)
    assert told(report, "predecessors-without-figures").examples == (
        "births 2020/21 of XA1, without XC3",
    )


def test_fuller_figures_are_not_replaced_by_figures_of_fewer_months(engine):
    imported(engine, ETR, attendances("XA1", MONTHS))
    report = imported(engine, attendances("XA1", MONTHS[:2], each=7))
    assert told(report, "fuller-figures-kept").count == 1
    assert exposures(engine) == (("XA1", 2022, "attendances", 1200.0),)
    imported(engine, attendances("XA1", MONTHS, each=9))
    assert exposures(engine) == (("XA1", 2022, "attendances", 108.0),)


def test_importing_twice_is_the_same_as_once(engine):
    files = (ETR, TYPES, REGIONS, BOARDS, MERGERS, BIRTHS, attendances("XA1", MONTHS))
    first, before = imported(engine, *files), everything(engine)
    assert imported(engine, *files) == first
    assert everything(engine) == before


def test_files_may_come_in_any_order_together_or_one_after_the_other(engine, tmp_path):
    files = (ETR, TYPES, REGIONS, MERGERS)
    imported(engine, *files)
    whole = everything(engine)
    for order in permutations(files):
        imported(engine, *order)
        assert everything(engine) == whole
    # The first says who there is; after it the others come in any order too.
    for other in (REGIONS, MERGERS, TYPES, ETR):
        imported(engine, other)
        assert everything(engine) == whole


def test_the_same_file_twice_is_read_once_and_told(engine):
    assert told(imported(engine, ETR, ETR), "same-file").count == 1


def test_real_organisations_beside_invented_ones_are_told(engine):
    from scorecards.people.model import Organisation  # noqa: PLC0415
    from scorecards.store.organisations import put  # noqa: PLC0415
    from scorecards.store.transactions import writing  # noqa: PLC0415

    with writing(engine) as session:
        put(session, (Organisation("NMU", "Northmoor", "Acute: large", "London"),), fictional=True)
    report = imported(engine, ETR, REGIONS)
    assert told(report, "fictional-beside-real").examples == ("NMU",)
    with reading(engine) as session:
        assert register(session)["NMU"].region == "London"


@pytest.mark.parametrize("viewer", [manager("XA1"), board("XA1"), lead("XA1")])
def test_only_a_steward_imports(engine, viewer):
    with pytest.raises(NotAllowed, match="Only a data steward can import organisations"):
        import_organisations(engine, viewer, [ETR], as_at=AS_AT)
    assert not any(everything(engine).values())


ROWS = ETR.content.decode().splitlines()
HEADED = b"trust_code_old,trust_code_new,from_date\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing in it"),
        (b"\n \n,,\n", "nothing in it"),
        (b"a,b\0c\n", "not plain text"),
        (b"PK\x03\x04" + b"\0" * 50, "not plain text"),
        (b"some,other,headings\n1,2,3\n", "none of the files that are known"),
        (b"ods_code,eric_trust_type\n", "headings but no rows"),
        (b"ods_code,eric_trust_type,ods_code\nXA1,Care Trust,XA1\n", "more than once"),
        (b'ods_code,eric_trust_type\n"XA1,Care Trust\n', "quotation mark"),
        (b"ods_code,eric_trust_type\nXA1,Care Trust,more\n", "Line 2 has 3 cells"),
        (b"ods_code,eric_trust_type\nXA1,\n", "1 row has no value in “type”"),
        (b"ods_code,eric_trust_type\n../etc,Care Trust\n", "cannot be a code"),
        (b"ods_code,eric_trust_type\n=1+1,Care Trust\n", "cannot be a code"),
        (b"ods_code,eric_trust_type\nXA1," + b"x" * 1001 + b"\n", "more than 1,000 characters"),
        (b"ods_code,eric_trust_type\nXA1," + b"x" * 200_000 + b"\n", "too long"),
        (b",".join([b"x"] * 101) + b"\n", "more than 100 cells"),
        (HEADED + b"XB2,XA1,31/03/2020\n", "“31/03/2020” on line 2 is not a date"),
        (HEADED + b"XB2,XB2,2020-04-01\n", "XB2 became part of itself"),
        (HEADED + b"XB2,XA1,2020-04-01\nXA1,XB2,2021-04-01\n", "round in a circle"),
        (BIRTHS.content.replace(b"2022-23", b"2022-24"), "not a financial year"),
        (BIRTHS.content.replace(b"1005", b"many"), "“many” on line 2"),
        (BIRTHS.content.replace(b"1005", b"-5"), "“-5” on line 2"),
        (BIRTHS.content.replace(b"1005", b"1e999"), "“1e999” on line 2"),
        (BIRTHS.content.replace(b"1005", b"NaN"), "“NaN” on line 2"),
        (beds("XA1", ["Smarch 2022"]).content, "not a month"),
        ("\n".join([*ROWS, ROWS[0].replace("20010401", "20010431")]).encode(), "not a date"),
        ("\n".join([*ROWS, '"XA9"']).encode(), "Line 6 has 1 cell where"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_with_its_name_and_nothing_is_stored(
    engine, content, words
):
    with pytest.raises(Refused) as refused:
        imported(engine, ETR, File("odd.csv", content))
    assert words in str(refused.value)
    assert "odd.csv" in str(refused.value) or "circle" in words
    assert not any(everything(engine).values())


def test_a_file_that_is_too_large_is_refused(engine, monkeypatch):
    monkeypatch.setattr(delimited, "LARGEST_BYTES", 100)
    with pytest.raises(Refused, match="larger than"):
        imported(engine, ETR)
    monkeypatch.undo()
    monkeypatch.setattr(delimited, "MOST_ROWS", 4)
    with pytest.raises(Refused, match="more than 4 rows"):
        imported(engine, ETR)


def test_no_file_is_refused(engine):
    with pytest.raises(Refused, match="No file was given"):
        imported(engine)


def test_a_file_with_a_byte_order_mark_or_of_windows_is_read(engine):
    imported(engine, File("etr.csv", b"\xef\xbb\xbf" + ETR.content))
    odd = listed("XG7", "SAINT ÉBBA NHS TRUST").encode("cp1252")
    imported(engine, File("etr.csv", ETR.content + odd + b"\n\n"))
    with reading(engine) as session:
        assert register(session)["XG7"].name == "Saint Ébba NHS Trust"


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("MANCHESTER UNIVERSITY NHS TRUST", "Manchester University NHS Trust"),
        ("GUY'S AND ST THOMAS' NHS TRUST", "Guy's and St Thomas' NHS Trust"),
        ("THE NEWCASTLE UPON TYNE HOSPITALS", "The Newcastle upon Tyne Hospitals"),
        ("STOKE-ON-TRENT & LEEK (NORTH)", "Stoke-on-Trent & Leek (North)"),
        ("BARKING, HAVERING AND REDBRIDGE", "Barking, Havering and Redbridge"),
        ("Already in Order NHS", "Already in Order NHS"),
    ],
)  # fmt: skip
def test_names_in_capitals_become_names_as_people_write_them(capitals, name):
    assert title(capitals) == name
