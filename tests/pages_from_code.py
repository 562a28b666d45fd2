"""The pages of docs/ that are made from the code. `make docs` writes them; a test compares them."""

import argparse
from collections.abc import Iterable
from dataclasses import fields
from datetime import timedelta

from scorecards import settings
from scorecards import written as plain_text
from scorecards.accounts import model as accounts
from scorecards.claims import charts, definitions
from scorecards.claims.figures.breakdown import MOST_DRAWN
from scorecards.claims.figures.model import LONGEST_WINDOW
from scorecards.claims.signals import commands as interventions
from scorecards.cli.main import parser
from scorecards.disclosure import policy
from scorecards.documents import commands as documents
from scorecards.documents import names
from scorecards.documents import queries as document_queries
from scorecards.documents.reading import words as document_words
from scorecards.exchange import commands as exchange
from scorecards.feedback import commands as feedback
from scorecards.feedback import queries as comments
from scorecards.formatting import day
from scorecards.intake import profiles
from scorecards.intake.reading.limits import Limits
from scorecards.ledger import commands as ledger
from scorecards.ledger import model as ledgers
from scorecards.library import checking
from scorecards.library import heads as library
from scorecards.library.desk import commands as desk
from scorecards.library.search import model as search
from scorecards.library.themes import commands as themes
from scorecards.sandbox.limits import MEGABYTE
from scorecards.snapshots import opening
from scorecards.store import engine
from scorecards.ui import card, scorecard
from scorecards.web import downloads, gate, sockets, throttle


WRITTEN = "<!-- Made from the code by `make docs`. Change the code, not this page. -->"
WRITTEN_FROM_FILES = "<!-- Made from the files by `make docs`. Change the files, not this page. -->"

# What each limit of a claims file is, and why. Each field of `Limits` has its line.
FILE_LIMITS = {
    "upload_bytes": (
        "Size of a file",
        "the national claims of ten years, in our layout, are smaller",
    ),
    "memory_bytes": (
        "Memory of the process that reads it",
        "a file of 5 kB can ask for hundreds of gigabytes: it ends the reading, not the server",
    ),
    "processor_seconds": ("Processor time for reading it", "a hostile file can read for ever"),
    "wall_seconds": ("Time until reading must be done", "waiting uses no processor time"),
    "result_bytes": ("Size of what was read", "a small file can unfold into a very large one"),
    "open_files": ("Files the reading process may open", "it needs one, and its own libraries"),
    "zip_members": ("Files inside a workbook", "a workbook of fifty sheets has fewer"),
    "unpacked_bytes": ("Size of a workbook unpacked", "as its own index says, and as it turns out"),
    "zip_ratio": (
        "Times that a part may grow when unpacked",
        "sheets that people make stay far below",
    ),
    "sheets": ("Sheets in a workbook", "claims stand on one of them"),
    "rows": ("Rows", "several times the national claims of ten years"),
    "columns": ("Columns", f"our own layout has {len(profiles.load('scorecard-extract').fields)}"),
    "cell_characters": ("Characters in a cell", "what Excel itself allows"),
}
# The same of a document. What it has in common with a claims file is not told twice.
DOCUMENT_LIMITS = {
    "upload_bytes": ("Size of a file", "most guidance is below 5 MB"),
    "memory_bytes": ("Memory of the process that looks it through", "as for a claims file"),
    "processor_seconds": ("Processor time for it", "as for a claims file"),
    "wall_seconds": ("Time until that must be done", "an editor waits for it"),
    "result_bytes": ("Size of what is found out", "it is the type and the text"),
    "open_files": ("Files that process may open", "as for a claims file"),
    "zip_members": ("Files inside an Office file", "a long presentation has some hundreds"),
    "unpacked_bytes": ("Size of a file unpacked", "pictures do not grow when unpacked"),
    "zip_ratio": ("Times that it may grow when unpacked", "text grows less than tenfold"),
}
HOW_TO_CALL = """\
Every command begins with `.venv/bin/python -m scorecards` and works on the claims and the database
of this machine (`SCORECARDS_HOME`, `SCORECARDS_DATABASE_URL`). It exits with 0 when it is done,
with 1 when what was asked is refused (it says why), and with 2 when it was called wrongly.
With `--json` the answer is JSON on standard output, with money in whole pence.
Examples are in the [README](../README.md#the-command-line)."""


def limits() -> str:
    """docs/limits.md"""
    told = Limits()
    assert {each.name for each in fields(told)} == set(FILE_LIMITS)
    from_file = [
        (what, _amount(name, getattr(told, name)), why) for name, (what, why) in FILE_LIMITS.items()
    ]
    hidden = [
        (
            "Counts below this are hidden (not 0)",
            policy.HIDDEN_BELOW,
            "a handful of people could be recognised",
        ),
        (
            "Other counts are rounded to the nearest",
            policy.ROUND_TO,
            "two near answers cannot be told apart",
        ),
        (
            "Values that a hidden count may have, from all that is shown",
            f"{policy.POSSIBLE_VALUES} or more",
            "else it would be known",
        ),
        (
            "Claims that a sum of money must cover",
            policy.MONEY_FROM_CLAIMS,
            "with fewer, one payment can be worked out",
        ),
        (
            "Trusts that a sum over several trusts must cover",
            policy.MONEY_FROM_TRUSTS,
            "with fewer, one trust's sum can be worked out",
        ),
        (
            "Largest claim's share of a sum that is shown",
            f"{policy.LARGEST_SHARE:.0%}",
            "above it, the sum is nearly that claim",
        ),
        (
            "Two largest claims' share of a sum that is shown",
            f"{policy.TWO_LARGEST_SHARE:.0%}",
            "above it, who knows one of them knows the other",
        ),
        (
            "What the others must be of the largest, and how near a hidden sum may be told",
            f"{policy.MARGIN:.0%}",
            "who knows the second largest could come as near to the largest",
        ),
        (
            "Figures that a sum is rounded to",
            policy.MONEY_FIGURES,
            "£1,234,567 is shown as £1,200,000",
        ),
        (
            "Other trusts that a peer figure comes from",
            policy.SMALLEST_GROUP,
            "with fewer, trusts could be told apart",
        ),
        (
            "Trusts by which two peer groups differ, if at all",
            policy.GROUPS_DIFFER_BY_TRUSTS,
            "with fewer, the difference of two answers is theirs",
        ),
        (
            "Claims by which two peer groups differ, if at all",
            policy.GROUPS_DIFFER_BY_CLAIMS,
            "as for trusts",
        ),
    ]
    screen = [
        ("Rows of a table at once", card.ROWS_A_PAGE, "the rest is on further pages"),
        ("Results of a search at once", search.A_PAGE, "the rest is on further pages"),
        ("Letters of a search", search.LONGEST_QUERY, "what is longer is no question"),
        ("Words of a search that are looked for", search.MOST_WORDS, "the first ones say most"),
        ("Bars of the ranking", charts.RANKED, "the table has all"),
        ("Codes along each side of the pairs", scorecard.LARGEST, "the table has all"),
        (
            "Letters of a picture's description",
            card.LONGEST_ALT,
            "screen readers read it in one breath",
        ),
        (
            "Letters of a library item's summary",
            library.LONGEST_SUMMARY,
            "it stands in a panel beside figures",
        ),
        (
            "Words of a sentence in a library item",
            checking.LONGEST_SENTENCE,
            "longer ones are read twice",
        ),
        (
            "School grade of a library item (Flesch-Kincaid)",
            checking.HIGHEST_GRADE,
            "people read it at work, between other things",
        ),
        (
            "Words of a case study",
            f"{checking.SHORTEST_STUDY} to {checking.LONGEST_STUDY}",
            "long enough to tell, short enough to read in a meeting",
        ),
        (
            "Years until a library item is looked at again",
            checking.LONGEST_REVIEW_YEARS,
            "guidance and law change",
        ),
        (
            "Letters of the title of an intervention",
            interventions.LONGEST_TITLE,
            "it stands in one line beneath a chart",
        ),
        (
            "Letters of the note of an intervention",
            interventions.LONGEST_NOTE,
            "it says what was changed, and nothing about a person",
        ),
        (
            "Interventions of a trust and kind",
            interventions.MOST,
            "more lines cannot be told apart on a chart",
        ),
    ]
    written = [
        (
            "Letters of a comment, and of an editor's answer",
            f"{feedback.LONGEST_TEXT:,}",
            "they are read beneath a page",
        ),
        (
            "Comments of one person in a day",
            feedback.MOST_A_DAY,
            "an editor reads each before others do",
        ),
        (
            "Letters of the reason for which a comment is hidden",
            feedback.LONGEST_REASON,
            "its writer reads it in one line",
        ),
        (
            "Comments beneath a page",
            comments.MOST,
            "the newest; editors find all",
        ),
        (
            "Letters of what a team changed, and of what it found",
            ledger.LONGEST_CHANGED,
            "it is looked at again, not filed",
        ),
        (
            "Entries of a trust's learning ledger in a day",
            ledger.MOST_A_DAY,
            "more is no record but a load",
        ),
        (
            "Years until something is looked at again",
            ledgers.YEARS_AHEAD,
            "later, those who changed it are elsewhere",
        ),
        (
            "Letters of an ask or an offer, and of its title",
            f"{exchange.LONGEST_DETAIL:,} and {exchange.LONGEST_TITLE}",
            "the title stands in a list",
        ),
        (
            "Asks and offers of one person in a day",
            exchange.MOST_A_DAY,
            "they are read at once by everybody with a role",
        ),
        (
            "Accents on one letter",
            plain_text.MARKS_ON_A_LETTER,
            "more of them climb over the lines around",
        ),
    ]
    written += [
        (
            "Letters of an edition of a library item",
            f"{desk.LONGEST_TEXT:,}",
            "ten times the longest item",
        ),
        (
            "Letters of the reason for which an edition is given back or withdrawn",
            desk.LONGEST_REASON,
            "its writers read it in a line or two",
        ),
        (
            "People besides the writers who approve an edition",
            desk.APPROVALS,
            "two people stand behind what is published",
        ),
        (
            "Looks of one person at the figures of drafts in a day",
            desk.PREVIEWS_A_DAY,
            "nobody sets one selection of claims against another",
        ),
        (
            "Letters of the title of a thematic report that is made on screen",
            themes.LONGEST_TITLE,
            "its address is made of it",
        ),
        (
            "Codes of one list in a thematic report that is made on screen",
            themes.MOST_CODES,
            "its text names each",
        ),
        (
            "Incident years of a thematic report",
            LONGEST_WINDOW,
            "older years say little about care today",
        ),
        (
            "Rows of a chart in a thematic report",
            MOST_DRAWN,
            "the table has all",
        ),
    ]
    assert {each.name for each in fields(document_words.LIMITS)} == set(DOCUMENT_LIMITS)
    document = [
        (what, _amount(name, getattr(document_words.LIMITS, name)), why)
        for name, (what, why) in DOCUMENT_LIMITS.items()
    ] + [
        ("Pages of a PDF", f"{document_words.MOST_PAGES:,}", "reports have some hundreds"),
        (
            "Letters of its text by which it is found",
            f"{document_words.LONGEST_TEXT:,}",
            "a hundred pages or so; all of it is searched for personal data",
        ),
        ("Letters of a title", documents.LONGEST_TITLE, "it stands in a list"),
        ("Letters of a summary", documents.LONGEST_SUMMARY, "it says what it is, and for whom"),
        (
            "Letters of a note or a reason",
            documents.LONGEST_NOTE,
            "it says what changed, or why it was withdrawn",
        ),
        ("Topics", documents.MOST_TOPICS, "what is about everything is found under nothing"),
        ("Letters of a file's name", names.LONGEST_STEM, "longer names are cut"),
        (
            "Documents on a page of the list",
            document_queries.ON_A_PAGE,
            "the rest is on further pages",
        ),
    ]
    session = [
        (
            "Time without use until somebody is signed out",
            _minutes(accounts.IDLE),
            f"{_minutes(accounts.IDLE_KEEPER)} for those who can change what others see",
        ),
        (
            "Time until somebody is signed out in any case",
            _minutes(accounts.ABSOLUTE),
            f"{_minutes(accounts.ABSOLUTE_KEEPER)} for those who can change what others see",
        ),
        (
            "Screens of one person open at once",
            sockets.MOST_EACH,
            "the one not used for longest makes room",
        ),
        (
            "Bytes of a form",
            f"{gate.MOST_BYTES:,}",
            "files go to an address of their own, with their own limit",
        ),
        (
            "Failed ways in from one network address, in an hour",
            throttle.MOST,
            "whoever is signed in can go on",
        ),
        (
            "Files made for one person in an hour",
            downloads.MOST_IN_AN_HOUR,
            "each can be fetched once, within a minute",
        ),
    ]
    server = [
        ("Port", settings.DEFAULT_PORT, "`PORT` moves it"),
        (
            "Claims held in memory for each release",
            f"{opening.KEPT_ROWS:,}",
            "about 200 MB; what was not looked at lately is let go",
        ),
        (
            "Wait for another writer of the database",
            f"{engine.BUSY_MILLISECONDS / 1000:g} s",
            "then it is told as an error",
        ),
    ]
    return "\n".join(
        [
            "# Limits",
            "",
            WRITTEN,
            "",
            "A file beyond a limit is refused in a sentence, never cut off in silence. "
            "How numbers are hidden is told in [methods.md](methods.md).",
            *_table("A claims file", from_file),
            *_table("A document", document),
            *_table("What is hidden from those who do not see claims one by one", hidden),
            *_table("A screen", screen),
            *_table("What people write", written),
            *_table("Somebody who is signed in", session),
            *_table("A server", server),
            "",
        ]
    )


def _minutes(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes} minutes" if minutes < 60 else f"{minutes // 60} hours"


def measures() -> str:
    """docs/measures.md"""
    found = definitions.read(settings.MEASURES).values()
    headings = (
        "Measure", "Code", "Unit", "Counted", "Divided by", "Date it goes by", "Better",
        "Reviewed", "Next review",
    )  # fmt: skip
    rows = [
        (
            each.name, f"`{each.code}`", each.unit, each.numerator, each.denominator or "nothing",
            each.basis, each.better.value, day(each.reviewed), day(each.next_review),
        )
        for each in sorted(found, key=lambda each: each.name.casefold())
    ]  # fmt: skip
    return "\n".join(
        [
            "# The measures",
            "",
            WRITTEN_FROM_FILES,
            "",
            f"The {len(rows)} measures on the screens, from the files of "
            "[data/measures](../data/measures/README.md). How each is worked out, why it matters, "
            "what is hidden and what it rests on stand in the file, on the screen “What the "
            "numbers mean”, and behind “Explain this number” on every card. What holds for all of "
            "them is told in [methods.md](methods.md).",
            "",
            *(_row(row) for row in (headings, ["---"] * len(headings), *rows)),
            "",
        ]
    )


def command_line() -> str:
    """docs/command-line.md, as wide as COLUMNS says."""
    return "\n".join(
        [
            "# The command line",
            "",
            WRITTEN,
            "",
            HOW_TO_CALL,
            *(line for command in _commands(parser()) for line in _help(command)),
            "",
        ]
    )


def _amount(name: str, value: float) -> str:
    if name.endswith("bytes"):
        return f"{value / MEGABYTE:,.0f} MB"
    return f"{value:,.0f} s" if name.endswith("seconds") else f"{value:,}"


def _table(heading: str, rows: Iterable[tuple[str, object, str]]) -> list[str]:
    lines = ["", f"## {heading}", "", "| Limit | Is | Because |", "| --- | --- | --- |"]
    return lines + [f"| {what} | {value} | {why} |" for what, value, why in rows]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _commands(command: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """A command and all below it, in the order of the help."""
    below = [
        each
        for action in command._actions
        if isinstance(action, argparse._SubParsersAction)
        for each in dict.fromkeys(action.choices.values())
    ]
    return [command, *(deeper for each in below for deeper in _commands(each))]


def _help(command: argparse.ArgumentParser) -> list[str]:
    name = command.prog.removeprefix("python -m scorecards").strip()
    return ["", f"## {name or 'All commands'}", "", "```", command.format_help().rstrip(), "```"]
