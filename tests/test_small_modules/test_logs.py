"""What never gets into a log, and that nobody makes up a line of it."""

import io
import logging

import pytest

from scorecards import logs


SECRET = "q3Vt9xJ2mK8pL5wR7yB1nC4dF6gH0sZaXeQiUoTfWjY"  # 43 letters, as a token has


@pytest.fixture
def written():
    """A log as the program sets it up; the text that it wrote so far."""
    before = logging.getLogRecordFactory()
    logs.set_up()
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter(logs.FORM))
    log = logging.getLogger("tests.logs")
    log.addHandler(handler)
    yield log, stream.getvalue
    log.removeHandler(handler)
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        f"GET /dl/{SECRET} 200",
        "/oauth2callback?code=abc123&state=def456",
        f"sid={SECRET}; theme=dark",
        "__Host-sid=short",
        "Cookie: sid=short; other=1",
        "{'cookie': 'sid=short'}",
        "Authorization: Bearer short",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl",
        "sent to ann.lee@nhs.net",
        "<ann.lee@nhs.net>",
        "postgresql+psycopg://user:abc123@db.example/x",
    ],
)
def test_no_secret_and_no_address_of_a_person_is_written(written, text):
    log, told = written
    log.warning("%s", text)
    log.warning(text.replace("%", "%%"))
    for hidden in (SECRET, "abc123", "def456", "short", "eyJ", "ann", "nhs.net"):
        assert hidden not in told()
    assert told().count("\n") == 2


def test_what_somebody_wrote_makes_no_line_of_its_own(written):
    log, told = written
    for end in ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\x1b[2K"):
        log.warning("Asked for %s", f"x{end}2026-11-24 INFO forged")
    assert len(told().splitlines()) == 9
    assert all("Asked for x\\" in line for line in told().splitlines())


def test_a_trace_is_kept_but_no_line_of_it_looks_like_an_entry(written):
    log, told = written
    try:
        raise ValueError(f"bad\n2026-11-24 INFO forged for ann.lee@nhs.net with {SECRET}")
    except ValueError:
        log.exception("A page failed, reference %s", "4F2A10")
    first, *trace = told().splitlines()
    assert first.endswith("ERROR tests.logs A page failed, reference 4F2A10")
    assert any("ValueError: bad" in line for line in trace)
    assert all(line.startswith(logs.FOLLOWS) for line in trace)
    assert "ann.lee" not in told()
    assert SECRET not in told()


def test_ordinary_facts_stay_as_they_are(written):
    log, told = written
    log.warning("Published release %s: %d claims, 100%% loaded", "2026-03-31-e18d8e16e3", 41220)
    assert "Published release 2026-03-31-e18d8e16e3: 41220 claims, 100% loaded\n" in told()


def test_a_message_that_does_not_fit_its_values_is_written_all_the_same(written):
    log, told = written
    log.warning("%d claims", "many")
    assert "%d claims ('many',)" in told()
