"""People for tests: one of each role, of the trusts that are named."""

from scorecards.people.model import Role, Viewer


def viewer(role: Role, *trusts: str) -> Viewer:
    return Viewer(person=role.name.lower(), name=role.value, role=role, trusts=trusts)


def manager(trust: str) -> Viewer:
    return viewer(Role.RISK_MANAGER, trust)


def board(trust: str) -> Viewer:
    return viewer(Role.BOARD_MEMBER, trust)


def lead(*patch: str) -> Viewer:
    return viewer(Role.LEAD, *patch)


def steward() -> Viewer:
    return viewer(Role.STEWARD)


def reader(trust: str) -> Viewer:
    return viewer(Role.READER, trust)


def administrator(trust: str) -> Viewer:
    return viewer(Role.ADMINISTRATOR, trust)


def editor() -> Viewer:
    return viewer(Role.EDITOR)


def auditor() -> Viewer:
    return viewer(Role.AUDITOR)


def newcomer() -> Viewer:
    return viewer(Role.NONE)


# By what the screen calls the role: of the trust RA1, the Lead of the patch RA1 and RB2.
ONE_OF_EACH = {
    who.role.value: who
    for who in (
        manager("RA1"),
        reader("RA1"),
        administrator("RA1"),
        board("RA1"),
        lead("RA1", "RB2"),
        steward(),
        editor(),
        auditor(),
        newcomer(),
    )
}
