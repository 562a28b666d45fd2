"""What a running instance writes is for the service and its group alone, whatever people did."""

import os
import stat

from tests.journeys.browser import served
from tests.security.callers import BOARD, MANAGER, STEWARD, Accounts, call, screen


OTHERS = stat.S_IRWXO
GROUP_WRITES = stat.S_IWGRP


def modes(home):
    """Every file and folder of a home, with its mode."""
    for folder, folders, files in os.walk(home):
        for name in (*folders, *files):
            path = os.path.join(folder, name)  # noqa: PTH118
            yield os.path.relpath(path, home), stat.S_IMODE(os.lstat(path).st_mode)


def test_nothing_in_the_home_is_for_others_after_people_were_here(own_demonstration):
    home = own_demonstration
    before = os.umask(0o000)  # whatever the account allows: each file says for itself
    try:
        with served(home) as site:
            accounts = Accounts(home)
            for person in (MANAGER, BOARD, STEWARD):
                with screen(site, accounts.begin(person)):
                    pass
            call(site, "/export/access-matrix.csv", token=accounts.begin(STEWARD))
            accounts.engine.dispose()
            found = dict(modes(home))
    finally:
        os.umask(before)
    open_to_others = {path: oct(mode) for path, mode in found.items() if mode & OTHERS}
    open_to_others.pop("server.log", None)  # the log of this test, not of the service
    assert open_to_others == {}
    written_by_group = {path for path, mode in found.items() if mode & GROUP_WRITES}
    assert written_by_group - {"server.log"} == set()
    assert any("claims/trust=" in path for path in found)
