"""The page on which a steward stops looking with another person's eyes."""

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scorecards import clock
from scorecards.accounts import commands
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from scorecards.web import cookies, forms, pages, requests


ADDRESS, PURPOSE = "/view-as", "stop looking"
AFTERWARDS = "/people"


def asked(request: Request) -> Response:
    """The page with the button; whoever does not look so is told."""
    here = requests.signed_in(request)
    if here is None or not here.viewer.seen_by:
        return pages.message(
            "You see with your own eyes",
            "You are not looking with another person's eyes.",
            onward=(("Go to the first page", "/"),),
        )
    secret = cookies.token(request, requests.settings(request)) or ""
    return pages.page(
        "viewing.html",
        title="Stop looking with another person's eyes",
        here=here.person.name,
        other=here.viewer.name,
        key=forms.key(secret, PURPOSE),
    )


async def answered(request: Request) -> Response:
    """One's own eyes again, and back to the list of people."""
    form = await request.form(max_files=0)
    return await run_in_threadpool(_answered, request, form)


def _answered(request: Request, form: FormData) -> Response:
    here, secret = requests.signed_in(request), cookies.token(request, requests.settings(request))
    if here is None or not forms.is_ours(form, secret, PURPOSE):
        return asked(request)
    with writing(requests.engine(request), SYSTEM) as session:
        commands.stop_viewing(session, here.viewer, here.id, now=clock.now())
    return RedirectResponse(AFTERWARDS, status_code=HTTPStatus.SEE_OTHER)


routes = [
    Route(ADDRESS, asked, methods=["GET"]),
    Route(ADDRESS, answered, methods=["POST"]),
]
