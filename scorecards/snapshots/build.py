"""Building a release beside the others, so that it appears whole or not at all. Publishes nothing.

Parquet in one folder per release: a trust's claims are one small file, what compares trusts is
aggregated before it gets here, and the manifest comes last.
"""

import hashlib
import io
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import polars as pl

from scorecards.errors import UserError
from scorecards.snapshots import disk, manifest, model
from scorecards.snapshots.manifest import FileEntry, Manifest
from scorecards.snapshots.model import Contents, DamagedSnapshot, Origin
from scorecards.snapshots.opening import open_snapshot
from scorecards.store.locks import alone


log = logging.getLogger(__name__)
MEBIBYTE = 1024 * 1024
# Polars counts what a frame takes in memory; the files are smaller, the margin is on our side.
ROOM_FOR_BUILDS = 2


@dataclass(frozen=True, slots=True)
class Built:
    """`already`: a sound release of the same sources was there, and nothing was written."""

    snapshot_id: str
    already: bool


def build(root: Path, origin: Origin, contents: Contents, *, now: datetime) -> Built:
    """Writes a release into `root`. Raises UserError when it may not or cannot be written.

    Whatever goes wrong, what was there before is there still, and nothing else.
    """
    _check(contents)
    try:
        disk.make_folder(root)
        sweep(root)
        if _is_sound(root, origin.snapshot_id):
            disk.sync_folder(root)
            return Built(origin.snapshot_id, already=True)
        _check_room(root, contents)
        with disk.building(root) as folder:
            written = tuple(_write(folder, contents))
            _write_manifest(folder, _manifest(origin, contents, written, now))
            disk.sync_folders_below(folder)
            return Built(origin.snapshot_id, _put_in_place(folder, root / origin.snapshot_id))
    except OSError as error:
        raise UserError(
            f"The release could not be written: {error.strerror}. Nothing has changed. "
            "Check the disk, then import the files again."
        ) from error


def sweep(root: Path) -> int:
    """Removes what interrupted builds left behind, and says how many there were."""
    swept = disk.sweep(root)
    if swept:
        log.warning("Removed what was left of unfinished builds: %d", swept)
    return swept


def _check(contents: Contents) -> None:
    claims = contents.claims
    if not {model.TRUST, model.CLAIM_REF} <= set(claims.columns):
        raise UserError("The claims need a trust and a claim reference each.")
    for trust in claims[model.TRUST].unique(maintain_order=True):
        if trust is None or not model.TRUST_CODE.fullmatch(trust):
            raise UserError(
                f"“{trust or ''}” cannot be the code of a trust. Use 1 to 20 capital letters, "
                "digits, hyphens and underscores, starting with a letter or digit."
            )
    for name in (*contents.peers, *contents.across):
        if not model.TABLE_NAME.fullmatch(name):
            raise UserError(f"“{name}” cannot be the name of peer figures. Use a-z, 0-9, - and _.")
    for name, across in contents.across.items():
        if model.CLAIM_REF in across.columns:
            raise UserError(f"The table “{name}” has a row per claim. Add them up to trusts first.")
    for name, peers in contents.peers.items():
        if {model.TRUST, model.CLAIM_REF} & set(peers.columns):
            raise UserError(
                f"The peer figures “{name}” have a row per trust or per claim. "
                "Add them up to groups of trusts first."
            )
    codes = [each.code for each in contents.organisations]
    codes += [each.code for each in contents.predecessors]
    if len(set(codes)) < len(codes):
        raise UserError("An organisation is listed twice. Each code may stand for one only.")


def _is_sound(root: Path, snapshot_id: str) -> bool:
    if not (root / snapshot_id).exists():
        return False
    try:
        open_snapshot(root, snapshot_id)
    except DamagedSnapshot as damage:
        log.warning("Found a damaged release: %s", damage)
        return False
    return True


def _check_room(root: Path, contents: Contents) -> None:
    tables = (*contents.peers.values(), *contents.across.values())
    frames = (contents.claims, contents.codes, *tables)
    needed = ROOM_FOR_BUILDS * (MEBIBYTE + sum(int(frame.estimated_size()) for frame in frames))
    free = shutil.disk_usage(root).free
    if free < needed:
        raise UserError(
            f"There is not enough room for this release: it needs {needed // MEBIBYTE:,} MB, "
            f"{free // MEBIBYTE:,} MB are free. Make room, then import the files again."
        )


def _write(folder: Path, contents: Contents) -> Iterator[FileEntry]:
    """Every Parquet file, one after the other; in memory there is one at a time."""
    claims = contents.claims.sort(model.CLAIM_REF, maintain_order=True)
    yield _write_parquet(folder, model.NO_CLAIMS, claims.clear())
    for (trust,), own in sorted(claims.partition_by(model.TRUST, as_dict=True).items()):
        yield _write_parquet(folder, model.claims_path(trust), own, {model.TRUST: trust})
    for name, peers in sorted(contents.peers.items()):
        yield _write_parquet(folder, model.peers_path(name), peers)
    for name, across in sorted(contents.across.items()):
        yield _write_parquet(folder, model.across_path(name), across)
    yield _write_parquet(folder, model.CODES, contents.codes.select(model.CODE_COLUMNS))
    organisations = [
        (each.code, each.name, each.type, each.region) for each in contents.organisations
    ]
    columns = dict.fromkeys(("code", "name", "type", "region"), pl.String)
    listed = pl.DataFrame(organisations, schema=columns, orient="row")
    yield _write_parquet(folder, model.ORGANISATIONS, listed)
    merged = [
        (each.code, each.name, each.successor, each.from_date) for each in contents.predecessors
    ]
    yield _write_parquet(
        folder, model.PREDECESSORS, pl.DataFrame(merged, schema=model.MERGED, orient="row")
    )


def _write_parquet(
    folder: Path, path: str, frame: pl.DataFrame, about: dict[str, str] | None = None
) -> FileEntry:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=True, metadata=about)
    content = buffer.getvalue()
    disk.write_file(folder / path, content)
    return FileEntry(path, hashlib.sha256(content).hexdigest(), len(content), frame.height)


def _manifest(
    origin: Origin, contents: Contents, files: tuple[FileEntry, ...], now: datetime
) -> Manifest:
    return Manifest(
        id=origin.snapshot_id,
        as_at=origin.as_at,
        created_at=now,
        profile=origin.profile,
        currency=origin.currency,
        fictional=origin.fictional,
        sources=origin.sources,
        recipe=origin.recipe,
        rows=contents.claims.height,
        money=model.money_sums(contents.claims),
        files=files,
    )


def _write_manifest(folder: Path, told: Manifest) -> None:
    content = manifest.to_json(told).encode()
    disk.write_file(folder / model.MANIFEST_SHA256, manifest.sha256_line(content))
    disk.write_file(folder / model.MANIFEST, content)


def _put_in_place(folder: Path, place: Path) -> bool:
    """One rename. Says whether another process was first; a damaged release is moved aside."""
    with alone(place.parent):
        if place.exists():
            if _is_sound(place.parent, place.name):
                return True
            place.rename(place.with_name(f".damaged-{place.name}-{uuid4().hex[:6]}"))
        folder.rename(place)
        disk.sync_folder(place.parent)
    return False
