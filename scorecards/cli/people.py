"""`people list|invite|end|matrix`: so that the first administrator of an instance can be made."""

import argparse
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import uuid4

from scorecards import clock
from scorecards.accounts import commands, queries
from scorecards.accounts.model import AccessLine, Holder, Invitation, Membership
from scorecards.cli.answers import OPERATOR, Answer
from scorecards.cli.context import Context
from scorecards.clock import london_date
from scorecards.formatting import day, moment
from scorecards.people.model import Role
from scorecards.store.transactions import reading, writing


ROLES = {role.name.lower().replace("_", "-"): role for role in Role if role is not Role.NONE}


def add(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = subcommands.add_parser("people", help="people, their roles and who has access")
    verbs = group.add_subparsers(dest="verb", required=True)

    verb = verbs.add_parser("list", help="who has a role today, with the number of each role")
    verb.set_defaults(run=listed)
    verb.add_argument("--json", action="store_true")

    verb = verbs.add_parser("matrix", help="every role there is and was, as an auditor reads it")
    verb.set_defaults(run=matrix)
    verb.add_argument("--json", action="store_true")

    verb = verbs.add_parser("invite", help="give a role to the person with an e-mail address")
    verb.set_defaults(run=invite)
    verb.add_argument("email", help="the address that they sign in with")
    verb.add_argument("--name", required=True)
    verb.add_argument("--role", required=True, choices=ROLES)
    verb.add_argument("--trust", metavar="CODE", help="for a role at one trust")
    verb.add_argument("--region", help="for a lead; all organisations, when left out")
    verb.add_argument(
        "--from",
        dest="from_date",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="the first day; today, when left out",
    )
    verb.add_argument(
        "--to",
        dest="to_date",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="the last day; until further notice, when left out",
    )
    verb.add_argument("--json", action="store_true")

    verb = verbs.add_parser("end", help="end a role now, and sign its person out everywhere")
    verb.set_defaults(run=end)
    verb.add_argument("number", type=int, help="the number of the role, as `people list` tells it")
    verb.add_argument("--json", action="store_true")


def listed(context: Context, _: argparse.Namespace) -> Answer:
    today = london_date(clock.now())
    with reading(context.engine, OPERATOR) as session:
        found = queries.people(session, OPERATOR)
    now = [
        (each, held)
        for each in found
        if (held := each.membership) is not None and each.ended_at is None and held.holds_on(today)
    ]
    lines = [f"{held.id}: {_named(each)}, {_said(held)}." for each, held in now]
    told = [
        {**_told(held), "name": each.person.name, "email": each.person.email} for each, held in now
    ]
    return Answer({"people": told}, lines or ["Nobody has a role today."])


def matrix(context: Context, _: argparse.Namespace) -> Answer:
    with reading(context.engine, OPERATOR) as session:
        lines = queries.access_matrix(session, OPERATOR, now=clock.now())
    return Answer(
        {"matrix": [asdict(line) for line in lines]},
        [_line(line) for line in lines] or ["Nobody has or had a role."],
    )


def invite(context: Context, wanted: argparse.Namespace) -> Answer:
    now = clock.now()
    asked = Invitation(
        email=wanted.email,
        name=wanted.name,
        role=ROLES[wanted.role],
        trust=wanted.trust,
        region=wanted.region,
        from_date=wanted.from_date or london_date(now),
        to_date=wanted.to_date,
        form_key=uuid4().hex,
    )
    with writing(context.engine, OPERATOR) as session:
        held = commands.invite(session, OPERATOR, asked, now=now)
    return Answer({"invited": _told(held)}, [f"Role {held.id}: {_said(held)}."])


def end(context: Context, wanted: argparse.Namespace) -> Answer:
    with writing(context.engine, OPERATOR) as session:
        held = commands.end_membership(session, OPERATOR, wanted.number, now=clock.now())
    return Answer({"ended": _told(held)}, [f"Role {held.id} has ended: {_said(held)}."])


def _named(each: Holder) -> str:
    address = f" ({each.person.email})" if each.person.email else ""
    return f"{each.person.name}{address}"


def _said(held: Membership) -> str:
    until = "until further notice" if held.to_date is None else f"until {day(held.to_date)}"
    return f"{held.role.value} of {held.place} from {day(held.from_date)} {until}"


def _told(held: Membership) -> dict[str, Any]:
    return {**asdict(held), "role": held.role.value}


def _line(line: AccessLine) -> str:
    days = f"from {day(line.from_date)}" if line.from_date else "no role"
    until = f" until {day(line.to_date)}" if line.to_date else ""
    came = f"last signed in on {moment(line.signed_in_at)}" if line.signed_in_at else "never here"
    where = f"{line.role} of {line.place}, " if line.place else ""
    return f"{line.name}: {where}{days}{until}; {line.standing.value}; {came}; {line.sees}."
