"""The hostile corpus: nothing of it stops the parent, each refusal is a plain sentence."""

import resource
from concurrent.futures import ThreadPoolExecutor

import pytest

from scorecards.errors import Refused
from scorecards.intake.reading.limits import Limits
from scorecards.intake.reading.process import read_file
from tests.intake import corpus
from tests.processes import children


REFUSED = corpus.refused()
READ = corpus.read()
KNOWN = ("claim number", "date received")
MEGABYTE = 1024 * 1024


def resident() -> int:
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * resource.getpagesize()


@pytest.fixture(scope="module")
def outcomes():
    """Every file of the corpus read, several at a time as a server does: a table or a refusal."""
    before = resident()
    with ThreadPoolExecutor(3) as pool:
        files = {name: content for name, (content, *_) in {**REFUSED, **READ}.items()}
        done = dict(zip(files, pool.map(outcome, files.values()), strict=True))
    return {**done, "grown": resident() - before}


def outcome(content: bytes):
    try:
        return read_file(content, known_headings=KNOWN)
    except Refused as refused:
        return refused


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_plain_words(name, outcomes):
    refused = outcomes[name]
    assert isinstance(refused, Refused)
    sentence = " ".join((str(refused), *refused.reasons))
    assert REFUSED[name][1] in sentence
    assert sentence.endswith((".", ")"))
    assert "Error" not in sentence and "Traceback" not in sentence and "/etc" not in sentence


@pytest.mark.parametrize("name", READ)
def test_an_odd_file_is_read_right(name, outcomes):
    _, headings, rows = READ[name]
    table = outcomes[name]
    assert table.headings == headings
    assert table.frame.drop("line", "extra").rows() == rows


def test_the_parent_does_not_grow_with_what_it_is_sent(outcomes):
    assert outcomes["grown"] < 20 * MEGABYTE


def test_the_corpus_holds_at_least_forty_files_that_must_be_refused():
    assert len(REFUSED) >= 40


def test_a_file_that_takes_too_long_is_stopped_with_all_its_processes():
    rows, before = b"a,b\n" + b"1,2\n" * 400_000, children()
    with pytest.raises(Refused, match="limits on memory and time"):
        read_file(rows, limits=Limits(wall_seconds=0.4))
    assert children() <= before


def test_a_file_that_takes_too_much_of_the_processor_is_stopped():
    rows = b"a,b\n" + b"1,2\n" * 5_000_000
    with pytest.raises(Refused, match="limits on memory and time"):
        read_file(rows, limits=Limits(processor_seconds=1, rows=10_000_000))


def test_a_file_that_takes_too_much_memory_is_refused():
    rows = b"a,b\n" + b"1,2\n" * 5_000_000
    with pytest.raises(Refused, match="memory"):
        read_file(rows, limits=Limits(memory_bytes=350 * MEGABYTE, rows=10_000_000))


def test_a_result_that_is_too_large_is_refused():
    rows = b"a,b\n" + b"1,2\n" * 100_000
    with pytest.raises(Refused, match="Unpacked"):
        read_file(rows, limits=Limits(result_bytes=MEGABYTE))


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(Refused, match="larger than 1 MB"):
        read_file(b"a,b\n" + b"1,2\n" * 400_000, limits=Limits(upload_bytes=MEGABYTE))


def test_too_many_rows_are_refused():
    with pytest.raises(Refused, match="more than 10 rows"):
        read_file(b"a,b\n" + b"1,2\n" * 11, limits=Limits(rows=10))
