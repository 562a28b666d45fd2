"""How each door is called: which values each of its parameters takes, foreign ones among them.

A case is written once, for everybody: the matrix brings every two values of two parameters together
and calls it as each role. What a role may not ask is refused, and the refusal is scanned like any
answer.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from sqlalchemy.orm import Session

from scorecards.accounts.model import Invitation
from scorecards.audit.model import Action as Trail
from scorecards.audit.model import Wanted as Looked
from scorecards.claims.changes.model import Change
from scorecards.claims.comparison import groups
from scorecards.claims.comparison.cuts import CUTS
from scorecards.claims.comparison.model import Limits, Wanted
from scorecards.claims.figures.model import Subject
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Cost, Detail, Views
from scorecards.claims.selection import Selection
from scorecards.claims.signals.model import Asked as Signalled
from scorecards.claims.signals.model import Draft, Step
from scorecards.documents.model import CheckedFile, DocumentKind, FileType
from scorecards.documents.model import Draft as DocumentDraft
from scorecards.documents.model import Wanted as DocumentWanted
from scorecards.exchange.model import Draft as PostDraft
from scorecards.exchange.model import PostKind, PostState
from scorecards.feedback.model import TO_DECIDE, ShownTo
from scorecards.feedback.model import Draft as FeedbackDraft
from scorecards.feedback.model import State as Moderated
from scorecards.health.model import Readiness
from scorecards.ledger.model import Draft as LedgerDraft
from scorecards.library.desk.model import Check
from scorecards.library.model import DIMENSIONS as LISTS
from scorecards.library.model import TOPICS, ItemKind, Profile
from scorecards.library.search.model import Facet
from scorecards.library.search.model import Wanted as Search
from scorecards.library.themes.model import Draft as Theme
from scorecards.notices.model import Happening
from scorecards.people.model import OF_A_TRUST as PEOPLE_OF_A_TRUST
from scorecards.people.model import Circle, Role, Viewer
from scorecards.reports.exports import EXPORTS
from scorecards.reports.model import Asked
from scorecards.store import tables
from scorecards.store.scope import SYSTEM, narrow
from tests.isolation.nation import ABOUT, AS_AT, FOREIGN, NEIGHBOUR, NOW, OWN, Nation, person_id


Values = Mapping[str, Sequence[object]]
# Own, in the patch of the Lead, outside it, and what no trust is called.
TRUSTS = (OWN, NEIGHBOUR, FOREIGN, "NOWHERE", "", "*", f"{OWN}' OR '1'='1", f"|{FOREIGN}|")
KINDS, BASES = tuple(Kind), tuple(Basis)
ALL = (2000, 2026)
PERIODS = (ALL, (2015, 2025), (2020, 2020))
FILTERS = ({}, {"specialty": ("obstetrics",)}, {"cause": ("violence", "consent")},
           {"organisation": (FOREIGN,)}, {"scheme": ("CNST",), "status": ("settled",)})  # fmt: skip
SUBJECTS = ({}, {"specialty": ("obstetrics",)}, {"cause": ("violence", "consent")},
            {"specialty": ("obstetrics",), "scheme": ("CNST",)})  # fmt: skip
CUT_OF = {cut.code: cut for cut in CUTS}
_fresh = count()


@dataclass(frozen=True)
class Case:
    """`over`: the values of what `build` takes. `build` gives the keywords of one call, besides
    viewer, session, engine, root, snapshot, library and now, which the matrix knows. A keyword
    that holds a viewer or a session itself is a function of the two.

    `rows`: it answers with rows of the database, which have a second wall. `not_as`: who is not
    refused, and would store what is not there.
    """

    over: Callable[[Nation], Values] = field(default=lambda _: {})
    build: Callable[..., Mapping[str, object]] = field(default=lambda **given: given)
    rows: bool = False
    not_as: tuple[Role, ...] = ()


def _fixed(**over: Sequence[object]) -> Callable[[Nation], Values]:
    return lambda _: over


def ids(nation: Nation, table: type, name: str = "id") -> tuple[object, ...]:
    """The keys of every row there is, foreign ones first, and of one that is not there."""
    found = [getattr(row, name) for row in nation.rows(table)]
    absent = 0 if found and isinstance(found[0], int) else "nobody"
    return (*reversed(found), absent)


def _one_of_each_trust(nation: Nation, table: type) -> tuple[object, ...]:
    firsts = {row.trust: row.id for row in nation.rows(table)}
    return (*(firsts[trust] for trust in (OWN, NEIGHBOUR, FOREIGN)), 0, -1)


def _scorecard(  # noqa: PLR0917 (as many as the screen has)
    trust, kind, basis, period, filters, quadrant, ranking, detail, cost
):
    return {
        "wanted": Selection(trust, kind, *period, basis, filters),
        "views": Views(quadrant, ranking, "specialty", "cause", detail, cost),
    }


def _selection(trust, kind, basis, period, filters):
    return {"wanted": Selection(trust, kind, *period, basis, filters)}


def _compared(trust, cut, denominator, window, group, limits):  # noqa: PLR0917
    chosen = CUT_OF[cut]
    named = chosen.denominators[0] if denominator is None else denominator
    return {"wanted": Wanted(trust, chosen, named, window, group, limits)}


def _kept(trust, members, name):
    return {"trust": trust, "members": members, "name": name}


def _draft(trust, kind, form_key):
    key = form_key or f"fresh-{next(_fresh)}"
    return {"draft": Draft(trust, kind, "A new rota", "", date(2022, 4, 1), date(2024, 4, 1), key)}


def _members(nation: Nation) -> tuple[tuple[str, ...], ...]:
    everyone = tuple(sorted(nation.after.organisations))
    return (everyone, everyone[:11], everyone[-11:], (FOREIGN,), (OWN,), ("NOWHERE", *everyone))


def _profile(kind, total):
    codes = {name: {} for name in LISTS}
    chosen = {name: frozenset() for name in LISTS}
    return {"profile": Profile(total, chosen, codes, codes), "kind": kind}


def _subject(kind, codes, years, **more):
    return {"subject": Subject(kind, codes, years), **more}


def _theme(title, kind, codes, form_key):
    key = form_key or f"fresh-{next(_fresh)}"
    return {"draft": Theme(title, TOPICS[-1], kind, codes, 10, ("year",), key)}


def _sign_ins(nation: Nation) -> tuple[int, ...]:
    """Sessions of people of the own trust and of the foreign one, of the scheme, and of nobody."""
    found = {row.person: row.id for row in nation.rows(tables.SignIn)}
    return (*(found[person] for person in _of_each_role(nation)), 0)


def _memberships(nation: Nation) -> tuple[int, ...]:
    found = {row.person: row.id for row in nation.rows(tables.Membership)}
    return (*(found[person] for person in _of_each_role(nation) if person in found), 0, -1)


def _of_each_role(nation: Nation) -> tuple[str, ...]:
    foreign = [person_id(role, FOREIGN) for role in PEOPLE_OF_A_TRUST]
    return (*(viewer.person for viewer in nation.viewers.values()), *foreign)


def _emails(nation: Nation) -> tuple[str, ...]:
    return tuple(f"{person.lower()}@example.nhs.uk" for person in _of_each_role(nation)[-4:])


def _keys_of(nation: Nation) -> tuple[str, ...]:
    keys = {row.person: row.form_key for row in nation.rows(tables.Membership)}
    risk, other = person_id(Role.RISK_MANAGER, OWN), person_id(Role.RISK_MANAGER, FOREIGN)
    return (keys[risk], keys[other])


def _invitation(trust, role, region, email, key):
    form_key = key or f"fresh-{next(_fresh)}"
    return {"asked": Invitation(email, "New", role, trust, region, NOW.date(), None, form_key)}


def _looked_for(trust, person, text, action, **more):
    return {"wanted": Looked(action=action, person=person, trust=trust, text=text), **more}


def _added(seen_by, form_key):
    key = form_key or f"fresh-{next(_fresh)}"
    draft = DocumentDraft(
        DocumentKind.REPORT, "A report", "In short", (TOPICS[0],), seen_by, form_key=key
    )
    return {"draft": draft, "file": _file(), "looked_through": True}


def _replaced(number, form_key):
    key = form_key or f"fresh-{next(_fresh)}"
    return {"number": number, "file": _file(), "note": "New", "form_key": key,
            "looked_through": True}  # fmt: skip


def _file():
    return CheckedFile("a.pdf", FileType.PDF, b"%PDF-", f"fresh-{next(_fresh)}", "not scanned")


def _editions(nation: Nation) -> dict[str, tuple[object, ...]]:
    return {"number": ids(nation, tables.Edition)}


def _begun(form_key, **asked):
    return {**asked, "form_key": form_key or f"fresh-{next(_fresh)}"}


def _export(name, **asked):
    given = {key: value for key, value in asked.items() if value is not None}
    wanted = {key: value for key, value in given.items() if key in _takes(name)}
    return {"name": name, "asked": lambda viewer, session: Asked(session, viewer, wanted, NOW)}


def _takes(name: str) -> tuple[str, ...]:
    return EXPORTS[name].takes if name in EXPORTS else ("trust", "upload")


def _every_row(table: type) -> Callable[[Nation], Values]:
    return lambda nation: {"number": ids(nation, table)}


def _feedback(about, trust, shown_to, form_key):
    key = form_key or f"fresh-{next(_fresh)}"
    return {"draft": FeedbackDraft(about, trust, True, "Clear.", "", shown_to, key)}


def _entry(trust, used, form_key):
    key = form_key or f"fresh-{next(_fresh)}"
    return {"draft": LedgerDraft(trust, "Ward", used, "More light.", date(2027, 1, 1), key)}


def _post(kind, topic, codes, form_key):
    key = form_key or f"fresh-{next(_fresh)}"
    return {"draft": PostDraft(kind, topic, "A question", "In words", key, codes)}


OF_A_TRUST = _fixed(trust=TRUSTS, kind=KINDS)
CASES: dict[str, Case] = {
    "claims.queries.trusts_open_to": Case(),
    "claims.queries.choices": Case(_fixed(trust=TRUSTS, kind=KINDS, basis=BASES)),
    "claims.queries.commoner_kind": Case(_fixed(trust=TRUSTS)),
    "claims.queries.scorecard": Case(
        _fixed(
            trust=TRUSTS, kind=KINDS, basis=BASES, period=PERIODS, filters=FILTERS,
            quadrant=("specialty", "cause", "location"), ranking=("cause", "injury"),
            detail=tuple(Detail), cost=tuple(Cost),
        ),
        _scorecard,
    ),
    "claims.queries.without_each": Case(
        _fixed(trust=TRUSTS, kind=KINDS, basis=BASES, period=PERIODS, filters=FILTERS), _selection
    ),
    "claims.commands.release": Case(
        _fixed(publish=(False, True)),
        lambda publish: {**dict.fromkeys(("claims", "organisations", "taxonomy", "origin")),
                         "publish": publish},
        not_as=(Role.STEWARD,),
    ),
    "claims.changes.queries.changed": Case(
        _fixed(trust=TRUSTS, kind=KINDS, dimension=("specialty", "cause"), only=(None, *Change))
    ),
    "claims.changes.queries.bridge": Case(_fixed(trust=TRUSTS, kind=(None, *KINDS))),
    "claims.changes.queries.national_bridge": Case(),
    "claims.comparison.queries.protected_peers": Case(
        _fixed(trust=TRUSTS, cut=(None, "obstetrics", "clinical"), window=(None, "all"),
               denominator=(None, "births"))
    ),
    "claims.comparison.queries.offered": Case(OF_A_TRUST),
    "claims.comparison.queries.groups_open_to": Case(
        lambda n: {"trust": TRUSTS, "kept": ((), _groups_of(n, OWN), _groups_of(n, FOREIGN))}
    ),
    "claims.comparison.queries.compare": Case(
        _fixed(
            trust=TRUSTS, cut=tuple(CUT_OF), denominator=(None, "births"), window=("all", "recent"),
            group=(groups.EVERYONE, groups.TYPE, groups.SIZE, "own-1", "own-13"),
            limits=tuple(Limits),
        ),
        _compared,
    ),
    "claims.comparison.commands.keep_group": Case(
        lambda n: {"trust": TRUSTS, "members": _members(n), "name": ("Ours", "", "x" * 61)}, _kept
    ),
    "claims.comparison.commands.drop_group": Case(
        lambda n: {"trust": TRUSTS, "group_id": _one_of_each_trust(n, tables.PeerGroup)}
    ),
    "claims.delay.queries.known": Case(OF_A_TRUST),
    "claims.delay.queries.lens": Case(_fixed(trust=TRUSTS, kind=KINDS, year=(None, 2020, 1900))),
    "claims.delay.queries.periods": Case(OF_A_TRUST),
    "claims.delay.queries.reconcile": Case(
        _fixed(trust=TRUSTS, kind=KINDS, period=PERIODS,
               bases=((Basis.INCIDENT, Basis.NOTIFIED), (Basis.NOTIFIED, Basis.CLOSED)))
    ),
    "claims.figures.queries.national": Case(
        _fixed(kind=KINDS, codes=SUBJECTS, years=(1, 10)), _subject
    ),
    "claims.figures.queries.own": Case(
        _fixed(trust=TRUSTS, kind=KINDS, codes=SUBJECTS[1:3], years=(10,)), _subject
    ),
    "claims.signals.queries.signal": Case(
        _fixed(
            trust=TRUSTS, kind=KINDS,
            asked=(Signalled(), Signalled(Step.MONTH), Signalled(baseline=12),
                   Signalled(narrowed={"specialty": "obstetrics"})),
        )
    ),
    "claims.signals.queries.overview": Case(OF_A_TRUST),
    "claims.signals.queries.narrowings": Case(OF_A_TRUST),
    "claims.signals.queries.lag": Case(_fixed(kind=KINDS)),
    "claims.signals.queries.interventions": Case(OF_A_TRUST, rows=True),
    "claims.signals.commands.pin": Case(
        lambda n: {"trust": TRUSTS, "kind": KINDS,
                   "form_key": (None, *ids(n, tables.Intervention, "form_key")[:3])},
        _draft,
    ),
    "claims.signals.commands.unpin": Case(
        lambda n: {"number": _one_of_each_trust(n, tables.Intervention)}
    ),
    "documents.queries.listed": Case(
        _fixed(kind=(None, DocumentKind.REPORT), topic=(None, TOPICS[0]), page=(1, -1)),
        lambda **asked: {"wanted": DocumentWanted(**asked)},
    ),
    "documents.queries.document": Case(_every_row(tables.Document)),
    "documents.queries.given": Case(
        lambda n: {"number": ids(n, tables.Document), "version": (1, 0)}
    ),
    "documents.commands.add": Case(
        lambda n: {"seen_by": tuple(Circle),
                   "form_key": (None, ids(n, tables.DocumentVersion, "form_key")[0])},
        _added,
    ),
    "documents.commands.replace": Case(
        lambda n: {"number": ids(n, tables.Document),
                   "form_key": (None, ids(n, tables.DocumentVersion, "form_key")[0])},
        _replaced,
    ),
    "documents.commands.withdraw": Case(
        lambda n: {"number": ids(n, tables.Document), "why": ("Out of date", "")}
    ),
    "documents.commands.record_refusal": Case(build=lambda: {"content": b"x"}),
    "exchange.queries.posts": Case(
        _fixed(topic=(None, TOPICS[0], "x"), kind=(None, *PostKind), state=tuple(PostState))
    ),
    "exchange.queries.open_offers": Case(),
    "exchange.commands.post": Case(
        lambda n: {"kind": tuple(PostKind), "topic": (TOPICS[0], "x"),
                   "codes": ({}, {"cause": ("consent", FOREIGN)}),
                   "form_key": (None, *ids(n, tables.Post, "form_key")[:3])},
        _post,
    ),
    "exchange.commands.close": Case(_every_row(tables.Post)),
    "feedback.queries.of_page": Case(
        _fixed(about=(ABOUT, "scorecard/clinical", "x"), trust=(None, *TRUSTS))
    ),
    "feedback.queries.mine": Case(_fixed(page=(1, 2))),
    "feedback.queries.told": Case(),
    "feedback.queries.to_moderate": Case(
        _fixed(states=(TO_DECIDE, (Moderated.SHOWN,), tuple(Moderated)), page=(1, 2))
    ),
    "feedback.queries.to_decide_again": Case(
        lambda n: {"numbers": (ids(n, tables.Feedback), ())}
    ),
    "feedback.queries.waiting": Case(),
    "feedback.commands.give": Case(
        lambda n: {"about": (ABOUT, "scorecard/clinical", "x"), "trust": (None, *TRUSTS),
                   "shown_to": tuple(ShownTo),
                   "form_key": (None, *ids(n, tables.Feedback, "form_key")[:3])},
        _feedback,
    ),
    "feedback.commands.report": Case(_every_row(tables.Feedback)),
    "feedback.commands.show": Case(_every_row(tables.Feedback)),
    "feedback.commands.hide": Case(
        lambda n: {"number": ids(n, tables.Feedback), "why": ("Not about this page.", "")}
    ),
    "feedback.commands.answer": Case(
        lambda n: {"number": ids(n, tables.Feedback), "text": ("Thank you.", "")}
    ),
    "ledger.queries.entries": Case(_fixed(trust=TRUSTS), rows=True),
    "ledger.queries.taken_out": Case(_fixed(trust=TRUSTS), rows=True),
    "ledger.queries.summary": Case(_fixed(trust=TRUSTS, today=(AS_AT,))),
    "ledger.commands.write": Case(
        lambda n: {"trust": TRUSTS, "used": (ABOUT, "words"),
                   "form_key": (None, *ids(n, tables.LedgerEntry, "form_key")[:3])},
        _entry,
    ),
    "ledger.commands.follow_up": Case(
        lambda n: {"number": _one_of_each_trust(n, tables.LedgerEntry), "found": ("Better.", "")}
    ),
    "ledger.commands.put_right": Case(
        lambda n: {"number": _one_of_each_trust(n, tables.LedgerEntry), "trust": TRUSTS,
                   "used": ("words",),
                   "form_key": (None, *ids(n, tables.LedgerEntry, "form_key")[:1])},
        lambda number, **entry: {"number": number, **_entry(**entry)},
    ),
    "ledger.commands.strike": Case(
        lambda n: {"number": _one_of_each_trust(n, tables.LedgerEntry)}
    ),
    "ledger.commands.put_back": Case(_every_row(tables.LedgerEntry)),
    "intake.commands.check_claims": Case(
        build=lambda: {"files": (), "profile": "trust-claims", "as_at": AS_AT},
        not_as=(Role.STEWARD,),
    ),
    "intake.commands.keep_report": Case(build=lambda: {"report": None}, not_as=(Role.STEWARD,)),
    "intake.commands.record_refusal": Case(build=lambda: {"files": ()}),
    "intake.commands.store_claims": Case(
        build=lambda: {"checked": None, "publish": True}, not_as=(Role.STEWARD,)
    ),
    "library.queries.items": Case(),
    "library.queries.item": Case(_fixed(slug=("", "nothing", "../../etc/passwd"))),
    "library.queries.items_bearing_on": Case(
        _fixed(kind=("clinical", "non-clinical"), total=(None, 0, 40)), _profile
    ),
    "library.search.queries.search": Case(
        _fixed(
            text=("", "canary scheme findable", "canari findabel", "sepsis", FOREIGN, "' OR 1"),
            facets=({}, {Facet.TOPIC: ("Medicines",)}, {Facet.KIND: ("nothing", "*")}),
            page=(1, 2, -1, 10**9),
        ),
        lambda text, facets, page: {"wanted": Search(text, facets, page)},
    ),
    "library.history.queries.read_by": Case(),
    "library.history.queries.readers": Case(_fixed(since=(None, NOW))),
    "library.history.queries.readers_of": Case(
        _fixed(groups=({}, {"a theme": ("item/third-visit", "x")}), since=(NOW,))
    ),
    "library.history.commands.note": Case(
        _fixed(subject=("item/third-visit", "x"), place_type=("Acute", ""))
    ),
    "library.gaps.queries.gap_map": Case(_fixed(offers=({}, {TOPICS[0]: 2}))),
    "library.desk.queries.in_work": Case(),
    "library.desk.queries.settled": Case(),
    "library.desk.queries.edition": Case(_editions),
    "library.desk.queries.editions_of": Case(_fixed(slug=("third-visit", "nothing", "*"))),
    "library.desk.queries.due": Case(_fixed(today=(AS_AT, date(2035, 1, 1)))),
    "library.desk.commands.start_draft": Case(
        lambda n: {"slug": ("new", "third-visit", "../x"), "text": ("x", ""),
                   "form_key": (None, *ids(n, tables.Edition, "form_key")[:2])},
        _begun,
    ),
    "library.desk.commands.save": Case(
        lambda n: {**_editions(n), "text": ("x", ""), "revision": (1, 2)}
    ),
    "library.desk.commands.hand_in": Case(
        lambda n: {**_editions(n), "revision": (1, 2),
                   "checks": (frozenset(), frozenset(Check)), "taxonomy": (n.library.taxonomy,)}
    ),
    "library.desk.commands.give_back": Case(
        lambda n: {**_editions(n), "revision": (1, 2), "reason": ("Too long.", "")}
    ),
    "library.desk.commands.approve": Case(lambda n: {**_editions(n), "revision": (1, 2)}),
    "library.desk.commands.publish": Case(lambda n: {**_editions(n), "revision": (1, 2)}),
    "library.desk.commands.see_figures": Case(
        lambda n: {**_editions(n), "item": n.library.items[:1]}
    ),
    "library.desk.commands.put_away": Case(lambda n: {**_editions(n), "revision": (1, 2)}),
    "library.desk.commands.withdraw": Case(
        _fixed(slug=("third-visit", "nothing"), text=("", "x"), reason=("Old.", ""),
               form_key=(None, None)),
        _begun,
    ),
    "notices.queries.latest": Case(_fixed(limit=(1, 10))),
    "notices.queries.unread": Case(),
    "notices.commands.see": Case(),
    "notices.commands.raise_notice": Case(
        _fixed(seen_by=tuple(Circle)),
        lambda seen_by: {"kind": Happening.ITEM_PUBLISHED, "subject": "item/x", "title": "X",
                         "address": "/item?item=x", "seen_by": seen_by},
    ),
    "library.themes.queries.reports": Case(),
    "library.themes.queries.report": Case(_fixed(slug=("stillbirth-claims", "nothing", "../x"))),
    "library.themes.queries.beside": Case(),
    "library.themes.queries.theme": Case(
        lambda n: {"trust": TRUSTS, "item": tuple(
            item for item in n.library.items if item.kind is ItemKind.REPORT)[:1]}
    ),
    "library.themes.commands.begin": Case(
        _fixed(title=("A new report", "", "Stillbirth claims"), kind=KINDS, codes=SUBJECTS,
               form_key=(None, "again")),
        _theme,
    ),
    "organisations.commands.import_organisations": Case(
        build=lambda: {"files": (), "as_at": AS_AT}, not_as=(Role.STEWARD,)
    ),
    "organisations.queries.exposures": Case(_fixed(as_at=(AS_AT, date(2000, 1, 1)))),
    "organisations.queries.years": Case(_fixed(as_at=(AS_AT, date(2000, 1, 1)))),
    "snapshots.commands.publish": Case(
        lambda n: {"snapshot_id": (n.before.id, n.after.id, "nothing")}
    ),
    "snapshots.commands.roll_back": Case(lambda n: {"to": (None, n.before.id, "nothing")}),
    "accounts.limits.of": Case(),
    "accounts.limits.short": Case(),
    "accounts.queries.people": Case(rows=True),
    "accounts.queries.access_matrix": Case(rows=True),
    "accounts.queries.places": Case(),
    "accounts.queries.administrators": Case(),
    "accounts.queries.accepted_terms": Case(),
    "accounts.queries.own_sessions": Case(lambda n: {"here": (None, *_sign_ins(n))}),
    "accounts.commands.invite": Case(
        lambda n: {
            "trust": (*TRUSTS[:4], None), "role": tuple(Role), "region": (None, "North", "South"),
            "email": ("new@example.nhs.uk", *_emails(n)), "key": (None, *_keys_of(n)),
        },
        _invitation,
    ),
    "accounts.commands.change_role": Case(
        lambda n: {"number": _memberships(n), "role": tuple(Role), "form_key": ("k", *_keys_of(n))}
    ),
    "accounts.commands.change_days": Case(
        lambda n: {"number": _memberships(n), "from_date": (date(2020, 4, 1), date(2026, 4, 2)),
                   "to_date": (None, date(2026, 12, 31))}
    ),
    "accounts.commands.end_membership": Case(lambda n: {"number": _memberships(n)}),
    "accounts.commands.disable_person": Case(lambda n: {"person": ids(n, tables.Person)}),
    "accounts.commands.enable_person": Case(lambda n: {"person": ids(n, tables.Person)}),
    "accounts.commands.end_session": Case(lambda n: {"number": ids(n, tables.SignIn)}),
    "accounts.commands.act_by": Case(
        lambda n: {"sign_in": _sign_ins(n), "number": _memberships(n)}
    ),
    "accounts.commands.view_as": Case(
        lambda n: {"sign_in": _sign_ins(n), "number": _memberships(n)}
    ),
    "accounts.commands.stop_viewing": Case(lambda n: {"sign_in": ids(n, tables.SignIn)}),
    "audit.queries.entries": Case(
        lambda n: {
            "trust": TRUSTS, "person": ("", *_of_each_role(n)), "text": ("", FOREIGN, "%", "_"),
            "action": (None, Trail.EXPORTED), "before": (None, 3, -1, 10**9), "most": (50, 1),
        },
        _looked_for, rows=True,
    ),
    "audit.queries.every": Case(
        lambda n: {"trust": TRUSTS, "person": ("", *_of_each_role(n)), "text": ("", FOREIGN),
                   "action": (None, Trail.EXPORTED)},
        _looked_for, rows=True,
    ),
    "audit.queries.people": Case(rows=True),
    "audit.queries.trusts": Case(),
    "backups.commands.record_backup": Case(
        build=lambda: {"name": "b", "backup": None}, not_as=(Role.STEWARD,)
    ),
    "backups.commands.record_test": Case(build=lambda: {"name": "b", "sound": True, "detail": ""}),
    "health.queries.versions": Case(),
    "health.queries.lines": Case(build=lambda: {"found": Readiness((), None)}),
    "health.queries.restore_is_due": Case(),
    "intake.queries.kept": Case(lambda n: {"number": ids(n, tables.Upload)}),
    "reports.exports.made": Case(
        lambda n: {"name": (*EXPORTS, "nothing"), "trust": (None, OWN, FOREIGN),
                   "person": (None, *_of_each_role(n)[:2]), "upload": (None, "1", "-1", "²"),
                   "document": (None, "1", "2", "3", "9"), "version": (None, "1", "2"),
                   "edition": (None, "1", "9")},
        _export,
    ),
    "snapshots.commands.approve": Case(lambda n: {"snapshot_id": (n.before.id, n.after.id, "x")}),
    "snapshots.queries.history": Case(),
    "snapshots.queries.on_desk": Case(_fixed(approvals=(0, 1, 2))),
}  # fmt: skip

# Doors whose viewer is inside what is asked.
VIEWER_INSIDE = {"reports.exports.made"}
# Doors that know no viewer, and why none is needed.
WITHOUT_VIEWER = {
    "claims.changes.queries.bridge_of": "computes on rows that a door with a viewer gave",
    "claims.changes.queries.check_comparable": "compares two releases, tells a currency",
    "claims.commands.contents_of": "computes on claims that a door with a viewer gave",
    "claims.commands.recipe": "a hash of texts",
    "claims.comparison.queries.two_figures": "rounds a number",
    "claims.signals.queries.effect_from": "adds days to a day",
    "intake.commands.check_may_be_kept": "asks the register whether everything is fictional",
    "snapshots.queries.check_approved": "counts approvals for those who publish",
    "snapshots.queries.loaders": "who loaded a release, for the rule of who may approve it",
    "snapshots.queries.missing_approvals": "counts approvals for those who publish",
    "snapshots.commands.record": "notes a release that was built; whoever built it was checked",
    "snapshots.queries.current_id": "which release is current: every screen says so",
    "snapshots.queries.earlier": "which releases there are: screens offer them",
    "snapshots.queries.open_current": "opens the release; whoever asks it takes a viewer",
    "snapshots.queries.open_published": "opens the release; whoever asks it takes a viewer",
    "snapshots.queries.published": "which releases were published: no figure but their size",
    "snapshots.queries.recorded": "which releases there are: no figure but their size",
    "snapshots.queries.standing": "which releases readers could see",
}


def _groups_of(nation: Nation, trust: str) -> tuple[groups.KeptGroup, ...]:
    """As a careless caller would pass them: without asking whose they are."""
    with Session(nation.engine) as session:
        narrow(session, SYSTEM)
        return groups.ever_kept(session, trust)


def given(
    nation: Nation,
    viewer: Viewer,
    session: Session,
    takes: Collection[str],
    wanted: Mapping[str, object],
) -> dict[str, object]:
    """All keywords of one call: what every door may ask for, and what this call is about."""
    known: dict[str, object] = {
        "viewer": viewer, "session": session, "engine": nation.engine, "root": nation.root,
        "settings": nation.settings, "approvals": 0, "snapshot": nation.after,
        "before": nation.before, "after": nation.after, "library": nation.library, "now": NOW,
    }  # fmt: skip
    resolved = {
        name: value(viewer, session) if callable(value) else value for name, value in wanted.items()
    }
    return {**{name: known[name] for name in takes if name in known}, **resolved}
