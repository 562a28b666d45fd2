"""What a theme of claims and a gap in the library are. Nothing is asked or computed here."""

from collections.abc import Mapping
from dataclasses import dataclass

from scorecards.claims.model import Kind
from scorecards.claims.stamp import Stamp
from scorecards.library.model import TOPICS, Item
from scorecards.money import Currency


# The topic under which a group of causes is written about, asked and offered.
(
    MATERNITY, URGENT, SURGERY, DIAGNOSIS, MEDICINES, INFECTION, FALLS, MENTAL_HEALTH, CONSENT,
    STAFF, PREMISES, _, LEARNING,
) = TOPICS  # fmt: skip
TOPIC_OF: Mapping[Kind, Mapping[str, str]] = {
    Kind.CLINICAL: {
        "Access and referral": URGENT,
        "Anaesthesia": SURGERY,
        "Care and supervision": FALLS,
        "Consent": CONSENT,
        "Diagnosis": DIAGNOSIS,
        "Documentation": CONSENT,
        "Equipment": PREMISES,
        "Follow-up": CONSENT,
        "Infection": INFECTION,
        "Maternity": MATERNITY,
        "Medication": MEDICINES,
        "Mental health": MENTAL_HEALTH,
        "Monitoring": INFECTION,
        "Operative": SURGERY,
        "Treatment": URGENT,
        "Treatment delay": URGENT,
    },
    Kind.NON_CLINICAL: {
        "Equipment": PREMISES,
        "Exposure and disease": STAFF,
        "Information and rights": LEARNING,
        "Manual handling": STAFF,
        "Premises and property": PREMISES,
        "Sharps": STAFF,
        "Slips, trips and falls": STAFF,
        "Stress": STAFF,
        "Struck or trapped": STAFF,
        "Systems of work": STAFF,
        "Vehicles": STAFF,
        "Violence": STAFF,
    },
}


# Of the largest gaps, and of themes with nothing to read besides, as many are begun with.
LARGEST, BARE = 6, 3


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of causes of one kind, as the list of causes has it: the same for everybody."""

    kind: Kind
    group: str
    codes: tuple[str, ...]
    topic: str

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.group}"


@dataclass(frozen=True, slots=True)
class Held:
    """The claims of a theme and their cost in pence. `at_least`: some of it is hidden."""

    claims: int
    total: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A theme beside what the library has on it.

    `readers` opened one of its items lately; None is fewer than five. `offers` are open ones on its
    topic. `weight`: the mean of its share of all claims and of all cost. `size`: its weight for
    each item, where one that is not there yet counts too.
    """

    theme: Theme
    held: Held
    items: tuple[Item, ...]
    readers: int | None
    offers: int
    weight: float
    size: float


@dataclass(frozen=True, slots=True)
class GapMap:
    """The gaps, the largest first."""

    gaps: tuple[Gap, ...]
    currency: Currency
    stamp: Stamp

    @property
    def bare(self) -> tuple[Gap, ...]:
        """The themes with claims on which there is nothing to read, the largest first."""
        return tuple(gap for gap in self.gaps if gap.weight and not gap.items)

    @property
    def beginnings(self) -> tuple[Gap, ...]:
        """Where to begin: the largest gaps, and the largest of those with nothing to read."""
        first = [gap for gap in self.gaps if gap.weight][:LARGEST]
        return (*first, *[gap for gap in self.bare if gap not in first][:BARE])
