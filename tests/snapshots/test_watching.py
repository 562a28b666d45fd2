"""A release on the disk is looked at often, and read whole once an hour or when a file changed."""

from datetime import timedelta

from scorecards.snapshots.watching import AGAIN, Watch
from tests.snapshots.releases import NOW, built


def test_it_is_read_once_and_again_after_an_hour(root):
    release, watch = built(root, 0), Watch()
    assert watch.look(root, release.id, now=NOW).at == NOW
    soon, late = NOW + AGAIN - timedelta(seconds=1), NOW + AGAIN
    assert watch.look(root, release.id, now=soon).at == NOW
    assert watch.look(root, release.id, now=late).at == late


def test_a_file_that_changes_is_noticed_at_once_and_so_is_that_it_was_mended(root):
    release, watch = built(root, 0), Watch()
    assert watch.look(root, release.id, now=NOW).damage is None
    file = root / release.id / "codes.parquet"
    content = file.read_bytes()
    for damaged in (b"", content[:-1] + b"?", None):
        file.unlink() if damaged is None else file.write_bytes(damaged)
        assert "codes.parquet" in (watch.look(root, release.id, now=NOW).damage or "")
    file.write_bytes(content)
    assert watch.look(root, release.id, now=NOW).damage is None


def test_each_release_is_looked_at_by_itself(root):
    one, two, watch = built(root, 0), built(root, 1), Watch()
    (root / one.id / "codes.parquet").write_bytes(b"")
    assert watch.look(root, one.id, now=NOW).damage is not None
    assert watch.look(root, two.id, now=NOW).damage is None
    assert watch.look(root, one.id, now=NOW).damage is not None
