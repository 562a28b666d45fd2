"""The door of intake: files in, checked claims and a report out. Nothing is stored here."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from scorecards import financial_year
from scorecards.errors import Refused
from scorecards.intake import headings, mapping, personal_data, reconciling
from scorecards.intake.headings import Pair
from scorecards.intake.mapping import Mapped
from scorecards.intake.personal_data import Hit
from scorecards.intake.profiles import DATES, Profile
from scorecards.intake.reading.limits import Limits
from scorecards.intake.reading.process import RawTable, read_file
from scorecards.intake.report import FINDINGS, FileFacts, IntakeReport, Moved, counted_rules
from scorecards.intake.rules import RULES, Action
from scorecards.people.model import Organisation, Predecessor
from scorecards.settings import REFERENCE
from scorecards.taxonomy.codes import Taxonomy


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An upload. Its name is shown and never used as a path."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Checked:
    """What may be published. `claims` has the columns of `claims.model.SCHEMA`.

    `predecessors` are those that merged into one of the `organisations`.
    """

    claims: pl.DataFrame
    organisations: tuple[Organisation, ...]
    taxonomy: Taxonomy
    report: IntakeReport
    predecessors: tuple[Predecessor, ...] = ()


@dataclass(frozen=True)
class _Read:
    """One file, read and matched to the profile."""

    name: str
    source: SourceFile
    table: RawTable
    places: Mapping[str, int]
    accepted: tuple[Pair, ...]
    unused: tuple[str, ...]


def check(
    files: Sequence[SourceFile],
    *,
    profile: Profile,
    as_at: date,
    known_trusts: Mapping[str, Organisation] | None = None,
    predecessors: Mapping[str, Predecessor] | None = None,
    accept_nearest: bool = False,
    confirmed_columns: Sequence[str] = (),
    limits: Limits | None = None,
    reference: Path = REFERENCE,
) -> Checked:
    """All files as one load. Raises Refused, with reasons, when nothing of it may be stored."""
    _check_files(files)
    limits = limits or Limits()
    read = [
        _read(file, name, profile, accept_nearest=accept_nearest, limits=limits)
        for file, name in zip(files, _distinct_names(files), strict=True)
    ]
    hits = _personal_data(read, profile, as_at, confirmed_columns)
    taxonomy = profile.taxonomy(reference)
    tables = [(one.name, one.table, one.places) for one in read]
    merged = predecessors or {}
    done = mapping.mapped(
        tables, profile, taxonomy, known_trusts=known_trusts, predecessors=merged, as_at=as_at
    )
    report = _report(read, done, hits, profile, as_at)
    codes = {each.code for each in done.organisations}
    were = tuple(each for each in merged.values() if each.successor in codes)
    return Checked(done.claims, done.organisations, taxonomy, report, were)


def _check_files(files: Sequence[SourceFile]) -> None:
    if not files:
        raise Refused("No file was given.")
    seen: dict[str, str] = {}
    for file in files:
        digest = hashlib.sha256(file.content).hexdigest()
        if digest in seen:
            raise Refused(
                f"{shown_name(file.name)} and {seen[digest]} are the same file. Load it once."
            )
        seen[digest] = shown_name(file.name)


def shown_name(name: str) -> str:
    """A file's name as it is shown: its last part, printable, of at most 100 characters."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:100].strip() or "unnamed file"


def _distinct_names(files: Sequence[SourceFile]) -> list[str]:
    names: list[str] = []
    for file in files:
        name = shown_name(file.name)
        same = sum(one == name or one.startswith(f"{name} (") for one in names)
        names.append(f"{name} ({same + 1})" if same else name)
    return names


def _read(
    file: SourceFile, name: str, profile: Profile, *, accept_nearest: bool, limits: Limits
) -> _Read:
    known = headings.known_headings(profile)
    try:
        table = read_file(file.content, limits=limits, known_headings=known)
        places, near = headings.accepted(profile, table.headings, accept_nearest=accept_nearest)
    except Refused as refused:
        raise Refused(f"{name} was refused. {refused}", refused.reasons) from refused
    if table.frame.is_empty():
        raise Refused(f"{name} was refused. It has headings but no rows with values below them.")
    unused = tuple(
        heading for place, heading in enumerate(table.headings) if place not in places.values()
    )
    return _Read(name, file, table, places, near, unused)


def _personal_data(
    read: list[_Read], profile: Profile, as_at: date, confirmed: Sequence[str]
) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for one in read:
        mapped_as = {place: name for name, place in one.places.items()}
        hits += personal_data.scan(
            one.table, mapped_as=mapped_as, as_at=as_at, confirmed=confirmed, file=one.name
        )
    strong = [hit for hit in hits if hit.strong]
    if strong:
        raise Refused(
            "The file seems to hold personal data, so it was refused and no copy was kept. Take "
            "the columns out, and load it again.",
            tuple(hit.sentence() for hit in strong),
        )
    return tuple(hits)


def _report(
    read: list[_Read],
    done: Mapped,
    hits: tuple[Hit, ...],
    profile: Profile,
    as_at: date,
) -> IntakeReport:
    money = reconciling.reconciled(done, profile)
    blank = sum(one.table.blank_rows for one in read)
    total = done.rows.height + blank
    loaded, rejected = done.claims.height, done.rejected.len()
    if total != loaded + rejected + blank:
        raise Refused(
            "The rows read are not the rows loaded, rejected and blank together. Nothing was "
            "loaded. Please report this: it is a mistake of this program."
        )
    findings = _located(read, done)
    return IntakeReport(
        files=tuple(_facts(one) for one in read),
        profile=profile.name,
        as_at=as_at,
        rows_read=total,
        rows_loaded=loaded,
        rows_rejected=rejected,
        rows_blank=blank,
        money=money,
        currency=str(profile.currency),
        findings=findings,
        rules=counted_rules(findings, blank),
        personal_data=hits,
        years=_years(done.claims),
        trusts=done.claims["trust"].n_unique(),
        moved=_moved(done.claims),
    )


def _facts(one: _Read) -> FileFacts:
    table = one.table
    return FileFacts(
        name=one.name,
        sha256=hashlib.sha256(one.source.content).hexdigest(),
        size=len(one.source.content),
        kind=table.kind,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        header_line=table.header_line,
        headings=table.headings,
        unused=one.unused,
        accepted=tuple((pair.wanted, pair.heading) for pair in one.accepted),
        notes=table.notes,
        rows_read=table.frame.height + table.blank_rows,
        rows_blank=table.blank_rows,
    )


def _located(read: list[_Read], done: Mapped) -> pl.DataFrame:
    """Findings by file and line, and the runs of blank rows among them."""
    where = done.rows.select("row", "file", "line")
    parts = [
        done.findings.join(where, on="row", how="left")
        .with_columns(pl.col("line").alias("last_line"))
        .select(*FINDINGS)
    ]
    for one in read:
        runs = one.table.marks.filter(pl.col("rule") == "blank-row")
        parts.append(
            runs.select(
                pl.lit(one.name).alias("file"),
                "line",
                "last_line",
                "rule",
                pl.lit(str(Action.NOTE)).alias("action"),
                pl.lit(None, dtype=pl.String).alias("column"),
                pl.lit(None, dtype=pl.String).alias("value"),
                pl.lit(RULES["blank-row"].done).alias("done"),
            )
        )
    order = {one.name: number for number, one in enumerate(read)}
    return (
        pl.concat(parts)
        .with_columns(pl.col("file").replace_strict(order, return_dtype=pl.Int64).alias("at"))
        .sort("at", "line", "rule", "column", maintain_order=True)
        .drop("at")
    )


def _moved(claims: pl.DataFrame) -> tuple[Moved, ...]:
    counts = (
        claims.filter(pl.col("organisation") != pl.col("trust"))
        .group_by("organisation", "trust")
        .len()
        .sort("organisation")
    )
    return tuple(Moved(*row) for row in counts.iter_rows())


def _years(claims: pl.DataFrame) -> tuple[str, str] | None:
    """First and last financial year of incident, or of notification where that is all there is."""
    for name in DATES:
        days = claims[name].drop_nulls()
        if not days.is_empty():
            first, last = days.min(), days.max()
            assert isinstance(first, date) and isinstance(last, date)
            return (
                financial_year.label(financial_year.of(first)),
                financial_year.label(financial_year.of(last)),
            )
    return None
