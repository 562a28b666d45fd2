"""Which line of a file a sentence of the content check is about."""

from dataclasses import replace
from datetime import date

import pytest

from scorecards.library import checking
from scorecards.library.lines import line_of
from scorecards.library.reading import item_of
from tests.library.shelf import taxonomy
from tests.places import PROJECT


TEXT = (PROJECT / "data" / "library" / "guidance" / "saying-sorry.md").read_text(encoding="utf-8")
WORDS_ABOVE = len(TEXT.rstrip().splitlines())


@pytest.mark.parametrize(
    ("added", "below"),
    [
        ("The best interests of a child.\nThe best ward.", 3),
        ("He was there, and he **failed\nto** call.", 2),
        ("One.\nIt's right.", 3),
        ("A line.\nA CT scan.", 3),
        ("A line.\n[Read it](http://example.org)", 3),
        ("A line.\n* A point.", 3),
        ("A line. This, which goes on and on, is\n" + "very " * 25 + "long.", 2),
    ],
)
def test_a_finding_leads_to_its_line(added, below):
    text = f"{TEXT.rstrip()}\n\n{added}\n"
    item = item_of("saying-sorry", text, taxonomy())
    sentence, *_ = checking.wrong(item, today=date(2026, 12, 1))
    assert line_of(text, sentence) == WORDS_ABOVE + below


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"sources": ()}, "sources"),
        ({"reviewed": date(2026, 12, 2)}, "reviewed"),
        ({"next_review": date(2036, 1, 1)}, "next_review"),
    ],
)
def test_a_finding_about_the_head_leads_to_its_key(changes, key):
    item = replace(item_of("saying-sorry", TEXT, taxonomy()), **changes)
    sentence, *_ = checking.wrong(item, today=date(2026, 12, 1))
    assert TEXT.splitlines()[line_of(TEXT, sentence) - 1].startswith(f"{key} =")


def test_what_is_about_the_whole_has_no_line():
    assert line_of(TEXT, "reads at school grade 12.0, above 9.") is None
    assert line_of(TEXT, "is called “not there at all”.") is None
