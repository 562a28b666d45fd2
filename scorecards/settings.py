"""Where things are and how large they may be: from the environment, passed in, never global."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scorecards.errors import UserError


PROJECT = Path(__file__).resolve().parent.parent
REFERENCE = PROJECT / "data" / "reference"
PROFILES = PROJECT / "data" / "profiles"
LIBRARY = PROJECT / "data" / "library"
MEASURES = PROJECT / "data" / "measures"
DEFAULT_PORT = 8501


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` is what a running instance writes; `database_url` what people write goes to."""

    home: Path
    database_url: str
    port: int = DEFAULT_PORT

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Reads SCORECARDS_HOME, SCORECARDS_DATABASE_URL, PORT. UserError for a bad port."""
        home = Path(environment.get("SCORECARDS_HOME") or PROJECT / "var").resolve()
        port = environment.get("PORT") or str(DEFAULT_PORT)
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise UserError(f"PORT is “{port}”. Set it to a number from 1 to 65535.")
        url = environment.get("SCORECARDS_DATABASE_URL") or f"sqlite:///{home / 'scorecards.db'}"
        return cls(home=home, database_url=url, port=int(port))

    @property
    def snapshots(self) -> Path:
        return self.home / "snapshots"
