"""The editorial desk on screen: who finds what there, fields that lose nothing, and the way out."""

from datetime import timedelta

import pytest

from scorecards import clock
from scorecards.library import editions
from scorecards.library.desk import commands, queries
from scorecards.library.desk.model import Check, State
from scorecards.people.model import Role, Viewer
from scorecards.store.transactions import reading, writing
from scorecards.ui import resources
from tests.library.desk.writing_items import text
from tests.pages import screen
from tests.pages.screen import EDITORIAL, WELCOME, visit


EDITOR = Viewer("editor", "Library editor", Role.EDITOR)
OTHER = Viewer("other", "Another editor", Role.EDITOR)
REFUSED = "This is for library editors and Safety and Learning Leads."


@pytest.fixture
def home(at_home, own_demonstration):
    at_home(own_demonstration)


def do(command, *given, who=EDITOR, **named):
    with writing(resources.engine(), who) as session:
        return command(session, who, *given, now=clock.now(), **named)


def see(number):
    with reading(resources.engine(), EDITOR) as session:
        return queries.edition(session, EDITOR, number)


def begin(written=None, slug="ask-twice"):
    return do(commands.start_draft, slug=slug, text=written or text(), form_key=slug)


def handed_in():
    number = begin()
    do(commands.hand_in, number, revision=1, checks=frozenset(Check),
       taxonomy=editions.shipped().taxonomy)  # fmt: skip
    return number


def publish():
    number = handed_in()
    do(commands.approve, number, revision=2, who=OTHER)
    do(commands.publish, number, revision=2, library=resources.library())
    return number


def told(window):
    assert not window.exception
    return " ".join(screen.texts(window))


@pytest.mark.parametrize("person", ["manager-NMU", "board", "reader", "steward", "newcomer"])
def test_others_are_told_whose_desk_it_is_and_shown_nothing(at_home, demonstration, person):
    at_home(demonstration)
    window = visit(EDITORIAL, person=person)
    assert [error.value for error in window.error] == [REFUSED.replace(".", "\\.")]
    assert "In work" not in told(window)


def test_the_gap_map_begins_a_draft_with_its_topic_and_codes(home):
    window = visit(EDITORIAL, person="editor", new="leaflet", causes="violence,nonsense",
                   topic="Falls, skin and everyday care")  # fmt: skip
    assert "It begins with: Falls, skin and everyday care, Violence" in told(window)
    title = next(box for box in window.text_input if box.label == "Title")
    title.input("Safe at work")
    next(button for button in window.button if button.label == "Begin a draft").click().run()
    assert "“Safe at work” is there." in told(window)
    with reading(resources.engine(), EDITOR) as session:
        (each,) = queries.in_work(session, EDITOR)
    assert each.slug == "safe-at-work"
    assert 'causes = ["violence"]' in each.text
    assert 'topics = ["Falls, skin and everyday care"]' in each.text
    assert 'kind = "leaflet"' in each.text


def test_a_title_that_is_taken_or_none_is_refused(home):
    window = visit(EDITORIAL, person="editor")
    press(window, "Begin a draft")
    assert "Give it a title." in told(window)
    next(box for box in window.text_input if box.label == "Title").input("The third visit")
    press(window, "Begin a draft")
    assert "An item of this title is there." in told(window)


def press(window, label):
    next(button for button in window.button if button.label == label).click().run()


def area(window, label):
    return next(box for box in window.text_area if box.label.startswith(label))


def test_what_a_writer_writes_is_saved_at_once_and_a_new_window_shows_it(home):
    number = begin()
    window = visit(EDITORIAL, person="editor", edition=str(number))
    area(window, "Summary").input("Another summary, with “marks”.").run()
    assert "Everything is saved" in told(window)
    written = "One  line \t\n\n\n\nand another.\n\n## To do\n\nAsk. "
    area(window, "Text, with headings").input(written).run()
    assert "Everything is saved" in told(window)
    assert "Another summary, with “marks”." in see(number).text
    again = visit(EDITORIAL, person="editor", edition=str(number))
    assert area(again, "Summary").value == "Another summary, with “marks”."


def test_what_somebody_else_writes_is_kept_over_another_screen_and_saved_when_asked(home):
    number = begin()
    window = visit(EDITORIAL, person="lead", edition=str(number))
    assert "Everything is saved" in told(window)
    area(window, "Summary").input("Another summary, with “marks” and ünïcode.").run()
    assert "Your changes are not saved yet." in told(window)
    assert "Saving makes you one of its writers." in told(window)
    assert "Another summary" not in see(number).text
    window.switch_page(screen.PATHS[WELCOME]).run()
    window.query_params["edition"] = str(number)
    window.switch_page(screen.PATHS[EDITORIAL]).run()
    assert area(window, "Summary").value == "Another summary, with “marks” and ünïcode."
    press(window, "Save")
    assert "Saved, " in told(window)
    assert "Another summary, with “marks” and ünïcode." in see(number).text


def test_what_is_not_as_agreed_is_listed_while_it_is_written_and_saved_all_the_same(home):
    number = begin()
    window = visit(EDITORIAL, person="editor", edition=str(number))
    assert "Nothing stands in the way of handing it in." in told(window)
    area(window, "Text, with headings").input(
        "The worst of texts.\n\n## To do\n\nWrite to jo@example.nhs.uk."
    )
    window.run()
    listed = told(window)
    assert "This item uses “worst”" in listed
    assert "an e-mail address" in listed
    assert see(number).text.endswith("jo@example.nhs.uk.")


def test_of_two_who_write_the_second_is_told_sees_both_and_chooses(home):
    number = begin()
    window = visit(EDITORIAL, person="editor", edition=str(number))
    do(commands.save, number, text(summary='"Theirs."'), revision=1, who=OTHER)
    area(window, "Summary").input("Mine.").run()
    assert "This edition was changed since you opened it" in told(window)
    assert 'summary = "Theirs."' in see(number).text
    assert any("Theirs." in block.value for block in window.code)
    assert area(window, "Summary").value == "Mine."
    press(window, "Keep mine, in place of theirs")
    assert "Yours is saved" in told(window)
    assert 'summary = "Mine."' in see(number).text


def test_a_text_whose_head_cannot_be_read_is_edited_as_it_stands(home):
    number = begin("+++\ntitle = \n+++\nWords", slug="broken")
    window = visit(EDITORIAL, person="editor", edition=str(number))
    assert "edited as it stands" in told(window)
    area(window, "The whole text").input(text()).run()
    assert see(number).text == text().strip()


def test_every_item_that_ships_opens_in_its_fields_with_nothing_changed(home):
    """One of each kind, with figures, links and questions."""
    for slug in ("third-visit", "saying-sorry", "stillbirth-claims"):
        number = begin(editions.shipped_text(slug), slug=slug)
        window = visit(EDITORIAL, person="editor", edition=str(number))
        assert "Everything is saved" in told(window), slug


def test_what_is_due_is_reviewed_with_one_press_and_keeps_its_words(home, monkeypatch):
    later = clock.now() + timedelta(days=700)
    monkeypatch.setattr(clock, "now", lambda: later)
    window = visit(EDITORIAL, person="editor")
    first = next(button for button in window.button if button.label == "Review it")
    slug = first.key.removeprefix("desk.renew-Review it-")
    first.click().run()
    assert "Readers see the old one until it is published." in told(window)
    with reading(resources.engine(), EDITOR) as session:
        (each,) = queries.in_work(session, EDITOR)
    assert each.slug == slug
    edition = visit(EDITORIAL, person="editor", edition=str(each.id))
    assert "Only the dates of review differ from what readers see." in told(edition)
    assert "It waits for you to go on." in told(visit(EDITORIAL, person="editor"))


def test_a_writer_cannot_approve_and_a_lead_reads_it_and_does(home):
    number = handed_in()
    window = visit(EDITORIAL, person="editor", edition=str(number))
    assert "You wrote some of it, so somebody else has to approve it." in told(window)
    assert next(b for b in window.button if b.label == "Publish").disabled
    lead = visit(EDITORIAL, person="lead", edition=str(number))
    assert "Ask what they have understood." in told(lead)
    assert "Publish" not in [button.label for button in lead.button]
    press(lead, "Approve")
    assert "You have approved it." in told(lead)
    assert see(number).approvals


def test_it_is_given_back_with_the_reason_on_the_screen(home):
    number = handed_in()
    lead = visit(EDITORIAL, person="lead", edition=str(number))
    press(lead, "Give it back")
    assert "Say why" in told(lead)
    next(box for box in lead.text_input if box.label.startswith("Why")).input("Too short.")
    press(lead, "Give it back")
    assert see(number).state is State.RETURNED
    assert "It was given back: Too short." in told(visit(EDITORIAL, edition=str(number),
                                                        person="editor"))  # fmt: skip


def test_figures_are_put_into_a_preview_when_somebody_asks(home):
    number = begin(text(more="There were {claims} claims."))
    window = visit(EDITORIAL, person="editor", edition=str(number))
    window.segmented_control[0].set_value("Read as readers will").run()
    assert "There were {claims} claims." in told(window)
    press(window, "Put the figures in")
    assert "{claims}" not in told(window)
    assert "In the claims" in told(window)


def test_markup_in_a_title_does_nothing_on_the_desk(home):
    loud = "**:red[Loud]** $x$ ![](https://e.example/p.png)"
    begin(text(loud))
    assert loud in told(visit(EDITORIAL, person="editor"))


def test_readers_are_told_on_welcome_until_they_say_that_they_have_seen_it(home):
    assert "Nothing yet." in told(visit(WELCOME, person="board"))
    publish()
    window = visit(WELCOME, person="board")
    assert "New in the library" in told(window)
    labels = [link.proto.label for link in window.get("page_link")]
    assert "1 new for you" in labels
    assert "**Ask twice**" in labels
    press(window, "I have seen these")
    assert "You have seen all of it." in told(window)
    assert "1 new for you" not in [link.proto.label for link in window.get("page_link")]
    assert "1 new for you" in [
        link.proto.label for link in visit(WELCOME, person="reader").get("page_link")
    ]


def test_what_is_withdrawn_is_gone_from_the_library_with_the_reason_at_the_desk(home):
    publish()
    assert "Ask twice" in told(visit(screen.ITEM, person="board", item="ask-twice"))
    window = visit(EDITORIAL, person="editor")
    window.selectbox(key="desk.item").select("ask-twice").run()
    next(box for box in window.text_input if box.label == "Why").input("It is out of date.")
    press(window, "Withdraw it now")
    assert "nothing at this address" in told(visit(screen.ITEM, person="board", item="ask-twice"))
    assert "Why: It is out of date." in told(visit(EDITORIAL, person="editor"))


@pytest.mark.parametrize("asked", ["0", "x", "²", "99999", "9" * 30])
def test_an_edition_that_is_none_is_told(at_home, demonstration, asked):
    at_home(demonstration)
    window = visit(EDITORIAL, person="editor", edition=asked)
    assert screen.UNFORESEEN not in told(window)
    assert "no such edition" in told(window) or "which is none" in told(window)
