"""From claims by cause, items, readers and offers to gaps. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from scorecards.claims.figures.model import VAGUE
from scorecards.claims.model import Kind
from scorecards.library.gaps.model import LEARNING, TOPIC_OF, Gap, Held, Theme
from scorecards.library.model import Item
from scorecards.taxonomy.codes import ListName, Taxonomy


# By code of a cause: claims and cost in pence; None is hidden.
ByCause = Mapping[str, tuple[int | None, int | None]]


def themes(taxonomy: Taxonomy) -> tuple[Theme, ...]:
    """Every group of causes of each kind; causes that say nothing are in none."""
    found: dict[tuple[Kind, str], list[str]] = {}
    for code in taxonomy[ListName.CAUSE]:
        kind = code.extra.get("kind", "")
        if code.code not in VAGUE and kind in list(Kind):
            found.setdefault((Kind(kind), code.group), []).append(code.code)
    return tuple(
        Theme(kind, group, tuple(sorted(codes)), TOPIC_OF[kind].get(group, LEARNING))
        for (kind, group), codes in sorted(found.items())
    )


def held(theme: Theme, by_cause: ByCause, *, pooled: bool) -> Held:
    """What the shown claims of a theme come to. `pooled`: causes with few claims are left out."""
    shown = [by_cause[code] for code in theme.codes if code in by_cause]
    hidden = any(None in each for each in shown)
    return Held(
        claims=sum(claims or 0 for claims, _ in shown),
        total=sum(total or 0 for _, total in shown),
        at_least=hidden or (pooled and len(shown) < len(theme.codes)),
    )


def bearing_on(theme: Theme, items: Iterable[Item]) -> tuple[Item, ...]:
    """The items of the theme's kind that name one of its causes."""
    return tuple(
        item
        for item in items
        if theme.kind.value in item.scheme_kinds
        and not item.codes[ListName.CAUSE].isdisjoint(theme.codes)
    )


def gaps(
    holdings: Mapping[Theme, Held],
    items: Sequence[Item],
    readers: Mapping[str, int | None],
    offers: Mapping[str, int],
) -> tuple[Gap, ...]:
    """The largest first: many claims or much cost, and little to read. `readers` by theme's key,
    `offers` by topic."""
    claims = sum(each.claims for each in holdings.values())
    total = sum(each.total for each in holdings.values())
    found = []
    for theme, each in holdings.items():
        bearing = bearing_on(theme, items)
        weight = (_share(each.claims, claims) + _share(each.total, total)) / 2
        found.append(
            Gap(
                theme=theme,
                held=each,
                items=bearing,
                readers=readers.get(theme.key, 0),
                offers=offers.get(theme.topic, 0),
                weight=weight,
                size=weight / (len(bearing) + 1),
            )
        )
    return tuple(sorted(found, key=lambda gap: (-gap.size, gap.theme.key)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
