"""Feedback: who may say what, who reads it when, what editors do, and that it is kept once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from scorecards.audit.model import Action
from scorecards.errors import NotAllowed, UserError
from scorecards.feedback import commands, queries
from scorecards.feedback.model import TO_DECIDE, Draft, ShownTo, State
from scorecards.people.model import Organisation, Viewer
from scorecards.store import organisations as register
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.library.one_item import SLUG, library
from tests.people.viewers import (
    administrator,
    auditor,
    board,
    editor,
    lead,
    manager,
    newcomer,
    reader,
    steward,
)
from tests.spec.drawn import cases


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ABOUT, SCORECARD = f"item/{SLUG}", "scorecard/clinical"
DRAFT = Draft(
    about=ABOUT,
    trust=None,
    useful=True,
    text="We read it in our huddle.",
    will_do="",
    shown_to=ShownTo.EVERYONE,
    form_key="0" * 32,
)
ROLES = {
    "manager, RA1": manager("RA1"), "reader, RA1": reader("RA1"), "board, RA1": board("RA1"),
    "administrator, RA1": administrator("RA1"), "manager, RB2": manager("RB2"),
    "lead, RA1": lead("RA1", "RB2"), "editor": editor(), "steward": steward(),
    "auditor": auditor(), "newcomer": newcomer(),
}  # fmt: skip
AUTHOR = Viewer("author", "Ann Author", manager("RA1").role, ("RA1",))
READS = cases(
    """
    person             | everyone | trust | editors
    manager, RA1       | yes      | yes   | no
    reader, RA1        | yes      | yes   | no
    board, RA1         | yes      | yes   | no
    administrator, RA1 | yes      | yes   | no
    manager, RB2       | yes      | no    | no
    lead, RA1          | yes      | no    | no
    editor             | yes      | yes   | yes
    steward            | yes      | no    | no
    auditor            | yes      | no    | no
    newcomer           | no       | no    | no
    """
)


@pytest.fixture
def give(engine):
    def given(viewer=AUTHOR, now=NOW, **values):
        with writing(engine, viewer) as session:
            return commands.give(session, viewer, library(), replace(DRAFT, **values), now=now)

    return given


def decided(engine, command, number, *more, viewer=None, now=NOW):
    who = viewer or editor()
    with writing(engine, who) as session:
        command(session, who, number, *more, now=now)


def read(engine, viewer, about=ABOUT, trust=None):
    with reading(engine, viewer) as session:
        return queries.of_page(session, viewer, about, trust)


def texts(engine, viewer, about=ABOUT, trust=None):
    return [each.text for each in read(engine, viewer, about, trust).comments]


def trail(engine):
    entry = tables.AuditEntry
    with reading(engine, SYSTEM) as session:
        found = session.execute(select(entry.action, entry.subject, entry.detail))
        return [tuple(row) for row in found if row.action.startswith("FEEDBACK")]


def rows(engine):
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(tables.Feedback))


def test_words_wait_for_an_editor_and_only_their_writer_reads_them(engine, give):
    give()
    for viewer in ROLES.values():
        assert read(engine, viewer).comments == ()
    (own,) = read(engine, AUTHOR).own
    assert (own.text, own.state, own.by) == (DRAFT.text, State.WAITING, "Ann Author")


@pytest.mark.parametrize("case", READS, ids=lambda case: case["person"])
def test_what_is_shown_is_read_by_whom_the_table_says(engine, give, case):
    for number, shown_to in enumerate(ShownTo):
        kept = give(form_key=f"k{number}", shown_to=shown_to, text=shown_to.name.lower())
        decided(engine, commands.show, kept)
    wanted = {each for each in ("everyone", "trust", "editors") if case[each] == "yes"}
    assert set(texts(engine, ROLES[case["person"]])) == wanted


def test_others_read_the_kind_of_place_and_never_the_name(engine, give):
    with writing(engine) as session:
        known = [Organisation("RA1", "Alpha", "Ambulance", "North")]
        register.put(session, known, fictional=True)
    decided(engine, commands.show, give())
    names = {who: read(engine, viewer).comments[0].by for who, viewer in ROLES.items()
             if who != "newcomer"}  # fmt: skip
    own = {who for who, name in names.items() if name == "Ann Author"}
    assert own == {who for who in names if who.endswith("RA1")} - {"lead, RA1"} | {"editor"}
    assert {name for who, name in names.items() if who not in own} == {
        "somebody at a trust of the kind “Ambulance”"
    }


def test_a_yes_or_no_alone_is_counted_at_once_each_person_by_what_they_said_last(engine, give):
    give(text="", form_key="a")
    give(board("RA1"), text="", useful=False, form_key="b")
    give(lead("RA1"), text="", useful=False, form_key="c")
    give(lead("RA1"), text="", useful=True, form_key="d")
    said = read(engine, reader("RB2"))
    assert (said.useful, said.asked, said.comments) == (2, 3, ())
    with reading(engine, editor()) as session:
        assert queries.waiting(session, editor()) == 0
        assert queries.to_moderate(session, editor()) == ((), 0)


def test_an_editor_shows_hides_with_a_reason_and_answers(engine, give):
    number = give()
    decided(engine, commands.show, number)
    decided(engine, commands.answer, number, "Thank you.\nWe changed it.")
    (comment,) = read(engine, reader("RB2")).comments
    assert comment.answer == "Thank you.\nWe changed it."
    assert comment.why == ""
    decided(engine, commands.hide, number, "It is not about this page.")
    assert read(engine, reader("RB2")).comments == ()
    (own,) = read(engine, AUTHOR).own
    assert (own.state, own.why) == (State.HIDDEN, "It is not about this page.")
    assert [action for action, *_ in trail(engine)] == [
        "FEEDBACK_GIVEN", "FEEDBACK_MODERATED", "FEEDBACK_ANSWERED", "FEEDBACK_MODERATED",
    ]  # fmt: skip


def test_what_is_done_twice_is_done_once(engine, give):
    assert give() == give()
    number = give()
    for _ in range(2):
        decided(engine, commands.show, number)
        decided(engine, commands.answer, number, "Thank you.")
        decided(engine, commands.answer, number, " Thank you. ")
    assert rows(engine) == 1
    assert len(trail(engine)) == 3


def test_a_report_takes_it_out_of_sight_until_an_editor_has_looked_once(engine, give):
    number, other = give(), manager("RB2")
    decided(engine, commands.show, number)
    decided(engine, commands.report, number, viewer=other)
    assert texts(engine, other) == []
    with reading(engine, editor()) as session:
        ((found,), count) = queries.to_moderate(session, editor())
    assert (found.state, found.reported, count) == (State.REPORTED, True, 1)
    decided(engine, commands.show, number)
    with pytest.raises(UserError, match="has looked at this since it was reported"):
        decided(engine, commands.report, number, viewer=other)
    assert texts(engine, other) == [DRAFT.text]
    assert ("FEEDBACK_REPORTED", f"feedback/{number}", "") in trail(engine)


def test_only_what_one_reads_of_others_can_be_reported(engine, give):
    waiting = give()
    within = give(shown_to=ShownTo.TRUST, form_key="t")
    decided(engine, commands.show, within)
    for viewer, number in (
        (manager("RB2"), waiting), (manager("RB2"), within), (AUTHOR, within), (reader("RA1"), 99),
    ):  # fmt: skip
        with pytest.raises(UserError, match="not there for you"):
            decided(engine, commands.report, number, viewer=viewer)


def test_reported_ones_are_decided_on_first_and_then_the_oldest(engine, give):
    numbers = [give(form_key=str(each)) for each in range(3)]
    decided(engine, commands.show, numbers[2])
    decided(engine, commands.report, numbers[2], viewer=manager("RB2"))
    with reading(engine, editor()) as session:
        found, count = queries.to_moderate(session, editor(), TO_DECIDE)
        assert queries.waiting(session, editor()) == 3
    assert [each.id for each in found] == [numbers[2], numbers[0], numbers[1]]
    assert count == 3


def test_what_is_said_of_a_scorecard_stays_within_its_trust(engine, give):
    about = {"about": SCORECARD, "trust": "RA1"}
    number = give(**about, shown_to=ShownTo.TRUST)
    decided(engine, commands.show, number)
    assert texts(engine, board("RA1"), SCORECARD, "RA1") == [DRAFT.text]
    assert texts(engine, board("RB2"), SCORECARD, "RA1") == []
    assert texts(engine, board("RB2"), SCORECARD, "RB2") == []
    with pytest.raises(NotAllowed, match="not shown to other trusts"):
        give(**about, form_key="e")
    with pytest.raises(NotAllowed, match="cannot open the scorecard of RB2"):
        give(about=SCORECARD, trust="RB2", shown_to=ShownTo.TRUST, form_key="f")


@pytest.mark.parametrize(
    ("viewer", "gives"),
    [(viewer, who not in ("auditor", "newcomer")) for who, viewer in ROLES.items()],
    ids=ROLES,
)
def test_who_may_say_something(engine, give, viewer, gives):
    if gives:
        assert give(viewer) > 0
        return
    with pytest.raises(NotAllowed, match="can read here, and not write"):
        give(viewer)
    assert rows(engine) == 0


@pytest.mark.parametrize("role", [who for who in ROLES if who != "editor"])
def test_only_editors_decide(engine, give, role):
    number = give()
    for command, more in (
        (commands.show, ()), (commands.hide, ("No.",)), (commands.answer, ("Yes.",)),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match="Only a library editor"):
            decided(engine, command, number, *more, viewer=ROLES[role])


def test_a_steward_with_another_persons_eyes_says_nothing(engine, give):
    looking = replace(AUTHOR, seen_by="steward")
    with pytest.raises(NotAllowed, match="looking with another person's eyes"):
        give(looking)
    assert rows(engine) == 0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"useful": None, "text": " \n "}, "Say whether it was useful"),
        ({"text": "x" * 4001}, "Your comment has 4,001 letters"),
        ({"will_do": "x" * 4001}, "What you will do has 4,001 letters"),
        ({"about": "item/nothing"}, "has no such item"),
        ({"about": SLUG}, "has no such item"),
        ({"about": "scorecard/clinical"}, "no such scorecard"),
        ({"about": "scorecard/all", "trust": "RA1"}, "no such scorecard"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(engine, give, values, said):
    with pytest.raises(UserError, match=said):
        give(**values)
    assert rows(engine) == 0


@pytest.mark.parametrize("field", ["text", "will_do"])
def test_what_tells_of_a_person_is_not_kept_and_its_place_is_said(engine, give, field):
    with pytest.raises(UserError) as refused:
        give(**{field: "First line.\nThe patient 943 476 5919 came twice."})
    assert "an NHS number, in line 2 after “The patient”" in str(refused.value)
    assert "943" not in str(refused.value)
    assert rows(engine) == 0
    assert trail(engine) == []


def test_answers_and_reasons_are_scanned_too(engine, give):
    number = give()
    for command in (commands.hide, commands.answer):
        with pytest.raises(UserError, match="an e-mail address"):
            decided(engine, command, number, "Ask sam@trust.example")
        with pytest.raises(UserError, match=r"Say why|is empty"):
            decided(engine, command, number, " ")


def test_twenty_a_day_are_taken_and_then_no_more(engine, give):
    for number in range(commands.MOST_A_DAY):
        give(form_key=str(number))
    with pytest.raises(UserError, match="20 times today"):
        give(form_key="more")
    assert give(board("RA1"), form_key="other")
    assert give(form_key="tomorrow", now=NOW + timedelta(days=1, seconds=1))


def test_a_form_of_somebody_else_is_not_told_from_what_is_kept(engine, give):
    give()
    with pytest.raises(UserError, match="This form was used before"):
        give(board("RA1"))


def test_the_trail_holds_no_words_and_no_names(engine, give):
    number = give()
    decided(engine, commands.answer, number, "Thank you kindly.")
    (given, answered) = trail(engine)
    assert given == (Action.FEEDBACK_GIVEN.name, f"feedback/{number}", ABOUT)
    assert answered == (Action.FEEDBACK_ANSWERED.name, f"feedback/{number}", "")


def test_ones_own_are_listed_whatever_became_of_them(engine, give):
    first, second = give(), give(form_key="second", about=SCORECARD, trust="RA1",
                                 shown_to=ShownTo.EDITORS)  # fmt: skip
    decided(engine, commands.hide, first, "It has been said here before.")
    with reading(engine, AUTHOR) as session:
        found = queries.mine(session, AUTHOR)
    assert [(each.id, each.state) for each in found] == [
        (second, State.WAITING), (first, State.HIDDEN),
    ]  # fmt: skip


def test_decided_comments_come_in_pages_the_newest_first(engine, give, monkeypatch):
    monkeypatch.setattr(queries, "A_PAGE", 2)
    numbers = [give(form_key=str(each)) for each in range(3)]
    for number in numbers:
        decided(engine, commands.show, number)
    with reading(engine, editor()) as session:
        pages = [
            queries.to_moderate(session, editor(), (State.SHOWN,), page=page) for page in (1, 2)
        ]
    assert [[each.id for each in found] for found, _ in pages] == [[numbers[2], numbers[1]],
                                                                   [numbers[0]]]  # fmt: skip
    assert {count for _, count in pages} == {3}
