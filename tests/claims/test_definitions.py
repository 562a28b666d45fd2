"""What is refused when the files of measures are read, and what the sentences say."""

from datetime import date

import pytest

from scorecards.claims import definitions
from scorecards.claims.definitions import Better, Source
from scorecards.errors import Refused


SOUND = """\
name = "Closed nil"
unit = "per cent"
why = "It shows how many claims ended without damages."
numerator = "Claims closed without damages."
denominator = "All closed claims."
basis = "The date chosen."
better = "neither"
formula = "The first divided by the second."
hidden = "Counts of 1 to 7."
author = "Measures editor"
checker = "Second reader"
reviewed = 2026-11-24
next_review = 2027-11-24

[[source]]
text = "Annual statistics"
url = "https://example.org/statistics?year=2024#closed"

[[source]]
text = "The release"
"""
REVIEWED = "reviewed = 2026"


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def put(folder, text, name="closed-nil.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def refusal(folder):
    with pytest.raises(Refused) as caught:
        definitions.read(folder)
    return [str(caught.value), *caught.value.reasons]


def test_a_sound_file_is_read_whole(folder):
    (measure,) = definitions.read(put(folder, SOUND)).values()
    assert measure.code == "closed-nil"
    assert measure.name == "Closed nil"
    assert measure.better is Better.NEITHER
    assert (measure.reviewed, measure.next_review) == (date(2026, 11, 24), date(2027, 11, 24))
    assert measure.sources == (
        Source("Annual statistics", "https://example.org/statistics?year=2024#closed"),
        Source("The release", None),
    )


def test_the_hint_says_what_is_counted_by_what_it_is_divided_and_why(folder):
    (measure,) = definitions.read(put(folder, SOUND)).values()
    assert measure.hint == (
        "Claims closed without damages. Divided by: all closed claims. "
        "It shows how many claims ended without damages."
    )
    whole = SOUND.replace('"All closed claims."', '""')
    (measure,) = definitions.read(put(folder, whole)).values()
    assert measure.hint == (
        "Claims closed without damages. It shows how many claims ended without damages."
    )


def test_measures_are_found_by_code_in_the_order_of_codes(folder):
    for name in ("wait", "claims", "prices"):
        put(folder, SOUND, f"{name}.toml")
    (folder / "README.md").write_text("Not a measure.")
    assert list(definitions.read(folder)) == ["claims", "prices", "wait"]


def test_only_the_denominator_may_be_empty(folder):
    divided = SOUND.replace('"All closed claims."', '""')
    assert definitions.read(put(folder, divided))["closed-nil"].denominator == ""
    for key in set(definitions.TEXTS) - {"denominator", "better"}:
        lines = [f'{key} = " "' if each.startswith(f"{key} =") else each
                 for each in SOUND.splitlines()]  # fmt: skip
        assert refusal(put(folder, "\n".join(lines))) == [
            f"closed-nil.toml: “{key}” must not be empty."
        ]


@pytest.mark.parametrize("key", [*definitions.TEXTS, *definitions.DATES])
def test_a_key_that_is_left_out_is_named(folder, key):
    lines = [each for each in SOUND.splitlines() if not each.startswith(f"{key} =")]
    assert refusal(put(folder, "\n".join(lines))) == [
        f"closed-nil.toml: the key “{key}” is missing."
    ]


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ("unit =", "unti =", "the key “unti” is not known"),
        ("unit =", "unti =", "the key “unit” is missing"),
        ('unit = "per cent"', "unit = 3", "“unit” must be text"),
        ('better = "neither"', 'better = "up"', "“better” is “up”. Use higher, lower or neither."),
        (REVIEWED, 'reviewed = "soon" # 2026', "“reviewed” must be a date"),
        ("reviewed = 2026-11-24", "reviewed = 2026-11-24T09:00:00", "“reviewed” must be a date"),
        (REVIEWED, "reviewed = 2030", "“next_review” must be later than “reviewed”"),
        ("next_review = 2027", "next_review = 2026", "“next_review” must be later"),
        ('url = "https://example.org/', 'link = "https://', "the key “link” of a “source”"),
        ("https://example.org", "javascript://example.org", "must be a web address"),
        ("https://example.org", "https://example", "must be a web address"),
        ("https://example.org/st", "https://example.org/a) [b", "must be a web address"),
        ("https://example.org/st", "https://[example.org/", "must be a web address"),
        ('text = "The release"', 'text = ""', "each “source” must have a “text”"),
        ('text = "The release"', "text = 4", "each “source” must have a “text”"),
        ('name = "Closed nil"', "name = Closed nil", "is not valid TOML"),
    ],
)
def test_a_file_that_is_not_as_agreed_is_refused_by_name(folder, there, instead, said):
    assert there in SOUND
    told = refusal(put(folder, SOUND.replace(there, instead, 1)))
    assert all(sentence.startswith("closed-nil.toml: ") for sentence in told)
    assert any(said in sentence for sentence in told), told


@pytest.mark.parametrize("instead", ["", "source = []", 'source = "The release"'])
def test_a_measure_without_a_source_is_refused(folder, instead):
    told = refusal(put(folder, SOUND.split("[[source]]", maxsplit=1)[0] + instead))
    assert len(told) == 1
    assert "source" in told[0]


def test_a_file_whose_name_cannot_be_an_address_is_refused(folder):
    assert (
        "Closed Nil.toml: the file name may hold"
        in refusal(put(folder, SOUND, "Closed Nil.toml"))[0]
    )


def test_bytes_that_are_not_text_are_refused(folder):
    (folder / "scan.toml").write_bytes(b"\xff\xfe")
    assert "scan.toml: is not text in UTF-8" in refusal(folder)[0]


def test_the_problems_of_all_files_are_told_at_once(folder):
    put(folder, SOUND.replace("unit", "unti"), "first.toml")
    put(folder, SOUND.replace("neither", "up"), "second.toml")
    told = refusal(folder)
    assert [sentence.split(":")[0] for sentence in told] == ["first.toml"] * 2 + ["second.toml"]


def test_a_folder_that_is_not_there_is_refused(folder):
    assert refusal(folder / "measures") == [
        "There is no folder “measures”. Put the files of measures there."
    ]


def test_a_measure_is_due_from_its_next_review_on(folder):
    measure = definitions.read(put(folder, SOUND))["closed-nil"]
    assert measure.is_due(date(2027, 11, 24))
    assert not measure.is_due(date(2027, 11, 23))
