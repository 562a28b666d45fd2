"""The door to what changed: for those who see claims one by one, exact to the penny.

Nobody else is answered: the difference of two releases is mostly made of small numbers.
"""

import polars as pl

from scorecards.claims.asking import organisation
from scorecards.claims.changes import measures
from scorecards.claims.changes.model import Bridge, Change, Changed, Side, Step
from scorecards.claims.model import MONEY, Kind, Status
from scorecards.claims.selection import name_of
from scorecards.errors import UserError
from scorecards.money import Currency
from scorecards.people.access import check_sees_claims
from scorecards.people.model import Viewer
from scorecards.snapshots.changes import THERE
from scorecards.snapshots.opening import Snapshot


def changed(
    before: Snapshot,
    after: Snapshot,
    viewer: Viewer,
    trust: str,
    kind: Kind,
    *,
    dimension: str = "specialty",
    only: Change | None = None,
) -> Changed:
    """One trust's claims of a kind in two releases. `only` narrows the list to one kind of change.

    Raises UserError where the two cannot be set against each other.
    """
    check_sees_claims(viewer, trust)
    against = organisation(after, trust)
    currency = check_comparable(before, after)
    rows = measures.paired(before.claims(trust).collect(), after.claims(trust).collect(), kind)
    moved = measures.moved(rows, dimension)
    names = [_name(dimension, code, before, after) for code in moved["code"].to_list()]
    return Changed(
        organisation=against,
        kind=kind,
        dimension=dimension,
        currency=currency,
        earlier=_side(before),
        later=_side(after),
        bridge=bridge_of(rows),
        moved=moved.insert_column(1, pl.Series("name", names, pl.String)),
        listed=measures.changed(rows, only),
    )


def bridge(
    before: Snapshot, after: Snapshot, viewer: Viewer, trust: str, kind: Kind | None = None
) -> Bridge:
    """From the claims of one release to those of the next; of both kinds unless one is named."""
    check_sees_claims(viewer, trust)
    check_comparable(before, after)
    claims = before.claims(trust).collect(), after.claims(trust).collect()
    return bridge_of(measures.paired(*claims, kind))


def national_bridge(before: Snapshot, after: Snapshot, viewer: Viewer) -> Bridge:
    """The same for every trust that is in either release together: for a data steward."""
    for trust in {*before.trusts, *after.trusts}:
        check_sees_claims(viewer, trust)
    check_comparable(before, after)
    return bridge_of(measures.paired(before.all_claims().collect(), after.all_claims().collect()))


def bridge_of(rows: pl.DataFrame) -> Bridge:
    """The bridge of paired claims. What was and what is are added up beside the steps."""
    steps = {row["change"]: row for row in measures.by_change(rows).iter_rows(named=True)}
    was, now = rows.filter("was"), rows.filter("is")
    return Bridge(
        claims_before=was.height,
        claims_after=now.height,
        open_before=was.filter(pl.col("status") == Status.OPEN.value).height,
        open_after=now.filter(pl.col(f"status{THERE}") == Status.OPEN.value).height,
        before={name: int(was[name].sum()) for name in MONEY},
        after={name: int(now[f"{name}{THERE}"].sum()) for name in MONEY},
        steps=tuple(_step(change, steps.get(change.value, {})) for change in Change),
    )


def check_comparable(before: Snapshot, after: Snapshot) -> Currency:
    """The currency that both are in. Raises UserError where they are in two."""
    if before.manifest.currency != after.manifest.currency:
        raise UserError("These releases are in different currencies and cannot be compared.")
    return Currency(after.manifest.currency)


def _step(change: Change, row: dict[str, int]) -> Step:
    counts = ("claims", "open_before", "open_after", "raised", "lowered", "rise", "fall")
    return Step(
        change=change,
        **{name: row.get(name, 0) for name in counts},
        before={name: row.get(name, 0) for name in MONEY},
        after={name: row.get(f"{name}{THERE}", 0) for name in MONEY},
    )


def _side(snapshot: Snapshot) -> Side:
    return Side(snapshot.id, snapshot.manifest.as_at, snapshot.taxonomy)


def _name(dimension: str, code: str | None, before: Snapshot, after: Snapshot) -> str:
    """By the later list of codes; a code that has been taken out of it, by the earlier."""
    listed = {each.code for each in after.taxonomy[dimension]}
    return name_of(dimension, code, (after if code in listed else before).taxonomy)
