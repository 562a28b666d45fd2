"""Somebody at a browser, calling on the plain pages behind the real gate. No scripts run there."""

import asyncio
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import httpx
from sqlalchemy import select
from starlette.applications import Starlette

from scorecards.settings import Settings
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from scorecards.web.server import server


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Service:
    """The plain routes behind the gate, with the settings that a test chose."""

    def __init__(self, engine, settings: Settings):
        self.engine = engine
        self.settings = settings
        parts = server(settings, engine, screens=["clinical", "compare"])
        self.app = Starlette(routes=parts.routes, middleware=parts.middleware)

    def browser(self, address="192.0.2.1"):
        return Browser(self, address)

    def entries(self, result):
        """What the trail has of a result: action and detail, in order."""
        entry = tables.AuditEntry
        asked = select(entry.action, entry.detail).where(entry.result == result)
        with reading(self.engine, SYSTEM) as session:
            return [tuple(row) for row in session.execute(asked.order_by(entry.seq))]

    def refusals(self):
        return [detail for action, detail in self.entries("REFUSED") if action == "REFUSED"]

    def done(self):
        return [action for action, _ in self.entries("DONE")]

    def rows(self, table):
        with reading(self.engine, SYSTEM) as session:
            return list(session.scalars(select(table)))

    def change(self, row, **to):
        with writing(self.engine, SYSTEM) as session:
            kept = session.merge(row)
            for name, value in to.items():
                setattr(kept, name, value)

    def add(self, row):
        with writing(self.engine, SYSTEM) as session:
            session.add(row)


class Browser:
    """Keeps cookies, says where forms come from, and follows nothing by itself."""

    def __init__(self, service: Service, address: str):
        self.service = service
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=service.app, client=(address, 50000)),
            base_url=service.settings.origin,
            headers={"User-Agent": FIREFOX, "Accept": "text/html", "Sec-Fetch-Mode": "navigate"},
        )
        self.cookies = self._client.cookies

    def get(self, path, **headers):
        return asyncio.run(self._client.get(path, headers=headers))

    def post(self, path, form, **headers):
        told = {"Origin": self.service.settings.origin, **headers}
        return asyncio.run(self._client.post(path, data=form, headers=told))

    def submit(self, shown, path, **filled):
        """Sends the form of a page that was shown, with what it holds already."""
        return self.post(path, {**hidden(shown.text), **filled})

    def sign_in(self, person, **query):
        """In the demonstration; the answer to the form."""
        asked = httpx.QueryParams(query)
        return self.submit(self.get(f"/signin?{asked}"), "/signin", person=person)

    def at_provider(self, **query):
        """Presses the button of sign-in, and gives the address at the provider that it leads to."""
        asked = httpx.QueryParams(query)
        sent_on = self.submit(self.get(f"/signin?{asked}"), "/signin")
        assert sent_on.status_code == 200, sent_on.text
        return unescape(
            re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', sent_on.text)[1]
        )

    @property
    def session(self):
        return self.cookies.get(self.service.settings.cookie)


def hidden(text):
    """The hidden fields of the first form of a page."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text)
    fields = {}
    for name, value in found:
        fields.setdefault(name, unescape(value))
    return fields


def asked_for(address):
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


class Outline(HTMLParser):
    """What assistive technology makes of a page: its language, headings, landmarks and names."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.headings = []
        self.title = ""
        self._open = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        inside = self._open[-1] if self._open else ""
        if inside in ("h1", "h2", "h3"):
            self.headings.append((inside, data.strip()))
        elif inside == "title":
            self.title += data

    def of(self, *names):
        return [told for tag, told in self.tags if tag in names]

    @property
    def ids(self):
        return [told["id"] for _, told in self.tags if "id" in told]
