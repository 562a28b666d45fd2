"""A version of a document as it was uploaded, byte for byte."""

from scorecards.documents.queries import given
from scorecards.errors import UserError
from scorecards.reports.model import Asked, File


TAKES = ("document", "version")
LONGEST_NUMBER = 9


def file(asked: Asked) -> File:
    found = given(asked.session, asked.viewer, *(_number(asked, name) for name in TAKES))
    return File(found.name, found.media_type, found.content)


def _number(asked: Asked, name: str) -> int:
    number = asked.given.get(name, "")
    if not (number.isascii() and number.isdecimal()) or len(number) > LONGEST_NUMBER:
        raise UserError(f"The address does not say which {name} is meant.")
    return int(number)
