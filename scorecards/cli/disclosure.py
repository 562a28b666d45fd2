"""`disclosure attack`: tries to work out what is hidden from all that may be asked."""

import argparse
from dataclasses import asdict

from scorecards import settings
from scorecards.claims.attack.search import Outcome, Target, attack, from_the_nation, unsafe_groups
from scorecards.claims.comparison.groups import ever_kept
from scorecards.cli.answers import OPERATOR, Answer
from scorecards.cli.context import Context
from scorecards.disclosure.policy import POLICY_VERSION
from scorecards.errors import UserError
from scorecards.people.model import Role
from scorecards.snapshots import queries
from scorecards.snapshots.opening import Snapshot, open_snapshot
from scorecards.store.transactions import reading
from scorecards.taxonomy import codes
from scorecards.taxonomy.codes import ListName
from scorecards.taxonomy.risk_groups import group_of_each


SHOWN = 20


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = parsers.add_parser("disclosure", help="what others are shown")
    verbs = group.add_subparsers(dest="verb", required=True)
    attack_ = verbs.add_parser("attack", help="try to work out what is hidden")
    attack_.set_defaults(run=run_attack)
    attack_.add_argument(
        "--viewer",
        metavar="CODE",
        help="as people of this trust and the Lead of its region; left out: as everybody",
    )
    attack_.add_argument(
        "--release",
        metavar="NAME",
        help="as if this release were published; left out: what readers see",
    )
    attack_.add_argument("--json", action="store_true")


def run_attack(context: Context, wanted: argparse.Namespace) -> Answer:
    """Refused (exit 1) where anything that is hidden can be worked out."""
    releases = _releases(context, wanted.release)
    newest = releases[0]
    if wanted.viewer is not None and wanted.viewer not in newest.organisations:
        raise UserError(f"The published claims know no trust “{wanted.viewer}”.")
    groups = group_of_each(codes.read(settings.REFERENCE)[ListName.SPECIALTY])
    targets = [Target.of(release, groups) for release in releases]
    patch = _patch(newest, wanted.viewer)
    found = attack(targets, patch)
    viewers = [wanted.viewer] if wanted.viewer else list(newest.organisations)
    for viewer in viewers:
        found.determined += from_the_nation(targets[0], viewer)
    with reading(context.engine, OPERATOR) as session:
        kept = [group for trust in newest.organisations for group in ever_kept(session, trust)]
    found.pairs += unsafe_groups(newest, kept)
    return _answer(found, [release.id for release in releases], wanted.viewer)


def _releases(context: Context, asked: str | None) -> list[Snapshot]:
    """What readers see, and what they saw before it, the newest first.

    With another release that was asked for on top: as they would stand if it were published now.
    """
    with reading(context.engine) as session:
        current = queries.current_id(session)
    if asked is not None and asked != current:
        on_top = open_snapshot(context.root, asked)
        below = _releases(context, None) if current is not None else []
        return [on_top, *(each for each in below if _family(each) == _family(on_top))]
    newest = context.snapshot()
    with reading(context.engine) as session:
        before = queries.earlier(session, newest.id)
    opened: queries.Opened = {}
    return [
        newest,
        *(
            queries.open_published(context.engine, context.root, each.id, opened=opened)
            for each in before
        ),
    ]


def _family(release: Snapshot) -> tuple[str, str, bool]:
    """What two releases have in common where readers can set one against the other."""
    told = release.manifest
    return told.currency, told.profile, told.fictional


def _patch(snapshot: Snapshot, viewer: str | None) -> list[str]:
    """The trusts whose scorecards are seen: those of the Lead of the viewer's region, or all."""
    everyone = snapshot.organisations
    if viewer is None:
        return list(everyone)
    return [code for code, each in everyone.items() if each.region == everyone[viewer].region]


def _answer(found: Outcome, releases: list[str], viewer: str | None) -> Answer:
    whose = f"people of {viewer} and the Lead of its region" if viewer else "everybody"
    roles = {
        Role.BOARD_MEMBER.value: "scorecards, signals, delay and comparisons of the own trust",
        Role.LEAD.value: "the same of every trust of the patch",
        Role.RISK_MANAGER.value: "comparisons, with the own trust's claims to take away",
    }
    fewest = "no" if found.fewest_values is None else found.fewest_values
    margin = "none" if found.least_margin is None else f"{found.least_margin:.0%}"
    lines = [
        f"As {whose}, policy {POLICY_VERSION}, {len(releases)} releases, the newest {releases[0]}.",
        *(f"{role}: {asked}." for role, asked in roles.items()),
        f"{found.trusts} scorecards were attacked in {found.seconds:.0f} seconds.",
        f"Hidden counts: {found.counts:,} tried, {len(found.determined)} worked out; each leaves "
        f"{fewest} possible values or more.",
        f"Hidden sums: {found.sums:,} tried, {len(found.narrow)} told to within 15 per cent; the "
        f"nearest to within {margin}.",
        f"Groups and pairs of groups: {len(found.pairs)} unsafe.",
        *found.determined[:SHOWN],
        *found.narrow[:SHOWN],
        *found.pairs[:SHOWN],
    ]
    told = {
        "policy": POLICY_VERSION, "viewer": viewer, "releases": releases, "held": found.held,
        "roles": roles,
        **asdict(found),
    }  # fmt: skip
    return Answer(told, lines, refused=not found.held)
