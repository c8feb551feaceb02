"""Profiles and the leaderboard: what a member sees of themselves and of others, and what only staff see."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import attrs

from domain.community.log.activity import COMMAND_RUN
from domain.community.log.entry import details_of, winner
from domain.kernel.actors import COMMAND_LINE
from tests.integration.answering.asking import Told, answer_to
from tests.integration.hearing.gateway.bots import Bot, a_bot, log_of, settings_for, until
from tests.loopback import Channel, Discord, Guild, Member, loopback

MANAGE_MESSAGES = 1 << 13


@attrs.frozen(kw_only=True)
class Evening:
    """Mira wrote twice and o*z once; Mo, who is staff, reacted."""

    discord: Discord
    bot: Bot
    inn: Guild
    general: Channel
    mira: Member
    oz: Member
    mo: Member

    async def ask(self, who: Member, command: str, /, **options: object) -> Told:
        told = await answer_to(self.discord, self.general, who, command, **options)
        assert told.only_they_see_it
        return told


@asynccontextmanager
async def an_evening(tmp_path: Path) -> AsyncIterator[Evening]:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        general = discord.channel(inn)
        mira, oz, mo = (discord.member(inn, name) for name in ("mira", "o*z", "mo"))
        mo.roles.append(discord.role(inn, "crew", permissions=MANAGE_MESSAGES))
        async with a_bot(settings_for(discord, tmp_path)) as bot:
            await discord.connected()
            said = [await discord.member_writes(general, member) for member in (mira, mira, oz)]
            await discord.reacts(mo, said[0])

            async def written() -> bool:
                told = await bot.use_cases.tally(inn.id) if await log_of(bot.product, inn.id) else None
                return told is not None and len(told.users) == 3

            await until(written)
            yield Evening(discord=discord, bot=bot, inn=inn, general=general, mira=mira, oz=oz, mo=mo)


async def test_a_member_is_shown_how_they_do_and_what_their_score_is_made_of(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        told = await evening.ask(evening.mira, "show_my_profile", window="7d")
        assert "**2** = 2 messages x 1 + 0 reactions given x 0.5" in told.text
        assert "1 of 3" in told.text
        assert "Active days\n1" in told.text
        assert "Linked accounts\nnone yet; /link says how" in told.text
        assert "For staff only" not in told.text


async def test_of_others_only_staff_see_more_than_everybody_does(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        everybody = await evening.ask(evening.oz, "show_profile", member=evening.mira)
        staff = await evening.ask(evening.mo, "show_profile", member=evening.oz)
        for told, name in ((everybody, "mira"), (staff, r"o\*z")):
            assert told.text.startswith(name)
            assert "Score" in told.text
        for only_for_staff in ("For staff only", "Last seen", "Linked accounts", "Member #"):
            assert only_for_staff not in everybody.text
            assert only_for_staff in staff.text


async def test_who_is_staff_is_what_the_settings_say(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        guides = evening.discord.role(evening.inn, "guides")
        evening.oz.roles.append(guides)
        changes = {"staff_roles": (str(guides.id),)}
        await evening.bot.use_cases.change_settings(evening.inn.id, changes, COMMAND_LINE)
        guide = await evening.ask(evening.oz, "show_profile", member=evening.mira)
        manager = await evening.ask(evening.mo, "show_profile", member=evening.mira)
        assert "For staff only" in guide.text
        assert "For staff only" not in manager.text


async def test_who_was_never_heard_of_is_told_so(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        stranger = evening.discord.member(evening.inn, "stranger")
        own = await evening.ask(stranger, "show_my_profile")
        assert own.text == "Nothing of you was recorded here yet. Write something, then ask again."
        other = await evening.ask(evening.mira, "show_profile", member=stranger)
        assert other.text == "Nothing of this member was recorded here yet."


async def test_the_leaderboard_says_what_each_score_is_made_of(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        told = await evening.ask(evening.mira, "leaderboard", window="7d")
        assert "1. **mira**: 2 (2 messages x 1 + 0 reactions given x 0.5)" in told.text
        assert r"2. o\*z: 1 (1 message x 1 + 0 reactions given x 0.5)" in told.text
        assert "3 members have a score." in told.text
        assert told.message["allowed_mentions"] == {"parse": []}


async def test_a_run_is_recorded_with_its_options_and_how_it_ended(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        await evening.ask(evening.mira, "leaderboard", window="7d")

        async def recorded() -> bool:
            log = await log_of(evening.bot.product, evening.inn.id)
            runs = [
                winner([each for each in log if each.key == one.key])
                for one in log
                if one.kind == COMMAND_RUN
            ]
            return (
                bool(runs)
                and details_of(runs[0]).items()
                >= {"command": "leaderboard", "options": "window=7d", "outcome": "ok"}.items()
            )

        await until(recorded)
