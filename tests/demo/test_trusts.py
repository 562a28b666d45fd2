"""The trusts are fictional, of every type and in every region, and none bears a real name."""

import csv
import re
from collections import Counter

from scorecards.demo import trusts
from scorecards.demo.nation import Nation
from scorecards.taxonomy.codes import fold
from tests.places import shared


REGIONS = {
    "London",
    "South East",
    "South West",
    "East of England",
    "Midlands",
    "North East and Yorkshire",
    "North West",
}
# Words that say what a trust is, not which: they occur in the names of real trusts too.
COMMON = {
    "nhs",
    "trust",
    "foundation",
    "the",
    "and",
    "of",
    "university",
    "hospital",
    "hospitals",
    "teaching",
    "general",
    "district",
    "mental",
    "health",
    "care",
    "partnership",
    "community",
    "ambulance",
    "service",
    "orthopaedic",
    "children",
    "s",
    "women",
    "cancer",
    "centre",
    "heart",
    "chest",
    "eye",
    "neurosciences",
}


def ods_rows() -> list[list[str]]:
    path = shared("data/nhs-organisations/etr_ods_2026-07.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.reader(file) if row]


def own_words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split()) - COMMON


def test_no_fictional_trust_has_a_word_of_its_own_in_common_with_a_real_one(drawn: Nation):
    real = {word for row in ods_rows() for word in own_words(row[1])}
    assert len(real) > 200
    for organisation in drawn.organisations:
        assert own_words(organisation.name), organisation.name
        assert not own_words(organisation.name) & real, organisation.name


def test_no_fictional_trust_is_named_after_the_town_of_a_real_one(drawn: Nation):
    towns = {fold(part) for row in ods_rows() for part in row[4:9] if part}
    for organisation in drawn.organisations:
        assert not own_words(organisation.name) & towns, organisation.name


def test_names_without_their_common_words_differ_from_those_of_real_trusts(drawn: Nation):
    drop = {"nhs", "trust", "foundation", "the"}
    real = {" ".join(w for w in fold(row[1]).split() if w not in drop) for row in ods_rows()}
    ours = {
        " ".join(w for w in fold(each.name).split() if w not in drop)
        for each in drawn.organisations
    }
    assert not ours & real


def test_codes_are_three_capitals_or_digits_and_belong_to_no_real_trust(drawn: Nation):
    real = {row[0] for row in ods_rows()}
    for file in ("trust_type.csv", "trust_mergers_2020_2021.csv"):
        text = shared(f"data/nhs-organisations/{file}").read_text(encoding="utf-8")
        real |= set(re.findall(r"\b[A-Z0-9]{3}\b", text))
    ours = [organisation.code for organisation in drawn.organisations]
    assert all(re.fullmatch(r"[A-Z0-9]{3}", code) for code in ours)
    # Real trusts begin with R, care trusts with T.
    assert not {code for code in ours if code[0] in "RT"}
    assert len(set(ours)) == len(ours)
    assert not set(ours) & real


def test_there_are_about_150_and_at_least_ten_of_every_type(drawn: Nation):
    assert 140 <= len(drawn.organisations) <= 160
    types = Counter(organisation.type for organisation in drawn.organisations)
    assert set(types) == set(trusts.TYPES.values())
    assert min(types.values()) >= 10


def test_every_region_has_acute_trusts_of_each_size_and_mental_health_trusts(drawn: Nation):
    found = {(each.region, each.type) for each in drawn.organisations}
    assert {region for region, _ in found} == REGIONS
    wanted = ["Acute: large", "Acute: medium", "Acute: small", "Acute: teaching", "Mental health"]
    assert {(region, type_) for region in REGIONS for type_ in wanted} <= found


def test_northmoor_is_a_large_acute_trust_with_a_maternity_unit(drawn: Nation):
    (northmoor,) = (each for each in drawn.organisations if each.code == "NMU")
    assert northmoor.name == "Northmoor University Hospitals"
    assert northmoor.type == "Acute: large"
    assert "births" in set(drawn.exposures.filter(trust="NMU").get_column("measure").to_list())


def test_names_are_different_and_in_the_order_of_the_codes(drawn: Nation):
    names = [each.name for each in drawn.organisations]
    codes = [each.code for each in drawn.organisations]
    assert len(set(names)) == len(names)
    assert codes == sorted(codes)
