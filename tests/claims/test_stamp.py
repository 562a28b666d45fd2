"""The line under a figure, and the same told part by part."""

from datetime import date

from scorecards.claims.stamp import EXACT, HIDDEN_IN_WORDS, Stamp


def stamp(**other):
    parts = {
        "basis": "By incident date",
        "period": "2015/16 to 2024/25",
        "as_at": date(2026, 3, 31),
        "schemes": "all clinical schemes",
        "claims": 412,
        "snapshot_id": "2026-03-31-8f69e290d7",
        "exact": True,
    }
    return Stamp(**{**parts, **other})


def test_the_line_holds_every_part_in_order():
    assert str(stamp(claims=1412)) == (
        "By incident date · 2015/16 to 2024/25 · as at 31 March 2026 · all clinical schemes"
        " · n = 1,412 · exact, not for onward sharing · snapshot 2026-03-31-8f69e290d7"
    )


def test_in_words_each_part_says_what_it_is():
    assert stamp().in_words() == [
        ("Counted by", "Incident date"),
        ("Period", "2015/16 to 2024/25"),
        ("As known on", "31 March 2026"),
        ("Schemes", "All clinical schemes"),
        ("Number counted", "412"),
        ("What was hidden", HIDDEN_IN_WORDS[EXACT]),
        ("Release", "2026-03-31-8f69e290d7"),
    ]


def test_what_is_particular_to_a_figure_is_told_between():
    told = stamp(more=("22 trusts", "limits at 99.8 per cent")).in_words()
    assert told[5:7] == [("Also", "22 trusts"), ("Also", "Limits at 99.8 per cent")]
    assert [name for name, _ in told[7:]] == ["What was hidden", "Release"]


def test_for_whom_small_numbers_are_hidden_it_says_which():
    told = dict(stamp(exact=False, claims=None).in_words())
    assert told["Number counted"] == "1 to 7"
    assert "1 to 7" in told["What was hidden"]
    assert "xact" not in told["What was hidden"]
