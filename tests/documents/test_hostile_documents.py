"""The hostile corpus: nothing of it stops the parent, each refusal is a plain sentence."""

import os
import resource
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from scorecards.documents.checking import check
from scorecards.documents.reading.words import LIMITS
from scorecards.errors import NotAllowed, Refused
from scorecards.sandbox.limits import MEGABYTE
from tests.documents import corpus
from tests.documents.files import office, pdf, word
from tests.people.viewers import editor, manager


REFUSED = corpus.refused()
TAKEN = corpus.taken()


def resident() -> int:
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * resource.getpagesize()


def outcome(content: bytes, limits=LIMITS):
    try:
        return check(editor(), "guidance", content, scanner=None, limits=limits)
    except Refused as refused:
        return refused


@pytest.fixture(scope="module")
def outcomes():
    """Every file of the corpus looked through, several at a time as a server does."""
    before = resident()
    with ThreadPoolExecutor(3) as pool:
        files = {name: content for name, (content, _) in {**REFUSED, **TAKEN}.items()}
        done = dict(zip(files, pool.map(outcome, files.values()), strict=True))
    return {**done, "grown": resident() - before}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_document_is_refused_in_plain_words(name, outcomes):
    refused = outcomes[name]
    assert isinstance(refused, Refused)
    sentence = str(refused)
    assert REFUSED[name][1] in sentence
    assert sentence.endswith((".", ")"))
    assert "Error" not in sentence and "Traceback" not in sentence and "/etc" not in sentence


@pytest.mark.parametrize("name", TAKEN)
def test_a_plain_document_is_taken(name, outcomes):
    content, kind = TAKEN[name]
    assert not isinstance(outcomes[name], Refused), str(outcomes[name])
    assert (outcomes[name].type.value, outcomes[name].content) == (kind, content)


def test_the_parent_does_not_grow_with_what_it_is_sent(outcomes):
    assert outcomes["grown"] < 20 * MEGABYTE


def test_the_corpus_holds_at_least_forty_documents_that_must_be_refused():
    assert len(REFUSED) >= 40


def test_a_document_that_takes_too_long_is_stopped_with_all_its_processes():
    refused = outcome(pdf(), replace(LIMITS, wall_seconds=0.01))
    assert isinstance(refused, Refused)
    assert "reading was stopped" in str(refused)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_document_that_takes_too_much_of_the_processor_is_stopped():
    slow = office(main=word(*(f"Number {n}" for n in range(400_000))))
    refused = outcome(slow, replace(LIMITS, processor_seconds=1))
    assert isinstance(refused, Refused)
    assert "reading was stopped" in str(refused)


def test_a_document_that_is_too_large_is_refused_before_it_is_read():
    refused = outcome(pdf(says="x" * MEGABYTE), replace(LIMITS, upload_bytes=1000))
    assert "larger than" in str(refused)


def test_only_editors_have_a_file_looked_through():
    with pytest.raises(NotAllowed):
        check(manager("RA1"), "guidance", pdf(), scanner=None)
