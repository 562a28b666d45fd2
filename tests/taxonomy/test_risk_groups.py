"""The risk groups of CNST: each specialty names one, and each has a measure of its staff."""

import pytest

from scorecards.settings import REFERENCE
from scorecards.taxonomy.codes import Code, CodeList, ListName, read
from scorecards.taxonomy.risk_groups import RISK_GROUPS, SLUGS, WTE, group_of_each, slug


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("Trauma & Orthopaedics", "trauma-and-orthopaedics"),
        ("Psychiatry/Mental Health", "psychiatry-mental-health"),
        ("Obstetrics", "obstetrics"),
    ],
)
def test_a_group_has_a_name_that_is_safe_in_an_address(group, expected):
    assert slug(group) == expected
    assert WTE[group] == f"wte-{expected}"


def test_there_are_thirteen_groups_and_no_two_share_a_name():
    assert len(RISK_GROUPS) == len(set(SLUGS)) == 13


def test_every_specialty_of_our_list_is_in_a_group():
    specialties = read(REFERENCE)[ListName.SPECIALTY]
    groups = group_of_each(specialties)
    assert set(groups) == {code.code for code in specialties}
    assert groups["gynaecology"] == "high-risk"
    assert groups["stroke-medicine"] == "neurology"


def test_a_list_without_groups_or_with_unknown_ones_puts_nothing_into_a_group():
    codes = (
        Code("a", "A", "G"),
        Code("b", "B", "G", extra={"risk_group": "Unheard of"}),
        Code("c", "C", "G", extra={"risk_group": ""}),
    )
    assert group_of_each(CodeList(ListName.SPECIALTY, codes)) == {}
