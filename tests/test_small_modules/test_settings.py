"""Settings come from the environment that is passed in, and from nothing else."""

import re
from pathlib import Path

import pytest

from scorecards.errors import UserError
from scorecards.settings import LIBRARY, PROFILES, PROJECT, REFERENCE, Scanner, Settings, SignInBy
from tests.places import PROJECT as HERE


def test_nothing_set_means_the_projects_own_folder_and_its_default_port():
    found = Settings.from_env({})
    assert found.home == PROJECT / "var"
    assert found.database_url == f"sqlite:///{PROJECT / 'var' / 'scorecards.db'}"
    assert found.port == 8501


def test_moving_home_moves_the_database_and_the_snapshots_with_it(tmp_path):
    found = Settings.from_env({"SCORECARDS_HOME": str(tmp_path)})
    assert found.database_url == f"sqlite:///{tmp_path / 'scorecards.db'}"
    assert found.snapshots == tmp_path / "snapshots"


def test_a_database_of_its_own_stays_where_it_is_when_home_moves(tmp_path):
    url = "postgresql://host/claims"
    found = Settings.from_env({"SCORECARDS_HOME": str(tmp_path), "SCORECARDS_DATABASE_URL": url})
    assert (found.database_url, found.home) == (url, tmp_path)


def test_what_is_set_to_nothing_counts_as_not_set():
    empty = dict.fromkeys(("SCORECARDS_HOME", "SCORECARDS_DATABASE_URL", "PORT"), "")
    assert Settings.from_env(empty) == Settings.from_env({})


def test_a_home_named_from_where_one_stands_is_made_absolute():
    assert Settings.from_env({"SCORECARDS_HOME": "somewhere"}).home.is_absolute()


@pytest.mark.parametrize(("port", "number"), [("1", 1), ("8080", 8080), ("65535", 65535)])
def test_a_port_that_exists_is_taken(port, number):
    assert Settings.from_env({"PORT": port}).port == number


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "8.5", " 80", "http"])
def test_a_port_that_does_not_exist_is_refused_with_what_to_do(port):
    with pytest.raises(UserError, match="Set it to a number from 1 to 65535"):
        Settings.from_env({"PORT": port})


def test_the_folders_that_are_shipped_are_there():
    assert all(folder.is_dir() for folder in (REFERENCE, PROFILES, LIBRARY))


class Asked(dict):
    """An environment that remembers what it was asked for."""

    def __init__(self, given):
        super().__init__(given)
        self.names = set()

    def get(self, name, default=None):
        self.names.add(name)
        return super().get(name, default)


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret"
    file.write_text("very secret\n")
    file.chmod(0o400)
    return file


@pytest.fixture
def by_openid(secret):
    return {
        "SCORECARDS_SIGN_IN": "openid",
        "SCORECARDS_ORIGIN": "https://scorecards.example.nhs.uk",
        "SCORECARDS_OPENID_ISSUER": "https://provider.example/tenant/v2.0",
        "SCORECARDS_OPENID_CLIENT": "scorecards",
        "SCORECARDS_OPENID_SECRET_FILE": str(secret),
    }


def test_the_page_of_settings_lists_exactly_what_is_read(by_openid):
    environment = Asked(by_openid)
    Settings.from_env(environment)
    page = (HERE / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")
    service = page.split("## Read by the service")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", service, re.M)) == environment.names


def test_without_anything_set_people_choose_who_to_be_at_an_address_of_this_machine():
    found = Settings.from_env({"PORT": "8601"})
    assert (found.sign_in, found.openid) == (SignInBy.DEMONSTRATION, None)
    assert (found.origin, found.secure) == ("http://127.0.0.1:8601", False)
    assert found.cookie == "sid"


def test_a_provider_is_read_with_its_secret_from_a_file(by_openid):
    found = Settings.from_env(by_openid)
    assert found.sign_in is SignInBy.OPENID
    assert found.openid.issuer == "https://provider.example/tenant/v2.0"
    assert (found.openid.client_id, found.openid.client_secret) == ("scorecards", "very secret")
    assert (found.secure, found.cookie, found.openid.trusts_email) == (True, "__Host-sid", False)


def test_the_secret_is_in_no_text_that_is_made_of_settings_for_the_log(by_openid):
    assert "very secret" not in repr(Settings.from_env(by_openid))


@pytest.mark.parametrize("name", ["ISSUER", "CLIENT", "SECRET_FILE"])
def test_what_a_provider_needs_is_asked_for_by_name(by_openid, name):
    by_openid[f"SCORECARDS_OPENID_{name}"] = ""
    with pytest.raises(UserError, match=f"needs SCORECARDS_OPENID_{name}.*sign-in.md"):
        Settings.from_env(by_openid)


@pytest.mark.parametrize(
    "issuer",
    [
        "http://provider.example", "provider.example", "https://", "https://a@provider.example",
        "https://provider.example?x=y", "https://provider.example#x", "https://[", "file:///x",
        "https://provider.example:0", "https://provider.example:port", "https://pro vider.example",
    ],
)  # fmt: skip
def test_a_provider_without_a_safe_address_is_refused(by_openid, issuer):
    by_openid["SCORECARDS_OPENID_ISSUER"] = issuer
    with pytest.raises(UserError, match="begins with https://"):
        Settings.from_env(by_openid)


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9400", "http://localhost:9400"])
def test_a_provider_on_this_machine_needs_no_certificate(by_openid, issuer):
    by_openid["SCORECARDS_OPENID_ISSUER"] = issuer
    assert Settings.from_env(by_openid).openid.issuer == issuer


def test_a_secret_that_everybody_can_read_is_refused(by_openid, secret):
    secret.chmod(0o444)
    with pytest.raises(UserError, match="chmod 400"):
        Settings.from_env(by_openid)


def test_a_secret_that_is_empty_or_missing_is_refused(by_openid, secret, tmp_path):
    secret.chmod(0o600)
    secret.write_text(" \n")
    with pytest.raises(UserError, match="is empty"):
        Settings.from_env(by_openid)
    by_openid["SCORECARDS_OPENID_SECRET_FILE"] = str(tmp_path / "nowhere")
    with pytest.raises(UserError, match="cannot be read"):
        Settings.from_env(by_openid)


@pytest.mark.parametrize(("told", "trusted"), [("yes", True), ("no", False), ("", False)])
def test_a_provider_is_trusted_about_addresses_only_when_told_so(by_openid, told, trusted):
    by_openid["SCORECARDS_OPENID_TRUSTS_EMAIL"] = told
    assert Settings.from_env(by_openid).openid.trusts_email is trusted


@pytest.mark.parametrize("told", ["true", "1", "Yes"])
def test_trust_about_addresses_is_not_guessed(by_openid, told):
    by_openid["SCORECARDS_OPENID_TRUSTS_EMAIL"] = told
    with pytest.raises(UserError, match="Set it to “yes” or “no”"):
        Settings.from_env(by_openid)


def test_another_way_of_signing_in_is_refused_with_those_there_are():
    with pytest.raises(UserError, match="“openid”, or to “demonstration”"):
        Settings.from_env({"SCORECARDS_SIGN_IN": "none"})


@pytest.mark.parametrize(
    "origin",
    [
        "scorecards.example.nhs.uk", "https://scorecards.example.nhs.uk/", "ftp://a.example",
        "https://a.example/path", "https://", "https://me@a.example", "https://a.example?x",
        "https://a.example#x", "https://a.example:x", "https://[a", "https://a b.example",
    ],
)  # fmt: skip
def test_an_address_that_is_not_just_a_host_is_refused(origin):
    with pytest.raises(UserError, match="Set it to the address that people see"):
        Settings.from_env({"SCORECARDS_ORIGIN": origin})


def test_capitals_in_the_address_make_no_difference():
    found = Settings.from_env({"SCORECARDS_ORIGIN": "HTTPS://Scorecards.Example.nhs.uk"})
    assert found.origin == "https://scorecards.example.nhs.uk"


@pytest.mark.parametrize(("told", "number"), [("", 0), ("0", 0), ("1", 1), ("2", 2)])
def test_how_many_look_at_a_release_is_none_to_two(told, number):
    assert Settings.from_env({"SCORECARDS_APPROVALS": told}).approvals == number


@pytest.mark.parametrize("told", ["3", "-1", "one"])
def test_more_or_fewer_are_refused(told):
    with pytest.raises(UserError, match="Set it to a number from 0 to 2"):
        Settings.from_env({"SCORECARDS_APPROVALS": told})


@pytest.mark.parametrize(
    ("asked", "scanner"),
    [
        ("", None),
        ("/run/clamav/clamd.ctl", Scanner(path=Path("/run/clamav/clamd.ctl"))),
        ("127.0.0.1:3310", Scanner(host="127.0.0.1", port=3310)),
        ("[::1]:3310", Scanner(host="::1", port=3310)),
    ],
)
def test_the_virus_scanner_is_a_socket_or_a_host_and_port(asked, scanner):
    assert Settings.from_env({"SCORECARDS_CLAMAV": asked}).scanner == scanner


@pytest.mark.parametrize("asked", ["yes", "clamd", ":3310", "host:", "host:0", "host:99999"])
def test_a_virus_scanner_that_cannot_be_is_refused_at_start(asked):
    with pytest.raises(UserError, match="SCORECARDS_CLAMAV"):
        Settings.from_env({"SCORECARDS_CLAMAV": asked})
