"""Which items bear on a selection of claims, in what order. Pure: no viewer, no files, no screen.

Only totals per code are known, not which claim has which codes. What an item is about is the claims
that have both one of its specialties and one of its causes; there can be no more of those than the
smaller of the two. So the smaller share ranks an item, and its injuries and locations refine that.

- Whatever the viewer chose, an item must share; one that names no code in that list stands behind,
  and does not come at all where it is about next to nothing of the selection.
- Who may not narrow picks out among all claims: then an item must name some of what was picked out,
  and comes before others the less it names besides, for the numbers do not say what is in both.
- An item set only in specialties without claims does not bear on the selection, unless the viewer
  chose its cause.
- Share: the mean of the share of claims and the share of cost, so that rare and grave both count.
- A hidden count stands as the middle of 1 to 7 for everyone: the order gives nothing away.
- What was reviewed lately comes a little before, and what this person has read steps back. Neither
  goes past what the viewer chose.
- A case study leads; beside it stand guidance or a leaflet and a report, where they bear on the
  selection nearly as much.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scorecards.library.model import DIMENSIONS, Item, ItemKind, Match, Profile
from scorecards.library.reasons import leading_code, reason
from scorecards.taxonomy.codes import ListName, Taxonomy


SUBJECT = (ListName.SPECIALTY, ListName.CAUSE)
REFINING = {ListName.INJURY: 0.25, ListName.LOCATION: 0.1}
# An item that fits by one half of its subject only counts for this part of that half.
ONE_HALF_ONLY = 0.05
# The least part of a selection that an item is about which names nothing of what was chosen.
NAMED_NOTHING = 0.05
HIDDEN_STANDS_FOR = 4
AT_MOST_ALIKE = 2
# What was reviewed today counts for a tenth more than what was two years ago or longer.
FRESHER, STAYS_FRESH = 0.1, timedelta(days=730)
READ_ALREADY = 0.3
# What else there is to read, one of each group, where its score is this part of the highest.
BESIDE = ((ItemKind.GUIDANCE, ItemKind.LEAFLET), (ItemKind.REPORT,))
NEARLY_AS_MUCH = 0.25


def bearing_on(
    items: Iterable[Item],
    taxonomy: Taxonomy,
    profile: Profile,
    *,
    kind: str,
    limit: int = 4,
    whose: str = "your",
    read: Mapping[str, datetime] | None = None,
    today: date | None = None,
) -> tuple[Match, ...]:
    """The items that bear on a selection: a case study, then by score and slug; () when none does.

    `kind`: clinical or non-clinical. `whose`: the word before "38 claims" in the reasons. `read`:
    when this person has read which items, by slug. Without `today` all are as fresh. Of items on
    the same specialty (or, where that is chosen, cause) two are taken before others are passed
    over.
    """
    if profile.total == 0:
        return ()
    seen = read or {}
    scored = (
        _scored(item, profile, read=item.slug in seen, today=today)
        for item in items
        if kind in item.scheme_kinds
    )
    ranked = sorted((each for each in scored if each.closeness > 0), key=_place)
    return tuple(
        Match(
            each.item,
            each.score,
            reason(each.item, taxonomy, profile, whose=whose),
            seen.get(each.item.slug),
        )
        for each in _led(_mixed(ranked, profile, limit))
    )


def score(item: Item, profile: Profile) -> float:
    """Nought when the item does not bear on the selection; else the chosen lists it shares (whole)
    plus how much of the selection it is about (a part of one)."""
    shared, closeness = _bearing(item, profile)
    return shared + closeness if closeness > 0 else 0.0


@dataclass(frozen=True, slots=True)
class _Scored:
    """`shared`: how many lists that the viewer chose from it shares; `closeness`: up to one."""

    item: Item
    shared: int
    closeness: float

    @property
    def score(self) -> float:
        return self.shared + self.closeness

    @property
    def is_study(self) -> bool:
        return self.item.kind is ItemKind.CASE_STUDY


def _scored(item: Item, profile: Profile, *, read: bool, today: date | None) -> _Scored:
    """As this person meets it: fresh items a little closer, those they have read less close."""
    shared, closeness = _bearing(item, profile)
    fresh = 0.0
    if today is not None:
        age = max(today - item.reviewed, timedelta(0))
        fresh = max(0.0, 1 - age / STAYS_FRESH)
    closeness *= (1 + FRESHER * fresh) / (1 + FRESHER) * (READ_ALREADY if read else 1)
    return _Scored(item, shared, closeness)


def _bearing(item: Item, profile: Profile) -> tuple[int, float]:
    """How many of the chosen lists it shares, and how much of the selection it is about."""
    picked = [name for name in DIMENSIONS if profile.chosen.get(name)]
    chosen = [name for name in picked if item.codes[name]]
    if any(item.codes[name].isdisjoint(profile.chosen[name]) for name in chosen):
        return 0, 0.0
    subject = _subject(item, profile)
    if picked and not chosen and (not profile.narrowed or subject < NAMED_NOTHING):
        return 0, 0.0
    if not profile.narrowed:
        subject *= _focus(item, profile, chosen) ** 2
    if not subject:
        return len(chosen), 0.0
    refined = subject * (1 + sum(w * (_share(item, profile, n) or 0) for n, w in REFINING.items()))
    return len(chosen), refined / (1 + sum(REFINING.values()))


def _focus(item: Item, profile: Profile, chosen: list[ListName]) -> float:
    """How much of what an item names was picked out, from 0 to 1; of the list where it is least."""
    parts = (len(item.codes[name] & profile.chosen[name]) / len(item.codes[name])
             for name in chosen)  # fmt: skip
    return min(parts, default=1.0)


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
    codes = item.codes[name]
    if not codes or name not in profile.known:
        return None
    if profile.narrowed and codes.isdisjoint(profile.counts[name]):  # most items, so at once
        return 0.0
    costs = profile.costs.get(name, {})
    held = sum(_claims(profile, name, code) for code in codes)
    of_claims = held / max(_shown(profile.total), held, 1)
    cost = profile.cost_of_all.get(name, 0)
    known = sum(costs.get(code) or 0 for code in codes)
    of_cost = known / cost if cost > 0 else of_claims
    return (of_claims + of_cost) / 2 if held else 0.0


def _claims(profile: Profile, name: ListName, code: str) -> int:
    """The claims of a code. One that was picked out may be too small to be named: as if hidden."""
    if code in profile.counts[name]:
        return _shown(profile.counts[name][code])
    picked = not profile.narrowed and code in profile.chosen.get(name, ())
    return HIDDEN_STANDS_FOR if picked else 0


def _shown(count: int | None) -> int:
    return HIDDEN_STANDS_FOR if count is None else count


def _place(scored: _Scored) -> tuple[float, str]:
    return -scored.score, scored.item.slug


def _mixed(ranked: list[_Scored], profile: Profile, limit: int) -> list[_Scored]:
    """A case study, one of each group beside it, then more case studies, then all the rest."""
    studies = _varied([each for each in ranked if each.is_study], profile)
    enough = NEARLY_AS_MUCH * ranked[0].score if ranked else 0.0
    beside: list[_Scored] = []
    for group in BESIDE:
        near = (each for each in ranked if each.item.kind in group and each.score >= enough)
        beside += list(near)[:1]
    rest = [each for each in ranked if not each.is_study and each not in beside]
    return [*studies[:1], *beside, *studies[1:], *rest][:limit]


def _led(mixed: list[_Scored]) -> list[_Scored]:
    """By score; a case study before them, unless others share more of what the viewer chose."""
    ordered = sorted(mixed, key=_place)
    most = max((each.shared for each in ordered), default=0)
    first = next((each for each in ordered if each.is_study and each.shared == most), None)
    return ordered if first is None else [first, *(each for each in ordered if each is not first)]


def _varied(ranked: list[_Scored], profile: Profile) -> list[_Scored]:
    """In their order, but a third one alike behind all that are something else."""
    alike: Counter[str] = Counter()
    first: list[_Scored] = []
    later: list[_Scored] = []
    for each in ranked:
        topic = _topic(each.item, profile)
        alike[topic] += 1
        (first if alike[topic] <= AT_MOST_ALIKE else later).append(each)
    return first + later


def _topic(item: Item, profile: Profile) -> str:
    """What an item would repeat: its largest specialty in the selection, or else its cause."""
    for name in SUBJECT:
        if not profile.chosen.get(name) and (code := leading_code(item, profile, name)):
            return f"{name}:{code}"
    return item.slug
