"""`/livez` and `/readyz`: what breaks is named at once, and mended is mended."""

import asyncio
import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from scorecards import clock
from scorecards.health.model import Part, State
from scorecards.health.readiness import KEPT, Probe
from scorecards.settings import Settings
from scorecards.snapshots.commands import publish
from scorecards.store.engine import open_engine
from scorecards.store.transactions import writing
from scorecards.web import health
from tests.conftest import NOW
from tests.people.viewers import steward


Usage = namedtuple("Usage", "total used free")


class Given:
    """What the gate gives every route."""

    def __init__(self, app, *, engine, settings):
        self.app, self.given = app, {"engine": engine, "settings": settings, "signed_in": None}

    async def __call__(self, scope, receive, send):
        scope.setdefault("state", {}).update(self.given)
        await self.app(scope, receive, send)


@pytest.fixture
def home(two_releases):
    return Settings.from_env({"SCORECARDS_HOME": str(two_releases)})


@pytest.fixture
def opened(home):
    engine = open_engine(home.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def site(home, opened):
    given = Middleware(Given, engine=opened, settings=home)
    return Starlette(routes=health.routes, middleware=[given])


class Asker:
    """Asks a probe again and again, each time when the last answer is not given again any more."""

    def __init__(self, engine, settings, **given):
        self.probe, self.now = Probe(engine, settings, **given), NOW

    def __call__(self, *, later: timedelta = KEPT) -> tuple[State, list[Part]]:
        self.now += later
        found = self.probe.look(self.now)
        return found.state, [probed.part for probed in found.broken]


READY = (State.READY, [])


def test_an_instance_that_serves_claims_is_ready(home, opened):
    assert Asker(opened, home)() == READY


def test_a_locked_database_is_down_within_a_second_or_so_and_ready_once_it_is_free(home, opened):
    ask = Asker(opened, home)
    with closing(sqlite3.connect(opened.url.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert ask() == (State.DOWN, [Part.DATABASE])
        other.execute("ROLLBACK")
    assert ask() == READY


def test_a_database_that_was_moved_away_is_down_although_its_pages_are_open(home, opened):
    ask = Asker(opened, home)
    assert ask() == READY
    file = home.home / "scorecards.db"
    away = file.rename(home.home / "elsewhere.db")
    assert ask() == (State.DOWN, [Part.DATABASE])
    away.rename(file)
    assert ask() == READY


def test_tables_of_another_version_are_down(home, opened):
    ask = Asker(opened, home)
    with closing(sqlite3.connect(opened.url.database)) as other:
        (step,) = other.execute("SELECT version_num FROM alembic_version").fetchone()
        other.execute("UPDATE alembic_version SET version_num = '0001'")
        other.commit()
        assert ask() == (State.DOWN, [Part.TABLES])
        other.execute("UPDATE alembic_version SET version_num = ?", (step,))
        other.commit()
    assert ask() == READY


def test_a_damaged_release_is_down_at_the_next_question_and_ready_once_it_is_restored(home, opened):
    ask = Asker(opened, home)
    assert ask() == READY
    (file,) = home.snapshots.glob("2026-*/claims/trust=ONE/claims.parquet")
    content = file.read_bytes()
    file.write_bytes(content[:-1] + b"?")
    assert ask() == (State.DOWN, [Part.CLAIMS])
    file.write_bytes(content)
    assert ask() == READY


def test_a_missing_release_is_down(home, opened):
    (folder,) = home.snapshots.glob("2026-*")
    shutil.rmtree(folder)
    assert Asker(opened, home)() == (State.DOWN, [Part.CLAIMS])


@pytest.mark.parametrize(("free", "state"), [(11, State.READY), (10, State.READY), (9, State.DOWN)])
def test_less_than_a_tenth_of_the_disk_is_down(home, opened, free, state):
    ask = Asker(opened, home, usage=lambda _: Usage(100, 100 - free, free))
    assert ask()[0] is state


def test_a_disk_that_cannot_be_asked_is_down_and_the_rest_is_still_told(home, opened):
    def gone(_):
        raise OSError("no such device")

    found = Probe(opened, home, usage=gone).look(NOW)
    assert [probed.part for probed in found.broken] == [Part.DISK]
    assert len(found.parts) == len(Part)


def test_a_clock_that_was_set_back_is_down(home, opened):
    ask = Asker(opened, home)
    assert ask() == READY
    assert ask(later=-timedelta(days=1)) == (State.DOWN, [Part.CLOCK])
    assert ask(later=timedelta(days=1)) == READY


def test_before_anything_is_published_it_is_degraded_and_not_down(tmp_path):
    from scorecards.store.schema import bring_up  # noqa: PLC0415

    settings = Settings.from_env({"SCORECARDS_HOME": str(tmp_path)})
    engine = open_engine(settings.database_url)
    bring_up(engine)
    assert Asker(engine, settings)() == (State.DEGRADED, [Part.CLAIMS])
    engine.dispose()


def test_an_answer_is_given_again_for_two_seconds(home, opened):
    """So that many who ask are not many who write."""
    ask = Asker(opened, home)
    assert ask() == READY
    (folder,) = home.snapshots.glob("2026-*")
    shutil.rmtree(folder)
    assert ask(later=timedelta(seconds=1)) == READY
    assert ask(later=timedelta(seconds=1)) == (State.DOWN, [Part.CLAIMS])


def test_asking_leaves_nothing_in_the_database(home, opened):
    with closing(sqlite3.connect(opened.url.database)) as other:
        before = list(other.iterdump())
        Asker(opened, home)()
        assert list(other.iterdump()) == before


def test_the_release_that_is_asked_about_is_the_current_one(home, opened):
    """Once another one is published, the damage of the one before is no matter."""
    ask = Asker(opened, home)
    (old,), (new,) = home.snapshots.glob("2025-*"), home.snapshots.glob("2026-*")
    (new / "codes.parquet").write_bytes(b"")
    assert ask() == (State.DOWN, [Part.CLAIMS])
    with writing(opened) as session:
        publish(session, steward(), old.name, approvals=0, now=NOW)
    assert ask() == READY


HERE, ELSEWHERE = ("127.0.0.1", 50_000), ("192.0.2.7", 50_000)


def asked(site, path, client=HERE, **headers):
    async def asking():
        transport = httpx.ASGITransport(app=site, client=client)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as browser:
            return await browser.get(path, headers=headers)

    return asyncio.run(asking())


def test_alive_touches_nothing(site, home):
    shutil.rmtree(home.home)
    answer = asked(site, "/livez", ELSEWHERE)
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_ready_is_200_and_broken_is_503_with_what_is_broken(site, home, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    answer = asked(site, "/readyz", ELSEWHERE)
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "broken": []})
    (folder,) = home.snapshots.glob("2026-*")
    shutil.rmtree(folder)
    monkeypatch.setattr(clock, "now", lambda: NOW + KEPT)
    answer = asked(site, "/readyz", ELSEWHERE)
    assert (answer.status_code, answer.json()) == (503, {"status": "down", "broken": ["claims"]})


@pytest.mark.parametrize(
    ("client", "headers", "told"),
    [
        (HERE, {}, True),
        (("::1", 50_000), {}, True),
        (ELSEWHERE, {}, False),
        (("unix", 0), {}, False),
        (HERE, {"X-Forwarded-For": "192.0.2.7"}, False),
        (HERE, {"Forwarded": "for=192.0.2.7"}, False),
        (HERE, {"Via": "1.1 proxy"}, False),
    ],
)
def test_versions_and_reasons_are_told_on_this_machine_only(site, client, headers, told):
    answer = asked(site, "/readyz", client, **headers).json()
    assert ("versions" in answer) is told
    assert ("parts" in answer) is told
    assert "streamlit" in str(answer) if told else "1.67" not in str(answer)


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_neither_sets_a_cookie_nor_may_be_kept(site, path):
    answer = asked(site, path)
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/json"
