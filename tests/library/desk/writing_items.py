"""People at the desk, a text that is fit, and the commands as somebody would use them."""

from datetime import UTC, date, datetime

from scorecards import settings
from scorecards.library.desk import commands, queries
from scorecards.library.desk.model import Check
from scorecards.library.model import Library
from scorecards.people.model import Role, Viewer
from scorecards.store.transactions import reading, writing
from scorecards.taxonomy import codes


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ANN, BEN = (Viewer(who, who.title(), Role.EDITOR) for who in ("ann", "ben"))
LEA = Viewer("lea", "Lea", Role.LEAD, ("RA1",))
BOARD = Viewer("bob", "Bob", Role.BOARD_MEMBER, ("RA1",))
TAXONOMY = codes.read(settings.REFERENCE)
EMPTY = Library((), TAXONOMY)
ALL = frozenset(Check)


def text(title="Ask twice", more="", **head):
    """A short guidance that is as agreed."""
    told = {"summary": '"How to ask, and how to ask again."', **head}
    return f"""+++
title = "{title}"
kind = "guidance"
topics = ["Consent and communication"]
summary = {told["summary"]}
specialties = []
causes = ["consent"]
injuries = []
locations = []
scheme_kinds = ["clinical"]
audience = ["Doctors"]
setting = "Any setting"
authored_by = "Library editor"
reviewed = 2026-11-24
next_review = 2028-11-24
sources = ["Care Act 2014"]
+++

People say yes to many things. Ask what they have understood.

## What to do

Sit down. Ask again in plain words. {more}"""


class Desk:
    """The desk of one database. Each call is a transaction of its own."""

    def __init__(self, engine, library=EMPTY):
        self.engine, self.library, self._forms = engine, library, 0

    def start(self, who=ANN, slug="ask-twice", written=None, key=None, now=NOW):
        self._forms += 1
        return self.do(
            commands.start_draft, who, slug=slug, text=text() if written is None else written,
            form_key=key or f"form-{self._forms}", now=now,
        )  # fmt: skip

    def save(self, number, written, who=ANN, revision=None, now=NOW):
        return self.do(
            commands.save, who, number, written, revision=self._seen(number, revision), now=now
        )

    def hand_in(self, number, who=ANN, revision=None, checks=ALL, now=NOW):
        self.do(
            commands.hand_in, who, number, revision=self._seen(number, revision), checks=checks,
            taxonomy=TAXONOMY, now=now,
        )  # fmt: skip

    def give_back(self, number, who=BEN, reason="Say who asks.", revision=None, now=NOW):
        self.do(commands.give_back, who, number, revision=self._seen(number, revision),
                reason=reason, now=now)  # fmt: skip

    def approve(self, number, who=BEN, revision=None, now=NOW):
        self.do(commands.approve, who, number, revision=self._seen(number, revision), now=now)

    def publish(self, number, who=ANN, revision=None, now=NOW):
        return self.do(commands.publish, who, number, revision=self._seen(number, revision),
                       library=self.library, now=now)  # fmt: skip

    def put_away(self, number, who=ANN, revision=None, now=NOW):
        self.do(commands.put_away, who, number, revision=self._seen(number, revision), now=now)

    def withdraw(self, slug="ask-twice", who=ANN, reason="It is out of date.", written="",
                 now=NOW):  # fmt: skip
        self._forms += 1
        self.do(commands.withdraw, who, slug, text=written, reason=reason,
                form_key=f"form-{self._forms}", now=now)  # fmt: skip

    def published(self, slug="ask-twice", written=None):
        """An edition on its whole way."""
        number = self.start(slug=slug, written=written)
        self.hand_in(number)
        self.approve(number)
        self.publish(number)
        return number

    def see(self, number, who=ANN):
        with reading(self.engine, who) as session:
            return queries.edition(session, who, number)

    def do(self, command, who, *given, **named):
        with writing(self.engine, who) as session:
            return command(session, who, *given, **named)

    def _seen(self, number, revision):
        return self.see(number).revision if revision is None else revision
