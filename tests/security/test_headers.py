"""What every response says: what may run, who may frame it, what may be kept; and that no screen
needs more than that.
"""

import re

import pytest

from scorecards.ui.navigation import SCREENS
from scorecards.web import bundle
from scorecards.web.doors import STREAMLIT
from scorecards.web.routes import DOORS
from tests.journeys.browser import READY, sign_in
from tests.security.callers import STEWARD, call


PATHS = [
    re.sub(r"\{[^}]*\}", "abc", path)
    for path in (
        "/",
        "/unknown",
        "/index.html",
        *STREAMLIT,
        *DOORS,
        *(f"/{s.url}" for s in SCREENS),
    )
]
SAID = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
ALWAYS = ("default-src", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
LOUD = re.compile("Content Security Policy|Refused to|violates", re.I)


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_response_says_it_and_none_says_what_serves(site, accounts, signed_in, method):
    token = accounts.begin(STEWARD) if signed_in else None
    origin = {"origin": site} if method == "POST" else {}
    for path in PATHS:
        answer = call(site, path, method, token=token, accept="text/html", **origin)
        told = answer.headers
        assert {name: told[name] for name in SAID} == SAID, path
        # A browser that says nothing at all does not say either where a form comes from.
        plain = told["content-security-policy"].startswith("default-src 'none'")
        assert told["referrer-policy"] == ("same-origin" if plain else "no-referrer"), path
        assert len(told.get_all("content-security-policy")) == 1, path
        assert all(rule in told["content-security-policy"] for rule in ALWAYS), path
        assert "unsafe-eval" not in told["content-security-policy"]
        assert told["server"] is None, path
        assert not [name for name in told if name.lower().startswith("access-control-")], path
        assert told["cache-control"] == "no-store", path


def test_so_do_requests_that_are_refused_before_anything_is_asked(site):
    for answer in (
        call(site, "/", host="evil.example"),
        call(site, "/", "POST"),
        call(site, "/signin", "POST", body=b"x" * 200_000, origin=site),
    ):
        assert answer.status in (403, 413, 421)
        assert {name: answer.headers[name] for name in SAID} == SAID
        assert answer.headers["server"] is None


def test_only_files_of_the_software_are_kept_by_browsers(site):
    kept = [
        path
        for path in (*PATHS, "/favicon.png")
        if call(site, path).headers["cache-control"] != "no-store"
    ]
    assert kept == ["/favicon.png"]


def test_the_one_script_in_the_page_of_the_screens_is_named_by_its_hash(site, accounts):
    page = call(site, "/", token=accounts.begin(STEWARD))
    hashes = bundle.script_hashes(page.text)
    assert len(hashes) == 1
    assert f"script-src 'self' {hashes[0]};" in page.headers["content-security-policy"]


def test_a_plain_page_runs_no_script_at_all(site):
    policy = call(site, "/signin").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "script-src" not in policy


@pytest.mark.slow
def test_no_screen_needs_more_than_the_policy_allows(profile, site):
    page = profile.new_page()
    told = []
    page.on("console", lambda said: told.append(said.text) if LOUD.search(said.text) else None)
    sign_in(page, site, "steward")
    for screen in SCREENS:
        page.goto(f"{site}/{screen.url}")
        page.locator(READY).wait_for()
    for path in ("/signin", "/signout", "/terms", "/closed"):
        page.goto(f"{site}{path}")
        assert page.locator("h1").count() == 1, path
    assert told == []


def test_the_same_listener_hears_what_the_policy_stops(profile, site):
    page = profile.new_page()
    page.goto(f"{site}/signin")
    with page.expect_console_message(lambda said: bool(LOUD.search(said.text))) as told:
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
        )
    assert "script-src" in told.value.text
