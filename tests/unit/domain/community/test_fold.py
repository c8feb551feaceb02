"""The fold: what counts, where it counts, and that taking a copy back leaves no trace."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.fold import Deltas, add_received, fold, received
from domain.community.log.activity import (
    MEMBER_JOINED,
    MESSAGE,
    REACTION,
    REACTIONS_SEEN,
    VOICE_JOINED,
    VOICE_LEFT,
)
from domain.community.log.entry import Change, Entry, details_of
from domain.kernel.ids import snowflake_instant
from domain.kernel.instants import LocalCalendar, day_number
from tests.builders.activities import CHANNEL, DAY, HOUR, TIME_ZERO, message_id
from tests.builders.entries import an_entry

ZONE = "Asia/Kolkata"
CALENDAR = LocalCalendar(ZONE)
TODAY = day_number(TIME_ZERO.date())


def of_new(*entries: Entry, sealed_through: int | None = None) -> Deltas:
    """The deltas of entries that count from now on."""
    return fold(
        (Change(None, entry) for entry in entries), LocalCalendar("UTC"), sealed_through=sealed_through
    )


def plain(deltas: Deltas) -> dict[str, Any]:
    """Deltas without rows of zeros, and the marks that are left over."""
    marks = Counter(deltas.marks_added)
    marks.subtract(deltas.marks_removed)
    rows = {
        name: {key: tuple(row) for key, row in getattr(deltas, name).items() if any(row)}
        for name in ("member_day", "channel_day", "guild_hour", "tallies")
    }
    return rows | {
        "reply_day": {key: count for key, count in deltas.reply_day.items() if count},
        "channel_hour": {key: count for key, count in deltas.channel_hour.items() if count},
        "member_channel_day": {key: count for key, count in deltas.member_channel_day.items() if count},
        "command_day": {key: count for key, count in deltas.command_day.items() if count},
        "run_day": {key: count for key, count in deltas.run_day.items() if count},
        "marks": {mark: count for mark, count in marks.items() if count},
    }


def recounted(entries: Iterable[Entry]) -> dict[str, Any]:
    """The same counters, counted one by one from the definitions."""
    members: Counter[tuple[int, int, int]] = Counter()
    channels: Counter[tuple[int, int, int]] = Counter()
    hours: Counter[tuple[int, int, int]] = Counter()
    answers: Counter[tuple[int, int, int]] = Counter()
    channel_hours: Counter[tuple[int, int, int]] = Counter()
    places: Counter[tuple[int, int, int, int]] = Counter()
    for entry in entries:
        local = entry.occurred_at.astimezone(ZoneInfo(ZONE))
        day, where = day_number(local.date()), entry.parent or entry.channel
        written = entry.kind == MESSAGE and not entry.bot and entry.message_type in (0, 19, None)
        reacted = entry.kind == REACTION and not entry.bot
        if entry.kind == MESSAGE and where:
            channels[where, day, 0 if written else 2] += 1
        if reacted and where:
            channels[where, day, 1] += 1
        if written and where:
            channel_hours[where, day, local.hour] += 1
            places[entry.member_no, day, where, local.hour // 3] += 1
        if written or reacted:
            members[entry.member_no, day, 0 if written else 1] += 1
            hours[day, local.hour, 0 if written else 1] += 1
        if written and entry.toward_no not in (None, entry.member_no):
            answers[entry.member_no, entry.toward_no, day] += 1
    return {
        "member_day": _rows(members, 4),
        "channel_day": _rows(channels, 3),
        "guild_hour": _rows(hours, 2),
        "reply_day": dict(answers),
        "channel_hour": dict(channel_hours),
        "member_channel_day": dict(places),
        "command_day": {},
        "run_day": {},
    }


def _rows(counted: Counter[tuple[int, int, int]], width: int) -> dict[tuple[int, int], tuple[int, ...]]:
    keys = {key[:2] for key in counted}
    return {key: tuple(counted[(*key, column)] for column in range(width)) for key in keys}


ENTRIES = st.builds(
    an_entry,
    kind=st.sampled_from([MESSAGE, REACTION, REACTIONS_SEEN, MEMBER_JOINED, VOICE_JOINED, VOICE_LEFT]),
    at=st.timedeltas(-2 * DAY, 2 * DAY).map(lambda away: TIME_ZERO + away),
    key=st.binary(min_size=2, max_size=2),
    member_no=st.integers(0, 3),
    bot=st.booleans(),
    message_type=st.sampled_from([0, 19, None, 7, 46]),
    channel=st.sampled_from([None, CHANNEL, 5]),
    parent=st.sampled_from([None, 6]),
    subject=st.sampled_from([None, message_id(), message_id(TIME_ZERO - 30 * DAY)]),
    toward_no=st.sampled_from([None, 0, 1, 2]),
    emoji=st.sampled_from(["🎉", "🔥"]),
    count=st.integers(0, 9),
)


@given(st.lists(ENTRIES, max_size=12))
def test_counters_are_what_a_slow_recount_finds(entries: list[Entry]) -> None:
    folded = plain(fold((Change(None, entry) for entry in entries), CALENDAR))
    slow = recounted(entries)
    assert {name: folded[name] for name in slow} == slow


@given(st.lists(st.tuples(st.none() | ENTRIES, ENTRIES), max_size=10), st.randoms(use_true_random=False))
def test_folds_of_parts_in_any_order_add_up_to_the_fold_of_all(
    pairs: list[tuple[Entry | None, Entry]], draw: Any
) -> None:
    changes = [Change(*pair) for pair in pairs]
    whole = plain(fold(changes, CALENDAR))
    draw.shuffle(changes)
    cut = draw.randint(0, len(changes))
    sum_of_parts = fold(changes[:cut], CALENDAR)
    fold(changes[cut:], CALENDAR, into=sum_of_parts)
    assert plain(sum_of_parts) == whole


@given(ENTRIES, ENTRIES)
def test_counting_one_copy_and_then_another_is_counting_the_other_alone(old: Entry, new: Entry) -> None:
    deltas = fold([Change(None, old)], CALENDAR)
    fold([Change(old, new)], CALENDAR, into=deltas)
    assert plain(deltas) == plain(fold([Change(None, new)], CALENDAR))


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, True),
        ({"message_type": 19}, True),
        ({"message_type": None}, True),
        *(({"message_type": number}, False) for number in (1, 6, 7, 8, 18, 20, 21, 23, 24, 46)),
        ({"bot": True}, False),
        ({"bot": True, "message_type": 19}, False),
    ],
)
def test_only_what_a_human_wrote_counts_as_a_message(changes: dict[str, Any], counted: bool) -> None:
    deltas = plain(of_new(an_entry(**changes)))
    assert deltas["channel_day"] == {(CHANNEL, TODAY): (1, 0, 0) if counted else (0, 0, 1)}
    assert deltas["member_day"] == ({(0, TODAY): (1, 0, 0, 0)} if counted else {})
    assert deltas["guild_hour"] == ({(TODAY, 12): (1, 0)} if counted else {})


def test_a_thread_counts_in_the_channel_it_belongs_to() -> None:
    deltas = plain(of_new(an_entry(channel=9, parent=CHANNEL), an_entry(REACTION, channel=9, parent=CHANNEL)))
    assert deltas["channel_day"] == {(CHANNEL, TODAY): (1, 1, 0)}


def test_a_reaction_of_a_bot_is_neither_given_nor_received() -> None:
    reaction = an_entry(REACTION, bot=True, subject=message_id(), toward_no=1, emoji="🎉")
    assert not any(plain(of_new(reaction)).values())


@pytest.mark.parametrize(("who", "whom", "answers"), [(0, 1, 1), (0, 0, 0), (0, None, 0), (1, 0, 1)])
def test_answering_oneself_is_no_answer(who: int, whom: int | None, answers: int) -> None:
    deltas = plain(of_new(an_entry(message_type=19, member_no=who, toward_no=whom)))
    assert deltas["reply_day"] == ({(who, whom, TODAY): 1} if answers else {})
    assert deltas["member_day"][who, TODAY] == (1, 0, 0, 0)


def test_a_message_that_people_do_not_count_is_no_answer_either() -> None:
    assert plain(of_new(an_entry(message_type=21, toward_no=1)))["reply_day"] == {}
    assert plain(of_new(an_entry(bot=True, toward_no=1)))["reply_day"] == {}


LOOKS = st.builds(
    an_entry,
    kind=st.just(REACTIONS_SEEN),
    member_no=st.none(),
    subject=st.sampled_from([message_id(), message_id(TIME_ZERO - 9 * HOUR)]),
    toward_no=st.sampled_from([1, 2]),
    emoji=st.sampled_from(["🎉", "🔥"]),
    count=st.integers(0, 5),
)
REACTIONS = st.builds(
    an_entry,
    kind=st.just(REACTION),
    at=st.timedeltas(0 * DAY, 9 * DAY).map(lambda away: TIME_ZERO + away),
    member_no=st.integers(3, 9),
    bot=st.booleans(),
    subject=st.sampled_from([message_id(), message_id(TIME_ZERO - 9 * HOUR)]),
    toward_no=st.sampled_from([1, 2]),
    emoji=st.sampled_from(["🎉", "🔥"]),
)


@given(st.lists(st.lists(LOOKS | REACTIONS, max_size=5), max_size=5))
def test_reactions_received_are_the_larger_of_seen_and_known_whatever_came_first(
    batches: list[list[Entry]],
) -> None:
    held: dict[tuple[int, str, int], tuple[int, int]] = {}
    credited: Counter[tuple[int, int]] = Counter()
    for batch in batches:
        deltas = fold((Change(None, entry) for entry in batch), CALENDAR)
        after = {}
        for where, (seen, known) in deltas.tallies.items():
            before = held.get(where, (0, 0))
            held[where] = after[where] = (before[0] + seen, before[1] + known)
        add_received(deltas, after, CALENDAR)
        for (author, day), row in deltas.member_day.items():
            credited[author, day] += row[2]

    seen, known = Counter[tuple[Any, ...]](), Counter[tuple[Any, ...]]()
    for entry in (entry for batch in batches for entry in batch):
        where = (entry.subject, details_of(entry)["emoji"], entry.toward_no)
        if entry.kind == REACTIONS_SEEN:
            seen[where] += details_of(entry)["count"]
        elif not entry.bot:
            known[where] += 1
    slow: Counter[tuple[int, int]] = Counter()
    for where in seen | known:
        written = snowflake_instant(where[0]).astimezone(ZoneInfo(ZONE)).date()
        slow[where[2], day_number(written)] += max(seen[where], known[where])
    assert +credited == +slow
    assert all(count >= 0 for count in credited.values())


def test_reactions_received_are_dated_at_the_message() -> None:
    late = an_entry(
        REACTION, TIME_ZERO + 20 * DAY, subject=message_id(), toward_no=1, member_no=2, emoji="🎉"
    )
    deltas = of_new(late)
    add_received(deltas, {(message_id(), "🎉", 1): (0, 1)}, LocalCalendar("UTC"))
    assert plain(deltas)["member_day"] == {(2, TODAY + 20): (0, 1, 0, 0), (1, TODAY): (0, 0, 1, 0)}


def test_a_message_of_a_sealed_day_receives_no_more() -> None:
    late = an_entry(
        REACTION, TIME_ZERO + 20 * DAY, subject=message_id(), toward_no=1, member_no=2, emoji="🎉"
    )
    look = an_entry(REACTIONS_SEEN, subject=message_id(), toward_no=1, emoji="🎉", count=4)
    assert of_new(late, look, sealed_through=TODAY).tallies == {}
    assert of_new(late, look, sealed_through=TODAY - 1).tallies == {(message_id(), "🎉", 1): [4, 1]}


def test_a_reaction_to_nobody_known_is_given_and_not_received() -> None:
    deltas = plain(of_new(an_entry(REACTION, subject=message_id(), emoji="🎉")))
    assert deltas["member_day"] == {(0, TODAY): (0, 1, 0, 0)} and deltas["tallies"] == {}


@pytest.mark.parametrize(
    ("seen", "known", "expected"), [(0, 0, 0), (3, 0, 3), (0, 3, 3), (5, 3, 5), (3, 5, 5)]
)
def test_received_is_the_larger(seen: int, known: int, expected: int) -> None:
    assert received(seen, known) == expected


def test_every_day_that_moves_is_named() -> None:
    old, new = an_entry(at=TIME_ZERO - 3 * DAY), an_entry(at=TIME_ZERO)
    assert fold([Change(old, new)], LocalCalendar("UTC")).days == {TODAY - 3, TODAY}
    # Of a bot's message only the channel knows, of a reaction received only its author's day.
    assert of_new(an_entry(bot=True)).days == {TODAY}
    late = an_entry(REACTION, TIME_ZERO + DAY, subject=message_id(), toward_no=1, channel=None, emoji="🎉")
    deltas = of_new(late)
    add_received(deltas, {(message_id(), "🎉", 1): (0, 1)}, LocalCalendar("UTC"))
    assert deltas.days == {TODAY, TODAY + 1}


@pytest.mark.parametrize("kind", [MEMBER_JOINED, VOICE_JOINED])
def test_bots_have_no_sessions_and_no_membership(kind: str) -> None:
    assert of_new(an_entry(kind, bot=True)).marks_added == []
    assert len(of_new(an_entry(kind)).marks_added) == 1
