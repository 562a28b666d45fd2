"""The gate: every request and every socket passes here before anything else sees it.

What is open to anybody and what a live session may ask for is handed on. The rest is refused.
"""

import logging
import time

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scorecards import clock, logs
from scorecards.audit.model import ORIGIN, Origin
from scorecards.reports.model import NOTHING_OPENED, Opened
from scorecards.settings import Settings
from scorecards.web import answers, requests
from scorecards.web.admission import Admission
from scorecards.web.doors import SOCKET, Doors
from scorecards.web.headers import Headers
from scorecards.web.register import Register
from scorecards.web.sockets import Sockets, asked_to_resume, without_resuming


log = logging.getLogger(__name__)
MOST_BYTES = 100_000  # of a form; files go to an address of their own, with a limit of its own
LONGEST_ADDRESS = 45
TOO_LARGE = "That is too much to send at once."
CLOSED = "/closed"


class Gate:
    """Middleware. `engine` is the service's own; the other parts are shared with its watch."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: Settings,
        engine: Engine,
        doors: Doors,
        register: Register,
        sockets: Sockets,
        opened: Opened = NOTHING_OPENED,
    ) -> None:
        self._app = app
        self._settings = settings
        self._engine = engine
        self._opened = opened
        self._doors = doors
        self._register = register
        self._sockets = sockets
        self._headers = Headers(settings)
        self._admission = Admission(settings, doors, register, sockets)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        path, began = scope["path"], time.monotonic()
        reference = logs.reference()
        scope.setdefault("state", {}).update(
            settings=self._settings, engine=self._engine, opened=self._opened, signed_in=None
        )
        request = HTTPConnection(scope)
        ORIGIN.set(Origin(reference, requests.address(request)[:LONGEST_ADDRESS]))
        answering = _Answering(
            self._headers.put_on(
                send, screen=not self._doors.is_plain(path), kept=self._doors.is_file(path)
            )
        )
        try:
            await self._hand_on(request, receive, answering)
        except _TooLargeError:
            await answering.instead(request, 413, TOO_LARGE)
        except Exception:
            log.exception("A request failed, reference %s", reference)
            told = f"Something went wrong. Try again; if it stays, quote reference {reference}."
            await answering.instead(request, 500, told)
        finally:
            took = time.monotonic() - began
            log.log(
                logging.DEBUG if self._doors.is_file(path) else logging.INFO,
                "%s %s %s %.3f s",
                reference,
                answering.status,
                self._doors.named(path),
                took,
            )

    async def _hand_on(self, request: HTTPConnection, receive: Receive, send: Send) -> None:
        scope = request.scope
        refusal = await self._admission.refuses(request)
        by_socket = scope["type"] == "websocket"
        if refusal is None and by_socket is not (scope["path"] == SOCKET):
            refusal = answers.say(request, 404, answers.NO_SUCH_PAGE)
        if refusal is not None:
            await refusal(scope, receive, send)
        elif by_socket:
            await self._socket(request, receive, send)
        elif self._doors.uploading(scope["path"]):
            await self._app(scope, receive, send)
        else:
            await self._app(scope, _limited(request, receive), send)

    async def _socket(self, request: HTTPConnection, receive: Receive, send: Send) -> None:
        scope, signed_in = request.scope, request.state.signed_in
        asked = asked_to_resume(scope)
        if asked is not None and not await self._admission.may_resume(request, asked):
            scope = without_resuming(scope)
        await self._sockets.make_room(signed_in.person.id, CLOSED)

        async def used() -> None:
            await run_in_threadpool(self._register.use, signed_in.id, clock.now())

        await self._sockets.serve(self._app, scope, receive, send, used=used)


class _TooLargeError(Exception):
    """More than a form may have."""


class _Answering:
    """A `send` that knows whether an answer has begun, for what is said when something fails."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "websocket.accept":
            self.status = 101
        self.status = message.get("status", self.status)
        await self._send(message)

    async def instead(self, request: HTTPConnection, status: int, sentence: str) -> None:
        """Says a sentence in the place of the answer; where that has begun it is just cut off."""
        if not self.status:
            answer = answers.say(request, status, sentence)
            await answer(request.scope, _nothing_more, self)


async def _nothing_more() -> Message:
    return {"type": "http.disconnect"}


def _limited(request: HTTPConnection, receive: Receive) -> Receive:
    """The same `receive`, until it brought more than a form may have."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > MOST_BYTES:
        raise _TooLargeError
    come = 0

    async def receiving() -> Message:
        nonlocal come
        message = await receive()
        come += len(message.get("body", b""))
        if come > MOST_BYTES:
            raise _TooLargeError
        return message

    return receiving
