"""Headings: the same, nearly the same, missing. Nothing is taken for another in silence."""

import dataclasses

import pytest

from scorecards.errors import Refused, UserError
from scorecards.intake import headings, profiles
from scorecards.intake.checking import SourceFile, check, shown_name
from scorecards.intake.profiles import profile_of
from tests.intake.claims_files import AS_AT, EXTRACT, GOOD, TRUSTS, file_of


TSA = profiles.load("tsa-claims")
REAL = (
    "Claim Number", "Date Received", "Incident Date", "Airport Code", "Airport Name",
    "Airline Name", "Claim Type", "Claim Site", "Item Category", "Close Amount", "Disposition",
)  # fmt: skip
MINIMAL = {
    "name": "x",
    "title": "X",
    "currency": "GBP",
    "organisations": "file",
    "fields": {name: {"heading": name} for name in ("claim_ref", "trust", "scheme", "status")},
}


def renamed(content: bytes, old: str, new: str) -> SourceFile:
    return SourceFile("claims.csv", content.replace(old.encode(), new.encode(), 1))


def test_headings_that_differ_in_case_and_punctuation_only_are_the_same():
    fit = headings.suggest(TSA, [heading.upper().replace(" ", "_") for heading in REAL])
    assert (len(fit.found), fit.nearest, fit.missing, fit.unused) == (10, (), (), ())


def test_the_profile_that_fits_most_is_offered_first():
    assert headings.nearest_profile(REAL)[0].profile == "tsa-claims"
    assert headings.nearest_profile(list(GOOD))[0].profile == "scorecard-extract"
    assert headings.nearest_profile(["apple", "pear"]) == ()


def test_a_heading_that_is_nearly_the_same_is_offered_with_what_it_may_be():
    near = [heading.replace("Close Amount", "Closed Amount ($)") for heading in REAL]
    (pair,) = headings.suggest(TSA, near).nearest
    assert (pair.field, pair.wanted, pair.heading) == (
        "damages_paid",
        "Close Amount",
        "Closed Amount ($)",
    )


def test_an_ignored_column_is_never_offered_for_another():
    without = [heading for heading in REAL if heading != "Airport Name"]
    fit = headings.suggest(TSA, without)
    assert fit.nearest == ()
    assert fit.missing == ("Airport Name",)


def test_a_near_heading_refuses_the_file_until_it_is_accepted():
    file = renamed(file_of({}).content, "Damages paid", "Damages paid (GBP)")
    with pytest.raises(Refused) as refusal:
        check([file], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS)
    assert refusal.value.reasons == (
        "There is no column “Damages paid”; the nearest is “Damages paid (GBP)”. Accept it, or "
        "give the column its own name.",
    )
    result = check([file], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS, accept_nearest=True)
    assert result.claims["damages_paid"].to_list() == [123456]
    assert result.report.files[0].accepted == (("Damages paid", "Damages paid (GBP)"),)


def test_a_missing_column_is_named():
    file = renamed(file_of({}).content, "Closed date", "Zebra")
    with pytest.raises(Refused) as refusal:
        check([file], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS, accept_nearest=True)
    assert "There is no column “Closed date”." in refusal.value.reasons


def test_columns_may_stand_in_any_order():
    content = file_of({}).content.decode().splitlines()
    head = ",".join(reversed(list(GOOD)))
    row = ",".join(
        f'"{GOOD[name]}"' if name != "Claim reference" else "C0001" for name in reversed(GOOD)
    )
    one = check([file_of({})], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS)
    other = SourceFile("b.csv", f"{head}\n{row}\n".encode())
    two = check([other], profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS)
    assert len(content) == 2
    assert one.claims.equals(two.claims)


def test_the_same_file_twice_is_refused():
    with pytest.raises(Refused, match="are the same file"):
        check([file_of({}), file_of({}, name="again.csv")], profile=EXTRACT, as_at=AS_AT)


def test_two_files_of_one_name_are_told_apart_in_the_report():
    files = [file_of({}), file_of({"Claim reference": "Z"})]
    result = check(files, profile=EXTRACT, as_at=AS_AT, known_trusts=TRUSTS)
    assert [file.name for file in result.report.files] == ["claims.csv", "claims.csv (2)"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\claims\\con.csv", "con.csv"),
        ("a\r\nb\u202e.csv", "ab.csv"),
        ("x" * 300, "x" * 100),
        ("../", ".."),
        ("", "unnamed file"),
    ],
)
def test_a_file_name_is_data_only(given, shown):
    assert shown_name(given) == shown


def test_both_profiles_that_are_shipped_are_whole():
    assert profiles.names() == ("scorecard-extract", "tsa-claims")
    for name in profiles.names():
        profile = profiles.load(name)
        assert profile.name == name
        scheme = profile.constants.get("scheme")
        assert scheme is None or scheme in profile.taxonomy()["scheme"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colour": "blue"}, "unknown key “colour”"),
        ({"fields": {"claim": {"heading": "x"}}}, "“claim” is not a column of a claim"),
        ({"fields": {"trust": {"heading": "x", "kind": 1}}}, "unknown key “kind”"),
        ({"fields": {"trust": {"heading": "x"}}}, "it has no claim_ref, scheme, status"),
        ({"rules": {"nonsense": "warn"}}, "unknown key “nonsense”"),
        ({"rules": {"unreadable-date": "note"}}, "cannot be changed"),
        ({"rules": {"unknown-cause": "shout"}}, "shout"),
        ({"dates": ["MM/DD/YYYY"]}, "MM/DD/YYYY"),
        ({"currency": "EUR"}, "EUR"),
        ({"money": {"decimal": ","}}, "unknown key “decimal”"),
        ({"lists": {"colour": "x"}}, "colour"),
        ({"status": {"Open": "ajar"}}, "ajar"),
    ],
)
def test_a_mistake_in_a_profile_is_named(change, words):
    with pytest.raises(ValueError, match=words):
        profile_of({**MINIMAL, **change})


def test_a_mistake_in_a_profile_s_file_names_the_file(tmp_path):
    (tmp_path / "mine.toml").write_text('name = "mine"\ncolour = "blue"\n')
    with pytest.raises(UserError, match=r"mine\.toml has a mistake: .*colour"):
        profiles.load("mine", tmp_path)
    with pytest.raises(UserError, match="There is no profile “other”"):
        profiles.load("other", tmp_path)


def test_a_profile_cannot_be_changed_once_it_is_read():
    with pytest.raises(dataclasses.FrozenInstanceError):
        EXTRACT.name = "other"
