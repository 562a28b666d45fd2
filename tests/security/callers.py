"""Whoever calls on the server: with raw requests and handshakes, so that nothing is put right."""

import base64
import http.client
import os
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import select
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from scorecards import clock
from scorecards.accounts import sessions
from scorecards.settings import TERMS, Settings
from scorecards.store import tables
from scorecards.store.engine import open_engine
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing


PATIENCE = 60
MANAGER, BOARD, STEWARD = "risk_manager-NMU", "board_member-NMU", "steward"
STREAM = "/_stcore/stream"
COOKIE = "sid"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    def is_the_page_of_the_screens(self):
        return b'id="root"' in self.body


def call(site, path, method="GET", *, token=None, body=None, **headers):
    """One request exactly as written; `sec_fetch_mode` is the header `Sec-Fetch-Mode`."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    if token is not None:
        told["Cookie"] = f"{COOKIE}={token}"
    connection.putrequest(method, path, skip_host="host" in told, skip_accept_encoding=True)
    for name, value in told.items():
        for each in [value] if isinstance(value, str) else value:
            connection.putheader(name, each)
    content = body or b""
    if content or method in ("POST", "PUT"):
        connection.putheader("Content-Length", str(len(content)))
    connection.endheaders(content)
    try:
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def handshake(site, path=STREAM, *, token=None, host=None, origin=None, protocols="streamlit"):
    """The status that a request for a socket is answered with. Lists say a header several times."""
    place = urlsplit(site)
    lines = [f"GET {path} HTTP/1.1"]
    for name, value in (
        ("Host", place.netloc if host is None else host),
        ("Origin", origin),
        ("Upgrade", "websocket"),
        ("Connection", "Upgrade"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", base64.b64encode(os.urandom(16)).decode()),
        ("Sec-WebSocket-Protocol", protocols),
        ("Cookie", f"{COOKIE}={token}" if token else None),
    ):
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                lines.append(f"{name}: {each}")
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(line.makefile("rb").readline().split()[1])


class Screen:
    """A screen over the socket, as a browser has it: its session's number, and what was drawn."""

    def __init__(self, line):
        self._socket = line
        self.number = ""
        self.seen = b""
        self.run()

    def run(self):
        """Asks for a run and reads to its end."""
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        self._socket.send(asked.SerializeToString())
        self._until("script_finished")

    def sent_to(self):
        """Where the page is sent when its session ends; waits for that."""
        return self._until("auth_redirect").auth_redirect.url

    def _until(self, kind):
        while True:
            content = self._socket.recv(timeout=PATIENCE)
            self.seen += content
            told = ForwardMsg.FromString(content)
            if told.WhichOneof("type") == "new_session":
                self.number = told.new_session.initialize.session_id
            if told.WhichOneof("type") == kind:
                return told


def connected(site, token, *, resume=None):
    """A socket of a session, or of nobody; `resume` asks to go on with a screen by its number."""
    return connect(
        f"ws://{urlsplit(site).netloc}{STREAM}",
        subprotocols=["streamlit", "no-token", *([resume] if resume else [])],
        origin=site,
        additional_headers={"Cookie": f"{COOKIE}={token}"} if token else {},
        max_size=None,
    )


@contextmanager
def screen(site, token, *, resume=None):
    """A screen of a session, drawn."""
    with connected(site, token, resume=resume) as line:
        yield Screen(line)


class Accounts:
    """The database of a home, as another process has it."""

    def __init__(self, home: Path):
        chosen = Settings.from_env({"SCORECARDS_HOME": str(home)})
        self.engine = open_engine(chosen.database_url)

    def begin(self, person, *, accepted=True):
        """The token of a new session."""
        with writing(self.engine, SYSTEM) as session:
            for version in TERMS.glob("*.md") if accepted else ():
                row = tables.Acceptance(person=person, version=version.stem, at=clock.now())
                session.merge(row)
            return sessions.begin(session, person, browser="test", now=clock.now())

    def end(self, token):
        with writing(self.engine, SYSTEM) as session:
            sessions.end_token(session, token, why="signed out", now=clock.now())

    def ended(self, person):
        """A token whose session has ended."""
        token = self.begin(person)
        self.end(token)
        return token

    def unused(self, token, *, minutes):
        """As if nobody had used the session for so long."""
        with writing(self.engine, SYSTEM) as session:
            row = self._row(session, token)
            row.seen_at = row.seen_at - timedelta(minutes=minutes)

    def disable(self, person, *, disabled=True):
        with writing(self.engine, SYSTEM) as session:
            session.get_one(tables.Person, person).disabled_at = clock.now() if disabled else None

    def number(self, token):
        with reading(self.engine, SYSTEM) as session:
            return self._row(session, token).id

    def seen_at(self, token):
        with reading(self.engine, SYSTEM) as session:
            return self._row(session, token).seen_at

    def refusals(self, token):
        """What the trail says was refused to a session, in order."""
        subject = f"session/{self.number(token)}"
        entry = tables.AuditEntry
        with reading(self.engine, SYSTEM) as session:
            return list(
                session.scalars(
                    select(entry.detail)
                    .where(entry.subject == subject, entry.result == "REFUSED")
                    .order_by(entry.seq)
                )
            )

    def _row(self, session, token):
        row = tables.SignIn
        asked = select(row).where(row.token_hash == sessions.hash_of(token))
        return session.scalars(asked).one()
