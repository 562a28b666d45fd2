"""What the gate asks the database and writes into it. Each call is one short transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine

from scorecards.accounts import sessions
from scorecards.accounts.model import SignedIn
from scorecards.audit import trail
from scorecards.audit.model import Action, Result
from scorecards.people.model import Role, Viewer
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from scorecards.web import terms


COUNTED_ONCE_IN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a token. `ended` names the session that it was, once it was ended."""

    signed_in: SignedIn | None = None
    accepted: bool = False
    ended: int | None = None
    person: str = ""


NOBODY = Known()


class Register:
    """Sessions as the gate sees them. Used from several threads at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._used: dict[int, datetime] = {}
        self._told: dict[tuple[str, int], datetime] = {}

    def known(self, token: str | None, now: datetime) -> Known:
        """Whose a token is, whether they accepted the terms, or which ended session it was."""
        if token is None:
            return NOBODY
        with reading(self._engine, SYSTEM) as session:
            found = sessions.find(session, token, now=now)
            if found is not None:
                return Known(found, terms.accepted(session, found.person.id), None, found.person.id)
            ended = sessions.ended(session, token)
        return NOBODY if ended is None else Known(ended=ended[0], person=ended[1])

    def live(self, numbers: list[int], now: datetime) -> set[int]:
        """Which of some sessions still live; forgets what it remembered of others."""
        with reading(self._engine, SYSTEM) as session:
            alive = sessions.live(session, numbers, now=now)
        self._used = {number: at for number, at in self._used.items() if number in alive}
        return alive

    def use(self, number: int, now: datetime) -> None:
        """Writes down that a session is in use, once a minute at most."""
        last = self._used.get(number)
        if last is not None and now - last < sessions.SEEN_EVERY:
            return
        self._used[number] = now
        with writing(self._engine, SYSTEM) as session:
            sessions.use(session, number, now=now)

    def refused(self, what: str, known: Known, now: datetime) -> None:
        """One entry in the trail for each thing and session in a minute, so nobody fills it."""
        number = known.signed_in.id if known.signed_in is not None else known.ended
        if number is None:
            return
        last = self._told.get((what, number))
        self._told = {key: at for key, at in self._told.items() if now - at < COUNTED_ONCE_IN}
        if last is not None and now - last < COUNTED_ONCE_IN:
            return
        self._told[(what, number)] = now
        if known.signed_in is not None:
            viewer = known.signed_in.viewer
        else:
            viewer = Viewer(known.person, "", Role.NONE)
        with writing(self._engine, SYSTEM) as session:
            trail.record(
                session,
                viewer,
                Action.REFUSED,
                f"session/{number}",
                now=now,
                detail=what,
                result=Result.REFUSED,
            )
