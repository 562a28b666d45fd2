"""Only pages of this very address may open a socket or change something, and only by its name."""

from urllib.parse import urlsplit

import pytest

from tests.security.callers import MANAGER, call, handshake


FOREIGN = {
    "none": lambda _: None,
    "another site": lambda _: "http://evil.example",
    "another port": lambda _: "http://127.0.0.1:9",
    "another name of this machine": lambda site: site.replace("127.0.0.1", "localhost"),
    "no site at all": lambda _: "null",
    "a name below": lambda site: site.replace("://", "://x."),
    "a name that begins so": lambda site: f"{site}.evil.example",
    "a dot behind": lambda site: site.replace("127.0.0.1", "127.0.0.1."),
    "another scheme": lambda site: site.replace("http:", "https:"),
    "a slash behind": lambda site: f"{site}/",
    "in capitals": lambda site: site.upper(),
    "twice, the second foreign": lambda site: [site, "http://evil.example"],
    "both in one": lambda site: f"{site}, http://evil.example",
    "empty": lambda _: "",
}
NAMES = {
    "another site": lambda _: "evil.example",
    "another name of this machine": lambda place: place.replace("127.0.0.1", "localhost"),
    "another port": lambda _: "127.0.0.1:9",
    "no port": lambda _: "127.0.0.1",
    "a dot behind": lambda place: place.replace("127.0.0.1", "127.0.0.1."),
    "a name below": lambda place: f"x.{place}",
    "somebody before it": lambda place: f"evil@{place}",
    "empty": lambda _: "",
}


@pytest.mark.parametrize("case", FOREIGN)
def test_a_socket_opens_for_the_own_origin_only(site, accounts, case):
    token = accounts.begin(MANAGER)
    assert handshake(site, token=token, origin=site) == 101
    told = handshake(site, token=token, origin=FOREIGN[case](site))
    if told == 400:  # two of them are no handshake at all
        assert isinstance(FOREIGN[case](site), list)
    else:
        assert told == 403
        assert accounts.refusals(token) == ["a request came from another site"]


@pytest.mark.parametrize("case", FOREIGN)
def test_a_form_is_taken_from_the_own_origin_only(site, accounts, case):
    token = accounts.begin(MANAGER)
    origin = FOREIGN[case](site)
    told = {} if origin is None else {"origin": origin}
    for path in ("/signin", "/signout", "/"):
        refused = call(site, path, "POST", token=token, **told)
        assert refused.status == 403
        assert refused.text.startswith("This came from another site, so nothing was done.")
    assert accounts.refusals(token) == ["a request came from another site"]  # counted once


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_so_is_whatever_else_may_change_something(site, accounts, method):
    token = accounts.begin(MANAGER)
    assert call(site, "/_stcore/upload_file/a/b", method, token=token).status == 403


@pytest.mark.parametrize("case", NAMES)
def test_by_another_name_nothing_is_served_and_the_right_one_is_told(site, accounts, case):
    token = accounts.begin(MANAGER)
    name = NAMES[case](urlsplit(site).netloc)
    answer = call(site, "/", token=token, host=name)
    assert answer.status == 421
    assert site in answer.text
    assert handshake(site, token=token, host=name, origin=f"http://{name}") == 421
    assert handshake(site, token=token, host=name, origin=site) == 421


def test_a_foreign_origin_without_a_session_leaves_nothing_in_the_trail(site, accounts):
    """Or anybody could fill it."""
    token = accounts.begin(MANAGER)
    assert handshake(site, origin="http://evil.example") == 403
    assert accounts.refusals(token) == []
