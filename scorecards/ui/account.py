"""The screen of one's own account: who one is, roles, limits, sessions, terms, own feedback."""

from datetime import timedelta

import streamlit as st

from scorecards import clock
from scorecards.accounts import commands, queries
from scorecards.accounts.model import Membership, Session, SignedIn, lives
from scorecards.clock import london_date
from scorecards.formatting import day, moment
from scorecards.people.model import Role, Viewer
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading, writing
from scorecards.ui import own_feedback, page, person, resources, role_words
from scorecards.ui.words import plain


_END = "end-session-{}"
_ACT = "act-by-{}"
OTHERS = "end-other-sessions"
WITHOUT = "Nobody signs in here, so there are none. Start the service with `make run` to have them."


def draw(viewer: Viewer) -> None:
    """What was pressed is done first, so that all that is drawn is as it stands afterwards."""
    here = person.signed_in()
    if here is not None:
        _act(viewer, here)
    left, right = st.columns(2, gap="large")
    with left, st.container(border=True, key="card-you"):
        _you(viewer, here)
    with left, st.container(border=True, key="card-roles"):
        st.header("Your roles", anchor=False)
        _roles(here)
    with right, st.container(border=True, key="card-limits"):
        role_words.limits_of(viewer)
    with left, st.container(border=True, key="card-sessions"):
        st.header("Where you are signed in", anchor=False)
        _sessions(viewer, here)
    with right, st.container(border=True, key="card-terms"):
        st.header("Terms of use", anchor=False)
        _terms(viewer)
    own_feedback.draw(viewer)


def _you(viewer: Viewer, here: SignedIn | None) -> None:
    st.header("Who you are", anchor=False)
    st.markdown(f"**{plain(viewer.name)}**")
    st.markdown(plain(_acting(viewer)))
    if here is not None and not viewer.seen_by:
        if here.person.email:
            st.markdown(plain(f"You were invited as {here.person.email}."))
        idle, whole = lives(viewer.role)
        st.caption(
            f"You are signed out after {_minutes(idle)} minutes without use, and in any case "
            f"{_minutes(whole) // 60} hours after you signed in."
        )


def _minutes(time: timedelta) -> int:
    return int(time / timedelta(minutes=1))


def _acting(viewer: Viewer) -> str:
    if viewer.role is Role.NONE:
        return "You have no role yet. The administrator of your trust can give you one."
    return f"You act as {viewer.role.value} of {viewer.place}."


def _act(viewer: Viewer, here: SignedIn) -> None:
    """Ends the sessions and takes the role that was pressed."""
    pressed = st.session_state
    for held in here.memberships:
        if pressed.get(_ACT.format(held.id)):
            with page.attempt():
                with writing(resources.engine(), SYSTEM) as session:
                    commands.act_by(session, viewer, here.id, held.id, now=clock.now())
                st.rerun()
    ending = [
        each
        for each in _own(viewer, here)
        if not each.here and (pressed.get(_END.format(each.id)) or pressed.get(OTHERS))
    ]
    if ending:
        with page.attempt():
            with writing(resources.engine(), viewer) as session:
                for each in ending:
                    commands.end_session(session, viewer, each.id, now=clock.now())
            st.success(
                "That session has ended. Its pages close within seconds."
                if len(ending) == 1
                else f"{len(ending)} sessions have ended. Their pages close within seconds."
            )


def _own(viewer: Viewer, here: SignedIn) -> tuple[Session, ...]:
    with reading(resources.engine(), SYSTEM) as session:
        return queries.own_sessions(session, viewer, here=here.id, now=clock.now())


def _roles(here: SignedIn | None) -> None:
    if here is None:
        st.caption(WITHOUT)
        return
    if not here.memberships:
        st.markdown("You have none yet.")
    today = london_date(clock.now())
    several = sum(each.holds_on(today) for each in here.memberships) > 1
    for each in here.memberships:
        with st.container(horizontal=True, vertical_alignment="center", key=f"role-{each.id}"):
            with st.container(gap=None):
                st.markdown(f"**{plain(f'{_capital(each.role.value)} of {each.place}')}**")
                acting = each.id == here.acting_by
                st.caption(plain(_days(each) + (" You act by this one." if acting else "")))
            if several and not acting and each.holds_on(today):
                st.button("Act by this role", key=_ACT.format(each.id))
    if several:
        st.caption("You act by one role at a time. What you see and may do is that role's alone.")


def _days(each: Membership) -> str:
    until = "until further notice" if each.to_date is None else f"until {day(each.to_date)}"
    return f"From {day(each.from_date)} {until}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sessions(viewer: Viewer, here: SignedIn | None) -> None:
    if here is None:
        st.caption(WITHOUT)
        return
    found = _own(viewer, here)
    for each in found:
        with st.container(horizontal=True, vertical_alignment="center", key=f"session-{each.id}"):
            with st.container(gap=None):
                st.markdown(f"**{plain(each.browser or 'Unknown browser')}**")
                st.caption(
                    plain(
                        f"Signed in on {moment(each.created_at)}, last used on "
                        f"{moment(each.seen_at)}."
                        + (" This is the one you are using." if each.here else "")
                    )
                )
            if not each.here:
                st.button("End", key=_END.format(each.id))
    if len(found) > 2:
        st.button("End all but this one", key=OTHERS)
    st.caption(
        "End a session that you do not know, and tell the administrator of your trust. Signing out "
        "ends the one you are using."
    )


def _terms(viewer: Viewer) -> None:
    with reading(resources.engine(), viewer) as session:
        accepted = queries.accepted_terms(session, viewer)
    for version, at in accepted:
        st.markdown(plain(f"You accepted version {version} on {moment(at)}."))
    if not accepted:
        st.caption(WITHOUT)
