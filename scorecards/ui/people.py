"""The screen “People”: who has which role where, as a table that prints, and what is done to it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from scorecards import clock
from scorecards.accounts import queries
from scorecards.accounts.model import Holder, Standing
from scorecards.clock import london_date
from scorecards.formatting import count, day, listed, moment
from scorecards.people.access import check_keeps_people, may
from scorecards.people.model import Role, Viewer
from scorecards.store.transactions import reading
from scorecards.ui import downloads, filters, inviting, resources, role_changes, role_words
from scorecards.ui.rows import draw_table
from scorecards.ui.words import plain


ALL = "all"
ROWS = 200
STANDINGS = {
    "today": (Standing.HOLDS, Standing.DISABLED, Standing.NOTHING),
    "later": (Standing.LATER,),
    "over": (Standing.OVER, Standing.ENDED),
    ALL: tuple(Standing),
}
STANDING_NAMES = {"today": "Today", "later": "Later", "over": "Over", ALL: "All"}


def draw(viewer: Viewer) -> None:
    """What was pressed is done before anything is drawn, so that the list shows it at once."""
    role_changes.act(viewer)
    role_words.tell()
    today = london_date(clock.now())
    with reading(resources.engine(), viewer) as session:
        everybody = queries.people(session, viewer)
    st.container(key="sentence").markdown(plain(sentence(viewer, everybody, today)))
    shown = _chosen(viewer, everybody, today)
    with st.container(border=True, key="card-matrix"):
        _matrix(viewer, shown, today)
    if may(check_keeps_people, viewer):
        left, right = st.columns(2, gap="large")
        with left, st.container(border=True, key="card-change"):
            role_changes.draw(viewer, everybody, today)
        with right, st.container(border=True, key="card-invite"):
            inviting.draw(viewer)


def sentence(viewer: Viewer, everybody: Sequence[Holder], today: date) -> str:
    """How many people have a role today, how many of them give roles, and what is to come."""
    now = [each for each in everybody if each.standing(today) is Standing.HOLDS]
    persons = len({each.person.id for each in now})
    roles = Counter(each.membership.role for each in now if each.membership)
    where = f" at {viewer.place}" if viewer.role is Role.ADMINISTRATOR else ""
    if not persons:
        return f"Nobody has a role{where} today."
    said = f"{_people(persons)} {'has' if persons == 1 else 'have'} a role{where} today."
    parts = [f"{count(number)} as {role.value}" for role, number in sorted(roles.items())]
    if len(parts) > 1:
        said = f"{said[:-1]}: {listed(parts)}."
    later = sum(each.standing(today) is Standing.LATER for each in everybody)
    if later:
        said += f" {count(later)} {'role begins' if later == 1 else 'roles begin'} later."
    return said


def _people(number: int) -> str:
    return f"{count(number)} {'person' if number == 1 else 'people'}"


def _chosen(viewer: Viewer, everybody: Sequence[Holder], today: date) -> list[Holder]:
    """Those of a place and a standing that the address asks for; by default those of today."""
    places = sorted({each.membership.place for each in everybody if each.membership})
    bar = filters.Bar("people")
    place = ALL
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        if viewer.role is not Role.ADMINISTRATOR:
            place = bar.one(
                "Place", [ALL, *places], key="place", default=ALL, width=420,
                words=lambda each: "All" if each == ALL else each,
            )  # fmt: skip
        standing = bar.one(
            "Roles", list(STANDINGS), key="roles", default="today", buttons=True,
            words=STANDING_NAMES.__getitem__,
        )  # fmt: skip
    bar.close()
    return [
        each
        for each in everybody
        if each.standing(today) in STANDINGS[standing]
        and (place == ALL or (each.membership is not None and each.membership.place == place))
    ]


def _matrix(viewer: Viewer, shown: Sequence[Holder], today: date) -> None:
    """A real table, that prints on A4 with nothing else of the screen."""
    st.header("Who has access", anchor=False)
    whose = viewer.place if viewer.role is Role.ADMINISTRATOR else "all organisations"
    st.caption(plain(f"Access matrix of {whose}, as it stood on {moment(clock.now())}."))
    if not shown:
        st.info("There is nobody to show. Choose another place, or other roles, above.")
        return
    rows = shown[:ROWS]
    places = viewer.role is not Role.ADMINISTRATOR
    draw_table(
        pd.DataFrame([_row(viewer, each, today, places=places) for each in rows]),
        "Who has which role where, from when to when, and what they see",
    )
    if len(shown) > ROWS:
        st.caption(
            f"The first {ROWS} of {count(len(shown))}. Choose a place, or take the whole list as a "
            "file."
        )
    with st.container(horizontal=True, key="not-printed"):
        downloads.link("Access matrix as CSV", "access-matrix.csv")
        downloads.link("Access matrix as Excel", "access-matrix.xlsx")
    st.container(key="not-printed-hint").caption(
        "To print the list, use the print command of your browser. The files hold all roles, those "
        "that are over among them."
    )


def _row(viewer: Viewer, each: Holder, today: date, *, places: bool) -> dict[str, str]:
    held = each.membership
    own = " (you)" if each.person.id == viewer.person else ""
    return {
        "Person": each.person.name + own,
        "E-mail address": each.person.email or "none",
        "Role": held.role.value if held else Role.NONE.value,
        **({"Place": held.place if held else ""} if places else {}),
        "From": day(held.from_date) if held else "",
        "Until": _until(each),
        "Today": each.standing(today).value,
        "Last signed in": moment(each.signed_in_at) if each.signed_in_at else "never",
        "What they see": each.sees,
    }


def _until(each: Holder) -> str:
    held = each.membership
    if held is None:
        return ""
    if each.ended_at is not None:
        return f"ended {day(london_date(each.ended_at))}"
    return day(held.to_date) if held.to_date is not None else "further notice"
