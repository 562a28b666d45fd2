"""What the nation is drawn from: the TOML files beside this module. Draws nothing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scorecards.claims.model import Kind
from scorecards.taxonomy.codes import ListName, Taxonomy


FOLDER = Path(__file__).resolve().parent


@cache
def table(name: str) -> Mapping[str, Any]:
    """One parameter file, by its name without `.toml`."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True, slots=True)
class Line:
    """Claims drawn in one way. `yearly` is their number in the nation; `per` an exposure."""

    name: str
    block: str
    kind: Kind
    scheme: str
    specialty: str | None
    yearly: float
    setting: str
    per: str
    pattern: str
    success: float
    cost: float

    @property
    def is_incident(self) -> bool:
        """Notified incidents, about which nobody has made a claim."""
        return self.block == "incidents"


def lines(taxonomy: Taxonomy, exposure_of_group: Mapping[str, str]) -> tuple[Line, ...]:
    """Every line. Its exposure, unless named, is the clinical WTE of its specialty's risk group."""
    found: list[Line] = []
    specialties = taxonomy[ListName.SPECIALTY].by_code
    for block in ("clinical", "non-clinical", "incidents"):
        part = table("lines")[block]
        total = sum(line["share"] for line in part["lines"].values())
        kind = Kind.NON_CLINICAL if block == "non-clinical" else Kind.CLINICAL
        for name, line in part["lines"].items():
            clinical = kind is Kind.CLINICAL
            found.append(
                Line(
                    name=name,
                    block=block,
                    kind=kind,
                    scheme=line.get("scheme", "CNST"),
                    specialty=name if clinical else None,
                    yearly=part["yearly"] * line["share"] / total,
                    setting=line["setting"],
                    per=line.get("per") or exposure_of_group[specialties[name].extra["risk_group"]],
                    pattern=line["pattern"],
                    success=line["success"],
                    cost=line["cost"],
                )
            )
    return tuple(found)
