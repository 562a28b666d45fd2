"""Adding, replacing and withdrawing documents, and reading them, on both stores."""

import threading
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from scorecards.documents import commands, queries
from scorecards.documents.model import KIND_FACET, DocumentKind, Wanted
from scorecards.errors import NotAllowed, UserError
from scorecards.library.search.model import Facet
from scorecards.library.search.model import Wanted as Searched
from scorecards.library.search.queries import search
from scorecards.notices.queries import latest
from scorecards.people.model import Circle, Role, Viewer
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.documents.making import (
    FALLS,
    MATERNITY,
    NOW,
    add,
    draft,
    file,
    key,
    replaced,
    withdrawn,
)
from tests.people.viewers import ONE_OF_EACH, editor
from tests.spec.drawn import cases
from tests.stores import sqlite_in_memory


ALL = Wanted()
SEES = cases(
    """
    person                   | everyone | members | scheme | adds
    trust risk manager       | yes      | yes     | no     | no
    trust reader             | yes      | yes     | no     | no
    trust administrator      | yes      | yes     | no     | no
    board member             | yes      | yes     | no     | no
    Safety and Learning Lead | yes      | yes     | yes    | no
    data steward             | yes      | yes     | yes    | no
    library editor           | yes      | yes     | yes    | yes
    auditor                  | yes      | yes     | yes    | no
    no role yet              | yes      | no      | no     | no
    """
)


def listed(engine, viewer: Viewer, wanted: Wanted = ALL):
    with reading(engine, viewer) as session:
        return queries.listed(session, viewer, wanted)


def titles(engine, viewer: Viewer = ONE_OF_EACH["board member"], wanted: Wanted = ALL):
    return [each.title for each in listed(engine, viewer, wanted).documents]


def opened(engine, number: int, viewer: Viewer | None = None):
    with reading(engine, viewer or editor()) as session:
        return queries.document(session, viewer or editor(), number)


def given_to(engine, viewer: Viewer, number: int, version: int = 1):
    with reading(engine, viewer) as session:
        return queries.given(session, viewer, number, version)


def notices(engine, viewer: Viewer):
    with reading(engine, viewer) as session:
        return [(each.kind.name, each.address) for each in latest(session, viewer)]


def entries(engine):
    row = tables.AuditEntry
    with reading(engine, SYSTEM) as session:
        found = session.scalars(select(row).order_by(row.seq)).all()
    return [(each.action, each.subject, each.result) for each in found]


def rows(engine, table: type) -> int:
    with reading(engine, SYSTEM) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_document_is_there_for_its_circle_alone(engine):
    assert len(ONE_OF_EACH) == len(SEES) == len(Role)
    added = {circle: add(engine, title=f"For {circle.name}", says=circle.name, seen_by=circle)
             for circle in Circle}  # fmt: skip
    for case, (circle, number) in product(SEES, added.items()):
        viewer, address = ONE_OF_EACH[case["person"]], f"/documents?document={number}"
        if case[circle.name.lower()] == "yes":
            assert f"For {circle.name}" in titles(engine, viewer), case
            assert opened(engine, number, viewer).seen_by is circle
            assert given_to(engine, viewer, number).content == file(circle.name).content
            assert ("DOCUMENT_PUBLISHED", address) in notices(engine, viewer), case
            continue
        assert f"For {circle.name}" not in titles(engine, viewer), case
        for ask in (opened, lambda e, n, v: given_to(e, v, n)):
            with pytest.raises(UserError) as refused:
                ask(engine, number, viewer)
            assert str(refused.value) == queries.NOT_HERE
        assert address not in dict(notices(engine, viewer)).values(), case


def test_only_editors_add_replace_and_withdraw(engine):
    number, given = add(engine), {"looked_through": True, "now": NOW}
    for case in SEES:
        viewer = ONE_OF_EACH[case["person"]]
        doings = (
            lambda s, v: commands.add(s, v, draft(), file("other"), **given),
            lambda s, v: commands.replace(
                s, v, number, file("next"), note="New", form_key=key(), **given
            ),
            lambda s, v: commands.withdraw(s, v, number, why="Old", now=NOW),
            lambda s, v: commands.record_refusal(s, v, b"x", now=NOW),
        )
        before = len(entries(engine))
        for do in doings:
            if case["adds"] == "yes":
                with writing(engine, viewer) as session:
                    do(session, viewer)
            else:
                with pytest.raises(NotAllowed), writing(engine, viewer) as session:
                    do(session, viewer)
        assert len(entries(engine)) - before == (4 if case["adds"] == "yes" else 0), case


def test_a_document_is_kept_with_one_entry_and_one_notice_that_all_say_which(engine):
    number = add(engine, title="Checking  beds\n after a fall", topics=(FALLS, MATERNITY))
    found = opened(engine, number)
    assert (found.title, found.topics) == ("Checking beds after a fall", (MATERNITY, FALLS))
    assert [(each.number, each.note, each.at) for each in found.versions] == [
        (1, commands.FIRST_NOTE, NOW)
    ]
    assert entries(engine) == [("DOCUMENT_ADDED", f"document/{number}", "DONE")]
    assert notices(engine, editor()) == [("DOCUMENT_PUBLISHED", f"/documents?document={number}")]


def test_a_new_version_stands_before_the_old_one_which_stays(engine):
    number = add(engine, says="first")
    assert replaced(engine, number, says="second", note="With a checklist") == 2
    assert replaced(engine, number, says="third", days=2) == 3
    found = opened(engine, number)
    assert [(each.number, each.note) for each in found.versions] == [
        (3, "New figures"), (2, "With a checklist"), (1, commands.FIRST_NOTE),
    ]  # fmt: skip
    first = found.version(1)
    assert found.superseding(first) == found.version(2)
    assert found.superseding(found.newest) is None
    reading_it = ONE_OF_EACH["trust reader"]
    for version, says in ((1, "first"), (2, "second"), (3, "third")):
        assert given_to(engine, reading_it, number, version).content == file(says).content
    with pytest.raises(UserError, match="no such version"):
        given_to(engine, reading_it, number, 4)
    assert [kind for kind, _ in notices(engine, reading_it)] == [
        "DOCUMENT_REPLACED", "DOCUMENT_REPLACED", "DOCUMENT_PUBLISHED",
    ]  # fmt: skip
    assert [action for action, *_ in entries(engine)] == [
        "DOCUMENT_ADDED", "DOCUMENT_REPLACED", "DOCUMENT_REPLACED",
    ]  # fmt: skip


def test_the_same_form_sent_again_is_kept_once(engine):
    once = key()
    assert add(engine, form_key=once) == add(engine, form_key=once)
    number = add(engine, says="other")
    again = key()
    assert {replaced(engine, number, says="next", form_key=again) for _ in range(3)} == {2}
    assert (rows(engine, tables.Document), rows(engine, tables.DocumentVersion)) == (2, 3)
    assert len(entries(engine)) == len(notices(engine, editor())) == 3
    with pytest.raises(UserError, match="used before"):
        replaced(engine, add(engine, says="third"), says="fourth", form_key=again)


def test_the_same_file_again_is_told_and_not_kept(engine):
    number = add(engine, title="Beds and falls", says="first")
    replaced(engine, number, says="second")
    with pytest.raises(UserError, match="This is version 1, byte for byte"):
        replaced(engine, number, says="first")
    with pytest.raises(UserError, match="This is version 2, byte for byte"):
        replaced(engine, number, says="second")
    with pytest.raises(UserError, match="version 2 of “Beds and falls”, byte for byte"):
        add(engine, says="second")
    with pytest.raises(UserError, match="version 2 of “Beds and falls”, byte for byte"):
        replaced(engine, add(engine, says="other"), says="second")
    withdrawn(engine, number)
    assert add(engine, says="second")  # what was withdrawn may come again


def test_a_withdrawn_document_leaves_the_list_and_gives_no_file(engine):
    number, reading_it = add(engine), ONE_OF_EACH["trust reader"]
    withdrawn(engine, number, why="Guidance changed")
    withdrawn(engine, number, why="Said twice", days=9)
    assert titles(engine, reading_it) == []
    found = opened(engine, number, reading_it)
    assert (found.withdrawn.why, found.withdrawn.at) == (
        "Guidance changed", NOW + timedelta(days=2),
    )  # fmt: skip
    with pytest.raises(UserError, match="withdrawn"):
        given_to(engine, reading_it, number)
    assert given_to(engine, editor(), number).content == file().content
    assert titles(engine, editor()) == ["Checking beds after a fall"]
    with pytest.raises(UserError, match="withdrawn"):
        replaced(engine, number, says="next")
    assert [action for action, *_ in entries(engine)] == ["DOCUMENT_ADDED", "DOCUMENT_WITHDRAWN"]


def test_a_document_is_found_by_search_by_those_who_may_see_it_until_it_is_withdrawn(engine):
    number = add(engine, title="Cleaning of mattresses", seen_by=Circle.SCHEME)

    def hits(viewer):
        with reading(engine, viewer) as session:
            return [hit.address for hit in search(session, viewer, Searched("mattress")).hits]

    assert hits(editor()) == [f"/documents?document={number}"]
    assert hits(ONE_OF_EACH["board member"]) == []
    with reading(engine, editor()) as session:
        facets = {Facet.KIND: (KIND_FACET,)}
        assert search(session, editor(), Searched("", facets)).total == 1
    withdrawn(engine, number)
    assert hits(editor()) == []


def test_words_find_documents_by_what_their_newest_file_says_for_those_who_may_see_them(engine):
    number = add(engine, title="Beds", says="Rails are checked at night. Nobody is blamed.")
    hidden = add(engine, title="Minutes", says="We spoke of rails", seen_by=Circle.SCHEME)

    def found(viewer=ONE_OF_EACH["board member"], text="rail", **of):
        return listed(engine, viewer, Wanted(text=text, **of))

    shelf = found()
    assert [each.title for each in shelf.documents] == ["Beds"]
    (passage,) = [shelf.passage(each) for each in shelf.documents]
    assert [piece.text for piece in passage if piece.marked] == ["Rails"]
    assert {each.id for each in found(editor()).documents} == {number, hidden}
    assert found(text="bed").passage(shelf.documents[0]) == ()  # its title says it
    assert found(text="raisl").found.corrected == "rails"
    assert found(text="nothing like it at all").number == 0
    replaced(engine, number, says="Mattresses are turned")
    assert found().number == 0 and found(text="mattress").number == 1
    withdrawn(engine, number)
    assert found(editor(), text="mattress").number == 0


def test_words_are_looked_for_within_a_kind_and_a_topic(engine):
    for kind, topic in (
        (DocumentKind.GUIDANCE, FALLS), (DocumentKind.REPORT, FALLS),
        (DocumentKind.REPORT, MATERNITY),
    ):  # fmt: skip
        title = f"{kind.value} {topic}"
        add(engine, title=title, says=f"Rails {title}", kind=kind, topics=(topic,))

    def number(**of):
        return listed(engine, editor(), Wanted(text="rails", **of)).number

    assert number() == 3
    assert number(kind=DocumentKind.REPORT) == number(topic=FALLS) == 2
    assert number(kind=DocumentKind.REPORT, topic=MATERNITY) == 1
    assert number(kind=DocumentKind.MINUTES) == 0


def test_pages_whose_text_cannot_be_read_are_looked_at_by_whoever_publishes_them(engine):
    scan = file("a scan", unread=(2, 3))
    said = "The text of pages 2 to 3 cannot be read"
    given = {"looked_through": True, "now": NOW}
    with pytest.raises(UserError, match=said), writing(engine, editor()) as session:
        commands.add(session, editor(), draft(), scan, **given)
    number = add(engine)
    doing = {"note": "New", "form_key": key(), **given}
    with pytest.raises(UserError, match=said), writing(engine, editor()) as session:
        commands.replace(session, editor(), number, scan, **doing)
    with writing(engine, editor()) as session:
        assert (
            commands.replace(session, editor(), number, scan, looked_at_unread=True, **doing) == 2
        )


def test_two_editors_who_replace_a_file_at_the_same_moment_make_two_versions(engine):
    number, both, told = add(engine), threading.Barrier(2), []

    def at_once(says):
        both.wait()
        told.append((replaced(engine, number, says=says), says))

    editors = [threading.Thread(target=at_once, args=(says,)) for says in ("left", "right")]
    for each in editors:
        each.start()
    for each in editors:
        each.join()
    assert sorted(version for version, _ in told) == [2, 3]
    for version, says in told:
        assert given_to(engine, editor(), number, version).content == file(says).content
    assert [kind for kind, _ in notices(engine, editor())].count("DOCUMENT_REPLACED") == 2
    assert [action for action, *_ in entries(engine)].count("DOCUMENT_REPLACED") == 2


def test_what_is_missing_too_long_or_about_a_person_is_said(engine):
    for other, said in (
        ({"title": " \n"}, "Write the title"),
        ({"summary": ""}, "Write the summary"),
        ({"title": "x" * 151}, "The title has 151"),
        ({"summary": "x" * 401}, "The summary has 401"),
        ({"summary": "Ring 0113 496 0000 and ask"}, "a telephone number"),
        ({"title": "What Mrs Jane Smith said"}, "the name of a person"),
        ({"topics": ()}, "at least one topic"),
        ({"topics": ("Nothing known",)}, "at least one topic"),
    ):
        with pytest.raises(UserError, match=said):
            add(engine, **other)
    assert (rows(engine, tables.Document), entries(engine)) == (0, [])


def test_whoever_did_not_look_through_a_file_does_not_publish_it(engine):
    number = add(engine)
    with pytest.raises(UserError, match="Look through"), writing(engine, editor()) as session:
        commands.add(session, editor(), draft(), file("a"), looked_through=False, now=NOW)
    with pytest.raises(UserError, match="Look through"):
        replaced(engine, number, says="b", looked_through=False)
    for note, said in ((" ", "Write the note"), ("See Dr Jones", "person"), ("x" * 301, "301")):
        with pytest.raises(UserError, match=said):
            replaced(engine, number, says="c", note=note)
    with pytest.raises(UserError, match="Write the reason"):
        withdrawn(engine, number, why="")
    assert rows(engine, tables.DocumentVersion) == 1


def test_a_document_that_is_not_there_is_told_like_one_that_is_not_for_somebody(engine):
    hidden = add(engine, seen_by=Circle.SCHEME)
    said = set()
    for number in (hidden, hidden + 1, 0, -1, 2**31, 10**12):
        with pytest.raises(UserError) as refused:
            opened(engine, number, ONE_OF_EACH["board member"])
        said.add(str(refused.value))
    assert said == {queries.NOT_HERE}


def test_the_list_is_narrowed_by_kind_and_topic_and_the_newest_version_comes_first(engine):
    first = add(engine, title="First", says="1", topics=(FALLS,))
    add(engine, title="Second", says="2", kind=DocumentKind.REPORT, topics=(FALLS, MATERNITY))
    add(engine, title="Third", says="3", topics=(MATERNITY,))
    assert titles(engine) == ["Third", "Second", "First"]
    replaced(engine, first, says="1a")
    assert titles(engine) == ["First", "Third", "Second"]
    assert titles(engine, wanted=Wanted(DocumentKind.REPORT)) == ["Second"]
    assert titles(engine, wanted=Wanted(topic=FALLS)) == ["First", "Second"]
    assert titles(engine, wanted=Wanted(DocumentKind.GUIDANCE, MATERNITY)) == ["Third"]
    assert titles(engine, wanted=Wanted(topic="%")) == []
    withdrawn(engine, first)
    assert titles(engine, editor()) == ["Third", "Second", "First"]


def test_a_long_list_has_pages_and_a_page_that_is_not_there_is_the_last_one(engine, monkeypatch):
    monkeypatch.setattr(queries, "ON_A_PAGE", 2)
    for number in range(5):
        add(engine, title=f"Number {number}", says=str(number))
    pages = [titles(engine, wanted=Wanted(page=page)) for page in (1, 2, 3, 99, -5)]
    assert pages == [
        ["Number 4", "Number 3"], ["Number 2", "Number 1"], ["Number 0"], ["Number 0"],
        ["Number 4", "Number 3"],
    ]  # fmt: skip
    shelf = listed(engine, editor())
    assert (shelf.number, shelf.pages) == (5, 3)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 5)),
        st.tuples(st.just("replace"), st.integers(1, 3), st.integers(0, 5)),
        st.tuples(st.just("withdraw"), st.integers(1, 3)),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_whatever_is_done_versions_count_from_one_and_every_file_is_kept_once(steps):
    """Against a model in plain lists: what stands, and which files."""
    engine = sqlite_in_memory()
    model: dict[int, list[str]] = {}
    gone: set[int] = set()
    for name, *more in steps:
        says = str(more[-1])
        standing = [each for number, each in model.items() if number not in gone]
        taken = any(says in versions for versions in standing)
        try:
            if name == "add":
                model[add(engine, says=says)] = [says]
                assert not taken
            elif name == "replace":
                assert replaced(engine, more[0], says=says) == len(model[more[0]]) + 1
                model[more[0]].append(says)
                assert not taken and more[0] not in gone
            else:
                withdrawn(engine, more[0])
                gone.add(more[0])
                assert more[0] in model
        except UserError:
            assert more[0] not in model or taken or more[0] in gone or name == "add"
            assert not (name == "add" and not taken)
    for number, versions in model.items():
        found = opened(engine, number)
        assert [each.number for each in found.versions] == list(range(len(versions), 0, -1))
        assert (found.withdrawn is not None) == (number in gone)
        for place, says in enumerate(versions, 1):
            assert given_to(engine, editor(), number, place).content == file(says).content
    engine.dispose()
