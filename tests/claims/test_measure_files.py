"""The files of data/measures that are shipped: whole, readable, and each shown on a screen."""

import re

import pytest

from scorecards import settings
from scorecards.claims import definitions
from tests.claims import measure_codes


MEASURES = definitions.read(settings.MEASURES)
each = pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES.keys())

LONGEST_SENTENCE = 30
LONGEST_WHY = 45
NOT_OUR_WORDS = (
    "worst", "best", "league", "dashboard", "failing", "outlier", "underperform", "ranking",
)  # fmt: skip
# Words of statisticians and programmers: said otherwise, or explained elsewhere.
UNEXPLAINED = (
    "numerator", "denominator", "percentile", "quantile", "winsorise", "variance", "poisson",
    "overdispersion", "bootstrap", "chain ladder", "ibnr", "ultimate", "dataframe", "null",
    "parquet", "parameter", "tau", "phi", "sigma",
)  # fmt: skip


def texts(measure):
    return [
        measure.unit, measure.why, measure.numerator, measure.denominator, measure.basis,
        measure.formula, measure.hidden,
    ]  # fmt: skip


def prose(measure):
    return " ".join(texts(measure)).casefold()


def words(text):
    return re.findall(r"[\w’'£%.,-]*\w[\w’'£%.,-]*", text)


def sentences(text):
    return [words(part) for part in re.split(r"(?<=[.?!:;])\s+", text) if words(part)]


def grade(measure):
    """The automated readability index: about the years of schooling that the text asks for."""
    found = [sentence for text in texts(measure) for sentence in sentences(text)]
    number = sum(map(len, found))
    letters = sum(len(re.sub(r"\W", "", word)) for sentence in found for word in sentence)
    return 4.71 * letters / number + 0.5 * number / len(found) - 21.43


def test_every_measure_that_a_card_shows_is_written_down():
    assert {"volume-and-value", "pairs-of-codes"} <= measure_codes.on_cards()
    assert sorted(measure_codes.on_cards() - set(MEASURES)) == []


def test_every_measure_that_is_written_down_is_shown():
    assert sorted(set(MEASURES) - measure_codes.written()) == []


def test_no_card_is_drawn_without_its_measures():
    assert measure_codes.cards_without() == []


def test_the_folder_holds_nothing_else():
    found = {path.name for path in settings.MEASURES.iterdir()}
    assert found == {f"{code}.toml" for code in MEASURES} | {"README.md"}


def test_the_page_for_writers_names_every_key():
    readme = (settings.MEASURES / "README.md").read_text(encoding="utf-8")
    assert [key for key in definitions.KEYS if f"`{key}`" not in readme.replace("[", "")
            .replace("]", "")] == []  # fmt: skip


def test_no_two_measures_have_one_name():
    names = [measure.name.casefold() for measure in MEASURES.values()]
    assert sorted(names) == sorted(set(names))


@each
def test_sentences_are_short(measure):
    long = [" ".join(one) for text in texts(measure) for one in sentences(text)
            if len(one) > LONGEST_SENTENCE]  # fmt: skip
    assert long == []


@each
def test_why_it_matters_is_read_in_a_breath(measure):
    assert len(words(measure.why)) <= LONGEST_WHY


@each
def test_it_reads_as_plain_english(measure):
    assert grade(measure) <= 12, f"{grade(measure):.1f}"


@each
def test_no_word_ranks_or_blames(measure):
    said = f"{measure.name} {prose(measure)}".casefold()
    assert [word for word in NOT_OUR_WORDS if re.search(rf"\b{word}", said)] == []


@each
def test_no_word_is_left_unexplained(measure):
    assert [word for word in UNEXPLAINED if re.search(rf"\b{word}\b", prose(measure))] == []


@each
def test_sentences_end_and_names_do_not(measure):
    for text in texts(measure)[1:]:
        assert not text or text.endswith((".", "?")), text
    assert not measure.name.endswith(".")
    assert not measure.unit.endswith(".")


@each
def test_two_roles_stand_behind_it_and_it_is_looked_at_again_within_two_years(measure):
    assert measure.author.casefold() != measure.checker.casefold()
    assert 0 < (measure.next_review - measure.reviewed).days <= 2 * 366


@each
def test_each_source_is_told_once(measure):
    told = [source.text for source in measure.sources]
    assert len(told) == len(set(told))
