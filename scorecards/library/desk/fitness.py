"""What stands between a text and being handed in. Pure: the text in, sentences out."""

from dataclasses import dataclass
from datetime import date

from scorecards.errors import Refused
from scorecards.library import checking, reading
from scorecards.library.model import Item
from scorecards.personal.texts import Sign, kinds, signs_in, told
from scorecards.taxonomy.codes import Taxonomy


# A story calls people by invented names, and guidance gives the number of a helpline: somebody
# looks at each. Anything else is never part of an item.
LOOKED_AT = (Sign.NAME, Sign.PHONE)
ITS_NAME = "This item"


@dataclass(frozen=True, slots=True)
class Fitness:
    """`item`: what the text says, where it can be read. `wrong`: what must be put right.

    `look`: places that somebody must look at, and say that they are harmless.
    """

    item: Item | None
    wrong: tuple[str, ...]
    look: tuple[str, ...]


def fitness(slug: str, text: str, taxonomy: Taxonomy, *, today: date) -> Fitness:
    """How fit a text is to be handed in; any text at all may be asked about."""
    item, wrong = None, []
    try:
        item = reading.item_of(slug, text, taxonomy, named=ITS_NAME)
        wrong = [f"{ITS_NAME} {sentence}" for sentence in checking.wrong(item, today=today)]
    except Refused as refused:
        wrong = [str(refused), *refused.reasons]
    found = signs_in(text)
    never = [each for each in found if each.sign not in LOOKED_AT]
    if never:
        places = "; ".join(told(text, each) for each in never)
        wrong.append(
            f"{ITS_NAME} seems to hold {kinds(never)}. Take out what stands there: {places}."
        )
    look = tuple(told(text, each) for each in found if each.sign in LOOKED_AT)
    return Fitness(item, tuple(wrong), look)
