"""Amounts of money as files write them -> whole pence in integers. No float, no rounding."""

import re

import polars as pl

from scorecards.claims.model import MONEY
from scorecards.intake.findings import Found, found
from scorecards.intake.profiles import MoneyForm, Profile


def read(rows: pl.DataFrame, profile: Profile) -> tuple[pl.DataFrame, Found]:
    """Cleaned text -> pence; missing is nothing paid. What is no amount rejects its row."""
    parts: Found = []
    for name in MONEY:
        text = pl.col(name)
        rows = rows.with_columns(pence(text, profile.money).alias(f"pence {name}"))
        unread = text.is_not_null() & pl.col(f"pence {name}").is_null()
        parts.append(found(rows, unread, "unreadable-money", profile, field=name))
        negative = pl.col(f"pence {name}") < 0
        parts.append(found(rows, negative, "negative-money", profile, field=name))
        rows = rows.with_columns(pl.col(f"pence {name}").fill_null(0).alias(name))
        rows = rows.drop(f"pence {name}")
    return rows, parts


def pence(text: pl.Expr, form: MoneyForm) -> pl.Expr:
    """`£1,234.56` as 123456; missing where it is not an amount in whole pence."""
    symbol = "|".join(re.escape(symbol) for symbol in form.symbols)
    comma = re.escape(form.thousands)
    grouped = rf"[0-9]{{1,3}}(?:{comma}[0-9]{{3}}){{1,4}}|" if form.thousands else ""
    amount = rf"({grouped}[0-9]{{1,13}})(?:\.([0-9]{{1,2}})0*)?"
    shape = rf"^(?:(?:{symbol}) ?)?{amount}$"
    plain = text.str.replace("−", "-", literal=True)
    minus = plain.str.contains(rf"^-|^(?:{symbol}) ?-") if symbol else plain.str.starts_with("-")
    bare = pl.when(minus).then(plain.str.replace("-", "", literal=True)).otherwise(plain)
    if form.parentheses:
        around = plain.str.contains(r"^\([^()-]*\)$")
        bare = pl.when(around).then(plain.str.slice(1, plain.str.len_chars() - 2)).otherwise(bare)
        minus = minus | around
    units = bare.str.extract(shape, 1)
    if form.thousands:
        units = units.str.replace_all(form.thousands, "", literal=True)
    cents = bare.str.extract(shape, 2).fill_null("0").str.pad_end(2, "0")
    whole = units.cast(pl.Int64, strict=False) * 100 + cents.cast(pl.Int64, strict=False)
    return pl.when(minus).then(-whole).otherwise(whole)
