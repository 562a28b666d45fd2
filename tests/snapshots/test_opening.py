"""Nothing is shown that is not what was written; the previous release serves instead (PUB-2)."""

import random
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scorecards.errors import UserError
from scorecards.settings import REFERENCE
from scorecards.snapshots import manifest
from scorecards.snapshots.model import DamagedSnapshot
from scorecards.snapshots.opening import check_figures, open_snapshot
from scorecards.snapshots.queries import open_current
from scorecards.taxonomy.codes import read
from tests.snapshots.releases import TRUSTS, built, figures, published, total_damages


def _files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _flip_a_bit(folder, chance):
    """Turns one bit somewhere, each byte as likely as another; gives the way back."""
    files = _files(folder)
    path = chance.choices(files, [path.stat().st_size for path in files])[0]
    before = path.read_bytes()
    after = bytearray(before)
    after[chance.randrange(len(after))] ^= 1 << chance.randrange(8)
    path.write_bytes(after)
    return path, before


def test_a_release_with_one_flipped_bit_is_refused_and_the_previous_one_serves(engine, root):
    bits = 400
    before = published(engine, root, 0)
    after = published(engine, root, 1)
    chance = random.Random(bits)
    for _ in range(bits):
        path, sound = _flip_a_bit(root / after.id, chance)
        with pytest.raises(DamagedSnapshot, match=after.id) as refusal:
            open_snapshot(root, after.id)
        assert refusal.value.file == path.relative_to(root / after.id).as_posix().replace(
            "manifest.sha256", "manifest.json"
        )
        serving = open_current(engine, root, opened={})
        assert (serving.snapshot.id, figures(serving.snapshot)) == (before.id, total_damages(0))
        path.write_bytes(sound)
    assert open_current(engine, root, opened={}).snapshot.id == after.id


def _cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def _lengthen(path):
    path.write_bytes(path.read_bytes() + b"\0")


def _zero_a_page(path):
    path.write_bytes(bytes(len(path.read_bytes()[:4096])) + path.read_bytes()[4096:])


def _empty(path):
    path.write_bytes(b"")


def _delete(path):
    path.unlink()


def _make_a_folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [_cut, _lengthen, _zero_a_page, _empty, _delete, _make_a_folder])
def test_damage_to_any_file_is_refused_by_the_name_of_the_file(root, damage):
    snapshot = built(root)
    folder = root / snapshot.id
    for path in _files(folder):
        kept = path.read_bytes()
        damage(path)
        with pytest.raises(DamagedSnapshot) as refusal:
            open_snapshot(root, snapshot.id)
        named = path.relative_to(folder).as_posix()
        assert refusal.value.file in (named, named.replace(".sha256", ".json"))
        assert refusal.value.file in str(refusal.value)
        assert str(root) not in str(refusal.value)
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.write_bytes(kept)
    assert open_snapshot(root, snapshot.id).id == snapshot.id


def _exchange(root, snapshot):
    """Puts two trusts' files in each other's place."""
    one, other = (
        root / snapshot.id / "claims" / f"trust={trust}" / "claims.parquet" for trust in TRUSTS[:2]
    )
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def test_two_trusts_files_in_each_others_place_are_refused(root):
    snapshot = built(root)
    _exchange(root, snapshot)
    with pytest.raises(DamagedSnapshot, match="trust=RA1"):
        open_snapshot(root, snapshot.id)


def test_they_are_refused_even_when_the_manifest_was_written_again_to_match(root):
    snapshot = built(root)
    _exchange(root, snapshot)
    path = root / snapshot.id / "manifest.json"
    hashes = {entry.path: entry.sha256 for entry in snapshot.manifest.files}
    one, other = (hashes[f"claims/trust={trust}/claims.parquet"] for trust in TRUSTS[:2])
    text = path.read_text().replace(one, "#").replace(other, one).replace("#", other)
    sizes = [entry.size for entry in snapshot.manifest.files if entry.sha256 in (one, other)]
    text = text.replace(f'"size": {sizes[0]}', '"size": #').replace(
        f'"size": {sizes[1]}', f'"size": {sizes[0]}'
    )
    text = text.replace('"size": #', f'"size": {sizes[1]}')
    path.write_text(text)
    path.with_name("manifest.sha256").write_bytes(manifest.sha256_line(text.encode()))
    with pytest.raises(DamagedSnapshot, match="holds the claims of another trust"):
        open_snapshot(root, snapshot.id)


def test_a_release_under_the_name_of_another_is_refused(root):
    one, other = built(root, 0), built(root, 1)
    shutil.rmtree(root / one.id)
    (root / other.id).rename(root / one.id)
    with pytest.raises(DamagedSnapshot, match=f"belongs to the release {other.id}"):
        open_snapshot(root, one.id)


def test_a_manifest_that_does_not_add_up_is_found_by_verifying(root):
    snapshot = built(root, 3)
    path = root / snapshot.id / "manifest.json"
    text = path.read_text().replace(str(total_damages(3)), str(total_damages(3) + 1))
    path.write_text(text)
    path.with_name("manifest.sha256").write_bytes(manifest.sha256_line(text.encode()))
    with pytest.raises(DamagedSnapshot, match="does not add up"):
        check_figures(open_snapshot(root, snapshot.id))


@pytest.mark.parametrize("name", ["../../etc", "", "2024-09-30", "2024-09-30-ABCDEF0123", "x" * 9])
def test_a_name_that_is_not_one_of_a_release_is_refused(root, name):
    with pytest.raises(UserError, match="is not the name of a release"):
        open_snapshot(root, name)


def test_a_release_that_is_not_there_is_refused_with_a_sentence(root):
    with pytest.raises(DamagedSnapshot, match=r"manifest\.json is missing"):
        open_snapshot(root, "2024-09-30-0123456789")


def test_a_file_that_changes_after_opening_is_not_read(root):
    snapshot = open_snapshot(root, built(root).id)
    path = root / snapshot.id / "claims" / "trust=RB2" / "claims.parquet"
    path.write_bytes(path.read_bytes().replace(b"RB2", b"RB3"))
    with pytest.raises(DamagedSnapshot, match="trust=RB2"):
        snapshot.claims("RB2")
    assert snapshot.damage is not None
    assert snapshot.claims("RA1").collect().height == 8


def test_an_unknown_trust_has_no_claims_and_all_columns(root):
    snapshot = built(root)
    for trust in ("RX9", "../RA1", ""):
        nothing = snapshot.claims(trust).collect()
        assert (nothing.height, nothing.schema) == (0, snapshot.claims("RA1").collect_schema())


def test_all_claims_are_those_of_every_trust(root):
    snapshot = built(root)
    own = pl.concat([snapshot.claims(trust) for trust in TRUSTS])
    assert_frame_equal(snapshot.all_claims().collect(), own.collect())
    assert snapshot.trusts == TRUSTS


def test_peer_figures_come_back_by_name_and_an_unknown_name_is_refused(root):
    snapshot = built(root)
    assert snapshot.peers("by-group").collect().rows() == [("Large", 20), ("Small", 15)]
    with pytest.raises(UserError, match="no peer figures called “ages”"):
        snapshot.peers("ages")


def test_the_words_and_the_organisations_of_a_release_travel_with_it(root):
    snapshot, reference = built(root), read(REFERENCE)
    for name, codes in reference.lists.items():
        shown = [(code.code, code.name, code.group) for code in snapshot.taxonomy[name]]
        assert shown == [(code.code, code.name, code.group) for code in codes]
        assert shown or not codes.codes
    assert snapshot.organisations["RA1"].name == "Trust RA1"
    assert set(snapshot.organisations) == set(TRUSTS)


def test_no_more_claims_are_kept_in_memory_than_allowed(root):
    snapshot = open_snapshot(root, built(root).id, kept_rows=16)
    for trust in TRUSTS:
        assert snapshot.claims(trust).collect()["trust"].unique().to_list() == [trust]
    path = root / snapshot.id / "claims" / "trust=RA1" / "claims.parquet"
    path.unlink()
    for kept in TRUSTS[1:]:
        assert snapshot.claims(kept).collect().height == 8
    with pytest.raises(DamagedSnapshot, match="is missing"):
        snapshot.claims("RA1")


def test_threads_that_share_a_release_each_get_their_own_trusts_claims(root):
    snapshot = open_snapshot(root, built(root).id, kept_rows=8)
    together = threading.Barrier(4)

    def read_many(seed):
        chance = random.Random(seed)
        together.wait()
        asked = [chance.choice(TRUSTS) for _ in range(100)]
        return [snapshot.claims(trust).collect()["trust"].unique().item() for trust in asked], asked

    with ThreadPoolExecutor(4) as threads:
        for got, asked in threads.map(read_many, range(4)):
            assert got == asked
