"""What the installed Streamlit brings for browsers: its files, and the script inside its page."""

import base64
import hashlib
import re
from importlib.util import find_spec
from pathlib import Path

from scorecards.errors import UserError


PAGE = "index.html"
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.S)


def folder() -> Path:
    """Where the files lie. UserError where Streamlit is not installed whole."""
    found = find_spec("streamlit")
    places = found.submodule_search_locations if found is not None else None
    for place in places or ():
        if (Path(place) / "static" / PAGE).is_file():
            return Path(place) / "static"
    raise UserError("Streamlit's own files are missing. Install the requirements again.")


def paths(of: Path) -> frozenset[str]:
    """The address of every file but the page itself, which is for signed-in people."""
    files = (path.relative_to(of).as_posix() for path in of.rglob("*") if path.is_file())
    return frozenset(f"/{name}" for name in files if name != PAGE)


def script_hashes(page: str) -> tuple[str, ...]:
    """A content security policy's names for the scripts written into the page, in their order."""
    scripts = _INLINE.findall(page)
    hashes = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return tuple(f"'sha256-{base64.b64encode(each).decode()}'" for each in hashes)
