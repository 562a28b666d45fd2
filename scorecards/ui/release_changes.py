"""What a release changes for readers, nationally and to the penny: for stewards only."""

import pandas as pd
import streamlit as st

from scorecards import formatting
from scorecards.claims.changes import charts
from scorecards.claims.changes.model import CHANGE_NAMES, Bridge
from scorecards.claims.changes.queries import check_comparable, national_bridge
from scorecards.money import Currency
from scorecards.people.model import Viewer
from scorecards.snapshots.changes import Changes, diff
from scorecards.snapshots.opening import open_snapshot
from scorecards.snapshots.queries import OnDesk
from scorecards.ui import resources
from scorecards.ui.rows import draw_table
from scorecards.ui.words import plain


NOW, BEFORE, THIS = "What readers see now", "The release before", "This release"


def draw(viewer: Viewer, each: OnDesk, current: OnDesk | None) -> None:
    """The current release against this one; the current one itself against the one before."""
    root = resources.configuration().snapshots
    after = open_snapshot(root, each.release.id)
    before_id, names = None, (NOW, THIS)
    if current is not None and current.release.id != each.release.id:
        before_id = current.release.id
    elif current is not None:
        before_id, names = next((one.id for one in resources.earlier(after)), None), (BEFORE, THIS)
    if before_id is None:
        st.markdown("There is no other release of this kind to compare it with.")
        return
    with st.spinner("Comparing every claim…"):
        before = open_snapshot(root, before_id)
        currency = check_comparable(before, after)
        bridge = national_bridge(before, after, viewer)
        found = diff(before, after, trust=None)
    st.markdown(plain(_sentence(found, bridge, currency)))
    draw_table(
        _bridge(bridge, currency, names),
        "Claims and total cost from one release to the next, by what happened to each claim",
    )  # fmt: skip
    st.caption("Without notified incidents, which are not claims.")
    draw_table(
        _columns(found, currency), "Each amount from one release to the next",
    )  # fmt: skip
    st.caption(
        plain(
            f"Everything in the files. Before: {before.id}, as at "
            f"{formatting.day(before.manifest.as_at)}. After: {after.id}, as at "
            f"{formatting.day(after.manifest.as_at)}."
        )
    )


def _sentence(found: Changes, bridge: Bridge, currency: Currency) -> str:
    was, now = bridge.pence_before(), bridge.pence_after()
    return (
        f"{formatting.claims(found.before)} before, {formatting.count(found.after)} after: "
        f"{formatting.count(found.new)} new, {formatting.count(found.removed)} gone, "
        f"{formatting.count(found.changed)} changed. The total cost goes from "
        f"{formatting.money_exact(was, currency)} to {formatting.money_exact(now, currency)} "
        f"({charts.signed_exact(now - was, currency)})."
    )


def _bridge(bridge: Bridge, currency: Currency, names: tuple[str, str]) -> pd.DataFrame:
    was, now = bridge.pence_before(), bridge.pence_after()
    rows = [
        (names[0], bridge.claims_before, formatting.money_exact(was, currency)),
        *(
            (CHANGE_NAMES[step.change], step.claims, charts.signed_exact(step.pence(), currency))
            for step in bridge.steps
            if step.claims
        ),
        (names[1], bridge.claims_after, formatting.money_exact(now, currency)),
    ]
    return pd.DataFrame(
        {
            "": [name for name, *_ in rows],
            "Claims": [formatting.count(claims) for _, claims, _ in rows],
            "Total cost": [cost for *_, cost in rows],
        }
    )


def _columns(found: Changes, currency: Currency) -> pd.DataFrame:
    def told(pence: list[int]) -> list[str]:
        return [formatting.money_exact(each, currency) for each in pence]

    def signed(pence: list[int]) -> list[str]:
        return [charts.signed_exact(each, currency) for each in pence]

    money = list(found.money.values())
    return pd.DataFrame(
        {
            "Amount": [name.replace("_", " ").capitalize() for name in found.money],
            "Before": told([each.before for each in money]),
            "New": signed([each.new for each in money]),
            "Gone": signed([-each.removed for each in money]),
            "Revalued": signed([each.revalued for each in money]),
            "After": told([each.after for each in money]),
        }
    )
