"""Which processes this one has started and not yet waited for."""

import os
from contextlib import suppress
from pathlib import Path


def children() -> set[int]:
    """Their numbers; one that has ended and was not waited for is still among them."""
    found = set()
    for each in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            parent = each.read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid():
                found.add(int(each.parent.name))
    return found
