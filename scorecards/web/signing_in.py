"""The pages of signing in: who is asked for, the way to the provider, and the way back.

Whoever is refused reads the same words, whatever the reason; the trail says which it was.
"""

from functools import lru_cache
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scorecards import clock
from scorecards.accounts import attempts, signing_in
from scorecards.accounts.attempts import Attempt, Fault
from scorecards.audit.model import NOWHERE, ORIGIN
from scorecards.settings import OpenId, SignInBy
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from scorecards.web import (
    browser_key,
    browsers,
    choosing,
    cookies,
    forms,
    openid,
    pages,
    requests,
    signing_out,
)
from scorecards.web.id_tokens import NotProvenError
from scorecards.web.openid import Proof, UnreachableError
from scorecards.web.throttle import WITHIN, Throttle


PURPOSE = "sign in"
TITLE, TITLE_HERE = "Sign in", "You are signed in"
ENDED = (
    "Your session has ended, so that nobody else can use it. Whatever you saved is still there. "
    "Sign in again to go on."
)
OLD_FORM = "This page was open for too long. Try again"
# What a provider may say instead of a code; whatever else it says is not repeated.
SAID_BY_PROVIDERS = ("access_denied", "login_required", "interaction_required", "server_error")
AGAIN = (("Try again", "/signin"),)


@lru_cache(maxsize=1)
def throttle() -> Throttle:
    """The one of this process."""
    return Throttle()


def asked(request: Request) -> Response:
    """The page of sign-in; for whoever is signed in already, that they are."""
    return _page(request, forms.own_path(request.query_params.get("next")))


async def answered(request: Request) -> Response:
    """To the provider; in the demonstration, signed in as the person that was chosen."""
    form = await request.form(max_files=0)
    return await run_in_threadpool(_answered, request, form)


def came_back(request: Request) -> Response:
    """From the provider: signed in and on to where the person wanted to go, or refused."""
    settings, now = requests.settings(request), clock.now()
    if settings.openid is None or not throttle().allows(requests.address(request), now):
        return _too_often() if settings.openid is not None else _refused()
    attempt = _attempt(request)
    if isinstance(attempt, str):
        return _refuse(request, attempt)
    try:
        proof = _proof(request, settings.openid, attempt)
    except NotProvenError as error:
        return _refuse(request, str(error))
    except UnreachableError:
        return _unreachable(request)
    with writing(requests.engine(request), SYSTEM) as session:
        token = signing_in.arrive(
            session,
            proof.who,
            browser=_browser(request),
            id_token=proof.id_token,
            now=now,
        )
    return _let_in(request, token, attempt.return_to)


def _page(request: Request, onward: str, error: str = "") -> Response:
    settings, here = requests.settings(request), requests.signed_in(request)
    secret = browser_key.found(request, settings)
    key = secret or browser_key.new()
    demonstration = settings.sign_in is SignInBy.DEMONSTRATION
    given: dict[str, Any] = {}
    if demonstration:
        given["groups"] = choosing.groups(requests.engine(request), settings, now=clock.now())
    if here is not None:
        given["sign_out_key"] = signing_out.key(request)
    answer = pages.page(
        "sign_in_demonstration.html" if demonstration else "sign_in.html",
        title=TITLE if here is None else TITLE_HERE,
        status=HTTPStatus.BAD_REQUEST if error else HTTPStatus.OK,
        error=error,
        told=ENDED if here is None and "ended" in request.query_params else "",
        here="" if here is None else here.person.name,
        next=onward,
        key=forms.key(key, PURPOSE),
        **given,
    )
    if secret is None:
        browser_key.set_on(answer, key, settings)
    return answer


def _answered(request: Request, form: FormData) -> Response:
    settings, now = requests.settings(request), clock.now()
    onward, address = forms.own_path(forms.text(form, "next")), requests.address(request)
    if not throttle().allows(address, now):
        return _too_often()
    throttle().count(address, now)
    if not forms.is_ours(form, browser_key.found(request, settings), PURPOSE):
        with writing(requests.engine(request), SYSTEM) as session:
            signing_in.refuse(session, "a form that was not shown in this browser", now=now)
        return _page(request, onward, OLD_FORM)
    if settings.openid is not None:
        return _to_provider(request, settings.openid, onward)
    person = choosing.person(requests.engine(request), settings, forms.text(form, "person"))
    with writing(requests.engine(request), SYSTEM) as session:
        token = signing_in.choose(session, person, browser=_browser(request), now=now)
    return _let_in(request, token, onward)


def _to_provider(request: Request, known: OpenId, onward: str) -> Response:
    """A page that goes on by itself. A form may be sent to addresses that we name only, and a
    provider may send people on to one that we cannot know, such as that of their trust.
    """
    settings, now = requests.settings(request), clock.now()
    key = browser_key.found(request, settings)
    assert key is not None
    with writing(requests.engine(request), SYSTEM) as session:
        begun = attempts.begin(session, browser=key, return_to=onward, now=now)
    try:
        address = openid.provider(known).way_there(begun, origin=settings.origin, now=now)
    except UnreachableError:
        return _unreachable(request)
    return pages.page(
        "going.html",
        title="Going to your NHS account",
        said="You are taken to the page where your NHS account signs in.",
        words="Go on to your NHS account",
        address=address,
    )


def _attempt(request: Request) -> Attempt | str:
    """What was begun in this browser, now used; or why it is not taken."""
    key = browser_key.found(request, requests.settings(request))
    state = request.query_params.get("state", "")
    if key is None or not state:
        return Fault.UNKNOWN.value
    with writing(requests.engine(request), SYSTEM) as session:
        found = attempts.come_back(session, state=state, browser=key, now=clock.now())
    return found.value if isinstance(found, Fault) else found


def _proof(request: Request, known: OpenId, attempt: Attempt) -> Proof:
    asked, now = request.query_params, clock.now()
    provider = openid.provider(known)
    provider.check_issuer(asked.get("iss"), now=now)
    if "error" in asked:
        said = asked["error"] if asked["error"] in SAID_BY_PROVIDERS else "another error"
        raise NotProvenError(f"the provider said {said}")
    code = asked.get("code", "")
    if not code:
        raise NotProvenError("the provider gave no code")
    return provider.prove(code, attempt, origin=requests.settings(request).origin, now=now)


def _let_in(request: Request, token: str | None, onward: str) -> Response:
    """With a new cookie; a session that this browser had before has ended."""
    settings, here, now = requests.settings(request), requests.signed_in(request), clock.now()
    if token is None:
        return _refused()
    if here is not None:
        with writing(requests.engine(request), SYSTEM) as session:
            signing_in.replace(session, here, now=now)
    throttle().forgive(requests.address(request), now)
    answer = RedirectResponse(onward, status_code=HTTPStatus.SEE_OTHER)
    cookies.set_on(answer, token, settings)
    return answer


def _refuse(request: Request, why: str) -> Response:
    now = clock.now()
    throttle().count(requests.address(request), now)
    with writing(requests.engine(request), SYSTEM) as session:
        signing_in.refuse(session, why, now=now)
    return _refused()


def _refused() -> Response:
    return pages.message(
        "You could not be signed in",
        "Nothing was shown or changed. Try again.",
        f"If it stays so, ask the administrator of your trust, and quote reference {_reference()}.",
        status=HTTPStatus.FORBIDDEN,
        onward=AGAIN,
    )


def _unreachable(request: Request) -> Response:
    with writing(requests.engine(request), SYSTEM) as session:
        signing_in.refuse(session, "the provider did not answer", now=clock.now())
    return pages.message(
        "Signing in does not work just now",
        "The service that signs in NHS accounts does not answer. Try again in a few minutes.",
        f"If it stays so, ask the administrator of your trust, and quote reference {_reference()}.",
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        onward=AGAIN,
    )


def _too_often() -> Response:
    answer = pages.message(
        "Too many tries",
        "Too many people have tried to sign in from your network without success. Try again in an "
        "hour. Whoever is signed in can go on.",
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    answer.headers["Retry-After"] = str(int(WITHIN.total_seconds()))
    return answer


def _browser(request: Request) -> str:
    return browsers.named(request.headers.get("user-agent", ""))


def _reference() -> str:
    return ORIGIN.get(NOWHERE).request


routes = [
    Route("/signin", asked, methods=["GET"]),
    Route("/signin", answered, methods=["POST"]),
    Route(openid.CALLBACK, came_back, methods=["GET"]),
    *signing_out.routes,
]
