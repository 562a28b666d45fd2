"""Why an item is shown beside a selection: a sentence with the selection's own numbers."""

from collections.abc import Mapping

from scorecards.formatting import HIDDEN, claims, count, listed, money
from scorecards.library.model import DIMENSIONS, Item, ItemKind, Profile
from scorecards.taxonomy.codes import ListName, Taxonomy


# For one claim and for several; the code's name follows.
VERBS = {
    ListName.CAUSE: ("turns on {}", "turn on {}"),
    ListName.SPECIALTY: ("is in {}", "are in {}"),
    ListName.INJURY: ("has {} as the injury", "have {} as the injury"),
    ListName.LOCATION: ("has {} as the location", "have {} as the location"),
}
# What a code of a list is called, where its name alone would not say so: “you chose death”.
CALLED = {ListName.INJURY: "the injury {}", ListName.LOCATION: "the location {}"}
NOT_TOLD = "none, or too few to be told"
# Money is told where a code's share of cost is at least this many times its share of claims.
COSTLY = 2
# What an item is called in a sentence about it.
NOUNS = {
    ItemKind.CASE_STUDY: "study",
    ItemKind.GUIDANCE: "guidance",
    ItemKind.LEAFLET: "leaflet",
    ItemKind.LINK: "page",
    ItemKind.REPORT: "report",
}
KEEP_THEIR_CAPITAL = ("Erb's", "X-")


def reason(item: Item, taxonomy: Taxonomy, profile: Profile, *, whose: str = "your") -> str:
    """`Because 9 of your 38 claims turn on medication error, and 14 are in general medicine.`

    Each number is that of one code: the item's largest in that list. A hidden one is `1 to 7`.
    """
    chosen = {
        name: _largest(item.codes[name] & profile.chosen[name], profile, name)
        for name in DIMENSIONS
        if profile.chosen.get(name) and item.codes[name]
    }
    shared = [
        name for name in VERBS if not profile.chosen.get(name) and _leads(item, profile, name)
    ]
    if chosen and not profile.narrowed:
        return _for_picked_out(item, taxonomy, profile, chosen, whose)
    if chosen:
        names = [_called(taxonomy, name, code) for name, code in chosen.items()]
        return _for_chosen(item, taxonomy, profile, listed(names), shared)
    sentence = f"Because {_clause(item, taxonomy, profile, shared[0], whose)}"
    if shared[:2] == [ListName.CAUSE, ListName.SPECIALTY]:
        sentence += f", and {_second(item, taxonomy, profile)}"
    return f"{sentence}."


def leading_code(item: Item, profile: Profile, name: ListName) -> str | None:
    """The item's code of a list with most claims in the selection; hidden ones come after."""
    counts = profile.counts.get(name, {})
    held = [code for code in item.codes[name] if counts.get(code, 0) != 0]
    costs = profile.costs.get(name, {})
    return min(
        held, key=lambda code: (-(counts[code] or 0), -(costs.get(code) or 0), code), default=None
    )


def _leads(item: Item, profile: Profile, name: ListName) -> bool:
    return leading_code(item, profile, name) is not None


def _for_chosen(
    item: Item, taxonomy: Taxonomy, profile: Profile, chosen: str, shared: list[ListName]
) -> str:
    for name in (ListName.CAUSE, ListName.SPECIALTY):
        if name in shared:
            return f"Because you chose {chosen}, and {_clause(item, taxonomy, profile, name)}."
    sentence = f"Because you chose {chosen}, with {claims(profile.total)}."
    noun = NOUNS[item.kind]
    if _lies_elsewhere(item, profile, ListName.CAUSE):
        sentence += f" No claim here is recorded under a cause that this {noun} is about."
    elif _lies_elsewhere(item, profile, ListName.SPECIALTY):
        sentence += f" The {noun} is set in another specialty."
    return sentence


def _for_picked_out(
    item: Item, taxonomy: Taxonomy, profile: Profile, chosen: Mapping[ListName, str], whose: str
) -> str:
    """`Because you picked out obstetrics (155 of your 995 claims). Of all your claims, 30 turn on
    abnormal fetal heart rate.` How many have both is not told to those who only pick out.
    """
    told: list[str] = []
    for name, code in chosen.items():
        number = NOT_TOLD
        if code in profile.counts.get(name, {}):
            known = profile.counts[name][code]
            number = count(known) if told else _some(known, profile.total, whose)
        told.append(f"{_called(taxonomy, name, code)} ({number})")
    sentence = f"Because you picked out {listed(told)}."
    cause = None if profile.chosen.get(ListName.CAUSE) else leading_code(
        item, profile, ListName.CAUSE
    )  # fmt: skip
    if cause is None or not profile.total or profile.total == 1:
        return sentence
    number_of_all = profile.counts[ListName.CAUSE][cause]
    says = _says(taxonomy, ListName.CAUSE, cause, number_of_all)
    cost = _cost(profile, ListName.CAUSE, cause)
    return f"{sentence} Of all {whose} claims, {count(number_of_all)} {says}{cost}."


def _lies_elsewhere(item: Item, profile: Profile, name: ListName) -> bool:
    """Whether the selection has claims in a list, and none of them is in the item's codes."""
    has_claims = any(number != 0 for number in profile.counts.get(name, {}).values())
    return has_claims and bool(item.codes[name]) and not profile.chosen.get(name)


def _clause(
    item: Item, taxonomy: Taxonomy, profile: Profile, name: ListName, whose: str = "those"
) -> str:
    """`9 of your 38 claims turn on medication error (£2.1 million)`."""
    code = leading_code(item, profile, name)
    assert code is not None
    number = profile.counts[name][code]
    text = f"{_some(number, profile.total, whose)} {_says(taxonomy, name, code, number)}"
    return text + _cost(profile, name, code)


def _second(item: Item, taxonomy: Taxonomy, profile: Profile) -> str:
    """`14 are in general medicine`: further to a first clause, which named the total."""
    code = leading_code(item, profile, ListName.SPECIALTY)
    assert code is not None
    number = profile.counts[ListName.SPECIALTY][code]
    says = _says(taxonomy, ListName.SPECIALTY, code, number)
    return says if profile.total == 1 else f"{count(number)} {says}"


def _some(number: int | None, total: int | None, whose: str) -> str:
    """`9 of your 38 claims`; `your only claim`; `some of your 1 to 7 claims`."""
    if total == 1:
        return f"{'the' if whose == 'those' else whose} only claim"
    if total is None:
        return f"some of {whose} {HIDDEN} claims"
    return f"{count(number)} of {whose} {claims(total)}"


def _says(taxonomy: Taxonomy, name: ListName, code: str, number: int | None) -> str:
    one, several = VERBS[name]
    return (one if number == 1 else several).format(_in_sentence(taxonomy[name].name_of(code)))


def _cost(profile: Profile, name: ListName, code: str) -> str:
    """The code's cost in brackets, where cost rather than number is why it matters."""
    costs = profile.costs.get(name, {})
    cost, number, total = costs.get(code), profile.counts[name][code], profile.total
    all_cost = sum(known for known in costs.values() if known)
    if not cost or not number or not total or cost / all_cost < COSTLY * number / total:
        return ""
    return f" ({money(cost, profile.currency)})"


def _largest(codes: frozenset[str], profile: Profile, name: ListName) -> str:
    """The chosen code that the item shares; of several, the one with most claims."""
    counts = profile.counts.get(name, {})
    return min(codes, key=lambda code: (-(counts.get(code) or 0), code))


def _called(taxonomy: Taxonomy, name: ListName, code: str) -> str:
    """`obstetrics`; `the injury death`."""
    return CALLED.get(name, "{}").format(_in_sentence(taxonomy[name].name_of(code)))


def _in_sentence(name: str) -> str:
    """`Medication error` as `medication error`; `NHS 111` and `Erb's palsy` as they are."""
    rest = name[1:]
    if rest != rest.lower() or name.startswith(KEEP_THEIR_CAPITAL):
        return name
    return name[:1].lower() + rest
