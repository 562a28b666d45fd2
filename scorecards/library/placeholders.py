"""`{claims}` in the text of an item: which figures it asks for, and the text with them put in."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from scorecards.claims.figures import queries
from scorecards.claims.figures.model import Asked, Figures, Quantity, Subject
from scorecards.claims.figures.words import said
from scorecards.library.model import Item
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot


NOTHING: Mapping[Subject, Figures | None] = MappingProxyType({})
_PLACE = re.compile(r"\{([^{}]*)\}")


def names(text: str) -> tuple[str, ...]:
    """What a text asks for, each once, in its order."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def asked(item: Item) -> Mapping[str, Asked]:
    """Every figure that an item asks for, by its name. KeyError for one that it does not have."""
    own = item.subjects()
    found: dict[str, Asked] = {}
    for name in names("\n".join(texts(item))):
        if name in item.figures:
            found[name] = item.figures[name]
        elif own and name in list(Quantity):
            found[name] = Asked(own[0], Quantity(name))
        else:
            raise KeyError(name)
    return found


def texts(item: Item) -> Iterator[str]:
    """The opening and every section."""
    yield item.opening
    yield from item.sections.values()


def values(
    snapshot: Snapshot,
    viewer: Viewer,
    item: Item,
    *,
    known: Mapping[Subject, Figures | None] = NOTHING,
) -> dict[str, str]:
    """What is put in for each name: national figures in words, from one snapshot.

    `known` are national figures of this snapshot that were asked for already.
    """
    told = dict(known)
    found: dict[str, str] = {}
    for name, figure in asked(item).items():
        if figure.subject not in told:
            told[figure.subject] = queries.national(snapshot, viewer, figure.subject)
        found[name] = said(told[figure.subject], figure.quantity)
    return found


def filled(text: str, given: Mapping[str, str]) -> str:
    """A text with its figures put in. KeyError for one that is not given."""
    return _PLACE.sub(lambda found: given[found[1]], text)
