"""The source tree keeps its rules, and each rule finds what would break it."""

import pytest

from tests import contracts
from tests.places import PROJECT


OPENED = "from scorecards.ui import page\n\n\nviewer = page.open_page('A')\n"

# What would break each rule: a rule that finds nothing in any tree would keep nothing.
BROKEN = {
    contracts.layers: [
        ("scorecards/money.py", "from scorecards.people import model\n"),
        ("scorecards/claims/queries.py", "from scorecards.library import model\n"),
        ("scorecards/library/model.py", "import scorecards.intake.rules\n"),
        ("scorecards/intake/rules.py", "from scorecards import demo\n"),
        ("scorecards/demo/claims.py", "from scorecards.ui import page\n"),
        ("scorecards/store/tables/claims.py", "from scorecards.snapshots import model\n"),
        ("scorecards/people/model.py", "from scorecards.disclosure import counts\n"),
        ("scorecards/ui/page.py", "def f():\n    from scorecards.cli import main\n"),
        ("scorecards/cli/main.py", "import app\n"),
        ("pages/a/b.py", "from scorecards.cli import main\n"),
        ("scorecards/money.py", "from scorecards.surprise import model\n"),
        ("scorecards/surprise.py", "X = 1\n"),
    ],
    contracts.screen: [
        ("scorecards/claims/charts.py", "import streamlit as st\n"),
        ("scorecards/cli/main.py", "from streamlit import config\n"),
        ("scorecards/claims/model.py", "from streamlit.proto import BackMsg_pb2\n"),
    ],
    contracts.pages_import_little: [
        ("pages/a/b.py", "import polars as pl\n"),
        ("pages/a/b.py", "from plotly import graph_objects\n"),
        ("pages/a/b.py", "from sqlalchemy.orm import Session\n"),
        ("pages/a/b.py", "import pandas\n"),
        ("pages/a/b.py", "from pathlib import Path\n"),
    ],
    contracts.pages_are_nested: [("pages/b.py", OPENED)],
    contracts.pages_begin_with_the_guard: [
        ("pages/a/b.py", f"import streamlit as st\nst.stop()\n{OPENED}"),
        ("pages/a/b.py", "import streamlit\n"),
    ],
    contracts.pages_define_nothing: [
        ("pages/a/b.py", f"{OPENED}def f():\n    pass\n"),
        ("pages/a/b.py", f"{OPENED}class A:\n    pass\n"),
        ("pages/a/b.py", OPENED + "@st.fragment\ndef f():\n" + "    st.stop()\n" * 15),
    ],
    contracts.pages_hold_no_state: [
        ("pages/a/b.py", f"{OPENED}st.session_state['a'] = 1\n"),
        ("pages/a/b.py", f"{OPENED}st.query_params.clear()\n"),
    ],
    contracts.no_html: [
        ("scorecards/ui/card.py", "st.markdown('<b>', unsafe_allow_html=True)\n"),
        ("scorecards/ui/card.py", "st.html('<b>')\n"),
    ],
    contracts.statements_know_whose: [
        ("scorecards/claims/queries.py", "from sqlalchemy import select, text\n"),
        ("scorecards/claims/queries.py", "from sqlalchemy import insert\n"),
        ("scorecards/claims/queries.py", "import sqlalchemy as sa\n"),
        ("scorecards/audit/queries.py", "from sqlalchemy.sql import text as plain\n"),
        ("scorecards/cli/main.py", "session.execute(select(Intervention.__table__))\n"),
        ("scorecards/web/gate.py", "connection.exec_driver_sql('SELECT 1')\n"),
        ("pages/a/b.py", f"{OPENED}engine.raw_connection()\n"),
    ],
    contracts.files_by_our_own_route: [
        ("scorecards/ui/card.py", "st.download_button('A file', b'')\n"),
        ("scorecards/ui/card.py", "left.download_button('A file', b'')\n"),
    ],
    contracts.one_clock: [
        ("scorecards/demo/claims.py", "now = datetime.now(UTC)\n"),
        ("scorecards/demo/claims.py", "today = datetime.date.today()\n"),
    ],
    contracts.sizes: [
        ("app.py", "\n" * 41),
        ("pages/a/b.py", "\n" * 41),
        ("scorecards/money.py", "\n" * 401),
        ("scorecards/money.py", f"X = '{'x' * 16_000}'\n"),
    ],
    contracts.names: [
        ("scorecards/claims/utils.py", ""),
        ("scorecards/helpers/words.py", ""),
    ],
    contracts.finished: [
        ("docs/a.md", "TO" + "DO: say more\n"),
        ("Makefile", "# FIX" + "ME\n"),
    ],
    contracts.measures_and_charts_are_pure: [
        ("scorecards/claims/measures.py", "from scorecards import clock\n"),
        ("scorecards/claims/charts.py", "from scorecards.store import tables\n"),
        ("scorecards/library/charts.py", "from scorecards.settings import LIBRARY\n"),
    ],
    contracts.caches_take_scalars: [
        ("scorecards/ui/a.py", "@st.cache_data\ndef f(rows: pl.DataFrame): ...\n"),
        ("scorecards/ui/a.py", "@st.cache_data(ttl=1)\ndef f(rows): ...\n"),
        ("scorecards/ui/a.py", "@st.cache_data\ndef f(*, c: Choices): ...\n"),
        ("scorecards/ui/a.py", "@cache_data\ndef f(*rows: str): ...\n"),
    ],
}


@pytest.mark.parametrize("rule", contracts.RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_rule(rule):
    assert list(rule(PROJECT)) == []


@pytest.mark.parametrize(
    ("rule", "path", "text"), [(rule, *each) for rule, broken in BROKEN.items() for each in broken]
)
def test_a_broken_rule_is_found_and_the_file_is_named(tmp_path, rule, path, text):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    found = list(rule(tmp_path))
    assert found
    assert all(sentence.startswith(path) for sentence in found)


def test_every_rule_has_been_broken_once():
    assert set(BROKEN) == set(contracts.RULES)


ALLOWED = [
    ("scorecards/snapshots/queries.py", "from scorecards.store import tables\n"),
    ("scorecards/intake/reading/words.py", "from scorecards.sandbox import model\n"),
    ("scorecards/formatting.py", "from scorecards.money import POUND\n"),
    ("scorecards/cli/main.py", "from scorecards.demo import release\n"),
    ("scorecards/__main__.py", "from scorecards.cli.main import main\n"),
    ("scorecards/cli/bench.py", "from streamlit.proto.BackMsg_pb2 import BackMsg\n"),
    ("scorecards/clock.py", "now = datetime.now(UTC)\n"),
    ("scorecards/ui/style.py", "st.html('<style></style>')\n"),
    ("pages/a/b.py", f'"""A page."""\n\n{OPENED}@st.dialog("A")\ndef f():\n    st.stop()\n'),
    (
        "scorecards/ui/a.py",
        "class Kind(StrEnum): ...\n"
        "@st.cache_data\ndef f(kind: Kind, year: int | None, *, _rows: DataFrame): ...\n",
    ),
]


@pytest.mark.parametrize(("path", "text"), ALLOWED)
def test_what_is_allowed_breaks_no_rule(tmp_path, path, text):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    assert [sentence for rule in contracts.RULES for sentence in rule(tmp_path)] == []
