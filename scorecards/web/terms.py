"""The page of the terms of use: read, and accepted once a version, before anything else is seen."""

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scorecards import clock
from scorecards.accounts import terms
from scorecards.accounts.model import SignedIn
from scorecards.errors import UserError
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from scorecards.web import cookies, forms, pages, requests


PURPOSE = "terms"
NOT_TICKED = "Tick the box to say that you will keep to the terms"
OLD_FORM = "This page was open for too long. Read the terms, and accept them again"


def accepted(session: Session, person: str) -> bool:
    """Whether a person accepted the version in force. Inside a transaction with SYSTEM."""
    return terms.accepted(session, person)


def asked(request: Request) -> Response:
    """The terms, with the form to accept them, or that they are accepted."""
    return _page(request, forms.own_path(request.query_params.get("next")))


async def answered(request: Request) -> Response:
    """Accepted, and on to where the person wanted to go; or the page again, with why not."""
    form = await request.form(max_files=0)
    return await run_in_threadpool(_answered, request, form)


def _answered(request: Request, form: FormData) -> Response:
    signed_in, onward = requests.signed_in(request), forms.own_path(forms.text(form, "next"))
    secret = cookies.token(request, requests.settings(request))
    if signed_in is None or not forms.is_ours(form, secret, PURPOSE):
        return _page(request, onward, OLD_FORM)
    if forms.text(form, "accept") != "yes":
        return _page(request, onward, NOT_TICKED)
    try:
        _accept(request, signed_in, forms.text(form, "version"))
    except UserError as error:
        return _page(request, onward, str(error))
    return RedirectResponse(onward, status_code=303)


def _page(request: Request, onward: str, error: str = "") -> Response:
    signed_in = requests.signed_in(request)
    secret = cookies.token(request, requests.settings(request))
    if signed_in is None or secret is None:
        return RedirectResponse("/signin", status_code=303)
    with reading(requests.engine(request), SYSTEM) as session:
        done = terms.accepted(session, signed_in.person.id)
    found = terms.in_force()
    return pages.page(
        "terms.html",
        title=found.parts[0].heading,
        status=400 if error else 200,
        parts=found.parts,
        version=found.version,
        accepted=done,
        error=error,
        next=onward,
        key=forms.key(secret, PURPOSE),
    )


def _accept(request: Request, signed_in: SignedIn, version: str) -> None:
    with writing(requests.engine(request), SYSTEM) as session:
        terms.accept(session, signed_in, version, now=clock.now())


routes = [
    Route("/terms", asked, methods=["GET"]),
    Route("/terms", answered, methods=["POST"]),
]
