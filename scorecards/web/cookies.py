"""The one cookie: a random token that names a session. Nothing about anybody is in it."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from scorecards.settings import Settings


def name(settings: Settings) -> str:
    """With https, browsers refuse a cookie of this name that is not for this very host."""
    return settings.cookie


def token(request: HTTPConnection, settings: Settings) -> str | None:
    """The token that a request came with, if any."""
    return request.cookies.get(name(settings)) or None


def set_on(response: Response, token: str, settings: Settings) -> None:
    """Until the browser is closed, or the session ends: whichever comes first."""
    response.set_cookie(
        name(settings),
        token,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def clear(response: Response, settings: Settings) -> None:
    response.delete_cookie(
        name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax"
    )
