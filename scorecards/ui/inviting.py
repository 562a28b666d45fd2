"""The form that invites a person by e-mail address, and the text to send them."""

from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.accounts import commands, queries
from scorecards.accounts.invitations import LATEST, LONGEST_EMAIL, LONGEST_NAME
from scorecards.accounts.model import Invitation, Membership, Places
from scorecards.clock import london_date
from scorecards.errors import UserError
from scorecards.people.access import check_gives_role, may
from scorecards.people.model import OF_A_PATCH, OF_A_TRUST, Role, Viewer
from scorecards.settings import SignInBy
from scorecards.store.transactions import reading, writing
from scorecards.ui import page, resources, role_words
from scorecards.ui.words import NAME


FORM = "inviting.form"
HOW = (
    "They need no message from us. When they sign in with their NHS account, they are known by the "
    "verified e-mail address that you write here."
)
DEMONSTRATION = (
    "In the demonstration people sign in by choosing a name. Whom you invite can be chosen there."
)


def draw(viewer: Viewer) -> None:
    st.header("Invite a person", anchor=False)
    demonstrated = resources.configuration().sign_in is SignInBy.DEMONSTRATION
    st.markdown(DEMONSTRATION if demonstrated else HOW)
    now = clock.now()
    with reading(resources.engine(), viewer) as session:
        places = queries.places(session, viewer, now=now)
    key: str = st.session_state.setdefault(FORM, uuid4().hex)
    with st.form(f"invite-{key}", border=False):
        email = st.text_input("E-mail address", max_chars=LONGEST_EMAIL, key=f"email-{key}")
        name = st.text_input("Name", max_chars=LONGEST_NAME, key=f"name-{key}")
        role = st.selectbox(
            "Role", _roles(viewer, places), format_func=lambda each: each.value, index=None,
            placeholder="Choose a role", key=f"role-{key}",
        )  # fmt: skip
        trust, region = _where(viewer, places, key)
        left, right = st.columns(2)
        today = london_date(now)
        first = left.date_input(
            "First day", value=today, min_value=today, max_value=LATEST, format="DD/MM/YYYY",
            key=f"from-{key}",
        )  # fmt: skip
        last = right.date_input(
            "Last day (empty: until further notice)", value=None, min_value=today,
            max_value=LATEST, format="DD/MM/YYYY", key=f"to-{key}",
        )  # fmt: skip
        if st.form_submit_button("Invite", type="primary", key=f"submit-{key}"):
            with page.attempt():
                if role is None:
                    raise UserError("Choose a role.")
                asked = Invitation(
                    email, name, role,
                    trust if role in OF_A_TRUST else None,
                    region if role in OF_A_PATCH else None,
                    first, last, form_key=key,
                )  # fmt: skip
                _invite(viewer, asked)


def _roles(viewer: Viewer, places: Places) -> list[Role]:
    trust = next(iter(places.trusts), None)
    return [
        role
        for role in Role
        if role is not Role.NONE
        and may(check_gives_role, viewer, role, trust if role in OF_A_TRUST else None)
    ]


def _where(viewer: Viewer, places: Places, key: str) -> tuple[str | None, str | None]:
    """An administrator has one place to give roles at; a steward chooses."""
    if viewer.role is not Role.STEWARD:
        return next(iter(places.trusts), None), None
    names = places.trusts
    trust = st.selectbox(
        "Trust, for a role at one trust", list(names), format_func=lambda each: names[each],
        index=None, placeholder="Choose a trust", key=f"trust-{key}",
    )  # fmt: skip
    region = st.selectbox(
        "Region, for a Safety and Learning Lead", places.regions, index=None,
        placeholder="All organisations", key=f"region-{key}",
    )  # fmt: skip
    return trust, region


def _invite(viewer: Viewer, asked: Invitation) -> None:
    """One row however often the form is sent; the answer names the person as they are known."""
    with writing(resources.engine(), viewer) as session:
        held = commands.invite(session, viewer, asked, now=clock.now())
    st.session_state[FORM] = uuid4().hex
    name = " ".join(asked.name.split())
    role_words.say(role_words.has(name, held), letter=letter(asked, held))


def letter(asked: Invitation, held: Membership) -> str:
    """What can be sent to the person by hand. It holds no link that signs anybody in."""
    role = role_words.role_of(held.role, held.place)
    return (
        f"You can use {NAME} as {role}, {role_words.days(held.from_date, held.to_date)}. "
        f"Open {resources.configuration().origin} and sign in with your NHS account, "
        f"{asked.email.strip().lower()}. You need nothing else."
    )
