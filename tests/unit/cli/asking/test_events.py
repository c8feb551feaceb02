"""`community-os events`: what is planned, and who says that they come."""

import json

import pytest

from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO, a_message, a_person
from tests.builders.events import a_guest


@pytest.fixture
def planned(community_os, do):
    async def fill():
        use_cases = community_os.product.use_cases
        await use_cases.record([a_message(TIME_ZERO, a_person(number), number) for number in (1, 2, 3)])
        wishes = {"title": "Game night", "starts_at": TIME_ZERO + DAY, "ends_at": TIME_ZERO + DAY + 2 * HOUR}
        more = {"hosts": [0], "capacity": 1, "place": "The pub", "description": "Bring a friend."}
        event = await use_cases.plan_event(GUILD, wishes | more, COMMAND_LINE)
        for number, answer in ((1, "going"), (2, "going"), (0, "interested")):
            await use_cases.answer_event(GUILD, event.event_id, answer, a_guest(number))
        return event.event_id

    return community_os, str(do(fill()))


def test_the_calendar_says_when_by_whom_and_how_many_come(planned):
    community_os, event_id = planned
    [line] = [line for line in community_os("events", "list").out.splitlines() if event_id in line]
    assert line.split("  ") and "Tue 2026-03-03 12:00 to 14:00" in line
    assert "Game night" in line and "Person 1" in line and "planned" in line and "1/1 +1" in line


def test_times_are_those_of_the_guild(planned):
    community_os, _ = planned
    community_os("settings", "set", "time_zone=Asia/Kolkata")
    assert "17:30 to 19:30" in community_os("events", "list").out


def test_one_event_is_shown_whole(planned):
    community_os, event_id = planned
    shown = community_os("events", "show", event_id).out
    assert "Going: Person 2" in shown and "Waiting: Person 3" in shown and "Interested: Person 1" in shown
    assert "The pub" in shown and shown.rstrip().endswith("Bring a friend.")
    told = json.loads(community_os("events", "show", event_id, "--json").out)
    assert (told["id"], told["capacity"], told["starts_at"]) == (event_id, 1, "2026-03-03T12:00:00Z")
    assert told["waiting"] == [{"member": 2, "name": "Person 3"}]
    assert json.loads(community_os("events", "list", "--json").out) == [told]


def test_an_event_that_is_not_there_is_not_shown(planned):
    community_os, _ = planned
    assert "no such event" in community_os("events", "show", "77").err
    assert community_os("events", "show", "first").code == 2


def test_what_is_long_past_is_left_out_unless_it_is_asked_for(planned):
    community_os, event_id = planned
    community_os.clock.at += 40 * DAY
    assert event_id not in community_os("events", "list").out
    assert event_id in community_os("events", "list", "--past", "60").out
