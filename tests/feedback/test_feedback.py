"""Feedback: who may say what, who reads it when, what editors do, and that it is kept once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from scorecards.audit.model import Action
from scorecards.errors import NotAllowed, UserError
from scorecards.feedback import commands, queries
from scorecards.feedback.model import TO_DECIDE, Draft, ShownTo, State
from scorecards.notices import commands as notices
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


def test_what_is_shown_is_read_by_whom_the_table_says(engine, give):
    for number, shown_to in enumerate(ShownTo):
        kept = give(form_key=f"k{number}", shown_to=shown_to, text=shown_to.name.lower())
        decided(engine, commands.show, kept)
    for case in READS:
        wanted = {each for each in ("everyone", "trust", "editors") if case[each] == "yes"}
        assert set(texts(engine, ROLES[case["person"]])) == wanted, case["person"]


def test_others_read_the_kind_of_place_and_never_the_name(engine, give):
    with writing(engine) as session:
        known = [Organisation("RA1", "Alpha", "Ambulance", "North")]
        register.put(session, known, fictional=True)
    decided(engine, commands.show, give())
    names = {who: read(engine, viewer).comments[0].by for who, viewer in ROLES.items()
             if who != "newcomer"}  # fmt: skip
    own = {who for who, name in names.items() if name == "Ann Author"}
    places = {who: read(engine, viewer).comments[0].place for who, viewer in ROLES.items()
              if who in names}  # fmt: skip
    assert {who for who, place in places.items() if place == "Alpha"} == own
    assert {place for who, place in places.items() if who not in own} == {""}
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


def test_everybody_with_a_role_says_something_but_an_auditor(engine, give):
    for who in ("auditor", "newcomer"):
        with pytest.raises(NotAllowed, match="can read here, and not write"):
            give(ROLES[who])
    assert rows(engine) == 0
    others = [who for who in ROLES if who not in ("auditor", "newcomer")]
    assert len({give(ROLES[who], form_key=who) for who in others}) == len(others) == 8


def test_only_editors_decide(engine, give):
    number = give()
    for who in [each for each in ROLES if each != "editor"]:
        for command, more in (
            (commands.show, ()), (commands.hide, ("No.",)), (commands.answer, ("Yes.",)),
        ):  # fmt: skip
            with pytest.raises(NotAllowed, match="Only a library editor"):
                decided(engine, command, number, *more, viewer=ROLES[who])


def test_an_editor_does_not_undo_unseen_what_another_decided(engine, give):
    number, seen = give(), State.WAITING
    decided(engine, commands.hide, number, "It is not about this page.")
    with writing(engine, editor()) as session:
        for command, more in ((commands.show, ()), (commands.hide, ("Another reason.",))):
            with pytest.raises(UserError, match="Another editor has decided on this meanwhile"):
                command(session, editor(), number, *more, now=NOW, seen=seen)
        commands.hide(session, editor(), number, "It is not about this page.", now=NOW, seen=seen)
        commands.answer(session, editor(), number, "Thank you.", now=NOW, seen="")
        with pytest.raises(UserError, match="Another editor has answered this meanwhile"):
            commands.answer(session, editor(), number, "No.", now=NOW, seen="")
    (own,) = read(engine, AUTHOR).own
    assert (own.state, own.answer) == (State.HIDDEN, "Thank you.")
    with writing(engine, editor()) as session:
        commands.show(session, editor(), number, now=NOW, seen=State.HIDDEN)
        commands.answer(session, editor(), number, "Thanks.", now=NOW, seen="Thank you.")
    (own,) = read(engine, AUTHOR).own
    assert (own.state, own.why, own.answer) == (State.SHOWN, "", "Thanks.")


def test_what_waits_for_editors_alone_is_read_with_the_answer_and_nothing_else_is(engine, give):
    alone = give(shown_to=ShownTo.EDITORS)
    decided(engine, commands.answer, alone, "Thank you.")
    decided(engine, commands.answer, give(form_key="all"), "Thank you.")
    states = {each.shown_to: each.state for each in read(engine, AUTHOR).own}
    assert states == {ShownTo.EDITORS: State.SHOWN, ShownTo.EVERYONE: State.WAITING}


def told(engine, viewer=AUTHOR):
    with reading(engine, viewer) as session:
        return [each.id for each in queries.told(session, viewer)]


def test_its_writer_alone_is_told_of_an_answer_and_of_a_hiding_until_they_have_seen(engine, give):
    shown, answered, hidden = (give(form_key=key) for key in ("shown", "answered", "hidden"))
    decided(engine, commands.show, shown)
    assert told(engine) == []
    decided(engine, commands.answer, answered, "Thank you.", now=NOW + timedelta(minutes=1))
    decided(engine, commands.hide, hidden, "Not here.", now=NOW + timedelta(minutes=2))
    assert told(engine) == [hidden, answered]
    assert [told(engine, viewer) for viewer in ROLES.values()] == [[]] * len(ROLES)
    with writing(engine, AUTHOR) as session:
        notices.see(session, AUTHOR, now=NOW + timedelta(minutes=1))
    assert told(engine) == [hidden]
    decided(engine, commands.show, hidden, now=NOW + timedelta(minutes=3))
    assert told(engine) == []
    decided(engine, commands.answer, answered, "Done.", now=NOW + timedelta(minutes=4))
    assert told(engine) == [answered]


def test_a_steward_with_another_persons_eyes_says_nothing(engine, give):
    looking = replace(AUTHOR, seen_by="steward")
    with pytest.raises(NotAllowed, match="looking with another person's eyes"):
        give(looking)
    assert rows(engine) == 0


UNFIT = (
    ({"useful": None, "text": " \n "}, "Say whether it was useful"),
    ({"text": "x" * 4001}, "Your comment has 4,001 letters"),
    ({"will_do": "x" * 4001}, "What you will do has 4,001 letters"),
    ({"about": "item/nothing"}, "has no such item"),
    ({"about": SLUG}, "has no such item"),
    ({"about": "scorecard/clinical"}, "no such scorecard"),
    ({"about": "scorecard/all", "trust": "RA1"}, "no such scorecard"),
)


def test_what_cannot_be_kept_is_refused_with_what_to_do(engine, give):
    for values, said in UNFIT:
        with pytest.raises(UserError, match=said):
            give(**values)
    assert rows(engine) == 0


def test_what_tells_of_a_person_is_not_kept_and_its_place_is_said(engine, give):
    for field in ("text", "will_do"):
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
        found, number = queries.mine(session, AUTHOR)
        older = queries.mine(session, AUTHOR, page=2, size=1)
        others = queries.mine(session, manager("RA1"))
    assert [(each.id, each.state) for each in found] == [
        (second, State.WAITING), (first, State.HIDDEN),
    ]  # fmt: skip
    assert (number, older, others) == (2, ((found[1],), 2), ((), 0))


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
