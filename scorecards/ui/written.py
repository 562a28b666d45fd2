"""Draws what people wrote: as text, never as Markdown, so that nothing in it does anything."""

import streamlit as st


def draw(text: str) -> None:
    """Every letter and line as it was written. Addresses stay text: nothing becomes a link."""
    st.text(text)
