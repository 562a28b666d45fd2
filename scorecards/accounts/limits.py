"""Which limits apply to a person, in sentences: asked of the rules themselves, never a second copy.

The numbers are those of the policy of disclosure.
"""

from scorecards.disclosure.policy import (
    HIDDEN_BELOW,
    MONEY_FROM_CLAIMS,
    ROUND_TO,
    SMALLEST_GROUP,
)
from scorecards.formatting import listed
from scorecards.people import access
from scorecards.people.access import may
from scorecards.people.model import OF_A_TRUST, Role, Viewer


SMALL = f"counts from 1 to {HIDDEN_BELOW - 1} are hidden"
PROTECTED = f"{SMALL}, and the rest are rounded to the nearest {ROUND_TO}"
MONEY = (
    f"Money in them is rounded, and hidden where it is of fewer than {MONEY_FROM_CLAIMS} claims or "
    "could be read off as one family's."
)
NOTHING = "The library alone"
LIBRARY = "You read the library, and what each number means."


def of(viewer: Viewer) -> tuple[str, ...]:
    """What this person sees and does not see, and what they may change; the library last."""
    access.check_is_viewer(viewer)
    told = (*_seen(viewer), *_done(viewer), LIBRARY)
    return (*told, "You change nothing in another person's name.") if viewer.seen_by else told


def short(viewer: Viewer) -> str:
    """The same in a few words, for a column of a table."""
    access.check_is_viewer(viewer)
    if viewer.role is Role.STEWARD:
        return "All claims, one by one"
    if viewer.role is Role.NONE:
        return NOTHING
    if not may(access.check_sees_scorecards, viewer):
        return "No figures of claims"
    if any(may(access.check_sees_claims, viewer, trust) for trust in viewer.trusts):
        return "Own claims, one by one; others in groups"
    return "Small numbers hidden"


def _seen(viewer: Viewer) -> tuple[str, ...]:
    if viewer.role is Role.STEWARD:
        return (
            "You see the claims of every trust in full, one by one and to the penny, because you "
            "check what is loaded.",
        )
    if not may(access.check_sees_scorecards, viewer):
        return ("You see no scorecards and no figures of any trust.",)
    if not viewer.trusts:
        return ("There is no trust yet whose scorecard you could open.",)
    if any(may(access.check_sees_claims, viewer, trust) for trust in viewer.trusts):
        return (
            f"You see {_whose(viewer)} claims in full, one by one and to the penny.",
            f"Other trusts you see only together, in groups of {SMALLEST_GROUP} or more. In these, "
            f"{PROTECTED}.",
            MONEY,
        )
    where = (
        f"the scorecards of {viewer.place} as a whole"
        if viewer.role in OF_A_TRUST
        else f"the scorecards of the trusts of your patch, {viewer.place}"
    )
    return (
        f"You see {where}. In them, {PROTECTED}.",
        MONEY,
        "You do not see claims one by one, and cannot narrow the figures by filters or years.",
        f"Other trusts you see only together, in groups of {SMALLEST_GROUP} or more.",
    )


def _done(viewer: Viewer) -> tuple[str, ...]:
    done = []
    if any(may(access.check_pins_interventions, viewer, trust) for trust in viewer.trusts):
        done.append("You can pin to the charts what the trust has changed.")
    if may(access.check_loads_claims, viewer):
        done.append("You check claims files, publish releases and take them back.")
    if may(access.check_keeps_people, viewer):
        whose = "every organisation" if viewer.role is Role.STEWARD else viewer.place
        done.append(f"You invite people of {whose}, change their roles and end them.")
    if may(access.check_views_as, viewer):
        done.append("You can look with another person's eyes, to help them. It is written down.")
    reads = [
        name
        for rule, name in (
            (access.check_reads_audit, "the audit trail"),
            (access.check_reads_matrix, "the access matrix"),
            (access.check_sees_health, "the state of the service"),
        )
        if may(rule, viewer)
    ]
    if reads:
        own = f" of {viewer.place}" if viewer.role is Role.ADMINISTRATOR else ""
        done.append(f"You read {listed(reads)}{own}.")
    if viewer.role is Role.EDITOR:
        done.append("You look after the library: items, documents, and what is said of them.")
    return tuple(done)


def _whose(viewer: Viewer) -> str:
    """`Northmoor University Hospitals'`, `Onlyford Hospital's`."""
    return f"{viewer.place}'" if viewer.place.endswith("s") else f"{viewer.place}'s"
