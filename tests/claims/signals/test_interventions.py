"""What a trust has changed: who pins it, what is refused, and that it is kept once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from scorecards.claims.model import Kind
from scorecards.claims.signals import commands, personal, queries
from scorecards.claims.signals.model import Draft
from scorecards.errors import NotAllowed, UserError
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.people.viewers import board, lead, manager, steward


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DRAFT = Draft(
    trust="RA1",
    kind=Kind.CLINICAL,
    title="A second midwife reads every trace",
    note="All three delivery suites.",
    started=date(2024, 1, 15),
    effect_from=date(2025, 9, 1),
    form_key="0" * 32,
)
TELLING = {
    "an NHS number": "The patient 943 476 5919 was harmed",
    "an e-mail address": "Ask j.smith@trust.example for the file",
    "a telephone number": "Ring 0113 496 0000 for the file",
    "a full postcode": "All homes around LS1 4AP",
    "a date of birth": "Because of the child born on 3 May",
    "the name of a person": "After the review by Dr Patel",
    "the number of a claim or a person": "See claim 12345678",
}
HARMLESS = (
    "A second midwife reads every trace",
    "Babies born before arrival are weighed",
    "Sharps bins on wards 1, 2 and 14 from 2021/22",
    "Version 2.1 of the NEWS2 chart; 1,200 staff trained",
    "Theatre 7 list moved from 8:00 to 7:30",
    "Dr on call sees every child",
)


@pytest.fixture
def pin(engine):
    def pinned(viewer=None, **values):
        draft = replace(DRAFT, **values)
        with writing(engine, SYSTEM) as session:
            return commands.pin(session, viewer or manager("RA1"), draft, now=NOW)

    return pinned


@pytest.fixture
def unpin(engine):
    def taken(number, viewer=None, now=NOW):
        with writing(engine, SYSTEM) as session:
            commands.unpin(session, viewer or manager("RA1"), number, now=now)

    return taken


def standing(engine, viewer=None, trust="RA1", kind=Kind.CLINICAL):
    with reading(engine, SYSTEM) as session:
        return queries.interventions(session, viewer or board("RA1"), trust, kind)


def rows(engine):
    with reading(engine, SYSTEM) as session:
        return session.scalar(select(func.count()).select_from(tables.Intervention))


def test_what_is_pinned_is_read_by_all_who_may_open_the_scorecard(engine, pin):
    number = pin()
    for viewer in (manager("RA1"), board("RA1"), lead("RA1", "RB2"), steward()):
        (found,) = standing(engine, viewer)
        assert (found.id, found.title, found.note) == (number, DRAFT.title, DRAFT.note)
        assert (found.started, found.effect_from) == (DRAFT.started, DRAFT.effect_from)
        assert (found.by, found.pinned_at) == ("trust risk manager", NOW)


def test_what_is_pinned_is_not_read_by_others_nor_under_another_kind(engine, pin):
    pin()
    for viewer in (manager("RB2"), lead("RB2"), board("RB2"), None):
        with pytest.raises(NotAllowed), reading(engine, SYSTEM) as session:
            queries.interventions(session, viewer, "RA1", Kind.CLINICAL)
    assert standing(engine, kind=Kind.NON_CLINICAL) == ()
    assert standing(engine, manager("RB2"), trust="RB2") == ()


@pytest.mark.parametrize(
    "viewer",
    [board("RA1"), lead("RA1"), steward(), manager("RB2"), None],
    ids=["board member", "Lead", "steward", "another's risk manager", "nobody"],
)
def test_only_a_risk_manager_of_the_trust_pins_or_takes_away(engine, pin, viewer):
    number = pin()
    with writing(engine, SYSTEM) as session:
        with pytest.raises(NotAllowed):
            commands.pin(session, viewer, replace(DRAFT, form_key="1" * 32), now=NOW)
        with pytest.raises(NotAllowed):
            commands.unpin(session, viewer, number, now=NOW)
    assert len(standing(engine)) == rows(engine) == 1


def test_the_same_form_sent_again_is_kept_once(engine, pin):
    assert pin() == pin() == pin(title="Changed on the way")
    assert [each.title for each in standing(engine)] == [DRAFT.title]


def test_the_form_of_another_trust_is_not_told_about(engine, pin):
    pin()
    with pytest.raises(NotAllowed):
        pin(manager("RB2"), trust="RB2")
    assert rows(engine) == 1


def test_what_is_taken_away_leaves_the_chart_and_its_row_stays(engine, pin, unpin):
    number = pin()
    unpin(number)
    unpin(number, now=NOW + timedelta(days=1))
    assert standing(engine) == ()
    with reading(engine, SYSTEM) as session:
        row = session.get(tables.Intervention, number)
        assert (row.removed_at, row.removed_by, row.title) == (NOW, "risk_manager", DRAFT.title)


def test_a_form_that_was_taken_away_does_not_come_back_by_being_sent_again(engine, pin, unpin):
    unpin(pin())
    pin()
    assert standing(engine) == ()


@pytest.mark.parametrize("number", [0, 999, -1])
def test_a_number_that_is_nobodys_is_refused_like_another_trusts(unpin, number):
    with pytest.raises(NotAllowed):
        unpin(number)


def test_they_stand_in_the_order_in_which_they_began(engine, pin):
    pin(title="Later", started=date(2024, 3, 1), form_key="a")
    pin(title="Earlier", started=date(2023, 3, 1), form_key="b")
    assert [each.title for each in standing(engine)] == ["Earlier", "Later"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": " \n "}, "Say in a few words"),
        ({"title": "x" * 81}, "title has 81 letters and spaces. Shorten it to 80"),
        ({"note": "x" * 301}, "note has 301 letters and spaces. Shorten it to 300"),
        ({"started": date(2026, 11, 25)}, "to today"),
        ({"started": date(1989, 12, 31)}, "from 1 January 1990"),
        ({"effect_from": date(2024, 1, 14)}, "An effect cannot show before the change"),
        ({"effect_from": date(2101, 1, 1)}, "before the year 2101"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_kept(
    engine, pin, values, sentence
):
    with pytest.raises(UserError, match=sentence):
        pin(**values)
    assert rows(engine) == 0


def test_texts_of_the_greatest_length_and_the_last_days_are_kept(engine, pin):
    today = date(2026, 11, 24)
    pin(title="x" * 80, note="y" * 300, started=today, effect_from=today)
    assert rows(engine) == 1


def test_a_title_is_one_line_of_what_can_be_printed(engine, pin):
    pin(title="  A second\tmidwife \n reads\u202e every trace ")
    assert standing(engine)[0].title == "A second midwife reads every trace"


@pytest.mark.parametrize("part", ["title", "note"])
@pytest.mark.parametrize("sign", TELLING)
def test_signs_of_a_person_are_refused_named_and_never_repeated(engine, pin, part, sign):
    with pytest.raises(UserError, match=sign) as refused:
        pin(**{part: TELLING[sign]})
    assert TELLING[sign] not in str(refused.value)
    assert rows(engine) == 0


@pytest.mark.parametrize("text", HARMLESS)
def test_what_trusts_usually_write_is_not_taken_for_a_person(text):
    personal.check_nobody_in(text)  # raises nothing


def test_no_more_than_ten_stand_on_one_chart(engine, pin, unpin):
    numbers = [pin(form_key=f"k{each}") for each in range(commands.MOST)]
    with pytest.raises(UserError, match="There are 10 of them already"):
        pin(form_key="one more")
    pin(kind=Kind.NON_CLINICAL, form_key="another chart")
    unpin(numbers[0])
    pin(form_key="one more")
    assert len(standing(engine)) == commands.MOST
