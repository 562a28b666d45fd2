"""“In the claims”: how many claims an item is about, everywhere and at the viewer's own trust."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from scorecards import financial_year, formatting
from scorecards.claims import queries as claims
from scorecards.claims.figures import queries
from scorecards.claims.figures.model import Figures, Quantity, Subject
from scorecards.claims.figures.words import said
from scorecards.claims.model import Basis, Kind
from scorecards.claims.selection import Selection, filters_in_words
from scorecards.library.model import Item
from scorecards.people.access import check_sees_claims, check_sees_scorecard, may
from scorecards.people.model import OF_A_TRUST, Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.ui import address, person, returning, scorecard
from scorecards.ui.filters import KIND_NAMES
from scorecards.ui.prose import heading
from scorecards.ui.rows import draw_table
from scorecards.ui.words import plain


SCRIPTS = {
    Kind.CLINICAL: "pages/scorecards/clinical.py",
    Kind.NON_CLINICAL: "pages/scorecards/non_clinical.py",
}
LINES = (
    ("Claims", Quantity.CLAIMS),
    ("Settled with damages", Quantity.SETTLED),
    ("Total cost", Quantity.TOTAL),
    ("Most common injury", Quantity.LEADING_INJURY),
)
ANY_YEARS = (0, 0)
TOO_FEW = "Fewer than ten trusts have claims like this. That is too few to show them together."
NOT_COUNTED = (
    "How many of them are your trust's cannot be told here: small numbers would show. The trust's "
    "risk managers can see it."
)
HIDDEN_HERE = "How many of them are your trust's is hidden from your role."
PICKED = "They are marked there. The figures on your scorecard stay those of all claims."


@dataclass(frozen=True, slots=True)
class Own:
    """A trust that the viewer may open, and what its claims about a subject come to."""

    trust: str
    whose: str
    exact: bool
    figures: Figures | None


def draw(viewer: Viewer, item: Item, snapshot: Snapshot, back: str, *, level: int) -> None:
    """A card for each kind of claims that the item is about; none where it names no codes."""
    subjects = item.subjects()
    for subject in subjects:
        national = queries.national(snapshot, viewer, subject)
        own = _own(viewer, snapshot, subject, back)
        with st.container(border=True, key=f"card-claims-{subject.kind}"):
            kind = f": {KIND_NAMES[subject.kind].lower()}" if len(subjects) > 1 else ""
            heading(f"In the claims{kind}", level)
            _nation(national, own)
            if own is not None:
                _of_trust(viewer, snapshot, subject, own)
            st.caption(plain(f"What is counted. {_counted(subject, snapshot)}"))
            if national is not None:
                with st.container(key=f"stamp-claims-{subject.kind}"):
                    st.caption(plain(str(national.stamp)))


def _nation(national: Figures | None, own: Own | None) -> None:
    """The figures of all trusts; beside them the trust's, for those who see all of it."""
    if national is None:
        st.markdown(TOO_FEW)
        return
    rows: dict[str, Sequence[str]] = {
        "Claims like this": [name for name, _ in LINES],
        "All trusts": [said(national, quantity) for _, quantity in LINES],
    }
    if own is not None and own.exact and own.figures is not None:
        rows[own.whose] = [said(own.figures, quantity) for _, quantity in LINES]
    draw_table(pd.DataFrame(rows), "Claims like this")


def _of_trust(viewer: Viewer, snapshot: Snapshot, subject: Subject, own: Own) -> None:
    told = own.figures
    if told is None:
        st.markdown(NOT_COUNTED)
    elif told.claims is None:
        st.markdown(HIDDEN_HERE)
    else:
        since = financial_year.label(told.first)
        number = formatting.claims(told.claims) if told.claims else "no claims"
        st.markdown(f"**{plain(f'{own.whose}: {number} like this since {since}.')}**")
    if told is None or told.claims != 0:
        _way_there(viewer, snapshot, subject, own)


def _way_there(viewer: Viewer, snapshot: Snapshot, subject: Subject, own: Own) -> None:
    """One click to the trust's scorecard: narrowed where that can be, else with codes marked."""
    query = address_of(viewer, snapshot, subject, own)
    st.page_link(
        SCRIPTS[subject.kind],
        label="See them on the scorecard" if own.exact else "Pick these out on the scorecard",
        query_params={**query, **person.in_address()},
    )
    if not own.exact:
        st.caption(PICKED)


def address_of(viewer: Viewer, snapshot: Snapshot, subject: Subject, own: Own) -> Mapping[str, str]:
    """What the address of a trust's scorecard says when it shows the claims of a subject.

    Only codes and years that the scorecard offers: whoever may filter is offered what is there.
    """
    offered = claims.choices(snapshot, viewer, own.trust, subject.kind, Basis.INCIDENT)
    query = {"trust": own.trust}
    for name in scorecard.PLANS[subject.kind].dimensions:
        codes = [
            code for code in subject.codes.get(name, ()) if code in offered.codes.get(name, ())
        ]
        if codes:
            query[name] = address.SEPARATOR.join(codes)
    if own.exact and own.figures is not None:
        first = max(own.figures.first, offered.first)
        last = min(own.figures.last, offered.last)
        if first <= last:
            query["from"], query["to"] = financial_year.label(first), financial_year.label(last)
    return query


def _own(viewer: Viewer, snapshot: Snapshot, subject: Subject, back: str) -> Own | None:
    """The trust that somebody reads for: their own, or the one whose scorecard they come from."""
    came_from = returning.chosen(back, "trust")
    own = viewer.trusts[0] if len(viewer.trusts) == 1 else ""
    trust = came_from if may(check_sees_scorecard, viewer, came_from) else own
    if trust not in snapshot.organisations or not may(check_sees_scorecard, viewer, trust):
        return None
    name = snapshot.organisations[trust].name
    return Own(
        trust=trust,
        whose="Your trust" if viewer.role in OF_A_TRUST else name,
        exact=may(check_sees_claims, viewer, trust),
        figures=queries.own(snapshot, viewer, trust, subject),
    )


def _counted(subject: Subject, snapshot: Snapshot) -> str:
    """`Specialty: Obstetrics. Cause: Consent or Medication error.`"""
    asked = Selection("", subject.kind, *ANY_YEARS, filters=subject.codes)
    return filters_in_words(asked, snapshot.taxonomy)
