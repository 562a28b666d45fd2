from dataclasses import replace

import pytest

from scorecards.settings import OpenId, Settings, SignInBy
from scorecards.store.engine import open_engine
from scorecards.web import openid, signing_in
from tests.stores import sqlite_at
from tests.web.hostile import CLIENT, SECRET, Provider, running
from tests.web.people_at_browsers import Service


ORIGIN = "http://127.0.0.1:8501"


@pytest.fixture(autouse=True)
def nobody_has_failed_yet():
    """The throttle and what is known of providers belong to the process."""
    signing_in.throttle.cache_clear()
    openid.provider.cache_clear()


@pytest.fixture
def file_engine(tmp_path):
    engine = sqlite_at(tmp_path / "var" / "scorecards.db")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def serving_provider():
    with running(Provider()) as provider:
        yield provider


@pytest.fixture
def provider(serving_provider):
    """The hostile provider, being honest until the test tells it otherwise."""
    serving_provider.honest()
    return serving_provider


@pytest.fixture
def service(file_engine, provider, tmp_path):
    """The service on an empty database, with that provider."""
    known = OpenId(provider.issuer, CLIENT, SECRET)
    return Service(file_engine, by_openid(tmp_path, known))


def by_openid(home, known, origin=ORIGIN):
    chosen = Settings.from_env({"SCORECARDS_HOME": str(home), "SCORECARDS_ORIGIN": origin})
    return replace(chosen, sign_in=SignInBy.OPENID, openid=known)


@pytest.fixture
def demonstrated(own_demonstration):
    """The service in the demonstration."""
    chosen = Settings.from_env({"SCORECARDS_HOME": str(own_demonstration)})
    engine = open_engine(chosen.database_url)
    yield Service(engine, chosen)
    engine.dispose()
