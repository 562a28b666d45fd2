"""What a comparison says, in words: the first line of the screen, headings and takeaways.

Made from the same protected answer as the figures. Nobody is put in an order.
"""

from scorecards import formatting
from scorecards.claims.comparison.charts import amount
from scorecards.claims.comparison.cuts import DENOMINATORS
from scorecards.claims.comparison.model import Comparison, Limits, Own
from scorecards.claims.findings import Finding
from scorecards.disclosure.policy import SMALLEST_GROUP
from scorecards.formatting import claims, count, listed, percent
from scorecards.statistics import funnel
from scorecards.statistics.funnel import ADJUST_FROM, BAND_FROM


TOO_FEW = f"fewer than {BAND_FROM:.0f} are expected, too few to say whether that is unusual"
MANY_HIDDEN = 0.25
SAME_MIX = 0.02


def sentence(answer: Comparison) -> str:
    """The answer in one line: observed, expected, times, interval, and in words."""
    own, name = answer.own, answer.organisation.name
    what = answer.wanted.cut.claims
    about = "" if answer.exact else "about "
    if not own.expected:
        return (
            f"{name}: nothing can be expected here, because the release holds no "
            f"{answer.denominator.name} for it."
        )
    shown = about if own.observed else ""
    number = f"{shown}{count(own.observed)} {what}"
    start = f"{name}: {number} where {about}{amount(own.expected)} are expected"
    if own.ratio is None:
        return f"{start}: the count is hidden, too small to compare."
    ratio = own.ratio
    said = f"{own.finding.value}{_although(own)}" if own.finding else TOO_FEW
    return f"{start}, {ratio.estimate:.2f} times ({ratio.lower:.2f} to {ratio.upper:.2f}): {said}."


def _although(own: Own) -> str:
    """Why a count is within what is expected although its interval does not hold 1."""
    if own.finding is not funnel.Finding.WITHIN or own.ratio is None or own.observed is None:
        return ""
    if funnel.classify(own.observed, own.expected) is not own.finding:
        return ", because trusts differ as much from each other"
    return "" if own.ratio.lower <= 1 <= own.ratio.upper else ", near its limits"


def outside(answer: Comparison) -> str:
    """What of the trust's own claims is not compared; nothing where all are, or it is not told."""
    own = answer.own
    if not own.outside:
        return ""
    verb = "is" if own.outside == 1 else "are"
    return (
        f"{claims(own.outside)} of these years {verb} outside the comparison: their specialty has "
        "no risk group, or too few trusts have something to set them against in that year."
    )


def funnel_plot(answer: Comparison) -> Finding:
    """Whether the trust is unusual, how often chance does it, and what the group is like."""
    own = answer.own
    what = answer.wanted.cut.claims
    called = f"{what[0].upper()}{what[1:]}"
    heading = f"{called} against what is expected"
    if own.finding is not None:
        heading = f"{called}: {own.finding.value}"
    said = [_chance(answer), _inner(answer), _limits(answer), _group(answer), _hidden(answer)]
    return Finding(heading, " ".join(part for part in said if part))


def ratios(answer: Comparison) -> Finding:
    """Which cuts are outside their limits, by name, in the order of the figure."""
    rows = answer.cuts.to_dicts()
    found = {
        finding: [row["name"].lower() for row in rows if row["finding"] == finding.value]
        for finding in funnel.Finding
    }
    said = [
        f"{_first(listed(names))} {'is' if len(names) == 1 else 'are'} {finding.value}."
        for finding in (funnel.Finding.HIGHER, funnel.Finding.LOWER)
        if (names := found[finding])
    ]
    decided = sum(len(names) for names in found.values())
    unusual = decided - len(found[funnel.Finding.WITHIN])
    heading = (
        f"{unusual} of {decided} comparisons are outside what is expected"
        if unusual
        else f"All {decided} comparisons are within what is expected"
        if decided
        else "Too few claims to compare"
    )
    if unusual == 1:
        heading = f"1 of {decided} comparisons is outside what is expected"
    quiet = len(rows) - decided
    if quiet:
        said.append(
            f"{quiet} more cannot be judged: fewer than {BAND_FROM:.0f} are expected, or the count "
            "is hidden."
        )
    if decided:
        said.append(
            "The more comparisons are made, the more are outside by chance: 2 in 1,000 of each."
            if answer.wanted.limits is Limits.CHANCE
            else "Each has its own limits, as in the funnel."
        )
    middle = answer.cuts["peers_lower"].null_count() < answer.cuts.height
    said.append(
        "The broad band is the middle half of the group."
        if middle
        else f"No band: fewer than {SMALLEST_GROUP} trusts of the group have enough claims."
    )
    return Finding(heading, " ".join(said))


def mix(answer: Comparison) -> Finding:
    """What the trust does more and less of than all trusts together: why mixes are compared."""
    rows = answer.mix.to_dicts()
    if max(abs(row["own"] - row["nation"]) for row in rows) < SAME_MIX:
        return Finding(
            "The mix is that of all trusts together",
            "No group differs by more than two points in a hundred.",
        )
    more = max(rows, key=lambda row: row["own"] - row["nation"])
    less = min(rows, key=lambda row: row["own"] - row["nation"])
    return Finding(
        f"More {more['name'].lower()}, less {less['name'].lower()} than all trusts together",
        f"{percent(more['own'])} of what is expected here comes from {more['name'].lower()}, "
        f"{percent(more['nation'])} in all trusts together; from {less['name'].lower()} "
        f"{percent(less['own'])} and {percent(less['nation'])}. What is expected follows this mix, "
        "so trusts that do different things can be compared.",
    )


def rate(answer: Comparison) -> str:
    """`2.2 per 1,000 births (1.9 to 2.6)`; nothing for a mix and for what is hidden."""
    found = answer.own.rate
    if found is None:
        return ""
    unit = DENOMINATORS[answer.wanted.denominator]
    return (
        f"{found.estimate:.2f} per {unit.per:,} {unit.unit} "
        f"({found.lower:.2f} to {found.upper:.2f})"
    )


def _chance(answer: Comparison) -> str:
    """How rare it is by chance; and, where trusts differ as much anyway, that they do."""
    own = answer.own
    if own.chance is None or own.ratio is None or own.observed is None:
        return ""
    by_chance = funnel.classify(own.observed, own.expected)
    if own.finding is funnel.Finding.WITHIN and by_chance is not own.finding:
        return (
            f"That is {'more' if own.ratio.estimate >= 1 else 'less'} than chance alone would give "
            f"({own.chance}), but trusts differ as much from each other anyway."
        )
    more = own.ratio.estimate >= 1
    return (
        f"Chance alone would give a count as {'high' if more else 'low'} as this, or "
        f"{'higher' if more else 'lower'}: {own.chance}."
    )


def _inner(answer: Comparison) -> str:
    own = answer.own
    if own.finding is not funnel.Finding.WITHIN or own.inner in (None, funnel.Finding.WITHIN):
        return ""
    return "It lies beyond the 95% limits and inside the 99.8% limits: no signal by itself."


def _limits(answer: Comparison) -> str:
    if answer.adjusted and answer.spread is not None:
        which = "of the group" if answer.spread_of_group else "that can be compared"
        trusts = f"the {answer.spread.trusts} trusts {which}"
        if not answer.tau2:
            return (
                f"{_first(trusts)} differ by no more than chance, so the limits are those of "
                "chance."
            )
        return (
            f"The limits allow for differences between trusts besides chance, as {trusts} have "
            "them."
        )
    if answer.wanted.limits is Limits.ADJUSTED:
        return (
            f"The limits show chance only: differences between trusts need {ADJUST_FROM} trusts "
            "to be seen."
        )
    return "The limits show chance only, so more trusts lie outside than are unusual."


def _group(answer: Comparison) -> str:
    typical = answer.typical
    if typical is None:
        return (
            f"Of the group ({answer.group.name}) nothing is said: fewer than {SMALLEST_GROUP} "
            "other trusts have enough claims here."
        )
    return (
        f"The group ({answer.group.name}): {typical.trusts} others together have "
        f"{typical.ratio:.2f} times what is expected, and the middle half lies from "
        f"{typical.lower:.2f} to {typical.upper:.2f}."
    )


def _hidden(answer: Comparison) -> str:
    few = f"fewer than {BAND_FROM:.0f} claims are expected of"
    counted = f"{answer.hidden} {'has' if answer.hidden == 1 else 'have'} 1 to 7 claims"
    left = answer.hidden + answer.small
    if not left:
        return ""
    why = f"{few} {'it' if left == 1 else 'them'}"
    if answer.hidden:
        why = f"{counted}, and {few} {answer.small}" if answer.small else counted
    said = f"{left} other {'trust is' if left == 1 else 'trusts are'} not drawn: {why}."
    if answer.hidden > MANY_HIDDEN * answer.trusts:
        said += " Of small trusts mostly the larger counts are seen."
    return said


def _first(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def missing() -> str:
    """Where a release holds nothing to set claims against."""
    return (
        "A comparison needs what each trust does in a year: births, bed days, attendances or "
        "staff. This release holds none of it. Import the register and its activity with "
        "“organisations import”, then import the claims again."
    )


def left_out(names: tuple[str, ...]) -> str:
    """Which cuts cannot be chosen."""
    if not names:
        return ""
    return (
        f"Not offered: {formatting.listed(list(names))}. There is nothing here to set such claims "
        f"against, or fewer than {SMALLEST_GROUP} other trusts have any."
    )
