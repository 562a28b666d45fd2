"""Where tests find real files that are not part of the project."""

from pathlib import Path

import pytest


PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


def shared(path: str) -> Path:
    """A real file beside the project. The test skips, saying so, where there is none."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"{path} is not beside the project")
    return found
