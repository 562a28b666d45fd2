"""What is done to a person who is in the list: another role, other days, an end, their eyes."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import uuid4

import streamlit as st

from scorecards import clock
from scorecards.accounts import commands
from scorecards.accounts.invitations import LATEST, same_kind
from scorecards.accounts.model import Holder, Membership, Standing
from scorecards.errors import UserError
from scorecards.people.access import check_disables_people, check_gives_role, check_views_as, may
from scorecards.people.model import Role, Viewer
from scorecards.store.transactions import writing
from scorecards.ui import page, person, resources, role_words
from scorecards.ui.words import plain


FORM = "changing.form"
CHOSEN = "changing.chosen"
_ASKED = "changing.asked"  # what was pressed and not yet confirmed: an act and whose
_YES, _NO = "changing.yes", "changing.no"
END, DISABLE, ENABLE, LOOK = "end", "disable", "enable", "look"
WELCOME = "pages/you/welcome.py"
NO_SESSION = "This needs sign-in, which is not here. Start the service with `make run`."


def act(viewer: Viewer) -> None:
    """What was confirmed, or taken back."""
    asked = st.session_state.get(_ASKED)
    if asked is not None and st.session_state.get(_NO):
        del st.session_state[_ASKED]
    elif asked is not None and st.session_state.get(_YES):
        del st.session_state[_ASKED]
        what, number, who, name = asked
        with page.attempt():
            _DO[what](viewer, number, who, name)


def draw(viewer: Viewer, everybody: Sequence[Holder], today: date) -> None:
    st.header("Change or end a role", anchor=False)
    offered = {_key(each): each for each in everybody if _changeable(viewer, each, today)}
    if not offered:
        st.info("There is nobody else to change yet. Invite somebody first.")
        return
    if st.session_state.get(CHOSEN) not in offered:
        st.session_state[CHOSEN] = None
    chosen = st.selectbox(
        "Person and role", list(offered), index=None, placeholder="Choose a person", key=CHOSEN,
        format_func=lambda key: _named(viewer, offered[key], today),
    )  # fmt: skip
    if chosen is None:
        st.caption("You cannot change or end a role of your own. Others who give roles can.")
        return
    each = offered[chosen]
    held = each.membership
    if held is not None:
        _change(viewer, each, held, today)
    _buttons(viewer, each, today)


def _changeable(viewer: Viewer, each: Holder, today: date) -> bool:
    if each.person.id == viewer.person:
        return False
    if each.membership is None:
        return may(check_disables_people, viewer)
    return each.standing(today) in (Standing.HOLDS, Standing.LATER, Standing.DISABLED)


def _key(each: Holder) -> str:
    return str(each.membership.id) if each.membership else each.person.id


def _named(viewer: Viewer, each: Holder, today: date) -> str:
    held = each.membership
    role = (held.role if held else Role.NONE).value
    if held is not None and viewer.role is Role.STEWARD:
        role += f", {held.place}"
    disabled = " (disabled)" if each.standing(today) is Standing.DISABLED else ""
    return f"{each.person.name}: {role}{disabled}"


def _change(viewer: Viewer, each: Holder, held: Membership, today: date) -> None:
    """One form for the role and the days. What is left as it is stays so."""
    key: str = st.session_state.setdefault(FORM, uuid4().hex)
    begun = held.from_date <= today
    with st.form(f"change-{held.id}-{key}", border=False):
        roles = [
            role
            for role in Role
            if same_kind(role, held.role) and may(check_gives_role, viewer, role, held.trust)
        ]
        role = st.selectbox(
            "New role", roles, index=roles.index(held.role), format_func=lambda one: one.value,
            key=f"role-{held.id}-{key}",
        )  # fmt: skip
        left, right = st.columns(2)
        first = left.date_input(
            "First day", value=held.from_date, min_value=min(held.from_date, today),
            max_value=LATEST, format="DD/MM/YYYY", disabled=begun, key=f"first-{held.id}-{key}",
        )  # fmt: skip
        last = right.date_input(
            "Last day (empty: until further notice)", value=held.to_date, min_value=today,
            max_value=LATEST, format="DD/MM/YYYY", key=f"last-{held.id}-{key}",
        )  # fmt: skip
        if st.form_submit_button("Save the change", type="primary", key=f"save-{held.id}-{key}"):
            with page.attempt():
                _save(viewer, each, held, role, held.from_date if begun else first, last, key)


def _save(  # noqa: PLR0917 (as many as the form has)
    viewer: Viewer, each: Holder, held: Membership, role: Role, first: date, last: date | None,
    key: str,
) -> None:  # fmt: skip
    if (role, first, last) == (held.role, held.from_date, held.to_date):
        raise UserError("Nothing is changed. Choose another role or other days first.")
    now, kept = clock.now(), held
    with writing(resources.engine(), viewer) as session:
        if (first, last) != (held.from_date, held.to_date):
            kept = commands.change_days(
                session, viewer, held.id, from_date=first, to_date=last, now=now
            )
        if role is not held.role:
            kept = commands.change_role(session, viewer, held.id, role, form_key=key, now=now)
    st.session_state[FORM] = uuid4().hex
    out = f" {role_words.SIGNED_OUT}" if role is not held.role else ""
    role_words.say(role_words.has(each.person.name, kept) + out)


def _buttons(viewer: Viewer, each: Holder, today: date) -> None:
    held, standing = each.membership, each.standing(today)
    acts = {END: "End this role"} if held is not None else {}
    if held is not None and standing is Standing.HOLDS and may(check_views_as, viewer):
        acts[LOOK] = "Look with these eyes"
    if may(check_disables_people, viewer):
        acts |= {ENABLE: "Enable the person"} if each.person.disabled else {
            DISABLE: "Disable the person"
        }  # fmt: skip
    with st.container(horizontal=True, key="acts"):
        for what, label in acts.items():
            if st.button(label, key=f"{what}-{_key(each)}"):
                number = held.id if held is not None else None
                st.session_state[_ASKED] = (what, number, each.person.id, each.person.name)
    asked = st.session_state.get(_ASKED)
    if asked is not None and asked[1:3] == (held.id if held else None, each.person.id):
        st.warning(plain(_sure(asked[0], each)))
        with st.container(horizontal=True, key="confirm"):
            st.button(f"Yes, {acts.get(asked[0], 'do it').lower()}", key=_YES, type="primary")
            st.button("No, leave it", key=_NO)


def _sure(what: str, each: Holder) -> str:
    name, held = each.person.name, each.membership
    place = held.place if held else ""
    role = role_words.role_of(held.role, held.place) if held else ""
    return {
        END: f"{name} will be {role} no longer, from this moment, and is signed out everywhere. "
        "The role stays in the list as ended.",
        DISABLE: f"{name} will be signed out everywhere and can sign in nowhere until somebody "
        "enables them. Their roles stay as they are.",
        ENABLE: f"{name} can sign in again, by the roles that they still have.",
        LOOK: f"You will see what {name} sees{f' at {place}' if place else ''}, and can change "
        "nothing. It is written into the audit trail, which the administrator of the trust reads.",
    }[what]


def _end(viewer: Viewer, number: int, _: str, name: str) -> None:
    with writing(resources.engine(), viewer) as session:
        held = commands.end_membership(session, viewer, number, now=clock.now())
    role = role_words.role_of(held.role, held.place)
    role_words.say(f"{name} is {role} no longer. {role_words.SIGNED_OUT}")


def _disable(viewer: Viewer, _: int, who: str, name: str) -> None:
    with writing(resources.engine(), viewer) as session:
        commands.disable_person(session, viewer, who, now=clock.now())
    role_words.say(f"{name} is disabled. {role_words.SIGNED_OUT}")


def _enable(viewer: Viewer, _: int, who: str, name: str) -> None:
    with writing(resources.engine(), viewer) as session:
        commands.enable_person(session, viewer, who, now=clock.now())
    role_words.say(f"{name} can sign in again.")


def _look(viewer: Viewer, number: int, _: str, __: str) -> None:
    here = person.signed_in()
    if here is None:
        raise UserError(NO_SESSION)
    with writing(resources.engine(), viewer) as session:
        commands.view_as(session, viewer, here.id, number, now=clock.now())
    st.switch_page(WELCOME)


_DO: dict[str, Callable[[Viewer, int, str, str], None]] = {
    END: _end, DISABLE: _disable, ENABLE: _enable, LOOK: _look,
}  # fmt: skip
