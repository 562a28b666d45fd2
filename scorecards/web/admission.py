"""Who gets past the gate: where a request comes from, whose session it is, what that opens."""

from http import HTTPMethod
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from scorecards import clock
from scorecards.settings import Settings
from scorecards.web import answers, cookies, farewell
from scorecards.web.doors import WATCHED, Door, Doors
from scorecards.web.register import NOBODY, Known, Register
from scorecards.web.sockets import Sockets


CHANGE_NOTHING = (HTTPMethod.GET, HTTPMethod.HEAD)
DEFAULT_PORTS = {"http": 80, "https": 443}
REPLAYED = "a session that has ended was used again"
FOREIGN = "a request came from another site"
NOT_OWN = "another session's screen was asked for"
SIGN_IN = "Sign in first. Nothing is shown to nobody."
NOT_FROM_HERE = "This came from another site, so nothing was done. Go to the page yourself."
TERMS_FIRST = "Accept the terms of use first."
TERMS, ENDED = "/terms", "/signin?ended=1"


class Admission:
    """Each question is answered by what is said instead, or by None: go on."""

    def __init__(
        self, settings: Settings, doors: Doors, register: Register, sockets: Sockets
    ) -> None:
        self._settings = settings
        self._doors = doors
        self._register = register
        self._sockets = sockets
        self._hosts = _hosts(settings.origin)

    async def refuses(self, request: HTTPConnection) -> ASGIApp | None:
        """Every question in order. Afterwards the request knows whose session it came with."""
        path = request.scope["path"]
        door = self._doors.of(path)
        if door is Door.SHUT:
            return answers.say(request, 404, answers.NO_SUCH_PAGE)
        if path in WATCHED:
            return None
        # Another name in the address may be one that an attacker owns.
        if request.headers.getlist("host") not in self._hosts:
            return self._elsewhere(request)
        return None if self._doors.is_file(path) else await self._asked_by(request, door)

    async def _asked_by(self, request: HTTPConnection, door: Door) -> ASGIApp | None:
        """What depends on who asks, and from where."""
        token = cookies.token(request, self._settings)
        known = await run_in_threadpool(self._register.known, token, clock.now())
        if self._foreign(request):
            await self._tell(FOREIGN, known)
            return answers.say(request, 403, NOT_FROM_HERE)
        request.state.signed_in = known.signed_in
        if door is Door.OPEN:
            return None
        if known.signed_in is None:
            return await self._nobody(request, known, stale=token is not None)
        return await self._somebody(request, known, known.signed_in.id)

    async def may_resume(self, request: HTTPConnection, asked: str) -> bool:
        """Whether a screen that a socket asks to go on with belongs to this very sign-in."""
        here: int = request.state.signed_in.id
        owner = self._sockets.owner(asked)
        if owner is not None and owner != here:
            await self._tell(NOT_OWN, Known(request.state.signed_in))
        return owner == here

    def _foreign(self, request: HTTPConnection) -> bool:
        """A socket, or what may change something, that no page of ours sent."""
        if request.scope["type"] == "http" and request.scope["method"] in CHANGE_NOTHING:
            return False
        origins: list[str] = request.headers.getlist("origin")
        return origins != [self._settings.origin]

    async def _nobody(self, request: HTTPConnection, known: Known, *, stale: bool) -> ASGIApp:
        if known.ended is not None:
            await self._tell(REPLAYED, known)
        if answers.shows_a_page(request):
            taken = _taken_to("/signin", request, {"ended": "1"} if stale else {})
            # Only here: a page left open asks again and again, and would take away the cookie of
            # whoever signs in meanwhile in another window.
            if stale:
                cookies.clear(taken, self._settings)
            return taken
        return farewell.to(request, ENDED) or answers.say(request, 401, SIGN_IN)

    def _elsewhere(self, request: HTTPConnection) -> Response:
        origin = self._settings.origin
        return answers.say(request, 421, f"This service is at {origin}", onward=((origin, origin),))

    async def _somebody(self, request: HTTPConnection, known: Known, here: int) -> ASGIApp | None:
        path = request.scope["path"]
        if not known.accepted and self._doors.of(path) is not Door.BEFORE_TERMS:
            if answers.shows_a_page(request):
                return _taken_to(TERMS, request, {})
            return farewell.to(request, TERMS) or answers.say(request, 403, TERMS_FIRST)
        asked = self._doors.uploading(path)
        if asked is not None and self._sockets.owner(asked) != here:
            await self._tell(NOT_OWN, known)
            return answers.say(request, 403, "That screen is not yours.")
        await run_in_threadpool(self._register.use, here, clock.now())
        return None

    async def _tell(self, what: str, known: Known) -> None:
        if known is not NOBODY:
            await run_in_threadpool(self._register.refused, what, known, clock.now())


def _taken_to(page: str, request: HTTPConnection, told: dict[str, str]) -> Response:
    """To what comes first, and back afterwards. `told` is what that page is to know."""
    path, query = request.scope["path"], request.scope["query_string"].decode("latin-1")
    wanted = f"{path}?{query}" if query else path
    said = told if wanted == "/" else {**told, "next": wanted}
    return RedirectResponse(f"{page}?{urlencode(said)}" if said else page, status_code=303)


def _hosts(origin: str) -> list[list[str]]:
    """What the one Host header may be: the address, with its port where that says nothing new."""
    parts = urlsplit(origin)
    default = DEFAULT_PORTS[parts.scheme]
    bare = parts.port in (None, default)
    names = [parts.netloc, f"{parts.hostname}:{default}"] if bare else [parts.netloc]
    return [[name] for name in dict.fromkeys([*names, *([str(parts.hostname)] if bare else [])])]
