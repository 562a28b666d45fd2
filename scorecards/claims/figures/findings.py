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
ROUNDED = "Counts of all trusts are to the nearest five, and sums of money to two figures."
FEW_OWN = 30  # below it a share moves by more than three points with one claim
FEW = "These are few. One claim more or less changes each share a good deal, and so does chance."
NOTHING_FOLLOWS = (
    "Your role sees the claims of a trust in fixed tables, each by one list of codes. From these "
    "nothing follows about claims that are named by more than one list."
)


def finding(ask: str, told: Breakdown, own: Figures | None) -> Finding:
    """The question as heading, and what answers it."""
    return Finding(ask, " ".join(_sentences(told, own)))


def first_answer(told: Breakdown) -> str:
    """One sentence: what has the largest number; "" where nothing that says something is shown."""
    named = [line for line in told.lines if line.claims and _says_something(line)]
    if not named:
        return ""
    top = max(named, key=lambda line: line.claims or 0)
    return f"{_called(top, told)} has the largest number, {_number(top)}."


def beside(own: Figures | None) -> tuple[str, ...]:
    """What may be told of a trust's own claims about the subject, a sentence each."""
    if own is None:
        return (NOTHING_FOLLOWS,)
    if own.exact:
        if not own.claims:
            return (f"No claims from incidents in {period(own)}.",)
        cost = money(own.total, own.currency)
        said = f"{claims(own.claims)} from incidents in {period(own)}, with a total cost of {cost}."
        return (said, FEW) if own.claims < FEW_OWN else (said,)
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
        yield from _leading(known, told)
    if told.beside and own is not None:
        yield _own(told, own)
    if len(told.lines) > len(told.drawn):
        yield f"The chart shows {len(told.drawn)} of {len(told.lines)} rows; the table has all."
    if any(line.claims is None for line in told.drawn):
        yield HIDDEN_ROWS
    if told.pooled:
        yield POOLED


def _years(known: Sequence[Line], told: Breakdown) -> Iterator[str]:
    top = max(known, key=lambda line: line.claims or 0)
    first, last = told.lines[0], told.lines[-1]
    yield f"{top.name} has the largest number, {claims(top.claims)}."
    yield f"{first.name} has {count(first.claims)} so far, {last.name} has {count(last.claims)}."
    yield STILL_COMING


def _leading(known: Sequence[Line], told: Breakdown) -> Iterator[str]:
    yield first_answer(told) or "No row that says something is large enough to be shown."
    named = [line for line in known if _says_something(line)]
    if len(named) > 1:
        yield f"Next is {_called(named[1], told)}, with {_number(named[1])}."


def _own(told: Breakdown, own: Figures) -> str:
    """The sentence about one's own; the chart has the rest."""
    mine = [line for line in told.lines if line.own and _says_something(line)]
    if not mine:
        return f"{told.beside} has {claims(own.claims)} in these years, none in a row shown here."
    top = max(mine, key=lambda line: line.own or 0)
    most = f"{_called(top, told)} has the largest number"
    return f"At {told.beside}, {most}: {count(top.own)} of {count(own.claims)}."


def _called(line: Line, told: Breakdown) -> str:
    return line.name if told.by == YEAR else f"“{line.name}”"


def _says_something(line: Line) -> bool:
    return line.code is not None and line.code not in VAGUE


def _number(line: Line) -> str:
    return f"{claims(line.claims)} ({percent(line.share)} of all)"


def _with_share(line: Line) -> str:
    return f"{line.name}: {count(line.claims)} ({percent(line.share)})"
