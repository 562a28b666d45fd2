"""Whole claims in our own layout, for tests: one row that is right, and ways to change it."""

import csv
from datetime import date
from io import StringIO

from scorecards.intake import profiles
from scorecards.intake.checking import SourceFile, check
from scorecards.people.model import Organisation, Predecessor


EXTRACT = profiles.load("scorecard-extract")
AS_AT = date(2025, 3, 31)
TRUSTS = {
    "RX1": Organisation("RX1", "Northmoor University Hospitals", "Acute", "North"),
    "RX0": Organisation("RX0", "Eastmoor Infirmary", "Acute", "North"),
    "RX2": Organisation("RX2", "St Ebba's Mental Health", "Mental health", "South"),
}
# Part of Northmoor today.
MERGED = {"RX0": Predecessor("RX0", "Eastmoor Infirmary", "RX1", date(2018, 4, 1))}
GOOD = {
    "Claim reference": "C0001",
    "Trust code": "RX1",
    "Scheme": "CNST",
    "Incident date": "2019-05-01",
    "Notification date": "2020-06-02",
    "Closed date": "2022-07-03",
    "Specialty": "Obstetrics",
    "Primary cause": "Medication Errors",
    "Primary injury": "Fatality",
    "Location": "Ward",
    "Status": "Settled",
    "Damages paid": "1,234.56",
    "Damages reserved": "0",
    "Claimant costs paid": "£200.00",
    "Claimant costs reserved": "",
    "Defence costs paid": "10.5",
    "Defence costs reserved": "",
}


def file_of(*rows: dict[str, str], name: str = "claims.csv") -> SourceFile:
    """A CSV with the columns of GOOD and of any further key; each row is GOOD but for its keys."""
    columns = list(dict.fromkeys([*GOOD, *(key for row in rows for key in row)]))
    stream = StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows, 1):
        writer.writerow({**GOOD, "Claim reference": f"C{number:04d}", **row})
    return SourceFile(name, stream.getvalue().encode())


def checked(*rows: dict[str, str], profile=EXTRACT, **more):
    more = {"as_at": AS_AT, "known_trusts": TRUSTS, "predecessors": MERGED, **more}
    return check([file_of(*rows)], profile=profile, **more)
