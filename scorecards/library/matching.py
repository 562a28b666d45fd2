"""Which items bear on a selection of claims, in what order. Pure: no viewer, no files, no screen.

Only totals per code are known, not which claim has which codes. What an item is about is the claims
that have both one of its specialties and one of its causes; there can be no more of those than the
smaller of the two. So the smaller share ranks an item, and its injuries and locations refine that.

- Whatever the viewer chose, an item must share; one that names no code in that list stands behind.
- An item set only in specialties without claims does not bear on the selection, unless the viewer
  chose its cause.
- Share: the mean of the share of claims and the share of cost, so that rare and grave both count.
- A hidden count stands as the middle of 1 to 7 for everyone: the order gives nothing away.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from scorecards.library.model import DIMENSIONS, Item, Match, Profile
from scorecards.library.reasons import leading_code, reason
from scorecards.taxonomy.codes import ListName, Taxonomy


SUBJECT = (ListName.SPECIALTY, ListName.CAUSE)
REFINING = {ListName.INJURY: 0.25, ListName.LOCATION: 0.1}
# An item that fits by one half of its subject only counts for this part of that half.
ONE_HALF_ONLY = 0.05
HIDDEN_STANDS_FOR = 4
AT_MOST_ALIKE = 2


def bearing_on(
    items: Iterable[Item],
    taxonomy: Taxonomy,
    profile: Profile,
    *,
    kind: str,
    limit: int = 4,
    whose: str = "your",
) -> tuple[Match, ...]:
    """The items that bear on a selection, highest score first, then by slug; () when none does.

    `kind`: clinical or non-clinical. `whose`: the word before "38 claims" in the reasons. Of items
    on the same specialty (or, where that is chosen, cause) two are taken before others are passed
    over.
    """
    if profile.total == 0:
        return ()
    scored = ((item, score(item, profile)) for item in items if kind in item.scheme_kinds)
    ranked = sorted((pair for pair in scored if pair[1] > 0), key=_place)
    return tuple(
        Match(item, score, reason(item, taxonomy, profile, whose=whose))
        for item, score in sorted(_varied(ranked, profile, limit), key=_place)
    )


def score(item: Item, profile: Profile) -> float:
    """Nought when the item does not bear on the selection; else the chosen lists it shares (whole)
    plus how much of the selection it is about (a part of one)."""
    chosen = [name for name in DIMENSIONS if profile.chosen.get(name) and item.codes[name]]
    if any(not item.codes[name] & profile.chosen[name] for name in chosen):
        return 0.0
    subject = _subject(item, profile)
    refined = subject * (1 + sum(w * (_share(item, profile, n) or 0) for n, w in REFINING.items()))
    closeness = refined / (1 + sum(REFINING.values()))
    return len(chosen) + closeness if closeness > 0 else 0.0


def _subject(item: Item, profile: Profile) -> float:
    """The part of the selection that can be about the item's specialty and cause, from 0 to 1."""
    shares = {name: _share(item, profile, name) for name in SUBJECT}
    known = [share for share in shares.values() if share is not None]
    halves = [shares[name] or 0 for name in SUBJECT if _may_stand_alone(name, profile)]
    return max(min(known, default=0.0), ONE_HALF_ONLY * max(halves))


def _may_stand_alone(name: ListName, profile: Profile) -> bool:
    return name is ListName.SPECIALTY or bool(profile.chosen.get(name))


def _share(item: Item, profile: Profile, name: ListName) -> float | None:
    """Mean share of claims and of cost in the item's codes of one list.

    None where nothing is known: the item names no code there, or the selection has none at all.
    """
    counts = {code: _shown(count) for code, count in profile.counts.get(name, {}).items()}
    costs = {code: cost or 0 for code, cost in profile.costs.get(name, {}).items()}
    claims, cost = sum(counts.values()), sum(costs.values())
    if not item.codes[name] or claims == 0:
        return None
    held = _in(item.codes[name], counts)
    of_claims = held / max(_shown(profile.total), held, 1)
    of_cost = _in(item.codes[name], costs) / cost if cost > 0 else of_claims
    return (of_claims + of_cost) / 2 if held else 0.0


def _in(codes: frozenset[str], figures: Mapping[str, int]) -> int:
    return sum(figure for code, figure in figures.items() if code in codes)


def _shown(count: int | None) -> int:
    return HIDDEN_STANDS_FOR if count is None else count


def _place(pair: tuple[Item, float]) -> tuple[float, str]:
    return -pair[1], pair[0].slug


def _varied(
    ranked: list[tuple[Item, float]], profile: Profile, limit: int
) -> list[tuple[Item, float]]:
    """The first `limit`, passing over a third one alike while there is something else to show."""
    alike: Counter[str] = Counter()
    first: list[tuple[Item, float]] = []
    later: list[tuple[Item, float]] = []
    for pair in ranked:
        topic = _topic(pair[0], profile)
        alike[topic] += 1
        (first if alike[topic] <= AT_MOST_ALIKE else later).append(pair)
    return (first + later)[:limit]


def _topic(item: Item, profile: Profile) -> str:
    """What an item would repeat: its largest specialty in the selection, or else its cause."""
    for name in SUBJECT:
        if not profile.chosen.get(name) and (code := leading_code(item, profile, name)):
            return f"{name}:{code}"
    return item.slug
