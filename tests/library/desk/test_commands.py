"""The way of an item through the desk, on both stores: who may do what, and what is refused."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from scorecards.audit.model import Action
from scorecards.errors import NotAllowed, Refused, UserError
from scorecards.library import reading as library
from scorecards.library.desk import commands, queries, templates
from scorecards.library.desk.model import Check, Overtaken, State
from scorecards.library.model import Library
from scorecards.notices.model import Happening
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading
from tests.library.desk.writing_items import (
    ALL,
    ANN,
    BEN,
    BOARD,
    LEA,
    NOW,
    TAXONOMY,
    Desk,
    text,
)
from tests.people.viewers import administrator, auditor, manager, newcomer, reader, steward


NOT_AT_THE_DESK = (BOARD, manager("RA1"), reader("RA1"), administrator("RA1"), steward(),
                   auditor(), newcomer())  # fmt: skip


@pytest.fixture
def desk(engine):
    return Desk(engine)


def rows(desk, table):
    with reading(desk.engine, SYSTEM) as session:
        return list(session.scalars(select(table)))


def traced(desk):
    with reading(desk.engine, SYSTEM) as session:
        entry = tables.AuditEntry
        found = session.execute(select(entry.action, entry.person, entry.subject, entry.detail)
                                .order_by(entry.seq))  # fmt: skip
        return [tuple(row) for row in found]


def test_an_item_goes_from_draft_to_published_by_two_people_and_each_step_is_traced(desk):
    number = desk.start(ANN)
    desk.save(number, text(more="Then wait."), ANN)
    desk.hand_in(number, ANN)
    desk.approve(number, LEA)
    item = desk.publish(number, ANN)
    assert (item.slug, item.title) == ("ask-twice", "Ask twice")
    found = desk.see(number)
    assert found.state is State.PUBLISHED
    assert [approval.by for approval in found.approvals] == ["lea"]
    subject = f"edition/{number}"
    assert traced(desk) == [
        ("ITEM_WRITTEN", "ann", subject, ""),
        ("ITEM_WRITTEN", "ann", subject, ""),
        ("ITEM_SUBMITTED", "ann", subject, ""),
        ("ITEM_APPROVED", "lea", subject, ""),
        ("ITEM_PUBLISHED", "ann", subject, "item/ask-twice"),
    ]


def test_readers_are_told_what_is_new_and_what_is_rewritten(desk):
    desk.published()
    desk.library = Library((library.item_of("ask-twice", text(), TAXONOMY),), TAXONOMY)
    desk.published(written=text("Ask three times"))
    told = [(row.kind, row.subject, row.title, row.address, row.seen_by) for row in
            rows(desk, tables.Notice)]  # fmt: skip
    where = ("item/ask-twice", "/item?item=ask-twice", "EVERYONE")
    assert told == [
        (Happening.ITEM_PUBLISHED.name, where[0], "Ask twice", *where[1:]),
        (Happening.ITEM_RENEWED.name, where[0], "Ask three times", *where[1:]),
    ]


@pytest.mark.parametrize("who", [ANN, BEN])
def test_nobody_approves_what_they_wrote_not_even_a_word_of_it(desk, who):
    number = desk.start(ANN)
    desk.save(number, text(more="Then wait."), BEN)
    desk.hand_in(number, ANN)
    with pytest.raises(NotAllowed, match="Somebody else approves what you have written"):
        desk.approve(number, who)
    with pytest.raises(UserError, match="Somebody who wrote none of it has to read"):
        desk.publish(number, who)
    assert desk.see(number).state is State.SUBMITTED


def test_a_lead_approves_and_does_not_publish(desk):
    number = desk.start(ANN)
    desk.hand_in(number)
    desk.approve(number, LEA)
    with pytest.raises(NotAllowed, match="Only a library editor"):
        desk.publish(number, LEA)


def test_a_change_after_approval_voids_it_and_the_same_person_may_approve_again(desk):
    number = desk.start(ANN)
    desk.hand_in(number)
    desk.approve(number, BEN)
    desk.save(number, text(more="One more word."), ANN)
    assert desk.see(number).approvals == ()
    desk.hand_in(number)
    with pytest.raises(UserError, match="has to read and approve it first"):
        desk.publish(number)
    desk.approve(number, BEN)
    desk.publish(number)
    assert len(rows(desk, tables.EditionApproval)) == 2


def test_an_approver_who_changes_the_text_has_become_a_writer(desk):
    number = desk.start(ANN)
    desk.hand_in(number)
    desk.approve(number, BEN)
    desk.save(number, text(more="Mine."), BEN)
    desk.hand_in(number)
    with pytest.raises(NotAllowed):
        desk.approve(number, BEN)


def test_what_is_given_back_says_why_until_it_is_handed_in_again(desk):
    number = desk.start(ANN)
    desk.hand_in(number)
    desk.give_back(number, BEN, "Say who asks.")
    found = desk.see(number)
    assert (found.state, found.note) == (State.RETURNED, "Say who asks.")
    desk.save(number, text(more="The doctor asks."), ANN)
    assert desk.see(number).note == "Say who asks."
    desk.hand_in(number)
    assert desk.see(number).note == ""


@pytest.mark.parametrize(
    ("reason", "told"),
    [(" \n ", "Say why"), ("x" * 301, "301"), ("Dr Patel wrote it", "the name of a person")],
)
def test_a_reason_is_needed_short_and_about_nobody(desk, reason, told):
    number = desk.start(ANN)
    desk.hand_in(number)
    with pytest.raises(UserError, match=told):
        desk.give_back(number, BEN, reason)
    assert desk.see(number).state is State.SUBMITTED


def acts(desk, number, who):
    """Whatever may be done at the desk, about an edition of revision 2."""
    return (
        lambda: desk.start(who, "other"), lambda: desk.save(number, "x", who, revision=2),
        lambda: desk.hand_in(number, who, revision=2),
        lambda: desk.give_back(number, who, revision=2),
        lambda: desk.approve(number, who, revision=2),
        lambda: desk.publish(number, who, revision=2),
        lambda: desk.put_away(number, who, revision=2), lambda: desk.withdraw(who=who),
        lambda: desk.see(number, who),
    )  # fmt: skip


def test_others_do_nothing_at_the_desk_and_read_nothing_there(desk):
    number = desk.start(ANN)
    desk.hand_in(number)
    for act in [act for who in NOT_AT_THE_DESK for act in acts(desk, number, who)]:
        with pytest.raises(NotAllowed):
            act()
    assert [row.state for row in rows(desk, tables.Edition)] == ["SUBMITTED"]


def test_who_looks_with_another_persons_eyes_changes_nothing(desk):
    with pytest.raises(NotAllowed, match="another person's eyes"):
        desk.start(replace(ANN, seen_by="sam"))


def test_a_text_that_is_not_as_agreed_is_kept_and_cannot_be_handed_in(desk):
    number = desk.start(ANN, written="Not even a head")
    assert desk.see(number).text == "Not even a head"
    with pytest.raises(Refused) as refused:
        desk.hand_in(number)
    assert "has no head" in " ".join(refused.value.reasons)
    desk.save(number, text(summary='"The worst of all summaries."'))
    with pytest.raises(Refused) as refused:
        desk.hand_in(number)
    assert "“worst”" in " ".join(refused.value.reasons)
    assert desk.see(number).state is State.DRAFT


SIGNS = {
    "an e-mail address": "Write to jo@example.nhs.uk.", "an NHS number": "He is 943 476 5919.",
    "a full postcode": "She lives at LS1 4AP.", "a date of birth": "Born on 3 May.",
}  # fmt: skip


def test_signs_of_a_person_keep_a_text_from_being_handed_in(desk):
    number = desk.start(ANN)
    for sign, planted in SIGNS.items():
        desk.save(number, text(more=planted))
        with pytest.raises(Refused) as refused:
            desk.hand_in(number)
        told = " ".join(refused.value.reasons)
        assert sign in told
        assert planted.split()[-1] not in told


def test_every_question_of_the_checklist_is_needed(desk):
    number = desk.start(ANN)
    for missing in Check:
        with pytest.raises(Refused) as refused:
            desk.hand_in(number, checks=ALL - {missing})
        assert refused.value.reasons == (missing.value,)
    assert desk.see(number).state is State.DRAFT


def test_of_two_who_change_the_same_draft_the_second_is_told_and_nothing_is_lost(desk):
    number = desk.start(ANN)
    seen = desk.see(number).revision
    desk.save(number, text(more="Of Ann."), ANN, revision=seen)
    with pytest.raises(Overtaken, match="has not been saved"):
        desk.save(number, text(more="Of Ben."), BEN, revision=seen)
    assert "Of Ann." in desk.see(number).text
    desk.save(number, text(more="Of Ben."), BEN, revision=desk.see(number).revision)
    found = desk.see(number)
    assert "Of Ben." in found.text
    assert found.writers == ("ann", "ben")


@pytest.mark.parametrize("step", ["hand_in", "give_back", "approve", "publish", "put_away"])
def test_no_step_is_taken_on_a_text_that_the_person_has_not_seen(desk, step):
    number = desk.start(ANN)
    if step not in ("hand_in", "put_away"):
        desk.hand_in(number)
    if step == "publish":
        desk.approve(number)
    with pytest.raises(Overtaken):
        getattr(desk, step)(number, revision=desk.see(number).revision - 1)


def test_what_is_sent_twice_is_done_once(desk):
    number = desk.start(ANN, key="k")
    assert desk.start(ANN, key="k") == number
    seen = desk.see(number).revision
    first = desk.save(number, text(more="More."), revision=seen)
    assert desk.save(number, text(more="More."), revision=seen) == first
    for step, who in ((desk.hand_in, ANN), (desk.approve, BEN), (desk.publish, ANN)):
        seen = desk.see(number).revision
        step(number, who, revision=seen)
        step(number, who, revision=seen)
    desk.withdraw()
    desk.withdraw()
    acts = [action for action, *_ in traced(desk)]
    assert acts == ["ITEM_WRITTEN", "ITEM_WRITTEN", "ITEM_SUBMITTED", "ITEM_APPROVED",
                    "ITEM_PUBLISHED", "ITEM_WITHDRAWN"]  # fmt: skip
    assert len(rows(desk, tables.Notice)) == 1


def test_a_draft_that_is_begun_five_times_at_once_is_one(desk):
    begun, numbers = threading.Barrier(5), []

    def at_once():
        begun.wait()
        numbers.append(desk.start(ANN, key="k"))

    threads = [threading.Thread(target=at_once) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 5
    assert len(set(numbers)) == 1


def test_one_works_on_an_address_at_a_time_and_editions_are_counted(desk):
    number = desk.start(ANN)
    with pytest.raises(UserError, match="Somebody is writing this item already"):
        desk.start(BEN)
    desk.put_away(number)
    assert desk.see(desk.start(BEN)).number == 2


def test_what_was_put_away_unread_and_is_begun_again_is_not_approved_by_its_writer(desk):
    desk.put_away(desk.start(ANN))
    number = desk.start(BEN)
    desk.hand_in(number, BEN)
    with pytest.raises(NotAllowed, match="Somebody else approves what you have written"):
        desk.approve(number, ANN)
    desk.approve(number, LEA)
    desk.publish(number, BEN)
    again = desk.start(BEN)  # what was published has been read by somebody else
    desk.hand_in(again, BEN)
    desk.approve(again, ANN)


def test_a_link_that_leads_nowhere_and_a_title_that_is_taken_are_not_published(desk):
    other = library.item_of("other", text(), TAXONOMY)
    number = desk.start(ANN, written=text(more="See [that](/item?item=gone)."))
    desk.hand_in(number)
    desk.approve(number)
    desk.library = Library((other,), TAXONOMY)
    with pytest.raises(Refused) as refused:
        desk.publish(number)
    assert refused.value.reasons == (
        "This item has the title of “other”. Give it its own.",
        "This item leads to “gone”, which is not in the library.",
    )


def test_a_review_that_changes_nothing_but_its_dates_is_not_told_to_readers(desk):
    desk.published()
    desk.library = Library((library.item_of("ask-twice", text(), TAXONOMY),), TAXONOMY)
    later = NOW + timedelta(days=700)
    written = templates.reviewed_anew(text(), today=later.date())
    number = desk.start(ANN, written=written, now=later)
    desk.hand_in(number, now=later)
    desk.approve(number, now=later)
    item = desk.publish(number, now=later)
    assert (item.reviewed, item.next_review) == (date(2028, 10, 24), date(2030, 10, 24))
    assert len(rows(desk, tables.Notice)) == 1


def test_a_text_whose_next_review_is_past_is_not_handed_in(desk):
    number = desk.start(ANN, written=text().replace("2028-11-24", "2026-11-25"))
    with pytest.raises(Refused) as refused:
        desk.hand_in(number, now=NOW + timedelta(days=1))
    assert refused.value.reasons == (
        "This item is to be reviewed on 25 November 2026. Choose a day ahead.",
    )


def test_an_address_that_cannot_be_one_is_refused(desk):
    for slug in ("", "Ask", "ask--twice", "../ask", "ask twice", "x" * 121):
        with pytest.raises(UserError, match="The address of an item holds small letters"):
            desk.start(ANN, slug)


def test_a_text_that_is_too_long_is_refused_with_its_length(desk):
    with pytest.raises(UserError, match="60,001"):
        desk.start(ANN, written="x" * (commands.LONGEST_TEXT + 1))


def test_letters_that_do_not_show_are_taken_out_and_no_word_is_lost(desk):
    number = desk.start(ANN, written="a\u202eb\x00c\r\nd")
    assert desk.see(number).text == "abc\nd"


def test_what_ships_can_be_withdrawn_at_once_and_says_why(desk):
    desk.withdraw("third-visit", written=text("The third visit"))
    (row,) = rows(desk, tables.Edition)
    assert (row.state, row.note) == ("WITHDRAWN", "It is out of date.")
    assert row.published_at is not None
    with pytest.raises(UserError, match="There is nothing at this address"):
        desk.withdraw("nothing")
    with pytest.raises(NotAllowed, match="Only a library editor"):
        desk.withdraw("third-visit", LEA, written=text())


def test_an_edition_that_is_not_there_is_told(desk):
    for act in (lambda: desk.save(7, "x", revision=1), lambda: desk.see(7)):
        with pytest.raises(UserError, match="There is no such edition"):
            act()


def test_the_figures_of_a_draft_are_shown_so_many_times_a_day_and_traced_by_codes(desk):
    number = desk.start(ANN)
    item = library.item_of("ask-twice", text(), TAXONOMY)
    for _ in range(commands.PREVIEWS_A_DAY):
        desk.do(commands.see_figures, ANN, number, item, now=NOW)
    with pytest.raises(UserError, match="40 times in a day"):
        desk.do(commands.see_figures, ANN, number, item, now=NOW + timedelta(hours=23))
    desk.do(commands.see_figures, BEN, number, item, now=NOW)
    desk.do(commands.see_figures, ANN, number, item, now=NOW + timedelta(hours=25))
    assert (Action.ITEM_PREVIEWED.name, "ann", f"edition/{number}",
            "clinical, 10 years, cause consent") in traced(desk)  # fmt: skip


def test_the_desk_lists_what_is_in_work_and_what_is_settled_by_name(desk):
    from scorecards.store.transactions import writing  # noqa: PLC0415

    with writing(desk.engine, SYSTEM) as session:
        for who, name in (("ann", "Ann Lee"), ("ben", "ben@example.nhs.uk")):
            session.add(tables.Person(id=who, name=name, created_at=NOW, created_by="tests"))
    first = desk.published()
    second = desk.start(BEN, "other", written="no head")
    with reading(desk.engine, LEA) as session:
        (work,) = queries.in_work(session, LEA)
        (settled,) = queries.settled(session, LEA)
    assert (work.id, work.title, work.kind) == (second, "other", None)
    assert work.written_by == (queries.SOMEBODY,)  # never an e-mail address
    assert (settled.id, settled.title, settled.published_by) == (first, "Ask twice", "Ann Lee")
    assert [approval.by for approval in settled.approvals] == ["ben"]


def test_the_text_of_an_edition_is_fetched_as_a_file_of_the_library(desk):
    from scorecards.reports.exports import made  # noqa: PLC0415
    from scorecards.reports.model import Asked  # noqa: PLC0415

    number = desk.published()
    with reading(desk.engine, LEA) as session:
        file = made("edition.md", Asked(session, LEA, {"edition": str(number)}, NOW))
        for wrong in ("", "x", "²", "9" * 30, "99"):
            with pytest.raises(UserError):
                made("edition.md", Asked(session, LEA, {"edition": wrong}, NOW))
    assert file.name == "ask-twice.md"
    assert file.content.decode().strip() == text().strip()
    item = library.item_of("ask-twice", file.content.decode(), TAXONOMY)
    assert item.title == "Ask twice"
