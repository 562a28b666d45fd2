"""The learning ledger: who writes and reads it, what is refused, and what is overdue."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import func, select

from scorecards.errors import NotAllowed, UserError
from scorecards.ledger import commands, queries
from scorecards.ledger.model import Draft, Standing, Summary, latest
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.library.one_item import SLUG, library
from tests.people.viewers import ONE_OF_EACH, board, lead, manager, steward
from tests.spec.drawn import cases


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
DRAFT = Draft(
    trust="RA1",
    team="Delivery suite",
    used=f"item/{SLUG}",
    changed="Two midwives read each trace, every hour.",
    look_again=date(2027, 2, 1),
    form_key="0" * 32,
)
RULES = cases(
    """
    person                   | reads RA1 | writes RA1 | reads RZ9 | writes RZ9
    trust risk manager       | yes       | yes        | no        | no
    trust reader             | yes       | no         | no        | no
    board member             | yes       | no         | no        | no
    trust administrator      | yes       | no         | no        | no
    Safety and Learning Lead | yes       | no         | no        | no
    library editor           | no        | no         | no        | no
    data steward             | no        | no         | no        | no
    auditor                  | no        | no         | no        | no
    no role yet              | no        | no         | no        | no
    """
)


@pytest.fixture
def write(engine):
    def written(viewer=None, now=NOW, **values):
        who = viewer or manager("RA1")
        with writing(engine, SYSTEM) as session:
            return commands.write(session, who, library(), replace(DRAFT, **values), now=now)

    return written


def change(engine, command, number, *more, viewer=None):
    with writing(engine, SYSTEM) as session:
        command(session, viewer or manager("RA1"), number, *more, now=NOW)


def put_right(engine, number, *, viewer=None, now=NOW, form_key="right", **values):
    who, draft = viewer or manager("RA1"), replace(DRAFT, form_key=form_key, **values)
    with writing(engine, SYSTEM) as session:
        return commands.put_right(session, who, library(), number, draft, now=now)


def taken_out(engine, viewer=None):
    with reading(engine, SYSTEM) as session:
        return queries.taken_out(session, viewer or manager("RA1"), "RA1")


def entries(engine, viewer=None, trust="RA1"):
    with reading(engine, SYSTEM) as session:
        return queries.entries(session, viewer or board("RA1"), trust)


def summary(engine, today=TODAY):
    with reading(engine, SYSTEM) as session:
        return queries.summary(session, board("RA1"), "RA1", today=today)


def trail(engine):
    entry = tables.AuditEntry
    with reading(engine, SYSTEM) as session:
        found = session.execute(select(entry.action, entry.subject, entry.trust, entry.detail))
        return [tuple(row) for row in found]


def number_of_rows(engine):
    with reading(engine, SYSTEM) as session:
        return session.scalar(select(func.count()).select_from(tables.LedgerEntry))


def test_a_person_reads_and_writes_what_the_table_says(engine, write):
    write()
    write(manager("RZ9"), trust="RZ9", form_key="z")
    for case, trust in product(RULES, ("RA1", "RZ9")):
        who = ONE_OF_EACH[case["person"]]
        for what, ask in (
            ("reads", lambda who=who, trust=trust: entries(engine, who, trust)),
            ("writes", lambda who=who, trust=trust: write(who, trust=trust, form_key=f"n{trust}")),
        ):
            if case[f"{what} {trust}"] == "yes":
                assert ask(), case
            else:
                with pytest.raises(NotAllowed):
                    ask()


def test_an_entry_is_read_as_it_was_written(engine, write):
    number = write(team=" Delivery\nsuite ", changed="Two midwives.\r\nEvery hour.\u202e")
    (found,) = entries(engine)
    assert (found.id, found.team, found.changed) == (
        number, "Delivery suite", "Two midwives.\nEvery hour.",
    )  # fmt: skip
    assert (found.slug, found.look_again, found.by) == (SLUG, DRAFT.look_again, manager("RA1").name)
    assert trail(engine) == [("LEDGER_WRITTEN", f"ledger/{number}", "RA1", "")]


def test_what_is_no_item_of_the_library_stays_words(engine, write):
    write(used="A film of our own")
    write(used="item/nothing", form_key="b")
    found = [(each.used, each.slug) for each in entries(engine)]
    assert found == [("A film of our own", None), ("nothing", None)]


def test_an_entry_is_overdue_from_the_day_after_until_somebody_looked_again(engine, write):
    number = write(look_again=TODAY)
    (found,) = entries(engine)
    assert found.standing(TODAY) is Standing.LATER
    assert found.standing(TODAY + timedelta(days=1)) is Standing.OVERDUE
    change(engine, commands.follow_up, number, "Nobody was missed since.")
    (found,) = entries(engine)
    assert found.standing(TODAY + timedelta(days=1)) is Standing.DONE
    assert (found.found, found.found_at) == ("Nobody was missed since.", NOW)


def test_the_summary_counts_what_stands_and_what_is_overdue(engine, write):
    assert summary(engine) == Summary(0, 0, 0, None)
    done = write(form_key="a", look_again=TODAY)
    write(form_key="b", look_again=TODAY)
    write(form_key="c", look_again=TODAY + timedelta(days=40))
    gone = write(form_key="d")
    write(manager("RB2"), form_key="e", trust="RB2", look_again=TODAY)
    change(engine, commands.follow_up, done, "Seen.")
    change(engine, commands.strike, gone)
    later = TODAY + timedelta(days=40)
    assert summary(engine) == Summary(entries=3, overdue=0, done=1, next=TODAY)
    assert summary(engine, TODAY + timedelta(days=1)) == Summary(3, 1, 1, later)


def test_what_waits_stands_first_by_its_day(engine, write):
    done = write(form_key="a", team="Done", look_again=TODAY)
    write(form_key="b", team="Later", look_again=TODAY + timedelta(days=9))
    write(form_key="c", team="Sooner", look_again=TODAY + timedelta(days=2))
    change(engine, commands.follow_up, done, "Seen.")
    assert [each.team for each in entries(engine)] == ["Sooner", "Later", "Done"]


def test_what_is_sent_twice_is_kept_once(engine, write):
    assert write() == write()
    number = write()
    for _ in range(2):
        change(engine, commands.follow_up, number, "Seen.")
    for _ in range(2):
        change(engine, commands.strike, number)
    assert number_of_rows(engine) == 1
    assert [action for action, *_ in trail(engine)] == [
        "LEDGER_WRITTEN", "LEDGER_FOLLOWED_UP", "LEDGER_STRUCK",
    ]  # fmt: skip
    assert entries(engine) == ()


def test_nobody_else_changes_an_entry_or_learns_which_numbers_there_are(engine, write):
    number, gone = write(), write(form_key="gone")
    change(engine, commands.strike, gone)
    said = set()
    for viewer in (manager("RB2"), board("RA1"), lead("RA1"), steward()):
        for each, (command, more) in product(
            (number, gone, gone + 1),
            ((commands.follow_up, ("x",)), (commands.strike, ()), (commands.put_back, ())),
        ):
            with pytest.raises(NotAllowed) as refused:
                change(engine, command, each, *more, viewer=viewer)
            said.add(str(refused.value))
        with pytest.raises(NotAllowed):
            put_right(engine, number, viewer=viewer, changed="Theirs.")
        with pytest.raises(NotAllowed):
            taken_out(engine, viewer)
    assert len(said) == 1
    (only,) = entries(engine)
    assert (only.id, only.found, only.changed) == (number, None, DRAFT.changed)


def test_a_form_key_of_another_trust_is_refused_and_not_told(engine, write):
    write()
    with pytest.raises(NotAllowed):
        write(manager("RB2"), trust="RB2")
    with (
        pytest.raises(UserError, match="This form was used before"),
        writing(engine, manager("RB2")) as session,
    ):
        commands.write(session, manager("RB2"), library(), replace(DRAFT, trust="RB2"), now=NOW)
    assert number_of_rows(engine) == 1


UNFIT = (
    ({"team": " "}, "The name of the team is empty"),
    ({"used": ""}, "What you used is empty"),
    ({"changed": "\n"}, "What you changed is empty"),
    ({"team": "x" * 81}, "The name of the team has 81 letters and spaces. Shorten it to 80"),
    ({"used": "x" * 201}, "has 201 letters"),
    ({"changed": "x" * 601}, "has 601 letters"),
    ({"changed": "After the review by Dr Patel"}, "the name of a person, in line 1"),
    ({"team": "Ring 0113 496 0000"}, "a telephone number"),
    ({"used": "See claim 12345678"}, "the number of a claim"),
    ({"look_again": TODAY - timedelta(days=1)}, "from today to 31 December 2029"),
    ({"look_again": latest(TODAY) + timedelta(days=1)}, "from today to 31 December 2029"),
)


def test_what_cannot_be_kept_is_refused_with_what_to_do_and_so_is_putting_right(engine, write):
    for values, said in UNFIT:
        with pytest.raises(UserError, match=said):
            write(**values)
    assert number_of_rows(engine) == 0
    number = write()
    for values, said in UNFIT:
        with pytest.raises(UserError, match=said):
            put_right(engine, number, **values)
    assert number_of_rows(engine) == 1


def test_what_was_found_is_checked_in_the_same_way(engine, write):
    number = write()
    for found in ("", "x" * 601, "Mrs Jones fell again"):
        with pytest.raises(UserError):
            change(engine, commands.follow_up, number, found)
        assert entries(engine)[0].found is None
    change(engine, commands.follow_up, number, "Nobody was missed.")
    for found in ("", "x" * 601, "Mrs Jones fell again"):
        with pytest.raises(UserError):
            put_right(engine, number, found=found)


def test_nobody_writes_over_what_a_colleague_found(engine, write):
    number = write()
    change(engine, commands.follow_up, number, "Seen.")
    with pytest.raises(UserError, match="Somebody wrote meanwhile what was found"):
        change(engine, commands.follow_up, number, "Not seen.")
    assert entries(engine)[0].found == "Seen."


def test_a_mistaken_entry_is_put_right_and_what_it_was_is_kept(engine, write):
    number = write(look_again=TODAY)
    change(engine, commands.follow_up, number, "Seen.")
    later = manager("RA1")
    new = put_right(engine, number, viewer=later, now=NOW + timedelta(days=9), form_key="r",
                    team="Birth centre", look_again=TODAY, found="Seen twice.")  # fmt: skip
    (found,) = entries(engine)
    assert (found.id, found.team, found.found, found.look_again) == (
        new, "Birth centre", "Seen twice.", TODAY,
    )  # fmt: skip
    assert (found.at, found.found_at) == (NOW, NOW)
    (before,) = taken_out(engine)
    assert (before.id, before.team, before.found) == (number, "Delivery suite", "Seen.")
    assert before.removed_at == NOW + timedelta(days=9)
    assert trail(engine)[-1] == (
        "LEDGER_PUT_RIGHT", f"ledger/{new}", "RA1", f"in the place of ledger/{number}",
    )  # fmt: skip
    assert put_right(engine, number, form_key="r") == new
    assert put_right(engine, new, form_key="s", team="Birth centre", look_again=TODAY,
                     found="Seen twice.") == new  # fmt: skip
    with pytest.raises(UserError, match="taken out or put right meanwhile"):
        put_right(engine, number, form_key="t", team="Theirs")
    assert number_of_rows(engine) == 2


def test_an_entry_is_put_right_within_its_trust_only(engine, write):
    number = write()
    with pytest.raises(NotAllowed):
        put_right(engine, number, trust="RB2", form_key="r")
    both = replace(manager("RA1"), trusts=("RA1", "RB2"))
    with pytest.raises(UserError, match="not there"):
        put_right(engine, number, viewer=both, trust="RB2", form_key="r")
    assert number_of_rows(engine) == 1


def test_what_was_taken_out_is_put_back_as_it_was(engine, write):
    number = write()
    before = entries(engine)
    change(engine, commands.strike, number)
    assert [each.id for each in taken_out(engine)] == [number]
    for _ in range(2):
        change(engine, commands.put_back, number)
    assert (entries(engine), taken_out(engine)) == (before, ())
    assert [action for action, *_ in trail(engine)] == [
        "LEDGER_WRITTEN", "LEDGER_STRUCK", "LEDGER_PUT_BACK",
    ]  # fmt: skip


def test_fifty_entries_a_day_are_taken_and_then_no_more(engine, write, monkeypatch):
    monkeypatch.setattr(commands, "MOST_A_DAY", 2)
    for number in range(2):
        write(form_key=str(number))
    with pytest.raises(UserError, match="2 entries today"):
        write(form_key="more")
    write(form_key="tomorrow", now=NOW + timedelta(days=1, seconds=1))


def test_an_entry_that_was_taken_out_is_not_looked_at_again(engine, write):
    number = write()
    change(engine, commands.strike, number)
    with pytest.raises(UserError, match="not there"):
        change(engine, commands.follow_up, number, "Seen.")
