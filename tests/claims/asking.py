"""Shorthand for asking the small nation: a selection of ten years, and what it is drawn by."""

from scorecards.claims import queries
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Detail, Scorecard, Views
from scorecards.claims.selection import Selection
from tests.claims.nation import OWN
from tests.people.viewers import board, lead, manager, steward


EXACT = {"risk manager": manager(OWN), "steward": steward()}
PROTECTED = {"board member": board(OWN), "Lead": lead(OWN)}


def wanted(trust=OWN, kind=Kind.CLINICAL, basis=Basis.INCIDENT, years=(2014, 2022), **filters):
    """Filters as `cause="consent"` or `cause=("consent", "fall")`."""
    told = {
        name: (codes,) if isinstance(codes, str) else tuple(codes)
        for name, codes in filters.items()
    }
    return Selection(trust, kind, years[0], years[1], basis, told)


def views(by="specialty", detail=Detail.CROSSED, across="cause", down="specialty") -> Views:
    return Views(by, by, across=across, down=down, detail=detail)


def ask(snapshot, asked=None, viewer=None, seen=None) -> Scorecard:
    return queries.scorecard(snapshot, viewer or steward(), asked or wanted(), seen or views())
