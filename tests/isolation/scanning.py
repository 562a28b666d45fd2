"""Everything that an answer holds, however deep: each text, each number, each canary."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from math import isfinite

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from scorecards.people.model import Organisation
from scorecards.snapshots.opening import Snapshot
from scorecards.taxonomy.codes import Taxonomy
from tests.isolation.nation import CANARY, Mark
from tests.journeys.canaries import LONGEST_NUMBER_BY_CHANCE, PENCE, WHOLE


ABOUT = "ABOUT-"  # an answer that is about one trust says which
REFERENCE = re.compile(r"REF-[A-Z]+-\d+")
_POUNDS = re.compile(r"-?\d+\.\d\d")


class Found:
    """What one answer holds: canaries, references of claims, whole numbers; whom it is about."""

    def __init__(self, answer: object) -> None:
        self.canaries: set[Mark] = set()
        self.references: set[str] = set()
        self.about: set[str] = set()
        self.numbers: set[int] = set()
        for leaf in leaves(answer):
            if isinstance(leaf, str):
                self._text(leaf)
            elif isinstance(leaf, int):
                self.numbers.add(leaf)
            elif isfinite(leaf):
                self._float(leaf)

    def _text(self, text: str) -> None:
        if text.startswith(ABOUT):
            self.about.add(text.removeprefix(ABOUT))
        self.canaries |= {
            Mark(trust.upper(), kind.lower(), about.lower())
            for trust, kind, about in CANARY.findall(text)
        }
        if "REF-" in text:
            self.references |= set(REFERENCE.findall(text))
        self.numbers |= {int(token.replace(",", "") or 0) for token in WHOLE.findall(text)}
        pence = {round(float(token.replace(",", "")) * 100) for token in PENCE.findall(text)}
        self.numbers |= {number for number in pence if long(number)}

    def _float(self, number: float) -> None:
        """A sum in pounds with pence is one in pence, too."""
        if number.is_integer():
            self.numbers.add(int(number))
        if long(pence := round(number * 100)) and abs(pence - number * 100) < 1e-3:
            self.numbers.add(pence)


def long(number: int) -> bool:
    """Too long to be ours by chance."""
    return len(str(abs(number))) > LONGEST_NUMBER_BY_CHANCE


def leaves(value: object) -> Iterator[str | int | float]:  # noqa: PLR0912
    """Every text and number inside. TypeError for what nobody has taught it to look into."""
    match value:
        case None | bool() | date() | datetime() | time() | timedelta() | range():
            return
        case Enum():
            yield from leaves(value.value)
        case str() | int() | float():
            yield value
        case bytes():
            yield from _content(value)
        case pl.LazyFrame():
            yield from leaves(value.collect())
        case pl.DataFrame():
            yield from value.columns
            for column in value.iter_columns():
                for each in column.unique().to_list():
                    yield from leaves(each)
        case Taxonomy():
            return  # the public code lists, with the names of organisations
        case Snapshot():
            raise TypeError("a whole release is no answer for a viewer")
        case Mapping():
            for key, held in value.items():
                yield from leaves(key)
                yield from leaves(held)
        case list() | tuple() | set() | frozenset():
            for each in value:
                yield from leaves(each)
        case _ if is_dataclass(value):
            for field in fields(value):
                held = getattr(value, field.name)
                if field.name == "organisation" and isinstance(held, Organisation):
                    yield f"{ABOUT}{held.code}"
                yield from leaves(held)
        case _ if isinstance(value, Iterator):
            yield from leaves(list(value))
        case _:
            raise TypeError(f"the scan cannot look into {type(value).__name__}")


def _content(content: bytes) -> Iterator[str | int | float]:
    """A file that is given away: a table by its cells, a workbook or text by its texts."""
    if content[:4] == b"PAR1":
        yield from leaves(pl.from_arrow(pq.read_table(pa.BufferReader(content))))
    elif content[:2] == b"PK":
        import io  # noqa: PLC0415
        import zipfile  # noqa: PLC0415

        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                text = packed.read(name).decode("utf-8", "replace")
                yield re.sub(r"<[^>]*>", " ", text)
    else:
        yield content.decode("utf-8", "replace")
