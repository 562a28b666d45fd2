"""One case study to read."""

import streamlit as st

from scorecards.formatting import day
from scorecards.library.model import QUESTIONS, Item
from scorecards.ui import person, resources
from scorecards.ui.words import plain


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
