"""Headers under https, which no test serves: what the gate puts on a response that has begun."""

import asyncio

from scorecards.settings import Settings
from scorecards.web.headers import Headers


HTTPS, HTTP = "https://scorecards.example.nhs.uk", "http://127.0.0.1:8501"


def put_on(*given, origin=HTTPS, screen=False, kept=False, status=200):
    """The headers of a response that began with the given ones."""
    sent = []

    async def send(message):
        sent.append(message)

    headers = Headers(Settings.from_env({"SCORECARDS_ORIGIN": origin}))
    message = {"type": "http.response.start", "status": status, "headers": list(given)}
    asyncio.run(headers.put_on(send, screen=screen, kept=kept)(message))
    return {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}


def test_with_https_browsers_are_told_to_come_by_nothing_else():
    assert put_on()["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "strict-transport-security" not in put_on(origin=HTTP)


def test_the_screens_may_open_the_socket_of_their_own_address_only():
    assert (
        "connect-src 'self' wss://scorecards.example.nhs.uk;"
        in (put_on(screen=True)["content-security-policy"])
    )
    assert (
        "connect-src 'self' ws://127.0.0.1:8501;"
        in (put_on(screen=True, origin=HTTP)["content-security-policy"])
    )


def test_with_https_the_cookie_of_streamlit_is_secure_too():
    bare = (b"set-cookie", b"_streamlit_xsrf=abc; Path=/; SameSite=Lax")
    assert put_on(bare)["set-cookie"] == "_streamlit_xsrf=abc; Path=/; SameSite=Lax; Secure"
    assert put_on(bare, origin=HTTP)["set-cookie"] == bare[1].decode()
    marked = (b"set-cookie", b"_streamlit_xsrf=abc; Path=/; Secure")
    assert put_on(marked)["set-cookie"] == marked[1].decode()


def test_what_failed_is_not_kept_even_where_a_file_would_be():
    immutable = (b"cache-control", b"public, immutable")
    assert put_on(immutable, screen=True, kept=True)["cache-control"] == "public, immutable"
    assert put_on(immutable, screen=True, kept=True, status=404)["cache-control"] == "no-store"
    assert put_on(immutable, screen=True)["cache-control"] == "no-store"


def test_what_streamlit_says_to_other_sites_is_taken_out():
    told = put_on(
        (b"Access-Control-Allow-Origin", b"*"),
        (b"access-control-allow-credentials", b"true"),
        (b"server", b"uvicorn"),
    )
    assert not [name for name in told if name.startswith("access-control-") or name == "server"]


def test_a_plain_page_may_say_its_own_policy():
    own = (b"content-security-policy", b"default-src 'none'")
    assert put_on(own)["content-security-policy"] == "default-src 'none'"
