"""`bench`: what a click costs, side by side with the same page drawn from constant figures.

Two servers run at once, the product and its twin that answers from memory, and a client speaks to
both in turn as a browser does. So the ratio holds on any machine; the milliseconds on this one.
"""

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from scorecards import clock
from scorecards.accounts import sessions, terms
from scorecards.claims import queries
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Views
from scorecards.claims.selection import Selection
from scorecards.cli import search_bench
from scorecards.cli.answers import OPERATOR, Answer
from scorecards.cli.clicks import Visit, served
from scorecards.cli.context import Context
from scorecards.errors import UserError
from scorecards.settings import SignInBy
from scorecards.snapshots.opening import Snapshot
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import writing
from scorecards.web import demonstration


WARM_UP = 4
BUDGET_MS = 60
STEWARD = "steward"


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("bench", help="time a click on a trust's scorecard, or a search")
    parser.set_defaults(run=bench)
    parser.add_argument(
        "what", nargs="?", choices=("clicks", "search"), default="clicks",
        help="clicks on a scorecard, or searches among many items; without it, clicks",
    )  # fmt: skip
    parser.add_argument(
        "--items", type=int, default=search_bench.ITEMS, help="search: how many items there are"
    )
    parser.add_argument(
        "--postgres", metavar="URL",
        help="search: the owner's address of an empty PostgreSQL database to measure too",
    )  # fmt: skip
    parser.add_argument("--clicks", type=int, default=40, help="clicks on each server")
    parser.add_argument("--json", action="store_true")


def bench(context: Context, wanted: argparse.Namespace) -> Answer:
    """Clicks on points of the quadrant of the trust with most claims, on both servers in turn; or
    searches.
    """
    if wanted.what == "search":
        return search_bench.run(wanted)
    snapshot = context.snapshot()
    trust = max(snapshot.sizes, key=lambda code: snapshot.sizes[code])
    codes = _points(snapshot, trust)
    if len(codes) < 2:
        raise UserError("The bench needs a trust with claims in two specialties. Run `demo` first.")
    with served("product") as product, served("constant") as constant, steward(context) as cookie:
        address = f"trust={trust}"
        page, twin = Visit(product, address, cookie), Visit(constant, address, cookie)
        page_ms, twin_ms = [], []
        for number in range(WARM_UP + wanted.clicks):
            code = codes[number % len(codes)]
            page_ms.append(page.click(code))
            twin_ms.append(twin.click(code))
        page.close()
        twin.close()
    query_ms = _query_ms(snapshot, trust, codes, wanted.clicks)
    return _answer(snapshot, page_ms[WARM_UP:], twin_ms[WARM_UP:], query_ms)


@contextmanager
def steward(context: Context) -> Iterator[str]:
    """The cookie of a session of the demonstration's steward, which ends afterwards."""
    if context.settings.sign_in is not SignInBy.DEMONSTRATION:
        raise UserError(
            "The bench signs in as the data steward of the demonstration. Set SCORECARDS_SIGN_IN "
            "to “demonstration”, and SCORECARDS_HOME to a home with fictional claims."
        )
    demonstration.settle(context.engine, context.settings, now=clock.now())
    with writing(context.engine, SYSTEM) as session:
        token = sessions.begin(session, STEWARD, browser="bench", now=clock.now())
        here = sessions.find(session, token, now=clock.now())
        if here is not None and not terms.accepted(session, STEWARD):
            terms.accept(session, here, terms.in_force().version, now=clock.now())
    try:
        yield f"{context.settings.cookie}={token}"
    finally:
        with writing(context.engine, SYSTEM) as session:
            sessions.end_token(session, token, why="the bench ended", now=clock.now())


def _points(snapshot: Snapshot, trust: str) -> Sequence[str]:
    offered = queries.choices(snapshot, OPERATOR, trust, Kind.CLINICAL, Basis.INCIDENT)
    return offered.codes["specialty"][:8]


def _query_ms(snapshot: Snapshot, trust: str, codes: Sequence[str], clicks: int) -> Sequence[float]:
    """The same clicks' query alone, in this process."""
    offered = queries.choices(snapshot, OPERATOR, trust, Kind.CLINICAL, Basis.INCIDENT)
    views = Views("specialty", "cause", across="cause", down="specialty")
    times = []
    for number in range(WARM_UP + clicks):
        filters = {"specialty": (codes[number % len(codes)],)}
        wanted = Selection(trust, Kind.CLINICAL, offered.first, offered.last, filters=filters)
        began = time.perf_counter()
        queries.scorecard(snapshot, OPERATOR, wanted, views)
        times.append(1000 * (time.perf_counter() - began))
    return times[WARM_UP:]


def _answer(
    snapshot: Snapshot, page: Sequence[float], twin: Sequence[float], query: Sequence[float]
) -> Answer:
    middle = {
        "click_ms": statistics.median(page),
        "click_ms_95th": _high(page),
        "constant_ms": statistics.median(twin),
        "query_ms": statistics.median(query),
    }
    ratio = middle["click_ms"] / middle["constant_ms"]
    share = middle["query_ms"] / middle["click_ms"]
    told = {
        "claims": snapshot.manifest.rows,
        "clicks": len(page),
        **{name: round(value, 1) for name, value in middle.items()},
        "ratio_to_constant_figures": round(ratio, 2),
        "share_in_query": round(share, 2),
        "budget_ms": BUDGET_MS,
    }
    lines = [
        f"{snapshot.manifest.rows:,} claims, {len(page)} clicks on each server.",
        f"A click: {middle['click_ms']:.0f} ms of server time (95 in 100 under "
        f"{middle['click_ms_95th']:.0f} ms; budget {BUDGET_MS} ms).",
        f"The same page from constant figures: {middle['constant_ms']:.0f} ms. "
        f"Ratio {ratio:.2f} to 1.",
        f"Of a click, the query takes {middle['query_ms']:.0f} ms ({share:.0%}).",
    ]
    return Answer(told, lines)


def _high(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]
