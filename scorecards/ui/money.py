"""All figures of money as one table, for those who see the trust's claims one by one."""

from scorecards import financial_year, formatting
from scorecards.claims.money import findings
from scorecards.claims.scorecard import Cost, Scorecard
from scorecards.statistics.money import CAP
from scorecards.ui import card, tables


MEASURES = (
    "total-cost", "without-largest", "capped-total", "largest-share", "median-damages",
    "trimmed-mean", "mean-damages",
)  # fmt: skip


def draw(answer: Scorecard) -> None:
    found = answer.money
    if found is None:
        return
    card.draw(
        "money",
        findings.figures(answer),
        None,
        lambda: tables.all_money(found.figures, answer.currency),
        answer.stamp(answer.headline.claims),
        measures=MEASURES,
        said=answer.sentence(),
    )


def capped_in_words(answer: Scorecard, cost: Cost) -> tuple[str, ...]:
    """What the stamp of a figure of capped costs adds."""
    if cost is Cost.TOTAL:
        return ()
    return (f"at most {formatting.money(CAP, answer.currency)} a claim",)


def prices_in_words(answer: Scorecard) -> tuple[str, ...]:
    """What the stamp of a figure in another year's prices adds."""
    return () if answer.priced is None else (f"{financial_year.label(answer.priced.of)} prices",)
