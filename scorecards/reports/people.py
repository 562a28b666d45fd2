"""The access matrix as a table: who has which role where, as an auditor asks for it."""

from datetime import date

from scorecards.accounts.model import AccessLine
from scorecards.accounts.queries import access_matrix
from scorecards.reports.model import Asked, Table
from scorecards.reports.stamping import stamped


HEADINGS = (
    "Person", "E-mail address", "Role", "Place", "From", "To", "Standing", "Last sign-in (UTC)",
    "What they see",
)  # fmt: skip


def table(asked: Asked) -> Table:
    lines = access_matrix(asked.session, asked.viewer, now=asked.now)
    return Table(
        title="Access matrix",
        about=stamped(asked, shown="Everybody whose access you may read, now and once"),
        headings=HEADINGS,
        rows=map(_row, lines),
    )


def _row(line: AccessLine) -> tuple[str, ...]:
    at = line.signed_in_at
    return (
        line.name,
        line.email,
        line.role,
        line.place,
        _day(line.from_date),
        _day(line.to_date),
        str(line.standing),
        at.isoformat(timespec="seconds") if at else "never",
        line.sees,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
