"""The personal-data scan: what is planted is found, what is clean passes, nothing is kept."""

import os
import random
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from scorecards.errors import Refused
from scorecards.intake import personal_data
from scorecards.intake.personal_data import Sign
from scorecards.intake.reading.process import RawTable
from scorecards.personal import signs
from tests.intake.claims_files import AS_AT, checked
from tests.intake.personal_columns import clean_columns, dirty_columns, nhs_number


def table_of(heading: str, values: list[str]) -> RawTable:
    frame = pl.DataFrame(
        {"line": range(2, len(values) + 2), "extra": None, "c0": values},
        schema={"line": pl.Int64, "extra": pl.String, "c0": pl.String},
    )
    return RawTable("CSV", "UTF-8", "comma", None, 1, (heading,), (), 0, frame, pl.DataFrame())


def scan(heading: str, values: list[str], **more):
    return personal_data.scan(
        table_of(heading, values), mapped_as=more.pop("mapped_as", {}), as_at=AS_AT, **more
    )


def strong(heading: str, values: list[str]) -> set[Sign]:
    return {hit.sign for hit in scan(heading, values) if hit.strong}


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("9434765919", True),  # the NHS Data Dictionary's own example
        ("9434765918", False),
        ("4010232137", True),
        ("9434765870", True),
        ("1234567890", False),
    ],
)
def test_the_check_digit_is_the_nhs_data_dictionary_s(number, valid):
    assert signs.modulus_11(pl.Series([number])).to_list() == [valid]


def test_random_numbers_of_ten_digits_pass_nine_times_in_a_hundred():
    chosen = random.Random(1)
    numbers = pl.Series([f"{chosen.randrange(10**10):010d}" for _ in range(20_000)])
    assert 0.085 < signs.modulus_11(numbers).mean() < 0.097


def test_planted_nhs_numbers_postcodes_and_names_are_found_and_clean_columns_pass():
    found = {sign: [] for sign in (Sign.NHS_NUMBER, Sign.POSTCODE, Sign.NAME)}
    for sign, heading, values in dirty_columns(seed=7, each=200):
        found[sign].append(sign in strong(heading, values))
    rates = {sign: sum(hits) / len(hits) for sign, hits in found.items()}
    assert all(len(hits) == 200 for hits in found.values())
    assert rates[Sign.NHS_NUMBER] >= 0.99
    assert rates[Sign.POSTCODE] >= 0.99
    assert rates[Sign.NAME] >= 0.95
    clean = clean_columns(seed=7, number=200)
    refused = [heading for heading, values in clean if strong(heading, values)]
    assert len(refused) / len(clean) <= 0.02, refused


def births(number: int = 60) -> list[str]:
    chosen = random.Random(3)
    return [str(date(1930, 1, 1) + timedelta(days=chosen.randrange(30_000))) for _ in range(number)]


@pytest.mark.parametrize("heading", ["Date of birth", "DOB", "Patient DOB", "Birth date"])
def test_dates_under_a_heading_of_birth_refuse_the_file(heading):
    assert strong(heading, births()) == {Sign.BIRTH_DATE}


def test_dates_of_an_age_that_nothing_else_explains_wait_for_the_steward():
    (hit,) = scan("Date 4", births())
    assert (hit.sign, hit.strong) == (Sign.BIRTH_DATE, False)


def test_dates_that_the_profile_maps_are_no_dates_of_birth():
    assert scan("Date 4", births(), mapped_as={0: "incident_date"}) == ()


def test_e_mail_addresses_and_telephones_are_found():
    mails = [f"person{number}@example.nhs.uk" for number in range(20)]
    assert strong("Contact", mails) == {Sign.EMAIL}
    phones = [f"07700 900{number:03d}" for number in range(20)]
    assert strong("Mobile", phones) == {Sign.PHONE}
    assert [hit.strong for hit in scan("Reference", phones)] == [False]


def test_long_free_text_waits_for_the_steward_until_the_column_is_confirmed():
    texts = [
        f"The {number} lines of an account that goes on and on, longer than a code"
        for number in range(9)
    ]
    (hit,) = scan("Remarks", texts)
    assert (hit.sign, hit.strong, hit.confirmed) == (Sign.FREE_TEXT, False, False)
    (hit,) = scan("Remarks", texts, confirmed=("Remarks",))
    assert hit.confirmed


def test_a_strong_sign_cannot_be_confirmed_away():
    chosen = random.Random(5)
    numbers = [nhs_number(chosen) for _ in range(30)]
    (hit,) = scan("Ref", numbers, confirmed=("Ref",))
    assert hit.strong and not hit.confirmed


def test_a_column_that_waits_for_the_steward_is_told_in_the_report():
    rows = [{"Remarks": "A long account of what happened on the day, which nobody needs here."}] * 4
    report = checked(
        *({**row, "Remarks": row["Remarks"] + str(n)} for n, row in enumerate(rows))
    ).report
    assert report.to_confirm == ("Remarks",)
    confirmed = checked(
        *({**row, "Remarks": row["Remarks"] + str(n)} for n, row in enumerate(rows)),
        confirmed_columns=("Remarks",),
    ).report
    assert confirmed.to_confirm == ()
    assert len(confirmed.personal_data) == 1


def test_cells_beyond_the_headings_are_scanned_too():
    chosen = random.Random(5)
    numbers = [nhs_number(chosen) for _ in range(30)]
    frame = table_of("Location", ["Ward"] * 30).frame.with_columns(pl.Series("extra", numbers))
    table = RawTable("CSV", None, None, None, 1, ("Location",), (), 0, frame, pl.DataFrame())
    (hit,) = personal_data.scan(table, mapped_as={}, as_at=AS_AT)
    assert (hit.column, hit.strong) == (personal_data.BEYOND, True)


def test_a_refusal_names_the_column_and_never_the_value_and_leaves_no_copy():
    chosen = random.Random(11)
    numbers = [nhs_number(chosen) for _ in range(40)]
    started = time.time() - 1
    with pytest.raises(Refused) as refusal:
        checked(*({"Extra": number} for number in numbers))
    told = " ".join((str(refusal.value), *refusal.value.reasons))
    assert "“Extra”: 40 values (100%) look like NHS numbers." in told
    assert not any(number in told for number in numbers)
    needle = numbers[0].encode()
    places = {Path(tempfile.gettempdir()), Path.home(), Path("/dev/shm")}
    kept = [path for place in places for path in changed_below(place, started)]
    assert [path for path in kept if holds(path, needle)] == []


def changed_below(folder: Path, since: float):
    """Files written since then. Others may come and go meanwhile."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "bash_jobs"]
        for path in (Path(parent) / name for name in files):
            try:
                if not path.is_symlink() and path.stat().st_mtime >= since:
                    yield path
            except OSError:
                continue


def holds(path: Path, needle: bytes) -> bool:
    try:
        return path.stat().st_size < 20_000_000 and needle in path.read_bytes()
    except OSError:
        return False
