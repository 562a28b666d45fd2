"""The fictional trusts: read from `organisations.csv`, where every name and code is invented."""

import csv
from dataclasses import dataclass

from scorecards.demo.parameters import FOLDER
from scorecards.people.model import Organisation


# What the parameter files call a type, and the type itself.
TYPES = {
    "teaching": "Acute: teaching",
    "large": "Acute: large",
    "medium": "Acute: medium",
    "small": "Acute: small",
    "specialist": "Acute: specialist",
    "mental": "Mental health",
    "community": "Community",
    "ambulance": "Ambulance",
}
SHORT_TYPES = {name: short for short, name in TYPES.items()}


@dataclass(frozen=True, slots=True)
class Trust:
    """A fictional trust. `size` is against its type; `focus` is what a specialist one does."""

    organisation: Organisation
    size: float
    focus: str

    @property
    def type(self) -> str:
        """The short word of the parameter files for the trust's type."""
        return SHORT_TYPES[self.organisation.type]


def read() -> tuple[Trust, ...]:
    """All trusts, in the order of their codes."""
    with (FOLDER / "organisations.csv").open(encoding="utf-8", newline="") as file:
        found = [
            Trust(
                Organisation(row["code"], row["name"], row["type"], row["region"]),
                float(row["size"]),
                row["focus"],
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(found, key=lambda trust: trust.organisation.code))
