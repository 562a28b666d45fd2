import json

import pytest

from scorecards.cli.main import main


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs a command in a home: its exit code, and its JSON (or its lines, without --json)."""

    def command(home, *arguments):
        monkeypatch.setenv("SCORECARDS_HOME", str(home))
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        told = printed.out + printed.err
        return code, json.loads(told) if "--json" in arguments else told

    return command
