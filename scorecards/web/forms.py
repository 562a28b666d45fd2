"""Forms that only a page of ours can send: each carries a key that no other site can know."""

import hashlib
import hmac
from urllib.parse import urlsplit

from starlette.datastructures import FormData


FIELD = "form"
LONGEST_ADDRESS = 2000
FIRST_PAGE = "/"
# Coming back to one of these would go round in a circle.
NOT_BACK_TO = ("/signin", "/signout", "/oauth2callback", "/terms", "/closed", "/view-as")


def key(secret: str, purpose: str) -> str:
    """What the form of a page holds: made from a cookie of this browser, and telling nothing of it.

    Another site can send a form here, but cannot read the cookie, so it cannot make the key.
    """
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def is_ours(form: FormData, secret: str | None, purpose: str) -> bool:
    """Whether a page of ours, shown in this very browser, sent the form."""
    return bool(secret) and hmac.compare_digest(text(form, FIELD), key(secret or "", purpose))


def text(form: FormData, name: str) -> str:
    """A field of a form; empty for one that is missing, a file, or not plain letters."""
    found = form.get(name)
    fit = isinstance(found, str) and found.isascii() and found.isprintable()
    return str(found) if fit else ""


def own_path(asked: str | None) -> str:
    """Where to go afterwards: a page of ours, else the first. Never another site.

    Browsers take “\\” for “/”, and leave out tabs and ends of lines.
    """
    if asked is None or not asked.startswith("/") or asked.startswith("//"):
        return FIRST_PAGE
    if len(asked) > LONGEST_ADDRESS or not asked.isascii() or not asked.isprintable():
        return FIRST_PAGE
    if "\\" in asked or " " in asked:
        return FIRST_PAGE
    parts = urlsplit(asked)
    if parts.scheme or parts.netloc or parts.path in NOT_BACK_TO:
        return FIRST_PAGE
    return asked
