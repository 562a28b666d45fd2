"""Logging, set up once by whatever starts the program: past-tense facts, no names, no free text.

Whatever is logged, by a library too, begins exactly one line, and holds no token, no cookie, no
e-mail address and no password: they are taken out when the record is made.
"""

import logging
import re
import secrets
import traceback
from typing import Any


FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"
FOLLOWS = "    | "  # begins each further line of a trace, so that none looks like an entry
_TAKEN_OUT = (
    (re.compile(r"eyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?"), "(token)"),
    (re.compile(r"(?i)\b(authorization|cookie|set-cookie)\b(['\"]?\s*[:=]\s*).*"), r"\1\2(secret)"),
    (re.compile(r"\b(?:__Host-)?sid=[^\s;,'\"]+"), "sid=(token)"),
    (re.compile(r"(/dl/|[?&](?:code|state|token)=)[^\s&'\"]+"), r"\1(token)"),
    (re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])"), "(token)"),
    (re.compile(r"(\w://)[^\s/@]+@"), r"\1(secret)@"),
    (re.compile(r"[^\s@<>\"'():]+@[^\s@<>\"'):,;]+\.[\w-]+"), "(e-mail address)"),
)


def set_up(level: int = logging.INFO) -> None:
    logging.setLogRecordFactory(_Record)
    logging.basicConfig(level=level, format=FORM)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of every look at a database


def reference() -> str:
    """A short reference that a reader can quote and an operator can find in the log."""
    return secrets.token_hex(3).upper()


def cleaned(text: str) -> str:
    """Text without what must not be in a log."""
    for pattern, instead in _TAKEN_OUT:
        text = pattern.sub(instead, text)
    return text


class _Record(logging.LogRecord):
    """One entry: its message on one line, a trace below it indented, both cleaned."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        try:
            message = cleaned(super().getMessage())
        except (TypeError, ValueError, KeyError):  # a mistake of ours is no reason to fail
            message = cleaned(f"{self.msg} {self.args}")
        self.msg, self.args = "".join(map(_shown, message)), ()
        if isinstance(self.exc_info, tuple) and self.exc_info[0] is not None:
            trace = "".join(traceback.format_exception(*self.exc_info)).rstrip()
            lines = cleaned(trace).splitlines()
            self.exc_text = "\n".join(FOLLOWS + "".join(map(_shown, line)) for line in lines)


def _shown(letter: str) -> str:
    """What does not show, such as an end of line, as its code."""
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode()
