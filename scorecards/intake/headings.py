"""Which heading of a file is which column of ours; and the nearest, where none is the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from scorecards.errors import Refused
from scorecards.intake import profiles
from scorecards.intake.profiles import Cells, Profile
from scorecards.settings import PROFILES
from scorecards.taxonomy.codes import fold


NEAR = 0.72


@dataclass(frozen=True, slots=True)
class Pair:
    """A heading of the file that may be meant. `likeness`: from 0 to 1."""

    field: str
    wanted: str
    heading: str
    likeness: float


@dataclass(frozen=True)
class Suggestion:
    """How a profile fits some headings. `found`: field and place of the heading, from 0."""

    profile: str
    found: Mapping[str, int]
    nearest: tuple[Pair, ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    share: float


def nearest_profile(headings: Sequence[str], folder: Path = PROFILES) -> tuple[Suggestion, ...]:
    """Every profile that finds something among the headings, the one that fits most first."""
    all_profiles = [profiles.load(name, folder) for name in profiles.names(folder)]
    fits = [suggest(profile, headings) for profile in all_profiles]
    return tuple(sorted((fit for fit in fits if fit.share), key=lambda fit: -fit.share))


def suggest(profile: Profile, headings: Sequence[str]) -> Suggestion:
    """Headings that are the same but for case and punctuation, and the nearest for the rest."""
    places = {fold(heading): place for place, heading in enumerate(headings)}
    found: dict[str, int] = {}
    for field in profile.fields:
        for heading in field.headings:
            place = places.get(fold(heading))
            if place is not None and place not in found.values():
                found[field.name] = place
                break
    ignored = {fold(heading) for heading in profile.ignored}
    free = [
        heading
        for place, heading in enumerate(headings)
        if place not in found.values() and fold(heading) not in ignored
    ]
    nearest = _nearest(profile, found, free)
    taken = {pair.heading for pair in nearest}
    near = {pair.field for pair in nearest}
    lacking = [one for one in profile.fields if one.name not in found]
    needed = [one for one in profile.fields if one.cells is not Cells.OPTIONAL]
    hits = sum(one.name in found for one in needed) + sum(
        pair.likeness for pair in nearest if profile.by_name[pair.field] in needed
    )
    return Suggestion(
        profile=profile.name,
        found=found,
        nearest=nearest,
        missing=tuple(
            one.heading
            for one in lacking
            if one.cells is not Cells.OPTIONAL and one.name not in near
        ),
        unused=tuple(heading for heading in free if heading not in taken),
        share=round(hits / max(len(needed), 1), 3),
    )


def accepted(
    profile: Profile, headings: Sequence[str], *, accept_nearest: bool
) -> tuple[Mapping[str, int], tuple[Pair, ...]]:
    """Fields and their places, and the near headings that were accepted.

    Raises Refused, naming each heading that is missing or only near, so that no column is taken
    for another, or left out, in silence.
    """
    fit = suggest(profile, headings)
    reasons = [f"There is no column “{heading}”." for heading in fit.missing]
    if not accept_nearest:
        reasons += [
            f"There is no column “{pair.wanted}”; the nearest is “{pair.heading}”. Accept it, or "
            "give the column its own name."
            for pair in fit.nearest
        ]
    if reasons:
        raise Refused(f"The headings do not fit the profile “{profile.title}”.", tuple(reasons))
    place = {heading: at for at, heading in enumerate(headings)}
    return {**fit.found, **{pair.field: place[pair.heading] for pair in fit.nearest}}, fit.nearest


def known_headings(profile: Profile) -> frozenset[str]:
    """Every heading of a profile, folded, for finding the row of headings."""
    mapped = [heading for field in profile.fields for heading in field.headings]
    return frozenset(fold(heading) for heading in (*mapped, *profile.ignored))


def _nearest(profile: Profile, found: Mapping[str, int], free: list[str]) -> tuple[Pair, ...]:
    pairs = [
        Pair(field.name, field.heading, heading, _likeness(field.headings, heading))
        for field in profile.fields
        if field.name not in found
        for heading in free
    ]
    chosen: list[Pair] = []
    for pair in sorted(pairs, key=lambda pair: -pair.likeness):
        taken = any(pair.field == one.field or pair.heading == one.heading for one in chosen)
        if pair.likeness >= NEAR and not taken:
            chosen.append(pair)
    return tuple(chosen)


def _likeness(wanted: tuple[str, ...], heading: str) -> float:
    folded = fold(heading)
    return max(round(SequenceMatcher(None, fold(one), folded).ratio(), 3) for one in wanted)
