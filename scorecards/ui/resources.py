"""What is opened once and held: settings, the database, the published snapshot, the library."""

import gc
from collections.abc import MutableMapping

import streamlit as st
from sqlalchemy import Engine

from scorecards import settings
from scorecards.library.model import Library
from scorecards.library.reading import read as read_library
from scorecards.settings import Settings
from scorecards.snapshots.model import DamagedSnapshot
from scorecards.snapshots.opening import Snapshot
from scorecards.snapshots.queries import Serving, open_current
from scorecards.store.engine import open_engine
from scorecards.store.tables import create_tables
from scorecards.taxonomy import codes


@st.cache_resource
def configuration() -> Settings:
    return Settings.from_env()


@st.cache_resource
def engine() -> Engine:
    """The database, its tables made where there are none."""
    opened = open_engine(configuration().database_url)
    create_tables(opened)
    return opened


@st.cache_resource
def _opened() -> MutableMapping[str, Snapshot | DamagedSnapshot]:
    return {}


def serving() -> Serving:
    """The published snapshot, held for the whole of a page; NoSnapshot where there is none."""
    return open_current(engine(), configuration().snapshots, opened=_opened())


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
    return read_library(settings.LIBRARY, codes.read(settings.REFERENCE))
