"""What a division of the claims about a subject says, in sentences with its own numbers. Pure."""

from collections.abc import Iterator, Sequence

from scorecards.claims.figures.breakdown import YEAR, Breakdown, Line
from scorecards.claims.figures.model import VAGUE, Figures
from scorecards.claims.figures.words import period
from scorecards.claims.findings import Finding
from scorecards.formatting import claims, count, listed, money, percent


STILL_COMING = "Claims about recent years are still coming in."
POOLED = "Rows too small to be named are left out."
HIDDEN_ROWS = "A row without a bar is hidden: it has 1 to 7 claims."
TOO_SMALL = "Each of these numbers is too small to be shown."
NOTHING = "There are no such claims."
NO_SUCH_CODE = "No claim of this trust has one of these codes."
ALL_YEARS = "That is all years together, {}, with small numbers hidden."
NOTHING_FOLLOWS = (
    "Your role sees the claims of a trust in fixed tables, each by one list of codes. From these "
    "nothing follows about claims that are named by more than one list."
)


def finding(ask: str, told: Breakdown, own: Figures | None) -> Finding:
    """The question as heading, and what answers it."""
    return Finding(ask, " ".join(_sentences(told, own)))


def beside(own: Figures | None) -> tuple[str, ...]:
    """What may be told of a trust's own claims about the subject, a sentence each."""
    if own is None:
        return (NOTHING_FOLLOWS,)
    if own.exact:
        if not own.claims:
            return (f"No claims from incidents in {period(own)}.",)
        cost = money(own.total, own.currency)
        return (
            f"{claims(own.claims)} from incidents in {period(own)}, with a total cost of {cost}.",
        )
    (table,) = own.by.values()
    rows = [
        f"“{told}”: {claims(number)}, {_cost(total, own)}."
        for told, number, total in table.select("name", "claims", "total").iter_rows()
    ]
    if not rows and not own.pooled:
        rows = [NO_SUCH_CODE]
    left_out = (POOLED,) if own.pooled else ()
    return (*rows, *left_out, ALL_YEARS.format(period(own)))


def _cost(total: int | None, own: Figures) -> str:
    return "cost hidden" if total is None else f"cost {money(total, own.currency)}"


def _sentences(told: Breakdown, own: Figures | None) -> Iterator[str]:
    known = [line for line in told.lines if line.claims]
    if not known:
        yield TOO_SMALL if told.hides or told.pooled else NOTHING
    elif told.by == YEAR:
        yield from _years(known, told)
    elif told.by == "status":
        yield f"{listed([_with_share(line) for line in known])}."
    else:
        yield from _leading(known)
    if told.beside and own is not None:
        yield _own(told, own)
    if len(told.lines) > len(told.drawn):
        yield f"The chart shows {len(told.drawn)} of {len(told.lines)} rows; the table has all."
    if told.hides:
        yield HIDDEN_ROWS
    if told.pooled:
        yield POOLED


def _years(known: Sequence[Line], told: Breakdown) -> Iterator[str]:
    top = max(known, key=lambda line: line.claims or 0)
    first, last = told.lines[0], told.lines[-1]
    yield f"{top.name} has the largest number, {claims(top.claims)}."
    yield f"{first.name} has {count(first.claims)} so far, {last.name} has {count(last.claims)}."
    yield STILL_COMING


def _leading(known: Sequence[Line]) -> Iterator[str]:
    named = [line for line in known if _says_something(line)]
    if not named:
        yield "No row that says something is large enough to be shown."
        return
    yield f"“{named[0].name}” has the largest number, {_number(named[0])}."
    if len(named) > 1:
        yield f"Next is “{named[1].name}”, with {_number(named[1])}."


def _own(told: Breakdown, own: Figures) -> str:
    """The sentence about one's own; the chart has the rest."""
    mine = [line for line in told.lines if line.own and _says_something(line)]
    if not mine:
        return f"{told.beside} has {claims(own.claims)} in these years, none in a row shown here."
    top = max(mine, key=lambda line: line.own or 0)
    name = top.name if told.by == YEAR else f"“{top.name}”"
    whole = count(own.claims)
    return f"At {told.beside}, {name} has the largest number: {count(top.own)} of {whole}."


def _says_something(line: Line) -> bool:
    return line.code is not None and line.code not in VAGUE


def _number(line: Line) -> str:
    return f"{claims(line.claims)} ({percent(line.share)} of all)"


def _with_share(line: Line) -> str:
    return f"{line.name}: {count(line.claims)} ({percent(line.share)})"
