"""A file is for the session that asked for it, once, within a minute; each refusal is one entry.

The two routes alone, on a clock of the test; the gate in front has tests of its own.
"""

import asyncio
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from scorecards.accounts import sessions
from scorecards.people.model import Role
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from scorecards.web import downloads


BEGAN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
EXPORT = "/export/audit.csv"
FROM_HERE = {"sec-fetch-site": "same-origin"}
GONE = 410
NAMES = {"steward": Role.STEWARD, "auditor": Role.AUDITOR, "reader": Role.READER}


class Service:
    """The routes on a database with three people; the clock stands until it is moved."""

    def __init__(self, engine):
        self.engine = engine
        self.now = BEGAN
        self._app = Starlette(routes=downloads.by(lambda: self.now))

    async def _as_the_gate_does(self, scope, receive, send):
        if scope["type"] == "http":
            token = dict(scope["headers"]).get(b"cookie", b"sid=").decode().removeprefix("sid=")
            with reading(self.engine, SYSTEM) as session:
                found = sessions.find(session, token, now=self.now)
            scope.setdefault("state", {}).update(engine=self.engine, signed_in=found)
        await self._app(scope, receive, send)

    def sign_in(self, person):
        with writing(self.engine, SYSTEM) as session:
            return sessions.begin(session, person, browser="test", now=self.now)

    def ask(self, path, token, method="GET", **headers):
        told = {**FROM_HERE, **{name.replace("_", "-"): value for name, value in headers.items()}}
        told["cookie"] = f"sid={token}"
        return asyncio.run(self._request(method, path, told))

    async def _request(self, method, path, headers):
        transport = httpx.ASGITransport(self._as_the_gate_does)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, headers=headers)

    def made(self, token, path=EXPORT):
        """The address where a file waits that was just asked for."""
        answer = self.ask(path, token)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def entries(self, *actions):
        row = tables.AuditEntry
        with reading(self.engine, SYSTEM) as session:
            found = session.scalars(select(row).order_by(row.seq)).all()
        return [
            (e.action, e.person, e.subject) for e in found if not actions or e.action in actions
        ]

    def kept(self):
        with reading(self.engine, SYSTEM) as session:
            return session.scalars(select(tables.Download).order_by(tables.Download.made_at)).all()


@pytest.fixture
def service(store):
    with writing(store.engine, SYSTEM) as session:
        for name, role in NAMES.items():
            session.add(tables.Person(id=name, name=name, created_at=BEGAN, created_by="test"))
            session.flush()
            session.add(
                tables.Membership(
                    person=name, role=role.name, trust="RA1" if role is Role.READER else None,
                    from_date=BEGAN.date(), created_by="test", created_at=BEGAN, form_key=name,
                )
            )  # fmt: skip
    return Service(store.engine)


@pytest.fixture
def steward(service):
    return service.sign_in("steward")


@contextmanager
def one_refusal(service, subject):
    before = service.entries("REFUSED")
    yield
    new = service.entries("REFUSED")[len(before) :]
    assert [entry[2] for entry in new] == [subject]


def test_a_file_is_made_for_the_session_and_fetched_once(service, steward):
    place = service.made(steward)
    answer = service.ask(place, steward)
    assert answer.status_code == 200
    assert answer.content.startswith(b'\xef\xbb\xbf"Audit trail"')
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"audit-2026-11-24.csv\"; filename*=UTF-8''audit-2026-11-24.csv"
    )
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert service.entries() == [("EXPORTED", "steward", "export/audit.csv")]
    assert [row.content for row in service.kept()] == [b""], "fetched, it is forgotten"


def test_what_was_fetched_is_not_given_again(service, steward):
    place = service.made(steward)
    assert service.ask(place, steward).status_code == 200
    with one_refusal(service, "download"):
        again = service.ask(place, steward)
    assert again.status_code == GONE
    assert "used already" in again.text
    assert "Audit trail" not in again.text


def test_another_session_gets_nothing_and_takes_nothing_away(service, steward):
    place = service.made(steward)
    for other in (service.sign_in("auditor"), service.sign_in("steward")):
        with one_refusal(service, "download"):
            answer = service.ask(place, other)
        assert answer.status_code == 403
        assert "Audit trail" not in answer.text
    assert service.ask(place, steward).status_code == 200


def test_a_link_lives_for_a_minute(service, steward):
    first, second = service.made(steward), service.made(steward)
    service.now += timedelta(seconds=59)
    assert service.ask(first, steward).status_code == 200
    service.now += timedelta(seconds=2)
    with one_refusal(service, "download"):
        late = service.ask(second, steward)
    assert late.status_code == GONE
    assert "run out" in late.text


def test_what_nobody_fetched_is_forgotten_when_the_next_file_is_made(service, steward):
    service.made(steward)
    service.now += timedelta(seconds=61)
    service.made(steward)
    assert [bool(row.content) for row in service.kept()] == [False, True]
    service.now += timedelta(days=1, seconds=1)
    service.made(service.sign_in("steward"))
    assert len(service.kept()) == 1


def test_a_guessed_link_is_refused(service, steward):
    for guess in ("x", "a" * 43, "%00", "%0d%0a"):
        with one_refusal(service, "download"):
            answer = service.ask(f"/dl/{guess}", steward)
        assert answer.status_code == 403


def test_asking_for_the_head_takes_nothing(service, steward):
    place = service.made(steward)
    head = service.ask(place, steward, "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert service.ask(place, steward).status_code == 200
    with one_refusal(service, "download"):
        assert service.ask(place, steward, "HEAD").status_code == GONE


def test_a_part_of_a_file_is_not_given(service, steward):
    answer = service.ask(service.made(steward), steward, range="bytes=0-3")
    assert answer.status_code == 200
    assert len(answer.content) > 100
    assert answer.headers["accept-ranges"] == "none"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_no_other_method_makes_or_takes_a_file(service, steward, method):
    place = service.made(steward)
    assert service.ask(EXPORT, steward, method).status_code == 405
    assert service.ask(place, steward, method).status_code == 405
    assert service.ask(place, steward).status_code == 200
    assert service.ask(EXPORT, steward, "HEAD").status_code == 405


@pytest.mark.parametrize("origin", ["cross-site", "same-site", "nonsense"])
def test_another_site_makes_nothing(service, steward, origin):
    with one_refusal(service, "export/audit.csv"):
        answer = service.ask(EXPORT, steward, sec_fetch_site=origin)
    assert answer.status_code == 403
    assert service.kept() == []
    assert service.entries("EXPORTED") == []


def test_who_may_not_have_a_file_gets_none(service):
    reader = service.sign_in("reader")
    with one_refusal(service, "export/audit.csv"):
        answer = service.ask(EXPORT, reader)
    assert answer.status_code == 403
    assert "for the administrator" in answer.text
    assert service.kept() == []


def test_nobody_gets_nothing(service, steward):
    place = service.made(steward)
    for path in (EXPORT, place):
        answer = service.ask(path, "no-token")
        assert answer.status_code == 403
        assert "Audit trail" not in answer.text


def test_an_ended_session_does_not_fetch_what_it_asked_for(service, steward):
    place = service.made(steward)
    with writing(service.engine, SYSTEM) as session:
        sessions.end_all(session, "steward", why="signed out", now=service.now)
    assert service.ask(place, steward).status_code == 403


def test_what_does_not_exist_or_cannot_be_is_said_in_words(service, steward):
    for path, said in (
        ("/export/claims.csv", "no such file"),
        (f"{EXPORT}?first=soon", "day is written"),
        (f"{EXPORT}?sort=1", "does not have"),
        ("/export/intake-report.xlsx?upload=9", "no report of that number"),
    ):
        answer = service.ask(path, steward)
        assert answer.status_code in (400, 404)
        assert said in answer.text
    assert service.entries() == []


def test_what_somebody_made_up_is_not_written_into_the_trail(service, steward):
    service.ask("/export/%0d%0aINFO-forged", steward, sec_fetch_site="cross-site")
    assert service.entries() == [("REFUSED", "steward", "export/unknown")]


def test_twenty_files_an_hour_are_enough(service):
    token = service.sign_in("steward")
    for _ in range(downloads.MOST_IN_AN_HOUR):
        service.made(token)
    other = service.sign_in("steward")
    for session_ in (token, other):
        with one_refusal(service, "export/audit.csv"):
            answer = service.ask(EXPORT, session_)
        assert answer.status_code == 429
    service.made(service.sign_in("auditor"))
    service.now += timedelta(hours=1, seconds=1)
    service.made(service.sign_in("steward"))


def test_who_looks_with_another_persons_eyes_takes_nothing_away(service, steward):
    with writing(service.engine, SYSTEM) as session:
        auditors = select(tables.Membership.id).where(tables.Membership.person == "auditor")
        row = session.scalars(select(tables.SignIn)).one()
        row.view_as = session.scalar(auditors)
    with one_refusal(service, "export/audit.csv"):
        answer = service.ask(EXPORT, steward)
    assert answer.status_code == 403
    assert "eyes" in answer.text


def test_a_file_whose_making_cannot_be_written_down_is_not_made(service, steward):
    """The table of the chain's end is gone, as if the disk had failed at that moment."""
    with service.engine.begin() as connection:
        if service.engine.dialect.name != "sqlite":
            pytest.skip("the application's role cannot take a table away there")
        connection.exec_driver_sql("DROP TABLE audit_head")
    with pytest.raises(Exception, match="audit_head"):
        service.ask(EXPORT, steward)
    assert service.kept() == []
