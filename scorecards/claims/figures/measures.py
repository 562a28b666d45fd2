"""What decides whether a national sum may be shown, as lazy expressions: frames in, frames out."""

import narwhals as nw

from scorecards.claims.measures import Lazy
from scorecards.disclosure.policy import MARGIN, MONEY_FROM_TRUSTS


def contributions_of_trusts(selected: Lazy, dimension: str | None = None) -> Lazy:
    """As `measures.contributions`, but `largest` and `second` are what trusts contribute (pence).

    A trust's sum is never less than its largest claim, so that what holds for trusts holds for
    claims. Whoever reads a figure may take the own trust away: so one trust more than the policy
    asks for must be there, and the rest without the three largest must still be 15 per cent of the
    largest. Where it is not, `largest` is more than the whole sum: then the sum is hidden, even one
    of nought. Per code of a dimension (`code`), most costly first; or of all, in one row.
    """
    code = nw.lit(value=True) if dimension is None else nw.col(dimension)
    trusts = (
        selected.with_columns(code.alias("code"))
        .group_by("code", "trust")
        .agg(nw.len().cast(nw.Int64).alias("claims"), nw.col("total").sum())
        .with_columns(place=nw.col("total").rank("ordinal", descending=True).over("code"))
    )
    total = nw.col("total")
    added = (
        trusts.with_columns(
            second=nw.when(nw.col("place") == 2).then(total).otherwise(0),
            third=nw.when(nw.col("place") == 3).then(total).otherwise(0),
        )
        .group_by("code")
        .agg(
            nw.col("claims").sum(),
            total.sum(),
            total.max().alias("largest"),
            nw.col("second").max(),
            nw.col("third").max(),
            nw.len().cast(nw.Int64).alias("trusts"),
        )
    )
    largest, top = nw.col("largest"), nw.col("largest") + nw.col("second") + nw.col("third")
    few = (nw.col("trusts") <= MONEY_FROM_TRUSTS) | (total - top < MARGIN * largest)
    guarded = added.with_columns(largest=nw.when(few).then(total + 1).otherwise(largest))
    columns = ("claims", "total", "largest", "second")
    if dimension is None:
        return guarded.select(*columns)
    return guarded.select("code", *columns).sort(
        "total", "claims", "code", descending=[True, True, False], nulls_last=True
    )


def damages_of_trusts(selected: Lazy) -> Lazy:
    """The same of damages, of claims resolved with damages."""
    paid = selected.filter(~nw.col("paid_damages").is_null())
    return contributions_of_trusts(paid.with_columns(total=nw.col("paid_damages")))
