"""Where claims stand at the as-at date: status, settlement, closing day, paid and reserved."""

from dataclasses import dataclass

import numpy as np

from scorecards.claims.model import MONEY, Settlement, Status
from scorecards.demo import delays
from scorecards.demo.amounts import Stakes
from scorecards.demo.draws import Flags, Floats, Ints, about_one
from scorecards.demo.parameters import table
from scorecards.demo.patterns import NONE
from scorecards.money import POUND


STATUSES = tuple(Status)
SETTLEMENTS = tuple(Settlement)
OPEN, INCIDENT = STATUSES.index(Status.OPEN), STATUSES.index(Status.INCIDENT)
SETTLED, NIL = STATUSES.index(Status.SETTLED), STATUSES.index(Status.NIL)
CONTINUING = STATUSES.index(Status.CONTINUING)
LUMP, PERIODICAL = SETTLEMENTS.index(Settlement.LUMP_SUM), SETTLEMENTS.index(Settlement.PERIODICAL)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a claim stands at the as-at date. `closed` is a day or NONE; `money` is whole pence."""

    status: Ints
    settlement: Ints
    closed: Ints
    money: dict[str, Ints]


def outcome(
    rng: np.random.Generator, at_stake: Stakes, notified: Ints, incident_only: Flags
) -> Outcome:
    """What has happened by the as-at date, and what is paid and reserved by then."""
    days = np.ceil(
        delays.years_to_close(rng, at_stake.damages, at_stake.succeeds, at_stake.brain_injury)
        * delays.YEAR
    ).astype(np.int64)
    ended = notified + days
    over = (ended <= delays.day(delays.AS_AT)) & ~incident_only
    won = over & at_stake.succeeds
    periodical = won & _periodical(rng, at_stake)
    recent = ended > delays.day(delays.AS_AT) - 180
    continuing = periodical | (won & recent & (rng.random(len(days)) < 0.5))
    status = np.full(len(days), OPEN)
    status[over & ~at_stake.succeeds] = NIL
    status[won] = SETTLED
    status[continuing] = CONTINUING
    status[incident_only] = INCIDENT
    settlement = np.where(won, np.where(periodical, PERIODICAL, LUMP), NONE)
    closed = np.where(over & ~continuing, ended, NONE)
    elapsed = np.clip((delays.day(delays.AS_AT) - notified) / np.maximum(days, 1), 0, 1)
    return Outcome(status, settlement, closed, _money(rng, at_stake, status, settlement, elapsed))


def _periodical(rng: np.random.Generator, at_stake: Stakes) -> Flags:
    given = table("amounts")["brain-injury"]
    large = at_stake.damages >= given["periodical-above"]
    chosen: Flags = large & (rng.random(len(large)) < given["periodical"])
    return chosen


def _money(
    rng: np.random.Generator, at_stake: Stakes, status: Ints, settlement: Ints, elapsed: Floats
) -> dict[str, Ints]:
    """The six amounts in whole pence. What is paid and reserved adds up to what is at stake."""
    size = len(status)
    is_open, won = status == OPEN, (status == SETTLED) | (status == CONTINUING)
    reserved = _reserve(rng, at_stake)
    interim = is_open & (at_stake.damages > 250_000) & (elapsed > 0.6) & (rng.random(size) < 0.3)
    at_once = table("amounts")["brain-injury"]["paid-at-once"] * about_one(rng, 0.1, size)
    share_paid = np.select(
        [settlement == PERIODICAL, won, interim], [np.minimum(at_once, 0.9), 1.0, 0.15], 0.0
    )
    damages = np.where(won, at_stake.damages, is_open * reserved * at_stake.damages)
    claimant = np.where(won, at_stake.claimant_costs, is_open * reserved * at_stake.claimant_costs)
    claimant_paid = np.where(status == CONTINUING, 0.6, np.where(won, 1.0, 0.0))
    defence = at_stake.defence_costs * (status != INCIDENT)
    defence_paid = np.where(is_open, elapsed * 0.6, np.where(status == CONTINUING, 0.9, 1.0))
    parts = ((damages, share_paid), (claimant, claimant_paid), (defence, defence_paid))
    amounts = [amount for total, paid in parts for amount in _split(total, paid)]
    return dict(zip(MONEY, amounts, strict=True))


def _reserve(rng: np.random.Generator, at_stake: Stakes) -> Floats:
    given = table("amounts")["reserves"]
    level = np.where(at_stake.succeeds, given["success"], given["nil"])
    reserve: Floats = level * about_one(rng, given["spread"], len(level))
    return reserve


def _split(total: Floats, share_paid: Floats) -> tuple[Ints, Ints]:
    """Pounds into pence paid and pence reserved, in whole pounds where anything is reserved."""
    paid = np.round(total * share_paid * POUND).astype(np.int64)
    left = np.round(total * (1 - share_paid)).astype(np.int64) * POUND
    return paid, left
