"""Settings with who may change them, what is planned, what is undone, and the history of it all."""

from datetime import timedelta

import attrs
import pytest

from domain.community.settings import GuildSettings
from domain.kernel.actors import COMMAND_LINE, Actor
from domain.kernel.errors import Conflict, Invalid, NotFound, Refused
from tests.builders.activities import DAY, GUILD, HOUR, a_message, a_person
from tests.builders.house import House

ADA = Actor(kind="staff", name="Ada", assurance="declared", guild=GUILD)
BO = Actor(kind="member", name="Bo", assurance="proved", guild=GUILD, member_no=0, roles=frozenset({501}))


async def a_house() -> House:
    house = House.built()
    await house.told(a_message(by=attrs.evolve(a_person(1), name="Bo of the members")))
    return house


async def test_only_staff_change_and_undo_settings_and_who_said_no_name_is_asked_for_one() -> None:
    house = await a_house()
    for actor, said in ((BO, "Only staff"), (None, "say who you are")):
        with pytest.raises(Refused, match=said):
            await house.change_settings(GUILD, {"voice_shown": False}, actor)
        with pytest.raises(Refused, match=said):
            await house.undo_settings(GUILD, 1, actor)
    await house.change_settings(GUILD, {"staff_roles": ["501"]}, ADA)
    assert not (await house.change_settings(GUILD, {"voice_shown": False}, BO)).voice_shown


async def test_the_history_says_who_when_from_what_to_what_the_newest_first() -> None:
    house = await a_house()
    await house.change_settings(GUILD, {"staff_roles": ["501"]}, ADA)
    first = house.clock.now()
    house.clock.at += HOUR
    await house.change_settings(GUILD, {"fresh_days": 7, "voice_shown": False}, BO)
    shown = await house.show_settings(GUILD)
    assert (shown.version, shown.settings.fresh_days) == (2, 7)
    assert [(one.who, one.changed_at, one.changes) for one in shown.history] == [
        ("Bo of the members", first + HOUR, (("voice_shown", True, False), ("fresh_days", 14, 7))),
        ("Ada", first, (("staff_roles", (), ("501",)),)),
    ]
    assert all(one.undoable and not one.planned for one in shown.history)


async def test_who_is_a_member_is_kept_by_number_and_an_erasure_leaves_no_name_in_the_history() -> None:
    house = await a_house()
    await house.change_settings(GUILD, {"staff_roles": ["501"]}, ADA)
    await house.change_settings(GUILD, {"fresh_days": 7}, BO)
    await house.forget(GUILD, a_person(1).id, COMMAND_LINE)
    async with house.store.reading(GUILD) as work:
        kept = (await work.guild.settings())[-1]
    assert (kept.changed_by, kept.changed_by_member) == ("#0", 0)
    assert "Bo" not in (await house.show_settings(GUILD)).history[0].who


async def test_a_member_of_another_guild_has_no_number_here() -> None:
    house = await a_house()
    await house.change_settings(GUILD, {"fresh_days": 7}, attrs.evolve(ADA, guild=GUILD + 1, member_no=0))
    [made] = (await house.show_settings(GUILD)).history
    assert (made.who, made.member_no) == ("Ada", None)


async def test_a_change_can_be_planned_and_holds_from_its_moment_on() -> None:
    house = await a_house()
    at = house.clock.now() + 3 * DAY
    await house.change_settings(GUILD, {"message_weight": 5}, ADA, effective_from=at)
    await house.change_settings(GUILD, {"voice_shown": False}, ADA)
    shown = await house.show_settings(GUILD)
    assert (shown.settings.message_weight, shown.settings.voice_shown) == (1.0, False)
    assert [one.version for one in shown.planned] == [1]
    assert (await house.show_top(GUILD)).board.standings[0].score == 1.0
    house.clock.at = at
    shown = await house.show_settings(GUILD)
    assert (shown.settings.message_weight, shown.settings.voice_shown, shown.planned) == (5.0, False, ())
    assert (await house.show_top(GUILD)).board.standings[0].score == 5.0


async def test_settings_hold_from_now_on_or_within_a_year_and_a_zone_at_once() -> None:
    house = await a_house()
    now = house.clock.now()
    for at in (now - timedelta(seconds=1), now + 367 * DAY):
        with pytest.raises(Invalid, match="from now on"):
            await house.change_settings(GUILD, {"fresh_days": 3}, ADA, effective_from=at)
    with pytest.raises(Invalid, match="time_zone"):
        await house.change_settings(GUILD, {"time_zone": "Europe/Rome"}, ADA, effective_from=now + HOUR)
    await house.change_settings(GUILD, {"time_zone": "Europe/Rome"}, ADA, effective_from=now)


async def test_undoing_is_a_version_of_its_own_that_gives_the_values_back() -> None:
    house = await a_house()
    await house.change_settings(GUILD, {"fresh_days": 7}, ADA)
    await house.change_settings(GUILD, {"voice_shown": False}, ADA)
    after = await house.undo_settings(GUILD, 1, COMMAND_LINE)
    assert after == GuildSettings(voice_shown=False)
    shown = await house.show_settings(GUILD)
    assert shown.settings == after
    assert [(one.version, one.who, one.undoable) for one in shown.history] == [
        (3, "command line", True),
        (2, "Ada", True),
        (1, "Ada", False),
    ]
    assert (await house.undo_settings(GUILD, 3, ADA)).fresh_days == 7
    with pytest.raises(Conflict, match="changed again after version 3"):
        await house.undo_settings(GUILD, 3, ADA)
    with pytest.raises(NotFound, match="version 9"):
        await house.undo_settings(GUILD, 9, ADA)


async def test_undoing_a_zone_counts_the_past_again() -> None:
    house = await a_house()
    before = await house.folded()
    await house.change_settings(GUILD, {"time_zone": "Pacific/Kiritimati"}, ADA)
    assert await house.folded() != before
    await house.undo_settings(GUILD, 1, ADA)
    assert await house.folded() == before


async def test_who_looked_at_older_settings_cannot_write_over_what_another_just_changed() -> None:
    house = await a_house()
    seen = (await house.show_settings(GUILD)).version
    await house.change_settings(GUILD, {"fresh_days": 7}, ADA, seen=seen)
    with pytest.raises(Conflict, match="Fresh: changed meanwhile by Ada"):
        await house.change_settings(GUILD, {"fresh_days": 9}, COMMAND_LINE, seen=seen)
    await house.change_settings(GUILD, {"voice_shown": False}, COMMAND_LINE, seen=seen)


async def test_what_was_never_heard_of_has_no_settings_to_show_or_undo() -> None:
    for ask in (House.built().show_settings(GUILD), House.built().undo_settings(GUILD, 1, ADA)):
        with pytest.raises(NotFound):
            await ask
