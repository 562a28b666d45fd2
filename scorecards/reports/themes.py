"""A thematic report to take away: in the order of the screen, with its figures as tables too."""

from collections.abc import Iterator, Sequence

from scorecards.claims.figures import tables
from scorecards.claims.figures.breakdown import Breakdown, stamp
from scorecards.claims.figures.charts import HIDDEN_BAR
from scorecards.claims.figures.findings import ROUNDED, beside
from scorecards.claims.figures.model import Figures
from scorecards.claims.figures.words import headline
from scorecards.claims.findings import Finding
from scorecards.claims.stamp import EXACT, HIDDEN_IN_WORDS, PROTECTED
from scorecards.formatting import count, day, listed, percent
from scorecards.library.themes import queries
from scorecards.library.themes.model import FOUND, Theme
from scorecards.reports import pdf
from scorecards.reports.booklet import (
    Bars,
    Block,
    Booklet,
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Rows,
)
from scorecards.reports.items import SOURCES, blocks, said_of
from scorecards.reports.model import Asked, File
from scorecards.reports.stamping import dated, stamped


TAKES = ("item", "trust")
FIGURES = "The figures"


def file(asked: Asked) -> File:
    """The report that the address names as PDF, with the trust that it names beside the nation."""
    snapshot = asked.opened.snapshot()
    found = queries.report(asked.opened.library(), asked.viewer, asked.given.get("item", ""))
    trust = asked.given.get("trust", "")
    told = queries.theme(snapshot, asked.viewer, found, trust=trust)
    about = (
        ("Figures", f"release {snapshot.id}, as at {day(snapshot.manifest.as_at)}"),
        ("Hidden", hidden(told)),
        *stamped(asked, shown="")[:2],
    )
    stem = f"{found.slug}-{trust.lower()}" if trust else found.slug
    content = pdf.written(booklet(told, about))
    return File(dated(asked, stem, "pdf"), pdf.MEDIA_TYPE, content, snapshot=snapshot.id)


def hidden(told: Theme) -> str:
    """What is hidden in a report, of the nation and of the trust beside."""
    nation = HIDDEN_IN_WORDS[PROTECTED]
    if told.own is None or not told.own.exact:
        return nation
    return f"{nation}. The figures of {told.whose} are {EXACT}"


def booklet(told: Theme, about: Sequence[tuple[str, str]]) -> Booklet:
    """The whole report. `about`: what the file says of itself first."""
    return Booklet(
        title=told.item.title,
        summary=told.summary,
        about=(*about, *said_of(told.item)),
        blocks=tuple(_blocks(told)),
    )


def _blocks(told: Theme) -> Iterator[Block]:
    yield from blocks(told.opening, caption=told.item.title)
    yield from _brief(told)
    drawn = False
    for heading, text in told.sections():
        yield Heading(heading)
        yield from blocks(text, caption=heading)
        if heading == FOUND:
            drawn = True
            yield from _figures(told)
    if not drawn:
        yield from _figures(told)
    if told.item.sources:
        yield Heading(SOURCES)
        yield Bullets(told.item.sources)


def _brief(told: Theme) -> Iterator[Block]:
    if told.nation is not None:
        yield Heading("All trusts, in brief")
        yield Facts(headline(told.nation))
        if first := told.first_answer():
            yield Paragraph(first)
        yield Paragraph(ROUNDED)
        yield Paragraph(str(told.nation.stamp))
    if told.trust:
        yield Heading(told.whose)
        yield from (Paragraph(sentence) for sentence in beside(told.own))
        if told.own is not None:
            yield Paragraph(str(told.own.stamp))


def _figures(told: Theme) -> Iterator[Block]:
    if told.nation is None:
        return
    asked = told.asked()
    if asked:
        yield Heading(FIGURES)
    for finding, division in asked:
        yield from _question(finding, division, told.nation)


def _question(finding: Finding, division: Breakdown, nation: Figures) -> Iterator[Block]:
    yield Heading(finding.heading, 2)
    yield Paragraph(finding.takeaway)
    if division.lines:
        bars = [
            (
                line.name,
                line.share,
                HIDDEN_BAR if line.share is None
                else f"{count(line.claims)} ({percent(line.share)})",
            )
            for line in division.drawn
        ]  # fmt: skip
        said = listed([f"{name}: {shown}" for name, _, shown in bars])
        yield Bars(f"{finding.heading} All trusts", f"{finding.heading} {said}.", bars)
        yield Rows(
            f"{finding.heading} The whole table",
            tables.headings(division),
            tables.rows(division, nation.currency),
        )
    yield Paragraph(str(stamp(nation, division)))
