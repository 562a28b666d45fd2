"""Whose rows a transaction sees, in every table with a column `trust`. The second wall.

The first is the check in each query and command. Here a query that forgot it finds nothing of
others: PostgreSQL refuses by its row policies, and SQLAlchemy narrows each statement on any store.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from scorecards.errors import NotAllowed
from scorecards.people.model import Role, Viewer
from scorecards.store.tables import OfATrust


# The setting that PostgreSQL's policies read: codes between bars, or ALL for every row.
SETTING = "scorecards.trusts"
ALL, BAR = "*", "|"
ANOTHERS = "That belongs to another trust. Nothing was changed."
SEE_EVERY_TRUST = (Role.STEWARD, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Scope:
    """The trusts whose rows are seen; `every` for the rows of all, and of none."""

    trusts: tuple[str, ...] = ()
    every: bool = False

    def __post_init__(self) -> None:
        if any(BAR in code or code in ("", ALL) for code in self.trusts):
            raise ValueError("A code of a trust holds no bar, and is not empty.")

    @property
    def setting(self) -> str:
        """As PostgreSQL's policies compare it: `|RA1|RB2|`."""
        return ALL if self.every else f"{BAR}{BAR.join(self.trusts)}{BAR}"


NOTHING = Scope()
SYSTEM = Scope(every=True)  # the service itself: sign-in, audit, migrations


def scope_of(whose: Viewer | Scope | None) -> Scope:
    """A viewer's own trusts or patch; every trust for stewards and auditors; else nothing."""
    if isinstance(whose, Scope):
        return whose
    if whose is None:
        return NOTHING
    return SYSTEM if whose.role in SEE_EVERY_TRUST else Scope(whose.trusts)


def narrow(session: Session, scope: Scope) -> None:
    """From here to the end of its transaction the session sees no other trust's rows."""
    session.info["scope"] = scope
    if session.get_bind().dialect.name == "postgresql":
        setting = text("SELECT set_config(:name, :value, true)")
        session.execute(setting, {"name": SETTING, "value": scope.setting})


@event.listens_for(Session, "do_orm_execute")
def _only_own(state: ORMExecuteState) -> None:
    scope = state.session.info.get("scope", NOTHING)
    if scope.every:
        return
    _check_gives_away_nothing(state)
    # A mapped attribute in the lambda is tracked by value, so that no statement is cached with
    # another person's trusts.
    trusts = scope.trusts
    state.statement = state.statement.options(
        with_loader_criteria(OfATrust, lambda table: table.trust.in_(trusts), include_aliases=True)
    )


def _check_gives_away_nothing(state: ORMExecuteState) -> None:
    """Rows come by `session.add`, one by one, and stay with their trust."""
    mapper = state.bind_mapper
    if mapper is None or not issubclass(mapper.class_, OfATrust):
        return
    given = state.parameters or {}
    rows = given if isinstance(given, Sequence) else [given]
    changed = {
        getattr(column, "key", column) for column in getattr(state.statement, "_values", None) or {}
    }
    if state.is_insert or (
        state.is_update and ("trust" in changed or any("trust" in row for row in rows))
    ):
        raise NotAllowed(ANOTHERS)


@event.listens_for(Session, "before_flush")
def _into_own(session: Session, *_: Any) -> None:
    scope = session.info.get("scope", NOTHING)
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, OfATrust) or scope.every or row.open_to_insert:
            continue
        if row.trust not in scope.trusts:
            raise NotAllowed(ANOTHERS)
