"""Somebody is forgotten in Discord, and then looked for: tables, the next backup, the log, the journal."""

import logging
from pathlib import Path
from typing import Any

import attrs
import pytest

from adapters.postgres.link import Database, DatabaseAddress
from application.use_cases import UseCases
from bootstrap.keeping.making import back_up
from bootstrap.processes import opened
from domain.community.log.letters import Unreadable
from domain.insights.sheet import MEMBER_DAY
from domain.kernel.actors import COMMAND_LINE, Actor
from tests.builders.exports import a_message, a_user, an_export, indented
from tests.contracts.identity.traces import an_event
from tests.integration.answering.asking import Told, answer_to
from tests.integration.erasure.search import files_of, members_of, rows_of, where
from tests.integration.hearing.whole.scene import HURRIED, Bot, Log
from tests.loopback import Discord, Guild, Kind, Member, loopback
from tests.loopback.world.ids import made_at

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

NAME = "zephyrine"
PROFILE = "8b1f1a0e-7c55-4a4e-9f57-2f6f3f0b9d11"
EPHEMERAL = 1 << 6
IN_TABLES = (
    "community_os.dead_letters",
    "community_os.events",
    "community_os.guild_settings",
    "community_os.identities",
    "community_os.members",
    "community_os_instance.dead_letters",
)
"""Every place that can name somebody; the test has to find her there before it may say that she is gone."""


@attrs.frozen
class Scene:
    discord: Discord
    inn: Guild
    zoe: Member
    odo: Member
    log: Log
    bot: Bot

    @property
    def words(self) -> list[str]:
        return [str(self.zoe.id), NAME, PROFILE]

    async def lives(self) -> None:
        """She does everything that is heard."""
        discord, zoe, odo = self.discord, self.zoe, self.odo
        general, lounge = discord.channel(self.inn), discord.channel(self.inn, "lounge", kind=Kind.VOICE)
        said = await discord.member_writes(general, zoe, "hello")
        await discord.member_writes(general, odo, "hello", reply_to=said, mentions=[zoe])
        await discord.reacts(zoe, said)
        await discord.voice_joins(lounge, zoe)
        await discord.voice_leaves(zoe)
        await discord.rsvp(await discord.event_created(self.inn), zoe)
        await discord.member_changes_nick(zoe, NAME.capitalize())
        await answer_to(discord, general, zoe, "show_my_profile")
        await self.log.until_count(self.inn, "message", 2)
        await self.log.until_count(self.inn, "command_run", 1)
        await self.log.until_count(self.inn, "rsvp_added", 1)

    async def is_written_down(self, use_cases: UseCases) -> None:
        """Wherever else somebody can be named."""
        guild, whose = self.inn.id, {"author": {"id": str(self.zoe.id)}}
        await use_cases.link_account(guild, str(self.zoe.id), "supabase", PROFILE, COMMAND_LINE)
        typed = Actor(kind="staff", name=NAME.capitalize(), assurance="declared")
        await use_cases.change_settings(guild, {"fresh_days": 15}, typed)
        await use_cases.record(
            [
                Unreadable(guild=guild, source="ingest", reason="unreadable", detail="x", record=whose),
                Unreadable(source="ingest", reason="unreadable", detail=f"of {self.zoe.id}", record=None),
            ]
        )
        async with use_cases.store.writing(guild) as work:
            await work.events.put([an_event(7, description=f"with <@{self.zoe.id}>")])

    async def has_herself_forgotten(self) -> None:
        general = self.discord.channel(self.inn, "quiet")
        asked = await answer_to(self.discord, general, self.zoe, "forgetme")
        (button,) = [one["custom_id"] for row in asked.message["components"] for one in row["components"]]
        below = self.discord._of_the_bot(general, button) | {"flags": EPHEMERAL}
        pressed = await self.discord.presses(general, self.zoe, button, message=below)
        await self.discord.until(lambda: pressed.edits, what="being forgotten")
        assert "Nothing here names you" in Told(pressed).text

    async def comes_back(self, use_cases: UseCases, folder: Path) -> None:
        """By what she does, by what is read back of the time when nobody listened, and by a file."""
        discord = self.discord
        general = discord.channel(self.inn, "again")
        before = await self.log.count(self.inn, "message")
        await discord.member_writes(general, self.zoe, "me again")
        await discord.member_changes_nick(self.zoe, f"{NAME} once more")
        await self.log.until_count(self.inn, "message", before + 1)
        await self.bot.stop()
        missed = await discord.member_writes(general, self.zoe, "while nobody listens")
        await self.bot.start()
        await self.log.until_count(self.inn, "message", before + 2)
        author = a_user(id=str(self.zoe.id), name=NAME, nickname=NAME)
        old = [
            a_message(id=str(one.id), timestamp=made_at(one.id).isoformat(), author=author, content="")
            for one in general.messages.values()
        ]
        export = an_export(old, guild=self.inn.id, channel=general.id, exported_at=made_at(missed.id))
        folder.mkdir()
        (folder / "export.json").write_bytes(indented(export))
        assert (await use_cases.import_history([str(folder)], again=True)).messages == len(old)


async def messages(use_cases: UseCases, guild: Guild) -> int:
    return int((await use_cases.sheets.days(guild.id, MEMBER_DAY))["messages"].sum())


async def test_nothing_names_somebody_who_was_forgotten_and_nothing_brings_them_back(
    fresh_address: DatabaseAddress, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    async with loopback() as discord, Database(fresh_address) as database:
        inn = discord.guild("Amber Inn")
        bot = Bot(
            discord=discord,
            home=tmp_path / "home",
            address=fresh_address,
            pace=attrs.evolve(HURRIED, swept=0.0),
            said=said,
        )
        scene = Scene(
            discord, inn, discord.member(inn, NAME), discord.member(inn, "odo"),
            Log(database=database, discord=discord), bot,
        )  # fmt: skip
        await bot.start()
        try:
            async with opened(bot.settings, said.append) as product:
                use_cases = product.use_cases
                await scene.lives()
                await scene.is_written_down(use_cases)
                found = where(await rows_of(fresh_address), scene.words)
                assert {one.split(" in ")[1] for one in found} == set(IN_TABLES)
                assert str(scene.zoe.id) in (await use_cases.sheets.names(inn.id)).ids
                total = await messages(use_cases, inn)

                await scene.has_herself_forgotten()
                assert where(await rows_of(fresh_address), scene.words) == []
                assert await messages(use_cases, inn) == total

                await scene.comes_back(use_cases, tmp_path / "exports")
                await use_cases.replay(inn.id)
                assert where(await rows_of(fresh_address), scene.words) == []
                names = await use_cases.sheets.names(inn.id)
                assert where({"names": repr(names.names), "ids": repr(names.ids)}, scene.words) == []

                async def swept() -> bool:
                    return not where(files_of(bot.home / "journal"), scene.words)

                await scene.log.until(swept, "the journal is swept")
        finally:
            await bot.stop()
        copied = await back_up(bot.settings, str(tmp_path / "later.zip"), said.append, _untold)
        assert where(members_of(Path(copied.where)), scene.words) == []
        assert where(files_of(bot.home), scene.words) == []
        assert "discord" in caplog.text, "the log is looked at"
        assert where({"the log": caplog.text, "what was said": "\n".join(said)}, scene.words) == []


def _untold(*_: Any) -> None:
    """Nobody watches."""
