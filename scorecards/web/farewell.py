"""What is told to a page that was left open and has lost its session: where to go instead.

A computer that slept, or a server that was started anew, closes the socket of an open page. The
page then asks whether the server is there, and for a socket to go on with; were both just refused,
it would go on showing what it shows. Streamlit sees nothing of this, and nothing else is answered.
"""

from collections.abc import Mapping

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from scorecards.web.doors import SOCKET
from scorecards.web.sockets import ENDED, asked_to_resume, sent_to


# What the page must hear before it asks for a socket. It tells nothing to anybody.
HOST: Mapping[str, object] = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
}


def to(request: HTTPConnection, address: str) -> ASGIApp | None:
    """The answer to an open page that asks to go on; None for whoever asks for anything else."""
    path = request.scope["path"]
    if request.scope["type"] == "websocket":
        resuming = path == SOCKET and asked_to_resume(request.scope) is not None
        return _SendAway(address) if resuming else None
    if request.headers.get("sec-fetch-site") != "same-origin":
        return None
    answers: Mapping[str, Response] = {
        "/_stcore/health": PlainTextResponse("ok"),
        "/_stcore/host-config": JSONResponse(HOST),
    }
    return answers.get(path) if request.scope["method"] == "GET" else None


class _SendAway:
    """A socket on which one thing is said."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept", "subprotocol": scope["subprotocols"][0]})
        await send({"type": "websocket.send", "bytes": sent_to(self._address)})
        await send({"type": "websocket.close", "code": ENDED})
