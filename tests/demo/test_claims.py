"""The drawn claims obey the rules that intake asks of real ones, and tell a plausible story."""

from datetime import date

import polars as pl
import pytest

from scorecards import financial_year
from scorecards.claims.model import MONEY, SCHEMA, Kind, Settlement, Status
from scorecards.demo import calibration
from scorecards.demo.nation import Nation
from scorecards.demo.parameters import table
from scorecards.taxonomy.codes import ListName, Taxonomy


CODED = {
    "specialty": ListName.SPECIALTY,
    "cause": ListName.CAUSE,
    "cause_2": ListName.CAUSE,
    "injury": ListName.INJURY,
    "injury_2": ListName.INJURY,
    "location": ListName.LOCATION,
}
OPEN = [Status.INCIDENT, Status.OPEN]


@pytest.fixture(scope="module")
def claims(drawn: Nation) -> pl.DataFrame:
    types = pl.DataFrame(
        [(each.code, each.type) for each in drawn.organisations],
        schema=["trust", "type"],
        orient="row",
    )
    return drawn.claims.join(types, on="trust", how="left")


def none(claims: pl.DataFrame, *wrong: pl.Expr) -> bool:
    return claims.filter(*wrong).is_empty()


def test_columns_and_types_are_exactly_those_of_the_schema(drawn: Nation):
    assert list(drawn.claims.schema.items()) == list(SCHEMA.items())


def test_references_are_pseudonymous_all_different_and_in_order(drawn: Nation):
    references = drawn.claims.get_column("claim_ref")
    assert references.is_sorted()
    assert references.n_unique() == len(references)
    assert references.str.contains(r"^D\d{7}$").all()


def test_references_do_not_follow_the_dates(drawn: Nation):
    in_order = drawn.claims.select(pl.col("notified_date").diff().dt.total_days() >= 0)
    assert in_order.to_series().mean() == pytest.approx(0.5, abs=0.02)


def test_there_are_as_many_as_published_volumes_allow_which_is_nearly_150_000(claims):
    assert 143_000 <= claims.height <= 150_000


def test_incidents_are_of_the_ten_years_from_first_to_last_day_and_of_no_other(claims):
    incident = claims.get_column("incident_date")
    assert incident.min() == date(2015, 4, 1)
    assert incident.max() == date(2025, 3, 31)


def test_claims_are_notified_until_the_as_at_date(drawn: Nation, claims):
    assert claims.get_column("notified_date").max() == drawn.as_at
    after = claims.filter(pl.col("notified_date") >= date(2025, 4, 1))
    assert after.height > 10_000


def test_every_incident_year_from_2015_to_2024_has_claims_and_the_last_are_immature(claims):
    counts = claims_by_year(claims, "incident_date")
    assert set(counts) == set(range(2015, 2025))
    mature = [counts[each] for each in range(2015, 2020)]
    assert all(15_000 < each < 17_000 for each in mature)
    assert counts[2020] < 0.95 * min(mature)
    assert counts[2024] < 0.5 * min(mature)


def test_the_steady_notification_years_are_alike_and_all_others_have_fewer(claims):
    counts = claims_by_year(claims, "notified_date")
    assert set(counts) == set(range(2015, 2026))
    steady = [counts.pop(each) for each in calibration.STEADY]
    assert max(steady) < 1.08 * min(steady)
    assert max(counts.values()) < min(steady)


def claims_by_year(claims: pl.DataFrame, dated: str) -> dict[int, int]:
    """Claims, without notified incidents, in each financial year of a date."""
    year = pl.col(dated).dt.offset_by("-3mo").dt.year()
    claimed = claims.filter(pl.col("status") != Status.INCIDENT)
    return dict(claimed.group_by(year).len().iter_rows())


def test_dates_are_in_order_and_none_is_after_the_as_at_date(drawn: Nation, claims):
    assert drawn.as_at == date(2026, 3, 31)
    assert none(claims, pl.col("incident_date") > pl.col("notified_date"))
    assert none(claims, pl.col("notified_date") >= pl.col("closed_date"))
    for name in ("incident_date", "notified_date", "closed_date"):
        assert claims.get_column(name).max() <= drawn.as_at
    assert claims.get_column("incident_date").null_count() == 0
    assert claims.get_column("notified_date").null_count() == 0


def test_only_settled_and_nil_claims_have_a_closing_day(claims):
    closed = pl.col("closed_date").is_not_null()
    ended = pl.col("status").is_in([Status.SETTLED, Status.NIL])
    assert none(claims, closed != ended)


def test_every_status_occurs_and_incidents_are_few(claims):
    counts = dict(claims.group_by("status").len().iter_rows())
    assert set(counts) == set(Status)
    assert 500 < counts[Status.INCIDENT] < 3_000


def test_no_amount_is_negative(claims):
    assert all(claims.get_column(name).min() >= 0 for name in MONEY)
    assert claims.get_column("currency").unique().to_list() == ["GBP"]


def test_a_nil_claim_has_no_damages_and_no_claimant_costs_but_some_have_defence_costs(claims):
    nil = claims.filter(pl.col("status") == Status.NIL)
    for name in MONEY[:4]:
        assert nil.get_column(name).sum() == 0
    defended = (nil.get_column("defence_costs_paid") > 0).mean()
    assert 0.5 < defended < 0.8
    assert nil.get_column("defence_costs_reserved").sum() == 0


def test_a_notified_incident_has_cost_nothing(claims):
    incidents = claims.filter(pl.col("status") == Status.INCIDENT)
    assert incidents.select(pl.sum_horizontal(MONEY).sum()).item() == 0


def test_a_settled_claim_has_damages_and_nothing_in_reserve(claims):
    settled = claims.filter(pl.col("status") == Status.SETTLED)
    assert settled.get_column("damages_paid").min() > 0
    assert (
        settled.select(pl.sum_horizontal([m for m in MONEY if "reserved" in m]).sum()).item() == 0
    )


def test_open_claims_are_mostly_reserved(claims):
    money = claims.filter(pl.col("status") == Status.OPEN).select(pl.col(MONEY).sum()).row(0)
    paid, reserved = sum(money[::2]), sum(money[1::2])
    assert 0 < paid < 0.1 * reserved


def test_a_settlement_is_known_when_settled_and_not_before(claims):
    known = pl.col("settlement").is_not_null()
    assert none(claims, known != pl.col("status").is_in([Status.SETTLED, Status.CONTINUING]))


def test_periodical_payments_continue_after_large_injuries_and_have_most_still_to_pay(claims):
    periodical = claims.filter(pl.col("settlement") == Settlement.PERIODICAL)
    assert periodical.height > 100
    assert periodical.get_column("status").unique().to_list() == [Status.CONTINUING]
    assert none(periodical, pl.col("damages_paid") + pl.col("damages_reserved") < 350_000_000)
    money = periodical.select(pl.col("damages_paid", "damages_reserved").sum()).row(0)
    assert money[1] > money[0]


def test_every_code_is_listed_and_its_raw_text_means_the_same_code(claims, taxonomy: Taxonomy):
    for column, name in CODED.items():
        pairs = claims.select(column, f"{column}_raw").unique().rows()
        for code, raw in pairs:
            assert (code is None) == (raw is None)
            if code is not None:
                assert code in taxonomy[name]
                assert taxonomy[name].by_label[" ".join(_folded(raw))] == code, raw
    assert set(claims.get_column("scheme")) <= set(taxonomy[ListName.SCHEME].by_code)


def _folded(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()


def test_the_kind_of_a_claim_is_that_of_its_scheme_and_of_its_cause(claims, taxonomy: Taxonomy):
    for scheme, kind in claims.select("scheme", "kind").unique().iter_rows():
        assert taxonomy[ListName.SCHEME].by_code[scheme].extra["kind"] == kind
    for cause, kind in claims.select("cause", "kind").unique().iter_rows():
        assert taxonomy[ListName.CAUSE].by_code[cause].extra["kind"] in (kind, "both")


def test_second_codes_are_on_a_part_of_the_claims_and_differ_from_the_first(claims):
    for name in ("cause", "injury"):
        second = claims.get_column(f"{name}_2")
        assert 0.1 < second.is_not_null().mean() < 0.4
        assert none(claims, pl.col(name) == pl.col(f"{name}_2"))


def test_clinical_claims_have_a_specialty_and_non_clinical_ones_have_none(claims):
    clinical = pl.col("kind") == Kind.CLINICAL
    assert none(claims, clinical != pl.col("specialty").is_not_null())


def test_loss_of_property_injures_nobody_and_everything_else_does(claims):
    assert none(claims, (pl.col("scheme") == "PES") != pl.col("injury").is_null())
    lost = claims.filter(pl.col("scheme") == "PES")
    assert lost.select(pl.col("claimant_costs_paid", "claimant_costs_reserved").sum()).row(0) == (
        0,
        0,
    )


def test_maternity_causes_stay_with_maternity_specialties(claims, taxonomy: Taxonomy):
    maternity = [code.code for code in taxonomy[ListName.CAUSE] if code.group == "Maternity"]
    found = set(claims.filter(pl.col("cause").is_in(maternity)).get_column("specialty"))
    assert found <= {"obstetrics", "antenatal-clinic", "community-midwifery"}


def test_an_injury_comes_only_from_what_can_have_caused_it(claims):
    causes_of = {
        "cerebral-palsy": {
            "abnormal-fetal-heart-rate",
            "first-stage-labour",
            "second-stage-labour",
            "delayed-delivery",
            "delayed-treatment",
            "complication-not-recognised",
        },
        "wrongful-birth": {"failed-antenatal-screening"},
        "unwanted-pregnancy": {"failed-sterilisation"},
        "erbs-palsy": {
            "excess-force",
            "shoulder-dystocia",
            "instrumental-delivery",
            "second-stage-labour",
        },
    }
    for injury, causes in causes_of.items():
        found = set(claims.filter(injury=injury).get_column("cause"))
        assert found, injury
        assert found <= causes, injury


def test_every_rule_of_what_only_some_causes_lead_to_holds(claims):
    for injury, causes in table("links")["only"].items():
        assert none(claims.filter(injury=injury), ~pl.col("cause").is_in(causes)), injury


def test_brain_injury_at_birth_comes_from_labour_and_not_from_repairs_after_it(claims):
    large = claims.filter(specialty="obstetrics", injury="brain-damage")
    assert large.height > 100
    unlike = ["perineal-repair", "retained-foreign-body", "consent", "failed-antenatal-screening"]
    assert none(large, pl.col("cause").is_in(unlike))


def test_ambulance_trusts_have_no_births_and_no_wards_full_of_specialties(claims):
    found = claims.filter(type="Ambulance", kind=Kind.CLINICAL)
    assert set(found.get_column("specialty")) <= {"ambulance", "nhs-111"}
    births = set(claims.filter(specialty="obstetrics").get_column("type"))
    assert all(type_.startswith("Acute: ") for type_ in births)


def test_mental_health_trusts_have_mostly_mental_health_with_self_harm(claims):
    found = claims.filter(type="Mental health", kind=Kind.CLINICAL)
    assert (found.get_column("specialty") == "mental-health").mean() > 0.6
    causes = found.get_column("cause").value_counts(sort=True)
    assert causes.item(0, "cause") == "self-harm"


def test_community_trusts_have_pressure_ulcers_before_all_other_injuries(claims):
    found = claims.filter(type="Community", kind=Kind.CLINICAL).get_column("injury")
    assert found.value_counts(sort=True).item(0, "injury") == "pressure-ulcer"


def test_the_schemes_are_those_that_take_incidents_of_these_years(claims):
    found = set(claims.get_column("scheme"))
    assert found == {"CNST", "CNSC", "LTPS-EL", "LTPS-PL", "LTPS-OTHER", "PES"}


def test_the_coronavirus_scheme_covers_only_incidents_of_the_pandemic(claims):
    years = claims.filter(scheme="CNSC").get_column("incident_date")
    assert {financial_year.of(each) for each in years} == {2020}


def test_obstetrics_are_few_claims_and_the_largest_of_all(claims):
    largest = claims.sort(pl.sum_horizontal(MONEY), descending=True).head(500)
    assert (largest.get_column("specialty") == "obstetrics").mean() > 0.8


def test_small_trusts_are_small_and_lumpy(claims):
    small = claims.filter(pl.col("type").is_in(["Community", "Acute: specialist"]))
    assert small.group_by("trust").len().get_column("len").min() < 200
    cells = small.group_by("trust", "specialty", "cause").len().get_column("len")
    assert (cells < 5).mean() > 0.5


def test_claims_vary_more_between_alike_trusts_than_chance_would_make_them(drawn: Nation, claims):
    staff = drawn.exposures.filter(measure="staff", year=2019).select("trust", staff="value")
    large = claims.filter(type="Acute: large").group_by("trust").len().join(staff, on="trust")
    rate = large.get_column("len").sum() / large.get_column("staff").sum()
    chi_square = large.select(
        ((pl.col("len") - rate * pl.col("staff")) ** 2 / (rate * pl.col("staff"))).sum()
    ).item()
    assert chi_square > 3 * (large.height - 1)


def test_northmoor_has_a_fair_number_of_claims_and_its_emergency_claims_rise(claims):
    ours = claims.filter(trust="NMU")
    assert 1_000 <= ours.height <= 2_000
    emergency = ours.filter(specialty="emergency-medicine")
    counts = claims_by_year(emergency, "notified_date")
    first, last = list(calibration.STEADY)[:2], list(calibration.STEADY)[-2:]
    assert sum(counts[each] for each in last) > 1.2 * sum(counts[each] for each in first)
    assert ours.filter(specialty="obstetrics").height > 100
