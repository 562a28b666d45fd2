"""The card of the years: claims and their cost, year by year, in the prices that are asked for."""

from datetime import date

import streamlit as st

from scorecards import financial_year
from scorecards.claims import charts, findings
from scorecards.claims.findings import Finding
from scorecards.claims.model import Basis
from scorecards.claims.money import findings as money_findings
from scorecards.claims.money.prices import Step
from scorecards.claims.scorecard import Scorecard
from scorecards.claims.selection import Selection
from scorecards.money import Currency
from scorecards.ui import address, card, filters, money, resources, tables


AS_PAID = "paid"


def prices(as_at: date, currency: Currency) -> tuple[str, ...]:
    """What the cost can be told in: as paid, and in prices of the as-at year if there are any."""
    index = resources.price_index()
    if index is None or currency is not Currency.GBP or not index.reaches(as_at):
        return (AS_PAID,)
    return AS_PAID, financial_year.label(financial_year.of(as_at))


def draw(bar: filters.Bar, answer: Scorecard) -> None:
    wanted = answer.selection
    steps = _steps(answer)
    offered = prices(answer.as_at, answer.currency) if answer.exact else ()
    maturity = answer.maturity
    young = maturity is not None and any(year in maturity.hatched for year in _shown(answer))

    def controls() -> None:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if len(offered) > 1:
                bar.one(
                    "Cost in", offered, key="prices", default=AS_PAID,
                    words=lambda year: "Pounds as paid" if year == AS_PAID else f"{year} prices",
                    buttons=True,
                )  # fmt: skip
            if young:
                bar.flag("Projected range", key="projected")

    finding = findings.years(answer)
    said = (finding.takeaway, money_findings.prices(answer.priced), money_findings.steps(steps))
    card.draw(
        "years",
        Finding(finding.heading, " ".join(sentence for sentence in said if sentence)),
        charts.years(
            answer.years,
            card.ground(),
            first=wanted.first,
            last=wanted.last,
            currency=answer.currency,
            steps=steps,
            maturity=maturity,
            projected=bar.peek("projected", ("", "yes")) == "yes",
        ),
        lambda: tables.yearly(answer.years, answer.currency, maturity),
        answer.stamp(answer.headline.claims, *money.prices_in_words(answer)),
        controls=controls if len(offered) > 1 or young else None,
        on_select=(lambda: _pick(wanted)) if answer.exact else None,
        measures=(
            "claims-by-year",
            *(("share-developed", "expected-in-the-end") if young else ()),
            *(("prices",) if answer.priced else ()),
        ),
        said=answer.sentence(),
    )


def _shown(answer: Scorecard) -> list[int]:
    years: list[int] = answer.years["year"].to_list()
    return years


def _pick(wanted: Selection) -> None:
    """A click on a year narrows the period to it; on the only year, shows them all again."""
    year = card.clicked("years")
    if year:
        only = () if wanted.first == wanted.last else (year,)
        address.put("from", only)
        address.put("to", only)


def _steps(answer: Scorecard) -> tuple[Step, ...]:
    """The steps of the discount rate that may show in the years: not where years are of harm."""
    wanted = answer.selection
    if wanted.basis is Basis.INCIDENT or answer.currency is not Currency.GBP:
        return ()
    return resources.discount_rate().within(wanted.first, wanted.last)
