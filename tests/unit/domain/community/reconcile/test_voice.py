"""Who is in voice when the bot looks again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import VOICE_JOINED, VOICE_LEFT, Activity
from domain.community.reconcile import voice_moved
from domain.community.spans import LONGEST_SESSION, VOICE, Span
from tests.builders.activities import GUILD, a_person
from tests.unit.domain.community.reconcile.known import Known, an_act, at, heard

ADA = a_person(1)
HERE, THERE = 5, 6


def joined(minute: float, channel: int = HERE) -> Activity:
    return an_act(VOICE_JOINED, minute, channel=channel)


def looked(known: Known, minute: float, channel: int | None, *parts: tuple[int, int]) -> Known:
    """The bot looks at that minute, and finds Ada in a channel or nowhere; it heard in these parts.

    It looks again, since a session that was told of twice stands again once its first part is over.
    """
    present = {} if channel is None else {ADA: channel}
    for _ in range(3):
        known.take(voice_moved(GUILD, at(minute), present, {ADA.id: known.spans}, heard(*parts)))
    return known


def session(start: float, end: float | None, *, guessed: str = "", channel: int = HERE) -> Span:
    """`guessed` names the edges that are inferred: s, e or both."""
    return Span(at(start), None if end is None else at(end), "s" in guessed, "e" in guessed, channel)


def test_who_is_gone_left_when_the_bot_last_listened() -> None:
    known = looked(Known(VOICE).take([joined(10)]), 90, None, (0, 40), (80, 90))
    assert known.spans == [session(10, 40, guessed="e")]


def test_who_is_gone_although_the_bot_heard_all_along_is_gone_now() -> None:
    known = looked(Known(VOICE).take([joined(10)]), 90, None, (0, 90))
    assert known.spans == [session(10, 90, guessed="e")]


def test_who_came_after_the_last_word_of_the_bot_was_there_for_a_moment() -> None:
    known = looked(Known(VOICE).take([joined(45)]), 90, None, (0, 40), (80, 90))
    [span] = known.spans
    assert span.end is not None
    assert span.end - at(45) < timedelta(seconds=1)


def test_who_is_there_and_was_not_has_come() -> None:
    assert looked(Known(VOICE), 90, HERE, (80, 90)).spans == [session(90, None, guessed="s")]


def test_who_is_still_there_stayed() -> None:
    known = looked(Known(VOICE).take([joined(10)]), 90, HERE, (0, 40), (80, 90))
    assert known.spans == [session(10, None)]


def test_who_is_elsewhere_moved_in_the_silence() -> None:
    known = looked(Known(VOICE).take([joined(10)]), 90, THERE, (0, 40), (80, 90))
    assert known.spans == [session(10, 40, guessed="e"), session(90, None, guessed="s", channel=THERE)]


def test_nobody_stays_for_more_than_a_day() -> None:
    day = LONGEST_SESSION / timedelta(minutes=1)
    for channel in (None, HERE, THERE):
        known = looked(Known(VOICE).take([joined(10)]), day + 100, channel, (0, 40_000))
        assert known.spans[0] == session(10, 10 + day, guessed="e")


def test_bots_are_not_looked_for() -> None:
    assert voice_moved(GUILD, at(0), {a_person(9, bot=True): HERE}, {}, heard()) == []


def test_what_came_after_the_look_does_not_change_what_it_found() -> None:
    told = [joined(10), an_act(VOICE_LEFT, 95), joined(100, THERE)]
    known = looked(Known(VOICE).take(told), 90, HERE, (0, 40), (80, 200))
    assert known.spans == [session(10, 95), session(100, None, channel=THERE)]


STEPS = st.lists(
    st.tuples(st.sampled_from(["join", "leave", "look"]), st.sampled_from([None, HERE, THERE])), max_size=14
)


@given(STEPS, st.sets(st.integers(0, 30)), st.integers(40, 900))
def test_however_it_went_sessions_are_whole_and_looking_twice_finds_nothing_new(
    steps: list[tuple[str, int | None]], silent: set[int], pace: int
) -> None:
    known, parts = Known(VOICE), [(n * pace, (n + 1) * pace) for n in range(31) if n not in silent]
    for number, (what, channel) in enumerate(steps):
        minute = (number + 0.5) * pace
        if what == "look":
            looked(known, minute, channel, *parts)
            once = known.spans
            there = [span.channel for span in once if span.end is None]
            assert there == ([] if channel is None else [channel])
            assert looked(known, minute, channel, *parts).spans == once
        else:
            kind = VOICE_JOINED if what == "join" else VOICE_LEFT
            known.take([an_act(kind, minute, channel=channel or HERE)])
        spans = known.spans
        ends = [span.end for span in spans if span.end is not None and span.start is not None]
        assert all(span.end - span.start <= LONGEST_SESSION for span in spans if span.end and span.start)
        assert all(span.start <= span.end for span in spans if span.end and span.start)
        assert sum(span.end is None for span in spans) <= 1
        assert ends == sorted(ends)
