"""What was typed into an invitation, tidied and checked. Pure: the day is passed in."""

import re
from dataclasses import replace
from datetime import date

from scorecards.accounts.model import Invitation
from scorecards.errors import UserError
from scorecards.formatting import day
from scorecards.people.model import OF_A_PATCH, OF_A_TRUST, OF_THE_SCHEME, Role


LONGEST_EMAIL, LONGEST_BEFORE_AT = 254, 64
LONGEST_NAME = 100
LATEST = date(2099, 12, 31)
# Letters of other alphabets can look like ours and be another address.
_PART = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"(?P<before>{_PART}(?:\.{_PART})*)@{_LABEL}(?:\.{_LABEL})*\.[a-z]{{2,63}}")


def tidied(asked: Invitation, *, today: date) -> Invitation:
    """The same with a small-lettered address and a name of one line.

    UserError where the address, the name, the role with its place, or the days cannot be.
    """
    name = one_line(asked.name)
    check_name(name)
    check_place(asked.role, asked.trust, asked.region)
    check_days(asked.from_date, asked.to_date, today=today)
    if asked.from_date < today:
        raise UserError(f"A role begins today or later. {day(asked.from_date)} is past.")
    return replace(asked, email=address(asked.email), name=name)


def address(typed: str) -> str:
    """An e-mail address in small letters."""
    found = typed.strip().lower()
    shape = _EMAIL.fullmatch(found)
    if (
        shape is None
        or len(found) > LONGEST_EMAIL
        or len(shape["before"]) > LONGEST_BEFORE_AT
        or not found.isascii()
    ):
        raise UserError(
            "That is not an e-mail address. Write the one that the person signs in with, such as "
            "ann.lee@example.nhs.uk."
        )
    return found


def one_line(text: str) -> str:
    """One line of printable letters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def check_name(name: str) -> None:
    if not name:
        raise UserError("Write the person's name.")
    if len(name) > LONGEST_NAME:
        raise UserError(
            f"The name has {len(name)} letters and spaces. Shorten it to {LONGEST_NAME}."
        )


def check_place(role: Role, trust: str | None, region: str | None) -> None:
    """Whether a role is at a trust, for a region or for the scheme, as it must be."""
    if role is Role.NONE:
        raise UserError("Choose a role.")
    if (role in OF_A_TRUST) != (trust is not None):
        raise UserError(
            f"Choose the trust for a {role.value}."
            if role in OF_A_TRUST
            else f"A {role.value} is not at one trust."
        )
    if region is not None and role not in OF_A_PATCH:
        raise UserError(f"A {role.value} is not for a region.")


def check_days(from_date: date, to_date: date | None, *, today: date) -> None:
    if not from_date <= LATEST or (to_date is not None and to_date > LATEST):
        raise UserError(f"Give days up to {day(LATEST)}.")
    if to_date is not None and to_date < from_date:
        raise UserError("The last day is before the first. Give a later one, or none.")
    if to_date is not None and to_date < today:
        raise UserError(f"The last day, {day(to_date)}, is past. Give today or a later day.")


def same_kind(one: Role, other: Role) -> bool:
    """Whether one can become the other: both at a trust, for a region, or for the scheme."""
    return any(one in roles and other in roles for roles in (OF_A_TRUST, OF_A_PATCH, OF_THE_SCHEME))
