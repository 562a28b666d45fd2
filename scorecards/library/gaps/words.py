"""A gap in words, and the finding over the map. Pure."""

from scorecards.claims.findings import Finding
from scorecards.formatting import count, money, percent
from scorecards.library.gaps.model import Gap, GapMap, Held
from scorecards.library.history.model import FEWEST, LATELY
from scorecards.money import Currency


NOTHING = "There are no claims to set the library against yet."


def finding(told: GapMap) -> Finding:
    """Which theme has most claims and cost for what there is to read."""
    if not told.gaps or not told.gaps[0].weight:
        return Finding("What there is to read for the claims there are", NOTHING)
    first = told.gaps[0]
    uncovered = [gap for gap in told.gaps if not gap.items and gap.weight]
    bare = (
        f"On {_themes(len(uncovered))} there is nothing in the library."
        if uncovered
        else "The library has something on every theme with claims."
    )
    return Finding(
        f"{name(first)} has the most claims and cost for what there is to read",
        f"It holds {percent(first.weight)} of claims and cost, and there {items(first)} on it in "
        f"the library. {bare}",
    )


def name(gap: Gap) -> str:
    """`Slips, trips and falls (non-clinical)`."""
    return f"{gap.theme.group} ({gap.theme.kind.value})"


def sentences(gap: Gap, currency: Currency) -> str:
    """What is known of a gap, for whoever is to close it."""
    read = (
        f"There {items(gap)} on it in the library. In the last {LATELY.days} days, {readers(gap)}."
    )
    return " ".join(
        (
            f"{claims(gap.held)}, {cost(gap.held, currency)}.",
            read if gap.items else "Nothing in the library is on it yet.",
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
    """`is 1 item`, `are 3 items`."""
    number = len(gap.items)
    return f"{'is' if number == 1 else 'are'} {number or 'no'} {'item' if number == 1 else 'items'}"


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


def _themes(number: int) -> str:
    return "1 theme" if number == 1 else f"{number} themes"
