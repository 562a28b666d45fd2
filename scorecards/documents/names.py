"""What a file is called: what people's machines wrote, made fit for a screen and a header."""

import unicodedata

from scorecards.documents.model import FileType
from scorecards.errors import Refused


LONGEST_STEM = 100
_NOT_IN_NAMES = frozenset('<>:"/\\|?*%;=')
# What Windows opens as a device, whatever it ends with.
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
# Endings that say what a file is. One of them inside a name pretends to be another type.
_ENDINGS_OF_FILES = """
pdf ppt pptx pptm pps ppsx ppsm pot potx potm doc docx docm dot dotx dotm rtf odt ods odp
xls xlsx xlsm xlsb xlt xltx xltm xlam csv txt htm html xhtml mht mhtml hta svg xml js jse
mjs vbs vbe wsf wsh ps1 psm1 bat cmd com exe scr pif msi msp dll jar py sh zip rar 7z gz
iso img lnk url reg chm png jpg jpeg gif
"""
_ENDINGS = frozenset(_ENDINGS_OF_FILES.split())


def checked_name(name: str, kind: FileType) -> str:
    """The name under which a file is kept: one line, no path, ending as its type does.

    Raises Refused where the name ends like another type, or like two at once.
    """
    stem, ending = _parts(_visible(name))
    if ending and ending != kind.value:
        raise Refused(
            f"The name ends with “.{ending}”, and the file is {_a(kind)} file, which ends with "
            f"“.{kind.value}”. Give it the right name, or choose the right file."
        )
    inner = {part.strip().casefold() for part in stem.split(".")[1:]} & _ENDINGS
    inner -= {kind.value}
    if inner:
        raise Refused(
            f"The name has two endings, “.{sorted(inner)[0]}” and “.{kind.value}”, so it is not "
            "clear what the file is. Give it a name with one ending."
        )
    kept = " ".join("".join("-" if c in _NOT_IN_NAMES else c for c in stem).split())
    kept = kept[:LONGEST_STEM].strip(" .-") or "document"
    if kept.casefold().split(".")[0] in _DEVICES:
        kept = f"document-{kept}"
    return f"{kept}.{kind.value}"


def _visible(name: str) -> str:
    """The last part of a path, composed, without what does not show or turns the direction."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(" " if c in "\r\n\t" else c for c in last)
    shown = "".join(c for c in shown if not unicodedata.category(c).startswith("C"))
    return unicodedata.normalize("NFC", shown)


def _parts(name: str) -> tuple[str, str]:
    """The name and its ending; what is no known ending is a part of the name."""
    stem, dot, ending = name.rstrip(" .").rpartition(".")
    folded = ending.strip().casefold()
    return (stem, folded) if dot and folded in _ENDINGS else (name, "")


def _a(kind: FileType) -> str:
    return f"an {kind.called}" if kind is FileType.WORKBOOK else f"a {kind.called}"
