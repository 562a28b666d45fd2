"""A gap in words, and the finding over the map. Pure."""

from scorecards.claims.findings import Finding
from scorecards.formatting import count, listed, money, percent
from scorecards.library.gaps.model import Gap, GapMap, Held
from scorecards.library.history.model import FEWEST, LATELY
from scorecards.money import Currency


NAMED = 4  # themes with nothing to read that are named in the finding
NOTHING = "There are no claims to set the library against yet."


def finding(told: GapMap) -> Finding:
    """Which theme has most claims and cost for what there is to read."""
    if not told.gaps or not told.gaps[0].weight:
        return Finding("What there is to read for the claims there are", NOTHING)
    first = told.gaps[0]
    has = items(first) if first.items else "nothing"
    return Finding(
        f"{name(first)} has the most claims and cost for what there is to read",
        f"It holds {percent(first.weight)} of claims and cost, and the library has {has} on it. "
        f"{_bare(told)}",
    )


def _bare(told: GapMap) -> str:
    """The themes with claims and nothing to read, by name; the largest of them where many are."""
    names = [name(gap) for gap in told.bare]
    if not names:
        return "The library has something on every theme with claims."
    more = len(names) - NAMED
    if more > 0:
        names = [*names[:NAMED], f"{more} more {'theme' if more == 1 else 'themes'}"]
    return f"It has nothing yet on {listed(names)}."


def name(gap: Gap) -> str:
    """`Slips, trips and falls (non-clinical)`."""
    return f"{gap.theme.group} ({gap.theme.kind.value})"


def heading(gap: Gap) -> str:
    """A theme by its name, and whether there is nothing to read on it."""
    return name(gap) if gap.items else f"{name(gap)}: nothing to read yet"


def sentences(gap: Gap, currency: Currency) -> str:
    """What is known of a gap, for whoever is to close it."""
    held = f"{claims(gap.held)}, {cost(gap.held, currency)}"
    read = f"The library has {items(gap)} on it. In the last {LATELY.days} days, {readers(gap)}."
    return " ".join(
        (
            f"{held[:1].upper()}{held[1:]}.",
            *([read] if gap.items else []),
            offers(gap),
        )
    )


def claims(held: Held) -> str:
    told = f"{count(held.claims)} {'claim' if held.claims == 1 else 'claims'}"
    return f"at least {told}" if held.at_least else told


def cost(held: Held, currency: Currency) -> str:
    told = money(held.total, currency)
    return f"at least {told}" if held.at_least else told


def items(gap: Gap) -> str:
    """`1 item`, `3 items`."""
    return "1 item" if len(gap.items) == 1 else f"{len(gap.items)} items"


def readers(gap: Gap) -> str:
    """`12 people opened one of them`; `fewer than 5 people opened it`; `nobody opened it`."""
    opened = "opened it" if len(gap.items) == 1 else "opened one of them"
    if gap.readers is None:
        return f"fewer than {FEWEST} people {opened}"
    return f"{count(gap.readers)} people {opened}" if gap.readers else f"nobody {opened}"


def offers(gap: Gap) -> str:
    if not gap.offers:
        return "No offer of help on its topic is open."
    if gap.offers == 1:
        return "1 offer of help on its topic is open."
    return f"{count(gap.offers)} offers of help on its topic are open."
