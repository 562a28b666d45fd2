"""Whether Streamlit is configured as `.streamlit/config.toml` pins it, with nothing added.

A variable of the environment, an option or another file could open what is shut on purpose.
"""

import tomllib
from collections.abc import Iterator

from streamlit import config

from scorecards.errors import Refused
from scorecards.settings import PROJECT


PINNED = PROJECT / ".streamlit" / "config.toml"
SECTIONS = ("global", "client", "runner", "server", "browser", "secrets")
# The server is told its port by PORT, whatever these say.
MAY_DIFFER = frozenset({"server.port", "browser.serverPort"})
SENTENCE = (
    "Streamlit is configured otherwise than .streamlit/config.toml says, so nothing is served. "
    "Take the difference away: it comes from an environment variable, an option or another file."
)


def check_pinned() -> None:
    """Refused, with a sentence for each option that is not as it is pinned."""
    reasons = tuple(_differences())
    if reasons:
        raise Refused(SENTENCE, reasons)


def _differences() -> Iterator[str]:
    pinned = {
        f"{section}.{name}": value
        for section, options in tomllib.loads(PINNED.read_text(encoding="utf-8")).items()
        if section in SECTIONS
        for name, value in options.items()
    }
    for section in SECTIONS:
        for name, value in sorted(config.get_options_for_section(section).items()):
            key = f"{section}.{name}"
            if key in MAY_DIFFER:
                continue
            if key in pinned and value != pinned[key]:
                yield f"{key} is {value!r}, and pinned as {pinned[key]!r}."
            elif key not in pinned and config.is_manually_set(key):
                yield f"{key} is set to {value!r}, and not pinned."
