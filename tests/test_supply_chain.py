"""Nothing unknown is built in, and whoever plants something old or leaves something out is told."""

import json
import zipfile
from datetime import date, timedelta

import pytest

from tests import supply_chain
from tests.supply_chain import (
    ASKED_FOR,
    LONGEST_WAIVER,
    MOST_DIRECT,
    UNAUDITED,
    Finding,
    Pin,
    Waiver,
    answered,
    known_floors,
    licences,
    pins,
    read_from_file,
    requirements,
    unwaived,
)


TODAY = date(2026, 11, 24)
OLD = Pin("streamlit", "1.30.0")
# Licences that ask for no more than to be named, or (LGPL, MPL) for changes of the package itself.
MAY_BE_USED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "LGPL-3.0-only", "MIT",
    "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Zlib",
    "License :: OSI Approved :: BSD License",
    "License :: OSI Approved :: Apache Software License",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)",
    "License :: OSI Approved :: SIL Open Font License 1.1 (OFL-1.1)",
}  # fmt: skip
# Packages whose own description does not name it in a field for it.
SAID_ELSEWHERE = {"protobuf": "BSD-3-Clause", "pydeck": "Apache-2.0"}


@pytest.fixture(scope="module")
def bill():
    return supply_chain.bill_of_materials()


def test_every_line_of_the_lock_is_one_version_with_its_hashes():
    assert len(pins()) > 40
    whole = supply_chain.LOCKED.read_text()
    assert whole.count("--hash=sha256:") >= len(requirements(supply_chain.LOCKED))


def test_a_line_without_a_version_is_no_lock(tmp_path):
    loose = tmp_path / "requirements.txt"
    loose.write_text("streamlit>=1.30\n")
    with pytest.raises(ValueError, match="not pinned"):
        pins(loose)


def test_we_ask_for_few_packages_ourselves():
    assert len(requirements(ASKED_FOR)) <= MOST_DIRECT


def test_what_is_installed_is_what_is_locked_and_nothing_else_is_in_the_bill(bill):
    told = {Pin(supply_chain.canonicalize_name(c["name"]), c["version"])
            for c in bill["components"]}  # fmt: skip
    assert told == set(pins())
    known = {component["bom-ref"] for component in bill["components"]}
    assert {ref for each in bill["dependencies"] for ref in each["dependsOn"]} <= known


def test_the_bill_says_no_time_and_no_place(bill):
    text = json.dumps(bill)
    assert "timestamp" not in bill["metadata"]
    assert "serialNumber" not in bill
    assert str(supply_chain.PROJECT) not in text
    assert "file://" not in text


def test_every_licence_is_one_that_may_be_used(bill):
    unknown = {}
    for name, said in licences(bill).items():
        parts = {part for one in said for part in one.replace(" OR ", " AND ").split(" AND ")}
        if not parts:
            parts = {SAID_ELSEWHERE.get(name, "says nothing")}
        if parts - MAY_BE_USED:
            unknown[name] = parts
    assert unknown == {}


def test_nothing_that_we_know_of_is_built_in():
    assert known_floors(pins()) == []


def test_a_planted_old_package_is_below_its_floor():
    found = {each.id for each in known_floors([OLD, Pin("starlette", "1.0.9")])}
    assert {"CVE-2024-42474", "CVE-2026-33682", "CVE-2026-48818"} <= found


def test_an_answer_that_skips_or_forgets_a_package_has_not_audited_it():
    told = json.dumps({"dependencies": [
        {"name": "Streamlit", "version": "1.30.0", "vulns": [{"id": "X-1", "description": "Bad"}]},
        {"name": "polars", "version": "2.1.0", "skip_reason": "not found"},
    ]})  # fmt: skip
    wanted = [OLD, Pin("polars", "2.1.0"), Pin("plotly", "7.1.0")]
    assert [(each.pin.name, each.id) for each in answered(told, wanted, why="")] == [
        ("streamlit", "X-1"), ("polars", UNAUDITED), ("plotly", UNAUDITED),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "No known vulnerabilities found", "[]", '{"a": 1}'])
def test_no_answer_audits_nothing(text):
    assert answered(text, [OLD], why="offline") == [Finding(OLD, UNAUDITED, "offline")]


def test_pip_audit_finds_a_package_that_is_not_there_unaudited(tmp_path):
    """The real program, whether it reaches its service here or not."""
    lock = tmp_path / "requirements.txt"
    hashed = "0" * 64
    lock.write_text(f"no-such-package-of-ours==1.0 --hash=sha256:{hashed}\n")
    planted = [Pin("no-such-package-of-ours", "1.0")]
    (found,) = supply_chain.asked_of_service(lock, "pypi", planted)
    assert (found.id, found.pin) == (UNAUDITED, planted[0])
    assert found.said


def advisories(folder, *, modified="2026-11-20T10:00:00Z", **record):
    """A file of advisories as OSV gives it, with one record on Streamlit."""
    path = folder / "all.zip"
    told = {
        "id": "PYSEC-0",
        "modified": modified,
        "summary": "Bad",
        "affected": [{
            "package": {"ecosystem": "PyPI", "name": "Streamlit"},
            "ranges": [{"type": "ECOSYSTEM",
                        "events": [{"introduced": "1.10"}, {"fixed": "1.54.0"}]}],
            "versions": ["0.9.0"],
        }],
        **record,
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("PYSEC-0.json", json.dumps(told))
    return path


@pytest.mark.parametrize(
    ("version", "found"),
    [("1.30.0", True), ("1.10", True), ("0.9.0", True), ("1.9.5", False), ("1.54.0", False),
     ("1.54.0rc1", True), ("1.67.0", False)],
)  # fmt: skip
def test_a_fetched_file_of_advisories_finds_a_planted_version(tmp_path, version, found):
    told = read_from_file(advisories(tmp_path), [Pin("streamlit", version)], today=TODAY)
    assert [each.id for each in told] == ["PYSEC-0"] * found


def test_a_withdrawn_advisory_and_one_of_another_package_find_nothing(tmp_path):
    withdrawn = advisories(tmp_path, withdrawn="2026-11-01T00:00:00Z")
    assert read_from_file(withdrawn, [OLD], today=TODAY) == []
    assert read_from_file(advisories(tmp_path), [Pin("polars", "1.30.0")], today=TODAY) == []


def test_an_old_file_of_advisories_audits_nothing(tmp_path):
    path = advisories(tmp_path, modified="2026-11-16T23:00:00Z")
    (found,) = read_from_file(path, [Pin("polars", "2.1.0")], today=TODAY)
    assert found.id == UNAUDITED


def test_the_fetched_file_is_asked_when_no_service_answers(tmp_path, monkeypatch):
    lock = tmp_path / "requirements.txt"
    lock.write_text("streamlit==1.53.0\n")
    monkeypatch.setattr(supply_chain, "SERVICES", ())
    monkeypatch.setenv(supply_chain.ADVISORIES, str(advisories(tmp_path)))
    by, found = supply_chain.audited(lock, today=TODAY)
    assert by.endswith("all.zip")
    assert {each.id for each in found} >= {"PYSEC-0", "CVE-2026-33682"}


def test_a_waiver_holds_from_its_first_day_to_its_last():
    waiver = Waiver("X-1", "why", TODAY, TODAY + timedelta(days=2))
    found = [Finding(OLD, "X-1", ""), Finding(OLD, "X-2", "")]
    for days, standing in ((-1, 2), (0, 1), (2, 1), (3, 2)):
        assert len(unwaived(found, [waiver], today=TODAY + timedelta(days=days))) == standing


def test_our_waivers_have_a_reason_and_an_end():
    for each in supply_chain.waivers():
        assert each.reason.endswith(".")
        assert each.until - each.since <= LONGEST_WAIVER


@pytest.mark.parametrize(
    "told",
    ['id = "X"\nreason = " "\nsince = 2026-11-24\nuntil = 2026-11-25',
     'id = "X"\nreason = "Long"\nsince = 2026-11-24\nuntil = 2027-11-24',
     'id = "X"\nreason = "Turned"\nsince = 2026-11-24\nuntil = 2026-11-23'],
)  # fmt: skip
def test_a_waiver_without_a_reason_or_an_end_is_refused(tmp_path, told):
    path = tmp_path / "waivers.toml"
    path.write_text(f"[[waiver]]\n{told}\n")
    with pytest.raises(ValueError, match="needs a reason"):
        supply_chain.waivers(path)
