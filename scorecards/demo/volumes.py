"""How many claims of each line each trust has from incidents of each year."""

from collections.abc import Sequence

import numpy as np

from scorecards.demo import exposures
from scorecards.demo.draws import Floats, Ints, about_one
from scorecards.demo.parameters import Line, table
from scorecards.demo.trusts import Trust


# Ten complete financial years, 2015/16 to 2024/25; the last exposure year, 2025/26, has none.
INCIDENT_YEARS = exposures.YEARS[:10]


def expected(
    rng: np.random.Generator, trusts: Sequence[Trust], lines: Sequence[Line], exposure: Floats
) -> Floats:
    """Expected claims as (trust, line, incident year); a line keeps its yearly number."""
    shape = (len(trusts), len(lines), len(INCIDENT_YEARS))
    spread = table("lines")["spread"]
    shares = _basis(trusts, lines, exposure)
    shares *= about_one(rng, spread["trust"], (shape[0], 1, 1))
    shares *= about_one(rng, spread["trust-line"], (shape[0], shape[1], 1))
    shares *= about_one(rng, spread["trust-year"], (shape[0], 1, shape[2]))
    shares *= _drift(rng, shape[0])[:, None, :]
    shares /= shares.sum(axis=0, keepdims=True)
    return _stories(trusts, lines) * shares * _national(lines)[None, :, :]


def counts(rng: np.random.Generator, means: Floats) -> tuple[Ints, Ints, Ints]:
    """One entry per claim: the positions of its trust and line, and its incident year."""
    drawn = rng.poisson(means)
    trust, line, year = np.nonzero(drawn)
    times = drawn[trust, line, year]
    return (
        np.repeat(trust, times).astype(np.int64),
        np.repeat(line, times).astype(np.int64),
        np.repeat(year, times).astype(np.int64) + INCIDENT_YEARS[0],
    )


def _basis(trusts: Sequence[Trust], lines: Sequence[Line], exposure: Floats) -> Floats:
    """Exposure times what the trust's type has of the line's setting; nothing where it has none."""
    measures = [exposures.MEASURES.index(line.per) for line in lines]
    basis = exposure[:, : len(INCIDENT_YEARS), measures].transpose(0, 2, 1)
    has = np.array([[_has(trust, line) for line in lines] for trust in trusts])
    rates: Floats = basis * has[:, :, None]
    return rates


def _has(trust: Trust, line: Line) -> float:
    given = table("lines")
    rate = float(given["settings"][line.setting].get(trust.type, 0.0))
    if not trust.focus or line.specialty is None:
        return rate
    focus = given["focus"]
    return rate if line.specialty in (*focus["every"], *focus[trust.focus]) else 0.0


def _drift(rng: np.random.Generator, trusts: int) -> Floats:
    """A few trusts really rise or fall, a little every year."""
    spread = table("lines")["spread"]
    rate = np.zeros(trusts)
    moving = rng.choice(trusts, spread["drifting-trusts"], replace=False)
    rate[moving] = spread["drift"] * np.where(np.arange(len(moving)) % 2, 1.0, -1.0)
    return np.exp(rate[:, None] * _from_middle())


def _from_middle() -> Floats:
    """Years from 2020/21, in which changes that go on every year are nil."""
    return np.arange(len(INCIDENT_YEARS), dtype=np.float64) - 5


def _national(lines: Sequence[Line]) -> Floats:
    """Claims of the whole nation as (line, incident year)."""
    given = table("lines")
    out = np.array([np.full(len(INCIDENT_YEARS), line.yearly) for line in lines])
    for at, line in enumerate(lines):
        out[at] *= given["growth"].get(line.name, 1.0) ** _from_middle()
        for year, factor in given["years"][line.block].items():
            out[at, INCIDENT_YEARS.index(int(year))] *= factor
    return out


def _stories(trusts: Sequence[Trust], lines: Sequence[Line]) -> Floats:
    """Factors as (trust, line, incident year): 1 but where a trust has a story of its own."""
    given = table("lines")
    factors = np.ones((len(trusts), len(lines), len(INCIDENT_YEARS)))
    codes = [trust.organisation.code for trust in trusts]
    for at, line in enumerate(lines):
        for code, told in given["stories"].items():
            factors[codes.index(code), at] *= told.get(line.name, 1.0) ** _from_middle()
        for code, levels in given["levels"].items():
            factors[codes.index(code), at] *= levels.get(line.name, 1.0)
    return factors
