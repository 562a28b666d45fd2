"""Numbers, money and dates as text, in one way everywhere (NHS service manual style)."""

from datetime import date, datetime

from scorecards.clock import LONDON
from scorecards.money import POUND, Currency


MILLION = 1_000_000
HIDDEN = "1 to 7"
MINUS = "−"


def count(number: int | None) -> str:
    """`1234` as `1,234`; a hidden count as `1 to 7`."""
    return HIDDEN if number is None else f"{number:,}"


def claims(number: int | None) -> str:
    """`1` as `1 claim`, `12` as `12 claims`, a hidden count as `1 to 7 claims`."""
    return f"{count(number)} {'claim' if number == 1 else 'claims'}"


def money(pence: int | float | None, currency: Currency = Currency.GBP) -> str:
    """For prose and tiles: `£125,000`, `£1.25 million`, `£96.3 million`, `£1.2 billion`."""
    if pence is None:
        return "hidden"
    units = abs(pence) / POUND
    sign = MINUS if pence < 0 and round(units) else ""
    # A unit begins where the one below would round up to it: £999,999.60 is £1 million.
    if units >= 999.5 * MILLION:
        return f"{sign}{currency.symbol}{_three_figures(units / (1000 * MILLION))} billion"
    if round(units) >= MILLION:
        return f"{sign}{currency.symbol}{_three_figures(units / MILLION)} million"
    return f"{sign}{currency.symbol}{round(units):,}"


def money_rounded(pence: float, currency: Currency = Currency.GBP) -> str:
    """To two significant figures, for what is only about so much: `£180,000`."""
    return money(float(f"{pence:.1e}"), currency)


def money_exact(pence: int | None, currency: Currency = Currency.GBP) -> str:
    """For tables: whole pounds with commas, `£1,250,000`; pence only where there are any."""
    if pence is None:
        return "hidden"
    sign = MINUS if pence < 0 else ""
    pounds, rest = divmod(abs(pence), POUND)
    return f"{sign}{currency.symbol}{pounds:,}" + (f".{rest:02d}" if rest else "")


def percent(share: float | None) -> str:
    """A share of one as `46%`; shares that are small but not nothing as `less than 1%`."""
    if share is None:
        return "not known"
    if 0 < share <= 0.005:
        return "less than 1%"
    return f"{share * 100:.0f}%"


def rate(per_cent: float) -> str:
    """A rate of interest with its sign: `−0.75%`, `+0.5%`."""
    sign = MINUS if per_cent < 0 else "+"
    return f"{sign}{abs(per_cent):g}%"


def day(value: date) -> str:
    """`6 August 2018`."""
    return f"{value.day} {value:%B %Y}"


def moment(instant: datetime) -> str:
    """`6 August 2018 at 09:05`, as clocks in London show it."""
    here = instant.astimezone(LONDON)
    return f"{day(here.date())} at {here:%H:%M}"


def listed(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _three_figures(number: float) -> str:
    for places, below in ((2, 9.995), (1, 99.95)):
        if number < below:
            return f"{number:.{places}f}".rstrip("0").rstrip(".")
    return f"{number:,.0f}"
