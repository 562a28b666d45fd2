"""What a stranger meets: pinned requirements, make, safe settings, licences."""

import re
import shutil
import subprocess
import sys
import tomllib

import pytest

from scorecards.intake.reading.limits import Limits
from scorecards.sandbox.limits import MEGABYTE
from tests import contracts
from tests.places import PROJECT


LISTS = ["requirements", "requirements-dev"]
# What the safety of a server rests on: https://docs.streamlit.io/develop/api-reference/configuration
SETTINGS = {
    "browser.gatherUsageStats": False,
    "client.disableDataExport": True,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,
    "server.address": "127.0.0.1",
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
}


@pytest.mark.parametrize("name", LISTS)
def test_what_is_asked_for_is_what_is_pinned(name):
    asked = _asked(name)
    pinned = dict(_pins(_text(f"{name}.txt")))
    assert asked
    for package, version in asked.items():
        assert version in (None, pinned.get(_folded(package))), package
        assert _folded(package) in pinned, package


def test_tests_run_on_the_versions_that_serve():
    served = dict(_pins(_text("requirements.txt")))
    tested = dict(_pins(_text("requirements-dev.txt")))
    assert {name: tested[name] for name in served.keys() & tested} == {
        name: served[name] for name in served.keys() & tested
    }


def test_tools_for_tests_are_not_served():
    served = dict(_pins(_text("requirements.txt"))).keys() - {"packaging"}  # comes with both
    assert not _asked("requirements-dev").keys() & served


@pytest.mark.parametrize("name", LISTS)
def test_every_requirement_is_compared_with_a_hash(name):
    entries = re.split(r"^(?=[A-Za-z])", _text(f"{name}.txt"), flags=re.M)[1:]
    assert len(entries) == len(_pins(_text(f"{name}.txt")))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("file", [f"{name}.{kind}" for name in LISTS for kind in ("in", "txt")])
def test_no_list_says_where_packages_come_from(file):
    assert re.findall(r"--(?:extra-)?index-url|--find-links|https?://| @ ", _text(file)) == []


def test_the_program_asks_for_every_package_that_it_imports_and_for_no_other():
    # Nobody imports these by name: Python reads London time from the first, openpyxl asks the
    # second, SQLAlchemy the third, and Starlette reads forms with the fourth.
    unnamed = {"tzdata", "defusedxml", "psycopg", "python-multipart"}
    assert _folded_names("requirements") == _packages(contracts.sources(PROJECT)) | unnamed


def test_the_tests_ask_for_every_package_that_they_import():
    asked = {*_folded_names("requirements"), *_folded_names("requirements-dev")}
    tests = contracts.parsed(PROJECT, "tests/**/*.py")
    assert _packages(tests) - {"tests", "app"} <= asked


def test_make_alone_lists_every_target():
    if shutil.which("make") is None:
        pytest.skip("there is no make here")
    told = subprocess.run(
        ["make", "--no-print-directory"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    listed = [line.split()[1] for line in told.splitlines()]
    targets = re.findall(r"^([a-z][a-z-]*):.*##", _text("Makefile"), re.M)
    assert listed == targets
    assert set(targets) >= {
        "help", "run", "demo", "test", "test-slow", "check", "fix", "snapshots", "lock", "bench",
        "clean",
    }  # fmt: skip
    assert all(len(line.split()) > 3 for line in told.splitlines())


def test_every_target_is_phony_or_a_file_of_the_environment():
    makefile = _text("Makefile")
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split())
    assert set(re.findall(r"^([a-z][a-z-]*):", makefile, re.M)) == phony


def test_ci_runs_what_a_person_runs():
    script = PROJECT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    *_, last = script.read_text(encoding="utf-8").splitlines()
    assert last == "make --no-print-directory test"
    assert re.search(r"^test: check ", _text("Makefile"), re.M)


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_that_safety_rests_on_has_its_value(setting):
    section, name = setting.split(".")
    value = tomllib.loads(_text(".streamlit/config.toml"))[section][name]
    assert (type(value), value) == (type(SETTINGS[setting]), SETTINGS[setting])


def test_a_header_of_a_proxy_is_not_taken_for_a_person():
    assert "trustedUserHeaders" not in _text(".streamlit/config.toml")


def test_the_upload_limit_of_the_screen_is_that_of_the_intake():
    config = tomllib.loads(_text(".streamlit/config.toml"))
    assert config["server"]["maxUploadSize"] * MEGABYTE == Limits().upload_bytes


def test_the_licences_are_there_and_say_which_is_for_what():
    assert _text("LICENSE").startswith(
        "MIT License\n\nCopyright (c) 2026 Claims scorecards contributors\n"
    )
    assert "CC BY 4.0" in _text("LICENSE-LIBRARY")
    readme = _text("README.md")
    assert "(LICENSE)" in readme
    assert "(LICENSE-LIBRARY)" in readme


def test_nothing_that_an_instance_writes_is_kept_with_the_source():
    ignored = _text(".gitignore").splitlines()
    assert {"var/", ".venv/"} <= set(ignored)


def _text(path):
    return (PROJECT / path).read_text(encoding="utf-8")


# Packages that are imported by another name than they are asked for.
ASKED_FOR_AS = {"pptx": "python-pptx"}


def _packages(sources):
    """What is imported that is neither Python's own nor ours."""
    imported = {m.split(".")[0] for _, tree in sources for m in contracts.imported(tree)}
    foreign = imported - sys.stdlib_module_names - {"scorecards"}
    return {_folded(ASKED_FOR_AS.get(name, name)) for name in foreign}


def _folded_names(name):
    return {_folded(package) for package in _asked(name)}


def _asked(name):
    """Package, without its extras, and version (None where any will do) of each line."""
    lines = (line.split("#")[0].strip() for line in _text(f"{name}.in").splitlines())
    return {
        line.split("==")[0].split("[")[0]: line.split("==")[1] if "==" in line else None
        for line in lines
        if line and not line.startswith("-")
    }


def _pins(text):
    """Package and version of each entry; one package may have a version for each Python."""
    return re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.M)


def _folded(name):
    return re.sub(r"[-_.]+", "-", name).lower()
