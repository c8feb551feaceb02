"""Telling Discord: tried with growing pauses, given up in the end, begun anew with something else to tell."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.community.outbox.posting import PAUSES, Posting
from tests.builders.activities import TIME_ZERO


def refused(posting: Posting, wanted: str, now: float) -> Posting:
    return posting.begun(wanted, 1, TIME_ZERO + timedelta(seconds=now)).failed("Discord refused")


def test_what_is_refused_is_tried_again_after_longer_and_longer_pauses_and_then_no_more() -> None:
    posting, now, tries = Posting(event=1, part="mirror"), TIME_ZERO, 0
    while posting.is_due("shown", now):
        posting, tries = posting.begun("shown", 1, now).failed("Discord refused"), tries + 1
        if posting.next_try is not None:
            assert not posting.is_due("shown", posting.next_try - timedelta(seconds=1))
            now = posting.next_try
    assert tries == len(PAUSES) + 1
    assert timedelta(days=1) < now - TIME_ZERO < timedelta(days=1.1)
    assert posting.given_up
    assert not posting.is_due("shown", now + timedelta(days=365))
    assert posting.is_due("something else", now)


def test_a_try_that_a_crash_cut_short_is_repeated_as_a_try() -> None:
    begun = Posting(event=1, part="mirror").begun("shown", 1, TIME_ZERO)
    assert not begun.is_due("shown", TIME_ZERO)
    assert begun.is_due("shown", TIME_ZERO + PAUSES[0])
    assert begun.attempts == 1


def test_what_somebody_took_away_is_never_due_again() -> None:
    gone = Posting(event=1, part="announcement").begun("shown", 1, TIME_ZERO).gone("deleted")
    assert not gone.is_due("shown", TIME_ZERO + timedelta(days=9))
    assert not gone.is_due("something else", TIME_ZERO + timedelta(days=9))


def test_while_discord_is_away_it_is_tried_every_ten_minutes_and_never_given_up_for_that() -> None:
    posting, now, pauses = Posting(event=1, part="mirror"), TIME_ZERO, []
    for _ in range(30):
        posting = posting.begun("shown", 1, now).away("Discord is away", now)
        assert posting.next_try is not None
        pauses.append(posting.next_try - now)
        now = posting.next_try
    assert pauses[:4] == list(PAUSES[:4])
    assert max(pauses) == timedelta(minutes=10)


class Telling(RuleBasedStateMachine):
    """Whatever is wanted and whatever Discord answers, it is told in the end or given up."""

    def __init__(self) -> None:
        super().__init__()
        self.posting = Posting(event=1, part="announcement")
        self.now, self.wanted, self.shown = TIME_ZERO, "a", ""

    @rule(wanted=st.sampled_from("abc"))
    def wants(self, wanted: str) -> None:
        self.wanted = wanted

    @rule(seconds=st.integers(1, 20_000))
    def waits(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(how=st.sampled_from(["done", "refused", "crash", "crash after"]))
    def tries(self, how: str) -> None:
        if not self.posting.is_due(self.wanted, self.now):
            return
        self.posting = self.posting.begun(self.wanted, 1, self.now)
        if how in ("done", "crash after"):
            self.shown = self.wanted
        if how == "done":
            self.posting = self.posting.done(self.now, thing=7)
        elif how == "refused":
            self.posting = self.posting.failed("Discord refused")

    @invariant()
    def what_it_believes_is_shown_was_shown(self) -> None:
        if self.posting.told and self.posting.told == self.posting.tried:
            assert self.shown == self.posting.told

    @invariant()
    def tries_end(self) -> None:
        assert self.posting.attempts <= len(PAUSES) + 1

    @invariant()
    def what_differs_is_due_now_or_later_or_given_up(self) -> None:
        if self.posting.told != self.wanted and not self.posting.is_due(self.wanted, self.now):
            waiting = self.posting.next_try is not None and self.posting.next_try > self.now
            assert waiting or self.posting.attempts == len(PAUSES) + 1


TestTelling = Telling.TestCase
