"""A document comes back byte for byte, as a file and never as a page, for its circle alone."""

import pytest

from scorecards.documents import queries
from scorecards.documents.antivirus import NOT_SCANNED
from scorecards.documents.model import CheckedFile, FileType
from scorecards.people.model import Circle
from tests.documents.files import office
from tests.documents.making import add, file, replaced, withdrawn
from tests.security.test_downloads import one_refusal, service, steward


__all__ = ["service", "steward"]


@pytest.fixture
def reader(service):
    return service.sign_in("reader")


def address(number, version=1):
    return f"/export/document?document={number}&version={version}"


def test_every_version_comes_back_byte_for_byte(service, reader):
    number = add(service.engine, says="first")
    replaced(service.engine, number, says="second")
    for version, says in ((1, "first"), (2, "second")):
        answer = service.ask(service.made(reader, address(number, version)), reader)
        assert answer.status_code == 200
        assert answer.content == file(says).content
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
    exported = [entry for entry in service.entries("EXPORTED") if entry[1] == "reader"]
    assert exported == [("EXPORTED", "reader", "export/document")] * 2


def test_it_is_an_attachment_whatever_it_is_called(service, reader):
    for name, header in (
        (
            "Leitfaden für Stürze.pdf",
            'attachment; filename="Leitfaden-f-r-St-rze.pdf"; '
            "filename*=UTF-8''Leitfaden%20f%C3%BCr%20St%C3%BCrze.pdf",
        ),
        ("a b.pdf", "attachment; filename=\"a-b.pdf\"; filename*=UTF-8''a%20b.pdf"),
        (
            'a"\r\nSet-Cookie: sid=1.pdf',  # as no checked file is called
            'attachment; filename="a---Set-Cookie--sid-1.pdf"; '
            "filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20sid%3D1.pdf",
        ),
    ):
        number = add(service.engine, name=name, says=name)
        answer = service.ask(service.made(reader, address(number)), reader)
        assert answer.headers["content-disposition"] == header
        assert "set-cookie" not in answer.headers


def test_what_is_not_for_somebody_is_not_given_to_them_and_told_like_what_is_not_there(
    service, reader, steward
):
    number = add(service.engine, seen_by=Circle.SCHEME)
    answers = [service.ask(address(asked), reader) for asked in (number, number + 1)]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].text == answers[1].text
    assert queries.NOT_HERE in answers[0].text
    assert service.ask(service.made(steward, address(number)), steward).status_code == 200


def test_a_link_made_before_a_document_was_withdrawn_is_the_last_one(service, reader):
    number = add(service.engine)
    made = service.made(reader, address(number))
    withdrawn(service.engine, number)
    assert service.ask(made, reader).status_code == 200
    refused = service.ask(address(number), reader)
    assert refused.status_code == 400
    assert queries.WITHDRAWN in refused.text


def test_a_link_of_another_session_gives_nothing(service, reader, steward):
    made = service.made(reader, address(add(service.engine)))
    with one_refusal(service, "download"):
        assert service.ask(made, steward).status_code == 403


def test_an_address_that_says_nothing_sensible_is_refused_in_a_sentence(service, reader):
    add(service.engine)
    for asked in (
        "", "?document=1", "?document=x&version=1", "?document=-1&version=1",
        "?document=1&version=1%20OR%201", "?document=²&version=1",
        "?document=9999999999&version=1", "?document=1&version=1&name=a.html",
    ):  # fmt: skip
        answer = service.ask(f"/export/document{asked}", reader)
        assert answer.status_code == 400, asked
        assert "Traceback" not in answer.text


def test_an_office_file_comes_back_by_its_own_type(service, reader):
    slides = office("pptx")
    kept = CheckedFile("a.pptx", FileType.PRESENTATION, slides, "0" * 64, NOT_SCANNED)
    number = add(service.engine, checked=kept)
    answer = service.ask(service.made(reader, address(number)), reader)
    assert answer.headers["content-type"].endswith("presentationml.presentation")
    assert answer.content == slides
