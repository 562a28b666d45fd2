"""Files, in two steps: making one for this session, and fetching it once, within a minute."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scorecards import clock
from scorecards.accounts.model import SignedIn
from scorecards.accounts.sessions import hash_of
from scorecards.audit import trail
from scorecards.audit.model import Action, Result
from scorecards.errors import NotAllowed, UserError
from scorecards.people.access import check_changes_anything
from scorecards.reports import exports
from scorecards.reports.model import Asked, File
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from scorecards.web import answers, requests


LIVES = timedelta(seconds=60)
MOST_IN_AN_HOUR = 20
HOUR = timedelta(hours=1)
FORGOTTEN = timedelta(days=1)  # what was made is not needed longer, but to count it
HERE = (None, "same-origin", "none")  # where a browser says that it comes from

NOT_FROM_HERE = "This came from another site, so nothing was made. Go to the page yourself."
TOO_OFTEN = f"You have had {MOST_IN_AN_HOUR} files within an hour. Try again later."
NOT_YOURS = "This link is not yours, or never was one. Ask for the file again on its page."
USED = "This link was used already: each gives its file once. Ask for it again on its page."
TOO_LATE = "This link has run out: each lives for a minute. Ask for the file again on its page."


class _Refusal(Exception):
    """What is said instead of a file, and with which status."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def by(now: Callable[[], datetime]) -> list[Route]:
    """The two routes, on a clock."""

    async def export(request: Request) -> Response:
        return await run_in_threadpool(_answer, request, _export, f"export/{_name(request)}", now())

    async def fetch(request: Request) -> Response:
        return await run_in_threadpool(_answer, request, _fetch, "download", now())

    return [Route("/export/{name}", export), Route("/dl/{token}", fetch)]


routes = by(clock.now)
_Making = Callable[[Request, SignedIn, datetime], Response]


def _answer(request: Request, making: _Making, subject: str, now: datetime) -> Response:
    """The answer, or a refusal in words with its one entry in the trail."""
    who = requests.signed_in(request)
    if who is None:
        return answers.say(request, 403, NOT_YOURS)
    try:
        return making(request, who, now)
    except NotAllowed as refused:
        refusal = _Refusal(403, str(refused))
    except _Refusal as refused:
        refusal = refused
    except UserError as error:
        return answers.say(request, 400, str(error))
    with writing(requests.engine(request), SYSTEM) as session:
        trail.record(
            session, who.viewer, Action.REFUSED, subject,
            now=now, detail=str(refusal), result=Result.REFUSED,
        )  # fmt: skip
    return answers.say(request, refusal.status, str(refusal))


def _export(request: Request, who: SignedIn, now: datetime) -> Response:
    """Makes a file for this session, and sends the browser on to fetch it."""
    if request.method == "HEAD":
        return Response(status_code=405, headers={"Allow": "GET"})
    if request.headers.get("sec-fetch-site") not in HERE:
        raise _Refusal(403, NOT_FROM_HERE)
    name, given, engine = _name(request), dict(request.query_params), requests.engine(request)
    opened = requests.opened(request)
    check_changes_anything(who.viewer)
    with reading(engine, SYSTEM) as session:
        _check_not_too_often(session, who, now)
    with reading(engine, who.viewer) as session:
        file = exports.made(name, Asked(session, who.viewer, given, now, opened))
    with writing(engine, SYSTEM) as session:
        trail.record(
            session, who.viewer, Action.EXPORTED, f"export/{name}",
            now=now, detail=_said(given), snapshot=file.snapshot,
        )  # fmt: skip
        # Once more: whoever writes into the trail is alone, and others may have been quicker.
        _check_not_too_often(session, who, now)
        token = _keep(session, who, file, now)
    return RedirectResponse(f"/dl/{token}", status_code=303)


def _fetch(request: Request, who: SignedIn, now: datetime) -> Response:
    """Gives a file that was made: to its own session, once, while it lives."""
    taking = request.method == "GET"
    with (writing if taking else reading)(requests.engine(request), SYSTEM) as session:
        row = _open(session, request.path_params["token"], who, now)
        content, media_type, name = row.content, row.media_type, row.name
        if taking:
            _empty(session, row.token_hash, now)
    return Response(content, media_type=media_type, headers=_headers(name))


def _open(session: Session, token: str, who: SignedIn, now: datetime) -> tables.Download:
    row = session.get(tables.Download, hash_of(token))
    if row is None or row.sign_in != who.id:
        raise _Refusal(403, NOT_YOURS)
    if row.fetched_at is not None:
        raise _Refusal(410, USED)
    if now >= row.expires_at:
        raise _Refusal(410, TOO_LATE)
    return row


def _empty(session: Session, token_hash: str, now: datetime) -> None:
    """Marks a file as fetched and forgets it. Of two that fetch at once, one comes too late."""
    row = tables.Download
    taken = session.execute(
        update(row)
        .where(row.token_hash == token_hash, row.fetched_at.is_(None))
        .values(fetched_at=now, content=b"")
        .returning(row.token_hash)
    ).all()
    if not taken:
        raise _Refusal(410, USED)


def _check_not_too_often(session: Session, who: SignedIn, now: datetime) -> None:
    row, sign_in = tables.Download, tables.SignIn
    made = session.scalar(
        select(func.count())
        .select_from(row)
        .join(sign_in, sign_in.id == row.sign_in)
        .where(sign_in.person == who.person.id, row.made_at > now - HOUR)
    )
    if (made or 0) >= MOST_IN_AN_HOUR:
        raise _Refusal(429, TOO_OFTEN)


def _keep(session: Session, who: SignedIn, file: File, now: datetime) -> str:
    """Keeps a file for one session, and gives the token that fetches it. Old ones are forgotten."""
    row = tables.Download
    session.execute(delete(row).where(row.made_at < now - FORGOTTEN))
    session.execute(update(row).where(row.expires_at < now).values(content=b""))
    token = secrets.token_urlsafe(32)
    session.add(
        row(
            token_hash=hash_of(token),
            sign_in=who.id,
            name=file.name,
            media_type=file.media_type,
            content=file.content,
            made_at=now,
            expires_at=now + LIVES,
        )
    )
    return token


def _name(request: Request) -> str:
    """The name of an export, or “unknown”: what somebody made up is not written down."""
    name: str = request.path_params["name"]
    return name if name in exports.EXPORTS else "unknown"


def _said(given: dict[str, str]) -> str:
    """What narrowed the file. Free text that people wrote is not repeated in the trail."""
    parts = (f"{key} {'(text)' if key == 'text' else value}" for key, value in given.items())
    return ", ".join(sorted(parts))


def _headers(name: str) -> dict[str, str]:
    """Saved as a file, never opened in place (RFC 6266); nobody keeps it, no part is given."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in name)
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "no-store",
        "Accept-Ranges": "none",
        "X-Content-Type-Options": "nosniff",
    }
