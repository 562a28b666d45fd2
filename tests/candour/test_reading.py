"""The file of the aid: it is read whole, and a slip in it is refused in words."""

import pytest

from scorecards import settings
from scorecards.candour import reading
from scorecards.errors import Refused


TEXT = (settings.CANDOUR / reading.FILE).read_text(encoding="utf-8")


def refused(text):
    with pytest.raises(Refused) as told:
        reading.parsed(text)
    return " ".join((str(told.value), *told.value.reasons))


def changed(old, new):
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def test_the_file_that_ships_is_sound():
    aid = reading.read(settings.CANDOUR)
    assert len(aid.questions) == 5
    assert len(aid.steps) > 20


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(Refused, match="missing"):
        reading.read(tmp_path)


def test_what_is_not_toml_is_refused():
    assert "not valid TOML" in refused("[[question")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "harm"\n', 'key = "damage"\n', "the questions are provider"),
        ('verdict = "decide"', 'verdict = "notifiable"', "one ending for each"),
        ('part = "again"', 'part = "later"', "“later” is no part"),
        ('verdicts = ["decide"]', 'verdicts = ["decided"]', "“decided” is no verdict"),
        ('where = { harm = ["death"] }', 'where = { harm = ["deaths"] }', "“deaths” is no answer"),
        ('where = { harm = ["death"] }', 'where = { harms = ["death"] }', "“harms” is no question"),
        ('who = "The manager"\n', "", "“step” has no who"),
        ('who = "The manager"\n', 'who = "The manager"\nuntil = "now"\n', "has the unknown until"),
        ('label = "Low harm"\n', "", "“choice” has no label"),
        ("[[record]]", "[[notes]]", "should have"),
    ],
)  # fmt: skip
def test_a_slip_is_refused_in_words(old, new, said):
    assert said in refused(changed(old, new))
