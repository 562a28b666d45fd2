"""The one way to draw a table: real HTML, every text shown as it is written."""

from collections.abc import Collection
from typing import Any

import pandas as pd
import streamlit as st

from scorecards.ui.words import plain


def draw_table(rows: pd.DataFrame, alt: str, *, marked: Collection[str] = ()) -> None:
    """Streamlit reads the cells of a table as Markdown, and a file may have written them.

    `marked` are the columns whose Markdown is ours. Numbers and gaps stay as they are.
    """
    shown = rows.apply(lambda column: column if column.name in marked else column.map(_cell))
    st.table(shown.rename(columns=plain), hide_index=True, border="horizontal", alt=alt)


def _cell(value: Any) -> Any:
    return plain(value) if isinstance(value, str) else value
