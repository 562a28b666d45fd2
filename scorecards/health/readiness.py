"""Whether the service can do its work: database, tables, claims, disk and clock, asked in turn."""

import logging
import shutil
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from scorecards.health.model import Part, Probed, Readiness, State
from scorecards.settings import Settings
from scorecards.snapshots import queries
from scorecards.snapshots.watching import Watch
from scorecards.store import probing, schema, tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading


log = logging.getLogger(__name__)
KEPT = timedelta(seconds=2)  # so that many who ask do not make many who write
LEAST_FREE = 0.10
MOST_AHEAD = timedelta(seconds=5)


class Usage(Protocol):
    """What a disk says of itself, in bytes."""

    @property
    def total(self) -> int: ...

    @property
    def free(self) -> int: ...


class Probe:
    """Asks every part, one asker at a time; an answer is given again for two seconds.

    `usage` tells of the disk that a folder is on.
    """

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        *,
        usage: Callable[[Path], Usage] = shutil.disk_usage,
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._usage = usage
        self._watch = Watch()
        self._lock = threading.Lock()
        self._known: tuple[datetime, Readiness] | None = None

    def look(self, now: datetime) -> Readiness:
        with self._lock:
            if self._known is not None and timedelta(0) <= now - self._known[0] < KEPT:
                return self._known[1]
            self._verified_at: datetime | None = None
            parts = [
                self._asked(Part.DISK, self._disk, now),
                self._asked(Part.DATABASE, self._database, now),
            ]
            if parts[-1].state is State.READY:
                parts += [
                    self._asked(Part.TABLES, self._tables, now),
                    self._asked(Part.CLAIMS, self._claims, now),
                    self._asked(Part.CLOCK, self._clock, now),
                ]
            found = Readiness(tuple(parts), self._verified_at)
            self._known = now, found
            return found

    def _asked(self, part: Part, ask: Callable[[datetime], Probed], now: datetime) -> Probed:
        try:
            return ask(now)
        except (SQLAlchemyError, OSError):
            log.exception("The %s did not answer", part.value)
            return Probed(part, State.DOWN, f"The {part.value} did not answer. The log says why.")

    def _database(self, now: datetime) -> Probed:
        probing.write_and_read(self._engine, now=now)
        return Probed(Part.DATABASE, State.READY, "A row was written and read.")

    def _tables(self, _: datetime) -> Probed:
        there, wanted = schema.step_of(self._engine), schema.head()
        if there != wanted:
            said = f"The tables are at step {there or 'none'}, and the program needs {wanted}."
            return Probed(Part.TABLES, State.DOWN, said)
        return Probed(Part.TABLES, State.READY, f"The tables are at step {wanted}.")

    def _claims(self, now: datetime) -> Probed:
        with reading(self._engine) as session:
            current = queries.current_id(session)
        if current is None:
            return Probed(Part.CLAIMS, State.DEGRADED, "No claims have been published yet.")
        looked = self._watch.look(self._settings.snapshots, current, now=now)
        if looked.damage is not None:
            return Probed(Part.CLAIMS, State.DOWN, looked.damage)
        self._verified_at = looked.at
        return Probed(Part.CLAIMS, State.READY, f"The release {current} is as it was written.")

    def _disk(self, _: datetime) -> Probed:
        usage = self._usage(self._settings.home)
        free = usage.free / usage.total
        said = f"{free:.0%} of the disk is free."
        state = State.READY if free >= LEAST_FREE else State.DOWN
        return Probed(Part.DISK, state, said)

    def _clock(self, now: datetime) -> Probed:
        """Nothing can have been written down later than now, unless the clock was set back."""
        newest = tables.AuditEntry.seq.desc()
        with reading(self._engine, SYSTEM) as session:
            last = session.scalar(select(tables.AuditEntry.at).order_by(newest).limit(1))
        if last is not None and last - now > MOST_AHEAD:
            return Probed(Part.CLOCK, State.DOWN, "The clock is behind what was written down last.")
        return Probed(Part.CLOCK, State.READY, "The clock is not behind what was written down.")
