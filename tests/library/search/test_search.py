"""Finding things by words, on both stores: what fits, what comes first, and what is said of it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.errors import NotAllowed
from scorecards.library.search import indexing, queries
from scorecards.library.search.model import A_PAGE, Facet, Wanted
from scorecards.people.model import Circle
from scorecards.store.tables import Findable, Spelling
from scorecards.store.transactions import reading, writing
from tests.library.search.entries import EDITOR, NEWCOMER, ask, entry, index, refs, shown


HIP = entry("hip", "Four steps", body=["She had a broken hip, and nobody saw it."])
FALL = entry("fall", "Found beside the bed", summary="A man fell at night.", topic="Medicines")
SEPSIS = entry("sepsis", "Sepsis in a busy hour", about=["Delay"], kind="guidance")


def test_a_word_in_the_title_says_more_than_one_in_the_text(engine):
    index(
        engine,
        entry("d", "Any", body=["About sepsis."]),
        entry("c", "Any", points=["Ask about sepsis."]),
        entry("b", "Any", summary="About sepsis."),
        entry("a", "About sepsis"),
        entry("e", "Other", body=["Something else."]),
    )
    assert refs(ask(engine, "sepsis")) == ["a", "b", "c", "d"]


def test_what_is_called_so_comes_before_what_says_it_more_often(engine):
    index(
        engine,
        entry("short", "Duty of candour"),
        entry("long", "Duty of candour for boards", summary="Candour is a duty.",
              about=["Candour"], body=["Candour, a duty."]),
    )  # fmt: skip
    assert refs(ask(engine, "duty of candour")) == ["short", "long"]


def test_equals_are_in_the_order_of_their_titles(engine):
    index(engine, *(entry(slug, f"{name} fall") for slug, name in
                    (("1", "Zulu"), ("2", "alpha"), ("3", "Émile"), ("4", "Bravo"))))  # fmt: skip
    assert refs(ask(engine, "falls")) == ["2", "4", "3", "1"]


def test_a_rare_word_says_more_than_a_common_one(engine):
    common = [entry(f"c{number}", body=["a patient at night"]) for number in range(9)]
    index(engine, *common, entry("rare", body=["a patient with a torsion"]))
    assert refs(ask(engine, "patient torsion"))[0] == "rare"


def test_two_words_must_both_be_there_and_if_nothing_has_both_it_is_said(engine):
    index(engine, HIP, FALL, SEPSIS)
    both = ask(engine, "broken nobody")
    assert (refs(both), both.partly) == (["hip"], False)
    some = ask(engine, "broken night")
    assert (sorted(refs(some)), some.partly) == (["fall", "hip"], True)


def test_a_rare_word_alone_may_say_enough_but_not_what_says_little_of_it(engine):
    common = [entry(f"c{number}", summary="a patient") for number in range(20)]
    rare = entry("rare", "Torsion", about=["Torsion"])
    faint = entry("faint", body=["Nothing was said of a torsion."])
    index(engine, *common, rare, faint, entry("both", body=["a patient with a torsion"]))
    found = ask(engine, "patient torsion")
    assert (refs(found), found.partly) == (["rare", "both"], False)


def test_words_that_only_make_it_a_question_are_left_out(engine):
    index(engine, HIP, FALL, entry("noise", body=["What happened to people, and nothing else."]))
    assert refs(ask(engine, "what happens to people at night")) == ["fall"]
    assert refs(ask(engine, "what happened")) == ["noise"]
    assert ask(engine, "what happening means at night").corrected == ""


def test_of_a_phrase_that_nobody_says_its_words_are_found(engine):
    index(engine, SEPSIS, entry("birth", body=["A birth at home."]))
    assert refs(ask(engine, "baby died before birth")) == ["birth"]


def test_words_that_were_run_together_are_found(engine):
    index(engine, HIP, FALL, SEPSIS)
    found = ask(engine, "brokenhip")
    assert (refs(found), found.corrected) == (["hip"], "broken hip")
    assert ask(engine, "brokenhip", as_typed=True).total == 0


def test_other_words_for_the_same_are_found_marked_and_named(engine):
    index(engine, HIP, FALL)
    found = ask(engine, "hip fracture")
    (hit,) = found.hits
    assert shown(hit.passage) == "She had a [broken hip], and nobody saw it."
    assert hit.instead == ("broken hip",)
    assert found.same == {"hip fracture": ("fractured neck of femur", "broken hip", "#NOF")}


def test_other_words_are_not_named_where_those_that_were_typed_stand_too(engine):
    index(engine, entry("both", "A hip fracture", summary="She had a broken hip."), SEPSIS)
    (hit,) = ask(engine, "hip fracture").hits
    assert shown(hit.summary) == "She had a [broken hip]."
    assert hit.instead == ()


def test_the_words_of_a_phrase_are_found_apart_behind_the_phrase(engine):
    apart = entry("apart", body=["Her hip was well.", "A fracture of the arm."])
    index(engine, apart, HIP, SEPSIS)
    found = ask(engine, "hip fracture")
    assert refs(found) == ["hip", "apart"]
    assert shown(found.hits[1].passage) == "Her [hip] was well."


def test_a_slip_is_put_right_and_the_words_as_typed_can_be_asked_for(engine):
    index(engine, SEPSIS, entry("needle", body=["A needle stick at work. She needed time."]))
    found = ask(engine, "needel stick")
    assert (refs(found), found.corrected) == (["needle"], "needle stick")
    typed = ask(engine, "sepsus", as_typed=True)
    assert (typed.total, typed.corrected, typed.nowhere) == (0, "", ("sepsus",))
    assert ask(engine, "sepsis").corrected == ""


def test_a_word_that_is_nowhere_is_named(engine):
    index(engine, SEPSIS)
    found = ask(engine, "sepsis xyzzyx")
    assert (refs(found), found.nowhere, found.partly) == (["sepsis"], ("xyzzyx",), True)


def test_what_only_others_may_see_is_not_found_counted_or_suggested(engine):
    secret = entry("secret", "Torsion", topic="Medicines", seen_by=Circle.SCHEME)
    members = entry("members", "Jaundice", seen_by=Circle.MEMBERS)
    index(engine, secret, members, SEPSIS)
    assert refs(ask(engine, "torsion", viewer=EDITOR)) == ["secret"]
    assert ask(engine, "torsoin", viewer=EDITOR).corrected == "torsion"
    found = ask(engine, "torsion")
    assert (found.total, found.nowhere, found.counts[Facet.TOPIC]) == (0, ("torsion",), {})
    assert ask(engine, "torsoin").corrected == ""
    assert refs(ask(engine)) == ["members", "sepsis"]
    assert refs(ask(engine, viewer=NEWCOMER)) == ["sepsis"]
    assert ask(engine, "jaundise", viewer=NEWCOMER).corrected == ""


def test_how_rare_a_word_is_does_not_depend_on_what_others_see(engine):
    mine = [entry("1", body=["night falls"]), entry("2", body=["night", "fall"])]
    index(engine, *mine)
    before = refs(ask(engine, "night fall"))
    others = [entry(f"s{number}", body=["fall"], seen_by=Circle.SCHEME) for number in range(30)]
    index(engine, *mine, *others)
    assert refs(ask(engine, "night fall")) == before


def test_nothing_is_found_for_nobody(engine):
    with reading(engine) as session, pytest.raises(NotAllowed):
        queries.search(session, None, Wanted("sepsis"))


def test_without_words_everything_is_found_the_newest_first(engine):
    index(
        engine,
        entry("b", dated=date(2026, 3, 1)),
        entry("a", dated=date(2026, 3, 1)),
        entry("c", dated=date(2026, 5, 1)),
    )
    assert refs(ask(engine)) == ["c", "a", "b"]
    assert refs(ask(engine, "the")) == []


def test_facets_narrow_and_count_what_there_would_be(engine):
    index(
        engine,
        entry("1", "fall", kind="guidance", topic="Medicines,Consent", setting="Community"),
        entry("2", "fall", kind="guidance", topic="Medicines", setting="Maternity"),
        entry("3", "fall", kind="leaflet", topic="Medicines"),
        entry("4", "sepsis", kind="leaflet", topic="Medicines"),
    )
    found = ask(engine, "fall", facets={Facet.KIND: ("guidance",), Facet.SETTING: ("Community",)})
    assert refs(found) == ["1"]
    assert found.counts[Facet.SETTING] == {"Community": 1, "Maternity": 1}
    assert found.counts[Facet.KIND] == {"guidance": 1}
    assert found.counts[Facet.TOPIC] == {"Medicines": 1, "Consent": 1}
    assert found.without == {Facet.KIND: 1, Facet.SETTING: 2}
    either = ask(engine, "fall", facets={Facet.KIND: ("guidance", "leaflet")})
    assert refs(either) == ["1", "2", "3"]
    assert either.counts[Facet.KIND] == {"guidance": 2, "leaflet": 1}


def test_there_are_pages(engine):
    index(engine, *(entry(f"{number:02}", f"fall {number:02}") for number in range(A_PAGE + 3)))
    first, second, beyond = (ask(engine, "fall", page=page) for page in (1, 2, 99))
    assert (len(first.hits), first.total, first.pages) == (A_PAGE, A_PAGE + 3, 2)
    assert refs(second) == refs(beyond) == ["12", "13", "14"]
    assert ask(engine, "fall", page=-4).page == 1


def test_what_changed_is_written_and_what_is_gone_is_not_found(engine):
    index(engine, HIP, FALL)
    index(engine, replace(HIP, body=("About torsion.",)), SEPSIS)
    assert refs(ask(engine, "torsion")) == ["hip"]
    assert ask(engine, "broken").total == ask(engine, "night").total == 0
    index(engine)
    assert ask(engine).total == 0
    with reading(engine) as session:
        assert session.query(Findable).count() == session.query(Spelling).count() == 0


def test_nothing_is_written_where_nothing_changed(engine):
    index(engine, HIP, FALL)
    with reading(engine) as session:
        before = {row.ref: row.id for row in session.query(Findable)}
    index(engine, FALL, HIP)
    with reading(engine) as session:
        assert {row.ref: row.id for row in session.query(Findable)} == before


def test_an_index_that_lost_its_words_is_made_anew_with_what_is_no_item(engine):
    document = replace(HIP, ref="document/1", address="/documents?document=1")
    index(engine, FALL)
    with writing(engine) as session:
        indexing.put(session, document)
    with writing(engine) as session:
        for row in session.query(Findable):
            row.digest = f"0.{row.digest}"  # as another version of the software wrote it
    index(engine, FALL)
    assert refs(ask(engine, "broken")) == ["document/1"]
    with reading(engine) as session:
        assert all(not row.digest.startswith("0.") for row in session.query(Findable))
        held = {row.word: row.held_by for row in session.query(Spelling)}
    assert (held["broken"], held["night"]) == (1, 1)


def test_one_document_comes_changes_and_goes(engine):
    document = replace(HIP, ref="document/1")
    for text in ("torsion", "jaundice"):
        with writing(engine) as session:
            indexing.put(session, replace(document, body=(text,)))
    assert refs(ask(engine, "jaundice")) == ["document/1"]
    assert ask(engine, "torsion").total == 0
    with writing(engine) as session:
        indexing.remove(session, "document/1")
        indexing.remove(session, "document/2")
    assert ask(engine).total == 0


HARD = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "sepsis",
                '"',
                "'",
                "*",
                "NEAR(",
                "AND",
                "OR",
                "NOT",
                ":",
                "&",
                "|",
                "!",
                "<->",
                "(",
                ")",
                "words:",
                "--",
                ";",
                "\\",
                "%",
                "{}",
                "=",
                "t=0",
                "^",
                "\x00",
                "\ud800",
                "A&E",
                "hip",
                "fracture",
                "ﷺ",
                "ß",
                "²",
                "😀",
            ]
        ),
        max_size=12,
    ).map(" ".join),
)


def test_any_text_gets_an_answer(engine):
    index(engine, HIP, FALL, SEPSIS)

    @settings(max_examples=60, deadline=None)
    @given(HARD)
    def ask_anything(text):
        found = ask(engine, text)
        assert found.total >= len(found.hits)
        assert {hit.ref for hit in found.hits} <= {"item/hip", "item/fall", "item/sepsis"}

    ask_anything()


def test_any_text_can_be_found_by_its_own_words(engine):
    strange = [
        "ﷺ",
        "naïve ²",
        "日本語",
        "a\x00b",
        "x" * 500,
        "\ud800 odd",
        "'; DROP TABLE findable",
    ]
    entries = [entry(f"{place}", text.replace("\x00", " ").replace("\ud800", ""), body=[text])
               for place, text in enumerate(strange)]  # fmt: skip
    sound = [replace(each, body=()) for each in entries]
    index(engine, *sound)
    for place, each in enumerate(sound):
        assert str(place) in refs(ask(engine, each.title)), each.title
