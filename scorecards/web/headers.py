"""What every response says to the browser: what may run, who may frame it, what may be kept."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from scorecards.settings import Settings
from scorecards.web import bundle


YEAR = 365 * 24 * 60 * 60
XSRF = "_streamlit_xsrf="
# Nothing here is for other sites, so what Streamlit says to them is taken out.
_NOT_SAID = ("server", "x-powered-by")
_NOT_SAID_BEGINNING = "access-control-"


class Headers:
    """The policies of this instance, made once at start."""

    def __init__(self, settings: Settings) -> None:
        page = (bundle.folder() / bundle.PAGE).read_text(encoding="utf-8")
        self._secure = settings.secure
        self._screens = _screens(settings, bundle.script_hashes(page))
        self._plain = _plain()
        self._always = {
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        }
        if settings.secure:
            self._always["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

    def put_on(self, send: Send, *, screen: bool, kept: bool) -> Send:
        """The same `send`, with the headers on what it starts.

        `screen`: Streamlit's own page or file, whose scripts run; else nothing runs at all. `kept`:
        a file of the software, which browsers may keep; nothing else is kept anywhere.
        """

        async def sending(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                self._complete(message, screen=screen, kept=kept)
            await send(message)

        return sending

    def _complete(self, message: Message, *, screen: bool, kept: bool) -> None:
        message["headers"] = list(_said(message.get("headers", ()), secure=self._secure))
        headers = MutableHeaders(scope=message)
        for name, value in self._always.items():
            headers[name] = value
        # Told no-referrer, a browser would not say either that a form comes from a page of ours.
        headers["Referrer-Policy"] = "no-referrer" if screen else "same-origin"
        headers.setdefault("Content-Security-Policy", self._screens if screen else self._plain)
        if not (kept and message["status"] == 200):
            headers["Cache-Control"] = "no-store"


def _said(headers: Iterable[tuple[bytes, bytes]], *, secure: bool) -> Iterable[tuple[bytes, bytes]]:
    for name, value in headers:
        low = name.decode("latin-1").lower()
        if low in _NOT_SAID or low.startswith(_NOT_SAID_BEGINNING):
            continue
        # Streamlit marks its cookie as secure only where it holds the certificate itself.
        bare = secure and low == "set-cookie" and value.startswith(XSRF.encode())
        marked = bare and b"; secure" not in value.lower()
        yield name, value + b"; Secure" if marked else value


def _screens(settings: Settings, scripts: Sequence[str]) -> str:
    parts = urlsplit(settings.origin)
    socket = f"{'wss' if settings.secure else 'ws'}://{parts.netloc}"
    return _policy(
        {
            "default-src": "'self'",
            "script-src": " ".join(("'self'", *scripts)),
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data: blob:",
            "font-src": "'self' data:",
            "connect-src": f"'self' {socket}",
            "worker-src": "'self' blob:",
            "object-src": "'none'",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
            "form-action": "'self'",
        }
    )


def _plain() -> str:
    return _policy(
        {
            "default-src": "'none'",
            "style-src": "'self'",
            "img-src": "'self'",
            "font-src": "'self'",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
            "form-action": "'self'",
        }
    )


def _policy(rules: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())
