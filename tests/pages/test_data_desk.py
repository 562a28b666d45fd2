"""The data desk: a file goes in, a report comes out, a release is published and taken back."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from sqlalchemy import select

from scorecards.cli.main import main
from scorecards.people.model import Role, Viewer
from scorecards.snapshots import commands
from scorecards.store import tables
from scorecards.store.engine import open_engine
from scorecards.store.transactions import reading, writing
from tests.conftest import NOW
from tests.intake.claims_files import file_of
from tests.pages import screen
from tests.pages.screen import CLINICAL, DESK, visit
from tests.places import PROJECT, shared


ROWS = 8_855
EXAMPLE = PROJECT / "docs" / "examples" / "claims.csv"
AS_AT = date(2026, 3, 31)
OTHER = Viewer("other-steward", "Other steward", Role.STEWARD)


@pytest.fixture
def tsa_2014() -> bytes:
    return shared("data/tsa-claims/claims-2014.csv").read_bytes()


def check(window, name: str, content: bytes, *, profile: str = "scorecard-extract",
          as_at: date = date(2015, 1, 31)):  # fmt: skip
    window.file_uploader(key="intake.files").upload(name, content)
    window.selectbox(key="intake.profile").set_value(profile)
    window.date_input(key="intake.as_at").set_value(as_at)
    window.button(key="intake.check").click().run()
    assert not window.exception
    return window


def made(window) -> str:
    """Makes a release of what was checked: its name."""
    window.button(key="intake.release").click().run()
    assert not window.error
    return window.selectbox(key="release").value


def press(window, action: str, name: str):
    window.button(key=f"desk.{action}-{name}").click().run()
    assert not window.exception
    return window


def states(window) -> dict[str, str]:
    """The state of each release by its name, from the list."""
    rows = next(table for table in screen.tables(window) if "State" in table.columns)
    return {screen.as_read(row["Release"]): row["State"] for _, row in rows.iterrows()}


def said(window) -> list[str]:
    return [screen.as_read(each.value) for each in window.success]


def offered(window) -> set[str]:
    """What can be pressed on the opened release."""
    keys = [button.key for button in window.button if (button.key or "").startswith("desk.")]
    return {key.removeprefix("desk.").partition("-")[0] for key in keys}


def trail(home) -> list[tuple[str, str, str]]:
    """Who did what with which result, oldest first."""
    engine = open_engine(f"sqlite:///{home / 'scorecards.db'}")
    with reading(engine, OTHER) as session:
        rows = session.scalars(select(tables.AuditEntry).order_by(tables.AuditEntry.seq)).all()
        told = [(row.person, row.action, row.result) for row in rows]
    engine.dispose()
    return told


def by_another(home, command, *arguments, **named):
    """What somebody else did at another desk meanwhile."""
    engine = open_engine(f"sqlite:///{home / 'scorecards.db'}")
    with writing(engine, OTHER) as session:
        command(session, OTHER, *arguments, now=NOW, **named)
    engine.dispose()


def refusal(window) -> list[str]:
    """What a refused file is answered with; nothing of it is left on the page."""
    assert not window.metric
    assert not [button for button in window.button if button.key == "intake.release"]
    return [screen.as_read(error.value) for error in window.error]


def test_a_real_file_is_read_whole_and_no_claim_of_it_is_kept_in_a_demonstration(
    at_home, empty_home, tsa_2014
):
    """Here anybody can choose to be anybody."""
    at_home(empty_home)
    window = check(visit(DESK), "claims-2014.csv", tsa_2014, profile="tsa-claims")
    assert not window.error
    assert screen.metrics(window)["Loaded"] == f"{ROWS:,}"
    assert screen.metrics(window)["Rejected"] == "0"
    rows = [row for row in csv.DictReader(StringIO(tsa_2014.decode("utf-8-sig"))) if any(
        (value or "").strip() for value in row.values()
    )]  # fmt: skip
    assert len(rows) == ROWS
    amounts = [row["Close Amount"].strip(" $").replace(",", "") for row in rows]
    read = sum(Decimal(amount) for amount in amounts if amount not in ("", "-"))
    money = next(table for table in screen.tables(window) if "In rejected rows" in table.columns)
    damages = money[money["Column"].str.lower().str.contains("damages")].iloc[0]
    assert damages["Read"] == damages["Loaded"] == f"${read:,.2f}"
    assert "against invented organisations only" in " ".join(screen.texts(window))
    assert "intake.release" not in [button.key for button in window.button]
    assert trail(empty_home) == []
    assert not list((empty_home / "snapshots").glob("*"))


def test_a_release_is_made_compared_published_and_taken_back(at_home, own_demonstration):
    at_home(own_demonstration)
    before = states(visit(DESK, person="steward"))
    assert sorted(before.values()) == ["Current", "Earlier"]
    window = check(visit(DESK, person="steward"), "claims.csv", EXAMPLE.read_bytes(), as_at=AS_AT)
    name = made(window)
    assert said(window) == [f"The release is {name}. Readers do not see it yet."]
    assert states(window) == {**before, name: "Ready to publish"}
    assert offered(window) == {"publish", "verify"}
    assert "Readers will see 6 claims as at 31 March 2026, instead of 144,390 claims" in " ".join(
        screen.texts(window)
    )
    press(window, "publish", name)
    assert said(window) == ["Readers see the release as at 31 March 2026 now."]
    assert states(window)[name] == "Current"
    assert offered(window) == {"verify"}
    assert visit(CLINICAL, person="steward", trust="NMU").metric

    current = next(each for each, state in before.items() if state == "Current")
    window.selectbox(key="release").set_value(current).run()
    assert offered(window) == {"back", "verify"}
    press(window, "back", current)
    assert said(window) == ["Readers see the release as at 31 March 2026 again."]
    assert states(window) == {**before, name: "Taken back"}
    window.selectbox(key="release").set_value(name).run()
    assert offered(window) == {"publish", "verify"}
    history = screen.tables(window)[-1]
    assert list(history["What was done"][:2]) == ["Taken back to", "Published"]
    assert list(history["By"][:2]) == ["The steward", "The steward"]
    assert [entry for entry in trail(own_demonstration) if entry[0] == "steward"] == [
        ("steward", "UPLOADED", "DONE"),
        ("steward", "PUBLISHED", "DONE"),
        ("steward", "OPENED", "DONE"),
        ("steward", "ROLLED_BACK", "DONE"),
    ]


def test_a_file_that_was_released_is_recognised(at_home, own_demonstration):
    at_home(own_demonstration)
    for told in ("The release is", "These files had been imported before. The release is"):
        window = check(
            visit(DESK, person="steward"), "claims.csv", EXAMPLE.read_bytes(), as_at=AS_AT
        )
        made(window)
        assert said(window)[0].startswith(told)
    assert len(states(window)) == 3


def test_what_is_pressed_twice_is_done_once(at_home, own_demonstration):
    """The second window still shows what the first one has done meanwhile."""
    at_home(own_demonstration)
    name = made(
        check(visit(DESK, person="steward"), "claims.csv", EXAMPLE.read_bytes(), as_at=AS_AT)
    )
    one, two = visit(DESK, person="steward"), visit(DESK, person="steward")
    press(one, "publish", name)
    press(two, "publish", name)
    assert [screen.as_read(error.value) for error in two.error] == [
        f"The release {name} is already the one that readers see."
    ]
    assert [entry[1] for entry in trail(own_demonstration)].count("PUBLISHED") == 3
    assert states(two)[name] == "Current"


def test_who_loaded_a_release_waits_for_somebody_else(at_home, own_demonstration, monkeypatch):
    monkeypatch.setenv("SCORECARDS_APPROVALS", "1")
    at_home(own_demonstration)
    window = check(visit(DESK, person="steward"), "claims.csv", EXAMPLE.read_bytes(), as_at=AS_AT)
    name = made(window)
    assert states(window)[name] == "Waiting for approval of 1 more"
    told = " ".join(screen.texts(window))
    assert "1 more data steward must approve it before it can be published" in told
    assert "You loaded it, so somebody else approves it." in told
    assert window.button(key=f"desk.approve-{name}").disabled
    assert window.button(key=f"desk.publish-{name}").disabled

    by_another(own_demonstration, commands.approve, name)
    window.run()
    assert states(window)[name] == "Ready to publish"
    assert "Approved by the other-steward on 2 April 2026 at 10:30." in screen.texts(window)
    press(window, "publish", name)
    assert states(window)[name] == "Current"


def test_what_somebody_else_loaded_is_approved_once_and_then_published(
    at_home, own_demonstration, monkeypatch
):
    monkeypatch.setenv("SCORECARDS_APPROVALS", "1")
    monkeypatch.setenv("SCORECARDS_HOME", str(own_demonstration))
    arguments = ("claims", "import", str(EXAMPLE), "--as-at", "2026-03-31")
    assert main([*arguments, "--publish"]) == 1
    assert main(arguments) == 0
    at_home(own_demonstration)
    window = visit(DESK, person="steward")
    name = window.selectbox(key="release").value
    assert states(window)[name] == "Waiting for approval of 1 more"
    assert "Loaded by the command line on" in " ".join(screen.texts(window))
    assert window.button(key=f"desk.publish-{name}").disabled
    press(window, "approve", name)
    assert said(window) == ["You approved the release as at 31 March 2026."]
    assert offered(window) == {"publish", "verify"}
    press(window, "publish", name)
    assert states(window)[name] == "Current"
    assert trail(own_demonstration)[-2:] == [
        ("steward", "APPROVED", "DONE"), ("steward", "PUBLISHED", "DONE"),
    ]  # fmt: skip


def test_what_a_release_changes_adds_up_to_the_penny(at_home, demonstration):
    at_home(demonstration)
    window = visit(DESK, person="steward")
    name = window.selectbox(key="release").value
    window.session_state[f"changes-{name}"] = True
    window.run()
    assert not window.exception
    bridge = next(table for table in screen.tables(window) if "Total cost" in table.columns)
    cost = [pence(cell) for cell in bridge["Total cost"]]
    assert cost[0] + sum(cost[1:-1]) == cost[-1]
    columns = next(table for table in screen.tables(window) if "Revalued" in table.columns)
    for _, row in columns.iterrows():
        moved = sum(pence(row[part]) for part in ("Before", "New", "Gone", "Revalued"))
        assert moved == pence(row["After"])
    assert "132,090 claims before, 144,390 after" in " ".join(screen.texts(window))


def pence(text: str) -> int:
    """`+£1,234.50` as pence; the minus of tables is the long one."""
    return round(Decimal(text.replace("−", "-").replace("£", "").replace(",", "")) * 100)


def test_a_damaged_release_is_neither_verified_nor_published(at_home, own_demonstration):
    at_home(own_demonstration)
    window = check(visit(DESK, person="steward"), "claims.csv", EXAMPLE.read_bytes(), as_at=AS_AT)
    name = made(window)
    press(window, "verify", name)
    assert said(window)[0].startswith("The release as at 31 March 2026 is sound: 6 claims in ")
    (own_demonstration / "snapshots" / name / "codes.parquet").write_bytes(b"")
    for action in ("verify", "publish"):
        press(window, action, name)
        assert "codes.parquet is not as it was written" in screen.as_read(window.error[0].value)
    assert states(window)[name] == "Ready to publish"


def test_the_report_of_a_release_is_there_for_whoever_approves_it(at_home, own_demonstration):
    at_home(own_demonstration)
    window = check(visit(DESK, person="steward"), "claims.csv", EXAMPLE.read_bytes(), as_at=AS_AT)
    shown = screen.metrics(window)
    name = made(window)
    later = visit(DESK, person="steward", release=name)
    later.session_state[f"report-{name}"] = True
    later.run()
    assert screen.metrics(later) == shown
    assert "6 rows read: 6 loaded, 0 rejected, 0 blank." in " ".join(screen.texts(later))


def test_what_one_person_checked_is_not_there_for_the_next(at_home, own_demonstration):
    at_home(own_demonstration)
    window = check(visit(DESK, person="steward"), "claims.csv", EXAMPLE.read_bytes(), as_at=AS_AT)
    assert window.metric
    window.session_state["intake.checked"] = replace(
        window.session_state["intake.checked"], person="somebody-else"
    )
    window.run()
    assert not window.metric
    assert "intake.release" not in [button.key for button in window.button]


@pytest.mark.parametrize(("name", "content"), [
    ("claims.csv", b""),
    ("claims.csv", b"\x00\x01\x02\x03" * 500),
    ("claims.csv", b"a,b,c\n1,2,3\n"),
    ("claims.xlsx", b"PK\x03\x04 not a workbook"),
    ("claims.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ("../../../etc/passwd", b"root:x:0:0\n"),
    ("claims.csv", b'"' * 100_000),
], ids=["empty", "zeros", "other", "no workbook", "pdf", "a path", "quotes"])  # fmt: skip
def test_a_file_that_is_no_claims_file_is_answered_in_plain_words(
    at_home, empty_home, name, content
):
    at_home(empty_home)
    told = refusal(check(visit(DESK), name, content))
    assert len(told) == 1
    assert told[0].startswith(f"{name.rpartition('/')[2]} was refused. ")
    assert screen.UNFORESEEN not in told[0]
    assert not list((empty_home / "snapshots").glob("*"))


def test_a_file_with_personal_data_is_refused_and_no_copy_is_kept(at_home, empty_home):
    at_home(empty_home)
    people = [{"Contact": f"person{number}@example.org"} for number in range(40)]
    window = check(visit(DESK), "claims.csv", file_of(*people).content, as_at=date(2025, 3, 31))
    told = refusal(window)
    assert told[0].startswith("The file seems to hold personal data, so it was refused")
    assert "“Contact”" in screen.everything(window)
    assert "person1@example.org" not in screen.everything(window)
    kept = [path for path in empty_home.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"example.org" in path.read_bytes()]


def test_rows_against_an_unknown_trust_are_rejected_line_by_line(at_home, one_claim):
    at_home(one_claim)
    register(one_claim)
    content = file_of({"Trust code": "ONE"}, {"Trust code": "ZZZ"}, {"Trust code": "ONE"}).content
    window = check(visit(DESK, person="steward"), "c.csv", content, as_at=date(2025, 3, 31))
    assert not window.error
    assert screen.metrics(window)["Loaded"] == "2"
    assert screen.metrics(window)["Rejected"] == "1"
    window.selectbox(key="intake.rule").set_value("unknown-trust").run()
    lines = next(table for table in screen.tables(window) if "As written" in table.columns)
    assert [str(line) for line in lines["Line"]] == ["3"]
    assert list(lines["As written"]) == ["ZZZ"]


def register(home) -> None:
    """Puts the trust ONE into the register that claims are checked against."""
    from scorecards.people.model import Organisation  # noqa: PLC0415
    from scorecards.store.engine import open_engine  # noqa: PLC0415
    from scorecards.store.organisations import put  # noqa: PLC0415
    from scorecards.store.transactions import writing  # noqa: PLC0415

    engine = open_engine(f"sqlite:///{home / 'scorecards.db'}")
    with writing(engine) as session:
        put(session, (Organisation("ONE", "Onlyford Hospital", "Acute", "North"),), fictional=True)
    engine.dispose()


@pytest.mark.parametrize(("given", "told"), [
    ({"file": False, "day": True}, "Choose at least one file first."),
    ({"file": True, "day": False}, "Give the as-at date first"),
])  # fmt: skip
def test_what_is_missing_is_asked_for(at_home, empty_home, given, told):
    at_home(empty_home)
    window = visit(DESK)
    if given["file"]:
        window.file_uploader(key="intake.files").upload("c.csv", b"Claim reference\n1\n")
    if given["day"]:
        window.date_input(key="intake.as_at").set_value(date(2025, 3, 31))
    window.button(key="intake.check").click().run()
    assert refusal(window)[0].startswith(told)
