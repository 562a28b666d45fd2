"""Who may see and do what. Each rule raises with a sentence; `may` turns a rule into a question."""

from collections.abc import Callable, Collection
from typing import Any

from scorecards.errors import NotAllowed
from scorecards.people.model import (
    OF_A_PATCH,
    OF_A_TRUST,
    OF_THE_SCHEME,
    Circle,
    Role,
    Viewer,
)


SEE_A_SCORECARD = (Role.RISK_MANAGER, Role.READER, Role.BOARD_MEMBER, Role.LEAD)


def check_is_viewer(viewer: object) -> None:
    """Every query begins here: no viewer, no data."""
    if not isinstance(viewer, Viewer):
        raise NotAllowed("Sign in first. Nothing is shown to nobody.")


def check_sees_scorecards(viewer: Viewer) -> None:
    """Whether there are scorecards for this role at all, whoever's."""
    check_is_viewer(viewer)
    if viewer.role not in (*SEE_A_SCORECARD, Role.STEWARD):
        raise NotAllowed(
            "Your role sees no scorecards. The administrator of your trust can give you one that "
            "does."
        )


def check_sees_scorecard(viewer: Viewer, trust: str) -> None:
    """A scorecard, exact or protected: one's own trust, one's patch, or any for a steward."""
    check_sees_scorecards(viewer)
    if viewer.role is Role.STEWARD or trust in viewer.trusts:
        return
    raise NotAllowed(f"You cannot open the scorecard of {trust}. You can open your own.")


def check_sees_claims(viewer: Viewer, trust: str) -> None:
    """Claim by claim and exact to the penny: the risk manager of the trust, and a steward."""
    check_sees_scorecard(viewer, trust)
    if viewer.role not in (Role.RISK_MANAGER, Role.STEWARD):
        raise NotAllowed(
            "The list of claims is for the risk managers of the trust itself. "
            "You see the same claims in groups, with small numbers hidden."
        )


def check_loads_claims(viewer: Viewer) -> None:
    check_is_viewer(viewer)
    if viewer.role is not Role.STEWARD:
        raise NotAllowed("Only a data steward can check and publish claims files.")


def check_pins_interventions(viewer: Viewer, trust: str) -> None:
    """What the trust has changed is for its own risk managers to say: not for a steward."""
    check_is_viewer(viewer)
    if viewer.role is not Role.RISK_MANAGER or trust not in viewer.trusts:
        raise NotAllowed(
            "Only a risk manager of the trust itself pins what it has changed, or takes it away."
        )


def check_keeps_register(viewer: Viewer) -> None:
    """Which organisations there are, what they merged into, and what they do in a year."""
    check_is_viewer(viewer)
    if viewer.role is not Role.STEWARD:
        raise NotAllowed("Only a data steward can import organisations.")


def check_keeps_people(viewer: Viewer) -> None:
    """Whether there are people for this role to invite and to end, whoever's."""
    check_is_viewer(viewer)
    if viewer.role not in (Role.ADMINISTRATOR, Role.STEWARD):
        raise NotAllowed(
            "Only the administrator of a trust and a data steward can invite people or end them."
        )


def check_gives_role(viewer: Viewer, role: Role, trust: str | None) -> None:
    """A trust's administrator gives its roles at the own trust; a steward gives every role."""
    check_keeps_people(viewer)
    if viewer.role is Role.STEWARD:
        return
    if trust is None or trust not in viewer.trusts or role not in OF_A_TRUST:
        raise NotAllowed("You can invite, change and end people of your own trust only.")


def check_disables_people(viewer: Viewer) -> None:
    """Whoever is disabled signs in nowhere, at whatever trust: so this is the scheme's."""
    check_is_viewer(viewer)
    if viewer.role is not Role.STEWARD:
        raise NotAllowed("Only a data steward can disable a person, or enable one again.")


def check_ends_session(viewer: Viewer, person: str | None) -> None:
    """One's own sessions, and for a steward anybody's. None is a session that is not there."""
    check_is_viewer(viewer)
    if viewer.role is not Role.STEWARD and person != viewer.person:
        raise NotAllowed("That is not a session of yours. You can end your own.")


def check_reads_matrix(viewer: Viewer) -> None:
    """Who has which role where: of the own trust for its administrator, else of everybody."""
    check_is_viewer(viewer)
    if viewer.role not in (Role.ADMINISTRATOR, Role.AUDITOR, Role.STEWARD):
        raise NotAllowed(
            "The list of people is for the administrator of a trust, for auditors and data "
            "stewards."
        )


def check_reads_audit(viewer: Viewer) -> None:
    """An administrator reads of the own trust; an auditor and a steward read everything."""
    check_is_viewer(viewer)
    if viewer.role not in (Role.ADMINISTRATOR, Role.AUDITOR, Role.STEWARD):
        raise NotAllowed(
            "The audit trail is for the administrator of a trust, for auditors and data stewards."
        )


def check_sees_health(viewer: Viewer) -> None:
    check_is_viewer(viewer)
    if viewer.role not in (Role.STEWARD, Role.AUDITOR):
        raise NotAllowed("The state of the service is for data stewards and auditors.")


def circles_of(viewer: Viewer) -> tuple[Circle, ...]:
    """The circles that a person belongs to."""
    check_is_viewer(viewer)
    if viewer.role in (*OF_A_PATCH, *OF_THE_SCHEME):
        return tuple(Circle)
    if viewer.role in OF_A_TRUST:
        return (Circle.EVERYONE, Circle.MEMBERS)
    return (Circle.EVERYONE,)


def check_edits_library(viewer: Viewer) -> None:
    """Writing items, uploading documents, moderating and answering what is said of them."""
    check_is_viewer(viewer)
    if viewer.role is not Role.EDITOR:
        raise NotAllowed("Only a library editor can do that.")


def check_reads_desk(viewer: Viewer) -> None:
    """The editorial desk and the learning gap map."""
    check_is_viewer(viewer)
    if viewer.role not in (Role.EDITOR, Role.LEAD):
        raise NotAllowed("This is for library editors and Safety and Learning Leads.")


def check_approves_items(viewer: Viewer, writers: Collection[str]) -> None:
    """An editor or a Lead who wrote none of it. `writers` are the people who did."""
    check_reads_desk(viewer)
    if viewer.person in writers:
        raise NotAllowed("Somebody else approves what you have written.")


def check_gives_feedback(viewer: Viewer) -> None:
    """Whoever has a role and reads: an auditor watches, and says nothing."""
    check_is_viewer(viewer)
    if viewer.role in (Role.NONE, Role.AUDITOR):
        raise NotAllowed("Your role can read here, and not write.")


def check_has_ledger(viewer: Viewer) -> None:
    """Whether there is a learning ledger for this role to read, whoever's."""
    check_is_viewer(viewer)
    if viewer.role not in (*OF_A_TRUST, *OF_A_PATCH):
        raise NotAllowed("The learning ledger of a trust is for its own people and its Lead.")


def check_reads_ledger(viewer: Viewer, trust: str) -> None:
    """The learning ledger of a trust: its own people, and the Lead of its patch."""
    check_has_ledger(viewer)
    if trust not in viewer.trusts:
        raise NotAllowed("The learning ledger of a trust is for its own people and its Lead.")


def check_keeps_ledger(viewer: Viewer, trust: str) -> None:
    """What the trust has learned and changed is for its own risk managers to record."""
    check_is_viewer(viewer)
    if viewer.role is not Role.RISK_MANAGER or trust not in viewer.trusts:
        raise NotAllowed("Only a risk manager of the trust itself writes its learning ledger.")


def check_posts(viewer: Viewer) -> None:
    """Asks and offers: risk managers for their trust, Leads for their patch, editors."""
    check_is_viewer(viewer)
    if viewer.role not in (Role.RISK_MANAGER, Role.LEAD, Role.EDITOR):
        raise NotAllowed("Asks and offers are made by risk managers, Leads and library editors.")


def check_reads_posts(viewer: Viewer) -> None:
    """Asks and offers are for everybody who has a role."""
    check_is_viewer(viewer)
    if viewer.role is Role.NONE:
        raise NotAllowed("Asks and offers are for people with a role.")


def check_closes_post(viewer: Viewer, maker: str | None) -> None:
    """One's own, and for a library editor anybody's. None is a post that is not there."""
    check_posts(viewer)
    if viewer.role is not Role.EDITOR and maker != viewer.person:
        raise NotAllowed("That is not an ask or an offer of yours. You can close your own.")


def check_views_as(viewer: Viewer) -> None:
    """Looking with another person's eyes, to help them: never twice over."""
    check_is_viewer(viewer)
    if viewer.role is not Role.STEWARD or viewer.seen_by:
        raise NotAllowed("Only a data steward can look with another person's eyes.")


def check_changes_anything(viewer: Viewer) -> None:
    """Who looks with another person's eyes changes nothing in their name."""
    check_is_viewer(viewer)
    if viewer.seen_by:
        raise NotAllowed(
            "You are looking with another person's eyes, and can change nothing in their name. "
            "Stop looking so first."
        )


def may(check: Callable[..., None], *arguments: Any) -> bool:
    """Asks a rule instead of enforcing it: for menus and for what is drawn."""
    try:
        check(*arguments)
    except NotAllowed:
        return False
    return True
