"""The command line. Every command has --json; 0 done, 1 the input was refused, 2 called wrongly."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from scorecards import clock, financial_year, formatting, logs
from scorecards.claims.model import Basis, Kind
from scorecards.claims.queries import choices, scorecard
from scorecards.claims.scorecard import Scorecard, Views
from scorecards.claims.selection import DIMENSIONS, Selection
from scorecards.demo import release as demonstration
from scorecards.errors import Refused, UserError
from scorecards.people.model import Role, Viewer
from scorecards.settings import PROJECT, Settings
from scorecards.snapshots import changes, commands, queries
from scorecards.snapshots.model import DamagedSnapshot
from scorecards.snapshots.opening import check_figures, open_snapshot
from scorecards.store.engine import open_engine
from scorecards.store.tables import create_tables
from scorecards.store.transactions import reading, writing


OPERATOR = Viewer(person="command line", name="Command line", role=Role.STEWARD)
Answer = dict[str, Any]
