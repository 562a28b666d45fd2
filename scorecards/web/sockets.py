"""The open sockets of signed-in people: whose each is, and how it ends when its session does.

Streamlit knows a screen by a number of its own. Whoever knows that number could go on with another
person's screen, or put files into it; so the gate learns each number from what Streamlit says on a
socket, and lets it be used by the very sign-in that it was said to.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


MOST_EACH = 5
MOST_REMEMBERED = 10_000
PROTOCOLS = b"sec-websocket-protocol"
SECONDS_TO_SAY_IT = 1.0
ENDED = 4401  # the code that a socket is closed with; browsers only log it


class Socket:
    """One open socket. `used` is when the client last sent something, on the machine's clock."""

    def __init__(self, person: str, sign_in: int, send: Send) -> None:
        self.person = person
        self.sign_in = sign_in
        self.used = time.monotonic()
        self.known = False
        self.over = asyncio.Event()
        self._send = send

    async def end(self, address: str) -> None:
        """Sends the page elsewhere and closes. Whatever Streamlit still says is not passed on."""
        if self.over.is_set():
            return
        self.over.set()
        # A browser that takes nothing any more is not waited for.
        with suppress(TimeoutError, OSError, RuntimeError):
            async with asyncio.timeout(SECONDS_TO_SAY_IT):
                await self._send({"type": "websocket.send", "bytes": sent_to(address)})
                await self._send({"type": "websocket.close", "code": ENDED})

    async def pass_on(self, message: Message) -> None:
        """From Streamlit to the browser."""
        if not self.over.is_set():
            await self._send(message)

    async def next_of(self, receive: Receive) -> Message:
        """From the browser to Streamlit; a disconnection as soon as the session is over."""
        coming = asyncio.ensure_future(receive())
        over = asyncio.ensure_future(self.over.wait())
        try:
            await asyncio.wait((coming, over), return_when=asyncio.FIRST_COMPLETED)
            if self.over.is_set():
                return {"type": "websocket.disconnect", "code": ENDED}
            return coming.result()
        finally:
            over.cancel()
            if not coming.done():
                coming.cancel()


class Sockets:
    """The register of one server. Only its event loop touches it."""

    def __init__(self) -> None:
        self._open: set[Socket] = set()
        self._owners: OrderedDict[str, int] = OrderedDict()

    async def serve(
        self,
        app: ASGIApp,
        scope: Scope,
        receive: Receive,
        send: Send,
        *,
        used: Callable[[], Awaitable[None]],
    ) -> None:
        """Hands a socket to Streamlit until either ends it; `used` is called for what it sends."""
        signed_in = scope["state"]["signed_in"]
        socket = Socket(signed_in.person.id, signed_in.id, send)

        async def receiving() -> Message:
            message = await socket.next_of(receive)
            if message["type"] == "websocket.receive":
                socket.used = time.monotonic()
                await used()
            return message

        async def sending(message: Message) -> None:
            if not socket.known:
                self._learn(socket, message)
            await socket.pass_on(message)

        self._open.add(socket)
        try:
            await app(scope, receiving, sending)
        finally:
            socket.over.set()
            self._open.discard(socket)

    def owner(self, streamlit_session: str) -> int | None:
        """Which sign-in a screen of Streamlit's belongs to; None for one that is not known."""
        return self._owners.get(streamlit_session)

    def sign_ins(self) -> list[int]:
        """The sign-ins that have a socket open."""
        return sorted({socket.sign_in for socket in self._open if not socket.over.is_set()})

    async def end(self, sign_ins: set[int], address: str) -> None:
        """Ends every socket of these sign-ins, all at once."""
        ending = [socket for socket in self._open if socket.sign_in in sign_ins]
        await asyncio.gather(*(socket.end(address) for socket in ending))

    async def make_room(self, person: str, address: str) -> None:
        """Before a further socket: closes those of the person that were used least lately."""
        theirs = [s for s in self._open if s.person == person and not s.over.is_set()]
        theirs.sort(key=lambda socket: socket.used)
        spare = theirs[: max(0, len(theirs) - MOST_EACH + 1)]
        await asyncio.gather(*(socket.end(address) for socket in spare))

    def _learn(self, socket: Socket, message: Message) -> None:
        """Streamlit's number of a screen is in the first thing that it says about a run."""
        content = message.get("bytes")
        if not content:
            return
        told = ForwardMsg.FromString(content)
        if told.WhichOneof("type") != "new_session":
            return
        socket.known = True
        number = told.new_session.initialize.session_id
        self._owners[number] = socket.sign_in
        self._owners.move_to_end(number)
        while len(self._owners) > MOST_REMEMBERED:
            self._owners.popitem(last=False)


def sent_to(address: str) -> bytes:
    """The message on which a page of Streamlit's leaves for another address, in its window."""
    told = ForwardMsg()
    told.auth_redirect.url = address
    content: bytes = told.SerializeToString()
    return content


def asked_to_resume(scope: Scope) -> str | None:
    """The screen that a handshake asks to go on with: the third entry of its sub-protocols."""
    entries = _protocols(scope).split(",")
    return entries[2].strip() or None if len(entries) > 2 else None


def without_resuming(scope: Scope) -> Scope:
    """The same handshake, asking for a new screen. Streamlit reads the place of each entry."""
    kept = ",".join(_protocols(scope).split(",")[:2])
    headers = [pair for pair in scope["headers"] if pair[0] != PROTOCOLS]
    protocols = [each for part in kept.split(",") if (each := part.strip())]
    return {
        **scope,
        "headers": [*headers, (PROTOCOLS, kept.encode("latin-1"))],
        "subprotocols": protocols,
    }


def _protocols(scope: Scope) -> str:
    found = [value.decode("latin-1") for name, value in scope["headers"] if name == PROTOCOLS]
    return ",".join(found)
