"""The two releases of the demonstration: opened, and as rows for an independent count."""

import pytest

from tests.library.themes import oracle


@pytest.fixture(scope="session")
def releases(untouched_demonstration):
    """The earlier and the current release, as (folder, opened)."""
    from scorecards.snapshots.opening import open_snapshot  # noqa: PLC0415

    root = untouched_demonstration / "snapshots"
    folders = sorted(folder for folder in root.iterdir() if (folder / "manifest.json").is_file())
    assert len(folders) == 2
    return [(folder, open_snapshot(root, folder.name)) for folder in folders]


@pytest.fixture(scope="session")
def counted(releases):
    """What an independent count knows of each release, in the same order."""
    return [oracle.Nation(folder) for folder, _ in releases]
