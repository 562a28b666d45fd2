"""Reads the library's items and refuses what is not as agreed. No viewer, no ranking.

An item is one text: a TOML head between two lines `+++`, then a body with headings. It comes from a
file of the library, or from the editorial desk. Every refusal names the item; all the problems of a
folder are reported at once.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scorecards.claims.figures.model import USUAL_WINDOW
from scorecards.errors import Refused
from scorecards.library import bodies, heads
from scorecards.library.model import DIMENSIONS, Item, ItemKind, Library, Question
from scorecards.taxonomy.codes import Taxonomy


CASE_STUDIES = "case-studies"
# Where items of each kind lie in the library's folder; thematic reports have a folder of their own.
FOLDERS = {
    ItemKind.CASE_STUDY: CASE_STUDIES,
    ItemKind.GUIDANCE: "guidance",
    ItemKind.LEAFLET: "leaflets",
    ItemKind.LINK: "links",
}
FENCE = "+++"


def read(folder: Path, taxonomy: Taxonomy, *, themes: Path | None = None) -> Library:
    """Every item of a library folder and of the folder of themes, by address. Raises Refused."""
    if not (folder / CASE_STUDIES).is_dir():
        raise Refused(f"The library has no folder “{CASE_STUDIES}”. Put the case studies there.")
    places = [(kind, folder / name) for kind, name in FOLDERS.items()]
    if themes is not None:
        places.append((ItemKind.REPORT, themes))
    items: list[Item] = []
    problems: list[str] = []
    for kind, place in places:
        for path in sorted(place.glob("*.md")):
            if path.name == "README.md":
                continue
            try:
                items.append(_of_kind(kind, read_item(path, taxonomy)))
            except Refused as refused:
                problems += [str(refused), *refused.reasons]
    problems += _twice(items)
    if problems:
        raise Refused(problems[0], tuple(problems[1:]))
    return Library(tuple(sorted(items, key=lambda item: item.slug)), taxonomy)


def read_item(path: Path, taxonomy: Taxonomy) -> Item:
    """One file. Raises Refused with every problem found, each naming the file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name}: is not text in UTF-8. Save it as UTF-8.") from error
    return item_of(path.stem, text, taxonomy, named=path.name)


def item_of(slug: str, text: str, taxonomy: Taxonomy, *, named: str = "") -> Item:
    """An item from its text. Raises Refused with every problem found, each naming the item.

    `named` is what problems begin with; left out, the address.
    """
    named = named or slug
    head, body = split(text, named=named)
    _refuse(named, heads.wrong_keys(slug, head))
    sections = bodies.sections(body)
    _refuse(
        named,
        (
            *heads.wrong_values(head),
            *heads.wrong_codes(head, taxonomy),
            *bodies.wrong(ItemKind(head["kind"]) if head["kind"] in list(ItemKind) else None,
                          body, sections),
        ),
    )  # fmt: skip
    item = _built(slug, head, body, sections)
    _refuse(named, bodies.unknown_figures(item))
    return item


def split(text: str, *, named: str) -> tuple[Mapping[str, Any], str]:
    """The head as it was written and the body. Raises Refused where there is no sound head."""
    parts = re.split(rf"^{re.escape(FENCE)}[ \t]*\r?$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise Refused(f"{named}: has no head. Begin with its lines between two lines “+++”.")
    try:
        return tomllib.loads(parts[1]), parts[2].strip()
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{named}: the head is not valid TOML. {error}.") from error


def _built(slug: str, head: Mapping[str, Any], body: str, sections: list[tuple[str, str]]) -> Item:
    kind = ItemKind(head["kind"])
    return Item(
        slug=slug,
        title=head["title"],
        kind=kind,
        topics=tuple(head["topics"]),
        summary=head["summary"],
        codes={name: frozenset(head[key]) for name, key in DIMENSIONS.items()},
        scheme_kinds=frozenset(head["scheme_kinds"]),
        audience=tuple(head["audience"]),
        setting=head["setting"],
        authored_by=head["authored_by"],
        reviewed=head["reviewed"],
        next_review=head["next_review"],
        sources=tuple(head["sources"]),
        opening=bodies.opening(body),
        sections=dict(sections),
        figures=heads.figures(head),
        years=head.get("years", USUAL_WINDOW),
        questions=tuple(Question(each["ask"], each["by"]) for each in head.get("questions", ())),
        owner=head.get("owner", ""),
        url=head.get("url", ""),
    )


def _of_kind(kind: ItemKind, item: Item) -> Item:
    if item.kind is not kind:
        raise Refused(f"{item.slug}.md: is a {item.kind} in the folder of another kind. Move it.")
    return item


def _twice(items: Iterable[Item]) -> list[str]:
    slugs = [item.slug for item in items]
    return [
        f"{slug}.md: there are two items of this name. Rename one."
        for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1})
    ]


def _refuse(named: str, problems: Iterable[str]) -> None:
    sentences = [f"{named}: {problem}" for problem in problems]
    if sentences:
        raise Refused(sentences[0], tuple(sentences[1:]))
