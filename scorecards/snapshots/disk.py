"""Writing so that it lasts: synced files, a folder that appears whole or not at all. No claims.

A file or folder is only safe from a power cut once it and the folder that names it are synced. A
failed sync is never tried again on the same file: the whole build is given up.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from scorecards.store.locks import alone


FILE_MODE, FOLDER_MODE = 0o640, 0o750
BUILD = ".build-"


def write_file(path: Path, content: bytes) -> None:
    """A new file with this content, synced. Its folder is made, but not synced yet."""
    make_folder(path.parent)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(opened, "wb") as file:
        os.fchmod(file.fileno(), FILE_MODE)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def make_folder(path: Path) -> None:
    """The folder and those above it that are missing, closed to all but the service's group."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    path.chmod(FOLDER_MODE)


def sync_folder(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sync_folders_below(path: Path) -> None:
    """Every folder of a tree, the innermost first, and the top one last."""
    for folder, _, _ in os.walk(path, topdown=False, onerror=_raise):
        sync_folder(Path(folder))


@contextmanager
def building(root: Path) -> Iterator[Path]:
    """A new folder in `root`, held until the end. What is left of it then is removed."""
    folder, held = root / f"{BUILD}{uuid4().hex}", None
    try:
        with alone(root):  # so that nobody sweeps it before it is held
            make_folder(folder)
            held = _hold(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def sweep(root: Path) -> int:
    """Removes builds that nobody holds any more, and says how many there were."""
    swept = 0
    with alone(root):
        for folder in sorted(root.glob(f"{BUILD}*")):
            held = _hold(folder)
            if held is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(held)
                swept += not folder.exists()
    return swept


def _hold(folder: Path) -> int | None:
    """Holds a folder until the process ends or closes it; nothing where another one holds it."""
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:  # removed by the build that made it
        return None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        return None
    return opened


def _raise(error: OSError) -> None:
    raise error
