"""The demonstration nation, drawn whole from one seed. Every trust and every claim is fictional."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from scorecards import settings
from scorecards.demo import claims, exposures, mergers, trusts
from scorecards.demo.delays import AS_AT
from scorecards.demo.parameters import lines
from scorecards.people.model import Organisation, Predecessor
from scorecards.taxonomy import codes
from scorecards.taxonomy.risk_groups import WTE


SEED = 20_260_331


@dataclass(frozen=True, slots=True)
class Nation:
    """Trusts, what they do in a year, and the claims against them as at a day.

    `exposures` has the columns trust, year (in which the financial year starts), measure, value;
    `claims` those of `scorecards.claims.model.SCHEMA`, sorted by claim_ref.
    """

    organisations: tuple[Organisation, ...]
    exposures: pl.DataFrame
    claims: pl.DataFrame
    as_at: date
    predecessors: tuple[Predecessor, ...] = ()


def build(seed: int = SEED) -> Nation:
    """The nation of a seed: the same seed always gives the same nation."""
    taxonomy = codes.read(settings.REFERENCE)
    of_trusts, of_claims, of_mergers = np.random.default_rng(seed).spawn(3)
    members = trusts.read()
    exposure = exposures.draw(of_trusts, members)
    drawn = claims.draw(
        of_claims,
        taxonomy,
        members,
        lines(taxonomy, WTE),
        exposure,
        constituted=of_mergers,
    )
    return Nation(
        organisations=tuple(member.organisation for member in members),
        exposures=exposures.frame(members, exposure),
        claims=drawn,
        as_at=AS_AT,
        predecessors=mergers.predecessors(),
    )
