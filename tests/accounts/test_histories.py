"""Access follows the memberships of the day, whatever people, trusts and the register went through.

A thousand histories (ten thousand, where there is time) lie in one database: people come, move,
have two roles, leave and come back, while trusts merge, are renamed and change their region. What
a person may open on a day is worked out beside it by counting days. A second test lets the real
commands make the history.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
from sqlalchemy import insert, select

from scorecards.accounts import commands, memberships
from scorecards.accounts.model import Invitation, Person
from scorecards.errors import UserError
from scorecards.people.model import OF_A_TRUST, Organisation, Predecessor, Role
from scorecards.store import organisations, tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from tests.accounts.nation import NOW, STEWARD, find, signed_in, viewer_of


FIRST = date(2020, 4, 1)
TRUSTS = [f"T{number:02}" for number in range(12)]
MERGED = 3
REGIONS = ("North", "South", "East")


@dataclass(frozen=True)
class Held:
    """A membership as the test counts it."""

    role: Role
    trust: str | None
    region: str | None
    first: date
    last: date | None
    taken_away: bool = False

    def on(self, day: date) -> bool:
        open_ended = self.last is None or self.last >= day
        return not self.taken_away and self.first <= day and open_ended


def days(chance: random.Random) -> date:
    return FIRST + timedelta(days=chance.randrange(2_500))


def history(chance: random.Random) -> Iterator[Held]:
    """One person's memberships: up to five, side by side or after each other."""
    for _ in range(chance.randrange(6)):
        first = days(chance)
        last = None if chance.random() < 0.3 else first + timedelta(days=chance.randrange(900))
        lead = chance.random() < 0.1
        yield Held(
            Role.LEAD if lead else chance.choice(OF_A_TRUST),
            None if lead else chance.choice(TRUSTS),
            chance.choice(REGIONS) if lead else None,
            first,
            last,
            taken_away=chance.random() < 0.2,
        )


def upheaval(session, chance: random.Random) -> dict[str, str]:
    """The register after mergers, new names and regions; the region of each trust, as it is now."""
    regions = {trust: chance.choice(REGIONS) for trust in TRUSTS}
    register = [Organisation(t, f"New name of {t}", "Acute", regions[t]) for t in TRUSTS]
    organisations.put(session, register, fictional=True)
    session.flush()
    gone = chance.sample(TRUSTS[:6], MERGED)
    for trust in gone:
        successor = chance.choice(TRUSTS[6:])
        merged = Predecessor(trust, f"Once {trust}", successor, days(chance))
        organisations.put_predecessors(session, [merged])
        regions[trust] = regions[successor]  # where a body lay that has merged
    return regions


@pytest.mark.parametrize("histories", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_the_viewer_of_a_day_has_the_trusts_of_its_memberships_and_never_a_former_one(
    engine, histories
):
    chance = random.Random(7)
    people = [tuple(history(chance)) for _ in range(histories)]
    with writing(engine, SYSTEM) as session:
        organisations.put(
            session, [Organisation(t, t, "Acute", "North") for t in TRUSTS], fictional=True
        )
        session.execute(insert(tables.Person), [
            {"id": f"p{n}", "name": f"P {n}", "created_at": NOW, "created_by": "test"}
            for n in range(histories)
        ])  # fmt: skip
        session.execute(insert(tables.Membership), [
            {"person": f"p{n}", "role": held.role.name, "trust": held.trust,
             "region": held.region, "from_date": held.first, "to_date": held.last,
             "created_by": "test", "created_at": NOW, "form_key": f"h-{n}-{k}",
             "ended_at": NOW if held.taken_away else None}
            for n, each in enumerate(people) for k, held in enumerate(each)
        ])  # fmt: skip
        regions = upheaval(session, chance)
    with reading(engine, SYSTEM) as session:
        kept = session.scalars(select(tables.Organisation)).all()  # so that none is read again
        assert sum(row.name.startswith("Once ") for row in kept) == MERGED
        for number, each in enumerate(people):
            check(session, f"p{number}", each, regions, chance)


def check(session, person, history, regions, chance):
    told = Person(person, person, None, signed_in_once=True, disabled=False)
    found = memberships.of_person(session, person)
    edges = [day for held in history for day in (held.first, held.last) if day]
    day = chance.choice(edges) if edges else days(chance)
    for on in (day - timedelta(days=1), day, day + timedelta(days=1)):
        holding = [held for held in history if held.on(on)]
        # By each of their memberships in turn, wanted or not: one that does not hold gives nothing.
        for wanted in (None, *(each.id for each in found)):
            viewer = memberships.viewer_of(session, told, memberships.chosen(found, wanted, on))
            assert (viewer.role, viewer.trusts) in (
                [(held.role, opens(held, regions)) for held in holding] or [(Role.NONE, ())]
            ), (person, on)


def opens(held: Held, regions: dict[str, str]) -> tuple[str, ...]:
    """The own trust, under the code it always had; or those that lie in the region today."""
    if held.trust is not None:
        return (held.trust,)
    others = {"North": ("RA1", "RB2", "RX9"), "South": ("RC3",)}.get(str(held.region), ())
    own = [trust for trust, region in regions.items() if region == held.region]
    return tuple(sorted((*own, *others)))


class Life:
    """One person as a steward makes and changes them; what they were given is counted beside it."""

    def __init__(self, engine, number: int) -> None:
        self.engine = engine
        self.chance = random.Random(number)
        self.email = f"move{number}@example.org"
        self.day = date(2026, 4, 1)
        self.person = ""
        self.given: dict[int, Held] = {}
        self.keys = count()

    @property
    def now(self) -> datetime:
        return datetime.combine(self.day, time(9), UTC)

    def standing(self) -> list[int]:
        """The roles that are not over, nor taken away."""
        return [n for n, held in self.given.items() if held.last is None or held.last >= self.day]

    def do(self, command, *given, **named):
        """A command in a transaction of its own; None where it was refused."""
        try:
            with writing(self.engine, STEWARD) as session:
                return command(session, STEWARD, *given, now=self.now, **named)
        except UserError:
            return None

    def keep(self, held, instead_of: int | None = None) -> None:
        if held is not None:
            self.given.pop(instead_of, None)
            self.given[held.id] = Held(held.role, held.trust, None, held.from_date, held.to_date)
            self.person = held.person

    def come(self) -> None:
        first = self.day + timedelta(days=self.chance.choice((0, 0, 5, 40)))
        open_ended = self.chance.random() < 0.5
        last = None if open_ended else first + timedelta(days=self.chance.randrange(90))
        role, trust = self.chance.choice(OF_A_TRUST), self.chance.choice(("RA1", "RB2", "RC3"))
        asked = Invitation(self.email, "P", role, trust, None, first, last, self.key())
        self.keep(self.do(commands.invite, asked))

    def leave(self) -> None:
        for number in self.standing():
            self.do(commands.end_membership, number)
            del self.given[number]

    def move(self) -> None:
        self.leave()
        self.come()

    def change(self) -> None:
        for number in self.standing()[:1]:
            role = self.chance.choice(OF_A_TRUST)
            held = self.do(commands.change_role, number, role, form_key=self.key())
            self.keep(held, instead_of=number)

    def prolong_or_shorten(self) -> None:
        for number in self.standing()[:1]:
            first = self.given[number].first
            last = self.day + timedelta(days=self.chance.randrange(60))
            self.keep(self.do(commands.change_days, number, from_date=first, to_date=last), number)

    def key(self) -> str:
        return f"{self.email}-{next(self.keys)}"

    def look(self) -> None:
        """Whether the person has what holds on the day, by the first of their roles."""
        holding = [(held.role, (held.trust,)) for held in self.given.values() if held.on(self.day)]
        viewer = viewer_of(self.engine, self.person, self.day)
        assert (viewer.role, viewer.trusts) in (holding or [(Role.NONE, ())])


@pytest.mark.parametrize("lives", [15, pytest.param(60, marks=pytest.mark.slow)])
def test_whatever_the_commands_do_a_person_has_what_was_given_and_not_yet_taken(engine, lives):
    """Moves, changes of role and of days, ends; and who stays signed in is who they were."""
    for number in range(lives):
        life = Life(engine, number)
        life.come()
        acts = (life.come, life.move, life.leave, life.change, life.prolong_or_shorten)
        for _ in range(5):
            token = signed_in(engine, life.person, now=life.now)
            before = viewer_of(engine, life.person, life.day)
            life.chance.choice(acts)()
            here = find(engine, token, now=life.now)
            if here is not None:
                assert (here.viewer.role, here.viewer.trusts) == (before.role, before.trusts)
            for _ in range(2):
                life.look()
                life.day += timedelta(days=life.chance.randrange(30))
