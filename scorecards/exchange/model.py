"""What an ask or an offer is. No store, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class PostKind(StrEnum):
    """The value is what the screen says."""

    ASK = "ask"
    OFFER = "offer"


class PostState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody fills in. `codes` are lists of codes that it is about, such as causes."""

    kind: PostKind
    topic: str
    title: str
    detail: str
    form_key: str
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Post:
    """An ask or an offer, as everybody with a role reads it.

    `place` is the name of the trust it is made for, else who makes it. `own`: whoever asked made
    it, or it is theirs to close.
    """

    id: int
    kind: PostKind
    topic: str
    codes: Mapping[str, tuple[str, ...]]
    title: str
    detail: str
    by: str
    place: str
    at: datetime
    state: PostState
    closed_at: datetime | None
    own: bool
