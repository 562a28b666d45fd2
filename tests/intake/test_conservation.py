"""Whatever the file, rows and pence are conserved: read = loaded + rejected + blank."""

import csv
import dataclasses
from datetime import date
from decimal import Decimal
from io import StringIO

import polars as pl
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from scorecards.errors import Refused
from scorecards.intake import amounts, reconciling
from scorecards.intake.checking import SourceFile, check
from scorecards.intake.profiles import Duplicates, MoneyForm
from tests.intake.claims_files import AS_AT, EXTRACT, GOOD, TRUSTS


POUNDS = MoneyForm(symbols=("£",), thousands=",", parentheses=True)
PLAIN = MoneyForm(symbols=(), thousands="", parentheses=False)

tidy = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
money = st.one_of(
    st.decimals(-(10**7), 10**9, places=2, allow_nan=False).map(str),
    st.decimals(0, 10**9, places=2).map(lambda number: f"£{number:,}"),
    st.decimals(0, 10**4, places=3).map(str),
    st.sampled_from(["", " ", "-", "N/A", "(5.00)", "£ 3", "−4.10", "1,2", "x", "5.", ".5", "0"]),
    tidy,
)
day = st.one_of(
    st.dates(date(2015, 1, 1), date(2025, 12, 31)).map(str),
    st.dates(date(2015, 1, 1), date(2020, 12, 31)).map(lambda one: f"{one:%d/%m/%Y}"),
    st.sampled_from(["", "-", "31/04/2020", "2020-02-30", "soon"]),
)
rows = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {
                "Claim reference": st.sampled_from(["A", "B", "C", "D/2", "", " E "]),
                "Trust code": st.sampled_from(["RX1", "rx1", "RX2", "ZZZ", ""]),
                "Scheme": st.sampled_from(["CNST", "LTPS EL", "?", "PES"]),
                "Incident date": day,
                "Notification date": day,
                "Closed date": day,
                "Primary cause": st.one_of(tidy, st.just("Medication Errors")),
                "Location": tidy,
                "Status": st.sampled_from(["Open", "Settled", "Nil", "what"]),
                "Damages paid": money,
                "Defence costs paid": money,
            }
        ),
        st.just(dict.fromkeys(GOOD, "")),
    ),
    min_size=1,
    max_size=40,
)


def written(given_rows) -> bytes:
    stream = StringIO()
    writer = csv.DictWriter(stream, list(GOOD))
    writer.writeheader()
    for row in given_rows:
        writer.writerow({**GOOD, **row})
    return stream.getvalue().encode()


@given(rows, st.sampled_from(["keep", "reject"]))
@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.generate,),  # a child each time: no shrinking
    suppress_health_check=list(HealthCheck),
)
def test_rows_and_pence_are_conserved_whatever_the_cells_hold(given_rows, duplicates):
    profile = dataclasses.replace(EXTRACT, duplicates=Duplicates(duplicates))
    try:
        result = check(
            [SourceFile("a.csv", written(given_rows))],
            profile=profile,
            as_at=AS_AT,
            known_trusts=TRUSTS,
        )
    except Refused as refused:
        assume("no rows" not in str(refused) and "personal data" not in str(refused))
        raise
    report = result.report
    blank = sum(all(not value.strip() for value in row.values()) for row in given_rows)
    assert (report.rows_read, report.rows_blank) == (len(given_rows), blank)
    assert report.rows_read == report.rows_loaded + report.rows_rejected + report.rows_blank
    assert report.rows_loaded == result.claims.height == result.claims["claim_ref"].n_unique()
    lines = set(report.findings.filter(pl.col("action") == "reject")["line"])
    assert len(lines) == report.rows_rejected
    assert result.claims.filter(pl.any_horizontal(pl.col(*REQUIRED).is_null())).is_empty()
    for line in report.money:
        assert line.read == line.loaded + line.rejected


REQUIRED = ("claim_ref", "trust", "scheme", "kind", "status", "damages_paid", "currency")


@given(money, st.sampled_from([POUNDS, PLAIN]))
@example("£1,234.56", POUNDS)
@example("-£5", POUNDS)
@example("£-5", POUNDS)
@example("--5", POUNDS)
@example("(£5.00)", POUNDS)
@example("(-5)", POUNDS)
@example("()", POUNDS)
@example("12345678901234", POUNDS)
@example("5.00000", PLAIN)
@settings(max_examples=600, deadline=None)
def test_the_two_readings_of_an_amount_never_differ(text, form):
    clean = text.strip()
    assume(clean)
    frame = pl.DataFrame({"text": [clean]}, schema={"text": pl.String})
    (vectorised,) = frame.select(amounts.pence(pl.col("text"), form)).to_series()
    assert vectorised == reconciling.pence_in(clean, form)


@given(st.integers(-(10**14), 10**14))
@settings(deadline=None)
def test_every_amount_in_whole_pence_is_read_exactly(pence):
    text = f"{Decimal(pence) / 100:,.2f}"
    frame = pl.DataFrame({"text": [text, text.replace(",", "")]})
    assert frame.select(amounts.pence(pl.col("text"), POUNDS)).to_series().to_list() == [pence] * 2
