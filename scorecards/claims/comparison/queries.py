"""The door to comparisons: check, compute, protect, collect.

What others have is protected first, and everything is computed from that: points, quartiles, the
spread between trusts, the limits. Board members and Leads see their own trust like that, too.
"""

from collections.abc import Sequence

import polars as pl

from scorecards.claims.asking import organisation
from scorecards.claims.comparison import cuts, measures
from scorecards.claims.comparison.cuts import CUTS, DENOMINATORS, MIX, Cut
from scorecards.claims.comparison.groups import (
    EVERYONE,
    SIZE,
    TYPE,
    KeptGroup,
    check_uses_groups,
    published,
)
from scorecards.claims.comparison.model import (
    Comparison,
    Limits,
    Offered,
    Own,
    PeerGroup,
    Typical,
    Wanted,
    Window,
)
from scorecards.claims.model import Kind
from scorecards.disclosure.counts import protect_count
from scorecards.disclosure.policy import SMALLEST_GROUP
from scorecards.errors import UserError
from scorecards.people.access import check_sees_claims, check_sees_scorecard, may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.statistics.funnel import BAND_FROM, Overdispersion


KEYS = ("cut", "denominator", "window")
# Of smaller trusts only those without any claims would be seen.
ENOUGH = pl.col("expected") >= BAND_FROM


def protected_peers(
    snapshot: Snapshot,
    viewer: Viewer,
    trust: str,
    *,
    cut: str | None = None,
    denominator: str | None = None,
    window: str | None = None,
) -> pl.DataFrame:
    """All that a viewer of a trust can be told about other trusts: cut, denominator, window, trust,
    observed (null where hidden, else to the nearest five), expected (two figures).

    Of all that can be chosen, or of one. The code of the trust is for choosing groups and stays
    here. Trusts of which nothing can be expected have no row.
    """
    check_sees_scorecard(viewer, trust)
    wanted = {"cut": cut, "denominator": denominator, "window": window}
    chosen = [pl.col(name) == value for name, value in wanted.items() if value is not None]
    others = (
        snapshot.across("compared")
        .filter(pl.col("trust") != trust, pl.col("expected") > 0, *chosen)
        .select(*KEYS, "trust", "observed", "expected")
        .collect()
    )
    counts = {number: protect_count(number) for number in set(others["observed"].to_list())}
    return others.with_columns(
        observed=pl.Series([counts[n] for n in others["observed"].to_list()], dtype=pl.Int64),
        expected=pl.Series(
            [two_figures(e) for e in others["expected"].to_list()], dtype=pl.Float64
        ),
    ).sort(*KEYS, "expected", "observed", "trust", nulls_last=True)


def two_figures(number: float) -> float:
    return float(f"{number:.1e}")


def offered(snapshot: Snapshot, viewer: Viewer, trust: str, kind: Kind) -> Offered:
    """What there is to choose from: cuts in which ten other trusts have claims in every window.

    With fewer, what is expected of one trust would tell what the few others have.
    """
    check_sees_scorecard(viewer, trust)
    windows = (
        snapshot.across("compared")
        .select("window", "first", "last")
        .unique()
        .sort("window")
        .collect()
    )
    rows = (
        snapshot.across("compared")
        .filter(pl.col("trust") != trust, pl.col("expected") > 0)
        .group_by(*KEYS)
        .agg(trusts=(pl.col("observed") > 0).sum())
        .group_by("cut", "denominator")
        .agg(pl.col("trusts").min(), pl.len())
        .filter(pl.col("trusts") >= SMALLEST_GROUP, pl.col("len") == windows.height)
        .collect()
    )
    there = set(rows.select("cut", "denominator").iter_rows())
    found = {
        cut.code: fits
        for cut in cuts.of_kind(kind)
        if (fits := tuple(name for name in cut.denominators if (cut.code, name) in there))
    }
    return Offered(
        found,
        {row[0]: Window(*row) for row in windows.iter_rows()},
        tuple(cut.name for cut in cuts.of_kind(kind) if cut.code not in found),
    )


def groups_open_to(
    snapshot: Snapshot, viewer: Viewer, trust: str, kept: Sequence[KeptGroup] = ()
) -> dict[str, PeerGroup]:
    """The groups to choose from by code: the trust's type first, then size, all, its own ones.

    `kept` are the trust's own, and for its own people.
    """
    check_sees_scorecard(viewer, trust)
    if kept:
        check_uses_groups(viewer, trust)
    given = published(snapshot)
    fitting = {
        code: next((group for group in given[code] if trust in group.members), None)
        for code in (TYPE, SIZE)
    }
    fitting[EVERYONE] = next(iter(given[EVERYONE]), None)
    found = {code: group for code, group in fitting.items() if group is not None}
    own = {
        group.code: PeerGroup(group.code, f"your group “{group.name}”", group.members)
        for group in kept
        if group.trust == trust and group.removed_at is None
    }
    return {**found, **own}


def compare(
    snapshot: Snapshot,
    viewer: Viewer,
    wanted: Wanted,
    kept: Sequence[KeptGroup] = (),
) -> Comparison:
    """All the answers of the screen. UserError for what is not offered."""
    kind, trust = wanted.cut.kind, wanted.trust
    check_sees_scorecard(viewer, trust)
    against = organisation(snapshot, trust)
    exact = may(check_sees_claims, viewer, trust)
    choices = offered(snapshot, viewer, trust, kind)
    groups = groups_open_to(snapshot, viewer, trust, kept)
    if wanted.denominator not in choices.cuts.get(wanted.cut.code, ()):
        raise UserError("This comparison is not offered: the release has too little for it.")
    if wanted.window not in choices.windows or wanted.group not in groups:
        raise UserError("This comparison is not offered: there is no such group or time.")
    group = groups[wanted.group]

    defaults = {code: fits[0] for code, fits in choices.cuts.items()}
    shown = {**defaults, wanted.cut.code: wanted.denominator}
    peers = protected_peers(snapshot, viewer, trust, window=wanted.window)
    by_cut = {
        code: peers.filter(pl.col("cut") == code, pl.col("denominator") == name)
        for code, name in shown.items()
    }
    own_rows = _own_rows(snapshot, trust, wanted.window)
    asked = by_cut[wanted.cut.code]
    in_group = pl.col("trust").is_in(list(group.members))
    spread, of_group = _spread(asked, in_group)
    tau2 = _tau2(spread, wanted.limits)
    return Comparison(
        organisation=against,
        wanted=wanted,
        window=choices.windows[wanted.window],
        group=group,
        as_at=snapshot.manifest.as_at,
        snapshot_id=snapshot.id,
        exact=exact,
        own=_own(own_rows.get((wanted.cut.code, wanted.denominator)), exact, wanted, tau2),
        points=_points(asked, in_group),
        trusts=asked.height,
        hidden=asked["observed"].null_count(),
        small=asked.filter(pl.col("observed").is_not_null(), ~ENOUGH).height,
        group_trusts=asked.filter(in_group).height,
        typical=measures.typical(asked.filter(in_group)),
        spread=spread,
        spread_of_group=of_group,
        tau2=tau2,
        cuts=_cuts(by_cut, own_rows, shown, exact=exact, wanted=wanted, in_group=in_group),
        mix=_mix(snapshot, own_rows, exact, wanted),
    )


def _spread(others: pl.DataFrame, in_group: pl.Expr) -> tuple[Overdispersion | None, bool]:
    """How trusts of the group differ, and that it is theirs; of all, where they are too few."""
    alike = measures.spread(others.filter(in_group))
    if alike is not None and alike.enough:
        return alike, True
    return measures.spread(others), False


def _tau2(spread: Overdispersion | None, limits: Limits) -> float:
    if limits is Limits.CHANCE or spread is None or not spread.enough:
        return 0.0
    return spread.tau2


def _own_rows(
    snapshot: Snapshot, trust: str, window: str
) -> dict[tuple[str, str], dict[str, float]]:
    """The trust's own exact rows by cut and denominator."""
    rows = (
        snapshot.across("compared")
        .filter(pl.col("trust") == trust, pl.col("window") == window)
        .collect()
    )
    return {(row["cut"], row["denominator"]): row for row in rows.iter_rows(named=True)}


def _own(
    row: dict[str, float] | None, exact: bool, wanted: Wanted, tau2: float, *, by: str | None = None
) -> Own:
    """From counts that are exact for those who may see them, else protected before."""
    if row is None:
        return Own(0, 0.0, 0)
    denominator = DENOMINATORS[by or wanted.denominator]
    observed, outside = int(row["observed"]), int(row["outside"])
    exposure = row["exposure"] / denominator.per if row["exposure"] else None
    return measures.own(
        observed if exact else protect_count(observed),
        row["expected"] if exact else float(f"{row['expected']:.2e}"),
        exposure=exposure,
        outside=outside if exact else None,  # one more count of the same claims would tell of them
        tau2=tau2,
    )


def _points(others: pl.DataFrame, in_group: pl.Expr) -> pl.DataFrame:
    """Without the codes of trusts, in an order that tells nothing."""
    return (
        others.filter(pl.col("observed").is_not_null(), ENOUGH)
        .select(
            "expected",
            "observed",
            ratio=(pl.col("observed") / pl.col("expected")).round(2),
            in_group=in_group,
        )
        .sort("expected", "observed", "in_group")
    )


CUT_ROWS = {
    "code": pl.String(),
    "name": pl.String(),
    "denominator": pl.String(),
    "observed": pl.Int64(),
    "expected": pl.Float64(),
    "ratio": pl.Float64(),
    "lower": pl.Float64(),
    "upper": pl.Float64(),
    "finding": pl.String(),
    "rate": pl.Float64(),
    "rate_lower": pl.Float64(),
    "rate_upper": pl.Float64(),
    "peers_lower": pl.Float64(),
    "peers_upper": pl.Float64(),
    "peers": pl.Int64(),
}


def _cuts(
    by_cut: dict[str, pl.DataFrame],
    own_rows: dict[tuple[str, str], dict[str, float]],
    shown: dict[str, str],
    *,
    exact: bool,
    wanted: Wanted,
    in_group: pl.Expr,
) -> pl.DataFrame:
    """Every cut of the kind in its order, `CUT_ROWS`: own ratio, and the middle half of the group.

    Cuts in which nothing is expected of the trust are left out. Nulls: hidden, or too little.
    """
    rows = []
    for code, others in by_cut.items():
        own = _own(
            own_rows.get((code, shown[code])),
            exact,
            wanted,
            _tau2(_spread(others, in_group)[0], wanted.limits),
            by=shown[code],
        )
        if own.expected:
            middle = measures.typical(others.filter(in_group))
            rows.append(_cut_row(cuts.BY_CODE[code], shown[code], own, middle))
    return pl.DataFrame(rows, schema=CUT_ROWS, orient="row")


def _cut_row(cut: Cut, denominator: str, own: Own, middle: Typical | None) -> tuple[object, ...]:
    ratio, rate = own.ratio, own.rate
    return (
        cut.code,
        cut.name,
        denominator,
        own.observed,
        own.expected,
        *((ratio.estimate, ratio.lower, ratio.upper) if ratio else (None, None, None)),
        own.finding.value if own.finding else None,
        *((rate.estimate, rate.lower, rate.upper) if rate else (None, None, None)),
        *((middle.lower, middle.upper, middle.trusts) if middle else (None, None, None)),
    )


def _mix(
    snapshot: Snapshot,
    own_rows: dict[tuple[str, str], dict[str, float]],
    exact: bool,
    wanted: Wanted,
) -> pl.DataFrame:
    """code, name, own, nation: each group's share of what is expected, of the trust and of all.

    None unless each group is set against its own; the nation's is of all trusts together.
    """
    columns = {
        "code": pl.String(),
        "name": pl.String(),
        "own": pl.Float64(),
        "nation": pl.Float64(),
    }
    if wanted.denominator != MIX:
        return pl.DataFrame(schema=columns)
    nation = _nation(snapshot, wanted.window)
    found = []
    for cut in CUTS:
        if cut.mixed or cut.groups[0] not in wanted.cut.groups:
            continue
        name = next((d for d in cut.denominators if (cut.code, d) in nation), None)
        if name is None:
            continue
        row = own_rows.get((cut.code, name))
        own = row["expected"] if row else 0.0
        found.append(
            (cut.code, cut.name, own if exact else two_figures(own), nation[(cut.code, name)])
        )
    table = pl.DataFrame(found, schema=columns, orient="row")
    if not table["own"].sum():
        return table.clear()
    shares = [(pl.col(name) / pl.col(name).sum()) for name in ("own", "nation")]
    return table.with_columns(*shares)


def _nation(snapshot: Snapshot, window: str) -> dict[tuple[str, str], float]:
    """What is expected of all trusts together, by cut and denominator, where anything is."""
    rows = (
        snapshot.across("compared")
        .filter(pl.col("window") == window, pl.col("expected") > 0)
        .group_by("cut", "denominator")
        .agg(pl.col("expected").sum())
        .collect()
    )
    return {(row[0], row[1]): row[2] for row in rows.iter_rows()}
