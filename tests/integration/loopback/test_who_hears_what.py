"""Shards, intents and permissions decide which frames a session gets."""

import discord

from tests.integration.loopback.clients import listening
from tests.loopback import May, loopback


async def test_two_shards_hear_each_only_their_own_guilds() -> None:
    async with loopback() as discord_:
        guilds = [discord_.guild(f"guild {number}") for number in range(4)]
        assert {one.shard_of(2) for one in guilds} == {0, 1}
        rooms = [(discord_.channel(one), discord_.member(one)) for one in guilds]
        async with listening(discord_, shards=2) as client:
            for room, member in rooms:
                await discord_.member_writes(room, member, room.guild.name)
            await discord_.until(lambda: len(client.heard("MESSAGE_CREATE")) == 4)
            for ready in client.heard("READY"):
                shard = ready["shard"][0]
                assert {int(one["id"]) for one in ready["guilds"]} == {
                    one.id for one in guilds if one.shard_of(2) == shard
                }
            assert len({ready["session_id"] for ready in client.heard("READY")}) == 2


async def test_no_event_comes_without_its_intent() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn)
        async with listening(discord_, intents=discord.Intents(guilds=True)) as client:
            message = await discord_.member_writes(general, mira)
            await discord_.reacts(mira, message)
            await discord_.member_joins(inn)
            await discord_.event_created(inn)
            await discord_.channel_renamed(general, "renamed")
            await discord_.until(lambda: client.heard("CHANNEL_UPDATE"))
            named = {frame["t"] for frame in client.frames if frame.get("t")}
            assert named == {"READY", "GUILD_CREATE", "CHANNEL_UPDATE"}
            (snapshot,) = client.heard("GUILD_CREATE")
            assert [one["user"]["id"] for one in snapshot["members"]] == [str(discord_.world.bot.id)]


async def test_without_the_message_content_intent_text_is_empty_but_for_mentions_of_the_bot() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn)
        bot = inn.members[discord_.world.bot.id]
        intents = discord.Intents.all()
        intents.message_content = False
        async with listening(discord_, intents=intents) as client:
            await discord_.member_writes(general, mira, "secret", attachments=1, embeds=1)
            await discord_.member_writes(general, mira, "to you", mentions=[bot])
            await discord_.until(lambda: len(client.heard("MESSAGE_CREATE")) == 2)
            hidden, open_ = client.heard("MESSAGE_CREATE")
            assert (hidden["content"], hidden["attachments"], hidden["embeds"]) == ("", [], [])
            assert open_["content"] == "to you"


async def test_a_channel_that_the_bot_cannot_see_is_silent_and_403() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        open_, hidden, mira = (
            discord_.channel(inn),
            discord_.channel(inn, "staff", hidden=True),
            discord_.member(inn),
        )
        async with listening(discord_) as client:
            await discord_.member_writes(hidden, mira, "not for you")
            await discord_.member_writes(open_, mira, "for you")
            await discord_.until(lambda: client.heard("MESSAGE_CREATE"))
            assert [one["content"] for one in client.heard("MESSAGE_CREATE")] == ["for you"]
            assert [said.visible for said in discord_.truth.messages.values()] == [False, True]
            try:
                await client.http.logs_from(hidden.id, 10)
            except discord.Forbidden as refused:
                assert refused.code == 50001
            else:
                raise AssertionError("a hidden channel was read")
            await discord_.channel_shown(hidden)
            assert len(await client.http.logs_from(hidden.id, 10)) == 1


async def test_invites_are_for_those_who_manage_the_server() -> None:
    async with loopback() as discord_:
        inn = discord_.guild(bot_may=int(May.VIEW_CHANNEL))
        inn.everyone.permissions = May.VIEW_CHANNEL
        general = discord_.channel(inn)
        discord_.invite(general)
        async with listening(discord_) as client:
            try:
                await client.http.invites_from(inn.id)
            except discord.Forbidden as refused:
                assert refused.code == 50013
            else:
                raise AssertionError("invites were read without permission")


async def test_an_rsvp_of_somebody_whom_nobody_cached_arrives_raw() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        stranger = discord_.user("stranger")
        async with listening(discord_) as client:
            event = await discord_.event_created(inn)
            await discord_.rsvp(event, stranger)
            await discord_.until(lambda: client.heard("GUILD_SCHEDULED_EVENT_USER_ADD"))
            (told,) = client.heard("GUILD_SCHEDULED_EVENT_USER_ADD")
            assert told["user_id"] == str(stranger.id)
