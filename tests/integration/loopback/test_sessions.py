"""Login, RESUME, op 7, op 9, silence: a session outlives its sockets, as on the real gateway."""

import asyncio

import discord
import pytest

from tests.integration.loopback.clients import listening
from tests.loopback import Kind, loopback


async def test_the_real_client_logs_in_and_sees_the_guild_with_everybody_in_it() -> None:
    async with loopback() as discord_:
        inn = discord_.guild("Amber Inn")
        room = discord_.channel(inn, "tavern", kind=Kind.VOICE)
        mira = discord_.member(inn, "mira", roles=[discord_.role(inn, "host")])
        discord_.in_voice(room, mira)
        discord_.members(inn, 2100)
        async with listening(discord_) as client:
            guild = client.get_guild(inn.id)
            assert guild is not None
            assert guild.name == "Amber Inn"
            assert len(guild.members) == len(inn.members)
            assert [one.id for one in guild.get_channel(room.id).members] == [mira.id]
            assert guild.get_member(mira.id).roles[-1].name == "host"
            chunks = client.heard("GUILD_MEMBERS_CHUNK")
            assert [chunk["chunk_index"] for chunk in chunks] == [0, 1, 2]
            assert {chunk["chunk_count"] for chunk in chunks} == {3}
            assert len({chunk["nonce"] for chunk in chunks}) == 1


@pytest.mark.parametrize("code", [None, 1000, 1001, 4000])
async def test_what_is_written_while_the_socket_is_broken_comes_once_after_a_resume(code: int | None) -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn)
        async with listening(discord_) as client:
            await discord_.member_writes(general, mira, "before")
            await discord_.told()
            if code is None:
                await discord_.drop_connection()
            else:
                await discord_.close(code)
            missed = await discord_.member_writes(general, mira, "meanwhile")
            await discord_.until(lambda: client.heard("RESUMED"))
            assert [one["content"] for one in client.heard("MESSAGE_CREATE")] == ["before", "meanwhile"]
            assert client.heard("MESSAGE_CREATE")[-1]["id"] == str(missed.id)
            assert (discord_.identifies, discord_.resumes) == (1, 1)


async def test_a_resume_can_repeat_frames_under_their_old_numbers() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn)
        async with listening(discord_) as client:
            await discord_.member_writes(general, mira, "one")
            await discord_.member_writes(general, mira, "two")
            await discord_.until(lambda: len(client.heard("MESSAGE_CREATE")) == 2)
            discord_.repeat_on_resume(2)
            await discord_.drop_connection()
            await discord_.until(lambda: client.heard("RESUMED"))
            said = [one["content"] for one in client.heard("MESSAGE_CREATE")]
            assert said == ["one", "two", "one", "two"]
            numbers = client.numbers("MESSAGE_CREATE")
            assert numbers[:2] == numbers[2:]


async def test_op_seven_makes_the_client_resume() -> None:
    async with loopback() as discord_:
        discord_.guild()
        async with listening(discord_) as client:
            await discord_.reconnect_please()
            await discord_.until(lambda: client.heard("RESUMED"))
            assert discord_.identifies == 1


async def test_an_invalidated_session_begins_anew_and_what_was_missed_stays_missed() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn)
        async with listening(discord_) as client:
            await discord_.forget_sessions()
            await discord_.drop_connection()
            await discord_.member_writes(general, mira, "never told")
            await discord_.until(lambda: len(client.heard("READY")) == 2)
            await discord_.member_writes(general, mira, "told")
            await discord_.until(lambda: client.heard("MESSAGE_CREATE"))
            assert [one["content"] for one in client.heard("MESSAGE_CREATE")] == ["told"]
            first, second = client.heard("READY")
            assert first["session_id"] != second["session_id"]
            assert (discord_.identifies, discord_.resumes) == (2, 0)


@pytest.mark.parametrize(("resumable", "identifies"), [(True, 1), (False, 2)])
async def test_op_nine_says_whether_the_session_can_be_resumed(resumable: bool, identifies: int) -> None:
    async with loopback() as discord_:
        discord_.guild()
        async with listening(discord_) as client:
            await discord_.invalidate_session(resumable=resumable)
            again = "RESUMED" if resumable else "READY"
            await discord_.until(lambda: len(client.heard(again)) == identifies)
            assert discord_.identifies == identifies


async def test_a_zombie_socket_is_noticed_by_its_missing_acks_and_resumed() -> None:
    async with loopback() as discord_:
        discord_.sockets.heartbeat_seconds = 0.1
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn)
        async with listening(discord_, heartbeat_timeout=0.5) as client:
            await discord_.zombie()
            await discord_.member_writes(general, mira, "unheard")
            await discord_.until(lambda: client.heard("MESSAGE_CREATE"))
            assert client.heard("RESUMED")
            assert [one["content"] for one in client.heard("MESSAGE_CREATE")] == ["unheard"]


async def test_a_deaf_socket_is_acknowledged_and_told_nothing_not_even_later() -> None:
    async with loopback() as discord_:
        discord_.sockets.heartbeat_seconds = 0.1
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn)
        async with listening(discord_) as client:
            await discord_.go_deaf()
            await discord_.member_writes(general, mira, "lost")
            acks = sum(frame["op"] == 11 for frame in client.frames)
            await discord_.until(lambda: sum(frame["op"] == 11 for frame in client.frames) > acks + 2)
            await discord_.drop_connection()
            await discord_.until(lambda: client.heard("RESUMED"))
            assert not client.heard("MESSAGE_CREATE")
            assert [said.length for said in discord_.truth.seen()] == [4]
            assert [one.content async for one in client.get_channel(general.id).history()] == ["lost"]


async def test_a_gateway_that_is_down_refuses_and_the_client_comes_back_when_it_is_up() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn)
        async with listening(discord_) as client:
            await discord_.gateway_down()
            await discord_.member_writes(general, mira, "while down")
            with pytest.raises(OSError, match=r"refused|Connect"):
                await asyncio.open_connection("127.0.0.1", int(discord_.gateway.split(":")[2].split("/")[0]))
            await discord_.gateway_up()
            await discord_.until(lambda: client.heard("MESSAGE_CREATE"))
            assert discord_.identifies == 1


async def test_a_malformed_frame_reaches_the_client_as_it_is_and_ends_it() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        async with listening(discord_) as client:
            await discord_.dispatches("MESSAGE_CREATE", inn, {"id": "1"})
            await discord_.until(lambda: client.ended)
            assert isinstance(client.ended, KeyError)


async def test_a_switch_that_is_off_in_the_portal_closes_with_4014() -> None:
    async with loopback() as discord_:
        discord_.guild()
        discord_.deny_intents({"members"})
        async with listening(discord_, ready=False) as client:
            await discord_.until(lambda: client.ended)
            assert isinstance(client.ended, discord.PrivilegedIntentsRequired)


async def test_a_revoked_token_is_401_for_rest_and_4004_for_the_gateway() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general = discord_.channel(inn)
        async with listening(discord_) as client:
            await discord_.revoke_token()
            await discord_.until(lambda: client.ended)
            assert isinstance(client.ended, discord.ConnectionClosed)
            assert client.ended.code == 4004
        async with listening(discord_, ready=False) as client:
            await discord_.until(lambda: client.ended)
            assert isinstance(client.ended, discord.LoginFailure)
        assert discord_.rest.invalid_requests == 1
        assert general.id in inn.channels
