"""Code lists as a frame and back, so that a release keeps the words it was read with."""

from collections.abc import Mapping

import polars as pl

from scorecards.snapshots.model import CODE_COLUMNS
from scorecards.taxonomy.codes import Code, CodeList, ListName, Taxonomy


def to_frame(taxonomy: Taxonomy) -> pl.DataFrame:
    """One row per code, in the order of its list. Columns list, code, name, group."""
    rows = [
        (name.value, code.code, code.name, code.group)
        for name in taxonomy.lists
        for code in taxonomy[name]
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(CODE_COLUMNS, pl.String), orient="row")


def from_frame(codes: pl.DataFrame) -> Taxonomy:
    """The lists again, without the spellings of source files. A list without rows is empty."""
    found: Mapping[ListName, list[Code]] = {name: [] for name in ListName}
    for kind, code, name, group in codes.select(CODE_COLUMNS).iter_rows():
        found[ListName(kind)].append(Code(code, name, group))
    return Taxonomy({name: CodeList(name, tuple(listed)) for name, listed in found.items()})
