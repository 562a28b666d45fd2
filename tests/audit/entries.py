"""Entries made by hand, and a trail filled by the real function."""

from datetime import UTC, datetime, timedelta

from scorecards.audit import trail
from scorecards.audit.chain import START, sealed
from scorecards.audit.model import Action, Entry, Result
from scorecards.people.model import Role, Viewer
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing


NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ANN = Viewer("ann", "Ann Lee", Role.READER, ("RA1",), "Ashford Hospitals")
BEN = Viewer("ben", "Ben Poe", Role.BOARD_MEMBER, ("RB2",), "Beeston Hospital")


def entry(seq=1, previous=START, **changed):
    """One entry with its hash."""
    fields = {
        "seq": seq,
        "at": NOW + timedelta(seconds=seq),
        "person": "ann",
        "seen_by": "",
        "role": "READER",
        "trust": "RA1",
        "action": "EXPORTED",
        "subject": f"export/{seq}",
        "detail": "",
        "snapshot": None,
        "result": "DONE",
        "request": "4F2A10",
        "address": "192.0.2.7",
        "previous": previous,
        "hash": "",
    }
    return sealed(Entry(**{**fields, **changed}))


def history(length):
    """A chain of so many entries."""
    found = []
    for seq in range(1, length + 1):
        found.append(entry(seq, found[-1].hash if found else START))
    return found


def fill(engine, number, *, whose=(ANN, BEN)):
    """So many entries in the database, by turns of some people."""
    with writing(engine, SYSTEM) as session:
        for count in range(number):
            refused = count % 5 == 4
            trail.record(
                session,
                whose[count % len(whose)],
                Action.REFUSED if refused else Action.EXPORTED,
                f"export/number-{count}",
                now=NOW + timedelta(minutes=count),
                result=Result.REFUSED if refused else Result.DONE,
            )
