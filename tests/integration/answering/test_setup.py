"""/setup, over the wire: staff see the settings, choose one, fill in its form, see who would move, undo."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import attrs

from domain.community.log.commands import code_of
from domain.insights.sheet import COMMAND_DAY
from tests.integration.answering.asking import Told, answer_to, told
from tests.integration.hearing.gateway.bots import Bot, a_bot, a_store, settings_for, until
from tests.loopback import Channel, Discord, Guild, May, Member, loopback

MANAGE_SERVER = 1 << 5
EPHEMERAL = 1 << 6
FORM = 9


@attrs.frozen
class Scene:
    discord: Discord
    inn: Guild
    general: Channel
    ada: Member
    """She may manage the server."""

    odo: Member

    async def pressed(
        self, custom_id: str, values: Sequence[str] | None = None, by: Member | None = None
    ) -> Told:
        """Press or choose below what only they can see, and wait for what becomes of it."""
        below = self.discord._of_the_bot(self.general, custom_id) | {"flags": EPHEMERAL}
        if values is not None:
            options = [{"label": one, "value": one} for one in values]
            select = {"type": 3, "id": 2, "custom_id": custom_id, "options": options}
            below["components"] = [{"type": 1, "id": 1, "components": [select]}]
        one = await self.discord.presses(
            self.general, by or self.ada, custom_id, values=values, message=below
        )
        await self.discord.until(
            lambda: one.edits or (one.answer or {}).get("type") in (4, FORM), what=custom_id
        )
        return Told(one)

    async def filled(self, key: str, by: Member | None = None, **given: Any) -> Told:
        named = {name.replace("__", ":"): value for name, value in given.items()}
        one = await self.discord.submits(self.general, by or self.ada, f"setup:set:{key}", named)
        return await told(self.discord, one)


def pressable(shown: Told) -> list[str]:
    return [one["custom_id"] for row in shown.message.get("components") or () for one in row["components"]]


@asynccontextmanager
async def an_inn(home: Path) -> AsyncIterator[tuple[Scene, Bot]]:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        general = discord.channel(inn)
        wardens = discord.role(inn, "Wardens", permissions=MANAGE_SERVER)
        ada, odo = discord.member(inn, "ada", roles=[wardens]), discord.member(inn, "odo")
        async with a_bot(settings_for(discord, home)) as bot:
            await discord.connected()
            for member in (ada, odo):
                await discord.member_writes(general, member)

            async def known() -> bool:
                names = await bot.use_cases.sheets.names(inn.id)
                return {str(ada.id), str(odo.id)} <= set(names.ids)

            await until(known)
            yield Scene(discord, inn, general, ada, odo), bot


async def test_staff_choose_a_setting_fill_in_its_form_and_undo_it(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, bot):
        first = await answer_to(scene.discord, scene.general, scene.ada, "setup")
        assert first.only_they_see_it
        assert "Time zone: **UTC**" in first.text and "Fresh: **14 days**" in first.text
        assert pressable(first) == ["setup:group"]

        events = await scene.pressed("setup:group", ["events"])
        assert events.only_they_see_it and "Announcement channel\n**none**" in events.text
        assert pressable(events) == ["setup:setting:events", "setup:group"]

        asked = (await scene.pressed("setup:setting:events", ["reminder_minutes"])).one.answer
        assert asked is not None and asked["type"] == FORM
        assert asked["data"]["custom_id"] == "setup:set:reminder_minutes"
        assert asked["data"]["components"][0]["component"]["value"] == "60"

        changed = await scene.filled("reminder_minutes", value="30")
        assert changed.only_they_see_it
        assert "Reminder: 60 minutes → **30 minutes**" in changed.text
        assert pressable(changed) == ["setup:undo:1"]
        shown = await bot.use_cases.show_settings(scene.inn.id)
        assert (shown.settings.reminder_minutes, shown.history[0].who) == (30, "ada")

        undone = await scene.pressed("setup:undo:1")
        assert "Reminder: 30 minutes → **60 minutes**" in undone.text
        again = await scene.pressed("setup:undo:1")
        assert "changed again after version 1" in again.text
        assert (await bot.use_cases.show_settings(scene.inn.id)).version == 2

        async def counted() -> bool:
            commands = await bot.use_cases.sheets.days(scene.inn.id, COMMAND_DAY)
            return commands["command"].tolist() == [code_of("setup")]

        await until(counted)


async def test_roles_channels_and_tiers_are_chosen_from_what_there_is(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, bot):
        asked = (await scene.pressed("setup:setting:people", ["tiers"])).one.answer or {}
        kinds = [one["component"]["type"] for one in asked["data"]["components"]]
        assert kinds == [6, 6, 6, 6, 6]
        role = str(scene.ada.roles[0].id)
        assert f"<@&{role}> is host" in (await scene.filled("tiers", tier__host=[role], tier__staff=[])).text
        twice = await scene.filled("tiers", tier__host=[role], tier__staff=[role])
        assert "chosen for two tiers" in twice.text
        told_of = await scene.filled("staff_roles", value=[role])
        assert f"Staff roles: none → **<@&{role}>**" in told_of.text
        place = str(scene.general.id)
        assert f"**<#{place}>**" in (await scene.filled("announcement_channel", value=[place])).text
        assert "**none**" in (await scene.filled("announcement_channel", value=[])).text
        assert "write" in (await scene.filled("fresh_days", value="many")).text
        held = (await bot.use_cases.show_settings(scene.inn.id)).settings
        assert (held.tiers, held.staff_roles, held.fresh_days) == ({role: "host"}, (role,), 14)


async def test_where_people_would_move_it_is_asked_first(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, bot):
        asked = await scene.filled("new_days", value="120")
        assert "2 members would be in another segment. Nothing is changed yet." in asked.text
        assert "Regular → New: 2\nada, odo" in asked.text
        assert pressable(asked) == ["setup:keep:new_days:120"]
        assert (await bot.use_cases.show_settings(scene.inn.id)).version == 0
        assert "New: 90 days → **120 days**" in (await scene.pressed("setup:keep:new_days:120")).text
        assert "The settings are as they were" in (await scene.pressed("setup:keep:new_days:120")).text
        nobody = await scene.filled("qualifying", value=["message", "voice"])
        assert pressable(nobody) == ["setup:undo:2"], "nobody would move, so it was changed at once"
        assert (await bot.use_cases.show_settings(scene.inn.id)).settings.new_days == 120


async def test_who_is_not_staff_neither_sees_nor_changes_anything(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, bot):
        for refused in (
            await answer_to(scene.discord, scene.general, scene.odo, "setup"),
            await scene.pressed("setup:group", ["events"], by=scene.odo),
            await scene.pressed("setup:setting:events", ["reminder_minutes"], by=scene.odo),
            await scene.filled("reminder_minutes", by=scene.odo, value="30"),
            await scene.filled("fresh_days", by=scene.odo, value="3"),
            await scene.pressed("setup:keep:fresh_days:0", by=scene.odo),
            await scene.pressed("setup:undo:1", by=scene.odo),
        ):
            assert "Only staff can change the settings" in refused.text
            assert refused.only_they_see_it and "UTC" not in refused.text
        assert (await bot.use_cases.show_settings(scene.inn.id)).version == 0


async def test_who_moderates_one_channel_or_was_staff_before_is_no_staff(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, _):
        moderators = scene.discord.role(scene.inn, "Moderators", permissions=int(May.MANAGE_MESSAGES))
        mira = scene.discord.member(scene.inn, "mira", roles=[moderators])
        scene.general.allowed[scene.odo.id] = May.MANAGE_MESSAGES
        refused = await scene.filled("reminder_minutes", by=scene.odo, value="30")
        assert "Only staff can change the settings" in refused.text
        await scene.filled("reminder_minutes", by=scene.ada, value="30")
        scene.ada.roles.clear()
        refused = await scene.pressed("setup:undo:1")
        assert "Only staff can change the settings" in refused.text
        assert "Changed" in (await scene.filled("reminder_minutes", by=mira, value="45")).text


async def test_what_was_shown_before_a_restart_still_works_after_it(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        ada = discord.member(inn, "ada", roles=[discord.role(inn, permissions=MANAGE_SERVER)])
        scene = Scene(discord, inn, discord.channel(inn), ada, ada)
        settings = settings_for(discord, tmp_path)
        async with a_store(settings) as product:

            async def known() -> bool:
                async with product.use_cases.store.reading(inn.id) as work:
                    return await work.guild.profile() is not None

            async with a_bot(settings, product):
                await discord.connected()
                await until(known)
                assert "Changed" in (await scene.filled("reminder_minutes", value="45")).text
            async with a_bot(settings, product):
                await discord.connected()
                assert "Backup hours" in (await scene.pressed("setup:group", ["bot"])).text
                form = (await scene.pressed("setup:setting:bot", ["backup_hours"])).one.answer or {}
                assert form["type"] == FORM
                assert "45 minutes → **60 minutes**" in (await scene.pressed("setup:undo:1")).text
                assert "4:00, 16:00" in (await scene.filled("backup_hours", value="4, 16")).text
