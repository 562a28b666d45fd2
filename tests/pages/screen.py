"""The screens as a person meets them: opened through `app.py`, read from top to bottom."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element
from streamlit.util import calc_hash

from scorecards.ui import resources
from tests.places import PROJECT


CLINICAL, NON_CLINICAL = "clinical", "non-clinical"
CHANGES = "changes"
COMPARE = "compare"
LIBRARY, ITEM, DESK = "library", "item", "data-desk"
METHODS = "methods"
DOCUMENTS = "documents"
CANDOUR = "candour"
REPORTS, REPORT = "reports", "report"
HEALTH = "health"
TRENDS = "trends"
DELAY = "delay"
WELCOME, ACCOUNT = "welcome", "account"
PEOPLE, AUDIT = "people", "audit"
EDITORIAL = "editorial-desk"
GAP_MAP = "gap-map"
FEEDBACK, LEDGER, ASKS = "feedback", "ledger", "asks"
PATHS = {
    CLINICAL: "pages/scorecards/clinical.py",
    NON_CLINICAL: "pages/scorecards/non_clinical.py",
    DELAY: "pages/scorecards/delay.py",
    LIBRARY: "pages/learning/library.py",
    ITEM: "pages/learning/item.py",
    REPORTS: "pages/learning/reports.py",
    REPORT: "pages/learning/report.py",
    DOCUMENTS: "pages/learning/documents.py",
    METHODS: "pages/learning/methods.py",
    CANDOUR: "pages/learning/candour.py",
    TRENDS: "pages/scorecards/trends.py",
    DESK: "pages/data/desk.py",
    HEALTH: "pages/administration/health.py",
    CHANGES: "pages/scorecards/changes.py",
    COMPARE: "pages/scorecards/compare.py",
    PEOPLE: "pages/administration/people.py",
    WELCOME: "pages/you/welcome.py",
    AUDIT: "pages/administration/audit.py",
    ACCOUNT: "pages/you/account.py",
    LEDGER: "pages/learning/ledger.py",
    ASKS: "pages/community/asks.py",
    EDITORIAL: "pages/editing/desk.py",
    GAP_MAP: "pages/editing/gap_map.py",
    FEEDBACK: "pages/editing/feedback.py",
}
TABLES = ("quadrant", "years", "ranking", "detail")
UNFORESEEN = "Something went wrong"


_at: list[Path] = []


def forget_other_homes(home: Path) -> None:
    """Closes what was opened for another home; what is open for this one stays so."""
    if _at == [home]:
        return
    if _at:
        with suppress(Exception):  # a test may have damaged the database
            resources.engine().dispose()
    st.cache_resource.clear()
    st.cache_data.clear()
    _at[:] = [home]


def visit(screen: str = CLINICAL, **asked: str | list[str]) -> AppTest:
    """A new window on an address. `from_` is the parameter `from`."""
    window = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
    if screen != CLINICAL:
        window._page_hash = calc_hash(screen)  # what a browser sends for a deep link
    for name, value in asked.items():
        window.query_params[name.rstrip("_")] = value
    return window.run()


def sound(window: AppTest) -> AppTest:
    """The same window, on which nothing failed and nothing was refused."""
    assert not window.exception
    assert not [error.value for error in window.error]
    return window


def widget(kind: Iterable[Any], label: str) -> Any:
    """The first of a kind of widgets whose label begins so."""
    return next(each for each in kind if each.label.startswith(label))


def written(window: AppTest) -> list[str]:
    """What people wrote, as it is shown: text, and never Markdown."""
    return [each.value for each in window.text]


def opened_tables(window: AppTest) -> AppTest:
    """The same window with the table of every figure open."""
    for key in TABLES:
        window.session_state[f"table-{key}"] = True
    return window.run()


def leaves(block: Block) -> Iterator[Element]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from leaves(child)
        else:
            yield child


def as_read(markdown: str) -> str:
    """Markdown as it is read: without the escapes, and the letters that do not show."""
    return re.sub(r"\\(.)", r"\1", markdown.replace("\u2060", ""))


def texts(window: AppTest) -> list[str]:
    """Every sentence, label and figure of the page in words; without tables and charts."""
    found = []
    for leaf in leaves(window.main):
        if leaf.type == "metric":
            found += [leaf.label, leaf.value]
        elif leaf.type == "page_link":
            found.append(leaf.proto.label)
        elif leaf.type == "button":
            found.append(leaf.label)
        elif leaf.type in ("title", "header", "subheader", "markdown", "caption", "info",
                           "warning", "error", "success", "heading", "text"):  # fmt: skip
            found.append(leaf.value)
    return [as_read(str(text)) for text in found]


def sentence(window: AppTest) -> str:
    """The line that says what is being shown."""
    return next(text for text in texts(window) if " against " in text)


def metrics(window: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in window.metric}


def tables(window: AppTest) -> list[pd.DataFrame]:
    """Every table as it is read, without the escapes."""
    return [
        table.value.map(lambda cell: as_read(cell) if isinstance(cell, str) else cell).rename(
            columns=as_read
        )
        for table in window.table
    ]


def figures(window: AppTest) -> dict[str, dict]:
    """The Plotly specification of every chart, by its key."""
    return {chart.key: json.loads(chart.proto.spec) for chart in window.get("plotly_chart")}


def chosen(window: AppTest, key: str) -> str | list[str]:
    """What a choice of the page shows now."""
    for kind in (window.selectbox, window.multiselect, window.get("button_group")):
        for widget in kind:
            if widget.key == key:
                return widget.value
    raise LookupError(key)


def address(window: AppTest) -> dict[str, str]:
    """The address bar, one text a name."""
    return {
        name: ",".join(value) if isinstance(value, list) else value
        for name, value in window.query_params.items()
    }


def everything(window: AppTest) -> str:
    """All that is sent to the browser for the page, as one text."""
    parts = [str(leaf.proto) for leaf in leaves(window.main) if leaf.type != "table"]
    parts += [table.to_csv() for table in tables(window)]
    return as_read("\n".join(parts))
