"""The manifest says the same after being written and read, and is read strictly."""

import json
from datetime import UTC, date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scorecards.snapshots.manifest import FileEntry, Manifest, from_json, to_json
from scorecards.snapshots.model import Source
from tests.snapshots.releases import NOW


SHA = "0123456789abcdef" * 4
EXAMPLE = Manifest(
    id="2024-09-30-0123456789",
    as_at=date(2024, 9, 30),
    created_at=NOW,
    profile="test",
    currency="GBP",
    fictional=True,
    sources=(Source("claims.csv", SHA, 10),),
    recipe="r",
    rows=3,
    money={"damages_paid": 100},
    files=(FileEntry("claims/trust=RA1/claims.parquet", SHA, 10, 3),),
)
hashes = some.text("0123456789abcdef", min_size=64, max_size=64)
counts = some.integers(0, 2**62)
manifests = some.builds(
    Manifest,
    id=some.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{10}\Z"),
    as_at=some.dates(),
    created_at=some.datetimes(timezones=some.just(UTC)),
    profile=some.text(),
    currency=some.sampled_from(["GBP", "USD"]),
    fictional=some.booleans(),
    sources=some.lists(some.builds(Source, some.text(), hashes, counts)).map(tuple),
    recipe=some.text(),
    rows=counts,
    money=some.dictionaries(some.text(), some.integers(-(2**62), 2**62)),
    files=some.lists(
        some.builds(
            FileEntry, some.from_regex(r"\A[a-z]{1,9}(/[a-z]{1,9})?\Z"), hashes, counts, counts
        )
    ).map(tuple),
    tool=some.text(),
    schema_version=some.just(1),
)


@settings(deadline=None, max_examples=40)
@given(manifests)
def test_a_manifest_reads_back_as_it_was(told):
    assert from_json(to_json(told)) == told


WRONG = [
    ("schema_version", 2),
    ("schema_version", "1"),
    ("id", "latest"),
    ("as_at", "30/09/2024"),
    ("created_at", "2024-10-01T09:30:00"),
    ("fictional", "no"),
    ("rows", -1),
    ("rows", 3.0),
    ("rows", True),
    ("money", [1]),
    ("money", {"damages_paid": 1.5}),
    ("sources", "claims.csv"),
    ("sources", [{"name": "a"}]),
    ("files", [{"path": "../a", "sha256": SHA, "size": 1, "rows": 1}]),
    ("files", [{"path": "/a", "sha256": SHA, "size": 1, "rows": 1}]),
    ("files", [{"path": "a", "sha256": "0", "size": 1, "rows": 1}]),
    ("files", [{"path": "a", "sha256": SHA, "size": 1, "rows": 1, "note": ""}]),
    ("profile", None),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_manifest_with_a_wrong_entry_is_refused(name, value):
    with pytest.raises(ValueError, match=r"\w"):
        from_json(json.dumps(json.loads(to_json(EXAMPLE)) | {name: value}))


@pytest.mark.parametrize("name", sorted(Manifest.__slots__))
def test_a_manifest_that_lacks_an_entry_is_refused(name):
    told = json.loads(to_json(EXAMPLE))
    del told[name]
    with pytest.raises(ValueError, match="exactly the expected entries"):
        from_json(json.dumps(told))


def test_a_manifest_with_an_entry_too_many_is_refused():
    told = json.loads(to_json(EXAMPLE)) | {"note": ""}
    with pytest.raises(ValueError, match="exactly the expected entries"):
        from_json(json.dumps(told))
