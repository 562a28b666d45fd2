"""A nation in which every trust has counts and amounts found nowhere else, and a listener that
reads every frame the server sends: text, figures and the cells of tables.
"""

import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pyarrow as pa
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from scorecards import settings
from scorecards.claims.commands import release
from scorecards.claims.model import EXPOSURES, MONEY, SCHEMA
from scorecards.cli.answers import OPERATOR
from scorecards.people.model import Organisation
from scorecards.snapshots.model import Origin, Source
from scorecards.store import organisations as register
from scorecards.store.engine import open_engine
from scorecards.store.schema import bring_up
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from scorecards.taxonomy import codes


OWN = "NMU"
OTHERS = tuple(f"CAN{letter}" for letter in "ABCDEFGHIJKL")
NAMES = {OWN: "Northmoor University Hospitals", **{c: f"Trust {c[3:]}" for c in OTHERS}}
PATCH = (OWN, *OTHERS[:5])
# Primes, so that none is rounded to the nearest five; of each trust, by what the claims are about.
OBSTETRICS = (1201, 1103, 1109, 1117, 1123, 1129, 1151, 1153, 1163, 1171, 1181, 1187, 1193)
ORTHOPAEDICS = (1423, 1301, 1303, 1307, 1319, 1321, 1327, 1361, 1367, 1373, 1381, 1399, 1409)
STAFF = (1697, 1511, 1523, 1531, 1543, 1549, 1553, 1559, 1567, 1571, 1579, 1583, 1597)
FEW = 3
AS_AT, NOW = date(2026, 3, 31), datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
# Digits inside words are those of identifiers, by chance: `…-2544-…`, `f7d1123`.
WHOLE = re.compile(r"(?<![\w.,-])\d[\d,]*(?![\w-]|,*\d*\.\d*[1-9])")
PENCE = re.compile(r"(?<![\w.,-])\d[\d,]*\.\d\d(?![\w-])")
LONGEST_NUMBER_BY_CHANCE = 6  # digits: longer numbers of ours stand nowhere else


def published(home: Path) -> None:
    """The nation, published in a home through the real command."""
    chosen = settings.Settings.from_env({"SCORECARDS_HOME": str(home)})
    engine = open_engine(chosen.database_url)
    bring_up(engine)
    claims = pl.DataFrame(list(rows()), schema=SCHEMA, orient="row")
    with writing(engine, SYSTEM) as session:  # a Lead's patch is what the register says
        register.put(session, organisations(), fictional=True)
    release(
        engine,
        chosen.snapshots,
        OPERATOR,
        claims=claims,
        organisations=organisations(),
        taxonomy=codes.read(settings.REFERENCE),
        exposures=_exposures(),
        origin=Origin(AS_AT, "canaries", (Source("c.csv", "c" * 64, 1),), "GBP", True, "canaries"),
        publish=True,
        now=NOW,
    )
    engine.dispose()


def organisations() -> tuple[Organisation, ...]:
    return tuple(
        Organisation(code, name, "Acute: large", "North" if code in PATCH else "South")
        for code, name in NAMES.items()
    )


@cache
def rows() -> tuple[dict, ...]:
    found = []
    for place, trust in enumerate(NAMES):
        groups = (
            (OBSTETRICS[place], "obstetrics", "delayed-treatment", "CNST"),
            (ORTHOPAEDICS[place], "orthopaedics", "delayed-diagnosis", "CNST"),
            (FEW, "urology", "consent", "CNST"),
            (STAFF[place], None, "violence", "LTPS-EL"),
        )
        number = 0
        for size, specialty, cause, scheme in groups:
            for _ in range(size):
                found.append(_claim(place, trust, number, (specialty, cause, scheme)))
                number += 1
    return tuple(found)


def _claim(place: int, trust: str, number: int, about: tuple) -> dict:
    specialty, cause, scheme = about
    incident = date(2015, 4, 1) + timedelta(days=(number * 17 + place) % 3650)
    notified = min(AS_AT, incident + timedelta(days=30 + number * 7 % 900))
    settled = number % 3 > 0
    return {
        **dict.fromkeys(SCHEMA),
        **dict.fromkeys(MONEY, 0),
        "claim_ref": f"REF-{trust}-{number:05d}",
        "trust": trust,
        "organisation": trust,
        "scheme": scheme,
        "kind": "non-clinical" if scheme == "LTPS-EL" else "clinical",
        "incident_date": incident,
        "notified_date": notified,
        "closed_date": AS_AT if settled else None,
        "specialty": specialty,
        "cause": cause,
        "injury": "unnecessary-pain" if number % 2 else "fracture",
        "location": "ward",
        "status": "settled" if settled else "open",
        "damages_paid" if settled else "damages_reserved": _amount(place, number),
        "currency": "GBP",
    }


def _amount(place: int, number: int) -> int:
    """Pence, each once: between £200,000 and £7 million, and no round sum."""
    return 20_000_003 + (place * 5_003 + number) * 10_007


def _exposures() -> pl.DataFrame:
    measures = {"births": 5_000.0, "attendances": 90_000.0, "bed-days": 200_000.0,
                "staff": 6_000.0, "wte-trauma-and-orthopaedics": 90.0, "wte-high-risk": 80.0,
                "wte-obstetrics": 120.0}  # fmt: skip
    found = [
        (trust, year, measure, value * (1 + place / 40))
        for place, trust in enumerate(NAMES)
        for year in range(2015, 2026)
        for measure, value in measures.items()
    ]
    return pl.DataFrame(found, schema=EXPOSURES, orient="row")


def secrets_of(trusts) -> tuple[set[str], set[int]]:
    """References, and numbers: counts, single amounts and sums in pence and in pounds."""
    own = [row for row in rows() if row["trust"] in trusts]
    counts, amounts = set(), set()
    for trust in trusts:
        place = list(NAMES).index(trust)
        some = (OBSTETRICS[place], ORTHOPAEDICS[place], STAFF[place])
        counts |= {*some, some[0] + some[1], some[0] + some[1] + FEW}
        for specialty in ("obstetrics", "orthopaedics", "urology", None):
            amounts.add(sum(_cost(r) for r in own
                            if (r["trust"], r["specialty"]) == (trust, specialty)))  # fmt: skip
    amounts |= {_cost(row) for row in own}
    pounds = {pence // 100 for pence in amounts}
    long = {n for n in amounts | pounds if len(str(n)) > LONGEST_NUMBER_BY_CHANCE}
    return {row["claim_ref"] for row in own}, {n for n in counts if n % 5} | long


def _cost(row: dict) -> int:
    return sum(row[column] for column in MONEY)


class Heard:
    """All that a page was sent: listens to its socket, or is told each frame."""

    def __init__(self, page=None) -> None:
        self.texts: list[str] = []
        self.frames = 0
        if page is not None:
            page.on("websocket", lambda socket: socket.on("framereceived", self.hear))

    def hear(self, payload) -> None:
        self.frames += 1
        content = payload if isinstance(payload, bytes) else payload.encode()
        self.texts += _told(ForwardMsg.FromString(content))

    def numbers(self) -> set[int]:
        """Whole numbers as they stand in texts, with or without commas, and in figures."""
        return {number for text in self.texts for number in numbers_in(text)}

    def betrayed(self, trusts) -> list[object]:
        """What of some trusts' secrets was sent."""
        refs, numbers = secrets_of(trusts)
        whole = "\n".join(self.texts)
        told_refs = {ref for ref in re.findall(r"REF-[A-Z]+-\d+", whole) if ref in refs}
        return [*sorted(told_refs), *sorted(self.numbers() & numbers)]


def numbers_in(text: str) -> set[int]:
    """Whole numbers, with or without commas, and sums with pence in pence."""
    found = {int(token.replace(",", "") or 0) for token in WHOLE.findall(text)}
    pence = {round(float(token.replace(",", "")) * 100) for token in PENCE.findall(text)}
    return found | {number for number in pence if len(str(number)) > LONGEST_NUMBER_BY_CHANCE}


def _told(message) -> list[str]:
    """Every text of a message, however deep; bytes that are a table cell by cell."""
    found = []
    for field, value in message.ListFields():
        values = value if field.is_repeated else [value]
        if field.message_type and field.message_type.GetOptions().map_entry:
            found += [f"{name} {part}" for name, part in value.items()]
            continue
        for each in values:
            if hasattr(each, "ListFields"):
                found += _told(each)
            elif isinstance(each, bytes):
                found += _cells(each)
            else:
                found += _leaves(each)
    return found


def _leaves(value: object) -> list[str]:
    """Every text and number; of a text that is JSON, those inside."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        with suppress(ValueError):
            return _leaves(json.loads(value))
    if isinstance(value, dict):
        return [part for pair in value.items() for each in pair for part in _leaves(each)]
    if isinstance(value, list):
        return [part for each in value for part in _leaves(each)]
    return [str(value)]


def _cells(content: bytes) -> list[str]:
    try:
        table = pa.ipc.open_stream(content).read_all()
    except pa.ArrowInvalid:
        return [content.decode("utf-8", "replace")]
    cells = (str(cell) for column in table.columns for cell in column.to_pylist())
    return [re.sub(r"\\(.)", r"\1", cell) for cell in cells]  # as it is read, without the escapes
