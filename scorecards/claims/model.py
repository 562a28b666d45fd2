"""What a claim is: columns, types, units and allowed values. Nothing is computed here."""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from scorecards.money import POUND


class Kind(StrEnum):
    CLINICAL = "clinical"
    NON_CLINICAL = "non-clinical"


class Basis(StrEnum):
    """The date by which a claim falls into a year. Figures on different bases never add up."""

    INCIDENT = "incident"
    NOTIFIED = "notified"
    CLOSED = "closed"

    @property
    def column(self) -> str:
        return f"{self.value}_date"


class Status(StrEnum):
    """`INCIDENT` is notified but no claim has been made; it is counted apart from claims."""

    INCIDENT = "incident"
    OPEN = "open"
    SETTLED = "settled"
    NIL = "nil"
    CONTINUING = "continuing"


STATUS_NAMES = {
    Status.INCIDENT: "Notified incident",
    Status.OPEN: "Open",
    Status.SETTLED: "Settled with damages",
    Status.NIL: "Closed nil damages",
    Status.CONTINUING: "Settled, costs or periodical payments continuing",
}


class Settlement(StrEnum):
    LUMP_SUM = "lump-sum"
    PERIODICAL = "periodical-payments"


class Band(StrEnum):
    """Value bands of total cost (damages and both sides' costs, paid and reserved)."""

    NONE = "none"
    TO_25K = "under-25k"
    TO_100K = "25k-to-100k"
    TO_250K = "100k-to-250k"
    TO_1M = "250k-to-1m"
    OVER_1M = "1m-and-over"


# Pence: a claim is in a band when its total cost is at least this and less than the next.
BAND_FLOORS = {
    Band.TO_25K: 1,
    Band.TO_100K: 25_000 * POUND,
    Band.TO_250K: 100_000 * POUND,
    Band.TO_1M: 250_000 * POUND,
    Band.OVER_1M: 1_000_000 * POUND,
}
BAND_NAMES = {
    Band.NONE: "No cost",
    Band.TO_25K: "Under 25,000",
    Band.TO_100K: "25,000 to 100,000",
    Band.TO_250K: "100,000 to 250,000",
    Band.TO_1M: "250,000 to 1 million",
    Band.OVER_1M: "1 million and over",
}

MONEY = (
    "damages_paid",
    "damages_reserved",
    "claimant_costs_paid",
    "claimant_costs_reserved",
    "defence_costs_paid",
    "defence_costs_reserved",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a claim. `required` ones are never missing in a snapshot."""

    name: str
    dtype: pl.DataType
    meaning: str
    required: bool = False


TEXT, DAY, PENCE = pl.String(), pl.Date(), pl.Int64()

COLUMNS = (
    Column("claim_ref", TEXT, "Claim reference, pseudonymous; identifies no person", required=True),
    Column("trust", TEXT, "Code of the trust the claim is against", required=True),
    Column(
        "organisation",
        TEXT,
        "Code of the organisation as constituted then; the trust's own where nothing merged",
        required=True,
    ),
    Column("scheme", TEXT, "Scheme code, from the list of schemes", required=True),
    Column("kind", TEXT, "clinical or non-clinical, as the scheme says", required=True),
    Column("incident_date", DAY, "When the care was given or the event took place"),
    Column("notified_date", DAY, "When the claim (or incident) was notified"),
    Column("closed_date", DAY, "When the claim was closed; missing while it is open"),
    Column("specialty", TEXT, "Specialty code; missing for most non-clinical claims"),
    Column("specialty_raw", TEXT, "Specialty as the source wrote it"),
    Column("cause", TEXT, "Primary cause code"),
    Column("cause_raw", TEXT, "Primary cause as the source wrote it"),
    Column("cause_2", TEXT, "Secondary cause code"),
    Column("cause_2_raw", TEXT, "Secondary cause as the source wrote it"),
    Column("injury", TEXT, "Primary injury code"),
    Column("injury_raw", TEXT, "Primary injury as the source wrote it"),
    Column("injury_2", TEXT, "Secondary injury code"),
    Column("injury_2_raw", TEXT, "Secondary injury as the source wrote it"),
    Column("location", TEXT, "Location code"),
    Column("location_raw", TEXT, "Location as the source wrote it"),
    Column("status", TEXT, f"One of {', '.join(Status)}", required=True),
    Column("settlement", TEXT, f"One of {', '.join(Settlement)}; missing until settled"),
    Column("damages_paid", PENCE, "Damages paid so far, pence", required=True),
    Column("damages_reserved", PENCE, "Damages reserved, pence", required=True),
    Column("claimant_costs_paid", PENCE, "Claimant's legal costs paid, pence", required=True),
    Column("claimant_costs_reserved", PENCE, "Claimant's costs reserved, pence", required=True),
    Column("defence_costs_paid", PENCE, "Defence costs paid, pence", required=True),
    Column("defence_costs_reserved", PENCE, "Defence costs reserved, pence", required=True),
    Column("currency", TEXT, "GBP or USD; one per snapshot", required=True),
)
SCHEMA = {column.name: column.dtype for column in COLUMNS}

# What trusts do in a financial year (`year` is when it starts), to set claims against. Measures:
# births, bed-days, attendances, staff, and clinical WTE by risk group as `wte-…`.
EXPOSURES = {
    "trust": pl.String(),
    "year": pl.Int32(),
    "measure": pl.String(),
    "value": pl.Float64(),
}
