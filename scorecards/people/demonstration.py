"""The people of the demonstration: one of each role, made from the organisations of a snapshot.

They sign in by choosing who to be, and exist only where all data is fictional.
"""

from collections.abc import Mapping

from scorecards.people.model import Organisation, Role, Viewer


FIRST = "NMU"
TYPES_SHOWN = ("Mental health", "Ambulance")
TITLES = {
    Role.RISK_MANAGER: "Risk manager",
    Role.BOARD_MEMBER: "Board member",
    Role.READER: "Reader",
    Role.ADMINISTRATOR: "Administrator",
    Role.STEWARD: "Data steward",
    Role.EDITOR: "Library editor",
    Role.AUDITOR: "Auditor",
}


def people(
    organisations: Mapping[str, Organisation], sizes: Mapping[str, int]
) -> dict[str, Viewer]:
    """By short name, the risk manager of the first trust first.

    The first trust is Northmoor where it exists, else the one with most claims (`sizes`: claims by
    trust code).
    """
    ordered = sorted(organisations.values(), key=lambda o: (-sizes.get(o.code, 0), o.code))
    if not ordered:
        return {"steward": _steward()}
    first = organisations.get(FIRST, ordered[0])
    shown = [first]
    for wanted in TYPES_SHOWN:
        shown.extend(next(([o] for o in ordered if o.type == wanted), []))
    managers = {f"manager-{o.code}": _of_trust(Role.RISK_MANAGER, o) for o in shown}
    patch = [o for o in ordered if o.region == first.region]
    return {
        **managers,
        "board": _of_trust(Role.BOARD_MEMBER, first),
        "reader": _of_trust(Role.READER, first),
        "administrator": _of_trust(Role.ADMINISTRATOR, first),
        "lead": Viewer(
            person="lead",
            name=f"Safety and Learning Lead, {first.region or 'all organisations'}",
            role=Role.LEAD,
            trusts=tuple(o.code for o in patch),
            place=first.region,
        ),
        "steward": _steward(),
        "editor": _of_the_scheme(Role.EDITOR),
        "auditor": _of_the_scheme(Role.AUDITOR),
        "newcomer": Viewer("newcomer", "Newcomer without a role", Role.NONE),
    }


def _of_trust(role: Role, organisation: Organisation) -> Viewer:
    return Viewer(
        person=f"{role.name.lower()}-{organisation.code}",
        name=f"{TITLES[role]}, {organisation.name}",
        role=role,
        trusts=(organisation.code,),
        place=organisation.name,
    )


def _steward() -> Viewer:
    return _of_the_scheme(Role.STEWARD)


def _of_the_scheme(role: Role) -> Viewer:
    return Viewer(role.name.lower(), TITLES[role], role, place="the scheme")
