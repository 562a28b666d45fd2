"""One seed, one nation: on any run, whatever Python's hash seed, and quickly."""

import os
import subprocess
import sys

from scorecards.demo import nation
from tests.places import PROJECT


PRINT_DIGEST = """
import hashlib
from scorecards.demo.nation import build
drawn = build()
digest = hashlib.sha256()
for part in (drawn.claims.write_csv(), drawn.exposures.write_csv(), repr(drawn.organisations)):
    digest.update(part.encode())
print(digest.hexdigest())
"""


def digest(hash_seed: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        cwd=PROJECT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.strip()


def test_the_same_seed_gives_identical_frames(drawn: nation.Nation):
    again = nation.build()
    assert again.claims.equals(drawn.claims)
    assert again.exposures.equals(drawn.exposures)
    assert again.organisations == drawn.organisations


def test_the_hash_seed_of_python_changes_nothing():
    first, second = digest("1"), digest("2")
    assert len(first) == 64
    assert first == second
