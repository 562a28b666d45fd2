"""The library on screen: the shelf of case studies, and one case study to read."""

import streamlit as st

from scorecards.formatting import day
from scorecards.library.model import QUESTIONS, Item
from scorecards.ui import item_link, person, resources
from scorecards.ui.words import plain


def shelf(items: tuple[Item, ...]) -> None:
    """Every case study by its setting, with its summary."""
    st.markdown(
        f"{len(items)} case studies, written for learning. Each is illustrative and describes no "
        "real person, family or organisation."
    )
    settings = sorted({item.setting for item in items})
    chosen = st.segmented_control(
        "Setting", ["All", *settings], key="setting", default="All", required=True
    )
    shown = [item for item in items if chosen in ("All", item.setting)]
    grid = st.grid(min_column_width=330)
    for item in shown:
        with grid.container(border=True, key=f"card-{item.slug}"):
            item_link.draw(item)
            st.markdown(plain(item.summary))
            st.caption(plain(_codes(item)))
    person.write_address("library", {})


def reader(item: Item) -> None:
    """One case study: the three questions stand beside the story."""
    st.header(plain(item.title), anchor=False)
    st.info(item.opening)
    story, aside = st.columns([2, 1], gap="large")
    with story:
        for heading, text in item.sections.items():
            if heading not in QUESTIONS:
                _section(heading, text)
    with aside:
        for heading in QUESTIONS:
            with st.container(border=True, key=f"card-{heading.name.lower()}"):
                _section(heading, item.sections[heading])
        st.caption(plain(f"About: {_codes(item)}."))
        st.caption(plain(f"For: {', '.join(item.audience)}."))
        st.caption(
            plain(
                f"Written by {item.authored_by}. Reviewed {day(item.reviewed)}, "
                f"next review {day(item.next_review)}."
            )
        )
        for source in item.sources:
            st.caption(plain(source))
        st.caption("Text under CC BY 4.0.")
    person.write_address("item", {"item": (item.slug,)})


def _section(heading: str, text: str) -> None:
    st.subheader(heading, anchor=False)
    st.markdown(text)


def _codes(item: Item) -> str:
    taxonomy = resources.library().taxonomy
    names = [taxonomy[name].name_of(code) for name, codes in item.codes.items() for code in codes]
    return " · ".join(sorted(names))
