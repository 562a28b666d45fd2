"""The register in the database: also in one that an earlier version made."""

from datetime import date

import pytest
from sqlalchemy import create_engine, inspect, text

from scorecards.people.model import Organisation, Predecessor
from scorecards.store.engine import open_engine
from scorecards.store.organisations import all_fictional, predecessors, put, put_predecessors
from scorecards.store.organisations import register as register_of
from scorecards.store.schema import bring_up
from scorecards.store.transactions import reading, writing


NORTHMOOR = Organisation("NMU", "Northmoor", "Acute: large", "North")
INFIRMARY = Predecessor("NMI", "Northmoor Infirmary", "NMU", date(2019, 4, 1))


def test_a_database_of_an_earlier_version_gets_its_new_columns_and_keeps_its_rows(url, tmp_path):
    (tmp_path / "var").mkdir()
    before = create_engine(url)
    with before.begin() as connection:
        connection.execute(text(
            "CREATE TABLE organisation (code VARCHAR(20) PRIMARY KEY, name VARCHAR NOT NULL, "
            "type VARCHAR NOT NULL, region VARCHAR NOT NULL, fictional BOOLEAN NOT NULL)"
        ))  # fmt: skip
        connection.execute(text("INSERT INTO organisation VALUES ('OLD', 'Old', 'Acute', 'N', 1)"))
    before.dispose()
    engine = open_engine(url)
    for _ in range(2):
        bring_up(engine)
    names = {column["name"] for column in inspect(engine).get_columns("organisation")}
    assert {"opened", "closed", "icb", "region_code"} < names
    with writing(engine) as session:
        put(session, (NORTHMOOR,), fictional=True)
        assert list(register_of(session)) == ["NMU", "OLD"]
        assert predecessors(session, as_at=date(2026, 1, 1)) == {}
    engine.dispose()


def test_a_predecessor_is_in_the_register_and_leads_to_its_successor_from_its_day_on(engine):
    with writing(engine) as session:
        put(session, (NORTHMOOR,), fictional=True)
        for _ in range(2):
            put_predecessors(session, (INFIRMARY,))
    with reading(engine) as session:
        assert register_of(session)["NMI"].type == "Acute: large"
        assert predecessors(session, as_at=date(2019, 4, 1)) == {"NMI": INFIRMARY}
        assert predecessors(session, as_at=date(2019, 3, 31)) == {}
        assert all_fictional(session)


def test_putting_an_organisation_again_keeps_what_an_import_said_of_it(engine):
    with writing(engine) as session:
        put(session, (NORTHMOOR,), fictional=True)
        put_predecessors(session, (INFIRMARY,))
        again = Organisation("NMI", "Infirmary", "Acute: small", "North")
        put(session, (again,), fictional=True)
        closed = session.scalar(text("SELECT closed FROM organisation WHERE code = 'NMI'"))
    assert str(closed) == "2019-03-31"


def test_a_succession_without_its_organisations_is_refused_by_the_database(engine):
    from sqlalchemy.exc import NoResultFound  # noqa: PLC0415

    with pytest.raises(NoResultFound), writing(engine) as session:
        put_predecessors(session, (INFIRMARY,))
