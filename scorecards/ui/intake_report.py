"""An intake report on screen: what was read, what was loaded, what was odd in which line."""

import pandas as pd
import streamlit as st

from scorecards import formatting
from scorecards.intake.report import IntakeReport
from scorecards.money import Currency
from scorecards.ui import card, downloads
from scorecards.ui.rows import draw_table
from scorecards.ui.words import plain


DONE = {"reject": "Row rejected", "warn": "Loaded, look at it", "note": "Noted"}


def draw(told: IntakeReport, key: str) -> None:
    """The whole report. `key` tells this one from another on the same screen."""
    _tiles(told, key)
    _files(told)
    _money(told)
    _rules(told)
    _findings(told, key)


def exports(upload: int) -> None:
    """The report as files, by its number."""
    downloads.link("Report as Excel", "intake-report.xlsx", upload=upload)
    downloads.link("Report as JSON", "intake-report.json", upload=upload)


def _tiles(told: IntakeReport, key: str) -> None:
    first, last = told.years or ("none", "none")
    grid = st.container(key=f"tiles-{key}").grid(min_column_width=140)
    for label, value in (
        ("Rows read", formatting.count(told.rows_read)),
        ("Loaded", formatting.count(told.rows_loaded)),
        ("Rejected", formatting.count(told.rows_rejected)),
        ("Blank", formatting.count(told.rows_blank)),
        ("Organisations", formatting.count(told.trusts)),
        ("First year", first),
        ("Last year", last),
    ):
        with grid.container(border=True, height="stretch"):
            st.metric(label, value)


def _files(told: IntakeReport) -> None:
    st.subheader("How the files were read", anchor=False)
    rows = pd.DataFrame(
        {
            "File": [file.name for file in told.files],
            "Read as": [_read_as(file.kind, file.encoding, file.delimiter, file.sheet)
                        for file in told.files],
            "Headings in line": [str(file.header_line) for file in told.files],
            "Rows": [formatting.count(file.rows_read) for file in told.files],
            "Columns not used": [", ".join(file.unused) or "none" for file in told.files],
        }
    )  # fmt: skip
    draw_table(rows, "How each file was read")
    for file in told.files:
        for note in file.notes:
            st.markdown(f"- {plain(file.name)}: {plain(note)}")


def _read_as(kind: str, encoding: str | None, delimiter: str | None, sheet: str | None) -> str:
    parts = [kind, encoding, f"separated by {delimiter}" if delimiter else None,
             f"sheet {sheet}" if sheet else None]  # fmt: skip
    return ", ".join(part for part in parts if part)


def _money(told: IntakeReport) -> None:
    st.subheader("Money, to the penny", anchor=False)
    currency = Currency(told.currency)
    draw_table(
        pd.DataFrame(
            {
                "Column": [line.column.replace("_", " ").capitalize() for line in told.money],
                "Read": [formatting.money_exact(line.read, currency) for line in told.money],
                "Loaded": [formatting.money_exact(line.loaded, currency) for line in told.money],
                "In rejected rows": [
                    formatting.money_exact(line.rejected, currency) for line in told.money
                ],
            }
        ),
        "Money read, loaded and rejected by column",
    )


def _rules(told: IntakeReport) -> None:
    st.subheader("What was odd", anchor=False)
    if not told.rules:
        st.markdown("Nothing.")
        return
    draw_table(
        pd.DataFrame(
            {
                "Rule": [one.rule for one in told.rules],
                "What was done": [DONE[one.action] for one in told.rules],
                "Rows or cells": [formatting.count(one.rows) for one in told.rules],
                "Meaning": [one.sentence for one in told.rules],
            }
        ),
        "Rules and how often each was met",
    )
    for moved in told.moved:
        st.markdown(plain(moved.sentence()))


def _findings(told: IntakeReport, key: str) -> None:
    """Every finding, a page at a time, for the rule that is chosen."""
    if not told.rules:
        return
    st.subheader("Line by line", anchor=False)
    rule = st.selectbox("Rule", [one.rule for one in told.rules], key=f"{key}.rule")
    found = told.findings.filter(told.findings["rule"] == rule)
    lines = zip(found["line"].to_list(), found["last_line"].to_list(), strict=True)
    rows = pd.DataFrame(
        {
            "File": found["file"].to_list(),
            "Line": [_lines(first, last) for first, last in lines],
            "Column": found["column"].to_list(),
            "As written": [value or "" for value in found["value"].to_list()],
            "What was done": found["done"].to_list(),
        }
    ).fillna("")
    card.paged(key, rows, f"Findings of the rule {rule}")


def _lines(first: int, last: int) -> str:
    return f"{first:,}" if first == last else f"{first:,} to {last:,}"
