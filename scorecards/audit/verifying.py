"""Whether the trail is what was written: the chain, its end, and what was noted outside of it.

Each takes a session with `store.scope.SYSTEM`: a chain is whole or it is not, whoever asks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scorecards.audit import chain
from scorecards.audit.chain import Break
from scorecards.audit.model import Anchor, Entry
from scorecards.store import tables
from scorecards.store.scope import NOTHING


LAST = 200  # entries that are looked at each time the screen is opened
AT_ONCE = 5_000
_COLUMNS = [getattr(tables.AuditEntry, name) for name in Entry.__slots__]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries were looked at, and the first place where something is wrong."""

    entries: int
    broken: Break | None

    def sentence(self) -> str:
        looked = "1 entry was" if self.entries == 1 else f"{self.entries:,} entries were"
        if self.broken is None:
            return f"{looked} looked at. Each follows from the one before it."
        return f"The audit trail is not what was written. {self.broken.sentence}"


def whole(session: Session, anchors: Sequence[Anchor] = ()) -> Verdict:
    """Every entry from the first to the last, the end of the chain, and all anchors."""
    _check_sees_all(session)
    told = {anchor.seq: anchor.hash for anchor in anchors}
    walk = _Walk(_entries(session), told)
    broken = next(chain.breaks(walk), None)
    if broken is None:
        broken = _end(session, walk.seq, walk.hash)
    if broken is None and (further := [seq for seq in told if seq > walk.seq]):
        gone = min(further)
        broken = Break(gone, f"Entry {gone:,} was noted outside the database, and is not there.")
    if walk.differs is not None and (broken is None or walk.differs < broken.seq):
        seq = walk.differs
        broken = Break(seq, f"Entry {seq:,} is not the one that was noted outside the database.")
    return Verdict(walk.entries, broken)


def recent(session: Session, last: int = LAST) -> Verdict:
    """The last entries and the end of the chain: quick, however long the trail is."""
    _check_sees_all(session)
    newest = session.scalar(select(func.max(tables.AuditEntry.seq))) or 0
    first = max(newest - last, 0)
    walk = _Walk(_entries(session, first), {})
    broken = next(chain.breaks(walk, first, None if first else chain.START), None)
    if broken is None:
        broken = _end(session, walk.seq, walk.hash)
    return Verdict(walk.entries, broken)


class _Walk:
    """Entries as they go by, with what was last seen, and which differs from an anchor first."""

    def __init__(self, entries: Iterator[Entry], told: dict[int, str]) -> None:
        self.entries, self.seq, self.hash = 0, 0, chain.START
        self.differs: int | None = None
        self._coming = entries
        self._told = told

    def __iter__(self) -> Iterator[Entry]:
        for entry in self._coming:
            self.entries += 1
            self.seq, self.hash = entry.seq, entry.hash
            if self.differs is None and self._told.get(entry.seq, entry.hash) != entry.hash:
                self.differs = entry.seq
            yield entry


def _entries(session: Session, after: int = 0) -> Iterator[Entry]:
    """Those after an entry, in order; in parts, for no statement may take long."""
    row = tables.AuditEntry
    part = select(*_COLUMNS).order_by(row.seq).limit(AT_ONCE)
    while rows := session.execute(part.where(row.seq > after)).all():
        yield from (Entry(*one) for one in rows)
        after = rows[-1].seq


def _end(session: Session, seq: int, hash_: str) -> Break | None:
    """What is wrong with the row that says where the chain ends, given its last entry."""
    head = session.get(tables.AuditHead, 1)
    if head is None or head.seq < seq:
        if seq == 0:
            return None
        return Break(seq, f"The mark of the end is not at the last entry, {seq:,}.")
    if head.seq > seq:
        return Break(
            seq + 1, f"Entry {seq + 1:,} and what followed it, to {head.seq:,}, are missing."
        )
    if head.hash != hash_ and seq:
        return Break(seq, f"Entry {seq:,} is not the one that the end of the chain was set to.")
    return None


def _check_sees_all(session: Session) -> None:
    if not session.info.get("scope", NOTHING).every:
        raise ValueError("A chain is looked at whole: use the scope of the service itself.")
