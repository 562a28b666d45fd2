"""The steward's page: a file goes in, a report comes out, a release is published."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest

from tests.intake.claims_files import file_of
from tests.pages import screen
from tests.pages.screen import CHECK, NON_CLINICAL, visit
from tests.places import shared


ROWS = 8_855


@pytest.fixture
def tsa_2014() -> bytes:
    return shared("data/tsa-claims/claims-2014.csv").read_bytes()


def check(window, name: str, content: bytes, *, profile: str = "scorecard-extract",
          as_at: date = date(2015, 1, 31)):  # fmt: skip
    window.file_uploader(key="intake.files").upload(name, content)
    window.selectbox(key="intake.profile").set_value(profile)
    window.date_input(key="intake.as_at").set_value(as_at)
    window.button[0].click().run()
    assert not window.exception
    return window


def refusal(window) -> list[str]:
    """What a refused file is answered with; nothing of it is left on the page."""
    assert not window.metric
    assert not [button for button in window.button if button.key == "intake.publish"]
    return [screen.as_read(error.value) for error in window.error]


def test_a_real_file_is_read_whole_and_published(at_home, empty_home, tsa_2014):
    at_home(empty_home)
    window = check(visit(CHECK), "claims-2014.csv", tsa_2014, profile="tsa-claims")
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

    window.button(key="intake.publish").click().run()
    assert not window.error
    assert screen.as_read(window.success[0].value).endswith("Readers see it now.")
    airport = visit(NON_CLINICAL, trust="ATL", person="steward")
    atlanta = [row for row in rows if row["Airport Code"].strip() == "ATL"]
    assert screen.metrics(airport)["Claims"] == str(len(atlanta))
    assert "against Hartsfield-Jackson Atlanta International" in screen.sentence(airport)


def test_a_file_that_was_published_is_recognised(at_home, empty_home, tsa_2014):
    at_home(empty_home)
    for told in ("The release is", "These files had been imported before. The release is"):
        window = check(visit(CHECK), "claims-2014.csv", tsa_2014, profile="tsa-claims")
        window.button(key="intake.release").click().run()
        assert screen.as_read(window.success[0].value).startswith(told)
    assert len(list((empty_home / "snapshots").glob("2015-*"))) == 1
    assert "No claims have been published yet." in " ".join(screen.texts(visit()))


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
    told = refusal(check(visit(CHECK), name, content))
    assert len(told) == 1
    assert told[0].startswith(f"{name.rpartition('/')[2]} was refused. ")
    assert screen.UNFORESEEN not in told[0]
    assert not list((empty_home / "snapshots").glob("*"))


def test_a_file_with_personal_data_is_refused_and_no_copy_is_kept(at_home, empty_home):
    at_home(empty_home)
    people = [{"Contact": f"person{number}@example.org"} for number in range(40)]
    window = check(visit(CHECK), "claims.csv", file_of(*people).content, as_at=date(2025, 3, 31))
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
    window = check(visit(CHECK, person="steward"), "c.csv", content, as_at=date(2025, 3, 31))
    assert not window.error
    assert screen.metrics(window)["Loaded"] == "2"
    assert screen.metrics(window)["Rejected"] == "1"
    window.selectbox(key="intake.rule").set_value("unknown-trust").run()
    lines = screen.tables(window)[-1]
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
    window = visit(CHECK)
    if given["file"]:
        window.file_uploader(key="intake.files").upload("c.csv", b"Claim reference\n1\n")
    if given["day"]:
        window.date_input(key="intake.as_at").set_value(date(2025, 3, 31))
    window.button[0].click().run()
    assert refusal(window)[0].startswith(told)
