"""What we are made of, and whether anything known is wrong with it: `make audit`, `make sbom`.

A package that could not be looked up counts as a failure, as pip-audit alone does not do. A finding
may be waived for a time in docs/security/waivers.toml, with a reason. The services of advisories
are asked; where none answers, a file of advisories that somebody fetched is read, if it is fresh.
"""

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version


PROJECT = Path(__file__).resolve().parent.parent
LOCKED, ASKED_FOR = PROJECT / "requirements.txt", PROJECT / "requirements.in"
WAIVERS, FLOORS = PROJECT / "docs/security/waivers.toml", PROJECT / "docs/security/floors.toml"
BILL = PROJECT / "sbom.json"
ADVISORIES = "SCORECARDS_ADVISORIES"  # a zip of OSV records of PyPI
SERVICES = ("pypi", "osv")
FRESH = timedelta(days=7)
LONGEST_WAIVER = timedelta(days=90)
UNAUDITED = "unaudited"
MOST_DIRECT = 40


@dataclass(frozen=True, slots=True)
class Pin:
    """A package in the one version that is installed on this kind of machine."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A known vulnerability in a pin; or, by the id UNAUDITED, that nobody could say."""

    pin: Pin
    id: str
    said: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a finding is borne with, and until when, the last day included."""

    id: str
    reason: str
    since: date
    until: date


def requirements(path: Path) -> list[Requirement]:
    """Each line of a file of requirements, without comments and hashes."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        asked = line.split(" #")[0].rstrip(" \\")
        if asked and not line.startswith((" ", "#", "-")):
            found.append(Requirement(asked))
    return found


def pins(path: Path = LOCKED) -> list[Pin]:
    """What is installed from a lock file here. ValueError for a line that pins no version."""
    here = {**default_environment(), "extra": ""}
    found = []
    for each in requirements(path):
        exact = [one.version for one in each.specifier if one.operator == "=="]
        if len(exact) != 1 or len(each.specifier) != 1:
            raise ValueError(f"{each} is not pinned")
        if each.marker is None or each.marker.evaluate(here):
            found.append(Pin(canonicalize_name(each.name), exact[0]))
    return found


def asked_of_service(path: Path, service: str, wanted: Sequence[Pin]) -> list[Finding]:
    """What pip-audit says of a lock file, by one service of advisories."""
    done = subprocess.run(
        [
            sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes",
            "--requirement", str(path), "--vulnerability-service", service,
            "--format", "json", "--progress-spinner", "off", "--timeout", "15",
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    last = (done.stderr.strip() or "pip-audit said nothing").splitlines()[-1]
    return answered(done.stdout, wanted, why=last)


def answered(text: str, wanted: Sequence[Pin], *, why: str) -> list[Finding]:
    """The findings in an answer of pip-audit (JSON). What it skipped or left out was not audited.

    `why`: what to say where there is no answer.
    """
    try:
        told = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return [Finding(pin, UNAUDITED, why) for pin in wanted]
    by_pin = {
        Pin(canonicalize_name(each["name"]), each["version"]): each
        for each in told
        if "vulns" in each and "skip_reason" not in each
    }
    found = [
        Finding(pin, vulnerability["id"], _first_line(vulnerability.get("description", "")))
        for pin in wanted
        if pin in by_pin
        for vulnerability in by_pin[pin]["vulns"]
    ]
    left_out = [Finding(pin, UNAUDITED, "left out") for pin in wanted if pin not in by_pin]
    return [*found, *left_out]


def read_from_file(path: Path, wanted: Sequence[Pin], *, today: date) -> list[Finding]:
    """The findings by a file of advisories; one that is not fresh audits nothing."""
    records = list(_records(path))
    newest = max((record["modified"][:10] for record in records), default="1970-01-01")
    if today - date.fromisoformat(newest) > FRESH:
        why = f"{path.name} knows nothing newer than {newest}. Fetch a new one."
        return [Finding(pin, UNAUDITED, why) for pin in wanted]
    return [
        Finding(pin, record["id"], _first_line(record.get("summary") or record.get("details", "")))
        for record in records
        if "withdrawn" not in record
        for pin in wanted
        if any(_affects(part, pin) for part in record.get("affected", ()))
    ]


def known_floors(wanted: Sequence[Pin], path: Path = FLOORS) -> list[Finding]:
    """Pins below the version that mended what we have read of ourselves."""
    floors = tomllib.loads(path.read_text(encoding="utf-8"))["floor"]
    return [
        Finding(pin, floor["id"], f"mended in {floor['mended']}: {floor['what']}")
        for floor in floors
        for pin in wanted
        if pin.name == floor["package"] and Version(pin.version) < Version(floor["mended"])
    ]


def waivers(path: Path = WAIVERS) -> list[Waiver]:
    """ValueError for one without a reason, or for longer than a waiver may be."""
    told = tomllib.loads(path.read_text(encoding="utf-8")).get("waiver", [])
    found = [Waiver(**each) for each in told]
    for each in found:
        if not each.reason.strip() or not timedelta(0) <= each.until - each.since <= LONGEST_WAIVER:
            raise ValueError(f"The waiver of {each.id} needs a reason, and at most 90 days.")
    return found


def unwaived(found: Iterable[Finding], borne: Sequence[Waiver], *, today: date) -> list[Finding]:
    """The findings that no waiver of today names."""
    named = {each.id for each in borne if each.since <= today <= each.until}
    return [each for each in found if each.id not in named]


def audited(path: Path, *, today: date) -> tuple[str, list[Finding]]:
    """Who was asked, and everything that was found: the first service that knows every pin."""
    wanted = pins(path)
    floors = known_floors(wanted)
    found = [Finding(pin, UNAUDITED, "nobody was asked") for pin in wanted]
    for service in SERVICES:
        found = asked_of_service(path, service, wanted)
        if not any(each.id == UNAUDITED for each in found):
            return service, [*found, *floors]
    fetched = os.environ.get(ADVISORIES)
    if fetched:
        return fetched, [*read_from_file(Path(fetched), wanted, today=today), *floors]
    return "no service, and no file", [*found, *floors]


def bill_of_materials(path: Path = LOCKED) -> dict[str, object]:
    """What is installed here from the lock file, as CycloneDX: the same bytes every time.

    ValueError where something is not installed, or in another version.
    """
    made = subprocess.run(
        [sys.executable, "-m", "cyclonedx_py", "environment", sys.executable,
         "--output-reproducible", "--of", "JSON"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    bill: dict[str, object] = json.loads(made.stdout)
    wanted = {pin.name: pin.version for pin in pins(path)}
    kept = [each for each in bill["components"] if canonicalize_name(each["name"]) in wanted]
    there = {canonicalize_name(each["name"]): each["version"] for each in kept}
    wrong = sorted(name for name, version in wanted.items() if there.get(name) != version)
    if wrong:
        raise ValueError(f"Not installed as locked: {', '.join(wrong)}. Run `make run` once.")
    known = {each["bom-ref"] for each in kept}
    bill["components"] = kept
    bill["dependencies"] = [
        {**each, "dependsOn": sorted(set(each.get("dependsOn", ())) & known)}
        for each in bill.get("dependencies", ())
        if each["ref"] in known
    ]
    return bill


def licences(bill: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """By package, what it says its licence is."""
    found = {}
    for each in bill["components"]:
        said = [
            one.get("expression") or one.get("license", {}).get("id") or one["license"]["name"]
            for one in each.get("licenses", ())
        ]
        found[canonicalize_name(each["name"])] = tuple(dict.fromkeys(said))
    return found


def _records(path: Path) -> Iterator[dict]:
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if name.endswith(".json"):
                yield json.loads(packed.read(name))


def _affects(part: Mapping, pin: Pin) -> bool:
    package = part.get("package", {})
    named = canonicalize_name(package.get("name", ""))
    if package.get("ecosystem") != "PyPI" or named != pin.name:
        return False
    return pin.version in part.get("versions", ()) or any(
        _within(each["events"], pin.version)
        for each in part.get("ranges", ())
        if each.get("type") == "ECOSYSTEM"
    )


def _within(events: Sequence[Mapping[str, str]], version: str) -> bool:
    """Whether a version lies in a range of OSV: from `introduced` to before `fixed`."""
    inside, here = False, Version(version)
    for event in sorted(events, key=_place):
        if "introduced" in event and here >= _version(event["introduced"]):
            inside = True
        if "fixed" in event and here >= _version(event["fixed"]):
            inside = False
        if "last_affected" in event and here > _version(event["last_affected"]):
            inside = False
    return inside


def _place(event: Mapping[str, str]) -> Version:
    return _version(next(iter(event.values())))


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")[:200]


def audit(today: date) -> int:
    """The command: says what was found, waived or not; 1 where something stands."""
    by, found = audited(LOCKED, today=today)
    borne = waivers()
    standing = unwaived(found, borne, today=today)
    print(f"{len(pins())} packages, asked of: {by}.")  # noqa: T201
    for name in sorted({each.id for each in found if each not in standing}):
        about = [str(each.pin) for each in found if each.id == name]
        why = next(each for each in borne if each.id == name)
        print(f"Waived until {why.until}: {name} ({len(about)} packages). {why.reason}")  # noqa: T201
    for each in standing:
        print(f"{each.pin}: {each.id}. {each.said}")  # noqa: T201
    print("Nothing known." if not found else f"{len(standing)} findings stand.")  # noqa: T201
    return 1 if standing else 0


def write_bill() -> int:
    """The command: writes `sbom.json`."""
    bill = bill_of_materials()
    BILL.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(bill['components'])} components in {BILL.name}.")  # noqa: T201
    return 0


if __name__ == "__main__":
    commands = {"audit": lambda: audit(datetime.now(UTC).date()), "sbom": write_bill}
    sys.exit(commands[sys.argv[1]]())
