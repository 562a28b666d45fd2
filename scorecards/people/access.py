"""Who may see and do what. Each rule raises with a sentence; `may` turns a rule into a question."""

from collections.abc import Callable
from typing import Any

from scorecards.errors import NotAllowed
from scorecards.people.model import Role, Viewer


def check_is_viewer(viewer: object) -> None:
    """Every query begins here: no viewer, no data."""
    if not isinstance(viewer, Viewer):
        raise NotAllowed("Sign in first. Nothing is shown to nobody.")


def check_sees_scorecard(viewer: Viewer, trust: str) -> None:
    """A scorecard, exact or protected: one's own trust, one's patch, or any for a steward."""
    check_is_viewer(viewer)
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


def may(check: Callable[..., None], *arguments: Any) -> bool:
    """Asks a rule instead of enforcing it: for menus and for what is drawn."""
    try:
        check(*arguments)
    except NotAllowed:
        return False
    return True
