"""Opening a release: nothing is read that is not, to the bit, what was written. Changes nothing.

Parquet has no checksum that readers look at: one flipped bit is mostly read as other figures.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from scorecards.errors import UserError
from scorecards.people.model import Organisation, Predecessor
from scorecards.snapshots import codes, manifest, model
from scorecards.snapshots.manifest import FileEntry, Manifest
from scorecards.snapshots.model import DamagedSnapshot
from scorecards.taxonomy.codes import Taxonomy


# About 200 MB of claims: the national demonstration twice over.
KEPT_ROWS = 400_000


class Snapshot:
    """An opened release. Safe to share between threads and sessions; frames must not be changed.

    `damage` is set once a file turns out to have changed after it was opened.
    """

    def __init__(self, folder: Path, told: Manifest, *, kept_rows: int = KEPT_ROWS) -> None:
        self.id = told.id
        self.manifest = told
        self.damage: DamagedSnapshot | None = None
        self.folder = folder
        self._files = {entry.path: entry for entry in told.files}
        self._kept_rows = kept_rows
        self._kept: OrderedDict[str, pl.DataFrame] = OrderedDict()
        self._lock = threading.Lock()
        self._nation: pl.DataFrame | None = None
        self.organisations: Mapping[str, Organisation] = {
            row["code"]: Organisation(**row)
            for row in self._read(model.ORGANISATIONS).iter_rows(named=True)
        }
        self.predecessors: Mapping[str, Predecessor] = self._predecessors()
        names = {each.code: each.name for each in self.predecessors.values()}
        names |= {each.code: each.name for each in self.organisations.values()}
        listed = codes.from_frame(self._read(model.CODES))
        self.taxonomy: Taxonomy = replace(listed, organisations=names)

    def _predecessors(self) -> Mapping[str, Predecessor]:
        """What merged into today's organisations, by code; none in releases from before these."""
        if model.PREDECESSORS not in self._files:
            return {}
        rows = self._read(model.PREDECESSORS).iter_rows(named=True)
        return {row["code"]: Predecessor(**row) for row in rows}

    @property
    def trusts(self) -> tuple[str, ...]:
        """The codes of the trusts with claims, sorted."""
        found = (_trust_of(path) for path in self._files)
        return tuple(sorted(trust for trust in found if trust is not None))

    @property
    def sizes(self) -> Mapping[str, int]:
        """How many claims each trust has, by its code."""
        return {trust: self._files[model.claims_path(trust)].rows for trust in self.trusts}

    def claims(self, trust: str) -> pl.LazyFrame:
        """The claims of one trust by reference; none, with all columns, for an unknown one."""
        path = model.claims_path(trust)
        return self._frame(path if path in self._files else model.NO_CLAIMS).lazy()

    def peers(self, name: str) -> pl.LazyFrame:
        """Aggregates of groups by name. Raises UserError where this release has none such."""
        return self._table(model.peers_path(name), name)

    def across(self, name: str) -> pl.LazyFrame:
        """A table with exact rows per trust, by name: whoever reads it protects what they give.

        Raises UserError where this release has none of that name.
        """
        return self._table(model.across_path(name), name)

    def nation(self) -> pl.LazyFrame:
        """Every trust's claims without their references, read once: exact, so whoever asks adds
        them up and protects what they give.
        """
        with self._lock:
            if self._nation is None:
                self._nation = self.all_claims().drop(model.CLAIM_REF).collect()
            return self._nation.lazy()

    def all_claims(self) -> pl.LazyFrame:
        """Every trust's claims, by trust and reference: for national work, never for a page."""
        paths = (model.NO_CLAIMS, *(model.claims_path(trust) for trust in self.trusts))
        return pl.concat([self._read(path) for path in paths]).lazy()

    def _table(self, path: str, name: str) -> pl.LazyFrame:
        if path not in self._files:
            raise UserError(
                f"The release {self.id} has no peer figures called “{name}”: it was made by an "
                "earlier version. Import its files again."
            )
        return self._frame(path).lazy()

    def _frame(self, path: str) -> pl.DataFrame:
        with self._lock:
            if path not in self._kept:
                self._kept[path] = self._read(path)
            self._kept.move_to_end(path)
            while len(self._kept) > 1 and self._rows_kept() > self._kept_rows:
                self._kept.popitem(last=False)
            return self._kept[path]

    def _rows_kept(self) -> int:
        return sum(frame.height for frame in self._kept.values())

    def _read(self, path: str) -> pl.DataFrame:
        """Hashed and parsed from the same bytes, so that nothing can come in between."""
        try:
            content = _sound_bytes(self.folder, self._files[path])
        except DamagedSnapshot as damage:
            self.damage = damage
            raise
        return pl.read_parquet(content)


def open_snapshot(root: Path, snapshot_id: str, *, kept_rows: int = KEPT_ROWS) -> Snapshot:
    """Checks every file. Raises DamagedSnapshot, naming the first file that is not as written."""
    if not model.SNAPSHOT_ID.fullmatch(snapshot_id):
        raise UserError(
            f"“{snapshot_id}” is not the name of a release, like 2024-09-30-0a1b2c3d4e."
        )
    folder = root / snapshot_id
    told = _read_manifest(folder)
    for entry in told.files:
        _sound_bytes(folder, entry)
    return Snapshot(folder, told, kept_rows=kept_rows)


def check_figures(snapshot: Snapshot) -> None:
    """Counts and adds up all claims again. Raises DamagedSnapshot where the manifest disagrees."""
    claims, told = snapshot.all_claims().collect(), snapshot.manifest
    if (claims.height, model.money_sums(claims)) != (told.rows, dict(told.money)):
        raise DamagedSnapshot(snapshot.folder, model.MANIFEST, "does not add up to the claims")


def _read_manifest(folder: Path) -> Manifest:
    content = _bytes(folder, model.MANIFEST)
    if _bytes(folder, model.MANIFEST_SHA256) != manifest.sha256_line(content):
        raise DamagedSnapshot(folder, model.MANIFEST, "is not as it was written")
    try:
        told = manifest.from_json(content.decode())
    except ValueError as error:
        raise DamagedSnapshot(folder, model.MANIFEST, str(error)) from error
    if told.id != folder.name:
        raise DamagedSnapshot(folder, model.MANIFEST, f"belongs to the release {told.id}")
    listed = {entry.path for entry in told.files}
    for path in (model.NO_CLAIMS, model.CODES, model.ORGANISATIONS):
        if path not in listed:
            raise DamagedSnapshot(folder, model.MANIFEST, f"does not list {path}")
    return told


def _sound_bytes(folder: Path, entry: FileEntry) -> bytes:
    content = _bytes(folder, entry.path)
    if len(content) != entry.size or hashlib.sha256(content).hexdigest() != entry.sha256:
        raise DamagedSnapshot(folder, entry.path, "is not as it was written")
    trust = _trust_of(entry.path)
    if trust is not None and pl.read_parquet_metadata(content).get(model.TRUST) != trust:
        raise DamagedSnapshot(folder, entry.path, "holds the claims of another trust")
    return content


def _bytes(folder: Path, path: str) -> bytes:
    try:
        return (folder / path).read_bytes()
    except FileNotFoundError as error:
        raise DamagedSnapshot(folder, path, "is missing") from error
    except OSError as error:
        raise DamagedSnapshot(folder, path, f"cannot be read ({error.strerror})") from error


def _trust_of(path: str) -> str | None:
    """The code in `claims/trust=<code>/claims.parquet`; none for every other file."""
    parts = path.split("/")
    named = len(parts) == 3 and parts[1].startswith(f"{model.TRUST}=")
    return parts[1].removeprefix(f"{model.TRUST}=") if named else None
