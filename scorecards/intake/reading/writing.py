"""A table and its marks to one result file, in batches: Arrow, Arrow, and facts."""

from typing import Any, BinaryIO

import pyarrow as pa

from scorecards.errors import Refused
from scorecards.intake.reading.limits import Limits
from scorecards.intake.reading.tables import Cells, Table, is_blank
from scorecards.sandbox import results


BATCH = 10_000
MARKS = pa.schema(
    [
        ("line", pa.int64()),
        ("last_line", pa.int64()),
        ("column", pa.int32()),
        ("rule", pa.string()),
        ("value", pa.string()),
    ]
)


def write(table: Table, kind: str, limits: Limits, sink: BinaryIO) -> None:
    """Takes every row of the table. Raises Refused as its reader does."""
    marks = _Batches(MARKS)
    facts = _write_rows(table, marks, limits, sink)
    table_bytes = sink.tell()
    marks.write_to(sink)
    marks_bytes = sink.tell() - table_bytes
    facts |= {
        "kind": kind,
        "encoding": table.source.encoding,
        "delimiter": table.source.delimiter,
        "sheet": table.source.sheet,
        "header_line": table.header_line,
        "headings": table.headings,
        "notes": table.notes,
    }
    results.write_facts(facts, (table_bytes, marks_bytes), sink)


class _Batches:
    """Rows gathered into Arrow batches."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self.rows: list[tuple[object, ...]] = []
        self.done: list[pa.RecordBatch] = []

    def add(self, row: tuple[object, ...]) -> None:
        self.rows.append(row)
        if len(self.rows) >= BATCH:
            self.done.append(self.take())

    def take(self) -> pa.RecordBatch:
        columns = zip(*self.rows, strict=True) if self.rows else [() for _ in self.schema]
        arrays = [
            pa.array(values, field.type) for values, field in zip(columns, self.schema, strict=True)
        ]
        self.rows = []
        return pa.record_batch(arrays, schema=self.schema)

    def write_to(self, sink: BinaryIO) -> None:
        with pa.ipc.new_stream(sink, self.schema) as stream:
            for batch in [*self.done, self.take()]:
                stream.write_batch(batch)


def _write_rows(table: Table, marks: _Batches, limits: Limits, sink: BinaryIO) -> dict[str, Any]:
    width = len(table.headings)
    cells = [(f"c{place}", pa.string()) for place in range(width)]
    batches = _Batches(pa.schema([("line", pa.int64()), ("extra", pa.string()), *cells]))
    blank = broken = 0
    with pa.ipc.new_stream(sink, batches.schema) as stream:
        for row in table.rows:
            if is_blank(row):
                blank += row.rows
                _mark_blank(row, marks)
                continue
            broken += row.last_line > row.line
            _mark(row, width, table.source.sheet is None, marks)
            batches.rows.append((row.line, _extra(row, width), *_fitted(row, width, limits)))
            if len(batches.rows) >= BATCH:
                stream.write_batch(batches.take())
        stream.write_batch(batches.take())
    if broken:
        rows = "row has" if broken == 1 else "rows have"
        table.notes.append(f"{broken:,} {rows} a line break inside a cell.")
    return {"blank_rows": blank}


def _mark_blank(row: Cells, marks: _Batches) -> None:
    """Runs of blank rows become one mark."""
    last = marks.rows[-1] if marks.rows else None
    if last is not None and last[3] == "blank-row" and last[1] == row.line - 1:
        marks.rows[-1] = (last[0], row.last_line, None, "blank-row", None)
    else:
        marks.add((row.line, row.last_line, None, "blank-row", None))


def _fitted(row: Cells, width: int, limits: Limits) -> list[str | None]:
    texts = row.texts[:width]
    for text in texts:
        if text is not None and len(text) > limits.cell_characters:
            raise Refused(
                f"A cell on line {row.line} holds more than {limits.cell_characters:,} characters. "
                "Shorten it, and load the file again."
            )
    return texts + [None] * (width - len(texts))


def _extra(row: Cells, width: int) -> str | None:
    over = [text for text in row.texts[width:] if text and text.strip()]
    return " | ".join(over)[:200] or None


def _mark(row: Cells, width: int, is_csv: bool, marks: _Batches) -> None:
    if is_csv and len(row.texts) < width:
        value = f"{len(row.texts)} of {width} cells"
        marks.add((row.line, row.last_line, None, "short-row", value))
    for mark in row.marks:
        column = mark.column if mark.column is not None and mark.column < width else None
        marks.add((row.line, row.last_line, column, mark.rule, mark.value))
