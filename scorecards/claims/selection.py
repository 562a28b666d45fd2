"""What is being looked at: one trust, a kind of claims, a period on a basis, and filters.

One word per filter: it is the field here, the parameter in the address, the key of the widget and
the `--filter` of the command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from scorecards import financial_year
from scorecards.claims.model import BAND_NAMES, STATUS_NAMES, Band, Basis, Kind, Status
from scorecards.errors import UserError
from scorecards.formatting import listed
from scorecards.money import Currency
from scorecards.taxonomy.codes import Taxonomy


DIMENSIONS = (
    "scheme",
    "specialty",
    "cause",
    "injury",
    "location",
    "status",
    "band",
    "organisation",
)
DIMENSION_NAMES = {
    "scheme": "Scheme",
    "specialty": "Specialty",
    "cause": "Cause",
    "injury": "Injury",
    "location": "Location",
    "status": "Status",
    "band": "Value band",
    "organisation": "As constituted then",
}
PLURALS = {
    "scheme": "schemes",
    "specialty": "specialties",
    "cause": "causes",
    "injury": "injuries",
    "location": "locations",
    "status": "statuses",
    "band": "value bands",
    "organisation": "organisations",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """`first` and `last` are financial years by their starting year, both included."""

    trust: str
    kind: Kind
    first: int
    last: int
    basis: Basis = Basis.INCIDENT
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise UserError(
                f"The period starts in {financial_year.label(self.first)}, after it ends in "
                f"{financial_year.label(self.last)}. Choose an earlier start."
            )
        unknown = [name for name in self.filters if name not in DIMENSIONS]
        if unknown:
            raise UserError(f"There is no filter “{unknown[0]}”. There are {listed(DIMENSIONS)}.")

    def codes(self, dimension: str) -> tuple[str, ...]:
        """The codes a dimension is narrowed to; none means all."""
        return self.filters.get(dimension, ())

    def narrowed(self, dimension: str, *codes: str) -> "Selection":
        """The same selection with one dimension set anew (no codes: freed)."""
        others = {name: kept for name, kept in self.filters.items() if name != dimension}
        return replace(self, filters={**others, dimension: codes} if codes else others)

    def period(self) -> str:
        """`2015/16 to 2024/25`, or one year."""
        first, last = financial_year.label(self.first), financial_year.label(self.last)
        return first if first == last else f"{first} to {last}"


def name_of(
    dimension: str, code: str | None, taxonomy: Taxonomy, currency: Currency = Currency.GBP
) -> str:
    """A code of any dimension in words."""
    if code is None:
        return "Not recorded"
    if dimension == "status":
        return STATUS_NAMES[Status(code)]
    if dimension == "band":
        return band_name(Band(code), currency)
    if dimension == "organisation":
        return taxonomy.organisations.get(code, code)
    return taxonomy[dimension].name_of(code)


def band_name(band: Band, currency: Currency) -> str:
    """`£25,000 to £100,000`."""
    words = BAND_NAMES[band].split(" ")
    return " ".join(f"{currency.symbol}{word}" if word[0].isdigit() else word for word in words)


def filters_in_words(
    selection: Selection, taxonomy: Taxonomy, currency: Currency = Currency.GBP
) -> str:
    """`Specialty: Obstetrics. Cause: Consent or Medication error.` Nothing where nothing is set."""
    said = []
    for dimension in DIMENSIONS:
        codes = selection.codes(dimension)
        if codes:
            names = [name_of(dimension, code, taxonomy, currency) for code in codes]
            said.append(f"{DIMENSION_NAMES[dimension]}: {listed(names, 'or')}.")
    return " ".join(said)
