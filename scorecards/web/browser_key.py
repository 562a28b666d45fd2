"""A random cookie that tells this browser from others before anybody is signed in in it.

What comes back from the provider, and the form of sign-in, count only in the browser they were
begun in: nobody can be signed in unawares as somebody else.
"""

import secrets

from starlette.requests import HTTPConnection
from starlette.responses import Response

from scorecards.settings import Settings


LEAST = 40  # letters; a shorter one is none of ours


def name(settings: Settings) -> str:
    return "__Host-browser" if settings.secure else "browser"


def found(request: HTTPConnection, settings: Settings) -> str | None:
    key = request.cookies.get(name(settings), "")
    return key if len(key) >= LEAST else None


def new() -> str:
    return secrets.token_urlsafe(32)


def set_on(response: Response, key: str, settings: Settings) -> None:
    """Lax, because the provider sends people back here from its own site."""
    response.set_cookie(
        name(settings), key, path="/", secure=settings.secure, httponly=True, samesite="lax"
    )


def clear(response: Response, settings: Settings) -> None:
    response.delete_cookie(
        name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax"
    )
