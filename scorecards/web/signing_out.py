"""The pages of signing out: here, and at the provider where it offers that."""

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scorecards import clock
from scorecards.accounts import signing_in
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from scorecards.web import browser_key, cookies, forms, openid, pages, requests
from scorecards.web.openid import UnreachableError


ADDRESS, PURPOSE = "/signout", "sign out"
CLEARED = '"cache", "storage"'  # cookies are taken back by name


def key(request: Request) -> str:
    """What the form of signing out holds; of the session that the request came with."""
    return forms.key(cookies.token(request, requests.settings(request)) or "", PURPOSE)


def asked(request: Request) -> Response:
    """The page of signing out, or that it is done."""
    here = requests.signed_in(request)
    if here is None:
        return _done(request)
    return pages.page("sign_out.html", title="Sign out", here=here.person.name, key=key(request))


async def answered(request: Request) -> Response:
    """Ends the session for good, everywhere, and what the browser kept of it."""
    form = await request.form(max_files=0)
    return await run_in_threadpool(_answered, request, form)


def _answered(request: Request, form: FormData) -> Response:
    settings, here, now = requests.settings(request), requests.signed_in(request), clock.now()
    if here is not None and not forms.is_ours(form, cookies.token(request, settings), PURPOSE):
        return asked(request)
    id_token = None
    if here is not None:
        with writing(requests.engine(request), SYSTEM) as session:
            id_token = signing_in.leave(session, here, now=now)
    answer = _to_provider(request, id_token) if id_token is not None else None
    if answer is None:
        answer = RedirectResponse(ADDRESS, status_code=HTTPStatus.SEE_OTHER)
    cookies.clear(answer, settings)
    browser_key.clear(answer, settings)
    answer.headers["Clear-Site-Data"] = CLEARED
    return answer


def _to_provider(request: Request, id_token: str) -> Response | None:
    """On to signing out there, too; None where that cannot be. Here it is done in any case."""
    settings = requests.settings(request)
    if settings.openid is None:
        return None
    try:
        address = openid.provider(settings.openid).way_out(
            id_token, origin=settings.origin, back=ADDRESS, now=clock.now()
        )
    except UnreachableError:
        return None
    if address is None:
        return None
    return pages.page(
        "going.html",
        title="You are signed out here",
        said="You are taken to your NHS account, to sign out there too.",
        words="Go on and sign out of your NHS account",
        address=address,
    )


def _done(request: Request) -> Response:
    settings = requests.settings(request)
    told = ["Nothing of what you saw is kept in this browser."]
    if settings.openid is not None:
        told.append(
            "If others use this computer, close all windows of the browser: you may still be "
            "signed in to your NHS account."
        )
    answer = pages.message("You are signed out", *told, onward=(("Sign in again", "/signin"),))
    if cookies.token(request, settings) is not None:
        cookies.clear(answer, settings)
    return answer


routes = [
    Route(ADDRESS, asked, methods=["GET"]),
    Route(ADDRESS, answered, methods=["POST"]),
]
