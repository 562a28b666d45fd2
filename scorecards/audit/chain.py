"""How entries are chained: each hash covers the entry and the hash before it. Pure."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from scorecards.audit.model import Entry


START = "0" * 64
_FIELDS = attrgetter(*(name for name in Entry.__slots__ if name not in ("hash", "at")))
_AT = Entry.__slots__.index("at")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: the number of the entry, and what is wrong with it."""

    seq: int
    sentence: str


def hash_of(entry: Entry) -> str:
    """SHA-256 of the fields of an entry in order, as JSON; `previous` is among them."""
    fields = list(_FIELDS(entry))
    fields.insert(_AT, entry.at.isoformat())
    return hashlib.sha256(_encode(fields).encode()).hexdigest()


def sealed(entry: Entry) -> Entry:
    """The entry with its hash."""
    return replace(entry, hash=hash_of(entry))


def breaks(entries: Iterable[Entry], seq: int = 0, previous: str | None = START) -> Iterator[Break]:
    """Every place where entries in order do not follow from what stood before them.

    `seq` and `previous` are number and hash of the entry before the first; None where that is not
    looked at.
    """
    for entry in entries:
        whole = hash_of(entry) == entry.hash
        if entry.seq != seq + 1:
            yield Break(seq + 1, _missing(seq + 1, entry.seq - 1))
        elif previous is not None and whole and entry.previous != previous:
            # It is whole itself, so the one before it was written anew, with a hash that fits.
            yield Break(max(seq, 1), _rewritten(seq, entry.seq))
        if not whole:
            yield Break(entry.seq, f"Entry {entry.seq:,} was changed: its hash does not fit it.")
        seq, previous = entry.seq, entry.hash


def _rewritten(seq: int, following: int) -> str:
    if not seq:
        return f"Entry {following:,} does not begin the chain."
    return f"Entry {seq:,} was written anew: entry {following:,} does not follow from it."


def _missing(first: int, last: int) -> str:
    if first == last:
        return f"Entry {first:,} is missing."
    return f"Entries {first:,} to {last:,} are missing."
