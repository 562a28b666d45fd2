"""What is compared: which claims, and what they can be set against. Names only, no figures.

A claim is in one group: clinical claims in the CNST risk group of their specialty, others by
whether staff claim. A cut is one group or several.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scorecards.claims.model import Kind
from scorecards.taxonomy.risk_groups import SLUGS


EMPLOYERS, OTHER_NON_CLINICAL = "employers", "public-and-other"
EMPLOYERS_SCHEME = "LTPS-EL"
UNCODED = "uncoded"  # clinical claims whose specialty belongs to no group: always outside
OBSTETRICS = "obstetrics"
MIX = "mix"


@dataclass(frozen=True, slots=True)
class Denominator:
    """What claims are set against. A rate is claims per `per` of `unit`."""

    code: str
    name: str
    per: int
    unit: str


@dataclass(frozen=True, slots=True)
class Cut:
    """`claims` is how they are called in a sentence, after a number.

    `denominators`: those that fit, the best first; MIX sets each group against its own best.
    """

    code: str
    name: str
    claims: str
    kind: Kind
    groups: tuple[str, ...]
    denominators: tuple[str, ...]

    @property
    def mixed(self) -> bool:
        return len(self.groups) > 1


def _wte(group: str) -> str:
    return f"wte-{group}"


_WTE_UNIT = "whole-time clinical staff a year"
DENOMINATORS: Mapping[str, Denominator] = {
    each.code: each
    for each in (
        Denominator(MIX, "what fits each group", 1, ""),
        Denominator("births", "births", 1_000, "births"),
        Denominator("attendances", "emergency attendances", 10_000, "attendances"),
        Denominator("bed-days", "bed days", 10_000, "bed days"),
        Denominator("discharges", "discharges", 10_000, "discharges"),
        Denominator("staff", "staff", 1_000, "staff a year"),
        *(
            Denominator(_wte(group), "clinical staff of the group", 100, _WTE_UNIT)
            for group in SLUGS
        ),
    )
}
# The groups of clinical claims: how they are called, in which order they stand, what fits them.
_CLINICAL: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    OBSTETRICS: ("Obstetrics", "claims in obstetrics", ("births", _wte(OBSTETRICS))),
    "accident-and-emergency": (
        "Emergency medicine",
        "claims in emergency medicine",
        ("attendances", _wte("accident-and-emergency")),
    ),
    **{
        group: (name, words, (_wte(group), "bed-days", "discharges"))
        for group, name, words in (
            ("trauma-and-orthopaedics", "Orthopaedics", "claims in orthopaedics"),
            ("general-surgery", "General surgery", "claims in general surgery"),
            ("neurosurgery", "Neurosurgery", "claims in neurosurgery"),
            (
                "high-risk",
                "Other high-risk specialties",
                "claims in the CNST group of high-risk specialties",
            ),
            (
                "medium-risk",
                "Medium-risk specialties",
                "claims in the CNST group of medium-risk specialties",
            ),
            (
                "low-risk",
                "Low-risk specialties",
                "claims in the CNST group of low-risk specialties",
            ),
            ("anaesthetics", "Anaesthetics", "claims in anaesthetics and intensive care"),
            ("neurology", "Neurology and stroke", "claims in neurology and stroke medicine"),
            (
                "nursing-and-other",
                "Nursing and other",
                "claims in nursing, therapies and other specialties",
            ),
        )
    },
    # Bed days and discharges of other trusts say nothing about these two.
    "psychiatry-mental-health": (
        "Mental health",
        "claims in mental health",
        (_wte("psychiatry-mental-health"),),
    ),
    "ambulance": ("Ambulance", "claims about ambulance services", (_wte("ambulance"),)),
}
CUTS = (
    Cut(
        "clinical",
        "All specialties",
        "clinical claims",
        Kind.CLINICAL,
        (*_CLINICAL, UNCODED),
        (MIX, "bed-days", "attendances", "discharges"),
    ),
    Cut(
        "without-obstetrics",
        "All without obstetrics",
        "clinical claims outside obstetrics",
        Kind.CLINICAL,
        tuple(group for group in _CLINICAL if group != OBSTETRICS),
        (MIX, "bed-days", "attendances", "discharges"),
    ),
    *(
        Cut(group, name, words, Kind.CLINICAL, (group,), fits)
        for group, (name, words, fits) in _CLINICAL.items()
    ),
    Cut(
        "non-clinical",
        "All non-clinical",
        "non-clinical claims",
        Kind.NON_CLINICAL,
        (EMPLOYERS, OTHER_NON_CLINICAL),
        (MIX, "staff", "bed-days"),
    ),
    Cut(
        EMPLOYERS,
        "Employers' liability",
        "employers' liability claims",
        Kind.NON_CLINICAL,
        (EMPLOYERS,),
        ("staff",),
    ),
    Cut(
        OTHER_NON_CLINICAL,
        "Public liability and other",
        "public liability and other non-clinical claims",
        Kind.NON_CLINICAL,
        (OTHER_NON_CLINICAL,),
        ("bed-days", "attendances", "discharges", "staff"),
    ),
)
BY_CODE: Mapping[str, Cut] = {cut.code: cut for cut in CUTS}


def of_kind(kind: Kind) -> tuple[Cut, ...]:
    """The cuts of a kind of claims, all of them first."""
    return tuple(cut for cut in CUTS if cut.kind is kind)
