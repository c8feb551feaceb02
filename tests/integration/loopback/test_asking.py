"""REST: pages, rate limits, failures, interactions, and routes that nobody may invent."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import discord
import pytest

from tests.integration.loopback.clients import Listener, listening
from tests.loopback import May, Said, loopback

A_DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def test_history_comes_in_pages_newest_first_with_its_reactions() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general, mira, oz = discord_.channel(inn), discord_.member(inn, "mira"), discord_.member(inn, "oz")
        old = discord_.chatter(general, [mira, oz], 250, start=A_DAY, every=timedelta(minutes=1))
        (loved,) = discord_.history_of(
            general, [Said(member=mira, at=A_DAY + timedelta(days=1), reactions={"🔥": [mira, oz]})]
        )
        async with listening(discord_) as client:
            got = [one async for one in client.get_channel(general.id).history(limit=None)]
            assert [one.id for one in got] == [loved.id, *(one.id for one in reversed(old))]
            assert [(str(one.emoji), one.count) for one in got[0].reactions] == [("🔥", 2)]
            by_id = sorted([mira.id, oz.id])
            first = await client.http.get_reaction_users(general.id, loved.id, "🔥", 1)
            rest = await client.http.get_reaction_users(general.id, loved.id, "🔥", 100, after=by_id[0])
            assert [int(one["id"]) for one in (*first, *rest)] == by_id
            assert discord_.rest.asked("GET /channels/{channel}/messages", 200) == 3
            after = await client.http.logs_from(general.id, 2, after=old[9].id)
            assert [int(one["id"]) for one in after] == [old[11].id, old[10].id]
            around = await client.http.logs_from(general.id, 3, around=old[50].id)
            assert [int(one["id"]) for one in around] == [one.id for one in (old[51], old[50], old[49])]


async def test_a_used_up_bucket_is_told_in_headers_so_that_the_library_waits_by_itself() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general = discord_.channel(inn)
        discord_.rest.limits.set("/channels/{channel}/messages", 2, 0.3)
        async with listening(discord_) as client:
            began = time.monotonic()
            for _ in range(5):
                await client.http.logs_from(general.id, 1)
            assert time.monotonic() - began > 0.25  # no upper bound: it had to wait at least one window
            assert discord_.rest.asked("GET /channels/{channel}/messages", 429) == 0


async def test_who_ignores_the_headers_is_refused_with_the_time_to_wait() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general = discord_.channel(inn)
        discord_.rest.limits.set("/channels/{channel}/messages", 1, 60)
        headers = {"Authorization": f"Bot {discord_.token}"}
        async with aiohttp.ClientSession(headers=headers) as plain:
            url = f"{discord_.api}/channels/{general.id}/messages"
            async with plain.get(url) as first:
                assert first.headers["Content-Type"] == "application/json"
                assert first.headers["X-RateLimit-Remaining"] == "0"
            async with plain.get(url) as second:
                assert second.status == 429
                assert 59 < (await second.json())["retry_after"] <= 60
                assert second.headers["Via"]
        assert discord_.rest.invalid_requests == 1


async def test_a_withheld_history_is_an_empty_page_and_a_message_of_it_is_refused() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn, "mira")
        kept, deleted = discord_.chatter(general, [mira], 2, start=A_DAY, every=timedelta(minutes=1))
        await discord_.deletes(deleted)
        async with listening(discord_) as client:
            assert int((await client.http.get_message(general.id, kept.id))["id"]) == kept.id
            with pytest.raises(discord.NotFound) as unknown:
                await client.http.get_message(general.id, deleted.id)
            assert unknown.value.code == 10008
            general.denied[inn.id] = May.READ_MESSAGE_HISTORY
            assert await client.http.logs_from(general.id, 100) == []
            for message in (kept, deleted):
                with pytest.raises(discord.Forbidden):
                    await client.http.get_message(general.id, message.id)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_an_ordered_failure_is_answered_so_often_and_then_the_route_works(status: int) -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general = discord_.channel(inn)
        async with listening(discord_) as client:
            discord_.rest_answers(status, matching=f"GET /channels/{general.id}/messages")
            if status == 503:
                with pytest.raises(discord.DiscordServerError):
                    await client.http.logs_from(general.id, 1)
            else:
                assert await client.http.logs_from(general.id, 1) == []
            assert discord_.rest.asked("GET /channels/{channel}/messages", 200) == (status != 503)


async def test_the_firewalls_429_has_no_via_and_is_not_waited_out() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general = discord_.channel(inn)
        async with listening(discord_) as client:
            discord_.rest_answers(429, cloudflare=True, retry_after=3600)
            with pytest.raises(discord.HTTPException, match="1015"):
                await client.http.logs_from(general.id, 1)


class Ranker(Listener):
    """Answers a slash command in the ways that a test sets, and keeps how it was refused."""

    def __init__(self, *, answers: list[str], **options: Any) -> None:
        super().__init__(**options)
        self.answers = answers
        self.refusals: list[tuple[int, int]] = []

    async def on_interaction(self, asked: discord.Interaction) -> None:
        for how in self.answers:
            try:
                if how == "defer":
                    await asked.response.defer()
                elif how == "edit":
                    await asked.edit_original_response(content="third")
                else:
                    await past_the_guard(asked)
            except discord.HTTPException as refused:
                self.refusals.append((refused.status, refused.code))


async def past_the_guard(asked: discord.Interaction) -> None:
    """An answer that the library itself would not let leave a second time."""
    route = discord.http.Route("POST", f"/interactions/{asked.id}/{asked.token}/callback")
    await asked.client.http.request(route, json={"type": 4, "data": {"content": "hello"}})


@pytest.mark.parametrize(
    ("answers", "late", "refused"),
    [
        (["defer", "edit"], 0, []),
        (["answer"], 0, []),
        (["answer", "answer"], 0, [(400, 40060)]),
        (["answer"], 4, [(404, 10062)]),
    ],
)
async def test_an_interaction_takes_one_answer_within_three_seconds(
    answers: list[str], late: float, refused: list[tuple[int, int]]
) -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn)
        async with listening(discord_, kind=Ranker, answers=answers) as client:
            asked = await discord_.interaction(general, mira, "rank")
            discord_.clock.advance(seconds=late)
            await discord_.until(lambda: (asked.edits or asked.answer) if not refused else client.refusals)
            assert client.refusals == refused
            assert (asked.answer is None) == (late > 3)


async def test_the_token_of_an_interaction_lives_for_fifteen_minutes() -> None:
    async with loopback() as discord_:
        inn = discord_.guild()
        general, mira = discord_.channel(inn), discord_.member(inn)
        async with listening(discord_, kind=Ranker, answers=["defer"]) as client:
            asked = await discord_.interaction(general, mira, "rank")
            await discord_.until(lambda: asked.answer)
            discord_.clock.advance(minutes=16)
            route = discord.http.Route(
                "PATCH",
                "/webhooks/{app}/{token}/messages/@original",
                app=discord_.world.application,
                token=asked.token,
            )
            with pytest.raises(discord.HTTPException) as late:
                await client.http.request(route, json={"content": "too late"})
            assert late.value.code == 50027


async def test_commands_are_registered_and_get_ids() -> None:
    async with loopback() as discord_:
        discord_.guild()
        async with listening(discord_) as client:
            tree = discord.app_commands.CommandTree(client)

            @tree.command(description="Where you stand")
            async def rank(asked: discord.Interaction) -> None:
                await asked.response.send_message("first")

            (made,) = await tree.sync()
            assert (made.name, made.type) == ("rank", discord.AppCommandType.chat_input)


async def test_a_route_that_no_discord_has_fails_the_test() -> None:
    with pytest.raises(AssertionError, match=r"no such route: GET /api/v10/guilds/1/horoscopes"):
        async with loopback() as discord_:
            discord_.guild()
            async with listening(discord_) as client:
                with pytest.raises(discord.NotFound):
                    await client.http.request(discord.http.Route("GET", "/guilds/1/horoscopes"))
