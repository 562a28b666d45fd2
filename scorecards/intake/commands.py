"""A claims file becomes a release: checked, its report kept, recorded, published when asked."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from scorecards.audit import trail
from scorecards.audit.model import Action, Result
from scorecards.claims.commands import Release, recipe, release
from scorecards.claims.model import EXPOSURES
from scorecards.errors import Refused, UserError
from scorecards.intake import keeping, profiles
from scorecards.intake.checking import Checked, SourceFile, check
from scorecards.intake.profiles import Organisations, Profile
from scorecards.intake.report import IntakeReport
from scorecards.organisations.queries import exposures
from scorecards.people.access import check_loads_claims
from scorecards.people.model import Organisation, Predecessor, Viewer
from scorecards.settings import Settings, SignInBy
from scorecards.snapshots.codes import to_frame
from scorecards.snapshots.model import Origin, Source
from scorecards.snapshots.queries import check_approved
from scorecards.store import tables
from scorecards.store.organisations import all_fictional, predecessors, register
from scorecards.store.transactions import reading, writing


DRAFTS_ARE_KEPT = timedelta(days=30)
HASH_SHOWN = 12  # so many letters of a file's hash say which file it was
NOT_INVENTED = (
    "This server is a demonstration: whoever reaches it chooses who to be. So it takes in claims "
    "against invented organisations only. Set up sign-in first, as docs/operations/sign-in.md says."
)


@dataclass(frozen=True)
class Imported:
    """What was checked, and the release it became."""

    checked: Checked
    release: Release


def check_claims(
    engine: Engine,
    viewer: Viewer,
    files: Sequence[SourceFile],
    *,
    profile: str,
    as_at: date,
    accept_nearest: bool = False,
    confirmed_columns: Sequence[str] = (),
) -> Checked:
    """Reads and checks files against a profile and the register. Raises Refused. Stores nothing."""
    check_loads_claims(viewer)
    wanted = profiles.load(profile)
    known, merged = _known_trusts(engine, wanted, as_at)
    return check(
        files,
        profile=wanted,
        as_at=as_at,
        known_trusts=known,
        predecessors=merged,
        accept_nearest=accept_nearest,
        confirmed_columns=confirmed_columns,
    )


def keep_report(session: Session, viewer: Viewer, report: IntakeReport, *, now: datetime) -> int:
    """Keeps the report of a check as a draft, and gives its number. Old drafts are forgotten.

    A draft becomes the account of a release when one is made of it.
    """
    check_loads_claims(viewer)
    old = tables.Upload.snapshot_id.is_(None), tables.Upload.at < now - DRAFTS_ARE_KEPT
    session.execute(delete(tables.Upload).where(*old))
    row = tables.Upload(
        snapshot_id=None,
        report=keeping.to_text(keeping.kept(report)),
        by=viewer.person,
        at=now,
    )
    session.add(row)
    session.flush()
    hashes = [file.sha256 for file in report.files]
    told = f"{report.profile}, as at {report.as_at}, {report.summary()} {_named(hashes)}"
    trail.record(session, viewer, Action.UPLOADED, f"upload/{row.id}", now=now, detail=told)
    return row.id


def record_refusal(
    session: Session, viewer: Viewer, files: Sequence[SourceFile], *, now: datetime
) -> None:
    """Writes down that files were refused: by their hashes, for a name can name a person."""
    check_loads_claims(viewer)
    told = _named([hashlib.sha256(file.content).hexdigest() for file in files])
    trail.record(
        session, viewer, Action.UPLOADED, "upload/refused",
        now=now, detail=told, result=Result.REFUSED,
    )  # fmt: skip


def check_may_be_kept(engine: Engine, settings: Settings, profile: str) -> None:
    """UserError where anybody can be anybody, and the claims are not against invented bodies."""
    if settings.sign_in is SignInBy.DEMONSTRATION and not _fictional(engine, profile):
        raise UserError(NOT_INVENTED)


def store_claims(
    engine: Engine,
    settings: Settings,
    viewer: Viewer,
    checked: Checked,
    *,
    publish: bool,
    now: datetime,
    upload: int | None = None,
) -> Imported:
    """Makes a release of what was checked. The same bytes, read the same way, make one release.

    `upload` is the number of the kept report; left out, the report is kept now. Raises UserError
    for claims that are not fictional in a demonstration, and for what is to be published and still
    waits for approval: then nothing is stored.
    """
    check_loads_claims(viewer)
    report = checked.report
    check_may_be_kept(engine, settings, report.profile)
    if report.to_confirm:
        raise Refused(
            "Some columns may hold personal data, so nothing was stored. Look at them first.",
            tuple(f"Column “{column}”." for column in report.to_confirm),
        )
    profile = profiles.load(report.profile)
    with reading(engine, viewer) as session:
        from_register = profile.organisations is Organisations.REGISTER
        did = exposures(session, viewer, as_at=report.as_at) if from_register else ()
    codes = [each.code for each in checked.organisations]
    exposed = pl.DataFrame(did, schema=EXPOSURES, orient="row").filter(pl.col("trust").is_in(codes))
    sources = tuple(Source(file.name, file.sha256, file.size) for file in report.files)
    origin = Origin(
        as_at=report.as_at,
        profile=profile.name,
        sources=sources,
        currency=report.currency,
        fictional=_fictional(engine, report.profile),
        recipe=recipe(
            profiles.text(profile.name),
            to_frame(checked.taxonomy).write_csv(),
            repr([file.accepted for file in report.files]),
            repr(checked.organisations),
            repr(checked.predecessors),
            exposed.write_csv(),
        ),
    )
    if publish:
        with reading(engine, viewer) as session:
            check_approved(session, origin.snapshot_id, approvals=settings.approvals)
    if upload is None:
        with writing(engine, viewer) as session:
            upload = keep_report(session, viewer, report, now=now)
    made = release(
        engine,
        settings.snapshots,
        viewer,
        claims=checked.claims,
        organisations=checked.organisations,
        taxonomy=checked.taxonomy,
        origin=origin,
        exposures=exposed,
        predecessors=checked.predecessors,
        upload=upload,
        publish=publish,
        approvals=settings.approvals,
        now=now,
    )
    return Imported(checked, made)


def _fictional(engine: Engine, profile: str) -> bool:
    """Whether what is read by a profile can only be against invented organisations."""
    if profiles.load(profile).organisations is not Organisations.REGISTER:
        return False
    with reading(engine) as session:
        return all_fictional(session)


def _named(hashes: Sequence[str]) -> str:
    return f"SHA-256 {', '.join(each[:HASH_SHOWN] for each in hashes)}"


def _known_trusts(
    engine: Engine, profile: Profile, as_at: date
) -> tuple[dict[str, Organisation] | None, dict[str, Predecessor]]:
    if profile.organisations is not Organisations.REGISTER:
        return None, {}
    with reading(engine) as session:
        return register(session), predecessors(session, as_at=as_at)
