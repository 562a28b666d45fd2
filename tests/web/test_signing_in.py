"""The forms of signing in and out, and what they lead to; in the demonstration, with its people."""

import html
from dataclasses import replace
from datetime import timedelta

import pytest

from scorecards import clock
from scorecards.errors import UserError
from scorecards.settings import Settings
from scorecards.store import tables
from scorecards.web import forms, signing_in
from scorecards.web.browsers import named
from scorecards.web.throttle import MOST, Throttle
from tests.conftest import NOW
from tests.web.conftest import by_openid
from tests.web.people_at_browsers import Service, hidden


HTTPS = "https://scorecards.example.nhs.uk"
ELSEWHERE = [
    "https://evil.example/",
    "http:evil.example",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "\t//evil.example",
    "/ /evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "evil.example",
    "?next=//evil.example",
    "/%0d%0aSet-Cookie:x\r\nSet-Cookie: x=y",
    "/\u2028x",
    "/\uff0fevil.example",
    "/x\x00y",
    "/" + "x" * 2000,
    "/signin",
    "/signin?next=/signin",
    "/signout",
    "/oauth2callback?code=x",
    "/terms",
    "",
]


# Where people are led


@pytest.mark.parametrize("asked", ELSEWHERE)
def test_no_address_but_a_page_of_ours_is_gone_on_to(asked):
    assert forms.own_path(asked) == "/"


@pytest.mark.parametrize("asked", ["/", "/compare", "/clinical?trust=NMU&from=2016%2F17", "/a//b"])
def test_a_page_of_ours_is_gone_on_to_with_all_that_it_was_asked_for(asked):
    assert forms.own_path(asked) == asked


def test_nothing_asked_for_means_the_first_page():
    assert forms.own_path(None) == "/"


@pytest.mark.parametrize("asked", ["//evil.example/", "/\\evil.example/", "https://evil.example/"])
def test_a_form_that_was_changed_on_the_way_leads_to_the_first_page(demonstrated, asked):
    browser = demonstrated.browser()
    form = {**hidden(browser.get("/signin").text), "person": "board", "next": asked}
    assert browser.post("/signin", form).headers["location"] == "/"


# In the demonstration


def test_choosing_somebody_signs_in_as_them_and_leads_on(demonstrated):
    browser = demonstrated.browser()
    answer = browser.sign_in("manager-NMU", next="/compare")
    assert (answer.status_code, answer.headers["location"]) == (303, "/compare")
    [row] = demonstrated.rows(tables.SignIn)
    assert row.person == "risk_manager-NMU"
    assert demonstrated.done()[-1] == "SIGNED_IN"


def test_everybody_who_can_be_chosen_stands_under_their_role_with_what_they_see(demonstrated):
    shown = html.unescape(demonstrated.browser().get("/signin").text)
    assert "Every trust, person and claim here is invented." in shown
    for heading, name, sees in (
        ("Trust risk manager", "manager-NMU", "You see Northmoor University Hospitals' claims in"),
        ("Board member", "board", "counts from 1 to 7 are hidden"),
        ("Auditor", "auditor", "You read the audit trail"),
        ("No role yet", "newcomer", "You read the library"),
    ):
        section = shown.split(f">{heading}</h2>")[1].split("</section>")[0]
        assert f'value="{name}"' in section
        assert sees in section


def test_an_invited_person_can_be_chosen_and_is_the_one_who_was_invited(demonstrated):
    demonstrated.add(
        tables.Person(
            id="invited", name="Ann Lee", email="ann.lee@example.nhs.uk", created_at=NOW,
            created_by="steward",
        )
    )  # fmt: skip
    browser = demonstrated.browser()
    assert "Ann Lee" in browser.get("/signin").text
    assert browser.sign_in("invited").status_code == 303
    assert demonstrated.rows(tables.SignIn)[0].person == "invited"
    assert browser.get("/signin").text.count('value="invited"') == 1


@pytest.mark.parametrize(
    "person", ["", "nobody", "board_member-RA1", "' OR 1=1 --", "x\0", "x" * 5000]
)
def test_somebody_who_is_not_there_is_refused_in_the_neutral_words(demonstrated, person):
    answer = demonstrated.browser().sign_in(person)
    assert answer.status_code == 403
    assert "You could not be signed in" in answer.text
    assert demonstrated.refusals() == ["there is no such person in the demonstration"]
    assert demonstrated.rows(tables.SignIn) == []


def test_a_disabled_person_is_not_offered_and_is_refused_in_the_same_words(demonstrated):
    browser = demonstrated.browser()
    unknown = browser.sign_in("nobody").text
    [board] = [row for row in demonstrated.rows(tables.Person) if row.id == "board_member-NMU"]
    demonstrated.change(board, disabled_at=clock.now())
    assert 'value="board"' not in browser.get("/signin").text
    disabled = browser.sign_in("board").text
    assert disabled.split("reference")[0] == unknown.split("reference")[0]
    assert demonstrated.refusals()[-1] == "disabled"


def test_whoever_came_by_a_provider_cannot_be_chosen(demonstrated):
    demonstrated.add(
        tables.Person(
            id="real", name="Real Person", issuer="https://provider.example", subject="1",
            created_at=NOW, created_by="real",
        )
    )  # fmt: skip
    browser = demonstrated.browser()
    assert "Real Person" not in browser.get("/signin").text
    assert browser.sign_in("real").status_code == 403


def test_choosing_somebody_else_ends_the_session_before(demonstrated):
    browser = demonstrated.browser()
    browser.sign_in("board")
    before = browser.session
    assert "You are signed in as Board member" in browser.get("/signin").text
    browser.sign_in("lead")
    first, second = sorted(demonstrated.rows(tables.SignIn), key=lambda row: row.id)
    assert before != browser.session
    assert (first.ended_why, second.ended_at) == ("signed in again", None)


def test_there_is_no_choosing_where_people_sign_in_by_a_provider(service):
    browser = service.browser()
    shown = browser.get("/signin").text
    assert 'name="person"' not in shown
    assert "invented" not in shown
    sent = browser.submit(browser.get("/signin"), "/signin", person="steward")
    assert "Going to your NHS account" in sent.text
    assert service.rows(tables.SignIn) == []


def test_there_is_no_way_back_from_a_provider_in_the_demonstration(demonstrated):
    answer = demonstrated.browser().get("/oauth2callback?code=x&state=y")
    assert answer.status_code == 403
    assert demonstrated.rows(tables.SignIn) == []


def test_the_demonstration_does_not_start_on_what_is_not_invented(demonstrated):
    [release] = demonstrated.rows(tables.Snapshot)[:1]
    demonstrated.change(release, fictional=False)
    with pytest.raises(UserError, match="is of real claims"):
        Service(demonstrated.engine, demonstrated.settings)


# Nobody is signed in, or out, unawares


def test_a_form_of_another_site_signs_nobody_in(demonstrated):
    browser = demonstrated.browser()
    form = {**hidden(browser.get("/signin").text), "person": "board"}
    assert browser.post("/signin", form, Origin="https://evil.example").status_code == 403
    assert demonstrated.rows(tables.SignIn) == []


@pytest.mark.parametrize("key", ["", "x", "0" * 64])
def test_a_form_without_the_key_of_this_browser_signs_nobody_in(demonstrated, key):
    browser = demonstrated.browser()
    browser.get("/signin")
    answer = browser.post("/signin", {"form": key, "person": "board"})
    assert answer.status_code == 400
    assert "This page was open for too long" in answer.text
    assert demonstrated.rows(tables.SignIn) == []
    assert demonstrated.refusals() == ["a form that was not shown in this browser"]


def test_a_form_that_was_shown_in_another_browser_signs_nobody_in(demonstrated):
    attacker, victim = demonstrated.browser(), demonstrated.browser()
    form = hidden(attacker.get("/signin").text)
    victim.get("/signin")
    assert victim.post("/signin", {**form, "person": "board"}).status_code == 400
    assert attacker.post("/signin", {**form, "person": "board"}).status_code == 303


def test_a_cookie_that_somebody_else_made_short_is_not_used(demonstrated):
    browser = demonstrated.browser()
    browser.cookies.set("browser", "x", domain="127.0.0.1")
    browser.get("/signin")
    form = {"form": forms.key("x", signing_in.PURPOSE), "person": "board"}
    assert browser.cookies.get("browser", path="/") != "x"
    assert browser.post("/signin", form).status_code == 400


# The cookie


def test_the_cookie_is_for_this_host_only_and_out_of_reach_of_scripts(demonstrated):
    answer = demonstrated.browser().sign_in("board")
    [told] = [each for each in answer.headers.get_list("set-cookie") if each.startswith("sid=")]
    parts = {part.strip().lower() for part in told.split(";")[1:]}
    assert parts == {"httponly", "path=/", "samesite=lax"}


def test_with_https_both_cookies_carry_the_prefix_that_browsers_check(
    file_engine, tmp_path, service
):
    safe = Service(file_engine, by_openid(tmp_path, service.settings.openid, origin=HTTPS))
    answer = safe.browser().get("/signin")
    [told] = answer.headers.get_list("set-cookie")
    name, *parts = (part.strip() for part in told.split(";"))
    assert name.startswith("__Host-browser=")
    assert {part.lower() for part in parts} == {"httponly", "path=/", "samesite=lax", "secure"}


def test_with_https_the_session_has_that_prefix_too(demonstrated):
    safe = Service(demonstrated.engine, replace(demonstrated.settings, origin=HTTPS))
    answer = safe.browser().sign_in("board")
    told = [each for each in answer.headers.get_list("set-cookie") if "__Host-sid=" in each]
    assert len(told) == 1
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {
        part.strip() for part in told[0].split(";")
    }
    assert "Domain" not in told[0]
    assert "Max-Age" not in told[0]


# Signing out


def test_signing_out_ends_the_session_and_clears_the_browser(demonstrated):
    browser = demonstrated.browser()
    browser.sign_in("board")
    answer = browser.submit(browser.get("/signout"), "/signout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signout")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert answer.headers["cache-control"] == "no-store"
    assert browser.session is None
    assert "You are signed out" in browser.get("/signout").text
    assert demonstrated.rows(tables.SignIn)[0].ended_why == "signed out"
    assert demonstrated.done()[-1] == "SIGNED_OUT"


def test_looking_at_the_page_of_signing_out_signs_nobody_out(demonstrated):
    browser = demonstrated.browser()
    browser.sign_in("board")
    shown = browser.get("/signout").text
    assert "You are signed in as Board member" in shown
    assert demonstrated.rows(tables.SignIn)[0].ended_at is None


@pytest.mark.parametrize("key", [{}, {"form": "0" * 64}])
def test_a_form_that_does_not_belong_to_the_session_signs_nobody_out(demonstrated, key):
    browser = demonstrated.browser()
    browser.sign_in("board")
    assert "You are signed in as" in browser.post("/signout", key).text
    assert demonstrated.rows(tables.SignIn)[0].ended_at is None


def test_signing_out_while_nobody_is_signed_in_is_no_fault(demonstrated):
    assert demonstrated.browser().post("/signout", {}).headers["location"] == "/signout"


def test_a_session_that_ended_is_said_to_have_and_that_nothing_is_lost(demonstrated):
    assert "Whatever you saved is still there" in demonstrated.browser().get("/signin?ended=1").text


def test_the_sentence_about_the_end_is_not_for_whoever_is_signed_in(demonstrated):
    browser = demonstrated.browser()
    browser.sign_in("board")
    assert "Your session has ended" not in browser.get("/signin?ended=1").text


# How often


def nearly_too_often(address, *, left):
    for _ in range(MOST - left):
        signing_in.throttle().count(address, clock.now())


def test_after_many_failures_an_address_must_wait_and_others_need_not(demonstrated):
    nearly_too_often("192.0.2.1", left=3)
    failing, other = demonstrated.browser("192.0.2.1"), demonstrated.browser("192.0.2.2")
    signed_in = demonstrated.browser("192.0.2.1")
    signed_in.sign_in("lead")
    for _ in range(3):
        assert failing.sign_in("nobody").status_code == 403
    answer = failing.sign_in("board")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3600")
    assert "Try again in an hour" in answer.text
    assert other.sign_in("board").status_code == 303
    assert "You are signed in as" in signed_in.get("/signout").text
    assert len(demonstrated.refusals()) == 3


def test_ways_back_that_fail_are_counted_too(service):
    nearly_too_often("192.0.2.1", left=3)
    browser = service.browser()
    answers = [browser.get("/oauth2callback?state=x").status_code for _ in range(5)]
    assert answers == [403, 403, 403, 429, 429]
    assert len(service.refusals()) == 3


def test_signing_in_is_not_counted_against_anybody(demonstrated):
    nearly_too_often("192.0.2.1", left=3)
    answers = [demonstrated.browser().sign_in("board").status_code for _ in range(6)]
    assert answers == [303] * 6


def test_what_was_counted_is_forgotten_after_the_hour():
    few = Throttle(most=2, within=timedelta(hours=1))
    few.count("192.0.2.1", NOW)
    few.count("192.0.2.1", NOW + timedelta(minutes=30))
    assert not few.allows("192.0.2.1", NOW + timedelta(minutes=59))
    assert few.allows("192.0.2.1", NOW + timedelta(minutes=60))


def test_the_addresses_of_one_connection_are_counted_together():
    few = Throttle(most=1)
    few.count("2001:db8:0:1::1", NOW)
    assert not few.allows("2001:db8:0:1:ffff::2", NOW)
    assert few.allows("2001:db8:0:2::1", NOW)


def test_forgiving_takes_one_away_and_never_more_than_there_are():
    few = Throttle(most=1)
    few.forgive("192.0.2.1", NOW)
    few.count("192.0.2.1", NOW)
    few.forgive("192.0.2.1", NOW)
    assert few.allows("192.0.2.1", NOW)


# What a browser is called


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (iPhone; CPU) Version/18.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh) Version/18.0 Safari/605.1", "Safari on Mac"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)  # fmt: skip
def test_a_browser_is_called_what_people_call_it(said, name):
    assert named(said) == name


def test_settings_of_the_demonstration_are_the_ones_without_any():
    assert Settings.from_env({}).openid is None
