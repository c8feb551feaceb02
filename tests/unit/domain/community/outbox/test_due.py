"""What Discord is told of an event, and when."""

from datetime import datetime, timedelta

import attrs
import pytest

from domain.community.events.answers import Answer, Seats, seats
from domain.community.events.event import Event, Status
from domain.community.outbox.due import announcing, freeing, listing, reminding
from domain.community.outbox.posting import Posting
from domain.community.outbox.wanted import Announced, Called, Mirrored, digest_of, digest_of_call
from domain.community.settings import GuildSettings
from domain.kernel.ids import first_snowflake_at
from tests.builders.activities import DAY, HOUR, TIME_ZERO
from tests.builders.events import an_event

OURS = first_snowflake_at(TIME_ZERO)
SETTINGS = GuildSettings(announcement_channel="5", reminder_minutes=60)
NOBODY = Seats()
TWO = seats([Answer(1, "going", TIME_ZERO, b"1", True), Answer(2, "going", TIME_ZERO, b"2", True)], 1)


def event(**wishes: object) -> Event:
    return an_event(**({"event_id": OURS, "starts_at": TIME_ZERO + DAY} | wishes))  # type: ignore[arg-type]


def part(name: str = "mirror") -> Posting:
    return Posting(event=OURS, part=name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "listed"),
    [
        (event(), True),
        (event(starts_at=TIME_ZERO + timedelta(seconds=5)), False),
        (event(starts_at=TIME_ZERO - HOUR, status=Status.STARTED), False),
        (event(status=Status.CANCELLED), False),
        (event(status=Status.CANCELLED, discord_id=7), True),
        (event(starts_at=TIME_ZERO + 13 * DAY, series=3), True),
        (event(starts_at=TIME_ZERO + 15 * DAY, series=3), False),
        (event(starts_at=TIME_ZERO + 15 * DAY), True),
    ],
)
def test_discord_lists_what_lies_ahead_and_is_told_what_became_of_what_it_lists(
    one: Event, listed: bool
) -> None:
    assert (listing(one, part(), TIME_ZERO) is not None) is listed


def test_what_discord_shows_already_is_not_told_again() -> None:
    shown = part().begun(digest_of(Mirrored.of(event())), 1, TIME_ZERO).done(TIME_ZERO, thing=7)
    assert listing(event(discord_id=7), shown, TIME_ZERO + HOUR) is None
    assert listing(event(discord_id=7, title="Quiz night", version=2), shown, TIME_ZERO + HOUR) is not None


def test_what_was_found_in_discord_is_changed_there_only_by_somebody_here() -> None:
    found = event(discord_id=OURS)
    assert listing(found, part(), TIME_ZERO) is None
    assert listing(attrs.evolve(found, version=2), part(), TIME_ZERO) is None
    assert listing(attrs.evolve(found, version=2, changed_by=4), part(), TIME_ZERO) is not None


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (event(), True),
        (event(starts_at=TIME_ZERO + 40 * DAY), True),
        (event(starts_at=TIME_ZERO + 6 * DAY, series=3), True),
        (event(starts_at=TIME_ZERO + 8 * DAY, series=3), False),
        (event(status=Status.CANCELLED), False),
        (event(starts_at=TIME_ZERO - DAY, ends_at=TIME_ZERO - HOUR), False),
    ],
)
def test_what_is_announced_is_ahead_and_of_a_series_the_next_one(one: Event, said: bool) -> None:
    assert (announcing(one, NOBODY, part("announcement"), SETTINGS, TIME_ZERO) is not None) is said
    assert announcing(one, NOBODY, part("announcement"), GuildSettings(), TIME_ZERO) is None


def test_an_announcement_that_is_there_follows_every_answer_and_the_end() -> None:
    before = digest_of(Announced.of(event(), NOBODY))
    there = part("announcement").begun(before, 1, TIME_ZERO).done(TIME_ZERO, channel=5, thing=9)
    assert announcing(event(), NOBODY, there, SETTINGS, TIME_ZERO) is None
    assert announcing(event(), TWO, there, SETTINGS, TIME_ZERO) is not None
    over = event(status=Status.COMPLETED)
    assert announcing(over, NOBODY, there, GuildSettings(), TIME_ZERO + 2 * DAY) is not None


@pytest.mark.parametrize(
    ("now", "reminded"),
    [(22.9, False), (23.0, True), (23.9, True), (24.0, False)],
)
def test_those_with_a_place_are_reminded_in_the_last_hour(now: float, reminded: bool) -> None:
    at = TIME_ZERO + now * HOUR
    due = reminding(event(capacity=1), TWO, part("reminder"), SETTINGS, at)
    assert (due is not None) is reminded
    assert due is None or due.people == (1,)


def remind(one: Event, posting: Posting, now: datetime) -> bool:
    return reminding(one, TWO, posting, SETTINGS, now) is not None


def test_nobody_is_reminded_twice_unless_it_was_moved() -> None:
    now = TIME_ZERO + 23.5 * HOUR
    told = part("reminder")
    due = reminding(event(), TWO, told, SETTINGS, now)
    assert due is not None
    told = told.begun(digest_of_call(due, ""), 1, now).done(now)
    assert not remind(event(title="Quiz night", capacity=9), told, now)
    assert remind(event(starts_at=TIME_ZERO + 2 * DAY), told, now + DAY)


def test_a_reminder_is_tried_until_the_event_begins_and_no_longer() -> None:
    now, told = TIME_ZERO + 23.1 * HOUR, part("reminder")
    wanted = digest_of_call(Called.reminding(event(), TWO), "")
    tries = []
    while remind(event(), told, now):
        told = told.begun(wanted, 1, now).away("Discord is away", now)
        assert told.tried_at == now
        tries, now = [*tries, now], told.next_try or now
    assert tries[-1] > TIME_ZERO + 23.8 * HOUR
    assert tries[-1] < event().plan.starts_at <= now


def test_what_was_planned_within_the_last_hour_needs_no_reminder() -> None:
    now = TIME_ZERO + 23.5 * HOUR
    late = event(event_id=first_snowflake_at(TIME_ZERO + 23.2 * HOUR))
    assert not remind(late, part("reminder"), now)


def test_who_waited_and_has_a_place_now_is_told_once() -> None:
    one, posting, now = event(capacity=1), part("places"), TIME_ZERO

    def look(said: Seats) -> tuple[int, ...] | None:
        nonlocal posting
        due = freeing(one, said, posting, SETTINGS, now)
        if due is None:
            return None
        begun = posting.begun(digest_of_call(due, posting.told), 1, now).done(now)
        posting = attrs.evolve(begun, waiting=due.waiting)
        return due.people

    only = seats([Answer(2, "going", TIME_ZERO, b"2", True)], 1)
    for _ in range(2):  # the same person may wait, and get a place, again and again
        assert look(TWO) == ()  # nobody is called; who waits is known from now on
        assert look(TWO) is None
        assert look(only) == (2,)
        assert look(only) is None


@pytest.mark.parametrize(
    "one", [event(status=Status.CANCELLED), event(status=Status.STARTED), event(starts_at=TIME_ZERO)]
)
def test_of_what_has_begun_or_was_cancelled_no_places_become_free(one: Event) -> None:
    waited = attrs.evolve(part("places"), waiting=(2,))
    assert freeing(one, NOBODY, waited, SETTINGS, TIME_ZERO) is None
