"""Code lists: an official list can be dropped in, and a list that would mislead is refused."""

import re
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.errors import UserError
from scorecards.settings import REFERENCE
from scorecards.taxonomy.codes import FILES, Code, CodeList, ListName, fold, read, read_list


FOLDERS = {"scheme": REFERENCE, "tsa": REFERENCE / "tsa"}
shipped = pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
HEAD = "code,name,group,label"


@pytest.fixture
def listed(tmp_path):
    """Reads a list of causes from lines of text."""

    def reading(*lines, head=HEAD, encoding="utf-8"):
        path = tmp_path / "causes.csv"
        path.write_text("\n".join([head, *lines]) + "\n", encoding=encoding)
        return read_list(path, ListName.CAUSE)

    return reading


@shipped
def test_every_shipped_list_is_read_line_by_line(folder):
    taxonomy = read(folder)
    for name, file in FILES.items():
        path = folder / file
        lines = path.read_text(encoding="utf-8-sig").splitlines()[1:] if path.exists() else []
        assert len(taxonomy[name].codes) == len(lines)
        assert [code.code for code in taxonomy[name]] == [line.split(",")[0] for line in lines]


def test_every_dimension_of_a_claim_has_a_shipped_list():
    assert all(read(REFERENCE)[name].codes for name in ListName)


@shipped
def test_no_spelling_of_a_shipped_list_means_two_codes(folder):
    for codes in read(folder).lists.values():
        meanings = defaultdict(set)
        for code in codes:
            for text in (code.code, code.name, *code.labels):
                meanings[fold(text)].add(code.code)
        assert [text for text, meant in meanings.items() if len(meant) > 1] == []


@shipped
def test_every_shipped_code_is_safe_in_an_address_and_has_a_name_and_a_group(folder):
    for codes in read(folder).lists.values():
        for code in codes:
            assert re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", code.code)
            assert code.name.strip()
            assert code.group.strip()


@shipped
def test_names_of_a_shipped_list_are_not_cut_off_or_padded(folder):
    for codes in read(folder).lists.values():
        for code in codes:
            assert code.name == " ".join(code.name.split())


def test_codes_keep_the_order_of_their_file_and_further_columns(listed):
    codes = listed("b,Bee,G,x,high", "a,Ay,G,y,low", head=f"{HEAD},severity")
    assert [code.code for code in codes] == ["b", "a"]
    assert codes.by_code["a"].extra == {"severity": "low"}


def test_several_labels_are_parted_by_a_bar_and_none_is_empty(listed):
    codes = listed("a,Ay,G, One | Two||", "b,Bee,G,")
    assert codes.by_code["a"].labels == ("One", "Two")
    assert codes.by_code["b"].labels == ()


def test_a_code_is_found_by_its_code_its_name_and_each_label_however_spelt(listed):
    codes = listed("wrong-site,Wrong site surgery,G,Op / Wrong Site|WSS")
    for text in ("wrong-site", "WRONG SITE", "wrong  site surgery", "op wrong-site", "wss"):
        assert codes.by_label[fold(text)] == "wrong-site"


def test_a_list_saved_by_a_spreadsheet_with_its_mark_is_read(listed):
    assert "a" in listed("a,Ay,G,x", encoding="utf-8-sig")


def test_a_line_that_ends_early_has_no_labels(listed):
    assert listed("a,Ay").codes == (Code("a", "Ay", "", ()),)


def test_a_list_without_a_file_is_empty(tmp_path):
    taxonomy = read(tmp_path)
    assert {name: taxonomy[name].codes for name in ListName} == dict.fromkeys(ListName, ())


@pytest.mark.parametrize("column", ["code", "name", "group", "label"])
def test_a_list_without_a_column_is_refused_and_told_which(listed, column):
    kept = [each for each in HEAD.split(",") if each != column]
    with pytest.raises(UserError, match=rf"causes\.csv has no column {column}\."):
        listed("1,2,3", head=",".join(kept))


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "causes.csv").write_text("")
    with pytest.raises(UserError, match="has no column code, name, group, label"):
        read_list(tmp_path / "causes.csv", ListName.CAUSE)


def test_a_code_that_is_listed_twice_is_refused(listed):
    with pytest.raises(UserError, match=r"causes\.csv lists the code “a” twice"):
        listed("a,Ay,G,x", "b,Bee,G,y", "a,Other,G,z")


@pytest.mark.parametrize("second", ["b,Bee,G,X-ray late", "b,x ray LATE,G,y", "x-ray-late,Bee,G,"])
def test_a_spelling_of_two_codes_is_refused_and_both_are_named(listed, second):
    with pytest.raises(UserError, match=r"stands for the code “a” and for “(b|x-ray-late)”"):
        listed("a,Ay,G,X ray late", second)


@pytest.mark.parametrize("code", ["", " a", "a b", "a,b", "a/b", "-a", "a&b", "ä", "a?", "a\n"])
def test_a_code_that_would_not_survive_an_address_is_refused(listed, code):
    with pytest.raises(UserError, match="Use letters, digits and hyphens only"):
        listed(f'"{code}",Ay,G,x')


def test_names_for_readers_never_fail():
    codes = CodeList(ListName.CAUSE, (Code("fall", "Fall", "Accident"),))
    assert codes.name_of("fall") == "Fall"
    assert codes.name_of("unlisted-code") == "unlisted-code"
    assert codes.name_of(None) == "Not recorded"
    assert [codes.group_of(code) for code in ("fall", "other", None)] == [
        "Accident",
        *["Other"] * 2,
    ]
    assert "fall" in codes
    assert "Fall" not in codes


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Fail / Delay Treatment", "fail delay treatment"),
        ("  A&E ", "a e"),
        ("Straße", "strasse"),
        ("Op-Wrong_Site.", "op wrong site"),
        ("…", ""),
        ("Ménière", "ménière"),
    ],
)
def test_folding_keeps_words_and_drops_how_they_are_set(text, folded):
    assert fold(text) == folded


@settings(deadline=None)
@given(some.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(some.lists(some.text("abcXYZ019", min_size=1), min_size=1), some.data())
def test_spellings_that_differ_in_case_and_punctuation_are_the_same(words, data):
    between = data.draw(some.lists(some.text(" -/.,&()", min_size=1), min_size=len(words)))
    other = "".join(word.swapcase() + gap for word, gap in zip(words, between, strict=False))
    assert fold(other) == fold(" ".join(words))
