"""The 13 risk groups by which CNST weighs clinical staff, and the name of each as a measure.

A specialty names its group in the column `risk_group` of the list of specialties. Source: the risk
weights of the NHS Litigation Authority, by whole-time-equivalent staff and value of claims.
"""

from collections.abc import Mapping

from scorecards.taxonomy.codes import CodeList, fold


RISK_GROUPS = (
    "Nursing and other",
    "Ambulance",
    "Low Risk",
    "Psychiatry/Mental Health",
    "Anaesthetics",
    "Medium Risk",
    "High Risk",
    "General Surgery",
    "Neurology",
    "Accident & Emergency",
    "Trauma & Orthopaedics",
    "Neurosurgery",
    "Obstetrics",
)
COLUMN = "risk_group"


def slug(group: str) -> str:
    """`Trauma & Orthopaedics` as `trauma-and-orthopaedics`."""
    return fold(group.replace("&", "and")).replace(" ", "-")


SLUGS = tuple(map(slug, RISK_GROUPS))
# The measure of exposure that holds the clinical WTE of a risk group.
WTE = {group: f"wte-{slug(group)}" for group in RISK_GROUPS}


def group_of_each(specialties: CodeList) -> Mapping[str, str]:
    """The slug of the risk group by specialty code; without those whose list names no group."""
    named = {code.code: slug(code.extra.get(COLUMN, "")) for code in specialties}
    return {code: group for code, group in named.items() if group in SLUGS}
