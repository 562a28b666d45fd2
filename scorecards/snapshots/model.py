"""What a release of claims is: where it came from, what is in it, what its manifest says.

A release knows nothing of claims beyond `trust` and `claim_ref`, and that integer columns named
`…_paid` and `…_reserved` are pence.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from scorecards.errors import UserError
from scorecards.people.model import Organisation, Predecessor


SCHEMA_VERSION = 1
TRUST, CLAIM_REF = "trust", "claim_ref"
MONEY_ENDINGS = ("_paid", "_reserved")
MANIFEST, MANIFEST_SHA256 = "manifest.json", "manifest.sha256"
NO_CLAIMS, CODES, ORGANISATIONS = "claims/empty.parquet", "codes.parquet", "organisations.parquet"
PREDECESSORS = "predecessors.parquet"
MERGED = {
    "code": pl.String(),
    "name": pl.String(),
    "successor": pl.String(),
    "from_date": pl.Date(),
}
CODE_COLUMNS = ("list", "code", "name", "group")
SNAPSHOT_ID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{10}")
TRUST_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,19}")
TABLE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read. `size` in bytes; the hash, not the name, says which file it is."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Origin:
    """`recipe` is a hash of the profile's text and the code lists: how the sources were read."""

    as_at: date
    profile: str
    sources: tuple[Source, ...]
    currency: str
    fictional: bool
    recipe: str

    @property
    def snapshot_id(self) -> str:
        """The same bytes read in the same way have the same name, whatever they were called."""
        hashes = sorted(source.sha256 for source in self.sources)
        told = [SCHEMA_VERSION, self.as_at.isoformat(), self.profile, self.recipe, hashes]
        digest = hashlib.sha256(json.dumps(told).encode()).hexdigest()
        return f"{self.as_at.isoformat()}-{digest[:10]}"


@dataclass(frozen=True, slots=True)
class Contents:
    """`peers` are aggregates of groups of trusts, by name, which hold nothing to be hidden.

    `across` are tables with a row per trust (never per claim), by name: exact, so only queries that
    protect what they give read them. `predecessors` are bodies that became part of
    `organisations`; nobody opens them. `codes` has the columns of CODE_COLUMNS, in their order.
    """

    claims: pl.DataFrame
    peers: Mapping[str, pl.DataFrame]
    codes: pl.DataFrame
    organisations: tuple[Organisation, ...]
    predecessors: tuple[Predecessor, ...] = ()
    across: Mapping[str, pl.DataFrame] = field(default_factory=dict)


class DamagedSnapshot(UserError):
    """A release whose files are not what was written. `file` is named relative to the release."""

    def __init__(self, folder: Path, file: str, fault: str) -> None:
        super().__init__(
            f"The release {folder.name} is not used: {file} {fault}. "
            "Import its sources again, or restore its folder from a backup."
        )
        self.file = file
        self._path = folder / file
        self._seen = _signature(self._path)

    def may_be_mended(self) -> bool:
        """Whether the file has been replaced since, so that looking again is worth the time."""
        return _signature(self._path) != self._seen


def claims_path(trust: str) -> str:
    return f"claims/{TRUST}={trust}/claims.parquet"


def peers_path(name: str) -> str:
    return f"peers/{name}.parquet"


def across_path(name: str) -> str:
    return f"across/{name}.parquet"


def money_columns(claims: pl.DataFrame) -> tuple[str, ...]:
    """The columns in pence."""
    return tuple(
        name
        for name, dtype in claims.schema.items()
        if name.endswith(MONEY_ENDINGS) and dtype.is_integer()
    )


def money_sums(claims: pl.DataFrame) -> dict[str, int]:
    """Pence per money column; nothing adds up to nothing."""
    return {name: int(claims[name].sum()) for name in money_columns(claims)}


def _signature(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
