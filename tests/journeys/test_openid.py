"""Signing in by OpenID Connect in a browser, against a provider in a process of its own."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import expect

from scorecards import clock
from scorecards.accounts import commands
from scorecards.accounts.model import Invitation
from scorecards.cli.answers import OPERATOR
from scorecards.clock import london_date
from scorecards.people.model import Role
from scorecards.settings import Settings
from scorecards.store.engine import open_engine
from scorecards.store.transactions import writing
from tests.journeys.browser import LAST, PATIENCE, drawn, served


MANAGER = {
    "sub": "provider-knows-me-as-this",
    "name": "Ann Lee",
    "email": "ann.lee@example.nhs.uk",
    "email_verified": True,
}
SECRET_OF_THE_TRUST = "Northmoor University Hospitals"


@contextmanager
def providing():
    """A provider at a free port of this machine, with one person."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    process = subprocess.Popen(
        [
            sys.executable, "-m", "oidc_provider_mock", "--port", port, "--require-nonce", "true",
            "--user-claims", json.dumps(MANAGER),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        issuer = f"http://127.0.0.1:{port}"
        ends = time.monotonic() + PATIENCE / 1000
        while not _answers(issuer):
            assert process.poll() is None
            assert time.monotonic() < ends, "the provider does not start"
        yield issuer
    finally:
        process.terminate()
        process.wait(timeout=60)


def _answers(issuer):
    try:
        return httpx.get(f"{issuer}/.well-known/openid-configuration").status_code == 200
    except httpx.TransportError:
        time.sleep(0.05)
        return False


@pytest.fixture(scope="module")
def provider():
    with providing() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def site(untouched_demonstration, tmp_path_factory, provider):
    """The nation behind that provider, with one invitation, and nobody who has come yet."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(untouched_demonstration, home)
    _invite(home)
    secret = home / "secret"
    secret.write_text("any will do")
    secret.chmod(0o400)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCORECARDS_SIGN_IN", "openid")
        patch.setenv("SCORECARDS_OPENID_ISSUER", provider)
        patch.setenv("SCORECARDS_OPENID_CLIENT", "scorecards")
        patch.setenv("SCORECARDS_OPENID_SECRET_FILE", str(secret))
        assert "SCORECARDS_ORIGIN" not in os.environ
        with served(home) as address:
            yield address


def _invite(home):
    engine = open_engine(Settings.from_env({"SCORECARDS_HOME": str(home)}).database_url)
    now = clock.now()
    asked = Invitation(
        email=MANAGER["email"],
        name="Ann Lee of the invitation",
        role=Role.RISK_MANAGER,
        trust="NMU",
        region=None,
        from_date=london_date(now),
        to_date=None,
        form_key="journey",
    )
    with writing(engine, OPERATOR) as session:
        commands.invite(session, OPERATOR, asked, now=now)
    engine.dispose()


@pytest.fixture
def page(chrome):
    """A browser that nobody has used."""
    context = chrome.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def sign_in(page):
    page.get_by_role("button", name="Sign in with your NHS account").click()
    page.get_by_role("button", name=MANAGER["sub"]).click()


def test_an_invited_person_signs_in_lands_on_the_own_trust_signs_out_and_nothing_is_left(
    page, site, provider
):
    page.goto(f"{site}/")
    expect(page).to_have_url(f"{site}/signin")
    sign_in(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Terms of use")
    page.get_by_label("I have read these terms").check()
    page.get_by_role("button", name="Accept and go on").click()
    page.locator(LAST).first.wait_for(timeout=PATIENCE)
    drawn(page)
    expect(page.locator(".st-key-sentence")).to_contain_text(SECRET_OF_THE_TRUST)
    expect(page.get_by_text("Ann Lee of the invitation").first).to_be_visible()

    cookies = {each["name"]: each for each in page.context.cookies(site)}
    assert (cookies["sid"]["httpOnly"], cookies["sid"]["sameSite"]) == (True, "Lax")
    token = cookies["sid"]["value"]

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site}/signout")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{provider}/oauth2/end_session**")
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    assert page.url == f"{site}/signout"
    assert "sid" not in {each["name"] for each in page.context.cookies(site)}

    for _ in range(6):
        page.go_back()
        page.wait_for_load_state()
        if page.url.startswith(site):
            expect(page.locator(".st-key-sentence")).to_have_count(0)
            assert SECRET_OF_THE_TRUST not in page.content()

    replayed = httpx.get(f"{site}/", cookies={"sid": token}, headers={"Accept": "text/html"})
    assert replayed.status_code == 303
    assert replayed.headers["location"].startswith("/signin")


def test_whoever_signs_in_again_is_the_same_person_and_is_not_asked_about_the_terms(page, site):
    page.goto(f"{site}/signin")
    sign_in(page)
    page.locator(LAST).first.wait_for(timeout=PATIENCE)
    drawn(page)
    expect(page.get_by_text("Ann Lee of the invitation").first).to_be_visible()


def test_whoever_says_no_at_the_provider_is_told_that_they_are_not_signed_in(page, site):
    page.goto(f"{site}/signin")
    page.get_by_role("button", name="Sign in with your NHS account").click()
    page.get_by_role("button", name="Deny").click()
    page.wait_for_load_state()
    # This provider says no without the state, so nothing tells what it says no to.
    expect(page.get_by_role("heading", level=1)).to_have_text("You could not be signed in")
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_stranger_with_an_account_sees_the_library_and_no_trust(page, site, provider):
    page.goto(f"{site}/signin")
    page.get_by_role("button", name="Sign in with your NHS account").click()
    page.get_by_placeholder("sub").fill("a stranger")
    page.get_by_role("button", name="Authorize").click()
    page.get_by_label("I have read these terms").check()
    page.get_by_role("button", name="Accept and go on").click()
    drawn(page)
    assert SECRET_OF_THE_TRUST not in page.locator("body").inner_text()
