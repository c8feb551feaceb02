"""What is next, what worked and who comes back is read from the calendar and from who was there."""

from datetime import date, timedelta

import attrs
import numpy as np
import pytest

from domain.community.events.event import Status
from domain.community.guild import ChannelName
from domain.insights.events.calendar import Filter
from domain.insights.events.evening.parts import course
from domain.insights.events.month import month_named, weeks_of
from tests.builders.readings.events import (
    ARENA,
    HOUR,
    MINUTE,
    NOW,
    Night,
    a_reading,
    a_season,
    an_evening,
    an_event,
    evening_of,
    event_facts,
    events_of,
    no_events,
)

TWO_HOURS = ((0, 120),)


def over(number: int, days: int, *came: int, said: dict[int, str] | None = None, **changes) -> Night:
    """An event that was over so many days ago, and who was there from its start to its end."""
    event = an_event(number, NOW - timedelta(days=days), status=Status.COMPLETED, **changes)
    return Night(event=event, said=said or {}, stays=dict.fromkeys(came, TWO_HOURS))


def test_what_runs_comes_before_what_is_next_and_that_in_order_of_its_start() -> None:
    read = a_reading()
    assert [line.title for line in read.running] == ["Open practice"]
    assert [line.phase for line in read.coming] == ["ahead"] * 4
    assert list(read.coming) == sorted(read.coming, key=lambda line: line.starts_at)


def test_people_are_counted_once_and_their_evenings_each() -> None:
    read = events_of([over(1, 3, 0, 1), over(2, 1, 1, 2)])
    assert (read.sums.held, read.sums.people, read.sums.comings, read.sums.average) == (2, 3, 4, 2.0)


def test_who_came_in_the_time_before_and_in_this_one_came_again() -> None:
    read = events_of([over(1, 40, 0, 1), over(2, 1, 1, 2)])
    assert (read.sums.before, read.sums.again, read.sums.newcomers) == (2, 1, 1)


def test_who_said_so_and_stayed_away_did_not_keep_their_word() -> None:
    read = events_of([over(1, 3, 0, 5, said={0: "going", 1: "going", 2: "interested"})])
    assert (read.sums.said, read.sums.kept, read.sums.kept_share) == (2, 1, 0.5)
    [line] = read.past
    assert line.turnout is not None
    assert (line.turnout.kept, line.turnout.no_shows, line.turnout.walk_ins) == (1, 1, 1)


def test_beyond_the_seats_people_wait_and_are_no_no_shows() -> None:
    said = {0: "going", 1: "going", 2: "going"}
    read = events_of([over(1, 3, 0, said=said, capacity=2)])
    [line] = read.past
    assert (line.going, line.waiting, line.full) == (2, 1, True)
    assert line.turnout is not None
    assert line.turnout.no_shows == 1


def test_where_nobody_listened_who_came_is_not_known() -> None:
    read = events_of([over(1, 3, 0)], spans=[])
    assert read.past[0].turnout is None
    assert read.covered == 0


def test_an_event_elsewhere_has_no_attendance() -> None:
    night = over(1, 3, place="The park", channels=())
    assert events_of([night], windows=[None]).past[0].turnout is None


def test_an_event_that_was_called_off_took_place_nowhere() -> None:
    night = Night(event=an_event(1, NOW - timedelta(days=2), status=Status.CANCELLED), said={1: "going"})
    read = events_of([night])
    assert (read.sums.held, read.sums.called_off) == (0, 1)
    assert [line.phase for line in read.past] == ["called_off"]


def test_one_whose_start_passed_without_one_is_due_and_after_its_end_over() -> None:
    late, gone = an_event(1, NOW - HOUR), an_event(2, NOW - 5 * HOUR)
    read = events_of([Night(event=late), Night(event=gone)])
    assert [line.phase for line in read.coming] == ["due"]
    assert [line.phase for line in read.past] == ["over"]


def test_the_best_attended_format_comes_first() -> None:
    nights = [over(1, 9, 0, 1, 2, type="Cup"), over(2, 8, 0, title="League", series=7)]
    nights += [over(3, 1, 0, 4, title="League", series=7)]
    read = events_of(nights)
    assert [(one.name, one.held, one.average) for one in read.formats] == [
        ("Cup", 1, 3.0),
        ("League", 2, 1.5),
    ]
    assert read.formats[1].again_share == 1.0


def test_regulars_are_stamped_for_the_last_events_oldest_first() -> None:
    read = events_of([over(1, 9, 0, 1), over(2, 5, 1), over(3, 1, 1)])
    assert [(one.person.member_no, one.stamps) for one in read.regulars] == [
        (1, (True, True, True)),
        (0, (True, False, False)),
    ]


def test_hosts_bear_the_events_of_the_time_and_those_ahead() -> None:
    ahead = Night(event=an_event(4, NOW + timedelta(days=2), hosts=(2,)))
    read = events_of([over(1, 9, 0, hosts=(1,)), over(2, 3, 0, 1, hosts=(1, 2)), ahead])
    assert [(one.person.member_no, one.events, one.average, one.ahead) for one in read.hosts] == [
        (1, 2, 1.5, 0),
        (2, 1, 2.0, 1),
    ]


@pytest.mark.parametrize(
    ("hosts", "heavy"),
    [((1, 1, 1), True), ((1, 1), False), ((1, 1, 2), False), ((1, 1, 1, 2), True), ((1, 1, 1, 2, 2), False)],
)
def test_events_hang_on_one_person_who_hosts_most_of_at_least_three(
    hosts: tuple[int, ...], heavy: bool
) -> None:
    read = events_of([over(number, 20 - number, 0, hosts=(host,)) for number, host in enumerate(hosts, 1)])
    assert read.hosts[0].heavy is heavy


def test_an_evening_says_how_long_one_stayed_and_what_part_of_its_guests_some_are() -> None:
    evening = evening_of([over(1, 2, 0, 1)])
    assert evening.minutes == sum(guest.seconds for guest in evening.came) / 2 / 60 > 0
    assert evening.share(evening.came[:1]) == 0.5
    nobody = evening_of([over(1, 2)])
    assert (nobody.minutes, nobody.share(())) == (None, None)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Filter(), {"Cup night", "League"}),
        (Filter(type="Cup"), {"Cup night"}),
        (Filter(host=1), {"League"}),
        (Filter(search="CUP"), {"Cup night"}),
        (Filter(type="Nothing"), set()),
    ],
)
def test_a_filter_leaves_out_what_does_not_fit(asked: Filter, found: set[str]) -> None:
    nights = [over(1, 9, 0, title="Cup night", type="Cup"), over(2, 3, 0, title="League", hosts=(1,))]
    assert {line.title for line in events_of(nights, asked=asked).past} == found


def test_without_any_event_the_calendar_has_not_begun() -> None:
    assert not no_events().begun
    assert a_reading().begun


def test_as_it_looked_then_an_event_of_later_lies_ahead() -> None:
    nights = [over(1, 3, 0)]
    then = NOW - timedelta(days=4)
    assert [line.phase for line in events_of(nights, now=then).coming] == ["ahead"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2026-02", date(2026, 2, 1)),
        (None, date(2026, 3, 1)),
        ("2026-13", date(2026, 3, 1)),
        ("0001-01", date(2026, 3, 1)),
    ],
)
def test_a_month_is_read_or_it_is_this_one(text: str | None, first: date) -> None:
    assert month_named(text, date(2026, 3, 14)) == first


def test_a_month_has_whole_weeks_from_monday_on() -> None:
    assert (weeks_of(date(2026, 2, 1))[0], weeks_of(date(2026, 2, 1))[-1]) == (
        date(2026, 1, 26),
        date(2026, 3, 1),
    )
    assert len(weeks_of(date(2027, 2, 1))) == 28


def test_several_events_of_a_day_stand_in_order_of_their_start() -> None:
    day = NOW + timedelta(days=3)
    nights = [Night(event=an_event(number, day - number * HOUR)) for number in (1, 2, 3)]
    [lines] = events_of(nights).month.events.values()
    assert [line.title for line in lines] == ["Evening 3", "Evening 2", "Evening 1"]


def test_the_course_of_an_evening_counts_who_was_there_at_each_moment() -> None:
    stays = [(NOW, NOW + 10 * MINUTE), (NOW + 5 * MINUTE, NOW + HOUR), (NOW - HOUR, NOW - MINUTE)]
    found = course(stays, NOW, NOW + 30 * MINUTE)
    assert found.steps == ((NOW, 1), (NOW + 5 * MINUTE, 2), (NOW + 10 * MINUTE, 1), (NOW + 30 * MINUTE, 0))
    assert (found.peak, found.peak_at) == (2, NOW + 5 * MINUTE)


def test_everybody_of_an_evening_is_in_one_group_and_leaving_early_is_said_besides() -> None:
    read = an_evening()
    turnout = read.line.turnout
    assert turnout is not None
    assert (len(read.came), len(read.of("kept")), len(read.of("walk_in")), len(read.of("no_show"))) == (
        turnout.came,
        turnout.kept,
        turnout.walk_ins,
        turnout.no_shows,
    )
    assert sum(guest.early for guest in read.came) == turnout.early
    assert [guest.seconds for guest in read.came] == sorted(
        (guest.seconds for guest in read.came), reverse=True
    )


def test_who_came_to_the_last_of_the_series_came_again_or_is_missed() -> None:
    nights = [over(1, 8, 0, 1, 2, series=7), over(2, 1, 1, 2, 3, series=7)]
    returned = evening_of(nights).returned
    assert returned is not None
    assert [person.member_no for person in returned.again] == [1, 2]
    assert [person.member_no for person in returned.missed] == [0]
    assert evening_of(nights, 0).returned is None


def test_the_erased_came_without_a_name() -> None:
    erased = np.array([True])
    facts = event_facts([over(1, 1, 0, channels=(ARENA,))], erased=erased)
    assert facts.person(0).name == "Erased member"
    assert events_of([over(1, 1, 0, 1)], erased=erased).regulars[0].person.member_no == 1


def test_a_series_knows_its_neighbours() -> None:
    read = an_evening()
    assert read.earlier is not None and read.later is not None
    assert read.earlier.starts_at < read.line.starts_at < read.later.starts_at
    assert len(a_season()) > len(read.others) > 1


def test_a_new_event_is_offered_channels_and_no_thread() -> None:
    hall = ChannelName(channel=1, name="Hall", seen_at=NOW)
    talk = ChannelName(channel=2, name="talk of the hall", parent=1, seen_at=NOW)
    assert event_facts([], channels={1: hall, 2: talk}).choices().channels == ((1, "Hall"),)


def test_only_channels_with_voice_are_offered_once_some_are_known_to_have_it() -> None:
    hall, lounge = (ChannelName(channel=one, name=f"Room {one}", seen_at=NOW) for one in (1, 2))
    told = {1: attrs.evolve(hall, voice=False), 2: attrs.evolve(lounge, voice=True)}
    assert event_facts([], channels={1: hall, 2: lounge}).choices().channels == ((1, "Room 1"), (2, "Room 2"))
    assert event_facts([], channels=told).choices().channels == ((2, "Room 2"),)
