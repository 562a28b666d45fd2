"""A release appears whole or not at all, once, and closed to those it does not concern."""

import hashlib
import json
import mmap
import shutil
import stat
import subprocess
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import polars as pl
import pyarrow
import pytest
from polars.testing import assert_frame_equal

from scorecards.claims.model import SCHEMA
from scorecards.errors import UserError
from scorecards.people.model import Organisation
from scorecards.snapshots import disk
from scorecards.snapshots.build import Built, build, sweep
from scorecards.snapshots.manifest import TOOL_VERSION
from scorecards.snapshots.model import Source
from scorecards.snapshots.opening import check_figures, open_snapshot
from tests.places import PROJECT
from tests.snapshots.releases import (
    NOW,
    TRUSTS,
    built,
    claim,
    claims,
    contents,
    frame,
    origin,
    total_damages,
)


def _tree(root):
    return {
        path.relative_to(root).as_posix(): path.stat().st_mtime_ns
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_release_holds_one_file_per_trust_and_the_manifest_lists_all_of_them(root):
    snapshot = built(root)
    listed = {entry.path for entry in snapshot.manifest.files}
    own = {f"claims/trust={trust}/claims.parquet" for trust in TRUSTS}
    others = {"claims/empty.parquet", "peers/by-group.parquet", "codes.parquet"}
    assert listed == own | others | {"organisations.parquet", "predecessors.parquet"}
    assert set(_tree(root / snapshot.id)) == listed | {"manifest.json", "manifest.sha256"}


def test_the_manifest_says_where_the_claims_came_from_and_what_they_add_up_to(root):
    told = built(root, 4).manifest
    assert (told.rows, told.money["damages_paid"]) == (24, total_damages(4))
    assert set(told.money) == {name for name in SCHEMA if name.endswith(("_paid", "_reserved"))}
    assert told.sources == (Source("claims-4.csv", f"{4:064x}", 1000),)
    assert (told.as_at, told.created_at, told.currency) == (date(2024, 9, 30), NOW, "GBP")
    assert sum(file.rows for file in told.files if "trust=" in file.path) == 24


def test_the_hash_beside_the_manifest_can_be_checked_without_this_program(root):
    folder = root / built(root).id
    content = (folder / "manifest.json").read_bytes()
    line = (folder / "manifest.sha256").read_text()
    assert line == f"{hashlib.sha256(content).hexdigest()}  manifest.json\n"
    assert list(json.loads(content)) == sorted(json.loads(content))


def test_claims_come_back_as_they_went_in_sorted_by_reference(root):
    rows, snapshot = claims(), built(root)
    for trust in TRUSTS:
        own = snapshot.claims(trust).collect()
        assert_frame_equal(own, rows.filter(trust=trust).sort("claim_ref"))


def test_two_claims_with_one_reference_are_both_kept(root):
    rows = frame([claim("C1", "RA1", damages_paid=5), claim("C1", "RA1", damages_paid=5)])
    assert built(root, rows=rows).claims("RA1").collect()["damages_paid"].to_list() == [5, 5]


def test_a_release_without_claims_can_be_built_and_opened(root):
    snapshot = built(root, rows=claims().clear())
    assert snapshot.trusts == ()
    assert snapshot.all_claims().collect().schema == claims().schema


def test_the_same_bytes_twice_make_one_release_and_write_nothing(root):
    first = build(root, origin(), contents(), now=NOW)
    before = _tree(root)
    renamed = replace(origin(), sources=(Source("renamed.csv", f"{0:064x}", 1000),))
    assert build(root, renamed, contents(), now=NOW) == Built(first.snapshot_id, already=True)
    assert (first.already, _tree(root)) == (False, before)


def test_the_order_of_the_sources_does_not_make_another_release():
    one, two = Source("a.csv", "0" * 64, 1), Source("b.csv", "1" * 64, 1)
    there, back = (replace(origin(), sources=each) for each in ((one, two), (two, one)))
    assert there.snapshot_id == back.snapshot_id


@pytest.mark.parametrize(
    "other", [{"profile": "tsa"}, {"recipe": "r2"}, {"as_at": date(2024, 9, 29)}, {"number": 1}]
)
def test_other_bytes_or_another_way_of_reading_them_make_another_release(other):
    assert origin(**other).snapshot_id != origin().snapshot_id


def test_a_damaged_release_is_built_again_and_the_damaged_files_are_kept_aside(root):
    snapshot = built(root)
    (root / snapshot.id / "codes.parquet").write_bytes(b"")
    assert build(root, origin(), contents(), now=NOW) == Built(snapshot.id, already=False)
    check_figures(open_snapshot(root, snapshot.id))
    assert [path.name.startswith(f".damaged-{snapshot.id}-") for path in root.glob(".*")] == [True]


def test_several_who_build_the_same_release_at_once_make_one(root):
    for number in range(10):
        of_it = origin(number)
        with ThreadPoolExecutor(4) as threads:
            done = list(threads.map(lambda it: build(root, it, contents(), now=NOW), [of_it] * 4))
        assert {each.snapshot_id for each in done} == {of_it.snapshot_id}
        assert sum(not each.already for each in done) == 1
    assert len(list(root.iterdir())) == 10


def test_no_file_of_a_release_is_open_to_others_on_the_machine(root):
    built(root)
    for path in (root, *root.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o750 if path.is_dir() else 0o640), path.name


def test_a_trust_can_be_read_when_another_trusts_folder_is_gone(root):
    snapshot = built(root)
    shutil.rmtree(root / snapshot.id / "claims" / "trust=RB2")
    assert snapshot.claims("RA1").collect().height == 8


@pytest.mark.parametrize(
    "trust", ["../../RA1", "ra1", "", "RA1/RB2", "R" * 21, "-RA1", "RA1\n", None]
)
def test_a_code_that_could_not_name_a_folder_is_refused_and_nothing_is_written(root, trust):
    rows = claims().with_columns(trust=pl.lit(trust, pl.String))
    with pytest.raises(UserError, match="cannot be the code of a trust"):
        build(root, origin(), contents(rows), now=NOW)
    assert not root.exists()


@pytest.mark.parametrize("column", ["trust", "claim_ref"])
def test_peer_figures_with_a_row_per_trust_or_claim_are_refused(root, column):
    peers = {"by-group": pl.DataFrame({"group": ["Large"], column: ["RA1"]})}
    with pytest.raises(UserError, match="Add them up"):
        build(root, origin(), contents(peers=peers), now=NOW)
    assert not root.exists()


def test_peer_figures_named_like_a_path_are_refused(root):
    with pytest.raises(UserError, match="cannot be the name"):
        build(root, origin(), contents(peers={"../x": pl.DataFrame()}), now=NOW)


def test_claims_without_a_trust_or_a_reference_are_refused(root):
    with pytest.raises(UserError, match="need a trust"):
        build(root, origin(), contents(claims().drop("claim_ref")), now=NOW)


def test_an_organisation_that_is_listed_twice_is_refused(root):
    twice = (Organisation("RA1", "One", "Acute", "North"),) * 2
    with pytest.raises(UserError, match="listed twice"):
        build(root, origin(), contents(organisations=twice), now=NOW)


def test_a_place_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path):
    (tmp_path / "snapshots").write_text("a file, not a folder")
    with pytest.raises(UserError, match="could not be written"):
        build(tmp_path / "snapshots", origin(), contents(), now=NOW)


def _as_large_as(size, folder):
    """A frame of at least so many bytes that takes no room: a hole in a file, shown many times."""
    rows = 2**30
    hole = folder / "hole"
    with hole.open("wb") as file:
        file.truncate(8 * rows)
    with hole.open("rb") as file:
        nothing = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    column = pyarrow.Array.from_buffers(pyarrow.int64(), rows, [None, pyarrow.py_buffer(nothing)])
    names = [f"figure_{number}" for number in range(size // (8 * rows) + 1)]
    return pl.DataFrame([pl.Series(name, column) for name in names])


def test_a_release_that_needs_more_room_than_there_is_is_not_begun(root, tmp_path):
    half = shutil.disk_usage(tmp_path).free // 2
    peers = {"by-group": _as_large_as(half, tmp_path)}
    with pytest.raises(UserError, match="not enough room"):
        build(root, origin(), contents(peers=peers), now=NOW)
    assert list(root.iterdir()) == []


def test_sweeping_removes_what_nobody_is_writing_and_leaves_what_somebody_is(root):
    built(root)
    left_over = root / ".build-left"
    disk.write_file(left_over / "claims" / "x.parquet", b"half")
    with disk.building(root) as busy:
        assert sweep(root) == 1
        assert busy.exists()
        assert not left_over.exists()
    assert list(root.glob(".*")) == []


def test_the_next_build_sweeps_by_itself(root):
    disk.write_file(root / ".build-left" / "x.parquet", b"half")
    snapshot = built(root)
    assert [path.name for path in root.iterdir()] == [snapshot.id]


def test_another_engine_reads_a_trusts_file_and_finds_the_trust_in_it(root):
    folder = root / built(root).id
    path = folder / "claims" / "trust=RA1" / "claims.parquet"
    assert pl.read_parquet_metadata(path)["trust"] == "RA1"
    lazy = pl.scan_parquet(folder / "claims" / "trust=*" / "claims.parquet")
    assert lazy.select("trust").unique().collect().height == 3


def test_the_version_in_the_manifest_is_that_of_the_project():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    assert project["project"]["version"] == TOOL_VERSION


def test_sha256sum_agrees_with_the_manifest(root):
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("sha256sum is not on this machine")
    folder = root / built(root).id
    done = subprocess.run([tool, "--check", "manifest.sha256"], cwd=folder, check=False)
    assert done.returncode == 0
