"""“What changed”, as each person meets it: with two releases, with one, with none, damaged."""

import pytest

from scorecards.ui.changes import WHY_NOT
from tests.pages import screen
from tests.pages.screen import CHANGES, sound, visit


CARDS = ["figure-cost", "figure-counts", "figure-moved"]
EXACT = ("manager-NMU", "steward")
PROTECTED = ("board", "lead")


def releases(home):
    return sorted(path.name for path in (home / "snapshots").iterdir() if path.name[0] == "2")


@pytest.mark.parametrize("person", EXACT)
def test_the_first_line_answers_what_changed_since_the_last_scorecard(
    at_home, demonstration, person
):
    at_home(demonstration)
    window = visit(CHANGES, person=person, trust="NMU")
    sound(window)
    assert [title.value for title in window.title] == ["What changed"]
    said = screen.sentence(window)
    assert said.startswith("Since 31 March 2025: ")
    assert " new clinical claims against Northmoor University Hospitals, " in said
    assert "; the total cost rose by £" in said
    assert list(screen.figures(window)) == CARDS


def test_every_stamp_names_both_releases(at_home, demonstration):
    at_home(demonstration)
    window = visit(CHANGES)
    stamps = [text for text in screen.texts(window) if text.startswith("All claims of two")]
    assert len(stamps) == 5
    before, after = releases(demonstration)
    for stamp in stamps:
        assert f"compared with snapshot {before}" in stamp
        assert stamp.endswith(f"snapshot {after}")


@pytest.mark.parametrize("kind", ["clinical", "non-clinical"])
def test_the_table_of_changes_adds_up_to_the_penny_and_to_the_list(at_home, demonstration, kind):
    at_home(demonstration)
    window = visit(CHANGES, kind=kind)
    sound(window)
    table = next(each for each in screen.tables(window) if "Damages paid" in each.columns)
    for column in [name for name in table.columns if name not in ("Change", "Claims")]:
        first, *steps, last = (_pence(cell) for cell in table[column])
        assert first + sum(steps) == last
    counts = dict(zip(table["Change"], map(_whole, table["Claims"]), strict=True))
    before, *_, after = counts.values()
    assert before + counts["New"] - counts.get("Left the extract", 0) == after
    kinds = sum(list(counts.values())[1:-1])
    assert kinds == after + counts.get("Left the extract", 0)
    changed = kinds - counts["Unchanged"]
    assert f"{changed:,} claims changed" in screen.texts(window)


def test_the_list_is_narrowed_to_one_kind_of_change_by_the_address(at_home, demonstration):
    at_home(demonstration)
    window = visit(CHANGES, change="nil")
    sound(window)
    listed = screen.tables(window)[-1]
    assert {cell.split(",")[0] for cell in listed["Change"]} == {"Closed nil"}
    assert all("Closed nil damages" in cell for cell in listed["Before → after"])
    assert screen.chosen(window, "change") == "nil"
    assert screen.address(window)["change"] == "nil"


def test_a_kind_of_change_that_no_claim_has_says_so(at_home, two_releases):
    at_home(two_releases)
    window = visit(CHANGES, change="reopened")
    sound(window)
    assert "No claim is “reopened”." in screen.texts(window)


def test_the_address_holds_the_release_that_it_is_compared_with(at_home, demonstration):
    at_home(demonstration)
    assert screen.address(visit(CHANGES))["since"] == releases(demonstration)[0]


@pytest.mark.parametrize("person", PROTECTED)
def test_others_read_why_not_and_where_to_go(at_home, demonstration, person):
    at_home(demonstration)
    window = visit(CHANGES, person=person)
    sound(window)
    assert [screen.as_read(info.value) for info in window.info] == [WHY_NOT]
    assert "Go to the clinical scorecard" in screen.texts(window)
    assert not screen.figures(window)
    assert not screen.tables(window)
    assert "2025-03-31" not in screen.everything(window)


def test_a_link_to_another_trust_is_refused_aloud(at_home, demonstration):
    at_home(demonstration)
    window = visit(CHANGES, person="manager-NMU", trust="DNU")
    assert any("which you cannot choose here" in text for text in screen.texts(window))
    assert "Northmoor University Hospitals" in screen.sentence(window)


def test_an_earlier_release_that_does_not_exist_is_named_and_left_out(at_home, demonstration):
    at_home(demonstration)
    window = visit(CHANGES, since="2024-03-31-0123456789")
    sound(window)
    (warning,) = [screen.as_read(each.value) for each in window.warning]
    assert "compared with “2024-03-31-0123456789”, which you cannot choose here" in warning
    assert screen.sentence(window).startswith("Since 31 March 2025: ")


def test_one_claim_revalued_is_told_to_the_penny(at_home, two_releases):
    at_home(two_releases)
    window = visit(CHANGES)
    sound(window)
    assert screen.sentence(window) == (
        "Since 31 March 2025: 0 new clinical claims against Onlyford Hospital, 0 settled, "
        "0 closed nil, 1 revalued; the total cost rose by £11,345 to £12,345."
    )
    (row,) = screen.tables(window)[-1].to_dict("records")
    assert row == {
        "Claim": "ONLY-1",
        "Change": "Revalued",
        "Before → after": "Damages paid £1,000 → £12,345",
        "Total cost before": "£1,000",
        "After": "£12,345",
        "Moved by": "+£11,345",
    }


def test_claims_of_a_kind_that_there_are_none_of(at_home, two_releases):
    at_home(two_releases)
    window = visit(CHANGES, kind="non-clinical")
    sound(window)
    assert "Neither release has non-clinical claims against Onlyford Hospital." in screen.texts(
        window
    )
    assert not screen.figures(window)


def test_with_one_release_the_page_says_what_to_do(at_home, one_claim):
    at_home(one_claim)
    window = visit(CHANGES)
    sound(window)
    (told,) = [screen.as_read(info.value) for info in window.info]
    assert told.startswith("There is nothing to compare with: no earlier release")
    assert "31 March 2026" in told
    assert "publishes the next claims file" in told


def test_with_nothing_published_the_page_says_so(at_home, empty_home):
    at_home(empty_home)
    window = visit(CHANGES)
    sound(window)
    assert any("No claims have been published yet" in info.value for info in window.info)


def test_an_earlier_release_that_is_damaged_is_not_compared_with(at_home, two_releases):
    before = releases(two_releases)[0]
    path = two_releases / "snapshots" / before / "claims" / "trust=ONE" / "claims.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    at_home(two_releases)
    window = visit(CHANGES)
    assert not window.exception
    (refused,) = [screen.as_read(error.value) for error in window.error]
    assert refused.startswith(f"The release {before} could not be trusted and is not shown.")
    assert screen.chosen(window, "since") == before
    assert "parquet" not in screen.everything(window)


@pytest.mark.parametrize("key", ["cost", "counts", "moved"])
def test_every_figure_has_its_table(at_home, demonstration, key):
    at_home(demonstration)
    window = visit(CHANGES)
    shown = len(screen.tables(window))
    window.session_state[f"table-{key}"] = True
    window.run()
    sound(window)
    assert len(screen.tables(window)) == shown + 1


@pytest.mark.parametrize("part", ["damages", "claimant-costs", "defence-costs", "paid", "reserved"])
def test_each_part_of_the_cost_has_its_bridge(at_home, demonstration, part):
    at_home(demonstration)
    window = visit(CHANGES, part=part, counted="open", moved="cause")
    sound(window)
    assert screen.address(window) | {"part": part, "counted": "open", "moved": "cause"} == (
        screen.address(window)
    )


def _pence(cell: str) -> int:
    pounds, _, rest = cell.replace("£", "").replace(",", "").lstrip("+−").partition(".")
    return (-1 if cell.startswith("−") else 1) * (100 * int(pounds) + int(rest or 0))


def _whole(cell: str) -> int:
    return int(cell.replace(",", ""))
