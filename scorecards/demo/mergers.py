"""Which fictional trusts were two until a day: read from `mergers.csv`, every name invented."""

import csv
from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from scorecards.demo.parameters import FOLDER
from scorecards.people.model import Predecessor


def predecessors() -> tuple[Predecessor, ...]:
    """All of them, in the order of the file."""
    return tuple(merged for merged, _ in _read())


def organisation(rng: np.random.Generator, trusts: pl.Series, incident: pl.Series) -> pl.Series:
    """Where each incident was: before a merger, the share of the file was at the predecessor."""
    drawn = pl.DataFrame({"trust": trusts, "incident": incident, "at": rng.random(len(trusts))})
    constituted = pl.col("trust")
    for merged, share in _read():
        there = (
            (pl.col("trust") == merged.successor)
            & (pl.col("incident") < merged.from_date)
            & (pl.col("at") < share)
        )
        constituted = pl.when(there).then(pl.lit(merged.code)).otherwise(constituted)
    return drawn.select(constituted.alias("organisation"))["organisation"]


def _read() -> Iterator[tuple[Predecessor, float]]:
    with (FOLDER / "mergers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            began = date.fromisoformat(row["from_date"])
            merged = Predecessor(row["code"], row["name"], row["successor"], began)
            yield merged, float(row["share"])
