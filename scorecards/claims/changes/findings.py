"""What changed, in words with numbers: the first line of the screen, and what each figure says."""

from scorecards import formatting
from scorecards.claims.changes.charts import signed
from scorecards.claims.changes.model import (
    CHANGE_NAMES,
    PART_NAMES,
    Bridge,
    Change,
    Changed,
    Part,
)
from scorecards.claims.findings import Finding
from scorecards.claims.selection import DIMENSION_NAMES
from scorecards.formatting import claims, count, listed, money
from scorecards.money import Currency


SAID = {
    Change.NEW: "new {}",
    Change.SETTLED: "settled",
    Change.NIL: "closed nil",
    Change.REVALUED: "revalued",
}
SAID_IF_ANY = {
    Change.REMOVED: "no longer in the extract",
    Change.REOPENED: "reopened",
    Change.RECODED: "recoded",
}
MOVING = {
    Change.NEW: "New claims",
    Change.REMOVED: "Claims that left the extract",
    Change.SETTLED: "Settled claims",
    Change.NIL: "Claims closed nil",
    Change.REOPENED: "Reopened claims",
    Change.REVALUED: "Revalued claims",
}
NOT_WITHDRAWN = (
    "A claim that left the extract was not necessarily withdrawn: the files do not say why it is "
    "not in them."
)


def sentence(told: Changed) -> str:
    """The answer to “What changed since the last scorecard?”, in one line."""
    bridge, since = told.bridge, formatting.day(told.earlier.as_at)
    name = told.organisation.name
    if not bridge.claims_before and not bridge.claims_after:
        return f"Neither release has {told.kind} claims against {name}."
    if not bridge.changed:
        return (
            f"Since {since}: no {told.kind} claim against {name} has changed; "
            f"{claims(bridge.claims_after)}, total cost "
            f"{money(bridge.pence_after(), told.currency)}."
        )
    new = bridge[Change.NEW].claims
    noun = f"{told.kind} {'claim' if new == 1 else 'claims'} against {name}"
    parts = [f"{count(bridge[change].claims)} {word}" for change, word in SAID.items()]
    parts[0] = parts[0].format(noun)
    parts += [
        f"{count(bridge[change].claims)} {word}"
        for change, word in SAID_IF_ANY.items()
        if bridge[change].claims
    ]
    return f"Since {since}: {', '.join(parts)}; {_cost(bridge, told.currency)}."


def cost(told: Changed, part: Part) -> Finding:
    """How the cost moved, by what most, and what in it was revalued up and down."""
    bridge, currency = told.bridge, told.currency
    by = bridge.pence_after(part) - bridge.pence_before(part)
    name = PART_NAMES[part]
    heading = (
        f"{name}: the same as before"
        if not by
        else f"{name} {'rose' if by > 0 else 'fell'} by {money(abs(by), currency)}"
    )
    moving = sorted(
        (step for step in bridge.steps if step.pence(part)),
        key=lambda step: -abs(step.pence(part)),
    )
    if not moving:
        return Finding(heading, "No claim has another amount than before.")
    most = moving[0]
    said = (
        f"{MOVING[most.change]} moved it most: {signed(most.pence(part), currency)} for "
        f"{claims(most.claims)}."
    )
    revalued = bridge[Change.REVALUED]
    if part is Part.ALL and revalued.claims:
        said += (
            f" Of {claims(revalued.claims)} revalued, {count(revalued.raised)} rose by "
            f"{money(revalued.rise, currency)} together and {count(revalued.lowered)} fell by "
            f"{money(-revalued.fall, currency)}."
        )
    return Finding(heading, f"{said} What is reserved is an estimate, and moves as a case does.")


def counts(told: Changed, *, only_open: bool) -> Finding:
    """How many claims there are, or open ones, against before; and of the other in a sentence."""
    bridge = told.bridge
    every = (bridge.claims_before, bridge.claims_after, "claim", "claims")
    opened = (bridge.open_before, bridge.open_after, "open claim", "open claims")
    shown, other = (opened, every) if only_open else (every, opened)
    said = (
        "Open claims become fewer by those that were settled or closed, and more by new ones."
        if only_open
        else "Settled and closed claims stay in the extract, so only new ones and those that "
        "left it change the number."
    )
    parts = [f"Besides: {_against_before(*other)}.", said]
    if bridge[Change.REMOVED].claims:
        parts.append(NOT_WITHDRAWN)
    return Finding(_against_before(*shown), " ".join(parts))


def kinds(told: Changed) -> Finding:
    """Each kind of change; the rest is unchanged."""
    bridge = told.bridge
    everyone = bridge.changed + bridge[Change.UNCHANGED].claims
    heading = f"{count(bridge.changed)} of {claims(everyone)} changed"
    return Finding(
        heading,
        "Each claim of either release is in one row, the first that fits. Before, plus all the "
        "changes, is after: to the penny.",
    )


def moved(told: Changed) -> Finding:
    """Which codes the change of the cost is about."""
    noun = DIMENSION_NAMES[told.dimension].lower()
    rows = [row for row in told.moved.iter_rows(named=True) if row["after"] != row["before"]]
    if not rows:
        return Finding(f"No {noun} has another cost than before", "No amount has changed.")
    first = rows[0]
    heading = (
        f"{first['name']}: cost {'rose' if first['after'] > first['before'] else 'fell'} by "
        f"{money(abs(first['after'] - first['before']), told.currency)}"
    )
    next_ones = [
        f"{row['name']} ({signed(row['after'] - row['before'], told.currency)})"
        for row in rows[1:3]
    ]
    said = f"Next: {listed(next_ones)}. " if next_ones else ""
    return Finding(
        heading,
        f"{said}A claim that was recoded counts under its earlier code before and under its "
        "later one after.",
    )


def list_of(told: Changed, only: Change | None) -> Finding:
    number = told.listed.height
    if not number:
        name = "changed" if only is None else f"“{CHANGE_NAMES[only].lower()}”"
        return Finding("Your changed claims", f"No claim is {name}.")
    kind = "" if only is None else f": {CHANGE_NAMES[only].lower()}"
    return Finding(
        f"{claims(number)} changed{kind}",
        "Those whose cost moved most come first. Each line says what was, and what is.",
    )


def _cost(bridge: Bridge, currency: Currency) -> str:
    before, after = bridge.pence_before(), bridge.pence_after()
    if before == after:
        return f"the total cost is {money(after, currency)}, as before"
    moved_by = money(abs(after - before), currency)
    return (
        f"the total cost {'rose' if after > before else 'fell'} by {moved_by} to "
        f"{money(after, currency)}"
    )


def _against_before(before: int, after: int, one: str, many: str) -> str:
    """`993 claims, 86 more than before`."""
    told = f"{count(after)} {one if after == 1 else many}"
    if before == after:
        return f"{told}, as many as before"
    more = "more" if after > before else "fewer"
    return f"{told}, {count(abs(after - before))} {more} than before"
