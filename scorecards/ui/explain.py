"""“Explain this number”: what a card shows, in words, and what its measures mean."""

from collections.abc import Sequence

import streamlit as st

from scorecards.claims.definitions import Better, Measure, Source
from scorecards.claims.stamp import Stamp
from scorecards.formatting import day
from scorecards.ui import person, resources
from scorecards.ui.words import plain


PAGE = "pages/learning/methods.py"
BETTER = {
    Better.HIGHER: "Higher is better.",
    Better.LOWER: "Lower is better.",
    Better.NEITHER: "Neither. A change either way is something to look into.",
}


def hint(code: str) -> str:
    """Behind the question mark of a tile: what is counted, and why it matters."""
    return plain(resources.measures()[code].hint)


def drawer(stamp: Stamp, said: str, codes: Sequence[str]) -> None:
    """What stands in the drawer of a card; `said` is what is being looked at, in words."""
    st.subheader("What is shown here", anchor=False)
    if said:
        st.markdown(plain(said))
    st.markdown(_list(stamp.in_words()))
    measures = [resources.measures()[code] for code in codes]
    if len(measures) == 1:
        st.subheader(plain(measures[0].name), anchor=False)
        _linked(measures[0])
        return
    for measure, tab in zip(measures, st.tabs([plain(m.name) for m in measures]), strict=True):
        with tab:
            _linked(measure)


def _linked(measure: Measure) -> None:
    meaning(measure)
    st.page_link(
        PAGE,
        label=f"{plain(measure.name)} in “What the numbers mean”",
        query_params={"measure": measure.code, **person.in_address()},
    )


def meaning(measure: Measure) -> None:
    """A measure in words, below its name."""
    st.markdown(plain(measure.why))
    told = [
        ("Unit", measure.unit),
        ("Counted", measure.numerator),
        ("Divided by", measure.denominator or "Nothing: it is not a share or a rate."),
        ("How it is worked out", measure.formula),
        ("Date it goes by", measure.basis),
        ("Which way is better", BETTER[measure.better]),
        ("What is hidden", measure.hidden),
    ]
    st.markdown(_list(told))
    st.caption("Source: " + "; ".join(_source(source) for source in measure.sources) + ".")
    st.caption(
        plain(
            f"Written by: {measure.author}. Checked by: {measure.checker}. "
            f"Reviewed {day(measure.reviewed)}, next review {day(measure.next_review)}."
        )
    )


def _list(told: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"- **{plain(name)}:** {plain(text)}" for name, text in told)


def _source(source: Source) -> str:
    text = plain(source.text.rstrip("."))
    return text if source.url is None else f"[{text}]({source.url})"
