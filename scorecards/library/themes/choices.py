"""Which codes a thematic report may be about. Pure."""

from collections.abc import Mapping

from scorecards.claims.figures.model import VAGUE
from scorecards.claims.model import Kind
from scorecards.library.heads import QUESTIONS_BY
from scorecards.library.model import DIMENSIONS
from scorecards.taxonomy.codes import ListName, Taxonomy


BOTH = "both"


def offered(taxonomy: Taxonomy, kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """The codes of each list by dimension, in the order of their names; none that says nothing.

    Causes are those of the kind of claims. Non-clinical claims have no specialty.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name in DIMENSIONS:
        if name is ListName.SPECIALTY and kind is Kind.NON_CLINICAL:
            continue
        codes = [
            code
            for code, told in taxonomy[name].by_code.items()
            if code not in VAGUE
            and (name is not ListName.CAUSE or told.extra.get("kind", BOTH) in (BOTH, kind.value))
        ]
        found[name.value] = tuple(sorted(codes, key=taxonomy[name].name_of))
    return found


def asked_by(kind: Kind, codes: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """By what a report may divide its claims: not by a list of which it names one code alone."""
    return tuple(
        by
        for by in QUESTIONS_BY
        if len(codes.get(by, ())) != 1 and (by != "specialty" or kind is Kind.CLINICAL)
    )
