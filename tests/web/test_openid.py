"""Signing in by OpenID Connect: an honest provider, and every way in which one can be wrong."""

import base64
import time
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote, urlsplit

import httpx
import pytest

from scorecards import clock
from scorecards.store import tables
from scorecards.web import openid
from tests.web.conftest import by_openid
from tests.web.hostile import (
    BY_SECRET,
    CLIENT,
    SECRET,
    WITHOUT_SIGNATURE,
    WRONG_KEY,
    elliptic,
)
from tests.web.people_at_browsers import Service, asked_for


def sent_back(address):
    """What the provider sends the browser back to, as a path of ours."""
    back = httpx.get(address).headers["location"]
    return f"/oauth2callback?{urlsplit(back).query}"


def way_in(browser, **query):
    return browser.get(sent_back(browser.at_provider(**query)))


def is_refused(service, answer, why):
    """No session, no cookie of one, the neutral page, and exactly one entry that says why."""
    assert answer.status_code == 403
    assert "You could not be signed in" in answer.text
    assert service.settings.cookie not in answer.cookies
    assert service.rows(tables.SignIn) == []
    assert service.refusals() == [why]
    return True


# An honest provider


def test_whoever_comes_back_is_signed_in_and_lands_where_they_wanted_to_go(service):
    browser = service.browser()
    answer = way_in(browser, next="/compare?trust=NMU")
    assert (answer.status_code, answer.headers["location"]) == (303, "/compare?trust=NMU")
    [person] = service.rows(tables.Person)
    [row] = service.rows(tables.SignIn)
    assert (row.person, row.browser, row.ended_at) == (person.id, "Firefox on Windows", None)
    assert browser.session not in row.token_hash
    assert service.done() == ["SIGNED_IN"]


def test_the_way_there_asks_for_a_code_with_a_challenge_and_keeps_only_hashes(service):
    browser = service.browser()
    asked = asked_for(browser.at_provider())
    assert asked["response_type"] == "code"
    assert asked["client_id"] == CLIENT
    assert asked["redirect_uri"] == "http://127.0.0.1:8501/oauth2callback"
    assert asked["scope"].split() == ["openid", "profile", "email"]
    assert asked["code_challenge_method"] == "S256"
    [kept] = service.rows(tables.SignInAttempt)
    held = {value for name, value in vars(kept).items() if not name.startswith("_")}
    assert not held & {asked["state"], asked["nonce"], asked["code_challenge"]}
    assert not held & set(browser.cookies.values())
    assert min(len(asked["state"]), len(asked["nonce"]), len(kept.verifier)) >= 43


def test_the_secret_goes_to_the_token_address_alone_and_encoded_as_the_standard_says(
    service, provider
):
    way_in(service.browser())
    [(form, header)] = provider.asked_for_token
    assert "client_secret" not in form
    told = base64.b64decode(header.removeprefix("Basic ")).decode()
    assert unquote(told.replace("+", " ")) == f"{CLIENT}:{SECRET}"


def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(service, provider):
    provider.says = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert way_in(service.browser()).status_code == 303
    [(form, header)] = provider.asked_for_token
    assert (form["client_id"], form["client_secret"], header) == (CLIENT, SECRET, None)


def test_whoever_comes_again_is_the_same_person_whatever_their_address_is_now(service, provider):
    way_in(service.browser())
    provider.user = {**provider.user, "email": "married.name@example.nhs.uk", "name": "Ann Moe"}
    way_in(service.browser())
    [person] = service.rows(tables.Person)
    assert len(service.rows(tables.SignIn)) == 2
    assert person.name == "Ann Lee"


def test_a_token_for_a_list_of_us_alone_is_taken(service, provider):
    provider.claims = {"aud": [CLIENT], "azp": CLIENT}
    assert way_in(service.browser()).status_code == 303


def test_elliptic_keys_are_taken_too(service, provider):
    provider.keys, provider.algorithm = [elliptic()], "ES256"
    assert way_in(service.browser()).status_code == 303


def test_a_new_key_of_the_provider_is_fetched_when_it_is_first_used(service, provider):
    way_in(service.browser())
    provider.keys = [elliptic()]
    provider.algorithm = "ES256"
    assert way_in(service.browser()).status_code == 303
    assert provider.times_read == {"discovery": 1, "keys": 2}


def test_the_name_and_the_address_may_stand_beside_the_token(service, provider):
    provider.claims = {"name": None, "email": None, "email_verified": None}
    provider.beside = provider.user
    way_in(service.browser())
    [person] = service.rows(tables.Person)
    assert (person.name, person.email) == ("Ann Lee", "ann.lee@example.nhs.uk")


def test_an_address_is_not_verified_because_another_one_is(service, provider):
    """The token has an address that nobody verified; beside it stands a verified one."""
    provider.claims = {"name": None, "email": "boss@example.nhs.uk", "email_verified": None}
    provider.beside = provider.user
    way_in(service.browser())
    [person] = service.rows(tables.Person)
    assert person.email is None


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_counts_only_when_the_provider_says_in_so_many_words_that_it_verified_it(
    service, provider, verified
):
    provider.claims = {"email_verified": verified}
    way_in(service.browser())
    [person] = service.rows(tables.Person)
    assert person.email is None


def test_an_address_of_a_trusted_provider_counts_without_its_saying_so(service, provider):
    known = replace(service.settings.openid, trusts_email=True)
    trusting = Service(service.engine, replace(service.settings, openid=known))
    provider.claims = {"email_verified": None}
    way_in(trusting.browser())
    [person] = trusting.rows(tables.Person)
    assert person.email == "ann.lee@example.nhs.uk"


def test_two_windows_of_one_browser_can_both_come_back_and_the_later_session_is_the_one(service):
    browser = service.browser()
    first, second = browser.at_provider(next="/clinical"), browser.at_provider(next="/compare")
    browser.get(sent_back(second))
    before = browser.session
    assert browser.get(sent_back(first)).headers["location"] == "/clinical"
    earlier, later = sorted(service.rows(tables.SignIn), key=lambda row: row.id)
    assert before != browser.session
    assert (earlier.ended_why, earlier.id_token) == ("signed in again", None)
    assert later.ended_at is None


def test_whoever_is_signed_in_already_is_told_so_and_not_sent_away(service):
    browser = service.browser()
    way_in(browser)
    shown = browser.get("/signin?next=/compare").text
    assert "You are signed in as Ann Lee." in shown
    assert 'href="/compare"' in shown
    assert "Sign in with your NHS account" not in shown


# A token that is wrong


WRONG = {
    "the token's iss is wrong or missing": {"iss": "https://elsewhere.example"},
    "the token's aud is wrong or missing": {"aud": "another-client"},
    "the token's azp is wrong or missing": {"azp": "another-client"},
    "the token's nonce is wrong or missing": {"nonce": "of another attempt"},
    "the token's exp is wrong or missing": {"exp": int(time.time()) - 61},
    "the token's iat is wrong or missing": {"iat": int(time.time()) + 3600},
    "the token's nbf is wrong or missing": {"nbf": int(time.time()) + 3600},
    "the token's sub is wrong or missing": {"sub": ""},
}


@pytest.mark.parametrize(("why", "claims"), WRONG.items(), ids=WRONG)
def test_a_token_that_says_something_wrong_is_refused(service, provider, why, claims):
    provider.claims = claims
    assert is_refused(service, way_in(service.browser()), why)


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "exp", "iat", "nonce"])
def test_a_token_that_leaves_something_out_is_refused(service, provider, name):
    provider.claims = {name: None}
    assert is_refused(service, way_in(service.browser()), f"the token's {name} is wrong or missing")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("iss", "{issuer}/"),
        ("aud", [CLIENT, "another-client"]),
        ("aud", []),
        ("aud", {CLIENT: True}),
        ("exp", "9999999999"),
        ("exp", True),
        ("sub", 7),
        ("sub", "x" * 256),
        ("sub", "line\nbreak"),
        ("nonce", ["x"]),
    ],
)
def test_a_token_that_is_nearly_right_is_refused(service, provider, name, value):
    value = value.format(issuer=provider.issuer) if isinstance(value, str) else value
    provider.claims = {name: value}
    assert is_refused(service, way_in(service.browser()), f"the token's {name} is wrong or missing")


def test_a_token_without_a_signature_is_refused(service, provider):
    provider.algorithm = WITHOUT_SIGNATURE
    answer = way_in(service.browser())
    assert is_refused(service, answer, "the token is not one that can be trusted")


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(service, provider):
    provider.algorithm = BY_SECRET
    answer = way_in(service.browser())
    assert is_refused(service, answer, "the token is not one that can be trusted")


def test_a_token_signed_by_somebody_else_under_the_name_of_a_known_key_is_refused(
    service, provider
):
    provider.signs_with = WRONG_KEY
    assert is_refused(service, way_in(service.browser()), "the token's signature is wrong")


def test_a_token_signed_with_a_key_that_the_provider_does_not_publish_is_refused(service, provider):
    provider.signs_with, provider.algorithm = elliptic(), "ES256"
    answer = way_in(service.browser())
    assert is_refused(service, answer, "the token is signed with an unknown key")


def test_what_is_not_a_token_at_all_is_refused(service, provider, monkeypatch):
    monkeypatch.setattr(provider, "signed", lambda _: "not.a.token")
    answer = way_in(service.browser())
    assert is_refused(service, answer, "the token is not one that can be trusted")


def test_what_stands_beside_the_token_must_be_of_the_same_person(service, provider):
    provider.claims = {"email": None}
    provider.beside = {**provider.user, "sub": "person-2"}
    answer = way_in(service.browser())
    why = "what the provider says beside the token is of another person"
    assert is_refused(service, answer, why)


# A way back that is wrong


def test_a_state_counts_once(service):
    browser = service.browser()
    back = sent_back(browser.at_provider())
    assert browser.get(back).status_code == 303
    again = browser.get(back)
    assert again.status_code == 403
    assert service.refusals() == ["a state that was used before"]
    assert len(service.rows(tables.SignIn)) == 1


def test_a_state_counts_once_also_when_the_first_time_failed(service, provider):
    browser = service.browser()
    back = sent_back(browser.at_provider())
    provider.claims = {"nonce": "wrong"}
    browser.get(back)
    provider.claims = {}
    browser.get(back)
    assert service.refusals() == [
        "the token's nonce is wrong or missing",
        "a state that was used before",
    ]
    assert service.rows(tables.SignIn) == []


def test_a_code_counts_once(service):
    """The second browser brings its own state, with a code that the first has used."""
    first, second = service.browser(), service.browser("192.0.2.2")
    used = sent_back(first.at_provider())
    first.get(used)
    own = asked_for(sent_back(second.at_provider()))["state"]
    code = asked_for(used)["code"]
    answer = second.get(f"/oauth2callback?code={code}&state={own}")
    assert answer.status_code == 403
    assert service.refusals() == ["the provider does not accept the code"]
    assert len(service.rows(tables.SignIn)) == 1


def test_a_code_of_another_browser_is_refused_by_its_challenge(service):
    """Injected: a code that the attacker got for another attempt, and that nobody used."""
    attacker, victim = service.browser(), service.browser("192.0.2.2")
    code = asked_for(sent_back(attacker.at_provider()))["code"]
    state = asked_for(victim.at_provider())["state"]
    answer = victim.get(f"/oauth2callback?code={code}&state={state}")
    assert is_refused(service, answer, "the provider does not accept the code")


def test_a_way_back_that_was_begun_in_another_browser_is_refused(service):
    """Else a link could sign a reader in as the one who sent it."""
    attacker, victim = service.browser(), service.browser("192.0.2.2")
    back = sent_back(attacker.at_provider())
    victim.get("/signin")
    answer = victim.get(back)
    assert is_refused(service, answer, "a state that was not begun in this browser")
    assert attacker.get(back).status_code == 303


def test_a_way_back_after_ten_minutes_is_refused(service):
    browser = service.browser()
    back = sent_back(browser.at_provider())
    [kept] = service.rows(tables.SignInAttempt)
    service.change(kept, created_at=clock.now() - timedelta(minutes=10))
    assert is_refused(service, browser.get(back), "a state that is older than ten minutes")


def test_ways_that_were_begun_long_ago_are_forgotten(service):
    service.browser().at_provider()
    [kept] = service.rows(tables.SignInAttempt)
    service.change(kept, created_at=clock.now() - timedelta(hours=2))
    service.browser().at_provider()
    assert len(service.rows(tables.SignInAttempt)) == 1


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?state=x&code=x", "?error=no"])
def test_a_way_back_that_nobody_began_is_refused(service, query):
    answer = service.browser().get(f"/oauth2callback{query}")
    assert is_refused(service, answer, "a state that was not begun in this browser")


def test_a_way_back_without_a_code_is_refused(service):
    browser = service.browser()
    state = asked_for(browser.at_provider())["state"]
    answer = browser.get(f"/oauth2callback?state={state}")
    assert is_refused(service, answer, "the provider gave no code")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("access_denied", "the provider said access_denied"),
        ("<b>sue</b>", "the provider said another error"),
    ],
)
def test_a_provider_that_says_no_is_believed_and_not_repeated(service, said, why):
    browser = service.browser()
    state = asked_for(browser.at_provider())["state"]
    answer = browser.get("/oauth2callback?" + str(httpx.QueryParams(state=state, error=said)))
    assert is_refused(service, answer, why)
    assert said not in answer.text


def test_an_answer_that_names_another_provider_is_refused(service):
    browser = service.browser()
    back = sent_back(browser.at_provider())
    answer = browser.get(f"{back}&iss=https%3A%2F%2Felsewhere.example")
    assert is_refused(service, answer, "the answer is of another provider")


def test_an_answer_must_name_the_provider_where_that_says_it_does(service, provider):
    provider.says = {"authorization_response_iss_parameter_supported": True}
    browser = service.browser()
    back = sent_back(browser.at_provider())
    assert is_refused(service, browser.get(back), "the answer is of another provider")


# Whom we refuse


def test_a_disabled_person_reads_the_same_words_as_everybody_who_is_refused(service, provider):
    way_in(service.browser())
    [person] = service.rows(tables.Person)
    service.change(person, disabled_at=clock.now())
    disabled = way_in(service.browser())
    provider.claims = {"aud": "another-client"}
    wrong = way_in(service.browser())
    told = [answer.text.split("reference")[0] for answer in (disabled, wrong)]
    assert told[0] == told[1]
    assert disabled.status_code == wrong.status_code == 403
    assert service.refusals() == ["disabled", "the token's aud is wrong or missing"]


# A provider that is out of order


@pytest.mark.parametrize(
    "says",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "ftp://elsewhere.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": ["https://a.example"]},
    ],
)
def test_a_provider_that_does_not_describe_itself_as_it_must_is_not_used(service, provider, says):
    provider.says = says
    browser = service.browser()
    answer = browser.submit(browser.get("/signin"), "/signin")
    assert answer.status_code == 503
    assert "Try again in a few minutes" in answer.text
    assert provider.asked_for_token == []


def test_a_provider_that_cannot_be_reached_is_said_to_be_and_asked_again_later(
    file_engine, provider, tmp_path, service
):
    gone = replace(service.settings.openid, issuer="http://127.0.0.1:9")
    nowhere = Service(file_engine, by_openid(tmp_path, gone))
    browser = nowhere.browser()
    answer = browser.submit(browser.get("/signin"), "/signin")
    assert answer.status_code == 503
    assert nowhere.refusals() == ["the provider did not answer"]
    known = openid.provider(gone)
    with pytest.raises(openid.UnreachableError):
        known.check_issuer(None, now=clock.now())


@pytest.mark.parametrize("status", [401, 429, 500, 502])
def test_a_provider_that_fails_midway_signs_nobody_in(service, provider, status):
    provider.answers = status
    answer = way_in(service.browser())
    assert answer.status_code == 503
    assert service.rows(tables.SignIn) == []
    assert service.refusals() == ["the provider did not answer"]


def test_keys_that_cannot_be_read_sign_nobody_in(service, provider):
    browser = service.browser()
    back = sent_back(browser.at_provider())
    provider.keys = []
    assert browser.get(back).status_code == 503
    assert service.rows(tables.SignIn) == []


# Signing out there, too


def test_signing_out_goes_on_to_the_provider_with_the_token_it_gave(service, provider):
    browser = service.browser()
    way_in(browser)
    [row] = service.rows(tables.SignIn)
    answer = browser.submit(browser.get("/signout"), "/signout")
    assert answer.status_code == 200
    asked = asked_for(answer.text.split("url=")[1].split('"')[0].replace("&amp;", "&"))
    assert asked["id_token_hint"] == row.id_token
    assert asked["post_logout_redirect_uri"] == "http://127.0.0.1:8501/signout"
    [row] = service.rows(tables.SignIn)
    assert (row.ended_why, row.id_token) == ("signed out", None)
    assert service.done() == ["SIGNED_IN", "SIGNED_OUT"]


def test_signing_out_here_needs_nothing_from_the_provider(service, provider):
    provider.says = {"end_session_endpoint": ""}
    browser = service.browser()
    way_in(browser)
    answer = browser.submit(browser.get("/signout"), "/signout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signout")
    assert browser.session is None
