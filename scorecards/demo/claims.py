"""From drawn positions to claims as they would be read from a file, in the columns of `SCHEMA`."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from scorecards.claims.model import MONEY, SCHEMA
from scorecards.demo import amounts, coronavirus, delays, mergers, outcomes, patterns, volumes
from scorecards.demo.draws import Floats, Ints
from scorecards.demo.parameters import Line
from scorecards.demo.trusts import Trust
from scorecards.money import Currency
from scorecards.taxonomy.codes import ListName, Taxonomy


def draw(
    rng: np.random.Generator,
    taxonomy: Taxonomy,
    trusts: Sequence[Trust],
    lines: Sequence[Line],
    exposure: Floats,
    *,
    constituted: np.random.Generator,
) -> pl.DataFrame:
    """All claims of the nation, sorted by reference.

    `constituted` draws only which body an incident was at before trusts merged.
    """
    trust, line, year = volumes.counts(rng, volumes.expected(rng, trusts, lines, exposure))
    dates = delays.draw(rng, lines, line, year)
    known = dates.notified <= delays.day(delays.AS_AT)
    trust, line, year = trust[known], line[known], year[known]
    incident, notified = dates.incident[known], dates.notified[known]
    about = patterns.draw(rng, taxonomy, lines, line)
    at_stake = amounts.stakes(rng, taxonomy, lines, line, about)
    incident_only = np.array([each.is_incident for each in lines])[line]
    ended = outcomes.outcome(rng, at_stake, notified, incident_only)

    codes = _texts([each.organisation.code for each in trusts], trust)
    columns = {
        "claim_ref": _references(rng, len(line)),
        "trust": codes,
        "organisation": mergers.organisation(constituted, codes, _days(incident)),
        "scheme": coronavirus.schemes(rng, lines, line, year),
        "kind": _texts([each.kind for each in lines], line),
        "incident_date": _days(incident),
        "notified_date": _days(notified),
        "closed_date": _days(ended.closed),
        **_coded(taxonomy, ListName.SPECIALTY, "specialty", _specialties(taxonomy, lines, line)),
        **_coded(taxonomy, ListName.CAUSE, "cause", about.cause),
        **_coded(taxonomy, ListName.CAUSE, "cause_2", about.cause_2),
        **_coded(taxonomy, ListName.INJURY, "injury", about.injury),
        **_coded(taxonomy, ListName.INJURY, "injury_2", about.injury_2),
        **_coded(taxonomy, ListName.LOCATION, "location", about.location),
        "status": _texts(outcomes.STATUSES, ended.status),
        "settlement": _texts(outcomes.SETTLEMENTS, ended.settlement),
        **{name: pl.Series(ended.money[name]) for name in MONEY},
        "currency": _texts([Currency.GBP], np.zeros(len(line), dtype=np.int64)),
    }
    return pl.DataFrame(columns, schema=SCHEMA).sort("claim_ref")


def _references(rng: np.random.Generator, size: int) -> pl.Series:
    """`D0000123`: numbers in no order, so that they say nothing about the claim."""
    number = pl.Series(rng.permutation(size) + 1).cast(pl.String)
    return "D" + number.str.zfill(7)


def _texts(words: Sequence[str], positions: Ints) -> pl.Series:
    """The word at each position; missing for a negative one."""
    known = pl.Series(np.where(positions < 0, 0, positions)).cast(pl.UInt32)
    found = pl.Series([str(word) for word in words], dtype=pl.String).gather(known)
    return found.zip_with(pl.Series(positions >= 0), pl.Series([None], dtype=pl.String))


def _days(days: Ints) -> pl.Series:
    """Days since 1970 as dates; missing where there is none."""
    given = pl.Series(days.astype(np.int32)).cast(pl.Date)
    return given.zip_with(pl.Series(days != patterns.NONE), pl.Series([None], dtype=pl.Date))


def _coded(
    taxonomy: Taxonomy, name: ListName, column: str, positions: Ints
) -> dict[str, pl.Series]:
    """A code and what a source file would have written for it: the first official label."""
    codes = taxonomy[name].codes
    labels = [code.labels[0] if code.labels else code.name for code in codes]
    found = {column: _texts([code.code for code in codes], positions)}
    return {**found, f"{column}_raw": _texts(labels, positions)}


def _specialties(taxonomy: Taxonomy, lines: Sequence[Line], line: Ints) -> Ints:
    codes = [code.code for code in taxonomy[ListName.SPECIALTY]]
    positions = [codes.index(each.specialty) if each.specialty else patterns.NONE for each in lines]
    return np.array(positions)[line]
