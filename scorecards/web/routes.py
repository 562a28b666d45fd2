"""All plain routes in one list, and the door of each. A route without a door does not start."""

from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from scorecards.web import downloads, health, pages, signing_in, terms, viewing
from scorecards.web.doors import Door
from scorecards.web.sockets import MOST_EACH


STYLE = Path(__file__).parent / "static" / "plain.css"
DOORS: Mapping[str, Door] = {
    "/signin": Door.OPEN,
    "/signout": Door.OPEN,
    "/oauth2callback": Door.OPEN,
    "/livez": Door.OPEN,
    "/readyz": Door.OPEN,
    "/assets/plain.css": Door.OPEN,
    "/terms": Door.BEFORE_TERMS,
    "/closed": Door.SIGNED_IN,
    "/view-as": Door.SIGNED_IN,
    "/export/{name}": Door.SIGNED_IN,
    "/dl/{token}": Door.SIGNED_IN,
}


async def style(_: Request) -> Response:
    return FileResponse(STYLE, media_type="text/css")


def closed(_: Request) -> Response:
    """Where a screen is sent that had to make room for another one."""
    return pages.message(
        "This screen was closed",
        f"You can have {MOST_EACH} screens of this service open, and you opened one more. The one "
        "that you had not used for longest was closed.",
        "Nothing was lost. To see it again, go back in your browser.",
        onward=(("Go to the first page", "/"),),
    )


def routes() -> list[Route]:
    return [
        Route("/closed", closed),
        Route("/assets/plain.css", style),
        *signing_in.routes,
        *terms.routes,
        *viewing.routes,
        *downloads.routes,
        *health.routes,
    ]
