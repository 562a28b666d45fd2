"""The one writer of CSV files."""

from scorecards.reports.model import Table, limited
from scorecards.spreadsheets import csv_bytes


MEDIA_TYPE = "text/csv; charset=utf-8"


def written(table: Table) -> bytes:
    """What the table says of itself, an empty line, the headings, the rows."""
    return csv_bytes(
        [
            (table.title,),
            *((name, value) for name, value in table.about),
            (),
            tuple(table.headings),
            *limited(table),
        ]
    )
