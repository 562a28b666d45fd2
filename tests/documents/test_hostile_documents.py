"""The hostile corpus: nothing of it stops the parent, each refusal is a plain sentence."""

import resource
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest

from scorecards.documents.checking import check
from scorecards.documents.reading import document_file
from scorecards.documents.reading.words import LIMITS, WORDS
from scorecards.errors import NotAllowed, Refused
from scorecards.sandbox import child, results
from scorecards.sandbox.limits import MEGABYTE
from tests.documents import corpus
from tests.documents.files import office, pdf, word
from tests.people.viewers import editor, manager
from tests.processes import children


REFUSED = corpus.refused()
TAKEN = corpus.taken()
# One for each way in which a reading can end: its own words, a damaged file, too much of it.
FAMILIES = (
    "plain text", "picture that was changed", "zip bomb", "PDF bomb", "PDF cut short",
    "PDF with a packed program", "PDF of too many pages", "NHS number in a PDF",
    "PDF with packed objects", "Word with a picture",
)  # fmt: skip


def resident() -> int:
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * resource.getpagesize()


def outcome(content: bytes, limits=LIMITS):
    try:
        return check(editor(), "guidance", content, scanner=None, limits=limits)
    except Refused as refused:
        return refused


def read(content: bytes) -> dict:
    """What the child makes of a file, without the child: quick, and without its limits."""
    sink = BytesIO()
    with child.in_plain_words(WORDS):
        document_file.read(content, LIMITS.to_map(), {}, sink)
    return results.read(sink).facts


@pytest.fixture(scope="module")
def outcomes():
    """One of each family in a child of its own, several at a time as a server does."""
    before = resident()
    with ThreadPoolExecutor(3) as pool:
        files = {name: {**REFUSED, **TAKEN}[name][0] for name in FAMILIES}
        done = dict(zip(files, pool.map(outcome, files.values()), strict=True))
    return {**done, "grown": resident() - before}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_document_is_refused_in_plain_words(name):
    with pytest.raises(Refused) as refused:
        read(REFUSED[name][0])
    sentence = str(refused.value)
    assert REFUSED[name][1] in sentence
    assert sentence.endswith((".", ")"))
    assert "Error" not in sentence and "Traceback" not in sentence and "/etc" not in sentence


@pytest.mark.parametrize("name", TAKEN)
def test_a_plain_document_is_taken(name):
    content, kind = TAKEN[name]
    assert read(content)["type"] == kind


@pytest.mark.parametrize("name", FAMILIES)
def test_the_child_says_of_a_document_what_its_reader_says(name, outcomes):
    content, told = {**REFUSED, **TAKEN}[name]
    if name in REFUSED:
        assert isinstance(outcomes[name], Refused) and told in str(outcomes[name])
    else:
        assert (outcomes[name].type.value, outcomes[name].content) == (told, content)


def test_the_parent_does_not_grow_with_what_it_is_sent(outcomes):
    assert outcomes["grown"] < 20 * MEGABYTE


def test_the_corpus_holds_at_least_forty_documents_that_must_be_refused():
    assert len(REFUSED) >= 40


def test_a_document_that_takes_too_long_is_stopped_with_all_its_processes():
    before = children()
    refused = outcome(pdf(), replace(LIMITS, wall_seconds=0.01))
    assert isinstance(refused, Refused)
    assert "reading was stopped" in str(refused)
    assert children() <= before


def test_a_document_that_takes_too_much_of_the_processor_is_stopped():
    slow = office(main=word(*(f"Number {n}" for n in range(300_000))))
    refused = outcome(slow, replace(LIMITS, processor_seconds=1))
    assert isinstance(refused, Refused)
    assert "reading was stopped" in str(refused)


def test_a_document_that_is_too_large_is_refused_before_it_is_read():
    refused = outcome(pdf(says="x" * MEGABYTE), replace(LIMITS, upload_bytes=1000))
    assert "larger than" in str(refused)


def test_only_editors_have_a_file_looked_through():
    with pytest.raises(NotAllowed):
        check(manager("RA1"), "guidance", pdf(), scanner=None)
