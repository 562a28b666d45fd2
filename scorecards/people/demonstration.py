"""The people of the demonstration: one of each role, made from the organisations of a snapshot.

They take the place of sign-in until there is one, and exist only on fictional or public data.
"""

from collections.abc import Mapping

from scorecards.people.model import Organisation, Role, Viewer


FIRST = "NMU"
TYPES_SHOWN = ("Mental health", "Ambulance")


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
        "lead": Viewer(
            person="lead",
            name=f"Safety and Learning Lead, {first.region or 'all organisations'}",
            role=Role.LEAD,
            trusts=tuple(o.code for o in patch),
            place=first.region,
        ),
        "steward": _steward(),
    }


def _of_trust(role: Role, organisation: Organisation) -> Viewer:
    title = "Risk manager" if role is Role.RISK_MANAGER else "Board member"
    return Viewer(
        person=f"{role.name.lower()}-{organisation.code}",
        name=f"{title}, {organisation.name}",
        role=role,
        trusts=(organisation.code,),
        place=organisation.name,
    )


def _steward() -> Viewer:
    return Viewer(person="steward", name="Data steward", role=Role.STEWARD, place="the scheme")
