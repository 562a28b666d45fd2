"""One claims file as a table. Runs only in the child process of `sandbox`."""

import importlib
from collections.abc import Mapping
from typing import Any, BinaryIO

from scorecards.intake.reading import kinds, writing
from scorecards.intake.reading.limits import Limits


_READERS = {
    kinds.FileKind.CSV: "scorecards.intake.reading.delimited",
    kinds.FileKind.WORKBOOK: "scorecards.intake.reading.sheets",
}


def read(
    content: bytes, limits: Mapping[str, Any], options: Mapping[str, Any], sink: BinaryIO
) -> None:
    """Writes the table to the sink. `options`: the `known` headings, folded. Raises Refused."""
    bounds = Limits.of(limits)
    kind = kinds.kind_of(content)
    reader = importlib.import_module(_READERS[kind])  # a CSV never meets the reader of workbooks
    table = reader.read(content, bounds, frozenset(options["known"]))
    writing.write(table, kind, bounds, sink)
