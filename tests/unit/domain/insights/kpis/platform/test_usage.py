"""Who uses the bot, on runs written down by hand."""

import pytest

from tests.builders.readings.kpis import behind, belonging, days, heard, reading, said
from tests.builders.readings.usage import ARun, used


def test_adoption_is_of_those_who_were_active() -> None:
    facts = used([ARun(0, 0, "show_profile"), ARun(0, 1, "help")], *said(2, -1), *said(3, -40))
    found = reading("profile_adoption", facts, days(-29))
    assert (behind(found), found.denominator) == ({0}, 3)
    found = reading("command_adoption", facts, days(-29))
    assert (behind(found), found.denominator) == ({0, 1}, 3)


@pytest.mark.parametrize("command", ["show_profile", "show_my_profile", "profile"])
def test_each_of_the_profile_commands_counts_whatever_is_tracked(command: str) -> None:
    facts = used([ARun(0, 0, command), ARun(-1, 0, command)], tracked_commands=("help",))
    assert reading("profile_runs", facts).value == 2
    assert reading("profile_repeat", facts).value == 1
    assert reading("command_runs", facts).value == 0, "it is not tracked"


def test_only_tracked_commands_are_used() -> None:
    facts = used([ARun(0, 0, "help"), ARun(0, 1, "rank")], tracked_commands=("/help",))
    assert behind(reading("command_users", facts)) == {0}
    assert [part.key for part in reading("command_runs", facts, by="command").parts] == ["help"]


def test_who_ran_something_twice_came_back() -> None:
    facts = used([ARun(0, 0, "help"), ARun(-3, 0, "rank"), ARun(0, 1, "help"), ARun(-9, 1, "help")])
    found = reading("command_repeat", facts)
    assert (behind(found), found.denominator) == ({0}, 2)
    assert behind(reading("command_repeat", facts, by="command")) == {0}, "by command it is the same one"


def test_runs_are_averaged_over_the_days_that_were_heard() -> None:
    runs = [ARun(0, 0), ARun(0, 1), ARun(-6, 0)]
    assert reading("command_runs_per_day", used(runs)).value == pytest.approx(3 / 7)
    found = reading("command_runs_per_day", used(runs, spans=heard(-1, 1)))
    assert found.value == 1, "two days were heard, and of a third one a run was told"
    assert "4 of 7 days are left out" in found.caveats[0]


def test_runs_by_command_sum_and_people_run_several() -> None:
    facts = used([ARun(0, 0, "event.rsvp"), ARun(0, 0, "help"), ARun(-1, 1, "help")])
    runs = reading("command_runs", facts, by="command")
    assert [(part.key, part.title, part.numerator) for part in runs.parts] == [
        ("help", "/help", 2),
        ("event.rsvp", "/event rsvp", 1),
    ]
    people = reading("command_users", facts, by="command")
    assert ([part.numerator for part in people.parts], people.numerator) == ([2, 1, -1], 2)
    assert people.overlapping


def test_bots_run_nothing_and_who_left_had_run() -> None:
    facts = used([ARun(0, 0), ARun(-2, 1)], people=belonging(2, (1, -90, -1), bots=[0]))
    assert behind(reading("command_users", facts)) == {1}


def test_silence_is_not_that_nobody_ran_anything() -> None:
    deaf = used([], spans=heard(-400, 1, "messages"))
    for key in ("command_users", "command_runs", "command_failures", "command_latency_p50"):
        assert reading(key, deaf).unavailable, key
    assert reading("command_runs", used([])).value == 0
