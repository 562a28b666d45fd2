"""Mapping profiles: how the columns, dates, money, codes and blanks of a source become ours.

Read from TOML, checked as they are read: an unknown key, field, rule or code list is an error.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from scorecards.claims.model import MONEY, Settlement, Status
from scorecards.errors import UserError
from scorecards.intake.rules import RULES, Action
from scorecards.money import Currency
from scorecards.settings import PROFILES, REFERENCE
from scorecards.taxonomy import codes
from scorecards.taxonomy.codes import CodeList, ListName, Taxonomy, fold


DATES = ("incident_date", "notified_date", "closed_date")
CODED = ("specialty", "cause", "cause_2", "injury", "injury_2", "location")
FIELDS = (
    "claim_ref",
    "trust",
    "trust_name",
    "scheme",
    "kind",
    *DATES,
    *CODED,
    "status",
    "settlement",
    *MONEY,
    "currency",
)
ALWAYS = ("claim_ref", "trust", "scheme", "status")


class Cells(StrEnum):
    """What a field needs: a value in every row, a heading in every file, or nothing."""

    FILLED = "filled"
    COLUMN = "column"
    OPTIONAL = "optional"


class Organisations(StrEnum):
    """Where organisations come from: the register (all must be known), or the file itself."""

    REGISTER = "register"
    FILE = "file"


class Duplicates(StrEnum):
    KEEP = "keep"
    REJECT = "reject"


class DateForm(StrEnum):
    """A spelling of dates. Days before months, always; a two-digit year of 70 or more is 19xx."""

    ISO = "YYYY-MM-DD"
    BRITISH = "DD/MM/YYYY"
    SHORT = "D-Mon-YY"
    LONG = "D Month YYYY"


@dataclass(frozen=True, slots=True)
class Field:
    """Where one of our columns stands in the file. `also`: other headings it is known by."""

    name: str
    heading: str
    also: tuple[str, ...] = ()
    cells: Cells = Cells.OPTIONAL
    separator: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.heading, *self.also)


@dataclass(frozen=True, slots=True)
class MoneyForm:
    """How amounts are written; always with a decimal point and at most two decimals."""

    symbols: tuple[str, ...] = ()
    thousands: str = ","
    parentheses: bool = False


@dataclass(frozen=True, slots=True)
class FileOrganisation:
    """What is said of organisations that a file itself names."""

    missing_code: str = "NONE"
    missing_name: str = "Not stated"
    type: str = "Organisation"
    region: str = "Not stated"


@dataclass(frozen=True)
class Profile:
    """One source's layout. `lists`: the folder of a code list, inside data/reference."""

    name: str
    title: str
    currency: Currency
    organisations: Organisations
    fields: tuple[Field, ...]
    duplicates: Duplicates = Duplicates.REJECT
    blanks: tuple[str, ...] = ()
    dates: tuple[DateForm, ...] = (DateForm.ISO, DateForm.BRITISH)
    ignored: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    money: MoneyForm = field(default_factory=MoneyForm)
    lists: Mapping[ListName, str] = field(default_factory=dict)
    organisation: FileOrganisation = field(default_factory=FileOrganisation)
    status: Mapping[str, Status] = field(default_factory=dict)
    settlement: Mapping[str, Settlement] = field(default_factory=dict)
    rules: Mapping[str, Action] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return {one.name: one for one in self.fields}

    def action(self, rule: str) -> Action:
        """What a rule does here."""
        if rule == "duplicate-reference" and self.duplicates is Duplicates.REJECT:
            return Action.REJECT
        return self.rules.get(rule, RULES[rule].action)

    def taxonomy(self, reference: Path = REFERENCE) -> Taxonomy:
        """The code lists that this source speaks, each from its folder."""
        lists: dict[ListName, CodeList] = {}
        for name, file in codes.FILES.items():
            folder = reference / self.lists.get(name, "")
            lists[name] = codes.read_list(folder / file, name)
        return Taxonomy(lists)


def names(folder: Path = PROFILES) -> tuple[str, ...]:
    """Every profile there is, by name."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def text(name: str, folder: Path = PROFILES) -> str:
    """A profile as it is written, so that a release can say how its sources were read."""
    return (folder / f"{name}.toml").read_text(encoding="utf-8")


def load(name: str, folder: Path = PROFILES) -> Profile:
    """One profile. Raises UserError for a name that is none, and for a file with a mistake."""
    if name not in names(folder):
        raise UserError(f"There is no profile “{name}”. There are: {', '.join(names(folder))}.")
    path = folder / f"{name}.toml"
    try:
        return profile_of(tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError(f"The profile {path.name} has a mistake: {error}.") from error


def profile_of(table: Mapping[str, Any]) -> Profile:
    """A profile from what its TOML says. Raises ValueError, naming what is wrong."""
    known = Profile.__dataclass_fields__
    _check_known(table, known, "the profile")
    given = {key: _READ[key](value) if key in _READ else value for key, value in table.items()}
    missing = [key for key in ("name", "title", "currency", "organisations") if key not in given]
    if missing or "fields" not in given:
        raise ValueError(f"it does not say its {', '.join([*missing, 'fields'][:3])}")
    profile = Profile(**given)
    have = {one.name for one in profile.fields} | set(profile.constants)
    if lacking := [name for name in ALWAYS if name not in have]:
        raise ValueError(f"it has no {', '.join(lacking)}")
    return profile


def _check_known(table: Mapping[str, Any], known: Mapping[str, object], where: str) -> None:
    if unknown := [key for key in table if key not in known]:
        raise ValueError(f"{where} has an unknown key “{unknown[0]}”")


def _fields(table: Mapping[str, Any]) -> tuple[Field, ...]:
    fields = []
    for name, said in table.items():
        if name not in FIELDS:
            raise ValueError(f"“{name}” is not a column of a claim")
        _check_known({"name": name, **said}, Field.__dataclass_fields__, f"the field {name}")
        fields.append(
            Field(
                name,
                heading=said["heading"],
                also=tuple(said.get("also", ())),
                cells=Cells(said.get("cells", Cells.OPTIONAL)),
                separator=said.get("separator", ""),
            )
        )
    return tuple(fields)


def _money(table: Mapping[str, Any]) -> MoneyForm:
    _check_known(table, MoneyForm.__dataclass_fields__, "money")
    return MoneyForm(**{**table, "symbols": tuple(table.get("symbols", ()))})


def _organisation(table: Mapping[str, Any]) -> FileOrganisation:
    _check_known(table, FileOrganisation.__dataclass_fields__, "organisation")
    return FileOrganisation(**table)


def _constants(table: Mapping[str, Any]) -> Mapping[str, str]:
    _check_known(table, dict.fromkeys(("scheme", "status", "trust")), "constants")
    return dict(table)


def _rules(table: Mapping[str, Any]) -> Mapping[str, Action]:
    _check_known(table, RULES, "rules")
    for name in table:
        if RULES[name].fixed and Action(table[name]) is not RULES[name].action:
            raise ValueError(f"the rule {name} cannot be changed")
    return {name: Action(action) for name, action in table.items()}


def spelling(text: str) -> str:
    """How a status is looked up: case and punctuation do not matter, unless there is no more."""
    return fold(text) or text.strip()


_READ: Mapping[str, Callable[[Any], Any]] = {
    "currency": Currency,
    "organisations": Organisations,
    "duplicates": Duplicates,
    "fields": _fields,
    "blanks": tuple,
    "ignored": tuple,
    "dates": lambda forms: tuple(DateForm(form) for form in forms),
    "constants": _constants,
    "money": _money,
    "lists": lambda table: {ListName(name): folder for name, folder in table.items()},
    "organisation": _organisation,
    "status": lambda table: {spelling(text): Status(to) for text, to in table.items()},
    "settlement": lambda table: {spelling(text): Settlement(to) for text, to in table.items()},
    "rules": _rules,
}
