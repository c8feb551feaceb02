"""Beside listening the client asks for members and invites, and answers whoever uses it."""

from pathlib import Path

from application.community.hearing.told import AreMembers
from domain.community.log.activity import MEMBER_JOINED, Activity
from tests.integration.hearing.gateway.bots import until
from tests.integration.hearing.gateway.overheard import Overheard, overhearing
from tests.loopback import May, loopback


async def test_all_members_are_asked_for_and_told(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn, small = discord.guild("Amber Inn"), discord.guild("Small")
        discord.members(inn, 2100)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()

            def lists() -> dict[int, frozenset[str]]:
                return {one.guild: one.ids for one in heard.told() if isinstance(one, AreMembers)}

            await until(lambda: len(lists()) == 2)
            assert lists()[inn.id] == {str(one) for one in inn.members}
            assert lists()[small.id] == {str(one) for one in small.members}
            assert discord.sockets.counts["op 8"] == 2


async def test_members_that_do_not_come_are_asked_for_again(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await discord.drop_connection()
            await until(lambda: any(isinstance(one, AreMembers) for one in heard.told()))
            assert {str(one) for one in inn.members} in [
                set(one.ids) for one in heard.told() if isinstance(one, AreMembers)
            ]


async def test_without_the_members_intent_nobody_asks_for_members(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.deny_intents(["members"])
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await discord.member_writes(general, mira)
            await until(heard.messages)
            assert discord.sockets.counts["op 8"] == 0


async def test_whoever_uses_the_bot_is_answered_at_once_and_alone_though_there_is_no_store(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path):
            await discord.connected()
            asked = await discord.interaction(general, mira, "leaderboard")
            await until(lambda: asked.edits)
            assert asked.answer == {"type": 5, "data": {"flags": 64}}
            assert "database does not answer" in asked.edits[-1]["content"]


async def test_a_bot_that_may_not_answer_goes_on_listening(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            discord.rest_answers(401, matching="/interactions/")
            await discord.interaction(general, mira)
            said = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [said.id])
            await until(lambda: heard.listener.state().invalid_requests == 1)
            assert heard.listener.state().phase == "listening"


def invites(heard: Overheard, member: int) -> set[object]:
    """What is told of the invite by which a member came, copies of one join taken together."""
    return {
        one.details.get("invite")
        for one in heard.told()
        if isinstance(one, Activity)
        and one.kind == MEMBER_JOINED
        and one.person
        and one.person.id == str(member)
    }


async def test_a_join_is_told_again_with_the_invite_that_alone_was_used_once_more(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general = discord.channel(inn)
        mine, other = discord.invite(general), discord.invite(general)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await until(lambda: discord.rest.asked("GET /guilds/{guild}/invites") == 1)
            newcomer = await discord.member_joins(inn, "lio", invite=mine)
            await until(lambda: mine.code in invites(heard, newcomer.id))
            both = [await discord.member_joins(inn, name, invite=other) for name in ("ada", "bo")]
            await until(lambda: all(other.code in invites(heard, one.id) for one in both))
            joins = [one for one in heard.told() if isinstance(one, Activity) and one.kind == MEMBER_JOINED]
            keys = {(one.natural_id, one.occurred_at) for one in joins if one.person}
            assert len(keys) == len(inn.members)


async def test_joins_by_different_invites_at_once_stay_without_one(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general = discord.channel(inn)
        mine, other = discord.invite(general), discord.invite(general)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await until(lambda: discord.rest.asked("GET /guilds/{guild}/invites") == 1)
            one = await discord.member_joins(inn, "lio", invite=mine)
            two = await discord.member_joins(inn, "ada", invite=other)
            await until(lambda: discord.rest.asked("GET /guilds/{guild}/invites") == 2)
            last = await discord.member_joins(inn, "bo", invite=mine)
            await until(lambda: mine.code in invites(heard, last.id))
            assert invites(heard, one.id) == invites(heard, two.id) == {None}


async def test_a_bot_without_manage_server_never_asks_for_invites(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild(bot_may=May.VIEW_CHANNEL)
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await discord.member_joins(inn, "lio")
            await discord.member_writes(general, mira)
            await until(heard.messages)
            assert discord.rest.asked("GET /guilds/{guild}/invites") == 0
            assert not [status for _, _, status in discord.rest.log if status == 403]
