"""Checking a claims file on screen: upload, report, confirmation, release."""

import json
from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from scorecards import clock, formatting
from scorecards.intake import profiles
from scorecards.intake.checking import Checked, SourceFile
from scorecards.intake.commands import check_claims, store_claims
from scorecards.intake.report import IntakeReport
from scorecards.intake.template import template_workbook
from scorecards.intake.workbook import report_workbook
from scorecards.money import Currency
from scorecards.people.model import Viewer
from scorecards.ui import card, page, resources
from scorecards.ui.words import plain


DRAFT = "intake.checked"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EARLIEST = date(1990, 1, 1)
NOT_STORED = "Nothing is stored until you make a release."


def form(viewer: Viewer) -> None:
    """The upload. What was checked is kept as a draft until it is released or replaced."""
    titles = {name: profiles.load(name).title for name in profiles.names()}
    st.markdown(
        "Choose one or more files of one extract. They are read apart from this server, checked "
        f"line by line and scanned for personal data. {NOT_STORED}"
    )
    with st.form("intake", border=True):
        files = st.file_uploader(
            "Claims files: CSV or Excel", accept_multiple_files=True, key="intake.files"
        )
        left, right = st.columns(2)
        profile = left.selectbox(
            "Layout of the files", list(titles), format_func=titles.__getitem__,
            key="intake.profile",
        )  # fmt: skip
        as_at = right.date_input(
            "As-at date of the extract", value=None, format="DD/MM/YYYY", key="intake.as_at",
            min_value=EARLIEST, max_value=clock.london_date(clock.now()),
        )  # fmt: skip
        nearest = st.toggle("Take the nearest headings where they differ", key="intake.nearest")
        unsure = _to_confirm()
        confirmed = (
            st.multiselect("Columns seen to hold no personal data", unsure, key="intake.confirmed")
            if unsure
            else []
        )
        if st.form_submit_button("Check the files", type="primary"):
            sources = [SourceFile(file.name, file.getvalue()) for file in files]
            with page.attempt():
                _check(viewer, sources, profile, as_at, nearest=nearest, confirmed=confirmed)
    st.download_button(
        "Template workbook for our own layout", template_workbook, "claims-template.xlsx",
        WORKBOOK, on_click="ignore", key="intake.template",
    )  # fmt: skip


def _check(
    viewer: Viewer,
    sources: Sequence[SourceFile],
    profile: str,
    as_at: date | None,
    *,
    nearest: bool,
    confirmed: Sequence[str],
) -> None:
    st.session_state.pop(DRAFT, None)
    if not sources:
        st.error("Choose at least one file first.")
    elif as_at is None:
        st.error("Give the as-at date first: the day the extract was made for.")
    else:
        with st.spinner("Reading and checking…"):
            st.session_state[DRAFT] = check_claims(
                resources.engine(), viewer, sources, profile=profile, as_at=as_at,
                accept_nearest=nearest, confirmed_columns=confirmed,
            )  # fmt: skip


def _draft() -> Checked | None:
    kept: Checked | None = st.session_state.get(DRAFT)
    return kept


def _to_confirm() -> list[str]:
    checked = _draft()
    if checked is None:
        return []
    return list(dict.fromkeys(hit.column for hit in checked.report.personal_data))


def report(viewer: Viewer) -> None:
    """The report of the last check, and what can be done with it."""
    checked = _draft()
    if checked is None:
        return
    told = checked.report
    st.header(plain(told.summary()), anchor=False)
    _tiles(told)
    _release(viewer, checked)
    _files(told)
    _money(told)
    _rules(told)
    _findings(told)


def _tiles(told: IntakeReport) -> None:
    first, last = told.years or ("none", "none")
    grid = st.container(key="tiles").grid(min_column_width=140)
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


def _release(viewer: Viewer, checked: Checked) -> None:
    told = checked.report
    with st.container(horizontal=True):
        publish = st.button("Publish", type="primary", key="intake.publish",
                            disabled=bool(told.to_confirm))  # fmt: skip
        keep = st.button("Make a release, publish later", key="intake.release",
                         disabled=bool(told.to_confirm))  # fmt: skip
        st.download_button(
            "Report as Excel", lambda: report_workbook(told), "intake-report.xlsx", WORKBOOK,
            on_click="ignore", key="intake.excel",
        )  # fmt: skip
        st.download_button(
            "Report as JSON", lambda: json.dumps(told.to_json_dict(), default=str, indent=1),
            "intake-report.json", "application/json", on_click="ignore", key="intake.json",
        )  # fmt: skip
    for hit in told.personal_data:
        st.markdown(f"- {plain(hit.sentence())}")
    if told.to_confirm:
        st.warning(
            "Nothing can be stored yet: these columns may hold personal data. Look at them in the "
            "file. Take them out, or name them above as seen, and check again."
        )
    if publish or keep:
        with page.attempt():
            _store(viewer, checked, publish=publish)


def _store(viewer: Viewer, checked: Checked, *, publish: bool) -> None:
    made = store_claims(
        resources.engine(), resources.configuration().snapshots, viewer, checked,
        publish=publish, now=clock.now(),
    ).release  # fmt: skip
    before = "These files had been imported before. " if made.already else ""
    state = "Readers see it now." if made.published else "Readers do not see it yet."
    st.success(plain(f"{before}The release is {made.snapshot_id}. {state}"))


def _files(told: IntakeReport) -> None:
    st.header("How the files were read", anchor=False)
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
    st.table(rows, hide_index=True, border="horizontal", alt="How each file was read")
    for file in told.files:
        for note in file.notes:
            st.markdown(f"- {plain(file.name)}: {plain(note)}")


def _read_as(kind: str, encoding: str | None, delimiter: str | None, sheet: str | None) -> str:
    parts = [kind, encoding, f"separated by {delimiter}" if delimiter else None,
             f"sheet {sheet}" if sheet else None]  # fmt: skip
    return ", ".join(part for part in parts if part)


def _money(told: IntakeReport) -> None:
    st.header("Money, to the penny", anchor=False)
    currency = Currency(told.currency)
    st.table(
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
        hide_index=True,
        border="horizontal",
        alt="Money read, loaded and rejected by column",
    )


def _rules(told: IntakeReport) -> None:
    st.header("What was odd", anchor=False)
    if not told.rules:
        st.markdown("Nothing.")
        return
    st.table(
        pd.DataFrame(
            {
                "Rule": [one.rule for one in told.rules],
                "What was done": [_done(one.action) for one in told.rules],
                "Rows or cells": [formatting.count(one.rows) for one in told.rules],
                "Meaning": [one.sentence for one in told.rules],
            }
        ),
        hide_index=True,
        border="horizontal",
        alt="Rules and how often each was met",
    )
    for moved in told.moved:
        st.markdown(plain(moved.sentence()))


def _done(action: str) -> str:
    return {"reject": "Row rejected", "warn": "Loaded, look at it", "note": "Noted"}[action]


def _findings(told: IntakeReport) -> None:
    """Every finding, a page at a time, for the rule that is chosen."""
    if not told.rules:
        return
    st.header("Line by line", anchor=False)
    rule = st.selectbox("Rule", [one.rule for one in told.rules], key="intake.rule")
    found = told.findings.filter(told.findings["rule"] == rule)
    lines = zip(found["line"].to_list(), found["last_line"].to_list(), strict=True)
    rows = pd.DataFrame(
        {
            "File": found["file"].to_list(),
            "Line": [_lines(first, last) for first, last in lines],
            "Column": found["column"].to_list(),
            "As written": found["value"].to_list(),
            "What was done": found["done"].to_list(),
        }
    ).fillna("")
    card.paged("intake", rows, f"Findings of the rule {rule}")


def _lines(first: int, last: int) -> str:
    return f"{first:,}" if first == last else f"{first:,} to {last:,}"
