"""What the screens write into the audit trail by themselves: refusals, and looks at other trusts.

Each once in a session, not again whenever a page is drawn anew.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from scorecards import clock, logs
from scorecards.audit import trail
from scorecards.audit.model import ORIGIN, Action, Origin, Result
from scorecards.people.model import OF_A_TRUST, Viewer
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from scorecards.ui import resources
from scorecards.ui.words import printable


log = logging.getLogger(__name__)
LONGEST_ADDRESS = 45
_WRITTEN = "auditing.written"


@contextmanager
def origin() -> Iterator[str]:
    """Round a run of a screen: the reference of what is done in it, in log and trail alike."""
    there = ORIGIN.get(None)
    if there is not None:
        yield there.request
        return
    reference = logs.reference()
    address = st.context.ip_address  # None from this machine itself
    known = address[:LONGEST_ADDRESS] if isinstance(address, str) else ""
    token = ORIGIN.set(Origin(reference, known))
    try:
        yield reference
    finally:
        ORIGIN.reset(token)


def refused(viewer: Viewer, subject: str, detail: str) -> None:
    """Writes down what somebody was refused. It stays refused where that cannot be written."""
    asked = (viewer.person, printable(subject), printable(detail))
    if _written(asked):
        return
    try:
        with writing(resources.engine(), SYSTEM) as session:
            trail.record(
                session, viewer, Action.REFUSED, asked[1],
                now=clock.now(), detail=asked[2], result=Result.REFUSED,
            )  # fmt: skip
    except SQLAlchemyError:
        log.exception("A refusal could not be written into the audit trail")
    else:
        _keep(asked)


def compared(viewer: Viewer, trust: str, *, snapshot: str, detail: str) -> None:
    """Writes down that somebody looks at peers, before they see any."""
    _looked(viewer, Action.COMPARED, trust, snapshot, detail)


def opened(viewer: Viewer, trust: str, *, snapshot: str) -> None:
    """Writes down that somebody who is not of the trust opens its scorecards."""
    if viewer.role not in OF_A_TRUST:
        _looked(viewer, Action.OPENED, trust, snapshot, "")


def _looked(viewer: Viewer, action: Action, trust: str, snapshot: str, detail: str) -> None:
    """Not written, not seen: it raises what the database says."""
    asked = (viewer.person, f"trust/{trust}", f"{action} {snapshot} {detail}")
    if _written(asked):
        return
    with writing(resources.engine(), SYSTEM) as session:
        trail.record(
            session, viewer, action, f"trust/{trust}",
            now=clock.now(), trust=trust, detail=detail, snapshot=snapshot,
        )  # fmt: skip
    _keep(asked)


def _written(asked: tuple[str, str, str]) -> bool:
    return asked in st.session_state.get(_WRITTEN, ())


def _keep(asked: tuple[str, str, str]) -> None:
    st.session_state[_WRITTEN] = {*st.session_state.get(_WRITTEN, ()), asked}
