"""`snapshots list|publish|rollback|verify|diff`."""

import argparse
from dataclasses import asdict
from functools import partial
from typing import Any

from scorecards import clock, formatting
from scorecards.claims.changes.model import CHANGE_NAMES, Bridge
from scorecards.claims.changes.queries import bridge as trust_bridge
from scorecards.claims.changes.queries import check_comparable, national_bridge
from scorecards.cli.answers import OPERATOR, Answer
from scorecards.cli.context import Context
from scorecards.errors import NoSnapshot
from scorecards.money import Currency
from scorecards.snapshots import changes, commands, queries
from scorecards.snapshots.opening import check_figures, open_snapshot
from scorecards.store.transactions import reading, writing


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = parsers.add_parser("snapshots", help="releases of claims")
    verbs = group.add_subparsers(dest="verb", required=True)
    list_ = verbs.add_parser("list", help="every release, and which one readers see")
    list_.set_defaults(run=listed)
    publish_ = verbs.add_parser("publish", help="show a release to readers")
    publish_.set_defaults(run=publish)
    publish_.add_argument("snapshot")
    rollback_ = verbs.add_parser("rollback", help="show an earlier release again")
    rollback_.set_defaults(run=rollback)
    rollback_.add_argument("snapshot", nargs="?", help="which; the one before, when left out")
    verify_ = verbs.add_parser("verify", help="check every byte and every sum of a release")
    verify_.set_defaults(run=verify)
    verify_.add_argument("snapshot", nargs="?", help="which; the current one, when left out")
    diff_ = verbs.add_parser("diff", help="what changed between two releases")
    diff_.set_defaults(run=diff)
    diff_.add_argument("before")
    diff_.add_argument("after")
    diff_.add_argument("--trust", help="for one trust only")
    for verb in (list_, publish_, rollback_, verify_, diff_):
        verb.add_argument("--json", action="store_true")


def listed(context: Context, _: argparse.Namespace) -> Answer:
    with reading(context.engine) as session:
        releases = queries.recorded(session)
        history = queries.published(session)
    lines = [
        f"{'*' if each.current else ' '} {each.id}  {each.claims:>9,} claims  {each.profile}"
        for each in releases
    ]
    told = {
        "snapshots": [asdict(each) for each in releases],
        "publications": [asdict(each) for each in history],
    }
    return Answer(told, lines or ["There are no releases yet."])


def publish(context: Context, wanted: argparse.Namespace) -> Answer:
    open_snapshot(context.root, wanted.snapshot)  # a damaged release is never published
    with writing(context.engine) as session:
        commands.publish(
            session, OPERATOR, wanted.snapshot,
            approvals=context.settings.approvals, now=clock.now(),
        )  # fmt: skip
    return Answer({"published": wanted.snapshot}, [f"Readers now see {wanted.snapshot}."])


def rollback(context: Context, wanted: argparse.Namespace) -> Answer:
    with writing(context.engine) as session:
        now_current = commands.roll_back(session, OPERATOR, to=wanted.snapshot, now=clock.now())
        open_snapshot(context.root, now_current)  # nothing is rolled back to a damaged release
    return Answer({"current": now_current}, [f"Readers now see {now_current} again."])


def verify(context: Context, wanted: argparse.Namespace) -> Answer:
    name = wanted.snapshot or _current(context)
    snapshot = open_snapshot(context.root, name)
    check_figures(snapshot)
    told = snapshot.manifest
    currency = Currency(told.currency)
    lines = [f"{name} is sound: {told.rows:,} claims in {len(told.files):,} files."]
    lines += [f"{column}: {formatting.money_exact(pence, currency)}"
              for column, pence in told.money.items()]  # fmt: skip
    return Answer(
        {"snapshot": name, "sound": True, "claims": told.rows, "money": dict(told.money)}, lines
    )


def diff(context: Context, wanted: argparse.Namespace) -> Answer:
    before = open_snapshot(context.root, wanted.before)
    after = open_snapshot(context.root, wanted.after)
    currency = check_comparable(before, after)
    found = changes.diff(before, after, trust=wanted.trust)
    bridge = (
        national_bridge(before, after, OPERATOR)
        if wanted.trust is None
        else trust_bridge(before, after, OPERATOR, wanted.trust)
    )
    lines = [
        f"{found.before:,} claims before, {found.after:,} after: {found.new:,} new, "
        f"{found.removed:,} removed, {found.changed:,} changed."
    ]
    for column, money in found.money.items():
        said = {
            name: formatting.money_exact(pence, currency) for name, pence in asdict(money).items()
        }
        lines.append(
            f"{column}: {said['before']} + new {said['new']} - removed {said['removed']} "
            f"+ revalued {said['revalued']} = {said['after']}"
        )
    return Answer({**asdict(found), "bridge": _told(bridge)}, [*lines, *_bridge(bridge, currency)])


def _bridge(bridge: Bridge, currency: Currency) -> list[str]:
    """Total cost from before to after, by what happened to each claim."""
    money = partial(formatting.money_exact, currency=currency)
    return [
        "Without notified incidents, which are not claims:",
        f"Before: {formatting.claims(bridge.claims_before)}, {money(bridge.pence_before())}",
        *(
            f"{CHANGE_NAMES[step.change]}: {formatting.claims(step.claims)}, {money(step.pence())}"
            for step in bridge.steps
        ),
        f"After: {formatting.claims(bridge.claims_after)}, {money(bridge.pence_after())}",
    ]


def _told(bridge: Bridge) -> dict[str, Any]:
    """Counts and pence; `before + sum of the steps' change = after`, for every amount."""
    return {
        "before": {"claims": bridge.claims_before, "money": dict(bridge.before)},
        "steps": [
            {
                "change": step.change.value,
                "claims": step.claims,
                "total_cost": step.pence(),
                "money": {name: step.after[name] - step.before[name] for name in step.after},
            }
            for step in bridge.steps
        ],
        "after": {"claims": bridge.claims_after, "money": dict(bridge.after)},
    }


def _current(context: Context) -> str:
    with reading(context.engine) as session:
        current = queries.current_id(session)
    if current is None:
        raise NoSnapshot("Nothing has been published yet.")
    return current
