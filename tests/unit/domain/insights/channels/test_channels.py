"""Where it is alive: lines add up, courses are said where they are sure, and silence is told from zero."""

from datetime import timedelta

import pytest

from domain.insights.channels import ChannelLine, Channels, peak
from domain.insights.channels.lines import Course, course
from domain.kernel.instants import day_of_number
from tests.builders.readings.channels import NOW, TODAY, Wrote, channels_of, heard
from tests.builders.sheets import members

HALL, YARD, CELL = 11, 12, 13


def line(found: Channels, channel: int = HALL) -> ChannelLine:
    return next(one for one in found.lines if one.channel == channel)


def test_channels_come_busiest_first_and_equals_by_id() -> None:
    wrote = [Wrote(0, YARD, messages=2), Wrote(0, CELL, messages=5), Wrote(0, HALL, messages=2)]
    assert [one.channel for one in channels_of(wrote).lines] == [CELL, HALL, YARD]


def test_a_line_holds_the_window_beside_the_window_before() -> None:
    wrote = [
        Wrote(0, HALL, 0, messages=6),
        Wrote(1, HALL, 6),
        Wrote(1, HALL, 7, messages=4),
        Wrote(2, HALL, 14),
    ]
    one = line(channels_of(wrote, text="7d"))
    assert (one.messages, one.previous, one.change) == (7, 4, 0.75)
    assert (one.people, one.people_before) == (2, 1)
    assert one.series == (1, 0, 0, 0, 0, 0, 6)


def test_everything_has_nothing_before_it() -> None:
    one = line(channels_of([Wrote(0, HALL, 40, messages=30), Wrote(0, HALL)], text="all"))
    assert (one.messages, one.previous, one.change, one.people_before, one.course) == (
        31,
        None,
        None,
        None,
        "steady",
    )


def test_reach_is_of_everybody_who_wrote() -> None:
    wrote = [Wrote(0, HALL), Wrote(1, HALL), Wrote(1, YARD), Wrote(2, YARD), Wrote(3, YARD)]
    found = channels_of(wrote)
    assert found.writers == 4
    assert (line(found).reach, line(found, YARD).reach) == (0.5, 0.75)
    assert sum(one.share for one in found.lines) == pytest.approx(1)


def test_who_writes_most_comes_first_and_only_five_do() -> None:
    wrote = [Wrote(who, HALL, messages=1 + who // 2) for who in range(9)]
    shown = line(channels_of(wrote, called={8: "Flamma"})).writers
    assert [(one.person.member_no, one.messages) for one in shown] == [(8, 5), (6, 4), (7, 4), (4, 3), (5, 3)]
    assert [one.person.name for one in shown[:2]] == ["Flamma", "Member 6"]


def test_the_erased_are_counted_and_not_shown() -> None:
    wrote = [Wrote(0, HALL, messages=9), Wrote(1, HALL)]
    one = line(channels_of(wrote, members=members(2, erased=[0])))
    assert (one.people, [writer.person.member_no for writer in one.writers]) == (2, [1])


@pytest.mark.parametrize(
    ("messages", "previous", "known", "expected"),
    [
        (30, 20, True, "wakes"),
        (29, 20, True, "steady"),
        (10, 20, True, "fades"),
        (11, 20, True, "steady"),
        (0, 20, True, "fades"),
        (19, 1, True, "steady"),
        (9, 19, True, "steady"),
        (20, 0, True, "wakes"),
        (20, 0, False, "new"),
        (19, 0, False, "steady"),
        (500, None, False, "steady"),
    ],
)
def test_a_course_is_said_where_chance_does_not_make_it(
    messages: int, previous: int | None, known: bool, expected: Course
) -> None:
    assert course(messages, previous, known_before=known) == expected


def test_a_channel_that_was_silent_for_a_while_is_not_new() -> None:
    wrote = [Wrote(0, HALL, 300), Wrote(0, HALL, messages=40), Wrote(0, YARD, messages=40)]
    found = channels_of(wrote)
    assert (line(found).course, line(found, YARD).course) == ("wakes", "new")


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ({}, None),
        ({5: 1}, (3, 1.0)),
        ({18: 2, 19: 3, 20: 3, 3: 2}, (18, 0.8)),
        ({23: 4, 0: 4, 1: 1, 12: 1}, (23, 0.9)),
    ],
)
def test_the_peak_are_the_three_hours_in_a_row_in_which_most_is_written(
    hours: dict[int, int], expected: tuple[int, float] | None
) -> None:
    assert peak([hours.get(hour, 0) for hour in range(24)]) == expected


def test_hours_are_those_of_the_window_and_add_up_to_it() -> None:
    wrote = [Wrote(0, HALL, 0, 23, 2), Wrote(1, HALL, 3, 23), Wrote(0, HALL, 2, 5), Wrote(0, HALL, 9, 7, 50)]
    one = line(channels_of(wrote))
    assert {hour: count for hour, count in enumerate(one.hours) if count} == {23: 3, 5: 1}
    assert sum(one.hours) == one.messages


# ── what was not heard ──────────────────────────────────────────────────────


def test_days_that_nobody_heard_are_not_zero() -> None:
    spans = heard("messages", since=NOW - timedelta(days=3))
    found = channels_of([Wrote(0, HALL, 0)], spans=spans)
    assert line(found).series == (None, None, None, None, 0, 0, 1)
    assert found.covered == pytest.approx(3 / 7)


def test_a_window_before_that_was_hardly_heard_is_no_baseline() -> None:
    wrote = [Wrote(0, HALL, messages=50), Wrote(0, HALL, 8)]
    for days, compared in ((10, False), (11, True)):
        one = line(channels_of(wrote, spans=heard("messages", since=NOW - timedelta(days=days))))
        assert (one.previous is not None, one.people_before is not None, one.course != "steady") == (
            compared,
        ) * 3


def test_a_course_is_of_equal_times_heard() -> None:
    wrote = [Wrote(0, HALL, 0, messages=40), Wrote(0, HALL, 8, messages=40)]
    gap = heard("messages", until=NOW - timedelta(days=3.5)) + heard(
        "messages", since=NOW - timedelta(days=0)
    )
    assert line(channels_of(wrote)).course == "steady"
    assert line(channels_of(wrote, spans=gap)).course == "wakes"


def test_a_channel_that_has_a_file_of_its_own_is_heard_for_itself() -> None:
    half = NOW - timedelta(days=3)
    spans = heard("messages", channel=HALL) + heard("messages", since=half, channel=YARD)
    found = channels_of([Wrote(0, HALL), Wrote(0, YARD)], spans=spans)
    assert line(found, HALL).series == (0, 0, 0, 0, 0, 0, 1)
    assert line(found, YARD).series == (None, None, None, None, 0, 0, 1)


def test_what_was_sent_without_a_word_of_coverage_is_shown() -> None:
    one = line(channels_of([Wrote(0, HALL, 2)], spans=[]))
    assert one.series == (None, None, None, None, 1, None, None)


def test_who_wrote_is_not_known_of_days_before_that_was_counted() -> None:
    wrote = [Wrote(0, HALL), Wrote(0, HALL, 9)]
    whole, part, none = (channels_of(wrote, detailed_since=TODAY - ago) for ago in (13, 9, 3))
    assert (line(whole).people_before, line(whole).reach, whole.detailed_since) == (1, 1.0, None)
    assert (line(part).people_before, line(part).reach, part.detailed_since) == (None, 1.0, None)
    assert (line(none).people_before, line(none).reach) == (None, None)
    assert none.detailed_since == day_of_number(TODAY - 3)


# ── silent channels ─────────────────────────────────────────────────────────


def test_channels_that_fell_silent_are_listed_the_latest_first() -> None:
    wrote = [Wrote(0, HALL), Wrote(0, YARD, 8, messages=3), Wrote(0, CELL, 200)]
    found = channels_of(wrote, named={YARD: "yard"})
    assert [(one.channel, one.name, one.last, one.previous) for one in found.silent] == [
        (YARD, "yard", day_of_number(TODAY - 8), 3),
        (CELL, None, day_of_number(TODAY - 200), 0),
    ]


def test_a_community_in_which_nobody_writes_has_no_lines() -> None:
    found = channels_of([])
    assert (found.lines, found.silent, found.messages, found.writers, found.unanswered) == ((), (), 0, 0, ())
