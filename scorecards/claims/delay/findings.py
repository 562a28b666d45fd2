"""What the figures about delay say, in words with numbers. Made from what may be shown."""

from collections.abc import Mapping

from scorecards import financial_year, formatting
from scorecards.claims.delay.hatching import in_percent, span
from scorecards.claims.delay.model import (
    NEARLY_ALL,
    Arrived,
    Known,
    Lens,
    Maturity,
    Reconciled,
    Where,
    YearKnown,
)
from scorecards.claims.findings import Finding
from scorecards.claims.model import Basis, Kind
from scorecards.formatting import claims, count, listed


label = financial_year.label
PANDEMIC = (
    "The pandemic changed when claims were made, most of all in 2020/21. Nothing is adjusted for "
    "it: these shares are averages over all years, that one among them."
)
EXACT_ONLY = (
    "This follows each claim from one date to the other, and the reasons are small numbers. It is "
    "for the risk managers of the trust itself and for data stewards."
)
NATION_ONLY = (
    "Years crossed by years would show small numbers, so you see the whole nation here, and not "
    "this trust."
)
BASIS_WORDS = {
    Basis.INCIDENT: "incident year",
    Basis.NOTIFIED: "notification year",
    Basis.CLOSED: "closing year",
}
HAPPENED = {
    Basis.INCIDENT: "are about incidents",
    Basis.NOTIFIED: "were notified",
    Basis.CLOSED: "were closed",
}
MISSING = {
    Basis.INCIDENT: "have no incident date",
    Basis.NOTIFIED: "have no notification date",
    Basis.CLOSED: "are not closed yet",
}


def answer(known: Known) -> str:
    """The first line of the screen: how much of what happened is known yet."""
    newest = _newest(known.maturity)
    if newest is None or newest.share is None:
        return known.maturity.why_not or (
            f"{known.organisation.name} has no {known.kind} claims yet."
        )
    said = (
        f"About {in_percent(newest.share)} of the {known.kind} claims expected from "
        f"{label(newest.year)} have been notified by {formatting.day(known.as_at)}."
    )
    settled = _nearly_all(known.maturity)
    if settled is not None:
        said += f" Of {label(settled)} and the years before, nine in ten or more are known."
    return said


def years(known: Known) -> Finding:
    """What the newest year may come to, beside what is known of it."""
    newest = _newest(known.maturity)
    if newest is None:
        return Finding("Claims known so far", known.maturity.why_not or "No claims.")
    heading = f"{label(newest.year)}: {_so_far(newest)}"
    return Finding(heading, f"{_projection(newest)} {_hatched(known.maturity)}".strip())


def curve(known: Known) -> Finding:
    """How soon nine tenths of the nation's claims are known."""
    if not known.curves:
        return Finding("How fast claims are notified", known.maturity.why_not)
    parts = [f"{one.name}: {_how_soon(one.shares)}" for one in known.curves]
    end = "Claims that come later than these years are not expected."
    heading = f"Nine in ten claims are known {_whole_years(known.curves[0].shares)} the year ends"
    own = (
        f" The dotted line is the pace of {known.own.name} itself, from far fewer claims."
        if known.own is not None
        else ""
    )
    return Finding(heading, f"{'. '.join(parts)}.{own} {end} {PANDEMIC}")


def lens(one: Lens, kind: Kind) -> Finding:
    """Which years the claims that arrived in one year are about."""
    shown = one.own or one.nation
    if shown is None:
        return Finding("What arriving claims are about", "No claims arrived that have both dates.")
    about = "care given" if kind is Kind.CLINICAL else "incidents"
    heading = (
        f"Half of the {kind} claims that arrived in {label(shown.year)} are about {about} in "
        f"{label(middle_year(shown))} or before"
    )
    number = f"{claims(shown.claims)} arrived in {label(shown.year)}"
    said = f"{number} in the whole nation." if shown.national else f"{number}."
    if shown.median_years is not None:
        said += (
            f" Half waited {shown.median_years:.1f} years or more from incident to notification."
        )
    if one.own is not None and one.nation is not None and one.nation.median_years is not None:
        said += f" In the nation: {one.nation.median_years:.1f} years."
    if shown.national:
        said += f" {NATION_ONLY}"
    return Finding(heading, said)


def middle_year(arrived: Arrived) -> int:
    """The first incident year up to which at least half of the claims lie."""
    running = 0.0
    for year, share in zip(arrived.years, arrived.shares, strict=True):
        running += share
        if running >= 0.5 - 1e-9:
            return year
    return arrived.years[-1]


def reconciled(one: Reconciled) -> Finding:
    """Both counts, and every claim that only one of them counts."""
    first, second = (BASIS_WORDS[basis] for basis in one.bases)
    heading = f"{count(one.before)} by {first}, {count(one.after)} by {second}"
    if one.bases[0] is one.bases[1]:
        return Finding(heading, "Choose two different dates to compare.")
    said = [f"In {period(one)}, {claims(one.both)} are counted both ways"]
    said += [
        f"of those counted by {BASIS_WORDS[basis]} only, {listed(reasons)}"
        for basis, reasons in (
            (one.bases[0], _reasons(one.left, one.bases[1])),
            (one.bases[1], _reasons(one.joined, one.bases[0])),
        )
        if reasons
    ]
    return Finding(heading, f"{'; '.join(said)}.")


def period(one: Reconciled) -> str:
    """`2015/16 to 2024/25`, or one year."""
    return " to ".join(dict.fromkeys((label(one.first), label(one.last))))


def reason(where: Where, other: Basis) -> str:
    """Where the date on the other basis lies: `were notified after the period`."""
    if where is Where.MISSING:
        return MISSING[other]
    return f"{HAPPENED[other]} {where.value} the period"


def _reasons(numbers: Mapping[Where, int], other: Basis) -> list[str]:
    return [
        f"{count(number)} {reason(where, other)}" for where, number in numbers.items() if number
    ]


def _newest(maturity: Maturity) -> YearKnown | None:
    """The newest year of which anything can be said."""
    told = [one for one in maturity.years.values() if one.share is not None]
    return max(told, key=lambda one: one.year, default=None)


def _nearly_all(maturity: Maturity) -> int | None:
    """The newest year from which back every year is nearly all known."""
    young = [one.year for one in maturity.years.values() if one.immature]
    told = [one.year for one in maturity.years.values() if one.share is not None]
    return max((year for year in told if not young or year < min(young)), default=None)


def _so_far(one: YearKnown) -> str:
    if one.expected is None:
        return f"{claims(one.notified)} so far"
    return f"{claims(one.notified)} so far, about {count(round(one.expected))} in the end"


def _projection(one: YearKnown) -> str:
    if one.expected is None or one.share is None:
        return "Of a hidden number, or of none, nothing is expected."
    return (
        f"{claims(one.notified)} from incidents of {label(one.year)} have been notified, about "
        f"{in_percent(one.share)} of those expected. In the end it may be "
        f"{span(one.low, one.high)}, nineteen times in twenty."
    )


def _hatched(maturity: Maturity) -> str:
    hatched = maturity.hatched
    if not hatched:
        return "No year shown has less than nine tenths of its claims known."
    named = listed([label(year) for year in sorted(hatched)])
    return (
        f"Hatched: less than nine tenths of the claims are known ({named}). Do not compare these "
        "years with older ones but by what is expected in the end."
    )


WHEN = {0: "when the year ends", 1: "a year later", 3: "after three years"}


def _how_soon(shares: tuple[float, ...]) -> str:
    """`37 per cent when the year ends, 68 per cent a year later and …`."""
    return listed(
        [f"{in_percent(shares[age])} {when}" for age, when in WHEN.items() if age < len(shares)]
    )


def _whole_years(shares: tuple[float, ...]) -> str:
    age = next((age for age, share in enumerate(shares) if share >= NEARLY_ALL), len(shares) - 1)
    return {0: "when", 1: "one year after"}.get(age, f"{age} years after")
