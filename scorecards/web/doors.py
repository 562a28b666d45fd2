"""Which address is open, which needs a session, and which is shut: all that is not named."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from starlette.routing import Route, compile_path


class Door(StrEnum):
    """Who gets past. The terms of use are accepted before anything else is seen."""

    OPEN = "open to anybody"
    BEFORE_TERMS = "signed in, the terms of use accepted or not"
    SIGNED_IN = "signed in"
    SHUT = "shut"


# What may be asked by whoever watches over the service, at whatever address they reach it.
WATCHED = ("/livez", "/readyz")
SOCKET = "/_stcore/stream"
UPLOAD = "/_stcore/upload_file/{session_id}/{file_id}"
# Every path that Streamlit answers by itself: a new one stays shut until it is looked at.
STREAMLIT: Mapping[str, Door] = {
    SOCKET: Door.SIGNED_IN,
    UPLOAD: Door.SIGNED_IN,
    "/_stcore/health": Door.SIGNED_IN,
    "/_stcore/host-config": Door.SIGNED_IN,
    "/media/{file_id:path}": Door.SIGNED_IN,
    "/_stcore/metrics": Door.SHUT,
    "/_stcore/script-health-check": Door.SHUT,
    "/_stcore/bidi-components/{path:path}": Door.SHUT,
    "/_stcore/agent/interact": Door.SHUT,
    "/_stcore/agent/openapi.json": Door.SHUT,
    "/_stcore/agent/mcp": Door.SHUT,
    "/component/{path:path}": Door.SHUT,
    "/app/static/{path:path}": Door.SHUT,
    "/auth/login": Door.SHUT,
    "/auth/logout": Door.SHUT,
    "/oauth2callback": Door.SHUT,
}


class Doors:
    """The doors of this instance: its plain routes, Streamlit's paths, its files and the screens.

    `plain` says which door each path of a plain route has. KeyError for a route that it forgets.
    """

    def __init__(
        self,
        routes: Sequence[Route],
        plain: Mapping[str, Door],
        files: frozenset[str],
        screens: Iterable[str],
    ) -> None:
        self._plain = [(route.path_regex, plain[route.path]) for route in routes]
        self._streamlit = [(compile_path(path)[0], door) for path, door in STREAMLIT.items()]
        self._templates = [
            *((route.path_regex, route.path) for route in routes),
            *((compile_path(path)[0], path) for path in STREAMLIT),
        ]
        self._files = files
        self._screens = frozenset(("/", *(f"/{url}" for url in screens)))
        self._upload = compile_path(UPLOAD)[0]

    def of(self, path: str) -> Door:
        for pattern, door in (*self._plain, *self._streamlit):
            if pattern.match(path):
                return door
        if path in self._files:
            return Door.OPEN
        return Door.SIGNED_IN if path in self._screens else Door.SHUT

    def is_plain(self, path: str) -> bool:
        """Whether the answer is one of our own plain pages, on which no script runs."""
        return any(pattern.match(path) for pattern, _ in self._plain)

    def is_file(self, path: str) -> bool:
        """Whether this is a file of the software: the same for everybody."""
        return path in self._files

    def named(self, path: str) -> str:
        """What the log calls an address: never a token, and nothing that somebody made up."""
        for pattern, template in self._templates:
            if pattern.match(path):
                return template
        return path if path in self._files or path in self._screens else "(no such page)"

    def uploading(self, path: str) -> str | None:
        """The session of Streamlit's that a file is being sent to."""
        found = self._upload.match(path)
        return found.group("session_id") if found else None
