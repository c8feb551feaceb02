"""What was heard and what was missed: together all of the time, and never both of one moment."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from adapters.discord.client.hearing.shard import Note, ShardHearing
from application.community.hearing.told import Listened, Missed
from domain.community.coverage import FAMILIES
from domain.community.missed import OUTAGE, RESTARTED, SESSION_LOST

BEGAN = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
INN = 7


class Life(RuleBasedStateMachine):
    """A connection that comes and goes, in a process that comes and goes."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGAN
        self.notes: list[Note] = []
        self.first: datetime | None = None
        self.connected = self.there = False
        self.shard = ShardHearing(0, FAMILIES, self.now)
        self.kept: dict[int, datetime] = {}

    @rule(seconds=st.integers(1, 100))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @precondition(lambda self: self.connected)
    @rule(told=st.booleans())
    def something_arrives(self, told: bool) -> None:
        self.shard.alive(self.now, told=told)

    @rule()
    def a_session_begins(self) -> None:
        self.notes += self.shard.ready("s", [INN], self.now)
        self.connected, self.there = True, False

    @precondition(lambda self: self.connected and not self.there)
    @rule()
    def the_guild_is_there(self) -> None:
        self.notes += self.shard.there(INN, self.now)
        self.there, self.first = True, self.first or self.now

    @precondition(lambda self: self.connected and self.there)
    @rule()
    def the_guild_has_an_outage(self) -> None:
        self.notes += self.shard.away(INN, self.now, outage=True)
        self.there = False

    @rule()
    def the_connection_breaks(self) -> None:
        self.shard.lost(self.now)

    @precondition(lambda self: self.connected and not self.shard.live)
    @rule()
    def it_is_resumed(self) -> None:
        self.notes += self.shard.resumed(self.now)

    @rule()
    def it_is_noted(self) -> None:
        self.notes += self.shard.notes()
        self.kept = self.shard.last_heard()

    @rule()
    def the_process_is_killed(self) -> None:
        self.shard = ShardHearing(0, FAMILIES, self.now)
        self.shard.remember(self.kept)
        if not self.kept:  # killed before it wrote down anything: nobody knows of it
            self.first = None
        self.connected = self.there = False

    @invariant()
    def no_moment_is_both_heard_and_missed(self) -> None:
        spans = sorted((note.start, note.end) for note in self.notes)
        assert all(start < end for start, end in spans)
        if not any(isinstance(note, Missed) and note.reason == RESTARTED for note in self.notes):
            # What was noted after the file was last written is told again as missed: the log keeps both.
            assert all(end <= start for (_, end), (start, _) in pairwise(spans))

    @invariant()
    def nothing_is_left_out_once_it_was_heard(self) -> None:
        at = self.first
        if at is None or not self.notes or not self.there or not self.shard.live:
            return
        ends = max(note.end for note in self.notes)
        for note in sorted(self.notes, key=lambda one: one.start):
            if note.start <= at:
                at = max(at, note.end)
        assert at >= ends

    @invariant()
    def every_gap_has_a_reason(self) -> None:
        gaps = [note for note in self.notes if isinstance(note, Missed)]
        assert {gap.reason for gap in gaps} <= {RESTARTED, SESSION_LOST, OUTAGE}
        assert all(isinstance(note, Listened | Missed) for note in self.notes)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)


def test_what_is_sent_again_counts_as_heard_only_when_it_is_complete() -> None:
    def after(seconds: int) -> datetime:
        return BEGAN + timedelta(seconds=seconds)

    shard = ShardHearing(0, FAMILIES, BEGAN)
    shard.ready("one", [INN], BEGAN)
    shard.there(INN, BEGAN)
    shard.alive(after(10), told=True)
    shard.lost(after(20))
    shard.alive(after(30), told=True)  # a RESUME sends again, and breaks
    shard.ready("two", [INN], after(40))
    (gap,) = shard.there(INN, after(41))
    assert (gap.start, gap.end) == (after(10), after(41))
    shard.lost(after(50))
    shard.alive(after(60), told=True)
    shard.resumed(after(61))
    assert [(note.start, note.end) for note in shard.notes()] == [(after(41), after(61))]
