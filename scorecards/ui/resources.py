"""What is opened once and held: settings, database, published snapshot, library, measures."""

import gc
import logging
import threading
from collections.abc import Mapping, MutableMapping

import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from scorecards import settings
from scorecards.candour.model import Aid
from scorecards.candour.reading import read as read_aid
from scorecards.claims import definitions
from scorecards.claims.definitions import Measure
from scorecards.claims.money import prices
from scorecards.claims.money.prices import DiscountRate, PriceIndex
from scorecards.health.readiness import Probe
from scorecards.library import editions
from scorecards.library.editions import Overlaid
from scorecards.library.model import Library
from scorecards.library.search.indexing import bring_up_to_date
from scorecards.reports.model import Opened
from scorecards.settings import Settings
from scorecards.snapshots import queries
from scorecards.snapshots.model import DamagedSnapshot
from scorecards.snapshots.opening import Snapshot
from scorecards.snapshots.queries import Recorded, Serving, open_current
from scorecards.store.engine import open_engine
from scorecards.store.schema import bring_up
from scorecards.store.transactions import reading


log = logging.getLogger(__name__)
_BEHIND_GATE = threading.Event()
_FINDABLE = threading.Lock()
_NOW = "now"


def stand_behind_gate() -> None:
    """Said once, by what starts the whole service: nobody comes to a screen past the gate."""
    _BEHIND_GATE.set()


def gated() -> bool:
    """Whether the gate is in front, so that people are who their session says."""
    return _BEHIND_GATE.is_set()


@st.cache_resource(show_spinner=False)
def configuration() -> Settings:
    return Settings.from_env()


@st.cache_resource(show_spinner=False)
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


@st.cache_resource(show_spinner=False)
def _shelf() -> MutableMapping[str, Overlaid]:
    return {}


def library() -> Library:
    """The library as readers see it, as it was when this page began."""
    return (_shelf().get(_NOW) or _looked_at()).library


def renewed_library() -> Library:
    """The same as it is now: one small question, and built anew only when something was published
    or withdrawn. Every page begins with it.
    """
    return _looked_at().library


def make_library_ready() -> None:
    """Once, when the service starts: else its first visitor waits while the library is read."""
    renewed_library()
    make_findable()


def make_findable() -> None:
    """Brings the search in step with the library that this page shows, where it is not yet. Where
    nothing can be written, what was found before is found still. Whoever comes meanwhile waits.
    """
    with _FINDABLE:
        shown = library()
        if _findable().get(_NOW) is shown:
            return
        try:
            bring_up_to_date(engine(), shown)
        except DBAPIError:
            log.exception("The search could not be brought in step with the library.")
        else:
            _findable()[_NOW] = shown


@st.cache_resource(show_spinner=False)
def _findable() -> MutableMapping[str, Library]:
    return {}


def damaged_editions() -> Mapping[str, tuple[str, ...]]:
    """What is wrong with published editions that readers do not see, by address."""
    return (_shelf().get(_NOW) or _looked_at()).damaged


def _looked_at() -> Overlaid:
    with reading(engine()) as session:
        found = editions.current(session)
    if _shelf().get(_NOW) is not found:
        _shelf()[_NOW] = found
    return found


def opened() -> Opened:
    """What files are made of that are not in the database, for the plain routes."""
    return Opened(renewed_library, lambda: serving().snapshot, make_library_ready)


@st.cache_resource
def candour_aid() -> Aid:
    """The aid to the duty of candour, read once."""
    return read_aid(settings.CANDOUR)


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
