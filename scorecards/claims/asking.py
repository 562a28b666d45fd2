"""How a release is asked for a trust's claims. Who may ask is checked by the queries that call."""

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from scorecards.claims.measures import Lazy
from scorecards.errors import UserError
from scorecards.people.model import Organisation
from scorecards.snapshots.opening import Snapshot


def organisation(snapshot: Snapshot, trust: str) -> Organisation:
    """A trust by its code. UserError for one that the release does not know."""
    if trust not in snapshot.organisations:
        raise UserError(f"The published claims know no trust “{trust}”.")
    return snapshot.organisations[trust]


def claims_against(snapshot: Snapshot, trust: str) -> Lazy:
    """The claims of a trust. UserError for one that the release does not know."""
    organisation(snapshot, trust)
    claims: Lazy = nw.from_native(snapshot.claims(trust))
    return claims


def collected(questions: Sequence[Lazy]) -> list[pl.DataFrame]:
    """The answers in the order of the questions; work that they share is done once."""
    return pl.collect_all([nw.to_native(question) for question in questions])
