"""A control chart and what it says, and what a trust has changed. Nothing is computed here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from scorecards import formatting
from scorecards.claims.definitions import Better
from scorecards.claims.model import Kind
from scorecards.claims.stamp import Stamp
from scorecards.people.model import Organisation
from scorecards.statistics.control_charts import Limits, Rule, Side


NOTIFIED, DAYS_BETWEEN = "claims-notified", "days-between-claims"  # files of data/measures


class Step(StrEnum):
    """What each point of a chart stands for. `CLAIM`: the days since the claim before."""

    QUARTER = "quarter"
    MONTH = "month"
    CLAIM = "claim"

    @property
    def months(self) -> int:
        return {Step.QUARTER: 3, Step.MONTH: 1}[self]


class Verdict(StrEnum):
    """What the latest point says, or why nothing can be said."""

    USUAL = "no change beyond the usual variation"
    MORE = "more than usual"
    FEWER = "fewer than usual"
    SHORT = "too few to say"
    HIDDEN = "small numbers hidden"
    NOTHING = "no claims"


class Meaning(StrEnum):
    """What a point that stands out means. Neutral unless an owner has signed a direction off."""

    NEUTRAL = "neutral"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Point:
    """`first` to `last` are the days it covers; `value` is claims, or days since the one before."""

    first: date
    last: date
    value: int
    rule: Rule | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The days of notification of which a release lacks next to nothing (`arrivals`).

    `known` is false where too few organisations are in the release to say: then it is the trust's
    own first claim to the as-at date.
    """

    first: date
    last: date
    known: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """One chart of one trust, all from one protected answer.

    `points` are in order of time, none where they are hidden; `limits` None where there are none.
    `mean` is claims a quarter. `baseline` is how many points set the limits, where not all do.
    `monthly`: there are enough claims to be charted by month. `narrowed` are codes by dimension,
    `about` their names. `ends`: the first and last day of the whole quarters, where there are any.
    """

    organisation: Organisation
    kind: Kind
    narrowed: Mapping[str, str]
    about: tuple[str, ...]
    step: Step
    points: tuple[Point, ...]
    limits: Limits | None
    verdict: Verdict
    window: Window
    as_at: date
    snapshot_id: str
    exact: bool
    claims: int | None = None
    mean: float | None = None
    baseline: int | None = None
    monthly: bool = False
    ends: tuple[date, date] | None = None

    @property
    def side(self) -> Side | None:
        """Where the verdict lies on the chart: a long wait is high, and fewer claims."""
        if self.verdict not in (Verdict.MORE, Verdict.FEWER):
            return None
        high = (self.verdict is Verdict.MORE) != (self.step is Step.CLAIM)
        return Side.HIGH if high else Side.LOW

    @property
    def waited(self) -> int:
        """Days without a claim from the last one on, for charts of waits."""
        assert self.ends is not None
        return (self.ends[1] - self.points[-1].last).days

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def measure(self) -> str:
        """The code of its file in data/measures."""
        return DAYS_BETWEEN if self.step is Step.CLAIM else NOTIFIED

    def stamp(self) -> Stamp:
        """The line under the chart; the period is that of its points."""
        first, last = (
            (self.points[0].first, self.points[-1].last)
            if self.points
            else self.ends or (self.window.first, self.window.last)
        )
        return Stamp(
            basis="By notified date",
            period=f"{formatting.day(first)} to {formatting.day(last)}",
            as_at=self.as_at,
            schemes=f"all {self.kind} schemes",
            claims=self.claims,
            snapshot_id=self.snapshot_id,
            exact=self.exact,
            more=self.about,
        )

    def meaning(self, side: Side | None, better: Better) -> Meaning:
        """Of a point on that side, where `better` is which way the measure improves."""
        if better is Better.NEITHER or side is None:
            return Meaning.NEUTRAL
        improved = (side is Side.HIGH) == (better is Better.HIGHER)
        return Meaning.IMPROVEMENT if improved else Meaning.CONCERN


@dataclass(frozen=True, slots=True)
class Overview:
    """Where there is a signal: the whole, then the leading codes. `thin`: codes left out as few."""

    dimension: str
    lines: tuple[Signal, ...]
    thin: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An intervention as somebody writes it. `form_key` is one per form: sent twice, kept once."""

    trust: str
    kind: Kind
    title: str
    note: str
    started: date
    effect_from: date
    form_key: str


@dataclass(frozen=True, slots=True)
class Intervention:
    """What a trust has changed. Before `effect_from` most claims are about care before it."""

    id: int
    title: str
    note: str
    started: date
    effect_from: date
    by: str
    pinned_at: datetime


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from incident to notification that half of the claims take, of how many trusts."""

    days: int
    trusts: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What more than the whole may be asked by those who see claims one by one."""

    step: Step = Step.QUARTER
    narrowed: Mapping[str, str] = field(default_factory=dict)
    baseline: int | None = None

    @property
    def plain(self) -> bool:
        return self == Asked()
