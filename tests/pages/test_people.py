"""What each demonstration person sees: exact to the penny, protected, or not at all."""

import re

import pytest

from tests.library.shelf import library
from tests.pages import screen
from tests.pages.screen import CLINICAL, DESK, NON_CLINICAL, visit


KINDS = (CLINICAL, NON_CLINICAL)
COUNT_COLUMNS = ("Claims", "Open", "With damages", "Closed nil")
MONEY_COLUMNS = ("Total cost", "Cost")
HIDDEN = ("1 to 7", "0", "*", "")
# Numbers that are not counts of claims, with what stands round them.
NOT_COUNTS = (
    r"[£$][\d,.]+( million| billion)?",
    r"(less than )?\d+%",
    r"\d{4}/\d{2}",
    r"\d{1,2} (January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{4}",
    r"snapshot [\da-f-]+",
    r"first three of \d+",
    r"The lines stand at [\d,]+ claims and [^:]+:",
    r"typical of \d+ (trusts|organisations)",
    r"Rows \d+ to \d+ of \d+\.",
    r"\d+ (specialt|cause|injur|location|scheme)\w* (has|have) no cost",
    r"[Cc]ounts of 1 to 7 hidden",
)

# What the learning panel says of items: stories, in which numbers are ages and years.
SUMMARIES = {item.summary for item in library().items}


def not_protected(text: str) -> list[str]:
    """The counts in a text that should have been hidden or rounded."""
    for pattern in NOT_COUNTS:
        text = re.sub(pattern, " ", text)
    text = text.replace("1 to 7", " ")
    numbers = [number.replace(",", "") for number in re.findall(r"\d[\d,]*", text)]
    return [number for number in numbers if not is_protected(number)]


def is_protected(count: str) -> bool:
    return count in HIDDEN or (count.isdecimal() and int(count) >= 10 and int(count) % 5 == 0)


def is_rounded(money: str) -> bool:
    """Hidden, or of no more than two figures."""
    return money == "hidden" or len(money.replace(",", "").strip("£").rstrip("0")) <= 2


def unprotected(window) -> list[str]:
    """Where a protected scorecard says more than it may."""
    said = [text for text in screen.texts(window) if text not in SUMMARIES]
    faults = [f"text: {text}" for text in said if not_protected(text)]
    for number, table in enumerate(screen.tables(window)):
        for column in table.columns:
            labels = column == "Total cost" and "Cost" in table.columns  # the names of bands
            for cell in () if labels else table[column]:
                if column in COUNT_COLUMNS and not is_protected(cell.replace(",", "")):
                    faults.append(f"table {number}, {column}: {cell}")
                if column in MONEY_COLUMNS and not is_rounded(cell):
                    faults.append(f"table {number}, {column}: {cell}")
    for key, figure in screen.figures(window).items():
        faults += [f"{key}: {count}" for count in drawn(key, figure) if not is_protected(count)]
    return faults


def drawn(key: str, figure: dict) -> list[str]:
    """Every count of claims that a figure holds, shown or not."""
    counts: list[object] = []
    for trace in figure["data"]:
        counts += re.findall(r"<br>([^<]+) claims?<br>", " ".join(trace.get("hovertext", [])))
        if key == "figure-quadrant":
            counts += trace["x"]
        elif key == "figure-years" and trace.get("yaxis") != "y2":
            counts += [count for count in trace["y"] if count is not None]
        elif key == "figure-ranking":
            counts += [int(count) for count in trace["x"]]
        elif trace["type"] == "heatmap":
            counts += [cell for row in (*trace["z"], *trace["text"]) for cell in row]
    return [str(count).replace(",", "") for count in counts]


@pytest.fixture
def nation(at_home, demonstration):
    at_home(demonstration)


@pytest.mark.parametrize("person", ["board", "lead"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("asked", [{}, {"basis": "closed"}, {"detail": "bands"},
                                   {"points": "injury", "ranked": "location"},
                                   {"status": "nil"}, {"band": "1m-and-over"},
                                   {"status": "incident"}], ids=str)  # fmt: skip
def test_no_small_or_exact_count_reaches_who_may_not_see_claims(nation, person, kind, asked):
    window = screen.opened_tables(visit(kind, person=person, **asked))
    assert not window.exception
    assert not window.error
    assert unprotected(window) == []
    assert "Your claims" not in " ".join(screen.texts(window))
    assert "exact, not for onward sharing" not in screen.everything(window)


@pytest.mark.parametrize(
    ("person", "kind", "dimension"),
    [("board", CLINICAL, "specialty"), ("lead", NON_CLINICAL, "cause")],
)
def test_picking_out_a_code_marks_it_and_narrows_no_figure(nation, person, kind, dimension):
    """Each code in turn would else be one more answer to take from another."""
    whole = visit(kind, person=person)
    codes = list(screen.figures(whole)["figure-quadrant"]["data"][0]["customdata"])
    assert len(codes) >= 3
    for code in codes[:6]:
        window = visit(kind, person=person, **{dimension: code})
        assert not window.error
        assert unprotected(window) == []
        assert screen.metrics(window) == screen.metrics(whole)
        assert "The figures are of all claims." in screen.sentence(window)
        assert screen.address(window)[dimension] == code


@pytest.mark.parametrize("person", ["board", "lead"])
@pytest.mark.parametrize(
    ("asked", "named"),
    [({"from_": "2018/19"}, "from"), ({"to": "2020/21"}, "to"), ({"status": "nil"}, "status"),
     ({"band": "none"}, "value band"), ({"scheme": "CNST"}, "scheme")],
)  # fmt: skip
def test_what_would_narrow_the_figures_is_refused_aloud(nation, person, asked, named):
    whole, window = visit(person=person), visit(person=person, **asked)
    (warning,) = [screen.as_read(each.value) for each in window.warning]
    assert warning.startswith(f"The address asks for {named} “")
    assert screen.metrics(window) == screen.metrics(whole)
    assert screen.address(window) == screen.address(whole)


def test_the_check_of_this_test_sees_an_exact_scorecard_as_unprotected(nation):
    """Else the tests above would prove nothing."""
    window = screen.opened_tables(visit(person="manager-NMU"))
    faults = unprotected(window)
    for where in ("text: 993", "table 0, Claims", "table 0, Total cost", "figure-quadrant",
                  "figure-years", "figure-ranking", "figure-detail"):  # fmt: skip
        assert any(fault.startswith(where) for fault in faults), where


@pytest.mark.parametrize("person", ["board", "lead"])
def test_the_list_of_claims_is_refused_to_who_may_not_see_it(nation, person):
    window = visit(person=person, detail="claims")
    assert [screen.as_read(warning.value) for warning in window.warning] == [
        "The address asks for look closer “claims”, which you cannot choose here. "
        "What you see is without it."
    ]
    assert "detail" not in [group.key for group in window.get("button_group")]
    assert "detail" not in screen.address(window)
    assert not window.table


@pytest.mark.parametrize("person", ["manager-NMU", "steward"])
def test_the_list_of_claims_has_a_line_for_each_claim(nation, person):
    window = visit(person=person, trust="NMU", detail="claims", specialty="obstetrics")
    assert not window.error
    claims = int(screen.metrics(window)["Claims"])
    listed = screen.tables(window)[0]
    assert listed.columns[0] == "Claim"
    assert len(listed) == 25
    assert f"Rows 1 to 25 of {claims}." in screen.texts(window)
    assert listed["Claim"].is_unique


def people(window) -> list[str]:
    return list(next(box for box in window.selectbox if box.key == "person").options)


def test_there_is_a_demonstration_person_of_each_role(nation):
    names = people(visit())
    assert [name for name in names if name.startswith("Risk manager, ")]
    assert [name for name in names if name.startswith("Board member, ")]
    assert [name for name in names if name.startswith("Safety and Learning Lead, ")]
    assert {"Data steward", "Auditor", "Library editor", "Newcomer without a role"} <= set(names)


@pytest.mark.parametrize(
    ("person", "number"), [("manager-NMU", 1), ("board", 1), ("lead", 20), ("steward", 147)]
)
def test_each_person_is_offered_the_trusts_of_their_role(nation, person, number):
    trusts = visit(person=person).selectbox(key="trust").options
    if number == 1:
        assert list(trusts) == ["Northmoor University Hospitals"]
    else:
        assert len(trusts) >= number
        assert "Northmoor University Hospitals" in trusts
    if person == "lead":
        assert len(trusts) < 60


@pytest.mark.parametrize("person", ["manager-NMU", "board", "lead"])
def test_only_the_steward_gets_the_page_that_checks_files(nation, person):
    window = visit(DESK, person=person)
    assert not window.exception
    assert not window.file_uploader
    assert screen.texts(window)[2:] == ["Only a data steward can check and publish claims files."]


def test_a_steward_who_becomes_someone_else_loses_the_page_that_checks_files(nation):
    window = visit(DESK, person="steward")
    assert len(window.file_uploader) == 1
    window.selectbox(key="person").set_value("board").run()
    assert not window.exception
    assert not window.file_uploader


def test_changing_the_person_changes_what_is_seen_at_once(nation):
    window = visit(person="manager-NMU")
    exact = screen.metrics(window)["Claims"]
    window.selectbox(key="person").set_value("board").run()
    assert screen.metrics(window)["Claims"] != exact
    assert screen.address(window)["person"] == "board"
    assert unprotected(window) == []
    window.selectbox(key="person").set_value("manager-NMU").run()
    assert screen.metrics(window)["Claims"] == exact
