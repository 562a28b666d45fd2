"""What is kept to be quick is never given to somebody else.

Kept are opened releases, with the frames that were read last, and what the filters offer. Filled as
one person and read as another, with all else the same; and asked again when the release is another.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread

import pytest

from scorecards.claims.model import Basis, Kind
from scorecards.errors import NotAllowed
from scorecards.people.model import Role
from scorecards.snapshots.model import DamagedSnapshot
from scorecards.snapshots.opening import open_snapshot
from scorecards.ui import scorecard
from tests.isolation.nation import FOREIGN, NEIGHBOUR, OWN
from tests.journeys.canaries import NAMES, OTHERS, PATCH, numbers_in, rows, secrets_of
from tests.pages import screen


OFFERED = scorecard._choices


def told(person: str, url: str = screen.CLINICAL, **asked: str) -> set[object]:
    """Which references and numbers a screen shows to a person, with all its tables open."""
    text = screen.everything(screen.opened_tables(screen.visit(url, person=person, **asked)))
    assert screen.UNFORESEEN not in text
    return {*numbers_in(text), *(ref for ref in REFERENCES if ref in text)}


REFERENCES = {row["claim_ref"] for row in rows()}


def secret(trusts) -> set[object]:
    refs, counts = secrets_of(trusts)
    return {*refs, *counts}


@pytest.mark.parametrize("url", [
    screen.CLINICAL, *(pytest.param(each, marks=pytest.mark.slow) for each in
                       (screen.NON_CLINICAL, screen.DELAY)),
])  # fmt: skip
def test_what_one_person_filled_is_not_what_the_next_one_reads(at_home, url):
    """A risk manager of one trust, then people with the same screen and the same address."""
    full = told(f"manager-{OWN}", url, trust=OWN)
    assert full & secret([OWN]), "the first person sees the figures"
    for other in ("board", "reader", "lead"):
        assert told(other, url, trust=OWN) & secret(NAMES) == set(), other
    for other in ("administrator", "editor", "auditor", "newcomer"):
        assert told(other, url, trust=OWN) & secret(NAMES) == set(), other
    assert told(f"manager-{OWN}", url, trust=OWN) == full, "and nothing of theirs has changed"


def test_the_same_address_is_another_trust_for_another_person(at_home):
    """The steward fills the page of a foreign trust; its address shows nothing of it to others."""
    assert told("steward", trust=FOREIGN) & secret([FOREIGN])
    for other in (f"manager-{OWN}", "board", "lead"):
        assert told(other, trust=FOREIGN) & secret(OTHERS) == set(), other


def viewer(nation, role: Role, *trusts: str):
    return replace(nation.viewers[role], trusts=trusts)


def test_what_filters_offer_is_not_given_to_a_person_who_has_moved(nation, at_home):
    """The same person and role, the same arguments: only the trusts are others now."""
    asked = (OWN, Kind.CLINICAL, Basis.INCIDENT)
    before = viewer(nation, Role.RISK_MANAGER, OWN)
    assert OFFERED(nation.after, before, *asked).codes
    for trusts in ((FOREIGN,), ()):
        moved = viewer(nation, Role.RISK_MANAGER, *trusts)
        with pytest.raises(NotAllowed):
            OFFERED(nation.after, moved, *asked)


def test_what_filters_offer_is_not_given_to_another_role(nation, at_home):
    asked = (OWN, Kind.CLINICAL, Basis.INCIDENT)
    manager = viewer(nation, Role.RISK_MANAGER, OWN)
    full = OFFERED(nation.after, manager, *asked)
    board = replace(manager, role=Role.BOARD_MEMBER)
    assert OFFERED(nation.after, board, *asked) != full, "others are offered every listed code"
    assert OFFERED(nation.after, manager, *asked) == full
    for role in (Role.ADMINISTRATOR, Role.EDITOR, Role.AUDITOR, Role.NONE):
        with pytest.raises(NotAllowed):
            OFFERED(nation.after, replace(manager, role=role), *asked)


def test_what_filters_offer_is_asked_anew_of_another_release(nation, at_home):
    manager = viewer(nation, Role.RISK_MANAGER, OWN)
    asked = (OWN, Kind.CLINICAL, Basis.CLOSED)
    one, other = (OFFERED(each, manager, *asked) for each in (nation.before, nation.after))
    assert (one.first, one.last) != (other.first, other.last)


def test_a_new_release_is_seen_at_the_next_run(two_releases, monkeypatch):
    """Nothing of the one before is kept beside it."""
    monkeypatch.setenv("SCORECARDS_HOME", str(two_releases))
    screen.forget_other_homes(two_releases)
    assert "£12,345" in screen.everything(screen.visit(person="manager-ONE"))
    roll_back(two_releases)
    again = screen.everything(screen.visit(person="manager-ONE"))
    assert "£12,345" not in again
    assert "£1,000" in again


def roll_back(home) -> None:
    from scorecards.cli.main import main  # noqa: PLC0415

    assert main(["snapshots", "rollback"]) == 0


def test_frames_that_are_kept_stay_with_their_trust(nation):
    """Read by many at once, with room for one trust's rows only, so that frames come and go."""
    opened = open_snapshot(nation.root, nation.after.id, kept_rows=5_000)
    together, wrong = Barrier(len(PATCH)), []

    def read(trust: str) -> None:
        together.wait()
        for _ in range(5):
            found = set(opened.claims(trust).collect()["trust"].unique().to_list())
            if found != {trust}:
                wrong.append((trust, found))

    in_threads(read, PATCH)
    assert wrong == []


def in_threads(read: Callable[[str], None], trusts) -> None:
    threads = [Thread(target=read, args=(trust,)) for trust in trusts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def test_without_the_file_of_one_trust_another_reads_its_own(nation, tmp_path):
    """Each trust's claims are a file of their own: no other is needed, and none holds them."""
    root = tmp_path / "snapshots"
    shutil.copytree(nation.root, root)
    opened = open_snapshot(root, nation.after.id)
    shutil.rmtree(opened.folder / "claims" / f"trust={NEIGHBOUR}")
    assert set(opened.claims(OWN).collect()["trust"].to_list()) == {OWN}
    with pytest.raises(DamagedSnapshot, match="is missing"):
        opened.claims(NEIGHBOUR).collect()
    with pytest.raises(DamagedSnapshot):
        open_snapshot(root, nation.after.id)


def test_a_file_in_the_place_of_anothers_is_refused(nation, tmp_path):
    root = tmp_path / "snapshots"
    shutil.copytree(nation.root, root)
    opened = open_snapshot(root, nation.after.id)
    claims = opened.folder / "claims"
    shutil.copy(claims / f"trust={NEIGHBOUR}" / "claims.parquet",
                claims / f"trust={OWN}" / "claims.parquet")  # fmt: skip
    with pytest.raises(DamagedSnapshot):
        opened.claims(OWN).collect()
