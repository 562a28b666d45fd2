"""What a PDF must not hold: programs, other files, forms that send, a password.

A PDF is not drawn, and not followed as a reader follows it, for a hostile one leads readers astray.
The whole file is looked through for the keys that make such things work, wherever they stand, and
so is every part that can be unpacked. What could hide a key there is refused, too.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from scorecards.documents.reading.words import AGAIN, DAMAGED, WORDS
from scorecards.errors import Refused
from scorecards.sandbox.limits import Limits


_PROGRAM = "The PDF holds a program that would run when it is opened. Save it again as a plain PDF."
_OTHER_FILE = "The PDF carries another file inside. Take the attachment out, and save it again."
_SENDS = "The PDF holds a form that sends what is typed to another place. Save it as a plain PDF."
_ELSEWHERE = "The PDF opens files that lie elsewhere. Take those links out, and save it again."
_MEDIA = "The PDF plays sound, film or 3D models. Take them out, and save it again."
_HIDES = f"The PDF packs its parts in an uncommon way, so it cannot be looked through. {AGAIN}"
_BOTH = f"The file is a PDF and a zip file at once. {AGAIN}"

# What stands between two words of a PDF: blanks, and comments to the end of a line.
_GAP = rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*[\r\n])*"
_END = rb"(?![A-Za-z0-9_.-])"
_REFERENCE = rb"\d+[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+R\b"
_HELD = rb"(?:<<|\[|" + _REFERENCE + rb")"  # a dictionary, a list, or where one is


def _is(key: bytes, *names: bytes) -> re.Pattern[bytes]:
    """A key whose value is one of these names."""
    return re.compile(rb"/" + key + _GAP + rb"/(?:" + rb"|".join(names) + rb")" + _END)


def _has(*keys: bytes) -> re.Pattern[bytes]:
    """One of these keys with something in it."""
    return re.compile(rb"/(?:" + rb"|".join(keys) + rb")" + _GAP + _HELD)


FORBIDDEN = (
    (_has(b"Encrypt"), WORDS.encrypted),
    (_is(b"S", b"JavaScript", b"Launch", b"Rendition"), _PROGRAM),
    (_has(b"JavaScript"), _PROGRAM),
    (_is(b"Type", b"EmbeddedFile"), _OTHER_FILE),
    (_is(b"Subtype", b"FileAttachment"), _OTHER_FILE),
    (_has(b"EmbeddedFiles", b"EF", b"Collection"), _OTHER_FILE),
    (_is(b"S", b"SubmitForm", b"ImportData"), _SENDS),
    (_has(b"XFA"), _SENDS),
    (_is(b"S", b"GoToR", b"GoToE"), _ELSEWHERE),
    (_is(b"S", b"Movie", b"Sound", b"GoTo3DView"), _MEDIA),
    (_is(b"Subtype", b"Movie", b"Sound", b"RichMedia", b"Screen", b"3D"), _MEDIA),
    (re.compile(rb"/S" + _GAP + _REFERENCE), _HIDES),  # what an action does, said elsewhere
)
# Ways to pack that only hide, in a file whose objects are packed.
_ODD_FILTERS = (
    b"/ASCIIHexDecode",
    b"/ASCII85Decode",
    b"/LZWDecode",
    b"/RunLengthDecode",
    b"/Crypt",
)
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"\d+[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+obj\b")
_LINK = re.compile(rb"/URI" + _GAP + rb"\([\x00\t\n\f\r ]*([A-Za-z][A-Za-z0-9+.-]*):")
_LINKS_TO = frozenset((b"http", b"https", b"mailto", b"tel"))
_OBJECTS = b"/ObjStm"
_END_WITHIN, _HEAD, _CHUNK = 1024, 8192, 1 << 16


def check(content: bytes, limits: Limits) -> None:
    """Raises Refused, with the first thing that is wrong."""
    if b"%%EOF" not in content[-_END_WITHIN:] or b"startxref" not in content[-2 * _END_WITHIN :]:
        raise Refused(DAMAGED)
    if zipfile.is_zipfile(BytesIO(content)):
        raise Refused(_BOTH)
    plain = _decoded(content)
    _look(plain)
    packed = _OBJECTS in plain
    if packed and any(name in plain for name in _ODD_FILTERS):
        raise Refused(_HIDES)
    if not _OBJECT.search(content):
        raise Refused(DAMAGED)
    for part in _unpacked(content, limits):
        _look(_decoded(part))


def _decoded(part: bytes) -> bytes:
    """As readers read names: `/J#53` is `/JS`."""
    return _CODED.sub(lambda code: bytes([int(code[1], 16)]), part) if b"#" in part else part


def _look(part: bytes) -> None:
    for pattern, sentence in FORBIDDEN:
        if pattern.search(part):
            raise Refused(sentence)
    if {scheme.lower() for scheme in _LINK.findall(part)} - _LINKS_TO:
        raise Refused(_ELSEWHERE)


def _unpacked(content: bytes, limits: Limits) -> Iterator[bytes]:
    """Every part that is packed in the usual way. Raises Refused for more than may be unpacked."""
    left = limits.unpacked_bytes
    for place in _STREAM.finditer(content):
        head = _head(content, place.start())
        holds_objects = _OBJECTS in head
        if holds_objects and b"/Predictor" in head:
            raise Refused(_HIDES)
        part = _inflated(content, place.end(), left)
        if part is None:
            if holds_objects and b"/FlateDecode" in head:
                raise Refused(DAMAGED)
            continue  # a picture, or a part that is not packed and was looked at as it stands
        left -= len(part)
        yield part


def _inflated(content: bytes, start: int, most: int) -> bytes | None:
    """What is packed from a place on; None where nothing is. Fed piece by piece: it ends itself."""
    unpack = zlib.decompressobj()
    found = bytearray()
    try:
        for at in range(start, len(content), _CHUNK):
            found += unpack.decompress(content[at : at + _CHUNK], most + 1 - len(found))
            if len(found) > most:
                raise Refused(WORDS.too_much)
            if unpack.eof:
                break
    except zlib.error:
        return bytes(found) or None
    return bytes(found)


def _head(content: bytes, end: int) -> bytes:
    """The dictionary that stands before a stream."""
    before = content[max(0, end - _HEAD) : end]
    starts = [found.end() for found in _OBJECT.finditer(before)]
    return _decoded(before[starts[-1] if starts else 0 :])
