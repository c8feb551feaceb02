"""Whatever a frame is like, the next one is heard; and what the library would parse, it does not."""

from pathlib import Path

import discord as library
import pytest
from discord.gateway import DiscordWebSocket
from discord.shard import Shard
from discord.state import AutoShardedConnectionState

from adapters.discord.client.ears import PARSED
from domain.community.log.letters import Unreadable
from tests.integration.hearing.gateway.bots import until
from tests.integration.hearing.gateway.overheard import overhearing
from tests.loopback import loopback

MALFORMED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"7",
    b'"text"',
    b"\xff\xfe",
    b'{"op":0}',
    b'{"op":"zero","t":"MESSAGE_CREATE","s":1,"d":{}}',
    b'{"op":0,"t":"MESSAGE_CREATE","s":"one","d":{}}',
    b'{"op":0,"t":"MESSAGE_CREATE","s":900,"d":null}',
    b'{"op":0,"t":"MESSAGE_CREATE","s":901,"d":{"id":"x","guild_id":"y"}}',
    b'{"op":0,"t":"GUILD_CREATE","s":902,"d":{"id":[]}}',
    b'{"op":0,"t":"RESUMED","s":903,"d":null}',
    b'{"op":0,"t":"INTERACTION_CREATE","s":904,"d":{"id":null}}',
    b'{"op":0,"t":"GUILD_MEMBERS_CHUNK","s":905,"d":{}}',
    b'{"op":0,"t":"RATE_LIMITED","s":906,"d":{}}',
    b'{"op":0,"t":"NOTHING_THAT_WE_KNOW","s":907,"d":[1,2]}',
    b'{"op":99,"d":null}',
    b'{"op":10,"d":{}}',
    b'{"op":0,"t":"MESSAGE_CREATE","s":908,"d":' + b"[" * 5000 + b"]" * 5000 + b"}",
]


@pytest.mark.parametrize("frame", MALFORMED, ids=range(len(MALFORMED)))
async def test_a_malformed_frame_ends_nothing(tmp_path: Path, frame: bytes) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await discord.send_raw(frame)
            said = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [said.id])
            assert (discord.identifies, discord.sockets.counts["connections"]) == (1, 1)


async def test_a_malformed_frame_is_counted_and_kept_by_its_length_and_hash_alone(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            frame = b'{"op":0,"t":"MESSAGE_CREATE","s":901,"d":{"id":"x","content":"a canary"}}'
            await discord.send_raw(frame)
            said = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [said.id])
            assert heard.listener.state().quarantined == 1
            (letter,) = [one for one in heard.told() if isinstance(one, Unreadable)]
            assert (letter.length, letter.record) == (len(frame), None)
            assert not any(b"canary" in record.payload for record in heard.records)


async def test_other_guilds_than_those_to_listen_to_leave_no_trace(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn, other = discord.guild("Amber Inn"), discord.guild("Elsewhere")
        general, mira = discord.channel(inn), discord.member(inn)
        elsewhere, rival = discord.channel(other), discord.member(other)
        async with overhearing(discord, tmp_path, guilds=frozenset({inn.id})) as heard:
            await discord.connected()
            await discord.member_writes(elsewhere, rival)
            said = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [said.id])
            assert not any(str(other.id).encode() in record.payload for record in heard.records)
            assert heard.caught_up == [inn.id]


async def test_two_shards_hear_each_its_own_guilds(tmp_path: Path) -> None:
    async with loopback() as discord:
        guilds = [discord.guild(f"Inn {number}") for number in range(6)]
        rooms = [(discord.channel(one), discord.member(one)) for one in guilds]
        async with overhearing(discord, tmp_path, shard_count=2) as heard:
            await discord.connected(2)
            said = {(await discord.member_writes(room, person)).id for room, person in rooms}
            await until(lambda: set(heard.messages()) == said)
            await until(lambda: len(heard.listener.state().shards) == 2)
            for shard in heard.listener.state().shards:
                assert (shard.phase, shard.count) == ("listening", 2)
                assert set(shard.guilds) == {one.id for one in guilds if (one.id >> 22) % 2 == shard.shard}
            await discord.drop_connection(shard=1)
            again = {(await discord.member_writes(room, person)).id for room, person in rooms}
            await until(lambda: set(heard.messages()) == said | again)
            assert discord.identifies == 2


async def test_one_of_two_shards_hears_its_guilds_only(tmp_path: Path) -> None:
    async with loopback() as discord:
        guilds = [discord.guild(f"Inn {number}") for number in range(6)]
        async with overhearing(discord, tmp_path, shard_count=2, shards=(1,)) as heard:
            await discord.connected()
            await until(lambda: heard.listener.state().phase == "listening")
            (shard,) = heard.listener.state().shards
            assert shard.shard == 1
            await until(lambda: set(heard.caught_up) == {one.id for one in guilds if (one.id >> 22) % 2})


def test_the_private_parts_of_the_library_that_the_client_changes_are_still_there() -> None:
    """A newer discord.py without one of these would listen differently: see sockets.py and ears.py."""
    client = library.AutoShardedClient(intents=library.Intents.none())
    state = client._connection
    assert isinstance(state, AutoShardedConnectionState)
    assert set(state.parsers) >= PARSED | {"MESSAGE_CREATE", "GUILD_CREATE", "INTERACTION_CREATE"}
    assert callable(state._update_references)
    for owner, names in {
        DiscordWebSocket: ("log_receive", "received_message", "request_chunks", "from_client"),
        Shard: ("reidentify", "reconnect", "_handle_disconnect"),
    }.items():
        assert all(callable(getattr(owner, name)) for name in names)
    assert callable(client._get_websocket)
    assert callable(client.http.request)
    assert hasattr(client.http, "_global_over")
