"""`people` as operators call it: the first administrator of an instance is made here."""

import pytest

from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading
from tests.accounts.nation import trail
from tests.accounts.settled import engine_of


ANN = ("people", "invite", "Ann.Lee@example.nhs.uk", "--name", "Ann Lee")


def test_the_first_steward_of_an_empty_instance_is_invited_and_listed(run, empty_home):
    assert run(empty_home, "people", "list") == (0, "Nobody has a role today.\n")
    code, told = run(empty_home, *ANN, "--role", "steward")
    assert code == 0
    assert told.startswith("Role 1: data steward of the scheme from ")
    _, told = run(empty_home, "people", "list")
    assert told.startswith("1: Ann Lee (ann.lee@example.nhs.uk), data steward of the scheme from ")


def test_an_administrator_of_a_trust_is_invited_from_day_to_day(run, own_demonstration):
    code, told = run(own_demonstration, *ANN, "--role", "administrator", "--trust", "NMU",
                     "--from", "2090-04-01", "--to", "2091-03-31", "--json")  # fmt: skip
    assert code == 0
    invited = told["invited"]
    assert (invited["role"], invited["place"]) == (
        "trust administrator",
        "Northmoor University Hospitals",
    )
    assert (invited["from_date"], invited["to_date"]) == ("2090-04-01", "2091-03-31")
    _, told = run(own_demonstration, "people", "matrix", "--json")
    (line,) = told["matrix"]
    assert (line["name"], line["standing"], line["signed_in_at"]) == ("Ann Lee", "not yet", None)
    assert run(own_demonstration, "people", "list")[1] == "Nobody has a role today.\n"


def test_a_role_is_ended_and_the_trail_names_the_command_line(run, empty_home):
    run(empty_home, *ANN, "--role", "auditor")
    code, told = run(empty_home, "people", "end", "1")
    assert (code, told.startswith("Role 1 has ended: auditor of the scheme")) == (0, True)
    _, told = run(empty_home, "people", "matrix")
    assert "; ended; never here; No figures of claims." in told
    engine = engine_of(empty_home)
    with reading(engine, SYSTEM) as session:
        assert session.get_one(tables.Membership, 1).ended_by == "command line"
    found = [(entry.person, entry.action) for entry in trail(engine)]
    engine.dispose()
    assert found == [("command line", "INVITED"), ("command line", "ROLE_ENDED")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((*ANN, "--role", "reader"), "Choose the trust for a trust reader."),
     ((*ANN, "--role", "reader", "--trust", "NOT"), "The register has no trust “NOT”."),
     ((*ANN, "--role", "editor", "--trust", "NOT"), "A library editor is not at one trust."),
     (("people", "invite", "ann", "--name", "A", "--role", "editor"), "That is not an e-mail"),
     (("people", "end", "7"), "That role is not there")],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(run, empty_home, arguments, said):
    code, told = run(empty_home, *arguments)
    assert code == 1
    assert told.startswith(said)


def test_an_unknown_role_is_a_wrong_call(run, empty_home):
    with pytest.raises(SystemExit) as ended:
        run(empty_home, *ANN, "--role", "king")
    assert ended.value.code == 2
