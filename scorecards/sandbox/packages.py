"""What a package (a zip of XML parts) may be, checked before any reader opens it.

Every XML part is read once as a stream, never unpacked whole: a DOCTYPE ends it here. Whoever
reads a kind of package watches that pass for what its own kind may not hold.
"""

import stat
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from xml.parsers import expat

from scorecards.errors import Refused
from scorecards.sandbox.limits import MEGABYTE, Limits
from scorecards.sandbox.model import Words


Watcher = Callable[[str, expat.XMLParserType], None]
XML = (".xml", ".rels", ".vml")
_CHUNK = 1 << 16


def check(package: zipfile.ZipFile, size: int, limits: Limits, words: Words) -> None:
    """The list of parts: how many, how large unpacked, their names. Raises Refused."""
    members = package.infolist()
    _check_sizes(members, size, limits, words)
    for member in members:
        _check_member(member, words)
    if len({member.filename for member in members}) < len(members):
        raise Refused(f"The {words.what} holds two parts of the same name. Save it again.")


def read_parts(package: zipfile.ZipFile, watch: Watcher, words: Words) -> None:
    """Reads every XML part. `watch` is given its path and its parser, to set handlers."""
    for member in package.infolist():
        if member.filename.lower().endswith(XML):
            parser = _parser(words)
            watch(member.filename, parser)
            _stream(package, member, parser, words)


def _check_sizes(members: list[zipfile.ZipInfo], size: int, limits: Limits, words: Words) -> None:
    if len(members) > limits.zip_members:
        raise Refused(
            f"The {words.what} has {len(members):,} parts; at most {limits.zip_members:,} are "
            f"read. {words.many_parts}"
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes or unpacked > limits.zip_ratio * max(size, 1):
        raise Refused(
            f"Unpacked, the {words.what} would take {unpacked / MEGABYTE:,.0f} MB, which is more "
            f"than {words.swollen}"
        )


def _check_member(member: zipfile.ZipInfo, words: Words) -> None:
    name = member.filename
    if member.flag_bits & 1:
        raise Refused(words.encrypted)
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\x00" in name:
        raise Refused(f"{words.damaged} (It holds a part with an unsafe name.)")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused(f"{words.damaged} (It holds a link instead of a part.)")
    if name.lower().endswith("vbaproject.bin"):
        raise Refused(words.macros)


def _parser(words: Words) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise Refused(f"{words.damaged} (It holds a document type, which no {words.what} needs.)")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _stream(
    package: zipfile.ZipFile, member: zipfile.ZipInfo, parser: expat.XMLParserType, words: Words
) -> None:
    try:
        with package.open(member) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(words.damaged) from error
