"""Whatever people do at the desk, in whatever order: two people stand behind what is published."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from scorecards.errors import UserError
from scorecards.library.desk.model import State
from scorecards.store import tables
from scorecards.store.scope import SYSTEM
from scorecards.store.transactions import reading
from tests.library.desk.writing_items import ANN, BEN, LEA, Desk, text
from tests.stores import sqlite_in_memory


WHO = st.sampled_from([ANN, BEN, LEA])
WORDS = st.sampled_from(["One.", "Two.", "Three."])


class Ways(RuleBasedStateMachine):
    """One address. The model keeps who wrote and who approved the text as it stands."""

    @initialize()
    def begin(self):
        self.desk = Desk(sqlite_in_memory())
        self.number = None
        self.state, self.text, self.writers, self.approvers = None, "", set(), set()
        self.unread = {}  # who wrote what was put away

    @precondition(lambda self: self.state not in (State.DRAFT, State.SUBMITTED, State.RETURNED))
    @rule(who=WHO, words=WORDS)
    def start(self, who, words):
        self.text = text(more=words)
        self.number = self.desk.start(who, written=self.text)
        self.writers = {who.person} | self.unread.get(self.text, set())
        self.state, self.approvers = State.DRAFT, set()

    @precondition(lambda self: self.number is not None)
    @rule(who=WHO, words=WORDS, stale=st.booleans())
    def save(self, who, words, stale):
        written = text(more=words)
        same = self.state is State.DRAFT and written == self.text and who.person in self.writers
        seen = self.desk.see(self.number).revision - stale
        if self._try(lambda: self.desk.save(self.number, written, who, seen)) and not same:
            assert not stale
            self.text, self.state = written, State.DRAFT
            self.writers, self.approvers = self.writers | {who.person}, set()

    @precondition(lambda self: self.number is not None)
    @rule(who=WHO)
    def hand_in(self, who):
        if self._try(lambda: self.desk.hand_in(self.number, who)):
            assert self.state in (State.DRAFT, State.RETURNED)
            self.state, self.approvers = State.SUBMITTED, set()

    @precondition(lambda self: self.number is not None)
    @rule(who=WHO)
    def give_back(self, who):
        if self._try(lambda: self.desk.give_back(self.number, who)):
            assert self.state is State.SUBMITTED
            self.state, self.approvers = State.RETURNED, set()

    @precondition(lambda self: self.number is not None)
    @rule(who=WHO)
    def approve(self, who):
        if self._try(lambda: self.desk.approve(self.number, who)):
            assert self.state is State.SUBMITTED
            assert who.person not in self.writers
            self.approvers.add(who.person)

    @precondition(lambda self: self.number is not None)
    @rule(who=WHO)
    def publish(self, who):
        if self._try(lambda: self.desk.publish(self.number, who)):
            assert self.state is State.SUBMITTED
            assert self.approvers - self.writers
            assert who is not LEA
            self.state = State.PUBLISHED

    @precondition(lambda self: self.number is not None)
    @rule(who=WHO)
    def put_away(self, who):
        before = self.state
        if self._try(lambda: self.desk.put_away(self.number, who)):
            assert before in (State.DRAFT, State.SUBMITTED, State.RETURNED, State.WITHDRAWN)
            self.unread[self.text] = self.unread.get(self.text, set()) | self.writers
            self.state = State.WITHDRAWN

    @rule()
    def withdraw(self):
        published = self.state is State.PUBLISHED
        if self._try(self.desk.withdraw) and published:
            self.state = State.WITHDRAWN

    @invariant()
    def nothing_is_lost_and_the_desk_agrees(self):
        if getattr(self, "number", None) is None:
            return
        found = self.desk.see(self.number)
        assert (found.state, found.text) == (self.state, self.text)
        assert set(found.writers) == self.writers
        if self.state is State.SUBMITTED:
            assert {approval.by for approval in found.approvals} == self.approvers
        with reading(self.desk.engine, SYSTEM) as session:
            told = session.query(tables.Notice).count()
            published = session.query(tables.Edition).filter(
                tables.Edition.published_at.is_not(None)
            )
            assert told == published.count()

    def teardown(self):
        if hasattr(self, "desk"):
            self.desk.engine.dispose()

    @staticmethod
    def _try(act):
        try:
            act()
        except UserError:
            return False
        return True


Ways.TestCase.settings = settings(max_examples=8, stateful_step_count=25, deadline=None)
TestWays = Ways.TestCase
