"""The learning gap map: where many claims meet little to read, and the way to write or ask."""

import pandas as pd
import streamlit as st

from scorecards import clock
from scorecards.exchange.queries import open_offers
from scorecards.formatting import count
from scorecards.library.gaps import charts, words
from scorecards.library.gaps.model import Gap, GapMap
from scorecards.library.gaps.queries import gap_map
from scorecards.library.history.model import FEWEST
from scorecards.library.model import ItemKind
from scorecards.people.access import check_edits_library, check_posts, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.store.transactions import reading
from scorecards.taxonomy.codes import ListName
from scorecards.ui import address, card, navigation, person, resources
from scorecards.ui.words import plain


DESK, ASKS = "editorial-desk", "asks"
MEASURES = ("learning-gap",)


def draw(viewer: Viewer, snapshot: Snapshot) -> None:
    """The whole screen below the title."""
    with reading(resources.engine(), viewer) as session:
        told = gap_map(
            session,
            snapshot,
            viewer,
            resources.library(),
            offers=open_offers(session, viewer),
            now=clock.now(),
        )
    st.markdown(
        "Claims of all trusts by theme, set against what the library has on them. The themes are "
        "the same for everybody."
    )
    if told is None:
        st.info(
            "Fewer than ten trusts have claims of one kind. That is too few to show them together."
        )
    else:
        _map(told)
        _beginnings(viewer, told)
    person.write_address("gap-map", {})


def _map(told: GapMap) -> None:
    card.draw(
        "gaps",
        words.finding(told),
        charts.largest(told, card.ground()),
        lambda: _table(told),
        told.stamp,
        measures=MEASURES,
    )


def _table(told: GapMap) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Theme": [words.name(gap) for gap in told.gaps],
            "Claims": [words.claims(gap.held) for gap in told.gaps],
            "Total cost": [words.cost(gap.held, told.currency) for gap in told.gaps],
            "Items": [len(gap.items) for gap in told.gaps],
            "Readers in 90 days": [_readers(gap) for gap in told.gaps],
            "Open offers on the topic": [gap.offers for gap in told.gaps],
        }
    )


def _readers(gap: Gap) -> str:
    return f"fewer than {FEWEST}" if gap.readers is None else count(gap.readers)


def _beginnings(viewer: Viewer, told: GapMap) -> None:
    """Where one begins, each with the way to close the gap."""
    st.header("Where to begin", anchor=False)
    grid = st.grid(min_column_width=330)
    for gap in told.beginnings:
        with grid.container(border=True, key=f"card-gap-{_slug(gap)}"):
            st.subheader(plain(words.heading(gap)), anchor=False)
            st.markdown(plain(words.sentences(gap, told.currency)))
            _ways(viewer, gap)


def _ways(viewer: Viewer, gap: Gap) -> None:
    causes = address.SEPARATOR.join(gap.theme.codes)
    draft = {
        "new": ItemKind.CASE_STUDY.value,
        "kind": gap.theme.kind.value,
        "topic": gap.theme.topic,
        "causes": causes,
    }
    ask = {"topic": gap.theme.topic, ListName.CAUSE.value: causes}
    ways = (
        (DESK, may(check_edits_library, viewer), "Start a draft", draft),
        (ASKS, may(check_posts, viewer), "Ask trusts for help", ask),
    )
    for url, allowed, label, query in ways:
        screen = navigation.at(url)
        if allowed and screen is not None:
            st.page_link(screen.path, label=label, query_params={**query, **person.in_address()})


def _slug(gap: Gap) -> str:
    return gap.theme.key.lower().replace("/", "-").replace(" ", "-").replace(",", "")
