"""The parts of a running server, made once: gate, doors, register, sockets, and their watch."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import uvicorn
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp

from scorecards import clock
from scorecards.reports.model import NOTHING_OPENED, Opened
from scorecards.settings import Settings, SignInBy
from scorecards.web import anchoring, bundle, demonstration
from scorecards.web.admission import ENDED
from scorecards.web.doors import Doors
from scorecards.web.gate import Gate
from scorecards.web.register import Register
from scorecards.web.routes import DOORS, routes
from scorecards.web.sockets import Sockets


log = logging.getLogger(__name__)
SECONDS_BETWEEN = 2.0  # looks at which sessions still live: an open page is locked within five
HERE = "127.0.0.1"
SECONDS_TO_FINISH = 10
LARGEST_MESSAGE = 4_000_000  # what a browser may send on a socket: the state of a screen's choices


@dataclass(frozen=True, slots=True)
class Server:
    """What `serve.py` gives Streamlit: plain routes, the gate before all, and the watch beside."""

    routes: Sequence[Route]
    middleware: Sequence[Middleware]
    lifespan: Callable[[Any], AbstractAsyncContextManager[dict[str, Any] | None]]


def server(
    settings: Settings, engine: Engine, *, screens: Iterable[str], opened: Opened = NOTHING_OPENED
) -> Server:
    """`screens`: the last part of each screen's address. UserError where it must not start."""
    if settings.sign_in is SignInBy.DEMONSTRATION:
        demonstration.check_fictional(engine)
        demonstration.settle(engine, settings, now=clock.now())
    plain = routes()
    sockets, register = Sockets(), Register(engine)
    gate = Middleware(
        Gate,
        settings=settings,
        engine=engine,
        doors=Doors(plain, DOORS, bundle.paths(bundle.folder()), screens),
        register=register,
        sockets=sockets,
        opened=opened,
    )

    @asynccontextmanager
    async def standing(_: object) -> AsyncIterator[None]:
        beside = [
            asyncio.create_task(watch(sockets, register)),
            asyncio.create_task(anchoring.daily(engine, settings.home)),
            asyncio.create_task(_made_ready(opened)),
        ]
        yield
        for each in beside:
            each.cancel()
            with suppress(asyncio.CancelledError):
                await each

    return Server(plain, [gate], standing)


async def _made_ready(opened: Opened) -> None:
    """Beside the service, so that it stands at once. What fails is tried again by who comes."""
    try:
        await run_in_threadpool(opened.make_ready)
    except Exception:
        log.exception("What the first visitor needs could not be made ready")


async def watch(sockets: Sockets, register: Register) -> None:
    """Closes the screens of every session that has ended, for as long as the server runs.

    Where the database does not answer it asks again: no screen is drawn without it meanwhile.
    """
    while True:
        await asyncio.sleep(SECONDS_BETWEEN)
        there = sockets.sign_ins()
        if not there:
            continue
        try:
            alive = await run_in_threadpool(register.live, there, clock.now())
        except SQLAlchemyError:
            log.exception("Which sessions still live could not be asked")
            continue
        await sockets.end(set(there) - alive, ENDED)


def run(app: ASGIApp, port: int) -> None:
    """Serves to this machine only, until it is ended; a proxy with the certificate is in front.

    What the proxy says of whom it speaks for is believed, because it is on this machine.
    """
    uvicorn.run(
        app,
        host=HERE,
        port=port,
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=HERE,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
