"""Builds entries to find, a few groups of synonyms, and asks for them."""

from datetime import date

from scorecards.library.search import indexing, queries
from scorecards.library.search.model import Entry, Facet, Wanted
from scorecards.library.search.synonyms import Group, built
from scorecards.people.model import Circle, Role, Viewer
from scorecards.store.transactions import reading


MANAGER = Viewer("p1", "Sam", Role.RISK_MANAGER, ("AAA",))
EDITOR = Viewer("p2", "Ed", Role.EDITOR)
NEWCOMER = Viewer("p3", "New", Role.NONE)
SYNONYMS = built(
    Group(f"={number}", tuple(line.split("; ")))
    for number, line in enumerate(
        (
            "fractured neck of femur; hip fracture; broken hip; #NOF",
            "stillbirth; baby died before birth",
            "emergency department; A&E; casualty",
            "needlestick injury; needle stick",
        )
    )
)


def entry(ref, title="", *, summary="", about=(), points=(), body=(), dated=None,
          seen_by=Circle.EVERYONE, **facets):  # fmt: skip
    """An entry; `kind`, `topic` and so on take one value or several with commas."""
    told = {Facet(name): tuple(value.split(",")) for name, value in facets.items()}
    told.setdefault(Facet.KIND, ("case-study",))
    return Entry(
        ref=f"item/{ref}",
        title=title or ref.replace("-", " "),
        address=f"/item?item={ref}",
        facets=told,
        summary=summary,
        about=tuple(about),
        points=tuple(points),
        body=tuple(body),
        dated=dated or date(2026, 1, 1),
        seen_by=seen_by,
    )


def index(engine, *entries):
    indexing.bring_entries_up(engine, entries, SYNONYMS)


def ask(engine, text="", *, viewer=MANAGER, **wanted):
    with reading(engine, viewer) as session:
        return queries.search(session, viewer, Wanted(text, **wanted), synonyms=SYNONYMS)


def refs(found):
    return [hit.ref.removeprefix("item/") for hit in found.hits]


def shown(pieces):
    """A text with what is marked in square brackets."""
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)
