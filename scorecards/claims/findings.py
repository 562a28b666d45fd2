"""What each figure says, in words with numbers: its heading and its takeaway.

Made from the same protected answers as the figure, so a sentence never says more than the screen.
"""

from dataclasses import dataclass
from typing import Any

import polars as pl

from scorecards import financial_year
from scorecards.claims.delay.hatching import caution
from scorecards.claims.model import Basis
from scorecards.claims.money.model import PART_NAMES
from scorecards.claims.scorecard import Cost, Detail, Scorecard, Views
from scorecards.claims.selection import DIMENSION_NAMES, PLURALS
from scorecards.formatting import claims, count, listed, money, percent


Row = dict[str, Any]
LEADING = 3
MOST = {
    Basis.INCIDENT: "Incidents in {} led to the most claims",
    Basis.NOTIFIED: "Most claims were notified in {}",
    Basis.CLOSED: "Most claims were closed in {}",
}
NOTHING = "No claims in this selection."
COSTLESS = "None of these claims has a cost."
RESERVES = "Reserves are estimates of what is still to be paid: they move until a claim is closed."


@dataclass(frozen=True, slots=True)
class Finding:
    """A heading that says what the figure shows, and the sentences under it."""

    heading: str
    takeaway: str


def quadrant(card: Scorecard, views: Views) -> Finding:
    """The code with the most cost against its share of the claims, and the one with most claims."""
    noun = DIMENSION_NAMES[views.quadrant].lower()
    fallback = f"Volume against value by {noun}"
    chosen = card.quadrant.filter(pl.col("chosen"))
    all_claims, all_cost = card.headline.claims, card.headline.total
    of_cost = "of the cost"
    if views.cost is Cost.CAPPED and card.money is not None:
        chosen = chosen.with_columns(total=pl.col("capped"))
        all_cost, of_cost = card.money.figures.capped, "of the capped cost"
    rows = _known(chosen, "claims", "total")
    if not rows:
        return Finding(fallback, _too_small(card))
    if len(rows) > 1 and not any(row["total"] for row in rows):
        return Finding(fallback, _without_cost(card, rows, chosen))
    costly = max(rows, key=lambda row: (row["total"], row["claims"]))
    common = max(rows, key=lambda row: (row["claims"], row["total"]))
    heading = fallback
    if all_claims and all_cost and not card.selection.codes(views.quadrant):
        heading = (
            f"{costly['name']}: {percent(costly['claims'] / all_claims)} of the claims, "
            f"{percent(costly['total'] / all_cost)} {of_cost}"
        )
    elif card.selection.codes(views.quadrant):
        names = listed([row["name"] for row in rows])
        heading = f"{names} among all {PLURALS[views.quadrant]}"
    said = [f"{_with_cost(costly, card)} the most cost." if len(rows) > 1 else ""]
    if len(rows) == 1:
        cost = money(costly["total"], card.currency)
        said = [f"{costly['name']}: {claims(costly['claims'])}, {cost}."]
    elif common is not costly:
        said.append(f"{common['name']} has the most claims, {count(common['claims'])}.")
    costless = sum(row["total"] == 0 for row in rows)
    if costless:
        what = f"{noun} has" if costless == 1 else f"{PLURALS[views.quadrant]} have"
        said.append(f"{costless} {what} no cost, so only a row in the table.")
    return Finding(heading, " ".join(said))


def ranking(card: Scorecard, views: Views, *, by_cost: bool) -> Finding:
    """The leading code and what the first three hold together."""
    noun = DIMENSION_NAMES[views.ranking].lower()
    measure = "total" if by_cost else "claims"
    rows = sorted(_known(card.ranking, measure), key=lambda row: (-row[measure], row["name"]))
    whole = sum(row[measure] for row in rows)
    if not whole:
        return Finding(f"Claims by {noun}", _without_cost(card, rows, card.ranking))
    first = rows[0]
    unit = "cost" if by_cost else "claims"
    heading = f"{first['name']} leads by {'cost' if by_cost else 'number of claims'}"
    shown = money(first["total"], card.currency) if by_cost else claims(first["claims"])
    of_what = _of_shown(unit, rows, card.ranking)
    takeaway = f"{first['name']}: {shown}, {percent(first[measure] / whole)} of {of_what}."
    if len(rows) > LEADING:
        top = sum(row[measure] for row in rows[:LEADING])
        of_what = _of_shown(PLURALS[views.ranking], rows, card.ranking).removeprefix("the ")
        takeaway += f" The first three of {len(rows)} {of_what} hold {percent(top / whole)}."
    return Finding(heading, takeaway)


def years(card: Scorecard) -> Finding:
    """The year with most claims, and a caution where the newest years are not complete."""
    rows = _known(card.years, "claims")
    if not rows:
        return Finding(f"Claims by year of {_event(card)}", _too_small(card))
    top = max(rows, key=lambda row: (row["claims"], row["year"]))
    newest = rows[-1]
    label = financial_year.label
    heading = MOST[card.selection.basis].format(label(top["year"]))
    young = () if card.maturity is None else card.maturity.hatched
    if any(row["year"] in young for row in rows):
        heading += " so far"
    takeaway = f"{claims(top['claims'])} in {label(top['year'])}"
    if newest is not top:
        so_far = " so far" if newest["year"] in young else ""
        takeaway += f", {count(newest['claims'])}{so_far} in {label(newest['year'])}"
    takeaway += "."
    if card.maturity is not None:
        takeaway = f"{takeaway} {caution(card.maturity, [row['year'] for row in rows])}".rstrip()
    elif newest["year"] > financial_year.last_complete(card.as_at):
        takeaway += f" {label(newest['year'])} is not over."
    return Finding(heading, takeaway)


def detail(card: Scorecard, views: Views) -> Finding:
    """What the open detail shows."""
    match views.detail:
        case Detail.CROSSED:
            return _crossed(card, views)
        case Detail.BANDS:
            return _bands(card)
        case Detail.MONEY:
            return _parts(card)
        case Detail.CLAIMS:
            number = card.detail.height
            return Finding(
                "Your claims, most costly first",
                f"{claims(number)}, one line each. For the trust's own use, not for sharing on.",
            )


def _crossed(card: Scorecard, views: Views) -> Finding:
    plain = f"{DIMENSION_NAMES[views.down]} by {DIMENSION_NAMES[views.across].lower()}"
    rows = _known(card.detail, "claims")
    if not rows:
        return Finding(plain, _too_small(card))
    top = rows[0]
    return Finding(
        f"{top['down_name']} with {_inside(top['across_name'])} is the commonest pair",
        f"{claims(top['claims'])} of {count(card.headline.claims)}"
        f"{_costing(top, card)}. {plain}, the largest of each.",
    )


def _bands(card: Scorecard) -> Finding:
    if not card.exact:
        return _bands_by_number(card)
    rows = _known(card.detail, "claims", "total")
    if not rows:
        return Finding("Claims by value", _too_small(card))
    top = max(rows, key=lambda row: row["total"])
    if not top["total"]:
        return Finding("Claims by value", _without_cost(card, rows, card.detail))
    share, of_cost = percent(top["claims_share"]), percent(top["cost_share"])
    together = "" if top["claims"] == 1 else " together"
    return Finding(
        f"{share} of {_of_shown('claims', rows, card.detail)} hold "
        f"{of_cost} of {_of_shown('cost', rows, card.detail)}",
        f"{claims(top['claims'])} of {_inside(top['name'])} cost "
        f"{money(top['total'], card.currency)}{together}.",
    )


def _bands_by_number(card: Scorecard) -> Finding:
    """For those to whom no cost of a band is told: that would be the cost of few claims."""
    plain, rows = "Claims by value", _known(card.detail, "claims")
    if card.detail.is_empty() and not card.headline.empty:
        return Finding(plain, "Left out: the cost of a few claims could be told from the numbers.")
    if not rows:
        return Finding(plain, _too_small(card))
    top = max(rows, key=lambda row: row["claims"])
    return Finding(
        f"{top['name']}: {percent(top['claims_share'])} of "
        f"{_of_shown('claims', rows, card.detail)}",
        f"{claims(top['claims'])} of this value, more than of any other. What the claims of a "
        "value cost together is hidden.",
    )


def _parts(card: Scorecard) -> Finding:
    """Which part of the cost is how much of it, and how much of it is not paid yet."""
    plain, rows = "Where the money goes", card.detail.to_dicts()
    total = sum(row["total"] for row in rows)
    if not total:
        return Finding(plain, NOTHING if card.headline.empty else COSTLESS)
    damages = next(row["total"] for row in rows if row["part"] == "damages")
    reserved = sum(row["reserved"] for row in rows)
    shares = [
        f"{PART_NAMES[row['part']]} {money(row['total'], card.currency)} "
        f"({percent(row['total'] / total)})"
        for row in rows
    ]
    said = [f"{_inside(share) if place else share}" for place, share in enumerate(shares)]
    still = "All of it is paid."
    if reserved:
        still = f"{money(reserved, card.currency)} ({percent(reserved / total)}) of it is reserved."
    return Finding(
        f"{percent(damages / total)} of the cost is damages, the rest is legal costs",
        f"{listed(said)}. {still} {RESERVES}",
    )


def _known(frame: pl.DataFrame, *columns: str) -> list[Row]:
    return frame.drop_nulls(list(columns)).to_dicts()


def _of_shown(what: str, rows: list[Row], frame: pl.DataFrame) -> str:
    """`the claims`; where others are hidden, a share is of `the claims shown`."""
    return f"the {what}" if len(rows) == frame.height else f"the {what} shown"


def _with_cost(row: Row, card: Scorecard) -> str:
    return f"{row['name']} ({claims(row['claims'])}, {money(row['total'], card.currency)}) has"


def _costing(row: Row, card: Scorecard) -> str:
    return "" if row["total"] is None else f", {money(row['total'], card.currency)}"


def _inside(name: str) -> str:
    """A name within a sentence: no capital, unless it is an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _event(card: Scorecard) -> str:
    return {"incident": "incident", "notified": "notification", "closed": "closure"}[
        card.selection.basis.value
    ]


def _without_cost(card: Scorecard, rows: list[Row], frame: pl.DataFrame) -> str:
    """Why no cost can be told: there is none, or what there is stands in rows that are hidden."""
    return COSTLESS if rows and len(rows) == frame.height else _too_small(card)


def _too_small(card: Scorecard) -> str:
    if card.headline.empty:
        return NOTHING
    if card.headline.claims is None:
        return "Too few claims to say more than that they exist."
    return "Each of these numbers is too small to be shown."
