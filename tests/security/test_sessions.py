"""A session that has ended is over everywhere: on every path, in every window, within seconds."""

import re

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed

from scorecards.ui.navigation import SCREENS
from scorecards.web.server import SECONDS_BETWEEN
from scorecards.web.sockets import SECONDS_TO_SAY_IT
from tests.journeys.browser import READY, served
from tests.security.callers import (
    BOARD,
    COOKIE,
    MANAGER,
    STEWARD,
    call,
    connected,
    handshake,
    screen,
)


IN_TIME = 5000  # milliseconds in which an open page is locked
HTML = {"accept": "text/html", "sec_fetch_mode": "navigate"}
CANARY = b"Northmoor University Hospitals"


def window(profile, site, token):
    """A window of the browser that has the cookie, on the first screen."""
    profile.add_cookies([{"name": COOKIE, "value": token, "url": site, "httpOnly": True}])
    page = profile.new_page()
    page.goto(site)
    page.locator(READY).wait_for()
    return page


def test_the_watch_is_quick_enough_for_what_is_promised():
    assert 1000 * (SECONDS_BETWEEN + SECONDS_TO_SAY_IT) < IN_TIME


def test_a_copied_cookie_is_worth_nothing_after_signing_out(site, accounts):
    token = accounts.begin(MANAGER)
    assert call(site, "/", token=token).status == 200
    assert handshake(site, token=token, origin=site) == 101
    accounts.end(token)
    assert call(site, "/", token=token).status == 401
    assert call(site, "/dl/abc", token=token).status == 401
    assert call(site, "/media/abc", token=token).status == 401
    assert handshake(site, token=token, origin=site) == 401
    opened = call(site, "/", token=token, **HTML)
    assert (opened.status, opened.headers["location"]) == (303, "/signin?ended=1")
    cleared = opened.headers["set-cookie"]
    assert cleared.startswith(f'{COOKIE}=""; ')
    assert "Max-Age=0" in cleared
    assert accounts.refusals(token) == ["a session that has ended was used again"]


@pytest.mark.parametrize(("person", "minutes"), [(BOARD, 30), (STEWARD, 15)])
def test_who_does_nothing_for_long_is_signed_out(site, accounts, person, minutes):
    token = accounts.begin(person)
    accounts.unused(token, minutes=minutes - 1)
    assert call(site, "/", token=token).status == 200
    other = accounts.begin(person)
    accounts.unused(other, minutes=minutes)
    assert call(site, "/", token=other).status == 401
    assert accounts.refusals(other) == []  # its browser has it rightly


def test_what_is_asked_for_is_written_down_as_use(site, accounts):
    token = accounts.begin(BOARD)
    accounts.unused(token, minutes=5)
    before = accounts.seen_at(token)
    with screen(site, token):
        pass
    assert accounts.seen_at(token) > before


@pytest.mark.parametrize("how", ["signed out elsewhere", "disabled", "unused"])
def test_an_open_page_goes_to_sign_in_by_itself(profile, site, accounts, how):
    person = "reader-NMU" if how == "disabled" else BOARD
    token = accounts.begin(person)
    page = window(profile, site, token)
    expect(page.locator("body")).to_contain_text("You are here as")
    if how == "signed out elsewhere":
        accounts.end(token)
    elif how == "disabled":
        accounts.disable(person)
    else:
        accounts.unused(token, minutes=30)
    expect(page).to_have_url(re.compile(r"/signin\?ended=1$"), timeout=IN_TIME)
    expect(page.locator("h1")).to_have_text("Sign in")
    expect(page.get_by_text("You are here as")).to_have_count(0)
    if how == "disabled":
        accounts.disable(person, disabled=False)


def test_a_screen_over_the_socket_is_sent_away_and_hears_nothing_more(site, accounts):
    token = accounts.begin(MANAGER)
    with screen(site, token) as shown:
        assert CANARY in shown.seen
        accounts.end(token)
        assert shown.sent_to() == "/signin?ended=1"
        with pytest.raises(ConnectionClosed, match="4401"):
            shown.run()


def test_only_the_own_sign_in_goes_on_with_a_screen(site, accounts):
    """The number of a screen is in addresses of uploads, so in the logs of proxies."""
    own, other = accounts.begin(MANAGER), accounts.begin(BOARD)
    again = accounts.begin(MANAGER)  # the same person, signed in once more
    with screen(site, own) as first:
        number = first.number
        with screen(site, other, resume=number) as stolen:
            assert stolen.number != number
            assert CANARY in stolen.seen  # its own place
            assert b"Board member" in stolen.seen
        with screen(site, again, resume=number) as apart:
            assert apart.number != number
    with screen(site, other, resume=number) as stolen:
        assert stolen.number != number
    with screen(site, own, resume=number) as resumed:
        assert resumed.number == number
    assert accounts.refusals(other) == ["another session's screen was asked for"]
    assert accounts.refusals(again) == ["another session's screen was asked for"]
    assert accounts.refusals(own) == []


def test_a_number_that_nobody_knows_begins_a_new_screen(site, accounts):
    token = accounts.begin(BOARD)
    with screen(site, token, resume="b5c9d3ee-0000-4000-8000-000000000000") as shown:
        assert shown.number != "b5c9d3ee-0000-4000-8000-000000000000"
    assert accounts.refusals(token) == []


def test_a_page_that_lost_its_socket_meanwhile_is_sent_away_all_the_same(profile, home, accounts):
    """A computer slept, or the server was started anew; when it comes back the session is over."""
    token = accounts.begin(BOARD)
    with served(home) as other:
        page = window(profile, other, token)
        expect(page.locator("body")).to_contain_text("You are here as")
        port = other.rsplit(":", 1)[1]
    accounts.end(token)
    with served(home, port=port):
        expect(page).to_have_url(re.compile(r"/signin\?ended=1$"))
        expect(page.locator("h1")).to_have_text("Sign in")


@pytest.mark.parametrize("who", ["nobody", "ended"])
def test_such_a_page_is_told_where_to_go_and_nothing_else(site, accounts, who):
    token = accounts.ended(BOARD) if who == "ended" else None
    own = {"sec_fetch_site": "same-origin", "sec_fetch_mode": "cors"}
    told = {
        path: call(site, path, token=token, **own)
        for path in ("/_stcore/health", "/_stcore/host-config", "/media/abc", "/trends", "/closed")
    }
    assert {path: answer.status for path, answer in told.items()} == {
        "/_stcore/health": 200, "/_stcore/host-config": 200, "/media/abc": 401, "/trends": 401,
        "/closed": 401,
    }  # fmt: skip
    assert told["/_stcore/health"].text == "ok"
    assert not any(answer.headers["set-cookie"] for answer in told.values())
    assert call(site, "/_stcore/health", token=token, sec_fetch_site="cross-site").status == 401
    with connected(site, token, resume="b5c9d3ee-0000-4000-8000-000000000000") as line:
        first = ForwardMsg.FromString(line.recv(timeout=60))
        assert first.auth_redirect.url == "/signin?ended=1"
        with pytest.raises(ConnectionClosed, match="4401"):
            line.recv(timeout=60)


def test_the_address_does_not_say_who_somebody_is(profile, site, accounts):
    page = window(profile, site, accounts.begin(BOARD))
    page.goto(f"{site}/?person=steward")
    expect(page.get_by_text("You are here as: Board member")).to_be_visible()
    page.wait_for_url(lambda url: "person" not in url)
    expect(page.locator('[data-testid="stSidebar"]')).to_have_count(0)


def test_the_way_out_is_in_every_section_and_stays_in_the_window(profile, site, accounts):
    page = window(profile, site, accounts.begin(BOARD))
    for screen_ in {each.section: each for each in SCREENS}.values():
        page.goto(f"{site}/{screen_.url}")
        expect(page.get_by_role("button", name="Sign out").first).to_be_visible()
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url(f"{site}/signout")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("You are signed out")
    page.go_back()
    expect(page.locator("h1")).not_to_have_text("Clinical scorecard")
    assert CANARY.decode() not in page.content()
