"""Code lists: read from CSV, so that an official list can be dropped in. No claims, no store.

A code is short, stable and safe in an address (`general-surgery`); its name is for readers, its
label is what source files write, its group rolls codes up.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from scorecards.errors import UserError


class ListName(StrEnum):
    """The lists that a claim draws its codes from. The value is the claim's column."""

    SCHEME = "scheme"
    SPECIALTY = "specialty"
    CAUSE = "cause"
    INJURY = "injury"
    LOCATION = "location"


FILES = {
    ListName.SCHEME: "schemes.csv",
    ListName.SPECIALTY: "specialties.csv",
    ListName.CAUSE: "causes.csv",
    ListName.INJURY: "injuries.csv",
    ListName.LOCATION: "locations.csv",
}
REQUIRED = ("code", "name", "group", "label")
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Code:
    """One line of a list. `labels`: spellings in source files; `extra`: any further columns."""

    code: str
    name: str
    group: str
    labels: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CodeList:
    """Codes of one kind, in the order of their file."""

    name: ListName
    codes: tuple[Code, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Code]:
        return {code.code: code for code in self.codes}

    @cached_property
    def by_label(self) -> Mapping[str, str]:
        """Every spelling (code, name and labels, folded) and the code it means."""
        spellings: dict[str, str] = {}
        for code in self.codes:
            for text in (code.code, code.name, *code.labels):
                spellings.setdefault(fold(text), code.code)
        return spellings

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def name_of(self, code: str | None) -> str:
        """The name for readers; an unlisted code stands for itself, none is `Not recorded`."""
        if code is None:
            return "Not recorded"
        known = self.by_code.get(code)
        return known.name if known else code

    def group_of(self, code: str | None) -> str:
        known = self.by_code.get(code or "")
        return known.group if known else "Other"


@dataclass(frozen=True)
class Taxonomy:
    """All lists together. `organisations`: names by code, of today's and of those that merged."""

    lists: Mapping[ListName, CodeList]
    organisations: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: ListName | str) -> CodeList:
        return self.lists[ListName(name)]


def fold(text: str) -> str:
    """Spellings that differ only in case, spaces or punctuation are the same."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def read(folder: Path) -> Taxonomy:
    """Every code list of a folder. A list without a file is empty: not all sources have all."""
    return Taxonomy({name: read_list(folder / file, name) for name, file in FILES.items()})


def read_list(path: Path, name: ListName) -> CodeList:
    """One CSV: columns code, name, group, label (several with `|`), and any further ones."""
    if not path.exists():
        return CodeList(name, ())
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, restval="")
        missing = [column for column in REQUIRED if column not in (rows.fieldnames or ())]
        if missing:
            raise UserError(f"{path.name} has no column {', '.join(missing)}.")
        codes = tuple(_code(row) for row in rows)
    _check(path.name, codes)
    return CodeList(name, codes)


def _code(row: Mapping[str, str]) -> Code:
    labels = tuple(label.strip() for label in row["label"].split("|") if label.strip())
    extra = {key: value for key, value in row.items() if key not in REQUIRED}
    return Code(row["code"], row["name"], row["group"], labels, extra)


def _check(file: str, codes: Iterable[Code]) -> None:
    seen: set[str] = set()
    meanings: dict[str, str] = {}
    for code in codes:
        if not _SAFE.fullmatch(code.code):
            raise UserError(
                f"{file} has the code “{code.code}”. Use letters, digits and hyphens only."
            )
        if code.code in seen:
            raise UserError(f"{file} lists the code “{code.code}” twice.")
        seen.add(code.code)
        for text in (code.code, code.name, *code.labels):
            other = meanings.setdefault(fold(text), code.code)
            if other != code.code:
                raise UserError(
                    f"In {file} “{text}” stands for the code “{other}” and for “{code.code}”. "
                    "Give each spelling to one code."
                )
