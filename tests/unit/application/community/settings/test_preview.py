"""The preview of settings: who would move between segments, and nothing is changed by asking."""

import pytest

from domain.community.settings import GuildSettings
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid, NotFound
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message, a_person, runs
from tests.builders.house import House


async def a_house() -> House:
    """Member 0 wrote 40 and 20 days ago, member 1 wrote 40 days ago."""
    house = House.built()
    await house.told(
        a_message(TIME_ZERO - 40 * DAY, a_person(1), number=1),
        a_message(TIME_ZERO - 40 * DAY, a_person(2), number=2),
        a_message(TIME_ZERO - 20 * DAY, a_person(1), number=3),
        a_message(TIME_ZERO, a_person(3), number=4),
    )
    return house


async def test_the_preview_says_who_would_move_from_where_to_where_and_changes_nothing() -> None:
    house = await a_house()
    seen = await house.preview_settings(GUILD, {"inactive_days": 20, "new_days": 30})
    assert {name: count for name, count in seen.before.items() if count} == {
        "fresh": 1,
        "inactive": 1,
        "new": 1,
    }
    assert {name: count for name, count in seen.after.items() if count} == {"fresh": 1, "inactive": 2}
    assert [(move.before, move.after, move.count) for move in seen.moves] == [("new", "inactive", 1)]
    assert seen.moved == 1
    assert [seen.people[number].member_no for number in seen.moves[0].members] == list(seen.people)
    assert [change.key for change in seen.changes] == ["inactive_days", "new_days"]
    assert (await house.show_settings(GUILD)).settings == GuildSettings()


async def test_the_preview_compares_with_the_settings_that_hold() -> None:
    house = await a_house()
    await house.change_settings(GUILD, {"inactive_days": 20}, COMMAND_LINE)
    seen = await house.preview_settings(GUILD, {"inactive_days": 20})
    assert (seen.moves, seen.changes) == ((), ())
    assert seen.before["inactive"] == 2


async def test_a_preview_of_what_does_not_fit_is_refused() -> None:
    house = await a_house()
    with pytest.raises(Invalid, match="fresh for 14 days"):
        await house.preview_settings(GUILD, {"new_days": 3})
    with pytest.raises(NotFound):
        await house.preview_settings(GUILD + 1, {})


async def test_a_command_counts_as_activity_and_where_commands_are_named_only_those() -> None:
    house = await a_house()
    await house.told(runs("rank", TIME_ZERO - 5 * DAY, a_person(2)))
    plain = await house.preview_settings(GUILD, {})
    assert (plain.before["inactive"], plain.before["new"]) == (0, 2)
    seen = await house.preview_settings(GUILD, {"tracked_commands": ["event rsvp"]})
    assert [(move.before, move.after, move.count) for move in seen.moves] == [("new", "inactive", 1)]
    assert (await house.preview_settings(GUILD, {"tracked_commands": ["/rank"]})).moves == ()
    assert (await house.preview_settings(GUILD, {"qualifying": ["message"]})).moved == 1
    shown = await house.show_overview(GUILD, "7d")
    assert next(tile.value for tile in shown.tiles if tile.key == "active_members") == 2
    await house.change_settings(GUILD, {"tracked_commands": ["event rsvp"]}, COMMAND_LINE)
    shown = await house.show_overview(GUILD, "7d")
    assert next(tile.value for tile in shown.tiles if tile.key == "active_members") == 1
