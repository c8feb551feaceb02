"""/link, /mydata and /forgetme, over the wire."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import attrs

from bootstrap.bot import run_bot
from bootstrap.processes import Opened
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import NotFound, Unavailable
from tests.integration.answering.asking import Told, answer_to
from tests.integration.hearing.gateway.bots import HURRY, Bot, a_bot, a_store, log_of, settings_for, until
from tests.loopback import Channel, Discord, Guild, Member, loopback
from tests.loopback.rest.interactions import Interaction

EPHEMERAL, MESSAGE = 1 << 6, 4
STEAM = "76561198000000001"


@attrs.frozen
class Scene:
    discord: Discord
    inn: Guild
    general: Channel
    ada: Member
    odo: Member

    async def asks(self, by: Member, command: str, **options: object) -> Told:
        found = await answer_to(self.discord, self.general, by, command, **options)
        assert found.only_they_see_it
        return found

    async def presses(self, by: Member, custom_id: str) -> Told:
        """Press below what only they can see."""
        found = await self.said(await self.pressed(by, custom_id))
        assert found.only_they_see_it
        return found

    async def said(self, one: Interaction) -> Told:
        """What became of the message whose button was pressed."""
        await self.discord.until(
            lambda: one.edits or (one.answer or {}).get("type") == MESSAGE, what=one.name
        )
        return Told(one)

    async def pressed(self, by: Member, custom_id: str) -> Interaction:
        below = self.discord._of_the_bot(self.general, custom_id) | {"flags": EPHEMERAL}
        return await self.discord.presses(self.general, by, custom_id, message=below)


def pressable(shown: Told) -> list[str]:
    return [one["custom_id"] for row in shown.message.get("components") or () for one in row["components"]]


@asynccontextmanager
async def an_inn(home: Path) -> AsyncIterator[tuple[Scene, Bot]]:
    async with loopback() as discord:
        scene = a_scene(discord)
        async with a_bot(settings_for(discord, home)) as bot:
            await discord.connected()
            await known(scene, bot)
            yield scene, bot


def a_scene(discord: Discord) -> Scene:
    inn = discord.guild("Amber Inn")
    return Scene(discord, inn, discord.channel(inn), discord.member(inn, "ada"), discord.member(inn, "odo"))


async def known(scene: Scene, bot: Bot) -> None:
    for member in (scene.ada, scene.odo):
        await scene.discord.member_writes(scene.general, member)

    async def met() -> bool:
        with suppress(NotFound):
            return len((await bot.use_cases.show_top(scene.inn.id, "7d")).board.standings) == 2
        return False

    await until(met)


async def number_of(scene: Scene, bot: Bot, member: Member) -> int:
    return (await bot.use_cases.find_member(scene.inn.id, str(member.id))).member_no


async def test_a_code_links_an_account_once_and_its_owner_takes_it_away_again(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, bot):
        assert "No account of yours" in (await scene.asks(scene.ada, "link")).text
        issued = await bot.use_cases.issue_code(scene.inn.id, "steam", STEAM, COMMAND_LINE)
        linked = await scene.asks(scene.ada, "link", code=issued.code.lower())
        assert f"Steam account {STEAM}" in linked.text and "gave a one-time code" in linked.text
        again = await scene.asks(scene.odo, "link", code=issued.code)
        assert "used already" in again.text and STEAM not in again.text
        (button,) = pressable(linked)
        assert "Only staff can link and unlink" in (await scene.presses(scene.odo, button)).text
        assert "no longer linked" in (await scene.presses(scene.ada, button)).text
        assert "no link to take away" in (await scene.presses(scene.ada, button)).text
        accounts = await bot.use_cases.show_accounts(scene.inn.id, await number_of(scene, bot, scene.ada))
        assert accounts.linked == ()
        assert "This is no code" in (await scene.asks(scene.ada, "link", code="hello")).text


async def test_what_was_typed_as_a_code_is_nowhere_recorded(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, bot):
        await scene.asks(scene.ada, "link", code="2K7QX-9MPRT")

        async def recorded() -> bool:
            return any(
                '"command":"link"' in one.details and '"options":"code"' in one.details
                for one in await log_of(bot.product, scene.inn.id)
            )

        await until(recorded)
        journal = b""
        for one in (tmp_path / "journal").iterdir():
            with suppress(FileNotFoundError):  # what was drained is swept away meanwhile
                journal += one.read_bytes()
        assert b"2K7QX" not in journal


async def test_mydata_gives_a_member_everything_that_is_kept_of_them_as_a_file(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, bot):
        await bot.use_cases.link_account(scene.inn.id, str(scene.ada.id), "steam", STEAM, COMMAND_LINE)
        given = await scene.asks(scene.ada, "mydata")
        assert f"Discord id {scene.ada.id}" in given.text and "1 message and 0 reactions" in given.text
        kept = json.loads(next(iter(given.one.files.values())))
        assert kept["you"]["discord_id"] == str(scene.ada.id)
        assert [(one["source"], one["id"]) for one in kept["accounts"]] == [("steam", STEAM)]
        assert [day["messages"] for day in kept["days"]] == [1]
        assert str(scene.odo.id) not in json.dumps(kept)


async def test_who_was_never_met_is_told_what_is_kept_all_the_same(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, _):
        stranger = scene.discord.member(scene.inn, "stranger")
        # Their asking is heard too, and may be in the log by the time that they are answered.
        assert "kept about you" in (await scene.asks(stranger, "mydata")).text


async def test_somebody_is_forgotten_after_a_second_thought_and_pressing_twice_is_pressing_once(
    tmp_path: Path,
) -> None:
    async with an_inn(tmp_path) as (scene, bot):
        number = await number_of(scene, bot, scene.ada)
        asked = await scene.asks(scene.ada, "forgetme")
        (button,) = pressable(asked)
        async with bot.use_cases.store.reading(scene.inn.id) as work:
            assert not (await work.members.of([number]))[number].erased, "nothing happens before the yes"
        first, second = [await scene.pressed(scene.ada, button) for _ in range(2)]
        for one in (first, second):
            assert "Nothing here names you" in (await scene.said(one)).text
        async with bot.use_cases.store.reading(scene.inn.id) as work:
            member = (await work.members.of([number]))[number]
        assert (member.erased, member.name, member.discord_id) == (True, None, None)
        assert "Erased member" in (await scene.asks(scene.ada, "mydata")).text
        board = await scene.asks(scene.odo, "leaderboard", window="7d")
        assert "ada" not in board.text and "odo" in board.text


async def test_a_question_that_was_asked_too_long_ago_forgets_nobody(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, bot):
        over = int(bot.use_cases.clock.now().timestamp()) - 1
        late = await scene.presses(scene.ada, f"forgetme:yes:{over}")
        assert "too long ago" in late.text
        found = await bot.use_cases.find_member(scene.inn.id, str(scene.ada.id))
        assert not found.erased


async def test_an_interaction_that_discord_has_forgotten_forgets_nobody(tmp_path: Path) -> None:
    async with an_inn(tmp_path) as (scene, bot):
        (button,) = pressable(await scene.asks(scene.ada, "forgetme"))
        scene.discord.rest_answers(404, matching="/callback")
        await scene.pressed(scene.ada, button)
        log = scene.discord.rest.log
        await scene.discord.until(lambda: any(status == 404 for _, _, status in log), what="the refusal")
        await scene.asks(scene.odo, "link")
        assert not (await bot.use_cases.find_member(scene.inn.id, str(scene.ada.id))).erased


async def test_what_was_asked_before_a_restart_is_answered_after_it(tmp_path: Path) -> None:
    async with loopback() as discord:
        scene = a_scene(discord)
        settings = settings_for(discord, tmp_path)
        async with a_store(settings) as product:
            async with a_bot(settings, product) as bot:
                await discord.connected()
                await known(scene, bot)
                await bot.use_cases.link_account(
                    scene.inn.id, str(scene.ada.id), "steam", STEAM, COMMAND_LINE
                )
                (away,) = pressable(await scene.asks(scene.ada, "link"))
                (forget,) = pressable(await scene.asks(scene.ada, "forgetme"))
            async with a_bot(settings, product) as bot:
                await discord.connected()
                assert "no longer linked" in (await scene.presses(scene.ada, away)).text
                assert "Nothing here names you" in (await scene.presses(scene.ada, forget)).text
                number = await number_of(scene, bot, scene.ada)
                async with product.use_cases.store.reading(scene.inn.id) as work:
                    assert (await work.members.of([number]))[number].erased


async def test_while_the_database_is_away_it_is_said_so(tmp_path: Path) -> None:
    @asynccontextmanager
    async def away() -> AsyncIterator[Opened]:
        raise Unavailable("the database is away")
        yield

    async with loopback() as discord:
        scene, said = a_scene(discord), list[str]()
        task = asyncio.create_task(
            run_bot(settings_for(discord, tmp_path), said.append, open_store=away, pace=HURRY)
        )
        try:
            await discord.connected()
            until_asked = int(datetime.now(UTC).timestamp()) + 600
            answers = await asyncio.gather(
                *(scene.asks(scene.ada, command) for command in ("link", "mydata", "forgetme")),
                scene.asks(scene.ada, "link", code="2K7QX-9MPRT"),
                scene.presses(scene.ada, "link:away:0"),
                scene.presses(scene.ada, f"forgetme:yes:{until_asked}"),
            )
            assert ["database does not answer" in one.text for one in answers] == [True] * 6
        finally:
            task.cancel()
            await asyncio.wait([task], timeout=60)
