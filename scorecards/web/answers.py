"""What the gate itself answers: a sentence, as a page for people and as text for programs."""

from http import HTTPStatus

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response

from scorecards.web import pages


NO_SUCH_PAGE = "There is no such page. Check the address, or begin at the first page."
TITLES = {
    HTTPStatus.NOT_FOUND: "Page not found",
    HTTPStatus.UNAUTHORIZED: "Sign in first",
    HTTPStatus.FORBIDDEN: "You cannot do this",
    HTTPStatus.MISDIRECTED_REQUEST: "This is not the right address",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Too much at once",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong",
}
NOT_DONE = "This could not be done"
FIRST_PAGE = (("Go to the first page", "/"),)


def shows_a_page(request: HTTPConnection) -> bool:
    """Whether the answer fills a window of a browser, rather than a part that a page asked for."""
    mode = request.headers.get("sec-fetch-mode", "navigate")
    by_http = request.scope["type"] == "http"
    return by_http and mode == "navigate" and "text/html" in request.headers.get("accept", "")


def say(
    request: HTTPConnection,
    status: int,
    sentence: str,
    *,
    onward: tuple[tuple[str, str], ...] = FIRST_PAGE,
) -> Response:
    """`onward`: the links below the sentence, where it is a page; as words and address."""
    if not shows_a_page(request):
        return PlainTextResponse(f"{sentence}\n", status_code=status)
    title = TITLES.get(HTTPStatus(status), NOT_DONE)
    return pages.message(title, sentence, status=status, onward=onward)
