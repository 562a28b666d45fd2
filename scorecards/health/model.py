"""What is asked of the service, and what it answers. No store, no clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Part(StrEnum):
    """What the service needs; the value is what a watcher is told."""

    DATABASE = "database"
    TABLES = "tables"
    CLAIMS = "claims"
    DISK = "disk"
    CLOCK = "clock"


class State(StrEnum):
    """`degraded`: something is missing, and what is there is served. `down`: send nobody here."""

    READY = "ready"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Probed:
    """One part: how it is, and why in a sentence that names no person."""

    part: Part
    state: State
    said: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """Every part that was asked, and when the current release was read whole, if it was."""

    parts: tuple[Probed, ...]
    verified_at: datetime | None

    @property
    def state(self) -> State:
        states = [probed.state for probed in self.parts]
        return next((each for each in (State.DOWN, State.DEGRADED) if each in states), State.READY)

    @property
    def broken(self) -> tuple[Probed, ...]:
        return tuple(probed for probed in self.parts if probed.state is not State.READY)


class Judgement(StrEnum):
    """The value is what the screen says."""

    FINE = "Fine"
    LOOK = "Look at it"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the screen: what it is, how it stands, and what to do where it is not fine."""

    name: str
    value: str
    judgement: Judgement = Judgement.FINE
    advice: str = ""
