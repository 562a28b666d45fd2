"""What the gate says when something behind it fails, and what it lets through of a form."""

import asyncio
import logging
import re
import sqlite3
from contextlib import closing

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from scorecards.settings import Settings
from scorecards.store.engine import open_engine
from scorecards.store.schema import bring_up
from scorecards.web.doors import Door, Doors
from scorecards.web.gate import MOST_BYTES, Gate
from scorecards.web.register import Register
from scorecards.web.sockets import Sockets


SECRET = "a word that nobody may read"


async def failing(_):
    raise RuntimeError(SECRET)


async def reading(request: Request):
    return PlainTextResponse(str(len(await request.body())))


ROUTES = [Route("/fails", failing), Route("/reads", reading, methods=["POST"])]


@pytest.fixture
def service(tmp_path):
    """An application behind the gate, with two open routes; and its engine."""
    settings = Settings.from_env({"SCORECARDS_HOME": str(tmp_path)})
    engine = open_engine(settings.database_url)
    bring_up(engine)
    gate = Middleware(
        Gate,
        settings=settings,
        engine=engine,
        doors=Doors(ROUTES, {"/fails": Door.OPEN, "/reads": Door.OPEN}, frozenset(), ()),
        register=Register(engine),
        sockets=Sockets(),
    )
    yield Starlette(routes=ROUTES, middleware=[gate])
    engine.dispose()


def ask(service, path, *parts, method="GET", host=b"127.0.0.1:8501", **headers):
    """The status, headers and text of an answer; the body comes in parts."""
    sent = []
    coming = [
        {"type": "http.request", "body": part, "more_body": place < len(parts) - 1}
        for place, part in enumerate(parts or (b"",))
    ]
    given = {"host": host, "origin": b"http://127.0.0.1:8501", **headers}
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": b"", "root_path": "", "scheme": "http", "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 8501), "http_version": "1.1", "asgi": {"version": "3.0"},
        "headers": [(name.encode(), value) for name, value in given.items()],
    }  # fmt: skip

    async def receive():
        return coming.pop(0) if coming else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    asyncio.run(service(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, body.decode()


def test_what_fails_is_told_as_a_reference_that_the_log_knows(service, caplog):
    caplog.set_level(logging.INFO)
    status, headers, text = ask(service, "/fails")
    assert status == 500
    found = re.fullmatch(
        r"Something went wrong\. Try again; if it stays, quote reference ([0-9A-F]{6})\.\n", text
    )
    assert found
    assert headers["x-content-type-options"] == "nosniff"
    trace = next(record for record in caplog.records if record.levelno == logging.ERROR)
    assert found[1] in trace.getMessage()
    assert SECRET in caplog.text
    assert SECRET not in text


def test_people_read_it_as_a_page(service):
    _, headers, text = ask(service, "/fails", accept=b"text/html")
    assert headers["content-type"].startswith("text/html")
    assert "<h1>Something went wrong</h1>" in text
    assert SECRET not in text


def test_without_the_database_nothing_is_let_through(service, tmp_path):
    with closing(sqlite3.connect(tmp_path / "scorecards.db")) as connection:
        connection.execute("ALTER TABLE sign_in RENAME TO gone")
    status, _, text = ask(service, "/reads", b"x", method="POST", cookie=b"sid=abc")
    assert status == 500
    assert text.startswith("Something went wrong.")


@pytest.mark.parametrize("parts", [(b"x" * MOST_BYTES,), (b"x" * 50_000, b"x" * 50_000)])
def test_a_form_of_the_largest_size_arrives_whole(service, parts):
    assert ask(service, "/reads", *parts, method="POST")[::2] == (200, str(MOST_BYTES))


def test_more_is_refused_whatever_it_declares_itself_to_be(service):
    large = b"x" * (MOST_BYTES + 1)
    for declared in (str(len(large)).encode(), b"10", b"-1", b"many"):
        headers = {"content-length": declared}
        status, _, text = ask(service, "/reads", large, method="POST", **headers)
        assert (status, text) == (413, "That is too much to send at once.\n")
    assert ask(service, "/reads", *[b"x" * 60_000] * 2, method="POST")[0] == 413


def test_the_log_holds_what_was_asked_by_its_kind_and_no_token(service, caplog):
    caplog.set_level(logging.INFO)
    ask(service, "/fails", cookie=b"sid=secret-token")
    ask(service, "/made-up-\r\n-line")
    lines = [record.getMessage() for record in caplog.records if record.levelno == logging.INFO]
    assert [line.split(" ", 1)[1].rsplit(" ", 2)[0] for line in lines] == [
        "500 /fails", "404 (no such page)",
    ]  # fmt: skip
    assert "secret-token" not in caplog.text
    assert "made-up" not in caplog.text
