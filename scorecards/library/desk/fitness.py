"""What stands between a text and being handed in. Pure: the text in, sentences out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scorecards.errors import Refused
from scorecards.formatting import day
from scorecards.library import bodies, checking, heads, reading
from scorecards.library.model import Item, ItemKind, Library
from scorecards.personal.texts import Sign, kinds, signs_in, told
from scorecards.taxonomy.codes import Taxonomy


# A story calls people by invented names, and guidance gives the number of a helpline: somebody
# looks at each. Anything else is never part of an item.
LOOKED_AT = (Sign.NAME, Sign.PHONE)
ITS_NAME = "This item"
# How sentences begin that are about a part of it, and do not go on from its name.
_OF_A_PART = ("“", "the ", "sentences ", "clinical studies ")
_MAY_BE_EMPTY = ("title", "summary", "authored_by", "owner")


@dataclass(frozen=True, slots=True)
class Fitness:
    """`item`: what the text says, where it can be read. `wrong`: what must be put right.

    `look`: places that somebody must look at, and say that they are harmless.
    """

    item: Item | None
    wrong: tuple[str, ...]
    look: tuple[str, ...]


def fitness(
    slug: str, text: str, taxonomy: Taxonomy, *, today: date, library: Library | None = None
) -> Fitness:
    """How fit a text is to be handed in; any text at all may be asked about.

    `library`: the one that it is to stand in, where it is to be compared with the others.
    """
    item, wrong = None, []
    try:
        item = reading.item_of(slug, text, taxonomy, named=ITS_NAME)
        found = [*checking.wrong(item, today=today)]
        if item.next_review <= today:
            found.append(f"is to be reviewed on {day(item.next_review)}. Choose a day ahead.")
        if library is not None:
            found += checking.among(item, library)
        wrong = [
            f"{ITS_NAME}{':' if sentence.startswith(_OF_A_PART) else ''} {sentence}"
            for sentence in found
        ]
    except Refused as refused:
        told_all = [f"{ITS_NAME}: {each}" for each in _unreadable(slug, text, taxonomy, today)]
        wrong = told_all or [str(refused), *refused.reasons]
    signs = signs_in(text)
    never = [each for each in signs if each.sign not in LOOKED_AT]
    if never:
        places = "; ".join(told(text, each) for each in never)
        wrong.append(
            f"{ITS_NAME} seems to hold {kinds(never)}. Take out what stands there: {places}."
        )
    look = tuple(told(text, each) for each in signs if each.sign in LOOKED_AT)
    return Fitness(item, tuple(wrong), look)


def only_reviewed(item: Item, library: Library) -> bool:
    """Whether nothing but its dates of review is new beside what readers see."""
    known = library.by_slug.get(item.slug)
    return known is not None and known == replace(
        item, reviewed=known.reviewed, next_review=known.next_review
    )


def _unreadable(slug: str, text: str, taxonomy: Taxonomy, today: date) -> Iterator[str]:
    """All that is still to be written, at once: what reads files stops where values are missing."""
    try:
        written, body = reading.split(text, named=ITS_NAME)
    except Refused:
        return
    empty = [key for key in _MAY_BE_EMPTY if written.get(key) == ""]
    empty += [key for key in heads.DATES if key not in written]
    yield from (f"“{key}” is empty." for key in empty)
    instead = {"reviewed": today, "next_review": today + timedelta(days=1)}
    head = {**written, **{key: instead.get(key, ITS_NAME) for key in empty}}
    broken = tuple(heads.wrong_keys(slug, head))
    yield from broken
    if not broken:
        yield from heads.wrong_values(head)
        yield from heads.wrong_codes(head, taxonomy)
    kind = head.get("kind")
    known = ItemKind(kind) if kind in list(ItemKind) else None
    yield from bodies.wrong(known, body, bodies.sections(body))
