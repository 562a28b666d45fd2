"""What a canary is, which ones a person may meet, and a nation in which every row holds one.

Claims: the references, counts and amounts of `tests/journeys/canaries.py`, found nowhere else. Rows
of the database: texts `CANARY-<trust>-<kind>`, so that whatever is found says whose it is.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from scorecards import settings
from scorecards.accounts.sessions import hash_of
from scorecards.audit import trail
from scorecards.audit.model import Action
from scorecards.claims.commands import release
from scorecards.claims.model import SCHEMA, Kind
from scorecards.cli.answers import OPERATOR
from scorecards.documents.model import DocumentKind, FileType
from scorecards.exchange.model import PostKind, PostState
from scorecards.feedback.model import ShownTo, State
from scorecards.intake.keeping import to_text
from scorecards.intake.report import FINDINGS, IntakeReport
from scorecards.library.model import TOPICS, Library
from scorecards.library.reading import read as read_library
from scorecards.library.search import indexing
from scorecards.library.search.model import Entry, Facet
from scorecards.people.access import circles_of
from scorecards.people.model import OF_A_TRUST, Circle, Role, Viewer
from scorecards.settings import Settings
from scorecards.snapshots.model import Origin, Source
from scorecards.snapshots.opening import Snapshot, open_snapshot
from scorecards.store import organisations as register
from scorecards.store import tables
from scorecards.store.scope import SYSTEM, narrow
from scorecards.store.transactions import writing
from scorecards.taxonomy import codes
from tests.journeys import canaries as claims


OWN, NEIGHBOUR, FOREIGN = claims.OWN, claims.OTHERS[0], claims.OTHERS[-1]
ABOUT = "item/third-visit"  # what people say something of
SCHEME = "SCHEME"  # whose rows belong to no trust
CANARY = re.compile(r"CANARY-([A-Z]+)-([a-z]+)[- ]?([a-z_]*)", re.IGNORECASE)
AS_AT, NOW = claims.AS_AT, claims.NOW
BEFORE = date(2024, 9, 30)
EARLIER_NOW = datetime(2024, 10, 2, 9, 0, tzinfo=UTC)
EVERYWHERE = (*claims.NAMES, SCHEME)
OF_NOBODY = (Role.EDITOR, Role.STEWARD, Role.AUDITOR, Role.LEAD, Role.NONE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A canary as it was found: which trust's, of which kind, and which person's or which part."""

    trust: str
    kind: str
    about: str = ""


@dataclass(frozen=True, eq=False)
class Nation:
    """Two releases, filled tables, and one viewer of each role at the own trust."""

    engine: Engine
    settings: Settings
    root: Path
    before: Snapshot
    after: Snapshot
    library: Library
    viewers: dict[Role, Viewer]

    @property
    def first(self) -> bool:
        """Whether this is the store that all doors are tried on."""
        return self.engine.dialect.name == "sqlite"

    def rows(self, table: type) -> list[object]:
        with Session(self.engine) as session:
            narrow(session, SYSTEM)
            return list(session.query(table))


def text(trust: str, kind: str, *more: object) -> str:
    return " ".join([f"CANARY-{trust}-{kind}", *map(str, more)])


def person_id(role: Role, trust: str) -> str:
    return f"CANARY-{trust}-person-{role.name.lower()}"


def viewers() -> dict[Role, Viewer]:
    """The nine roles: four at the own trust, the Lead of its patch, the rest of no trust."""
    found = {}
    for role in Role:
        of_trust = role in OF_A_TRUST
        found[role] = Viewer(
            person=person_id(role, OWN if of_trust else SCHEME),
            name=text(OWN if of_trust else SCHEME, "person", role.name),
            role=role,
            trusts=(OWN,) if of_trust else claims.PATCH if role is Role.LEAD else (),
            place=claims.NAMES[OWN] if of_trust else "the scheme",
        )
    return found


def made(engine: Engine, chosen: Settings) -> Nation:
    """Fills an empty database, and a folder with two releases, through the real commands."""
    now = pl.DataFrame(list(claims.rows()), schema=SCHEMA, orient="row")
    known = now.filter(pl.col("notified_date") <= BEFORE).with_columns(
        closed_date=pl.when(pl.col("closed_date").is_not_null()).then(pl.lit(BEFORE))
    )
    taxonomy = codes.read(settings.REFERENCE)
    root, opened = chosen.snapshots, []
    for frame, as_at, at in ((known, BEFORE, EARLIER_NOW), (now, AS_AT, NOW)):
        source = Source("c.csv", f"{frame.height:064x}", 1)
        told = release(
            engine,
            root,
            OPERATOR,
            claims=frame,
            organisations=claims.organisations(),
            taxonomy=taxonomy,
            exposures=claims._exposures(),
            origin=Origin(as_at, "canaries", (source,), "GBP", True, "canaries"),
            publish=True,
            now=at,
        )
        opened.append(open_snapshot(root, told.snapshot_id))
    everyone = viewers()
    with writing(engine, SYSTEM) as session:
        _fill(session, everyone, opened[1].id)
    library = read_library(settings.LIBRARY, taxonomy, themes=settings.THEMES)
    return Nation(engine, chosen, root, opened[0], opened[1], library, everyone)


def _fill(session: Session, everyone: dict[Role, Viewer], snapshot: str) -> None:
    register.put(session, claims.organisations(), fictional=True)
    session.flush()
    _areas(session)
    for trust in claims.NAMES:
        for role in OF_A_TRUST:
            _person(session, role, trust)
        _of_trust(session, trust)
    for role in OF_NOBODY:
        _person(session, role, SCHEME)
    for row in _of_scheme(snapshot):
        session.add(row)
    steward = everyone[Role.STEWARD]
    trail.record(session, steward, Action.UPLOADED, text(SCHEME, "audit"), now=NOW)
    _findable(session)
    session.flush()


def _findable(session: Session) -> None:
    """Something that only the scheme's own people find."""
    told = text(SCHEME, "findable")
    place = Entry(
        "document/0", told, "/documents", {Facet.KIND: ("document",), Facet.TOPIC: (TOPICS[0],)},
        summary=told, body=(told,), seen_by=Circle.SCHEME,
    )  # fmt: skip
    indexing.put(session, place)


def _areas(session: Session) -> None:
    """Public: the register of organisations and what they do. No canary, for all may read it."""
    session.add(tables.Area(code="N", name="North"))
    for trust in claims.NAMES:
        old = f"OLD{trust[-1]}"
        session.add(tables.Exposure(organisation=trust, year=2024, measure="births",
                                    value=5_000.0, months=12))  # fmt: skip
        session.add(tables.Organisation(code=old, name=f"Old {trust}", type="Acute: large",
                                        region="North", fictional=True))  # fmt: skip
        session.flush()
        session.add(tables.Succession(predecessor=old, successor=trust, from_date=date(2012, 4, 1)))


def _person(session: Session, role: Role, trust: str) -> None:
    me, region = person_id(role, trust), "North" if role is Role.LEAD else None
    session.add(
        tables.Person(
            id=me,
            name=text(trust, "person", role.name),
            email=f"{me.lower()}@example.nhs.uk",
            issuer="canaries",
            subject=me,
            created_at=EARLIER_NOW,
            created_by="canaries",
        )
    )
    session.flush()
    membership = None
    if role is not Role.NONE:
        membership = tables.Membership(
            person=me,
            role=role.name,
            trust=trust if role in OF_A_TRUST else None,
            region=region,
            from_date=date(2020, 4, 1),
            created_by=text(trust, "membership")[:40],
            created_at=EARLIER_NOW,
            form_key=text(trust, "membership", role.name),
        )
        session.add(membership)
        session.flush()
    here = tables.SignIn(
        token_hash=hash_of(me),
        person=me,
        membership=membership.id if membership else None,
        browser=text(trust, "session", role.name),
        created_at=NOW,
        seen_at=NOW,
        expires_at=NOW + timedelta(hours=4),
    )
    session.add(here)
    session.add(tables.Acceptance(person=me, version="2026-11", at=NOW))
    session.flush()
    session.add(
        tables.Download(
            token_hash=hash_of(f"download of {me}"),
            sign_in=here.id,
            name=text(trust, "download", role.name),
            media_type="text/csv",
            content=text(trust, "download").encode(),
            made_at=NOW,
            expires_at=NOW + timedelta(seconds=60),
        )
    )
    trusts = (trust,) if role in OF_A_TRUST else ()
    who = Viewer(me, text(trust, "person", role.name), role, trusts)
    trail.record(session, who, Action.EXPORTED, text(trust, "audit"), now=NOW,
                 detail=text(trust, "audit", "detail"))  # fmt: skip


def _of_trust(session: Session, trust: str) -> None:
    for kind in Kind:
        session.add(
            tables.Intervention(
                trust=trust,
                kind=kind.value,
                title=text(trust, "intervention"),
                note=text(trust, "intervention", "note"),
                started=date(2022, 4, 1),
                effect_from=date(2024, 4, 1),
                form_key=text(trust, "intervention", kind)[:40],
                created_by=person_id(Role.RISK_MANAGER, trust),
                created_name=text(trust, "intervention", "by"),
                created_at=NOW,
            )
        )
    session.add(
        tables.PeerGroup(
            trust=trust,
            name=text(trust, "group"),
            members=json.dumps(sorted(set(claims.NAMES) - {trust})),
            created_by=person_id(Role.RISK_MANAGER, trust),
            created_at=NOW,
        )
    )
    _written(session, trust)


def _written(session: Session, trust: str) -> None:
    """Feedback that is shown to all, to the own trust, and that waits; a ledger, with an entry
    that was taken out; a post; and that something was read.
    """
    me, ours = person_id(Role.RISK_MANAGER, trust), "manager"
    session.add(
        tables.Reading(
            person=me, subject=ABOUT, place_type="Acute: large", times=1, first_at=NOW, last_at=NOW
        )
    )
    for kind, shown_to, state in (
        ("said", ShownTo.EVERYONE, State.SHOWN),
        ("within", ShownTo.TRUST, State.SHOWN),
        ("waiting", ShownTo.EVERYONE, State.WAITING),
    ):
        session.add(
            tables.Feedback(
                about=ABOUT,
                place=trust,
                place_type="Acute: large",
                useful=True,
                text=text(trust, kind),
                will_do=text(trust, kind),
                shown_to=shown_to.name,
                state=state.value,
                by=me,
                by_name=text(trust, "within", ours),
                at=NOW,
                form_key=text(trust, kind, "form"),
            )
        )
    for gone in (True, False):
        session.add(
            tables.LedgerEntry(
                trust=trust,
                team=text(trust, "ledger"),
                used=text(trust, "ledger"),
                changed=text(trust, "ledger"),
                look_again=date(2026, 9, 1),
                created_by=me,
                created_name=text(trust, "ledger", ours),
                created_at=NOW,
                removed_at=NOW if gone else None,
                form_key=text(trust, "ledger", "gone" if gone else "form"),
            )
        )
        session.flush()
    session.add(
        tables.Post(
            kind=PostKind.OFFER.value,
            topic=TOPICS[0],
            codes="{}",
            title=text(trust, "post"),
            detail=text(trust, "post"),
            place=trust,
            by=me,
            by_name=text(trust, "post", ours),
            at=NOW,
            state=PostState.OPEN.value,
            form_key=text(trust, "post", "form"),
        )
    )


def _of_scheme(snapshot: str) -> Iterator[object]:
    report = IntakeReport(
        files=(), profile=text(SCHEME, "upload"), as_at=AS_AT, rows_read=0, rows_loaded=0,
        rows_rejected=0, rows_blank=0, money=(), currency="GBP", findings=pl.DataFrame(
            schema=FINDINGS), rules=(), personal_data=(), years=None, trusts=0,
    )  # fmt: skip
    steward = person_id(Role.STEWARD, SCHEME)
    yield tables.Upload(snapshot_id=snapshot, report=to_text(report), by=steward, at=NOW)
    yield tables.Approval(snapshot_id=snapshot, by=steward, at=NOW)
    yield tables.RestoreTest(at=NOW, backup=text(SCHEME, "restore"), sound=True, detail="")
    for number, circle in enumerate(Circle, 1):
        yield from _document(number, circle)
        told = text(SCHEME, "notice", circle.name)
        yield tables.Notice(
            kind="ITEM_PUBLISHED", subject=told, title=told, address="/item", seen_by=circle.name,
            at=NOW, by=text(SCHEME, "notice")[:40],
        )  # fmt: skip
    yield tables.NoticesSeen(person=steward, notice=1, at=NOW)
    writer = text(SCHEME, "edition")
    for number, state in enumerate(("DRAFT", "SUBMITTED"), 1):
        yield tables.Edition(
            id=number, slug=f"canary-{number}", number=1, state=state, text=writer, note=writer,
            checks="[]", writers=json.dumps([writer]), revision=1, created_by=writer,
            created_at=NOW, changed_by=writer, changed_at=NOW, form_key=f"{writer} {number}",
        )  # fmt: skip
        yield tables.EditionApproval(edition=number, revision=1, by=writer, at=NOW)
        yield tables.EditionPreview(edition=number, by=writer, at=NOW)
    yield tables.SignInAttempt(
        state_hash=hash_of("state"), nonce="n", verifier="v",
        return_to=f"/{text(SCHEME, 'attempt')}", created_at=NOW,
    )  # fmt: skip


def _document(number: int, circle: Circle) -> Iterator[object]:
    """A document for a circle, with two versions."""
    told, editor = text(SCHEME, "document", circle.name), person_id(Role.EDITOR, SCHEME)
    yield tables.Document(
        id=number, kind=DocumentKind.REPORT.value, title=told, summary=told,
        topics=json.dumps([TOPICS[0]]), seen_by=circle.name, created_by=editor, created_at=NOW,
    )  # fmt: skip
    for version in (1, 2):
        yield tables.DocumentVersion(
            document=number, number=version, name=told, media_type=FileType.PDF.media_type,
            sha256=f"{number}{version}", size=1, content=told.encode(), note=told, scanned=told,
            by=editor, at=NOW, form_key=f"{told} {version}",
        )  # fmt: skip


# Of the own trust's rows (of the patch's, for a Lead), by kind.
_OF_ONES_OWN = {
    Role.RISK_MANAGER: {"intervention", "group", "ledger", "within", "waiting"},
    Role.READER: {"intervention", "group", "ledger", "within"},
    Role.BOARD_MEMBER: {"intervention", "group", "ledger", "within"},
    Role.ADMINISTRATOR: {"person", "membership", "audit", "ledger", "within"},
    Role.LEAD: {"intervention", "ledger"},
}
# Whosever they are.
_OF_ALL = {
    Role.STEWARD: {"intervention", "person", "membership", "audit", "upload", "restore"},
    Role.AUDITOR: {"person", "membership", "audit", "restore"},
    Role.EDITOR: {"within", "waiting", "edition"},
    Role.LEAD: {"edition"},
}
_OF_A_CIRCLE = {"findable": Circle.SCHEME.name}
_OF_MEMBERS = {"said", "post"}  # for everybody with a role


WHOM_TO_ASK = "administrator"  # of the own trust: named to everybody there
_OF_ONESELF = {"person", "membership", "session", "download"}


def may_meet(viewer: Viewer, mark: Mark) -> bool:
    """Whether a canary may stand in an answer for this person."""
    if mark.kind in _OF_ONESELF and mark.about == viewer.role.name.lower():
        return mark.trust == (OWN if viewer.role in OF_A_TRUST else SCHEME)
    if mark.about == WHOM_TO_ASK and mark.kind == "person" and viewer.role in OF_A_TRUST:
        return mark.trust in viewer.trusts
    if mark.kind in _OF_ALL.get(viewer.role, ()):
        return True
    circle = (
        mark.about.upper() if mark.kind in ("document", "notice") else _OF_A_CIRCLE.get(mark.kind)
    )
    if circle is not None:
        return Circle[circle] in circles_of(viewer)
    if mark.kind in _OF_MEMBERS and viewer.role is not Role.NONE:
        return True
    return mark.trust in viewer.trusts and mark.kind in _OF_ONES_OWN.get(viewer.role, ())


def hidden_claims(viewer: Viewer) -> tuple[str, ...]:
    """The trusts whose exact figures this person never sees."""
    if viewer.role is Role.STEWARD:
        return ()
    if viewer.role is Role.RISK_MANAGER:
        return tuple(code for code in claims.NAMES if code not in viewer.trusts)
    return tuple(claims.NAMES)
