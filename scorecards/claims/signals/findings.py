"""What a control chart says, in words: the answer, the takeaway, and a line of the overview.

Made from the same protected answer as the chart, so no sentence says more than the screen.
"""

import math

from scorecards.claims.definitions import Better
from scorecards.claims.findings import Finding
from scorecards.claims.model import Kind
from scorecards.claims.signals import judging
from scorecards.claims.signals.model import (
    Meaning,
    Overview,
    Point,
    Signal,
    Step,
    Verdict,
)
from scorecards.formatting import claims, count, day, listed
from scorecards.statistics.control_charts import RUN, TRIAL_BELOW, Limits, Rule, Side


KINDS = {Kind.CLINICAL: "Clinical", Kind.NON_CLINICAL: "Non-clinical"}
MONTHS = 12
RULES = {
    Rule.BEYOND_LIMIT: "outside the limits",
    Rule.TREND: f"part of {RUN} that all rise or all fall",
    Rule.TWO_IN_THREE: "one of two in three close to a limit",
    Rule.SHIFT: f"part of {RUN} or more on one side of the mean",
}
NEITHER = (
    "More or fewer claims are neither better nor worse by themselves: fewer can mean safer care, "
    "or harm that has not been claimed for."
)
BASIS = (
    "Counted by the day of notification, because years of incident still fill up; the care may lie "
    "years back."
)


def answer(signal: Signal) -> str:
    """The first line of the screen: better, worse or the same, in one sentence."""
    return f"{_subject(signal)}: {said(signal)}."


def said(signal: Signal) -> str:
    """`no change beyond the usual variation (11 to 29 a quarter)`; without a full stop."""
    limits, latest = signal.limits, signal.latest
    match signal.verdict:
        case Verdict.NOTHING:
            return "none in the quarters that this release holds whole"
        case Verdict.HIDDEN:
            return "too few to show the change over time without showing small numbers"
        case Verdict.SHORT:
            return f"too few to say, {claims(signal.claims)} in all"
    if limits is None or latest is None:
        return str(signal.verdict)
    if signal.verdict is Verdict.USUAL:
        told = f"no change beyond the usual variation ({_usual(signal, limits)})"
    else:
        told = f"{_change(signal)}. {_why(signal, limits, latest)}"
    return told


def chart(signal: Signal, better: Better) -> Finding:
    """The heading and the sentences of the chart."""
    if signal.limits is None:
        return Finding(said(signal).capitalize(), " ".join((*_thin(signal), *_left_out(signal))))
    heading = _heading(signal)
    return Finding(
        heading,
        " ".join(
            (
                *_numbers(signal, signal.limits),
                *_earlier(signal),
                *_limits(signal, signal.limits),
                NEITHER if better is Better.NEITHER else _direction(signal, better),
                *_left_out(signal),
                BASIS,
            )
        ),
    )


def overview(found: Overview, plural: str) -> Finding:
    """How many of the series are marked, and how many would be by chance."""
    marked = [line for line in found.lines if line.verdict in (Verdict.MORE, Verdict.FEWER)]
    looked, chance = len(found.lines), judging.by_chance(len(found.lines))
    heading = f"No signal in any of {looked} charts"
    if marked:
        heading = f"A signal in {len(marked)} of {looked} charts"
    if looked == 1:
        heading = "A signal in the only chart" if marked else "No signal in the only chart"
    thin = f" Not looked at: {found.thin} with fewer than five claims a year." if found.thin else ""
    return Finding(
        heading,
        f"Looked at: all claims, and the commonest {plural}. By chance alone, about "
        f"{round(100 * judging.FALSE_ALARMS)} in 100 charts where nothing changes show a signal; "
        f"of {looked}, one or more do about {round(100 * chance)} times in 100.{thin}",
    )


def line(signal: Signal) -> str:
    """A line of the overview: what it says, shortly; and for how long."""
    if signal.limits is None:
        return said(signal)
    if signal.verdict is Verdict.USUAL:
        return f"usual variation: {_usual(signal, signal.limits)}"
    run, rule_said = judging.in_a_row(signal.points), signal.points[-1].rule
    lasting = run > 1 and rule_said in (Rule.BEYOND_LIMIT, Rule.TWO_IN_THREE)
    return said(signal) + (f"; {run} points in a row" if lasting else "")


def name(signal: Signal) -> str:
    """What a line of the overview is about."""
    return listed(signal.about) if signal.about else f"All {signal.kind.value} claims"


def period(point: Point, step: Step) -> str:
    """`January to March 2025`, `March 2025`, or the day of a claim."""
    match step:
        case Step.QUARTER:
            return f"{point.first:%B} to {point.last:%B} {point.last.year}"
        case Step.MONTH:
            return f"{point.last:%B} {point.last.year}"
        case Step.CLAIM:
            return day(point.last)


def rule(point: Point) -> str:
    """Why a point is marked, for tables and hover texts; and on which side."""
    if point.rule is None or point.side is None:
        return "usual variation"
    return f"{'high' if point.side is Side.HIGH else 'low'}: {RULES[point.rule]}"


def meaning(signal: Signal, better: Better) -> Meaning:
    """Of the verdict."""
    return signal.meaning(signal.side, better)


def icon_words(signal: Signal, better: Better) -> str:
    """The text alternative of the icon."""
    if signal.verdict is Verdict.USUAL:
        return "Usual variation: no signal"
    words = {
        Meaning.NEUTRAL: "",
        Meaning.IMPROVEMENT: ", an improvement",
        Meaning.CONCERN: ", a concern",
    }
    return f"Signal: {signal.verdict}{words[meaning(signal, better)]}"


def _subject(signal: Signal) -> str:
    about = f", {listed(signal.about)}" if signal.about else ""
    return f"{KINDS[signal.kind]} claims notified{about}"


def _heading(signal: Signal) -> str:
    whole = signal.organisation.name if not signal.about else listed(signal.about)
    match signal.verdict:
        case Verdict.USUAL:
            return f"{whole}: nothing out of the ordinary in the latest {_unit(signal)}"
        case _:
            return f"{whole}: {signal.verdict}"


def _unit(signal: Signal) -> str:
    return "wait" if signal.step is Step.CLAIM else signal.step.value


def _usual(signal: Signal, limits: Limits) -> str:
    """What lies within the limits, in whole numbers."""
    low, high = max(0, math.ceil(limits.lower)), math.floor(limits.upper)
    if signal.step is Step.CLAIM:
        return f"typically one every {in_days(round(limits.mean))}, waits of up to {in_days(high)}"
    return f"{count(low)} to {count(high)} a {signal.step.value}"


def _change(signal: Signal) -> str:
    if signal.step is Step.CLAIM:
        return "more often than usual" if signal.verdict is Verdict.MORE else "rarer than usual"
    return str(signal.verdict)


def _why(signal: Signal, limits: Limits, latest: Point) -> str:
    """Without a full stop, as all of `said`."""
    high, mean = signal.side is Side.HIGH, _mean(limits)
    waits = signal.step is Step.CLAIM
    if waits and signal.waited > limits.upper:
        return (
            f"None for {in_days(signal.waited)}; usual waits are up to {math.floor(limits.upper):,}"
        )
    units = "waits between claims" if waits else f"{signal.step.value}s"
    match latest.rule:
        case Rule.BEYOND_LIMIT:
            way = "above" if high else "below"
            if waits:
                return f"The latest wait of {in_days(latest.value)} is {way} the limits"
            return (
                f"{period(latest, signal.step)} had {count(latest.value)}, {way} the usual "
                f"{_usual(signal, limits)}"
            )
        case Rule.TREND:
            grown = ("longer" if high else "shorter") if waits else ("more" if high else "fewer")
            return f"The last {RUN} {units} each had {grown} than the one before"
        case Rule.TWO_IN_THREE:
            return f"Two of the last three {units} are close to the {_limit(high=high)} limit"
        case _:
            run = judging.in_a_row(signal.points)
            return f"The last {run} {units} are all {'above' if high else 'below'} the mean{mean}"


def _limit(*, high: bool) -> str:
    return "upper" if high else "lower"


def in_days(number: int) -> str:
    return f"{count(number)} {'day' if number == 1 else 'days'}"


def _mean(limits: Limits) -> str:
    return f" of {level(limits.mean)}"


def level(number: float) -> str:
    """A mean or a limit: `28.7`, `1,146`; a tenth says more of large ones than they know."""
    return f"{number:,.0f}" if number >= 100 else f"{number:,.1f}".removesuffix(".0")


def _numbers(signal: Signal, limits: Limits) -> list[str]:
    latest = signal.points[-1]
    if signal.step is Step.CLAIM:
        return [
            f"{claims(signal.claims)}, fewer than {judging.RARE_BELOW:.0f} a quarter, so each "
            f"point is the days since the claim before it: a high point is a long wait. The latest "
            f"was {in_days(latest.value)}; after it there was none for {in_days(signal.waited)}."
        ]
    over = "" if signal.baseline else f", over {len(signal.points)} {signal.step}s"
    rounded = "" if signal.exact else ", each rounded to the nearest five"
    return [
        f"{period(latest, signal.step)} had {claims(latest.value)}; the mean is "
        f"{level(limits.mean)} a {signal.step}{over}{rounded}."
    ]


def _earlier(signal: Signal) -> list[str]:
    """Marks that are no longer so at the latest point."""
    now = judging.in_a_row(signal.points)
    before = [p for p in signal.points[: len(signal.points) - now] if p.rule]
    if not before:
        return []
    high = sum(point.side is Side.HIGH for point in before)
    parts = [f"{count(high)} high"] if high else []
    parts += [f"{count(len(before) - high)} low"] if len(before) > high else []
    return [f"Earlier points that stand out: {listed(parts)}, named in the table."]


def _limits(signal: Signal, limits: Limits) -> list[str]:
    if signal.baseline is not None:
        end = period(signal.points[signal.baseline - 1], signal.step)
        return [f"Mean and limits are those of the first {signal.baseline} points, to {end}."]
    if limits.trial:
        return [
            f"These are trial limits, from {limits.points} points: from {TRIAL_BELOW} on they are "
            "firm."
        ]
    return []


def _direction(signal: Signal, better: Better) -> str:
    way = "fewer" if better is Better.LOWER else "more"
    if signal.step is Step.CLAIM:
        way = "shorter waits" if better is Better.LOWER else "longer waits"
    return f"The owner of this measure has signed off that {way} are an improvement."


def _thin(signal: Signal) -> list[str]:
    match signal.verdict:
        case Verdict.HIDDEN:
            return [
                "Some quarters have 1 to 7 claims. Such numbers are hidden, and a line through the "
                "others would give them away. The risk managers of the trust see the chart."
            ]
        case Verdict.SHORT:
            return [
                f"A chart needs {judging.SHORTEST} whole quarters, and {judging.FEWEST_CLAIMS} "
                f"claims where there are fewer than {judging.RARE_BELOW:.0f} a quarter."
            ]
        case _:
            return ["Nothing was notified in them, so there is nothing to chart."]


def _left_out(signal: Signal) -> list[str]:
    """Which quarters or months are not on the chart, and why."""
    if not signal.window.known:
        return ["A quarter that is not over is left out."]
    step = Step.QUARTER if signal.step is Step.CLAIM else signal.step
    held = judging.periods(signal.window.first, signal.window.last, step.months)
    if not held:
        return ["This release holds no quarter whole."]
    first = judging.first_day(held[0], step.months)
    after = judging.first_day(held[-1] + 1, step.months)
    begun = f"before {day(first)}"
    if judging.last_day(held[-1] + 1, step.months) <= signal.as_at:
        return [
            f"Left out: what was notified {begun} or from {day(after)}, of which this release "
            "holds only a part."
        ]
    told = [f"Left out: what was notified {begun}, of which this release holds only a part."]
    if after <= signal.as_at:
        told.append(f"The {step} that began on {day(after)} is not over, and is left out too.")
    return told
