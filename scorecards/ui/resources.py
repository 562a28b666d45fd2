"""What is opened once and held: settings, database, published snapshot, library, measures."""

import gc
import threading
from collections.abc import Mapping, MutableMapping

import streamlit as st
from sqlalchemy import Engine

from scorecards import settings
from scorecards.claims import definitions
from scorecards.claims.definitions import Measure
from scorecards.claims.money import prices
from scorecards.claims.money.prices import DiscountRate, PriceIndex
from scorecards.health.readiness import Probe
from scorecards.library.model import Library
from scorecards.library.reading import read as read_library
from scorecards.settings import Settings
from scorecards.snapshots import queries
from scorecards.snapshots.model import DamagedSnapshot
from scorecards.snapshots.opening import Snapshot
from scorecards.snapshots.queries import Recorded, Serving, open_current
from scorecards.store.engine import open_engine
from scorecards.store.schema import bring_up
from scorecards.store.transactions import reading
from scorecards.taxonomy import codes


_BEHIND_GATE = threading.Event()


def stand_behind_gate() -> None:
    """Said once, by what starts the whole service: nobody comes to a screen past the gate."""
    _BEHIND_GATE.set()


def gated() -> bool:
    """Whether the gate is in front, so that people are who their session says."""
    return _BEHIND_GATE.is_set()


@st.cache_resource
def configuration() -> Settings:
    return Settings.from_env()


@st.cache_resource
def engine() -> Engine:
    return open_database(configuration())


def open_database(settings: Settings) -> Engine:
    """The database, its tables made where there are none."""
    opened = open_engine(settings.database_url)
    bring_up(opened)
    return opened


@st.cache_resource
def probe() -> Probe:
    """What asks the database, the disk and the current release how they are."""
    return Probe(engine(), configuration())


@st.cache_resource
def _opened() -> MutableMapping[str, Snapshot | DamagedSnapshot]:
    return {}


@st.cache_resource
def _beside() -> MutableMapping[str, Snapshot | DamagedSnapshot]:
    return {}


def serving() -> Serving:
    """The published snapshot, held for the whole of a page; NoSnapshot where there is none."""
    return open_current(engine(), configuration().snapshots, opened=_opened())


def earlier(than: Snapshot) -> tuple[Recorded, ...]:
    """The releases that one can be set against, the one published just before it first."""
    with reading(engine()) as session:
        return queries.earlier(session, than.id)


def published(snapshot_id: str) -> Snapshot:
    """A release beside the current one; UserError where it was not published or is damaged."""
    return queries.open_published(
        engine(), configuration().snapshots, snapshot_id, opened=_beside()
    )


@st.cache_resource
def settle() -> None:
    """Once, after the first page: what start-up made is taken out of later garbage collections.

    Streamlit collects after every run, and walking all the libraries each time cost twice as much
    as the page itself.
    """
    gc.collect()
    gc.freeze()


@st.cache_resource
def library() -> Library:
    """The case studies, read once: they change with a release of the software."""
    return read_library(settings.LIBRARY, codes.read(settings.REFERENCE), themes=settings.THEMES)


@st.cache_resource
def price_index() -> PriceIndex | None:
    """The index of prices, read once; None where no file of one is there."""
    return prices.read_index(settings.REFERENCE)


@st.cache_resource
def discount_rate() -> DiscountRate:
    """The steps of the personal injury discount rate, read once."""
    return prices.read_steps(settings.REFERENCE)


@st.cache_resource
def measures() -> Mapping[str, Measure]:
    """What each measure means, by its code: reviewed files, read once."""
    return definitions.read(settings.MEASURES)
