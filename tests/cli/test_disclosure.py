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
