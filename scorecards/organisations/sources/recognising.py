"""Which source a file is, by what stands in it. Its name plays no part."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from scorecards.errors import Refused
from scorecards.organisations.model import Oddity, number
from scorecards.organisations.sources import (
    areas,
    attendances,
    beds,
    births,
    delimited,
    discharges,
    etr,
    mergers,
    trust_types,
)
from scorecards.organisations.sources.delimited import Cells


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of file. `columns`: its headings, in small letters, and what they are called here.

    `tidy` takes text and gives typed rows, or raises Refused; `verify` takes both and says what is
    odd.
    """

    kind: str
    title: str
    columns: Mapping[str, str]
    tidy: Callable[[pl.DataFrame], pl.DataFrame]
    verify: Callable[[pl.DataFrame, pl.DataFrame], tuple[Oddity, ...]]


REGISTER = Source("etr", "the organisation file (etr)", {}, etr.tidy, etr.verify)
HEADED = (
    Source("types", "types of trusts", trust_types.COLUMNS, trust_types.tidy, trust_types.verify),
    Source("areas", "names of regions", areas.REGION_COLUMNS, areas.tidy, areas.verify),
    Source(
        "areas", "names of integrated care boards", areas.BOARD_COLUMNS, areas.tidy, areas.verify
    ),
    Source("mergers", "mergers", mergers.COLUMNS, mergers.tidy, mergers.verify),
    Source("yearly", "births", births.COLUMNS, births.tidy, births.verify),
    Source("monthly", "beds", beds.COLUMNS, beds.tidy, beds.verify),
    Source("monthly", "attendances", attendances.COLUMNS, attendances.tidy, attendances.verify),
    Source("monthly", "discharges", discharges.COLUMNS, discharges.tidy, discharges.verify),
)
SOURCES = (REGISTER, *HEADED)
_CODE, _DAY = re.compile(r"[A-Z0-9]{3,6}"), re.compile(r"[0-9]{8}")


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was recognised: its rows as text, as typed values, and what is odd in them."""

    source: Source
    rows: int
    tidied: pl.DataFrame
    oddities: tuple[Oddity, ...]


def read(content: bytes) -> Read:
    """Raises Refused, with a sentence, for a file that is none of these or that is not sound."""
    cells = delimited.read(content)
    source, raw = _recognised(cells)
    tidied = source.tidy(raw)
    blank = (Oddity("blank-rows", cells.blank, f"{number(cells.blank, 'row')} held nothing."),)
    oddities = (*(blank if cells.blank else ()), *source.verify(raw, tidied))
    return Read(source, raw.height, tidied, oddities)


def _recognised(cells: Cells) -> tuple[Source, pl.DataFrame]:
    _, first = cells.rows[0]
    if _is_register(first):
        return REGISTER, _frame(cells, etr.COLUMNS, etr.WIDTH, start=0)
    headings = [cell.strip().casefold() for cell in first]
    fitting = [source for source in HEADED if set(source.columns) <= set(headings)]
    if not fitting:
        known = "; ".join(f"{source.title}: {', '.join(source.columns)}" for source in HEADED)
        raise Refused(
            "It is none of the files that are known here. They are told by their headings, and "
            f"the organisation file by its {etr.WIDTH} columns without headings.",
            (f"Known headings. {known}.",),
        )
    source = max(fitting, key=lambda one: len(one.columns))
    twice = [name for name in source.columns if headings.count(name) > 1]
    if twice:
        raise Refused(f"It has the heading “{twice[0]}” more than once.")
    places = {headings.index(heading) + 1: name for heading, name in source.columns.items()}
    if len(cells.rows) == 1:
        raise Refused("It has headings but no rows below them.")
    return source, _frame(cells, places, len(first), start=1)


def _is_register(first: tuple[str, ...]) -> bool:
    if len(first) != etr.WIDTH:
        return False
    at = {name: first[place - 1] for place, name in etr.COLUMNS.items()}
    return bool(_CODE.fullmatch(at["code"]) and _DAY.fullmatch(at["opened"] or at["closed"]))


def _frame(cells: Cells, places: Mapping[int, str], width: int, *, start: int) -> pl.DataFrame:
    """The wanted columns as text, with the line of each row."""
    rows = cells.rows[start:]
    for line, row in rows:
        if len(row) != width:
            raise Refused(
                f"Line {line} has {number(len(row), 'cell')} where the others have {width}. "
                "Perhaps a comma inside a name is not in quotation marks."
            )
    taken: dict[str, list[int] | list[str]] = {"line": [line for line, _ in rows]}
    for place, name in places.items():
        taken[name] = [row[place - 1] for _, row in rows]
    kinds = {"line": pl.Int64(), **dict.fromkeys(places.values(), pl.String())}
    return pl.DataFrame(taken, schema=kinds)
