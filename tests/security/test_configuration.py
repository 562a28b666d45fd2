"""The service does not start when Streamlit is configured otherwise than is pinned, or when anybody
could sign in as anybody on data that is real.
"""

import os
import subprocess
import sys
import tomllib

import pytest
from streamlit import config

from scorecards.errors import Refused
from scorecards.settings import Settings
from scorecards.store import tables
from scorecards.store.engine import open_engine
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from scorecards.ui import configuration
from tests.places import PROJECT


def start(home, command=("serve.py",), **environment):
    """The server as it is started; it is expected not to."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env={**os.environ, "SCORECARDS_HOME": str(home), "PORT": "1", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def option():
    """Sets an option of Streamlit as an operator might, and takes it back."""
    before = {}

    def set_to(name, value):
        before[name] = (config.get_option(name), config.get_where_defined(name))
        config.set_option(name, value, "by a test")

    yield set_to
    for name, (value, where) in before.items():
        config.set_option(name, value, where)


def test_as_it_is_pinned_it_starts():
    configuration.check_pinned()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("server.enableXsrfProtection", False, "server.enableXsrfProtection is False, and pinned"),
        ("server.enableStaticServing", True, "server.enableStaticServing is True, and pinned"),
        ("server.maxUploadSize", 5000, "server.maxUploadSize is 5000, and pinned as 50."),
        ("client.showErrorDetails", "full", "client.showErrorDetails is 'full', and pinned"),
        ("client.allowedOrigins", ["https://evil.example"], "client.allowedOrigins is"),
        ("browser.gatherUsageStats", True, "browser.gatherUsageStats is True, and pinned"),
        ("server.trustedUserHeaders", {"X-User": "name"}, "server.trustedUserHeaders is set to"),
        ("global.developmentMode", True, "global.developmentMode is set to True, and not pinned"),
        ("server.baseUrlPath", "elsewhere", "server.baseUrlPath is set to 'elsewhere'"),
    ],
)
def test_each_option_that_is_moved_or_added_is_named(option, name, value, told):
    option(name, value)
    with pytest.raises(Refused, match=r"otherwise than \.streamlit/config\.toml says") as refused:
        configuration.check_pinned()
    assert any(reason.startswith(told) for reason in refused.value.reasons)


def test_another_file_of_the_operator_keeps_the_service_from_starting(own_demonstration, tmp_path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text('[server]\nbaseUrlPath = "elsewhere"\n')
    told = start(own_demonstration, HOME=str(tmp_path))
    assert told.returncode == 1
    assert "server.baseUrlPath is set to 'elsewhere', and not pinned." in told.stderr
    assert "Traceback" not in told.stderr


def test_what_protects_is_pinned():
    pinned = tomllib.loads(configuration.PINNED.read_text())
    assert pinned["client"]["allowedOrigins"] == []
    assert pinned["server"]["maxUploadSize"] == 50
    assert "trustedUserHeaders" not in pinned["server"]


@pytest.mark.parametrize("command", [("serve.py",), ("-m", "scorecards", "serve")])
@pytest.mark.parametrize("what", ["release", "organisation"])
def test_the_demonstration_does_not_start_on_real_data(own_demonstration, what, command):
    engine = open_engine(
        Settings.from_env({"SCORECARDS_HOME": str(own_demonstration)}).database_url
    )
    with writing(engine, SYSTEM) as session:
        table = tables.Snapshot if what == "release" else tables.Organisation
        session.query(table).first().fictional = False
    engine.dispose()
    told = start(own_demonstration, command)
    assert told.returncode == 1
    assert "does not start on data that is not invented" in told.stderr
    assert "Traceback" not in told.stderr
