"""Settings come from the environment that is passed in, and from nothing else."""

import pytest

from scorecards.errors import UserError
from scorecards.settings import LIBRARY, PROFILES, PROJECT, REFERENCE, Settings


def test_nothing_set_means_the_projects_own_folder_and_its_default_port():
    found = Settings.from_env({})
    assert found.home == PROJECT / "var"
    assert found.database_url == f"sqlite:///{PROJECT / 'var' / 'scorecards.db'}"
    assert found.port == 8501


def test_moving_home_moves_the_database_and_the_snapshots_with_it(tmp_path):
    found = Settings.from_env({"SCORECARDS_HOME": str(tmp_path)})
    assert found.database_url == f"sqlite:///{tmp_path / 'scorecards.db'}"
    assert found.snapshots == tmp_path / "snapshots"


def test_a_database_of_its_own_stays_where_it_is_when_home_moves(tmp_path):
    url = "postgresql://host/claims"
    found = Settings.from_env({"SCORECARDS_HOME": str(tmp_path), "SCORECARDS_DATABASE_URL": url})
    assert (found.database_url, found.home) == (url, tmp_path)


def test_what_is_set_to_nothing_counts_as_not_set():
    empty = dict.fromkeys(("SCORECARDS_HOME", "SCORECARDS_DATABASE_URL", "PORT"), "")
    assert Settings.from_env(empty) == Settings.from_env({})


def test_a_home_named_from_where_one_stands_is_made_absolute():
    assert Settings.from_env({"SCORECARDS_HOME": "somewhere"}).home.is_absolute()


@pytest.mark.parametrize(("port", "number"), [("1", 1), ("8080", 8080), ("65535", 65535)])
def test_a_port_that_exists_is_taken(port, number):
    assert Settings.from_env({"PORT": port}).port == number


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "8.5", " 80", "http"])
def test_a_port_that_does_not_exist_is_refused_with_what_to_do(port):
    with pytest.raises(UserError, match="Set it to a number from 1 to 65535"):
        Settings.from_env({"PORT": port})


def test_the_folders_that_are_shipped_are_there():
    assert all(folder.is_dir() for folder in (REFERENCE, PROFILES, LIBRARY))
