"""What is odd about the register as a whole, whichever files it came from. Changes nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from scorecards import financial_year, formatting
from scorecards.organisations.lives import Life, Year, months_there
from scorecards.organisations.model import Oddity, are, has, number, odd
from scorecards.people.model import Predecessor
from scorecards.store.tables import Organisation, Succession


RECENT = timedelta(days=365)


def closed(row: Organisation, as_at: date) -> bool:
    """Whether its last day has passed."""
    return row.closed is not None and row.closed < as_at


def of_organisations(
    rows: Sequence[Organisation], areas: Collection[str], as_at: date
) -> Iterator[Oddity]:
    """Organisations without a name, a type or a name of their region; invented ones among them."""
    invented = [row.code for row in rows if row.fictional]
    real = [row for row in rows if not row.fictional]
    if real:
        yield from odd(
            "fictional-beside-real",
            invented,
            f"{number(len(invented), 'organisation')} of the demonstration stand in the same "
            "register. Use a home of its own for real organisations.",
        )
    nameless = [f"{row.code} {row.type}" for row in real if row.name == row.code]
    yield from odd(
        "not-in-the-organisation-file",
        nameless,
        f"{number(len(nameless), 'organisation')} {are(len(nameless))} in the file of types and "
        "not in the organisation file. Added under the code, as no file gives a name.",
    )
    untyped = [_named(row) for row in real if row.type == "Type not given"]
    alive = [_named(row) for row in real if row.type == "Type not given" and not closed(row, as_at)]
    yield from odd(
        "type-not-given",
        alive,
        f"{number(len(untyped), 'organisation')} {has(len(untyped))} no type, "
        f"{len(alive):,} of which {are(len(alive))} open, and so {has(len(alive))} no peers.",
    )
    for what, kind, codes in (
        ("a region", "region", [row.region_code for row in real]),
        ("an integrated care board", "board", [row.icb for row in real]),
    ):
        unnamed = sorted({code for code in codes if code is not None} - set(areas))
        yield from odd(
            f"{kind}-without-a-name",
            unnamed,
            f"{number(len(unnamed), 'code')} of {what} {has(len(unnamed))} no name in any "
            f"file that was imported. {_used(codes, unnamed)}",
        )


def of_mergers(
    rows: Sequence[Organisation],
    successions: Sequence[Succession],
    merged: Mapping[str, Predecessor],
    as_at: date,
) -> Iterator[Oddity]:
    """Who closed, who became part of whom, and where the files do not agree about it."""
    by_code = {row.code: row for row in rows}
    gone = [row for row in rows if closed(row, as_at) and row.code not in merged]
    yield from odd(
        "merged",
        [f"{each.code} into {each.successor}" for each in merged.values()],
        f"{number(len(merged), 'organisation')} {are(len(merged))} part of another one today. "
        "Claims and figures follow.",
    )
    yield from odd(
        "closed-without-successor",
        [_named(row) for row in gone],
        f"{number(len(gone), 'organisation')} closed, and no file of mergers says what became of "
        "them. Claims and figures stay under their own code.",
    )
    recent = [
        f"{_named(row)} ({formatting.day(row.closed)})"
        for row in rows
        if row.closed is not None and as_at - RECENT < row.closed
    ]
    yield from odd(
        "closed-within-a-year",
        recent,
        f"{number(len(recent), 'organisation')} closed, or will close, less than a year before "
        f"{formatting.day(as_at)} or after it. Look for the mergers.",
    )
    later = [each for each in successions if each.from_date > as_at]
    yield from odd(
        "merger-to-come",
        [f"{each.predecessor} into {each.successor}" for each in later],
        f"{number(len(later), 'merger')} will be after {formatting.day(as_at)}. Until then they "
        "change nothing.",
    )
    still = [each for each in merged if by_code[each].closed is None]
    yield from odd(
        "merged-but-open",
        still,
        f"{number(len(still), 'organisation')} merged by one file and {are(len(still))} open by "
        "another. The merger is followed.",
    )
    differ = [
        f"{each.predecessor} closed {formatting.day(last)}, merged {formatting.day(each.from_date)}"
        for each in successions
        if (last := by_code[each.predecessor].closed) is not None
        and last + timedelta(days=1) != each.from_date
    ]
    yield from odd(
        "merged-on-another-day",
        differ,
        f"{number(len(differ), 'organisation')} merged on another day than the one after "
        "closing. The day of the merger is followed.",
    )


def of_figures(
    rows: Sequence[Organisation], years: Sequence[Year], merged: Mapping[str, Predecessor]
) -> Iterator[Oddity]:
    """Years that are not whole, figures that moved with a merger, and predecessors without any."""
    lives = {row.code: Life(row.opened, row.closed) for row in rows}
    by_year: dict[tuple[str, int], list[Year]] = defaultdict(list)
    for one in years:
        by_year[one.measure, one.year].append(one)
    for (measure, year), all_of_them in sorted(by_year.items()):
        partial = [one.trust for one in all_of_them if not one.whole]
        left = "It was" if len(partial) == 1 else "They were"
        yield from odd(
            "years-not-whole",
            partial,
            f"{measure} {financial_year.label(year)}: {len(partial):,} of "
            f"{number(len(all_of_them), 'organisation')} {has(len(partial))} no whole year. "
            f"{left} left out.",
        )
    nought = [
        f"{one.measure} {financial_year.label(one.year)} of {one.trust}"
        for one in years
        if one.whole and not one.value
    ]
    yield from odd(
        "years-of-nought",
        nought,
        f"{number(len(nought), 'whole year')} {are(len(nought))} nought: the organisation does not "
        "do this work. They are not compared with others on it.",
    )
    moved = [
        f"{one.measure} {financial_year.label(one.year)}: {' + '.join(one.parts)} for {one.trust}"
        for one in years
        if one.parts != (one.trust,)
    ]
    yield from odd(
        "figures-of-predecessors",
        moved,
        f"{number(len(moved), 'year')} of figures of organisations that merged were added to the "
        "organisation of today.",
    )
    after = [
        f"{one.measure} {financial_year.label(one.year)} of {part}"
        for one in years
        for part in one.parts
        if not months_there(one.year, lives.get(part, Life()))
    ]
    yield from odd(
        "figures-after-closing",
        after,
        f"{number(len(after), 'year')} of figures {are(len(after))} of organisations that had "
        "closed, or not yet opened. Kept under the code that the file gives.",
    )
    silent = list(_silent(lives, years, merged))
    yield from odd(
        "predecessors-without-figures",
        silent,
        f"{number(len(silent), 'figure')} may be too small: a predecessor that was open for a part "
        "of the year has none of its own then, and had one in another year.",
    )


def _silent(
    lives: Mapping[str, Life], years: Sequence[Year], merged: Mapping[str, Predecessor]
) -> Iterator[str]:
    gave: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in years:
        for part in one.parts:
            gave[one.measure, part].add(one.year)
    for one in years:
        for code, each in merged.items():
            given = gave.get((one.measure, code), set())
            if each.successor != one.trust or not given or one.year in given:
                continue
            if months_there(one.year, lives[code]):
                year = financial_year.label(one.year)
                yield f"{one.measure} {year} of {one.trust}, without {code}"


def _named(row: Organisation) -> str:
    return row.code if row.name == row.code else f"{row.code} {row.name}"


def _used(codes: Sequence[str | None], unnamed: Collection[str]) -> str:
    using = sum(code in unnamed for code in codes)
    return f"{number(using, 'organisation')} {has(using)} one of them."
