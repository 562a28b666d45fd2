"""Files of organisations become the register. Importing the same files again changes nothing."""

import hashlib
from collections.abc import Sequence
from datetime import date

import polars as pl
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from scorecards.errors import Refused
from scorecards.organisations import oddities, queries
from scorecards.organisations.model import File, FileFacts, Oddity, Report, number, odd
from scorecards.organisations.sources import columns, months
from scorecards.organisations.sources.recognising import Read, read
from scorecards.people.access import check_keeps_register
from scorecards.people.model import Viewer
from scorecards.store import tables
from scorecards.store.organisations import last_of, predecessors
from scorecards.store.transactions import writing


NO_TYPE, NO_REGION = "Type not given", "Region not given"


def import_organisations(
    engine: Engine, viewer: Viewer, files: Sequence[File], *, as_at: date
) -> Report:
    """Reads all files, then stores all of them or none. Raises Refused. Any order, any number.

    `as_at` is the day that is called today: who is closed, and who merged, is as of it.
    """
    check_keeps_register(viewer)
    names, sources, found = _read(files)
    with writing(engine) as session:
        for kind, store in _STORES.items():
            parts = [one.tidied for one in sources if one.source.kind == kind]
            for part in parts:
                found += store(session, part)
        found += _figures(session, sources)
        _check_no_circle(session)
        _name_regions(session)
        session.flush()
        facts = tuple(
            FileFacts(name, one.source.title, one.rows)
            for name, one in zip(names, sources, strict=True)
        )
        return _report(session, viewer, facts, found, as_at)


def _read(files: Sequence[File]) -> tuple[list[str], list[Read], list[Oddity]]:
    if not files:
        raise Refused("No file was given.")
    names: list[str] = []
    sources: list[Read] = []
    again: list[str] = []
    seen: set[str] = set()
    for file in files:
        digest = hashlib.sha256(file.content).hexdigest()
        if digest in seen:
            again.append(file.name)
            continue
        seen.add(digest)
        try:
            sources.append(read(file.content))
        except Refused as refused:
            raise Refused(f"{file.name} was refused. {refused}", refused.reasons) from refused
        names.append(file.name)
    said = f"{number(len(again), 'file')} given more than once. It was read once."
    found = [*odd("same-file", again, said)]
    return names, sources, [*found, *(told for one in sources for told in one.oddities)]


def _put_areas(session: Session, areas: pl.DataFrame) -> tuple[Oddity, ...]:
    for code, name in areas.iter_rows():
        session.merge(tables.Area(code=code, name=name))
    return ()


def _put_organisations(session: Session, listed: pl.DataFrame) -> tuple[Oddity, ...]:
    for row in listed.iter_rows(named=True):
        known = session.get(tables.Organisation, row["code"])
        kind = NO_TYPE if known is None else known.type
        session.merge(tables.Organisation(**row, type=kind, region=NO_REGION, fictional=False))
    session.flush()
    return ()


def _put_types(session: Session, types: pl.DataFrame) -> tuple[Oddity, ...]:
    """A trust that only this file knows is added; its code stands for the name it does not give."""
    for code, kind in types.iter_rows():
        known = session.get(tables.Organisation, code)
        if known is None:
            session.add(
                tables.Organisation(
                    code=code, name=code, type=kind, region=NO_REGION, fictional=False
                )
            )
        else:
            known.type = kind
    session.flush()
    return ()


def _put_mergers(session: Session, mergers: pl.DataFrame) -> tuple[Oddity, ...]:
    known = _codes(session)
    unknown = []
    for row in mergers.iter_rows(named=True):
        if {row["predecessor"], row["successor"]} <= known:
            session.merge(tables.Succession(**row))
        else:
            unknown.append(f"{row['predecessor']} into {row['successor']}")
    session.flush()
    return odd(
        "mergers-of-unknown-organisations",
        unknown,
        f"{number(len(unknown), 'merger')} of organisations that are not in the register "
        "were left out. Import the organisation file with them, and then this file again.",
    )


_STORES = {
    "areas": _put_areas,
    "etr": _put_organisations,
    "types": _put_types,
    "mergers": _put_mergers,
}


def _figures(session: Session, sources: Sequence[Read]) -> list[Oddity]:
    """Figures of all files together, so that a year may be spread over several."""
    monthly = [one.tidied for one in sources if one.source.kind == "monthly"]
    yearly = [one.tidied for one in sources if one.source.kind == "yearly"]
    found: list[Oddity] = []
    parts = []
    if monthly:
        once = [columns.once(part, ["code", "month"]) for part in monthly]
        every = pl.concat(once)
        if len(once) > 1:
            found += columns.repeated(
                every, ["measure", "code", "month"], "month of an organisation"
            )
        parts.append(months.yearly(every))
    if yearly:
        every = pl.concat(yearly)
        if len(yearly) > 1:
            found += columns.repeated(every, ["code", "year"], "year of an organisation")
        parts.append(columns.once(every, ["code", "year"]).drop_nulls("value"))
    if not parts:
        return found
    figures = pl.concat(part.select(*_FIGURES) for part in parts)
    return [*found, *_put_figures(session, figures)]


_FIGURES = ("code", "year", "measure", "value", "months")


def _put_figures(session: Session, figures: pl.DataFrame) -> tuple[Oddity, ...]:
    """Figures of more months are not replaced by figures of fewer."""
    known = _codes(session)
    unknown = figures.filter(~pl.col("code").is_in(known))
    kept = []
    for code, year, measure, value, reported in figures.iter_rows():
        if code not in known:
            continue
        before = session.get(tables.Exposure, (code, year, measure))
        if before is not None and before.months > reported:
            kept.append(f"{code} {measure} {year}")
            continue
        session.merge(
            tables.Exposure(
                organisation=code, year=year, measure=measure, value=value, months=reported
            )
        )
    codes = unknown["code"].unique().sort().to_list()
    return (
        *odd(
            "figures-of-unknown-organisations",
            codes,
            f"Figures of {number(len(codes), 'code')} not in the register were left out. Import "
            "the organisation file with them, and then this file again.",
        ),
        *odd(
            "fuller-figures-kept",
            kept,
            f"{number(len(kept), 'year')} of figures had more months in the register than in "
            "these files. What was there was kept.",
        ),
    )


def _codes(session: Session) -> set[str]:
    return set(session.scalars(select(tables.Organisation.code)))


def _check_no_circle(session: Session) -> None:
    rows = session.scalars(select(tables.Succession)).all()
    became = {row.predecessor: row.successor for row in rows}
    for code in became:
        try:
            last_of(code, became)
        except ValueError as circle:
            raise Refused(
                f"The mergers lead round in a circle: {circle}. Nothing was stored."
            ) from circle


def _name_regions(session: Session) -> None:
    """By the names that were imported, now or before; a code without one stands for itself."""
    names = {area.code: area.name for area in session.scalars(select(tables.Area))}
    for row in session.scalars(select(tables.Organisation).where(~tables.Organisation.fictional)):
        code = row.region_code
        row.region = NO_REGION if code is None else names.get(code, f"Region {code}")


def _report(
    session: Session,
    viewer: Viewer,
    facts: tuple[FileFacts, ...],
    found: Sequence[Oddity],
    as_at: date,
) -> Report:
    rows = session.scalars(select(tables.Organisation).order_by(tables.Organisation.code)).all()
    merged = predecessors(session, as_at=as_at)
    years = queries.years(session, viewer, as_at=as_at)
    areas = set(session.scalars(select(tables.Area.code)))
    successions = session.scalars(
        select(tables.Succession).order_by(tables.Succession.predecessor)
    ).all()
    return Report(
        as_at=as_at,
        files=facts,
        organisations=len(rows),
        of_today=sum(row.code not in merged and not oddities.closed(row, as_at) for row in rows),
        merged=len(merged),
        figures=sum(one.whole for one in years),
        oddities=(
            *found,
            *oddities.of_organisations(rows, areas, as_at),
            *oddities.of_mergers(rows, successions, merged, as_at),
            *oddities.of_figures(rows, years, merged),
        ),
    )
