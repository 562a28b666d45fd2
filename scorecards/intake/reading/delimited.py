"""CSV as text cells: encoding and delimiter found out and said. Runs only in the child."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from scorecards.errors import Refused
from scorecards.intake.reading.limits import Limits
from scorecards.intake.reading.tables import Cells, Source, Table, find_table


DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_SAMPLE = 60
_BOMS = (
    (codecs.BOM_UTF32_LE, None),
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, ("utf-8-sig", "UTF-8 with a byte order mark")),
    (codecs.BOM_UTF16_LE, ("utf-16", "UTF-16 little-endian")),
    (codecs.BOM_UTF16_BE, ("utf-16", "UTF-16 big-endian")),
)
_WORDS = "Save the file as “CSV UTF-8”, and load that."
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\r\n\f\x1a")
_NO_CONTROLS = dict.fromkeys(_CONTROLS)


def read(content: bytes, limits: Limits, known: frozenset[str]) -> Table:
    """The table in a CSV file. Raises Refused where it cannot be read without guessing."""
    text, encoding = decode(content)
    csv.field_size_limit(limits.cell_characters)
    delimiter = _delimiter(text)
    rows = _rows(text, delimiter, limits)
    source = Source(rows, encoding=encoding, delimiter=DELIMITERS[delimiter])
    return find_table(source, limits, known)


def decode(content: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding it was in."""
    for mark, found in _BOMS:
        if content.startswith(mark):
            if found is None:
                raise Refused(f"The text is in UTF-32, which is not read. {_WORDS}")
            return _decoded(content, *found)
    wide = _utf16_without_mark(content)
    if wide:
        return _decoded(content, *wide)
    _check_text(content)
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _decoded(content, "cp1252", "Windows-1252")


def _decoded(content: bytes, codec: str, name: str) -> tuple[str, str]:
    try:
        return _clean(content.decode(codec)), name
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused(f"Line {line} holds characters that are not {name}. {_WORDS}") from error


def _clean(text: str) -> str:
    if text.translate(_NO_CONTROLS) != text:
        _check_text(text.encode("utf-8", "replace"))
    return text


def _check_text(content: bytes) -> None:
    if content.translate(None, _CONTROLS) == content:
        return
    place = next(place for place, byte in enumerate(content) if byte in _CONTROLS)
    line = content[:place].count(b"\n") + 1
    name = "a control character" if content[place] else "a NUL character"
    raise Refused(f"Line {line} holds {name}, so this is not plain text. {_WORDS}")


def _utf16_without_mark(content: bytes) -> tuple[str, str] | None:
    sample = content[:4096]
    if len(content) % 2 or len(sample) < 4:
        return None
    half = len(sample) / 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.5 and even < 0.1:
        return "utf-16-le", "UTF-16 little-endian without a byte order mark"
    if even > 0.5 and odd < 0.1:
        return "utf-16-be", "UTF-16 big-endian without a byte order mark"
    return None


def _delimiter(text: str) -> str:
    """The one that cuts the first rows into most columns, most evenly."""
    scores = {delimiter: _evenness(text, delimiter) for delimiter in DELIMITERS}
    chosen = max(scores, key=lambda delimiter: scores[delimiter])
    if scores[chosen] == (0.0, 0):
        raise Refused(
            "It has one column only: no comma, semicolon, tab or pipe divides its lines. "
            "Check how it was saved, and load it again."
        )
    return chosen


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        for row in islice((row for row in reader if any(row)), _SAMPLE):
            widths[len(row)] += 1
    except csv.Error:
        pass
    columns, times = max(
        widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0)
    )
    if columns < 2:
        return 0.0, 0
    return round(times / widths.total(), 1), columns


def _rows(text: str, delimiter: str, limits: Limits) -> Iterator[Cells]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused(_sentence(str(error), line, reader.line_num, limits)) from error
        yield Cells(line, reader.line_num, [cell or None for cell in row], [])
        line = reader.line_num + 1


def _sentence(error: str, line: int, last: int, limits: Limits) -> str:
    if "field larger" in error:
        return (
            f"A cell that starts on line {line} holds more than {limits.cell_characters:,} "
            "characters. Perhaps a quotation mark there is not closed."
        )
    if "unexpected end" in error:
        return (
            f"A quotation mark on line {line} is never closed, so the rows below it cannot be "
            "told apart. Close it or take it out, and load the file again."
        )
    return (
        f"A quotation mark on line {last} is in the wrong place. Inside a quoted cell a quotation "
        "mark is written twice. Mend it, and load the file again."
    )
