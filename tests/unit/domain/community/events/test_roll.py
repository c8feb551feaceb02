"""The roll of an event: everybody once, and nobody accused of what was not heard."""

from domain.community.events.answers import GOING, INTERESTED, Answer, seats
from domain.community.events.attendance import Presence, Verdict, Window
from domain.community.events.roll import roll
from tests.builders.activities import EVENT, HOUR, MINUTE, TIME_ZERO

WINDOW = Window(
    event=EVENT,
    channels=frozenset({5}),
    opens=TIME_ZERO,
    begins=TIME_ZERO,
    closes=TIME_ZERO + HOUR,
    minimum=5 * MINUTE,
)
NOW = TIME_ZERO + 2 * HOUR


def said(who: int, answer: str = GOING) -> Answer:
    return Answer(who, answer, TIME_ZERO + who * MINUTE, who.to_bytes(16, "big"), True)


def was(who: int, first: int, last: int) -> Presence:
    end = TIME_ZERO + last * MINUTE
    return Presence(EVENT, who, 0, TIME_ZERO + first * MINUTE, end, (last - first) * 60, None, None)


def test_everybody_who_came_or_said_something_is_on_it_once_by_number() -> None:
    answers = [said(1), said(2), said(3, INTERESTED), said(4)]
    found = roll(WINDOW, [was(9, 0, 60), was(1, 0, 60)], seats(answers, 2), NOW, heard=1.0)
    assert [(one.member_no, one.standing, one.stay is not None) for one in found.attendees] == [
        (1, GOING, True),
        (2, GOING, False),
        (3, INTERESTED, False),
        (4, "waiting", False),
        (9, None, True),
    ]
    verdicts = {one.member_no: one.verdict for one in found.attendees}
    assert verdicts[2] == Verdict(no_show=True)
    assert verdicts[9] == Verdict(attended=True, walk_in=True)
    assert verdicts[4] == verdicts[3] == Verdict()


def test_two_accounts_of_one_person_were_there_together() -> None:
    [one] = roll(WINDOW, [was(1, 0, 3), was(1, 50, 53)], seats([], None), NOW, heard=1.0).attendees
    assert one.stay is not None
    assert (one.stay.first_join, one.stay.last_leave) == (TIME_ZERO, TIME_ZERO + 53 * MINUTE)
    assert (one.stay.seconds, one.verdict.attended) == (6 * 60, True)


def test_nobody_is_a_no_show_of_an_event_that_was_not_heard_or_could_not_be() -> None:
    people = seats([said(1)], None)
    for window, heard in ((WINDOW, 0.89), (WINDOW, 0.0), (None, None)):
        [one] = roll(window, [], people, NOW, heard=heard).attendees
        assert (one.standing, one.verdict) == (GOING, Verdict())
    [one] = roll(WINDOW, [], people, NOW, heard=0.9).attendees
    assert one.verdict.no_show
