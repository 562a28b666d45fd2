"""An anonymous client gets nothing beyond the open list: every path the application has is walked,
over http and over sockets, by nobody, with a session that has ended, and with another person's.
"""

import json
import os
import re
import subprocess
import sys

import pytest
from starlette.routing import Route

from scorecards.ui.navigation import SCREENS
from scorecards.web import bundle
from scorecards.web.doors import SOCKET, STREAMLIT, Door, Doors
from scorecards.web.routes import DOORS
from tests.places import PROJECT
from tests.security.callers import (
    BOARD,
    MANAGER,
    STEWARD,
    STREAM,
    call,
    handshake,
    screen,
)


METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
OPEN = {"/signin", "/signout", "/oauth2callback", "/livez", "/readyz", "/assets/plain.css"}
ADDRESSES = ("/", *(f"/{screen.url}" for screen in SCREENS))
FROM_STREAMLIT = """
import json, serve
print(json.dumps([route.path for route in serve.application()._build_starlette_app().routes]))
"""
HTML = {"accept": "text/html", "sec_fetch_mode": "navigate"}


@pytest.fixture(scope="module")
def paths(home):
    """Every path of the application that `serve.py` makes, as it is registered."""
    told = subprocess.run(
        [sys.executable, "-c", FROM_STREAMLIT],
        cwd=PROJECT,
        env={**os.environ, "SCORECARDS_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def real(paths):
    """The same paths, with something in the place of each parameter."""
    return [re.sub(r"\{[^}]*\}", "abc", path) or "/" for path in paths]


def test_every_path_of_the_application_has_a_door(paths):
    """What is new, from Streamlit or from us, is looked at before it is let through."""
    everything_else = {""}  # the files of Streamlit, where they are named one by one
    assert set(paths) - set(STREAMLIT) - set(DOORS) == everything_else


def test_a_plain_route_without_a_door_does_not_start():
    async def new(_):
        return None

    with pytest.raises(KeyError, match="/new"):
        Doors([Route("/new", new)], {"/old": Door.OPEN}, frozenset(), ())


def test_the_open_list_is_this_and_nothing_else():
    assert {path for path, door in DOORS.items() if door is Door.OPEN} == OPEN
    assert Door.OPEN not in STREAMLIT.values()


@pytest.mark.parametrize("who", ["nobody", "ended", "invented"])
def test_without_a_live_session_nothing_answers_but_the_open_list(site, accounts, real, who):
    token = {"nobody": None, "ended": accounts.ended(BOARD), "invented": "x" * 43}[who]
    walked = 0
    for path in [*real, *ADDRESSES]:
        for method in METHODS:
            answer = call(site, path, method, token=token, origin=site)
            if path in OPEN:
                continue
            assert answer.status in (401, 404), (method, path, answer.status)
            assert not answer.is_the_page_of_the_screens()
            walked += 1
    assert walked > 200


@pytest.mark.parametrize("who", ["nobody", "ended", "invented"])
def test_without_a_live_session_no_socket_opens(site, accounts, real, who):
    token = {"nobody": None, "ended": accounts.ended(BOARD), "invented": "x" * 43}[who]
    told = {path: handshake(site, path, token=token, origin=site) for path in [*real, *ADDRESSES]}
    assert set(told.values()) <= {401, 404}
    assert told[STREAM] == 401


def test_with_a_live_session_one_socket_opens_and_no_other(site, accounts, real):
    token = accounts.begin(BOARD)
    opened = [path for path in real if handshake(site, path, token=token, origin=site) == 101]
    assert opened == [SOCKET]


def test_with_a_live_session_the_screens_answer_and_the_rest_stays_shut(site, accounts, real):
    token = accounts.begin(BOARD)
    for path in ADDRESSES:
        assert call(site, path, token=token).is_the_page_of_the_screens(), path
    shut = [path for path, door in STREAMLIT.items() if door is Door.SHUT and path not in OPEN]
    for path in shut:
        written = re.sub(r"\{[^}]*\}", "abc", path)
        for method in METHODS:
            answer = call(site, written, method, token=token, origin=site)
            assert (answer.status, method, path) == (404, method, path)


def test_people_are_taken_to_sign_in_and_programs_are_told(site):
    first = call(site, "/", **HTML)
    assert (first.status, first.headers["location"]) == (303, "/signin")
    deep = call(site, "/trends?trust=NMU&kind=clinical", **HTML)
    assert deep.status == 303
    assert deep.headers["location"] == "/signin?next=%2Ftrends%3Ftrust%3DNMU%26kind%3Dclinical"
    program = call(site, "/trends", accept="application/json")
    assert (program.status, program.text) == (401, "Sign in first. Nothing is shown to nobody.\n")
    part = call(site, "/media/abc", accept="text/html", sec_fetch_mode="cors")
    assert part.status == 401


def test_the_files_of_the_software_are_the_same_for_everybody_and_kept(site):
    files = sorted(bundle.paths(bundle.folder()))
    assert "/favicon.png" in files
    assert len(files) > 100
    for path in [*files[:5], *files[-5:]]:
        answer = call(site, path)
        assert (answer.status, path) == (200, path)
        assert not answer.is_the_page_of_the_screens()
    script = next(path for path in files if path.endswith(".js"))
    assert "immutable" in call(site, script).headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    ["/index.html", "/static", "/static/", "/static/none.js", "/static/../index.html", "/unknown",
     "/healthz", "//", "//trends", "/trends/", "/TRENDS", "/trends/_stcore/health",
     "/_stcore", "/_stcore/", "/_stcore/new", "/%2e%2e/app.py", "/static/%2e%2e/index.html",
     "/signin/../media/abc", "/%2fmedia/abc", "/media%2fabc", "/app.py", "/.streamlit/config.toml",
     "/_stcore%2fmetrics", "/s/abc", "/assets/other.css", "/static/js/%00.js", "/trends%00"],
)  # fmt: skip
@pytest.mark.parametrize("who", ["nobody", "signed in"])
def test_what_is_not_named_is_not_there(site, accounts, path, who):
    token = accounts.begin(BOARD) if who == "signed in" else None
    answer = call(site, path, token=token, **HTML)
    # An escaped slash is a slash: that one names a file, of which there is none.
    known = path in ("/media%2fabc",)
    assert answer.status == (404 if not known or token else 303), path
    assert not answer.is_the_page_of_the_screens()


def test_the_socket_answers_no_request_and_the_pages_no_socket(site, accounts):
    token = accounts.begin(BOARD)
    assert call(site, STREAM, token=token).status == 404
    assert handshake(site, "/trends", token=token, origin=site) == 404


def test_a_file_goes_into_no_screen_but_ones_own(site, accounts):
    own, other = accounts.begin(STEWARD), accounts.begin(MANAGER)
    with screen(site, own) as mine, screen(site, other) as theirs:
        written = f"/_stcore/upload_file/{theirs.number}/file-1"
        refused = call(site, written, "PUT", token=own, origin=site)
        assert (refused.status, refused.text) == (403, "That screen is not yours.\n")
        assert call(site, f"/_stcore/upload_file/{'0' * 36}/f", "PUT", token=own,
                    origin=site).status == 403  # fmt: skip
        # One's own passes the gate; Streamlit then asks for its own token.
        passed = call(site, f"/_stcore/upload_file/{mine.number}/file-1", "PUT", token=own,
                      origin=site)  # fmt: skip
        assert "XSRF" in passed.text
    assert accounts.refusals(own) == ["another session's screen was asked for"]


def test_a_form_is_not_larger_than_a_form(site):
    whole = call(site, "/signin", "POST", body=b"x" * 200_000, origin=site)
    assert whole.status == 413


def test_no_more_than_five_screens_are_open_at_once(site, accounts):
    token = accounts.begin("reader-NMU")
    with (
        screen(site, token) as first, screen(site, token) as second, screen(site, token),
        screen(site, token), screen(site, token),
    ):  # fmt: skip
        first.run()
        with screen(site, token) as sixth:
            assert second.sent_to() == "/closed"  # the one that was not used for longest
            first.run()
            sixth.run()


def test_before_the_terms_are_accepted_nothing_is_seen_but_they(site, accounts):
    token = accounts.begin("auditor", accepted=False)
    for path in ADDRESSES:
        opened = call(site, path, token=token, **HTML)
        assert opened.status == 303
        assert opened.headers["location"].startswith("/terms")
        told = call(site, path, token=token)
        assert (told.status, told.text) == (403, "Accept the terms of use first.\n")
    assert call(site, "/terms", token=token).status == 200
    assert call(site, "/media/abc", token=token).status == 403
    assert call(site, "/export/audit.csv", token=token).status == 403
    assert handshake(site, token=token, origin=site) == 403
    assert call(site, "/", token=accounts.begin("auditor")).status == 200
