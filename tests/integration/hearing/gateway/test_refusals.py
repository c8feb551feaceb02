"""Discord refuses: the bot asks for less, waits, or stops asking, and says what to do."""

import asyncio
import logging
from pathlib import Path

import attrs
import pytest
from discord.http import Route

from adapters.discord.client.http.budget import TooManyRefusals
from domain.community.missed import NO_INTENT
from domain.kernel.errors import Refused, Unavailable
from tests.integration.hearing.gateway.bots import HURRY, until
from tests.integration.hearing.gateway.overheard import overhearing
from tests.loopback import loopback

INVALID = {401, 403, 429}


def invalid(log: list[tuple[str, str, int]]) -> int:
    return sum(status in INVALID for _, _, status in log)


@pytest.mark.parametrize(
    ("denied", "switches"),
    [
        (["members"], ["Server Members Intent"]),
        (["message_content"], ["Message Content Intent"]),
        (["members", "message_content"], ["Server Members Intent", "Message Content Intent"]),
    ],
)
async def test_a_switch_that_is_off_is_named_and_the_rest_is_heard(
    tmp_path: Path, denied: list[str], switches: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with loopback() as discord:
        discord.deny_intents(denied)
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            said = await discord.member_writes(general, mira, "hello")
            await until(lambda: heard.messages() == [said.id])
            state = heard.listener.state()
            assert [one.switch for one in state.missing] == switches
            assert ("membership" in state.families) is ("members" not in denied)
            assert all(switch in caplog.text for switch in switches)
            assert discord.sockets.counts["denied intents"] == 0


async def test_without_the_members_intent_membership_is_said_to_be_missed_for_that_reason(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.1
        discord.deny_intents(["members"])
        inn = discord.guild()
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await until(lambda: heard.missed(inn.id))
            assert {(one.reason, one.families) for one in heard.missed(inn.id)} == {
                (NO_INTENT, ("membership",))
            }
            assert all("membership" not in one.families for one in heard.listened(inn.id))


async def test_a_gateway_that_refuses_intents_which_the_portal_grants_is_asked_for_less(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            assert not heard.listener.state().missing
            await discord.close(4014)
            await until(lambda: discord.identifies == 2 and heard.listener.state().phase == "listening")
            said = await discord.member_writes(general, mira)
            await until(lambda: said.id in heard.messages())
            assert len(heard.listener.state().missing) == 2


async def test_after_a_wrong_token_nothing_more_is_asked_and_it_is_said_how_to_mend_it(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        discord.guild()
        discord.portal.token_is_valid = False
        async with overhearing(discord, tmp_path) as heard:
            await until(lambda: heard.listener.state().phase == "refused")
            asked = len(discord.rest.log)
            assert asked == 1
            assert "Reset Token" in heard.listener.state().words
            assert "DISCORD_TOKEN" in heard.said[0]
            await asyncio.wait_for(heard.task, 30)
            assert len(discord.rest.log) == asked
            assert heard.listener.http is None


async def test_a_token_that_is_reset_while_the_bot_listens_ends_all_asking(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.guild()
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            asked = len(discord.rest.log)
            await discord.revoke_token()
            await until(lambda: heard.listener.state().phase == "refused")
            await asyncio.wait_for(heard.task, 30)
            assert len(discord.rest.log) == asked


async def test_one_request_that_is_told_that_the_token_is_wrong_hangs_up(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await until(lambda: heard.listener.http)
            http = heard.listener.http
            assert http is not None
            discord.rest_answers(401, times=1)
            with pytest.raises(Exception, match="401"):
                await http.request(Route("GET", "/guilds/{guild_id}/channels", guild_id=inn.id))
            await until(lambda: heard.listener.state().phase == "refused")
            asked = len(discord.rest.log)
            with pytest.raises((Refused, RuntimeError)):
                await http.request(Route("GET", "/guilds/{guild_id}/channels", guild_id=inn.id))
            assert len(discord.rest.log) == asked


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_discord_that_is_unwell_is_asked_again(
    tmp_path: Path, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with loopback() as discord:
        discord.guild()
        discord.rest_answers(status, times=1)
        async with overhearing(discord, tmp_path):
            await discord.connected()
        assert "tried again in" not in caplog.text, "one bad answer does not end the client"


async def test_a_rate_limit_is_waited_for(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.guild()
        discord.rest_answers(429, times=2, retry_after=0.02)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            assert heard.listener.state().invalid_requests == 2


async def test_a_ban_by_the_firewall_is_waited_out_far_below_the_limit(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.guild()
        discord.rest_answers(429, times=float("inf"), cloudflare=True)
        pace = attrs.evolve(HURRY, back_off=0.001, longest_back_off=0.002)
        async with overhearing(discord, tmp_path, pace=pace) as heard:
            await until(lambda: "refused 99 requests" in heard.listener.state().words)
            before = len(discord.rest.log)
            await asyncio.sleep(0.2)  # tries go on, but none of them leaves the house
            assert len(discord.rest.log) == before
            assert invalid(discord.rest.log) < 100


async def test_invalid_requests_stay_below_a_hundred_whoever_asks(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        hidden = discord.channel(inn, "staff")
        discord.hide(hidden)
        discord.rest.limits.off = True
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await until(lambda: heard.listener.http)
            http = heard.listener.http
            assert http is not None

            async def ask() -> str:
                try:
                    await http.request(Route("GET", "/channels/{channel_id}/messages", channel_id=hidden.id))
                except TooManyRefusals:
                    return "kept back"
                except Exception as answer:
                    return type(answer).__name__
                return "answered"

            answers = await asyncio.gather(*(ask() for _ in range(300)))
            assert set(answers) == {"Forbidden", "kept back"}
            assert invalid(discord.rest.log) < 100
            assert heard.listener.state().invalid_requests == invalid(discord.rest.log)
            assert issubclass(TooManyRefusals, Unavailable)


async def test_the_token_is_in_no_line_of_the_log_and_neither_is_what_people_wrote(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("discord", "aiohttp"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    async with loopback() as discord:
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await discord.member_writes(general, mira, "a canary sang")
            await discord.send_raw(b'{"op":0,"t":"MESSAGE_CREATE","s":99,"d":{"content":"a canary sang"}}')
            asked = await discord.interaction(general, mira)
            await until(lambda: heard.messages() and heard.hearing.quarantined and asked.answer)
            await discord.drop_connection()
            await until(lambda: discord.resumes == 1)
        assert discord.token not in caplog.text
        assert "canary" not in caplog.text
        assert asked.token not in caplog.text
        assert b"canary" not in b"".join(record.payload for record in heard.records)


async def test_a_request_that_is_given_up_while_all_have_to_wait_keeps_none_of_them_waiting(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        discord.guild()
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await until(lambda: heard.listener.http is not None)
            http = heard.listener.http
            assert http is not None
            discord.rest_answers(429, matching="/gateway/bot", retry_after=3, of_all=True)
            given_up = asyncio.create_task(http.request(Route("GET", "/gateway/bot")))
            await until(lambda: not http._global_over.is_set())
            given_up.cancel()
            await asyncio.wait([given_up])
            assert given_up.cancelled()
            async with asyncio.timeout(30):
                assert await http.request(Route("GET", "/applications/@me"))
