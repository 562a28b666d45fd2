"""What the numbers mean: the rules that hold for all of them, and each measure from its file."""

from collections.abc import Mapping, Sequence

import streamlit as st

from scorecards import formatting
from scorecards.claims.definitions import Measure
from scorecards.disclosure import policy
from scorecards.ui import address, explain, person
from scorecards.ui.words import plain, quoted


ADDRESS = "methods"
ALL = "All"
TOPICS = {
    "Claims": ("claims", "volume-and-value", "quadrant-stability", "leading-codes",
               "claims-by-year", "pairs-of-codes", "claims-list"),
    "Money": ("total-cost", "capped-total", "median-damages", "mean-damages", "trimmed-mean",
              "closed-nil", "largest-share", "without-largest", "value-bands", "prices"),
    "Trends": ("claims-notified", "days-between-claims"),
    "Peers": ("observed-over-expected", "claims-per-exposure", "peer-group"),
    "Delay": ("share-developed", "expected-in-the-end", "reporting-lag", "bases-reconciled"),
    "Changes": ("change-in-claims", "change-in-cost"),
    "Learning": ("why-this-item", "learning-gap"),
}  # fmt: skip
RULES = {
    "Three dates, three answers": "A claim has up to three dates: of the incident, of its "
    "notification, and of its closing. Each puts it into another year, so figures by different "
    "dates do not add up. Every card says which date it goes by. An incident that was notified "
    "without a claim is counted apart.",
    "Claims still to come": "Many claims are notified years after the incident. By incident date "
    "the newest years are therefore not complete, and a fall at their end is not yet an "
    "improvement. What is still to come is estimated from how claims of earlier years came in, in "
    "all trusts together.",
    "Chance and signals": "Small numbers go up and down by chance alone. A control chart has "
    "limits that show how far chance usually goes. Only a point outside them, or a run that chance "
    "seldom gives, is called a signal. It says where to look, not what the cause is.",
    "Trusts like yours": "A trust is set beside others by what would be expected of its size and "
    f"services. Figures of peers come from at least {policy.SMALLEST_GROUP} trusts. The words are "
    "“within what is expected”, “higher than expected” and “lower than expected”. No trust is "
    "ranked, and more claims do not mean worse care.",
    "Large claims": "One large claim can be most of a total. So the number of claims comes first, "
    "then the middle claim, then totals in which no claim counts for more than £1 million. "
    "Reserves are estimates, and they move.",
    "What is hidden": "Risk managers see their own trust exactly, and data stewards see all. For "
    f"everybody else 0 stays 0, counts of 1 to {policy.HIDDEN_BELOW - 1} are hidden, and others "
    f"are rounded to the nearest {policy.ROUND_TO}. A sum is hidden where it comes from fewer than "
    f"{policy.MONEY_FROM_CLAIMS} claims, or where one claim could be read off it.",
}


def draw(measures: Mapping[str, Measure], asked: str) -> None:
    """One measure where the address asks for it; else the rules, and all measures to search in."""
    measure = measures.get(asked)
    if asked and measure is None:
        st.warning(plain(f"The address asks for the measure {quoted(asked)}, which is not here."))
    if measure is None:
        _all(list(measures.values()))
    else:
        _one(measure)
    person.write_address(ADDRESS, {"measure": (measure.code,) if measure else ()})


def found(measures: Sequence[Measure], wanted: str, topic: str = ALL) -> list[Measure]:
    """The measures of a topic with all the words that are asked for, anywhere in their text."""
    words, about = wanted.casefold().split(), TOPICS.get(topic)
    return sorted(
        (
            measure
            for measure in measures
            if (about is None or measure.code in about)
            and all(word in _text(measure) for word in words)
        ),
        key=lambda measure: (measure.name.casefold(), measure.code),
    )


def _text(measure: Measure) -> str:
    return " ".join(
        (
            measure.name, measure.unit, measure.why, measure.numerator, measure.denominator,
            measure.basis, measure.formula, measure.hidden,
        )
    ).casefold()  # fmt: skip


def _one(measure: Measure) -> None:
    st.header(plain(measure.name), anchor=False)
    with st.container(key="meaning"):
        explain.meaning(measure)
    _open("All measures, and the rules that hold for them", ())


def _all(measures: Sequence[Measure]) -> None:
    st.markdown(
        f"The figures on these screens are {len(measures)} measures. Each is written down once, "
        "with who wrote it, who checked it, and when it is looked at again."
    )
    st.header("Rules that hold for every number", anchor=False)
    with st.container(horizontal=True, gap="small", key="more-rules"):
        for heading, text in RULES.items():
            with st.expander(heading, type="compact"):
                st.markdown(plain(text))
    st.header("The measures", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        topic = st.segmented_control(
            "About", [ALL, *TOPICS], key="topic", default=ALL, required=True
        )
        wanted = st.text_input(
            "Find a measure", placeholder="A word, such as median", key="find", width=320
        )
    shown = found(measures, wanted or "", str(topic))
    if not shown:
        st.info("No measure has these words. Try a shorter or another one, or look under “All”.")
    elif wanted:
        st.caption(plain(f"{len(shown)} of {len(measures)} have {quoted(wanted)}."))
    grid = st.grid(min_column_width=330)
    for measure in shown:
        with grid.container(border=True, height="stretch", key=f"card-{measure.code}"):
            _open(f"**{plain(measure.name)}**", (measure.code,))
            st.markdown(plain(measure.why))
            reviewed = formatting.day(measure.reviewed)
            st.caption(plain(f"Unit: {measure.unit}. Reviewed {reviewed}."))


def _open(label: str, codes: tuple[str, ...]) -> None:
    """To a measure, or to all. A link to the screen that is open leaves the address as it is."""
    st.button(
        label,
        key=f"open.{''.join(codes)}",
        type="tertiary",
        on_click=address.put,
        args=("measure", codes),
    )
