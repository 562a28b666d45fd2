"""The door to figures for reading. National ones are protected for everybody, whoever asks.

A subject is fixed by a reviewed text, not chosen by its reader, so that nobody can ask for one
selection after the other and set them against each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

import narwhals as nw
import polars as pl

from scorecards import financial_year
from scorecards.claims import measures, protecting
from scorecards.claims.asking import claims_against, collected, organisation
from scorecards.claims.figures.measures import contributions_of_trusts, damages_of_trusts
from scorecards.claims.figures.model import Figures, Subject
from scorecards.claims.measures import Lazy
from scorecards.claims.model import Basis, Kind, Status
from scorecards.claims.peers import SMALLEST_GROUP
from scorecards.claims.selection import Selection, name_of
from scorecards.claims.stamp import Stamp
from scorecards.disclosure.sums import Contributions, protect_money
from scorecards.disclosure.tables import protect_tables
from scorecards.formatting import listed
from scorecards.money import Currency
from scorecards.people.access import check_is_viewer, check_sees_claims, check_sees_scorecard, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot


NATION = "the nation"
TABLES = ("specialty", "cause", "injury", "location", "status", "year")
EVERY_YEAR = (1, 9998)
COLUMNS = ("code", "claims", "total")
# As long as a release is open. The same for everybody.
_LATEST: WeakKeyDictionary[Snapshot, dict[Kind, int | None]] = WeakKeyDictionary()
_NOTHING = dict.fromkeys(("claims", "total", "largest", "second"), 0)


def national(snapshot: Snapshot, viewer: Viewer, subject: Subject) -> Figures | None:
    """The claims of all trusts about a subject, counts of 1 to 7 hidden and the rest rounded.

    None where fewer than ten trusts have one: too few to be shown together.
    """
    check_is_viewer(viewer)
    every: Lazy = nw.from_native(snapshot.nation())
    wanted = _selection(snapshot, subject, trust="")
    selected = measures.select(measures.prepare(every, Basis.INCIDENT), wanted)
    trusts, headline, paid, whole, *answers = collected(
        [
            selected.select(nw.col("trust").n_unique().alias("trusts")),
            measures.headline(selected),
            damages_of_trusts(selected),
            contributions_of_trusts(selected),
            *(contributions_of_trusts(selected, name) for name in TABLES),
        ]
    )
    if 0 < trusts.item() < SMALLEST_GROUP:
        return None
    shown = protect_tables(
        _only(whole),
        dict(zip(TABLES, answers, strict=True)),
        values={},
    )
    statuses = _claims_by_code(shown.tables["status"])
    absent = None if "status" in shown.pooled else 0
    nothing = _nothing_told(snapshot, subject, wanted, whose=NATION, exact=False)
    return replace(
        nothing,
        claims=shown.claims,
        total=shown.total,
        median_damages=protect_money(_whole(headline["median_damages"].item()), _only(paid)),
        settled=_settled(statuses, absent),
        open=statuses.get(Status.OPEN.value, absent),
        nil=statuses.get(Status.NIL.value, absent),
        by={name: _named(table, name, snapshot) for name, table in shown.tables.items()},
        pooled=shown.pooled,
        stamp=replace(nothing.stamp, claims=shown.claims),
    )


def own(snapshot: Snapshot, viewer: Viewer, trust: str, subject: Subject) -> Figures | None:
    """A trust's claims about a subject: exact for those who see them one by one.

    Others have the fixed tables of the trust alone, of all years. From these follows a subject that
    names codes in one list; of any other they are told nothing, and None comes back. `by` has the
    rows of that list alone.
    """
    check_sees_scorecard(viewer, trust)
    if may(check_sees_claims, viewer, trust):
        return _exact(snapshot, trust, subject)
    return _from_fixed_tables(snapshot, trust, subject)


def _exact(snapshot: Snapshot, trust: str, subject: Subject) -> Figures:
    prepared = measures.prepare(claims_against(snapshot, trust), Basis.INCIDENT)
    wanted = _selection(snapshot, subject, trust=trust)
    selected = measures.select(prepared, wanted)
    headline, *answers = collected(
        [
            measures.headline(selected),
            *(measures.by(selected, name) for name in TABLES if name != "year"),
            measures.by_year(selected),
        ]
    )
    row = headline.row(0, named=True)
    tables = dict(zip(TABLES, answers, strict=True))
    tables["year"] = tables["year"].rename({"year": "code"})
    statuses = _claims_by_code(tables["status"])
    whose = organisation(snapshot, trust).name
    nothing = _nothing_told(snapshot, subject, wanted, whose=whose, exact=True)
    return replace(
        nothing,
        claims=row["claims"],
        total=row["total"],
        median_damages=_whole(row["median_damages"]),
        settled=_settled(statuses, 0),
        open=statuses.get(Status.OPEN.value, 0),
        nil=statuses.get(Status.NIL.value, 0),
        by={name: _named(table.select(COLUMNS), name, snapshot) for name, table in tables.items()},
        stamp=replace(nothing.stamp, claims=row["claims"]),
    )


def _from_fixed_tables(snapshot: Snapshot, trust: str, subject: Subject) -> Figures | None:
    named = [name for name, codes in subject.codes.items() if codes]
    if len(named) != 1:
        return None
    (name,) = named
    prepared = measures.prepare(claims_against(snapshot, trust), Basis.INCIDENT)
    selected = measures.select(prepared, Selection(trust, subject.kind, *EVERY_YEAR))
    span, *answers = collected(
        [measures.span(prepared, subject.kind), *protecting.questions(selected)]
    )
    shown = protecting.tables(answers, snapshot, trust, subject.kind, Basis.INCIDENT)
    table = shown.tables[name].filter(pl.col("code").is_in(subject.codes[name]))
    missing = set(subject.codes[name]) - set(table["code"].to_list())
    unknown = name in shown.pooled and bool(missing)
    asked = _selection(snapshot, subject, trust=trust)
    first, last = span.row(0)
    wanted = asked if first is None else replace(asked, first=first, last=last)
    whose = organisation(snapshot, trust).name
    nothing = _nothing_told(snapshot, subject, wanted, whose=whose, exact=False)
    return replace(
        nothing,
        claims=None if unknown else _added(table["claims"]),
        total=None if unknown else _added(table["total"]),
        by={name: _named(table, name, snapshot)},
        pooled=shown.pooled & {name},
        stamp=replace(
            nothing.stamp,
            claims=shown.claims,
            more=(f"n is all {subject.kind} claims of the trust",),
        ),
        in_parts=unknown or table.height > 1,
    )


def _nothing_told(
    snapshot: Snapshot, subject: Subject, wanted: Selection, *, whose: str, exact: bool
) -> Figures:
    """Whose claims, about what and of when; every number is hidden as yet."""
    return Figures(
        whose=whose,
        subject=subject,
        first=wanted.first,
        last=wanted.last,
        as_at=snapshot.manifest.as_at,
        currency=Currency(snapshot.manifest.currency),
        exact=exact,
        claims=None,
        total=None,
        median_damages=None,
        settled=None,
        open=None,
        nil=None,
        by={},
        pooled=frozenset(),
        stamp=Stamp(
            basis=f"By {wanted.basis} date",
            period=wanted.period(),
            as_at=snapshot.manifest.as_at,
            schemes=listed(wanted.codes("scheme")) or f"all {wanted.kind} schemes",
            claims=None,
            snapshot_id=snapshot.id,
            exact=exact,
        ),
    )


def _selection(snapshot: Snapshot, subject: Subject, *, trust: str) -> Selection:
    """The latest whole incident years that hold a claim of the kind anywhere."""
    complete = financial_year.last_complete(snapshot.manifest.as_at)
    latest = _latest(snapshot, subject.kind)
    last = complete if latest is None else min(latest, complete)
    codes = {name: codes for name, codes in subject.codes.items() if codes}
    return Selection(trust, subject.kind, last - subject.years + 1, last, Basis.INCIDENT, codes)


def _latest(snapshot: Snapshot, kind: Kind) -> int | None:
    """The last incident year that holds a claim of the kind anywhere. Read once: it stays so."""
    known = _LATEST.setdefault(snapshot, {})
    if kind not in known:
        every: Lazy = nw.from_native(snapshot.nation())
        span = measures.span(measures.prepare(every, Basis.INCIDENT), kind)
        known[kind] = collected([span])[0]["last"].item()
    return known[kind]


def _named(table: pl.DataFrame, dimension: str, snapshot: Snapshot) -> pl.DataFrame:
    codes = table["code"].to_list()
    names = [
        financial_year.label(code) if dimension == "year"
        else name_of(dimension, code, snapshot.taxonomy)
        for code in codes
    ]  # fmt: skip
    named = table.with_columns(pl.Series("name", names, dtype=pl.String))
    shown = named.select("code", "name", "claims", "total")
    return shown.sort("code") if dimension == "year" else shown


def _only(table: pl.DataFrame) -> Contributions:
    """The one row of what trusts contribute; of no claims there is none."""
    return protecting.contributions(next(table.iter_rows(named=True), _NOTHING))


def _claims_by_code(table: pl.DataFrame) -> dict[str, int | None]:
    return dict(table.select("code", "claims").iter_rows())


def _settled(statuses: Mapping[str, int | None], absent: int | None) -> int | None:
    found = [statuses.get(status, absent) for status in measures.RESOLVED_WITH_DAMAGES]
    return _sum(found)


def _added(column: pl.Series) -> int | None:
    return _sum(column.to_list())


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _whole(pence: float | None) -> int | None:
    return None if pence is None else round(pence)
