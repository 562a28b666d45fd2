"""Once a day, and at every start, the server notes where the audit trail stands."""

import asyncio
import logging
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from scorecards import clock
from scorecards.audit import anchors
from scorecards.errors import UserError
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading


log = logging.getLogger(__name__)
SECONDS_BETWEEN = 24 * 60 * 60


async def daily(engine: Engine, home: Path) -> None:
    """For as long as the server runs. What cannot be noted is logged and tried the next day."""
    while True:
        try:
            await run_in_threadpool(_note, engine, home)
        except (SQLAlchemyError, OSError, UserError):
            log.exception("Where the audit trail stands could not be noted")
        await asyncio.sleep(SECONDS_BETWEEN)


def _note(engine: Engine, home: Path) -> None:
    with reading(engine, SYSTEM) as session:
        anchors.note(session, home / anchors.FILE, now=clock.now())
