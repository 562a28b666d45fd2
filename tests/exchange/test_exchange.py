"""Asks and offers: who makes, reads and closes them, what is refused, and how they are counted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from scorecards.errors import NotAllowed, UserError
from scorecards.exchange import commands, queries
from scorecards.exchange.model import Draft, PostKind, PostState
from scorecards.library.model import TOPICS
from scorecards.people.model import Organisation, Viewer
from scorecards.store import organisations as register
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.library.one_item import library
from tests.people.viewers import ONE_OF_EACH, board, editor, manager
from tests.spec.drawn import cases


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FALLS, MATERNITY = TOPICS[6], TOPICS[0]
DRAFT = Draft(
    kind=PostKind.ASK,
    topic=FALLS,
    title="How do you check beds after a fall?",
    detail="We have two nurses at night.\nWhat do you do first?",
    form_key="0" * 32,
)
RULES = cases(
    """
    person                   | reads | makes | closes another's
    trust risk manager       | yes   | yes   | no
    trust reader             | yes   | no    | no
    board member             | yes   | no    | no
    trust administrator      | yes   | no    | no
    Safety and Learning Lead | yes   | yes   | no
    library editor           | yes   | yes   | yes
    data steward             | yes   | no    | no
    auditor                  | yes   | no    | no
    no role yet              | no    | no    | no
    """
)
MAKER = Viewer("maker", "Max Maker", manager("RA1").role, ("RA1",))


@pytest.fixture
def make(engine):
    def made(viewer=MAKER, now=NOW, **values):
        with writing(engine, viewer) as session:
            return commands.post(session, viewer, library(), replace(DRAFT, **values), now=now)

    return made


def close(engine, number, viewer=MAKER, now=NOW):
    with writing(engine, viewer) as session:
        commands.close(session, viewer, number, now=now)


def posts(engine, viewer=None, **asked):
    who = viewer or board("RB2")
    with reading(engine, who) as session:
        return queries.posts(session, who, **asked)


def trail(engine):
    entry = tables.AuditEntry
    with reading(engine, SYSTEM) as session:
        found = session.execute(select(entry.action, entry.subject, entry.trust, entry.detail))
        return [tuple(row) for row in found]


def test_a_person_does_what_the_table_says(engine, make):
    number = make()
    for case in RULES:
        who = ONE_OF_EACH[case["person"]]
        for name, ask in (
            ("reads", lambda who=who: posts(engine, who)),
            ("makes", lambda who=who: make(who, form_key=who.person)),
            ("closes another's", lambda who=who: close(engine, number, who)),
        ):
            if case[name] == "yes":
                ask()
            else:
                with pytest.raises(NotAllowed):
                    ask()


def test_a_post_is_read_with_its_maker_and_the_name_of_the_trust(engine, make):
    with writing(engine) as session:
        known = [Organisation("RA1", "Alpha Hospitals", "Acute", "North")]
        register.put(session, known, fictional=True)
    number = make()
    (found,) = posts(engine)
    assert (found.id, found.title, found.detail) == (number, DRAFT.title, DRAFT.detail)
    assert (found.by, found.place, found.own) == ("Max Maker", "Alpha Hospitals", False)
    assert posts(engine, MAKER)[0].own
    assert posts(engine, editor())[0].own
    assert trail(engine) == [("POSTED", f"post/{number}", "RA1", "ask")]


def test_the_newest_stand_first_and_can_be_narrowed_by_topic_and_kind(engine, make):
    make(form_key="a", title="One")
    make(form_key="b", title="Two", kind=PostKind.OFFER, now=NOW + timedelta(hours=1))
    make(form_key="c", title="Three", topic=MATERNITY, now=NOW + timedelta(hours=2))
    assert [each.title for each in posts(engine)] == ["Three", "Two", "One"]
    assert [each.title for each in posts(engine, topic=FALLS)] == ["Two", "One"]
    assert [each.title for each in posts(engine, topic=FALLS, kind=PostKind.ASK)] == ["One"]


def test_what_is_closed_stays_and_is_listed_apart(engine, make):
    number = make()
    for _ in range(2):
        close(engine, number)
    assert posts(engine) == ()
    (found,) = posts(engine, state=PostState.CLOSED)
    assert (found.id, found.closed_at) == (number, NOW)
    assert [action for action, *_ in trail(engine)] == ["POSTED", "POST_CLOSED"]


def test_open_offers_are_counted_for_every_topic(engine, make):
    make(form_key="a", kind=PostKind.OFFER)
    closed = make(form_key="b", kind=PostKind.OFFER)
    make(form_key="c", kind=PostKind.OFFER, topic=MATERNITY)
    make(form_key="d", kind=PostKind.ASK, topic=MATERNITY)
    close(engine, closed)
    with reading(engine, editor()) as session:
        found = queries.open_offers(session, editor())
    assert list(found) == list(TOPICS)
    assert {topic: number for topic, number in found.items() if number} == {FALLS: 1, MATERNITY: 1}


def test_only_codes_that_the_lists_hold_are_kept(engine, make):
    known = next(iter(library().taxonomy["cause"].by_code))
    make(codes={"cause": (known, "nothing", "<b>"), "specialty": ("nothing",), "trust": ("RA1",)})
    assert posts(engine)[0].codes == {"cause": (known,)}


def test_what_is_sent_twice_is_kept_once_and_its_key_is_of_its_maker(engine, make):
    assert make() == make()
    assert len(posts(engine)) == 1
    with pytest.raises(UserError, match="This form was used before"):
        make(manager("RB2"))


def test_whoever_is_not_its_maker_is_refused_whether_it_is_there_or_not(engine, make):
    number = make()
    said = set()
    for each in (number, number + 1):
        with pytest.raises(NotAllowed) as refused:
            close(engine, each, manager("RB2"))
        said.add(str(refused.value))
    assert len(said) == 1


UNFIT = (
    ({"title": " "}, "Say in one line"),
    ({"detail": "\n"}, "Say in some words"),
    ({"topic": "Something else"}, "Choose a topic"),
    ({"title": "x" * 121}, "The title has 121 letters"),
    ({"detail": "x" * 4001}, "The text has 4,001 letters"),
    ({"detail": "Write to sam@trust.example"}, "an e-mail address, in line 1"),
    ({"title": "Ring 0113 496 0000"}, "a telephone number"),
)


def test_what_cannot_be_kept_is_refused_with_what_to_do(engine, make):
    for values, said in UNFIT:
        with pytest.raises(UserError, match=said) as refused:
            make(**values)
        assert "sam@" not in str(refused.value)
    assert posts(engine) == ()


def test_ten_a_day_are_taken_and_then_no_more(engine, make):
    for number in range(commands.MOST_A_DAY):
        make(form_key=str(number))
    with pytest.raises(UserError, match="10 asks and offers today"):
        make(form_key="more")
    make(form_key="tomorrow", now=NOW + timedelta(days=1, seconds=1))


def test_a_steward_with_another_persons_eyes_makes_and_closes_nothing(engine, make):
    number = make()
    looking = replace(MAKER, seen_by="steward")
    with pytest.raises(NotAllowed, match="looking with another person's eyes"):
        make(looking, form_key="new")
    with pytest.raises(NotAllowed, match="looking with another person's eyes"):
        close(engine, number, looking)
