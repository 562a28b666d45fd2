"""The claims about a subject, row by row: those of the nation with one's own beside. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scorecards import financial_year
from scorecards.claims.figures.model import Figures
from scorecards.claims.stamp import EXACT, Stamp


YEAR = "year"
MOST_DRAWN = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One code: claims and their cost (pence) in the nation, claims of one's own. None is hidden.

    `share` of all claims of the nation about the subject, `own_share` of one's own; None where
    there is nothing to take a share of.
    """

    code: str | int | None
    name: str
    claims: int | None
    total: int | None
    share: float | None
    own: int | None = None
    own_share: float | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """All rows of one division; `drawn` are those that a chart has room for.

    `beside` is the trust whose claims stand beside, "" where none do. `pooled`: rows too small to
    be named are left out.
    """

    by: str
    lines: tuple[Line, ...]
    beside: str = ""
    pooled: bool = False

    @property
    def drawn(self) -> tuple[Line, ...]:
        return self.lines[:MOST_DRAWN]

    @property
    def hides(self) -> bool:
        """Whether a row is there whose number is hidden."""
        return any(line.claims is None for line in self.lines)


def divided(nation: Figures, own: Figures | None, by: str) -> Breakdown:
    """Most claims first and hidden ones last; years in their order, those without claims too.

    One's own stand beside where there are any and they are told row by row: only exact ones are.
    """
    beside = own if own is not None and own.exact and own.claims else None
    rows = _years(nation) if by == YEAR else _ranked(nation, by)
    mine = {} if beside is None else dict(beside.by[by].select("code", "claims").iter_rows())
    lines = tuple(
        Line(
            code,
            name,
            claims,
            total,
            share=_share(claims, nation.claims),
            own=None if beside is None else mine.get(code, 0),
            own_share=None if beside is None else _share(mine.get(code, 0), beside.claims),
        )
        for code, name, claims, total in rows
    )
    whose = "" if beside is None else beside.whose
    return Breakdown(by, lines, beside=whose, pooled=by in nation.pooled)


def stamp(nation: Figures, told: Breakdown) -> Stamp:
    """What stands under a division: that of the nation, and that one's own beside it are exact."""
    return replace(nation.stamp, more=(f"{told.beside} {EXACT}",)) if told.beside else nation.stamp


_Row = tuple[str | int | None, str, int | None, int | None]


def _ranked(nation: Figures, by: str) -> Iterator[_Row]:
    yield from (
        nation.by[by]
        .select("code", "name", "claims", "total")
        .sort("claims", "name", descending=[True, False], nulls_last=True)
        .iter_rows()
    )


def _years(nation: Figures) -> Iterator[_Row]:
    found = {row[0]: row for row in nation.by[YEAR].select(
        "code", "name", "claims", "total").iter_rows()}  # fmt: skip
    absent = None if YEAR in nation.pooled else 0
    for year in range(nation.first, nation.last + 1):
        yield found.get(year, (year, financial_year.label(year), absent, absent))


def _share(claims: int | None, whole: int | None) -> float | None:
    return None if claims is None or not whole else claims / whole
