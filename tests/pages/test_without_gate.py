"""The screens without the gate: for trying out on invented data, and shut on everything else."""

import hashlib

import pytest

from scorecards.ui.person import ONLY_BEHIND_GATE
from tests.pages import screen
from tests.pages.screen import visit


@pytest.fixture
def alone(monkeypatch, at_home, own_demonstration):
    """A home of its own, so that nothing of another setting is held."""
    yield own_demonstration
    screen.forget_other_homes(own_demonstration / "gone")


def test_on_invented_data_anybody_is_chosen_from_the_sidebar(alone, at_home):
    at_home(alone)
    assert visit().sidebar.selectbox[0].label == "Demonstration person"


def test_where_people_must_sign_in_nobody_is_chosen_and_nothing_is_shown(
    alone, at_home, monkeypatch, tmp_path
):
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    secret.chmod(0o400)
    monkeypatch.setenv("SCORECARDS_SIGN_IN", "openid")
    monkeypatch.setenv("SCORECARDS_OPENID_ISSUER", "https://provider.example")
    monkeypatch.setenv("SCORECARDS_OPENID_CLIENT", "scorecards")
    monkeypatch.setenv("SCORECARDS_OPENID_SECRET_FILE", str(secret))
    at_home(alone)
    for asked in ({}, {"person": "steward"}):
        window = visit(**asked)
        assert screen.texts(window) == [screen.as_read(ONLY_BEHIND_GATE)]
        assert not window.sidebar.selectbox


def test_where_the_claims_are_real_nobody_is_chosen_and_nothing_is_shown(alone, at_home):
    manifests = list((alone / "snapshots").glob("*/manifest.json"))
    assert manifests
    for manifest in manifests:
        text = manifest.read_text()
        assert '"fictional": true' in text
        real = text.replace('"fictional": true', '"fictional": false').encode()
        manifest.write_bytes(real)
        seal = manifest.with_suffix(".sha256")
        seal.write_text(f"{hashlib.sha256(real).hexdigest()}  {manifest.name}\n")
    at_home(alone)
    window = visit(person="steward")
    assert screen.texts(window) == [screen.as_read(ONLY_BEHIND_GATE)]
