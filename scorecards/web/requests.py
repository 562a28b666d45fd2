"""What the gate gives every plain route along with a request. Nothing is looked up here."""

from sqlalchemy import Engine
from starlette.requests import HTTPConnection

from scorecards.accounts.model import SignedIn
from scorecards.reports.model import NOTHING_OPENED, Opened
from scorecards.settings import Settings


def settings(request: HTTPConnection) -> Settings:
    found: Settings = request.state.settings
    return found


def engine(request: HTTPConnection) -> Engine:
    found: Engine = request.state.engine
    return found


def opened(request: HTTPConnection) -> Opened:
    """What files are made of that are not in the database."""
    found: Opened = getattr(request.state, "opened", NOTHING_OPENED)
    return found


def signed_in(request: HTTPConnection) -> SignedIn | None:
    """Whose live session the request came with; None on open pages that nobody is signed in on."""
    found: SignedIn | None = request.state.signed_in
    return found


def address(request: HTTPConnection) -> str:
    """The network address of whoever asks, as far as the proxy in front says."""
    return request.client.host if request.client is not None else ""
