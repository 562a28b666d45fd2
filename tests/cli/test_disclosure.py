"""`disclosure attack` as an operator calls it: on the demonstration, nothing can be worked out."""

import json

import pytest

from scorecards.cli.main import main


def answered(capsys, *arguments):
    code = main(["disclosure", "attack", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def at(monkeypatch):
    def move(home):
        monkeypatch.setenv("SCORECARDS_HOME", str(home))

    return move


def test_people_of_a_small_home_cannot_work_anything_out(at, capsys, two_releases):
    at(two_releases)
    code, told = answered(capsys, "--viewer", "ONE")
    assert (code, told["held"], told["viewer"]) == (0, True, "ONE")
    assert len(told["releases"]) == 2
    assert told["determined"] == told["narrow"] == told["pairs"] == []


def test_a_release_is_attacked_as_if_it_were_published_before_it_is(at, capsys, two_releases):
    at(two_releases)
    main(["snapshots", "list", "--json"])
    newest, oldest = (each["id"] for each in json.loads(capsys.readouterr().out)["snapshots"])
    assert main(["snapshots", "rollback"]) == 0
    capsys.readouterr()
    assert answered(capsys, "--viewer", "ONE")[1]["releases"] == [oldest]
    code, told = answered(capsys, "--viewer", "ONE", "--release", newest)
    assert (code, told["held"], told["releases"]) == (0, True, [newest, oldest])
    assert answered(capsys, "--release", "2020-01-01-0123456789")[0] == 1


def test_a_trust_that_is_not_there_and_an_empty_instance_are_refused(
    at, capsys, two_releases, empty_home
):
    at(two_releases)
    assert answered(capsys, "--viewer", "RX9")[0] == 1
    at(empty_home)
    assert answered(capsys)[0] == 1


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_nobody_can_work_out_anything_in_the_demonstration_nation(at, capsys, demonstration):
    at(demonstration)
    code, told = answered(capsys)
    print(f"{told['counts']} counts, {told['sums']} sums, {told['seconds']:.0f} s")  # noqa: T201
    assert (code, told["held"]) == (0, True)
    assert told["trusts"] == 300
    assert told["counts"] > 10_000
    assert told["sums"] > 10_000
    assert told["least_margin"] > 0.15
    assert told["fewest_values"] >= 2
