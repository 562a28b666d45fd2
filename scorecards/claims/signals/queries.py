"""The door to signals: check, compute, protect, collect; and to what a trust has pinned.

For viewers who do not see claims one by one, mean, limits and marks are computed from counts that
were protected before. Where one of them is hidden there is no chart: its neighbours would tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import narwhals as nw
import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from scorecards.claims.asking import claims_against, collected
from scorecards.claims.measures import Lazy
from scorecards.claims.model import Kind
from scorecards.claims.selection import name_of
from scorecards.claims.signals import judging, measures
from scorecards.claims.signals.judging import Judged
from scorecards.claims.signals.model import (
    Asked,
    Intervention,
    Lag,
    Overview,
    Signal,
    Step,
    Verdict,
    Window,
)
from scorecards.disclosure.counts import protect_count
from scorecards.errors import UserError
from scorecards.people.access import check_is_viewer, check_sees_claims, check_sees_scorecard, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.store import tables


OVERVIEW_BY = {Kind.CLINICAL: "specialty", Kind.NON_CLINICAL: "cause"}
LEADING = 6
GATE_A_YEAR = 5
QUARTERS_A_YEAR = 4
PLAIN = Asked()


def signal(
    snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind, asked: Asked = PLAIN
) -> Signal:
    """Whether claims are notified more often, less often or as before.

    Quarters, or the days between claims where those who see them one by one have fewer than two a
    quarter. Months only where asked for and five a month; else quarters. Raises NotAllowed where
    more than the whole is asked by others, and UserError for a baseline of fewer than 12 points.
    """
    check_sees_scorecard(viewer, trust)
    if not asked.plain:
        check_sees_claims(viewer, trust)
    if asked.baseline is not None and asked.baseline < judging.SMALLEST_BASELINE:
        raise UserError(
            f"A baseline needs at least {judging.SMALLEST_BASELINE} points. Without one, all "
            "points set the limits."
        )
    window = _window(snapshot, trust, kind)
    exact = may(check_sees_claims, viewer, trust)
    chosen = measures.notified(
        claims_against(snapshot, trust), kind, window.first, window.last, asked.narrowed
    )
    return _signal(chosen, snapshot, trust, kind, asked=asked, window=window, exact=exact)


def overview(snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind) -> Overview:
    """All claims of the kind, then the six commonest codes of those with five claims a year.

    For those who see claims one by one only.
    """
    check_sees_claims(viewer, trust)
    window, dimension = _window(snapshot, trust, kind), OVERVIEW_BY[kind]
    chosen = measures.notified(claims_against(snapshot, trust), kind, window.first, window.last, {})
    (leading,) = collected([measures.leading(chosen, dimension)])
    quarters = len(_periods(window, judging.QUARTER))
    enough = GATE_A_YEAR * quarters / QUARTERS_A_YEAR
    often = leading.filter(pl.col("claims") >= enough)
    asked = [PLAIN, *(Asked(narrowed={dimension: c}) for c in often["code"].head(LEADING))]
    lines = [
        _signal(
            _only(chosen, each.narrowed), snapshot, trust, kind,
            asked=each, window=window, exact=True,
        )
        for each in asked
    ]  # fmt: skip
    return Overview(dimension, tuple(lines), thin=leading.height - often.height)


def narrowings(
    snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind
) -> Mapping[str, tuple[str, ...]]:
    """The codes a chart can be narrowed to, by dimension, most claims first. Nothing for others
    than those who see claims one by one.
    """
    check_sees_scorecard(viewer, trust)
    if not may(check_sees_claims, viewer, trust):
        return {}
    window = _window(snapshot, trust, kind)
    chosen = measures.notified(claims_against(snapshot, trust), kind, window.first, window.last, {})
    dimensions = tuple(dict.fromkeys((OVERVIEW_BY[kind], "cause")))
    frames = collected([measures.leading(chosen, dimension) for dimension in dimensions])
    return {
        dimension: tuple(frame["code"].to_list())
        for dimension, frame in zip(dimensions, frames, strict=True)
    }


def lag(snapshot: Snapshot, viewer: Viewer, kind: Kind) -> Lag | None:
    """How long half of the claims of all organisations take from incident to notification.

    None where the release has fewer than ten organisations with claims of the kind.
    """
    check_is_viewer(viewer)
    row = _arrivals(snapshot, kind)
    return None if row is None else Lag(int(row["median_days"]), int(row["trusts"]))


def effect_from(started: date, typical: Lag) -> date:
    """From when on most claims that are notified are about care given after a day."""
    return started + timedelta(days=typical.days)


def interventions(
    session: Session, viewer: Viewer, trust: str, kind: Kind
) -> tuple[Intervention, ...]:
    """What the trust has pinned and not taken away, by when it began: for all who may open it."""
    check_sees_scorecard(viewer, trust)
    row = tables.Intervention
    found = session.scalars(
        select(row)
        .where(row.trust == trust, row.kind == kind.value, row.removed_at.is_(None))
        .order_by(row.started, row.id)
    )
    return tuple(
        Intervention(
            each.id, each.title, each.note, each.started, each.effect_from, each.created_name,
            each.created_at,
        )
        for each in found
    )  # fmt: skip


def _signal(
    chosen: Lazy,
    snapshot: Snapshot,
    trust: str,
    kind: Kind,
    *,
    asked: Asked,
    window: Window,
    exact: bool,
) -> Signal:
    by_quarter, by_month, dated = collected(
        [
            measures.by_period(chosen, Step.QUARTER.months),
            measures.by_period(chosen, Step.MONTH.months),
            measures.days(chosen),
        ]
    )
    told = partial(
        Signal,
        organisation=snapshot.organisations[trust],
        kind=kind,
        narrowed=asked.narrowed,
        about=tuple(
            name_of(dimension, code, snapshot.taxonomy)
            for dimension, code in asked.narrowed.items()
        ),
        window=window,
        as_at=snapshot.manifest.as_at,
        snapshot_id=snapshot.id,
        exact=exact,
    )
    quarters = _periods(window, Step.QUARTER.months)
    numbers = {period: count for period, count in by_quarter.iter_rows() if period in quarters}
    if not quarters:
        return told(step=Step.QUARTER, points=(), limits=None, verdict=Verdict.NOTHING)
    told = partial(told, ends=_ends(quarters))
    if not exact:
        return _protected(told, numbers, quarters)
    claims = sum(numbers.values())
    mean = claims / len(quarters)
    months = _periods(window, Step.MONTH.months)
    in_months = {period: count for period, count in by_month.iter_rows() if period in months}
    monthly = sum(in_months.values()) >= judging.MONTHLY_FROM * len(months)
    told = partial(told, mean=mean, monthly=monthly)
    step, judged = (
        Step.QUARTER,
        judging.counted(numbers, quarters, Step.QUARTER.months, baseline=asked.baseline),
    )
    if monthly and asked.step is Step.MONTH:
        claims, step = sum(in_months.values()), Step.MONTH
        judged = judging.counted(in_months, months, step.months, baseline=asked.baseline)
    elif 0 < mean < judging.RARE_BELOW:
        first, end = _ends(quarters)
        held = [day for day in dated["notified_date"].to_list() if first <= day <= end]
        waits = judging.between(held, end, baseline=asked.baseline)
        if waits.points:
            step, judged = Step.CLAIM, waits
        else:
            judged = replace(judged, limits=None, verdict=Verdict.SHORT)
    return told(
        step=step, points=judged.points, limits=judged.limits, verdict=judged.verdict,
        claims=claims, baseline=_used(asked.baseline, judged),
    )  # fmt: skip


def _protected(
    told: partial[Signal], numbers: Mapping[int, int], quarters: Sequence[int]
) -> Signal:
    """The same from protected counts alone: no days, no months, no baseline of one's own."""
    shown = {period: protect_count(number) for period, number in numbers.items()}
    known = {period: number for period, number in shown.items() if number is not None}
    if len(known) < len(shown):
        return told(step=Step.QUARTER, points=(), limits=None, verdict=Verdict.HIDDEN)
    judged = judging.counted(known, quarters, Step.QUARTER.months)
    total = sum(known.values())
    return told(
        step=Step.QUARTER, points=judged.points, limits=judged.limits, verdict=judged.verdict,
        claims=total, mean=total / len(quarters),
    )  # fmt: skip


def _used(baseline: int | None, judged: Judged) -> int | None:
    return baseline if baseline is not None and baseline < len(judged.points) else None


def _ends(quarters: Sequence[int]) -> tuple[date, date]:
    months = Step.QUARTER.months
    return judging.first_day(quarters[0], months), judging.last_day(quarters[-1], months)


def _periods(window: Window, months: int) -> tuple[int, ...]:
    """A trust's own first claim may lie within its quarter; a whole day may not."""
    return judging.periods(window.first, window.last, months, begun=not window.known)


def _window(snapshot: Snapshot, trust: str, kind: Kind) -> Window:
    row, as_at = _arrivals(snapshot, kind), snapshot.manifest.as_at
    if row is not None:
        return Window(row["first"], row["last"], known=True)
    own = measures.notified(claims_against(snapshot, trust), kind, date(1900, 1, 1), as_at, {})
    (dated,) = collected([measures.days(own)])
    return Window(dated["notified_date"][0] if dated.height else as_at, as_at, known=False)


def _arrivals(snapshot: Snapshot, kind: Kind) -> dict[str, Any] | None:
    rows = snapshot.peers("arrivals").filter(pl.col("kind") == kind.value).collect()
    return rows.row(0, named=True) if rows.height else None


def _only(chosen: Lazy, narrowed: Mapping[str, str]) -> Lazy:
    for dimension, code in narrowed.items():
        chosen = chosen.filter(nw.col(dimension) == code)
    return chosen
