"""Who is there, since when, with which roles, in which room: also of those whom the bot never saw before."""

from pathlib import Path

import pytest

from adapters.postgres.link import DatabaseAddress
from domain.community.log.activity import MEMBER_JOINED, MESSAGE, RSVP_ADDED, RSVP_REMOVED
from domain.community.spans import MEMBERSHIP, ROLE
from tests.integration.hearing.whole.scene import Log, a_bot
from tests.loopback import Discord, Kind

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


async def test_two_shards_hear_both_their_guilds_and_nothing_twice(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    guilds = [discord_.guild(f"inn {number}") for number in range(2)]
    rooms = [(discord_.channel(one), discord_.member(one)) for one in guilds]
    async with a_bot(discord_, address, home, SHARD_COUNT="2"):
        for number in range(10):
            for room, member in rooms:
                await discord_.member_writes(room, member, f"{number}")
        await discord_.drop_connection(shard=1)
        for room, member in rooms:
            await discord_.member_writes(room, member, "meanwhile")
        for guild in guilds:
            await log.until_given(guild)
    for guild in guilds:
        assert await log.count(guild, MESSAGE) == 11


async def test_all_members_of_a_large_guild_come_in_chunks_and_who_left_meanwhile_is_gone(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    people = discord_.members(inn, 2300)
    async with a_bot(discord_, address, home) as bot:

        async def known() -> bool:
            async with log.store.reading(inn.id) as work:
                return len(await work.members.outside_ids()) >= len(inn.members)

        await log.until(known, "all members are known")
        await bot.stop()
        await discord_.member_leaves(people[7])
        await bot.start()

        async def seven_left() -> bool:
            spans = (await log.spans(inn, MEMBERSHIP)).get(people[7].id, [])
            return bool(spans) and spans[-1].end is not None

        await log.until(seven_left, "who left while nobody listened has left")
        spans = await log.spans(inn, MEMBERSHIP)
        assert spans[people[7].id][-1].end_inferred
        still = [who for who, theirs in spans.items() if theirs[-1].end is None]
        assert people[8].id in still
        assert people[7].id not in still


async def test_somebody_who_comes_back_has_two_memberships_and_is_one_member(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    async with a_bot(discord_, address, home):
        zoe = await discord_.member_joins(inn, "zoe")
        discord_.clock.advance(minutes=5)
        await discord_.member_is_kicked(zoe)
        discord_.clock.advance(minutes=5)
        await discord_.member_joins(inn, zoe.user)
        await log.until_count(inn, MEMBER_JOINED, 2)

        async def twice() -> bool:
            return len((await log.spans(inn, MEMBERSHIP)).get(zoe.id, [])) == 2

        await log.until(twice, "two memberships")
    first, second = (await log.spans(inn, MEMBERSHIP))[zoe.id]
    assert first.end is not None
    assert second.end is None


async def test_a_role_is_held_from_the_moment_that_it_was_given(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    host, captain = discord_.role(inn, "host"), discord_.role(inn, "captain")
    mira = discord_.member(inn, "mira", roles=[host])
    async with a_bot(discord_, address, home):

        async def held() -> set[int]:
            spans = (await log.spans(inn, ROLE)).get(mira.id, [])
            return {span.channel for span in spans if span.end is None and span.channel}

        async def hosts() -> bool:
            return await held() == {host.id}

        await log.until(hosts, "the role that she had is known")
        before = discord_.clock.now()
        await discord_.member_changes_roles(mira, [captain])

        async def captains() -> bool:
            return await held() == {captain.id}

        await log.until(captains, "the change is known")
    spans = (await log.spans(inn, ROLE))[mira.id]
    (given,) = [span for span in spans if span.channel == captain.id]
    (taken,) = [span for span in spans if span.channel == host.id]
    assert given.start is not None
    assert taken.end is not None
    assert min(given.start, taken.end) >= before
    assert not given.start_inferred
    assert not taken.end_inferred


async def test_somebody_whom_the_bot_never_saw_is_counted_as_coming(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    stranger, mira = discord_.user("stranger"), discord_.member(inn)
    async with a_bot(discord_, address, home):
        event = await discord_.event_created(inn, creator=mira)
        await discord_.rsvp(event, stranger)
        await discord_.rsvp(event, mira)
        await discord_.un_rsvp(event, mira)

        async def coming() -> set[str | None]:
            if inn.id not in await log.store.guilds():
                return set()
            async with log.store.reading(inn.id) as work:
                ids = await work.members.outside_ids()
            said = await log.entries(inn, RSVP_ADDED)
            return {ids.get(entry.member_no) for entry in said if entry.member_no is not None}

        async def both() -> bool:
            return await coming() == {str(stranger.id), str(mira.id)}

        await log.until(both, "both said that they would come")
        await log.until_count(inn, RSVP_REMOVED, 1)


async def test_a_restart_in_mid_call_leaves_no_session_negative_endless_or_twice(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    hall, nook = (discord_.channel(inn, name, kind=Kind.VOICE) for name in ("hall", "nook"))
    stays, goes, moves, comes = (discord_.member(inn, name) for name in ("stays", "goes", "moves", "comes"))
    async with a_bot(discord_, address, home) as bot:
        for member in (stays, goes, moves):
            await discord_.voice_joins(hall, member)

        async def all_three() -> bool:
            return len(await log.voice(inn)) == 3

        await log.until(all_three, "three are in voice")
        await bot.stop()
        await discord_.voice_leaves(goes)
        await discord_.voice_moves(moves, nook)
        await discord_.voice_joins(nook, comes)
        await bot.start()

        async def rebuilt() -> bool:
            spans = await log.voice(inn)
            return comes.id in spans and all(span.end for span in spans[goes.id])

        await log.until(rebuilt, "the sessions are rebuilt from the snapshot")
        await discord_.voice_leaves(stays)

        async def done() -> bool:
            return all(span.end for span in (await log.voice(inn))[stays.id])

        await log.until(done, "who left has left")
    spans = await log.voice(inn)
    assert all(span.end is None or span.start <= span.end for theirs in spans.values() for span in theirs)
    assert all(sum(span.end is None for span in theirs) <= 1 for theirs in spans.values())
    assert spans[goes.id][-1].end_inferred
    assert [span.channel for span in spans[moves.id] if span.end is None] == [nook.id]
    assert [span.channel for span in spans[stays.id]] == [hall.id]
    assert comes.id in spans
