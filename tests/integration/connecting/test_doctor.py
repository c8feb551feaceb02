"""The doctor asks a faithful Discord: what it finds there, what it says to do, and how little it asks."""

import asyncio

import pytest

from adapters.cli.product import Check
from adapters.discord.setup.portal import Portal
from bootstrap.bot.inviting import invitation
from bootstrap.doctor.bot import discord_checks
from bootstrap.settings import Settings, load
from domain.kernel.errors import Invalid, Unavailable
from tests.loopback import Discord, May, loopback


def the_settings(discord: Discord, **more: str) -> Settings:
    return load({"DISCORD_TOKEN": discord.token, "COMMUNITY_OS_DISCORD_API": discord.api, **more})


async def found(settings: Settings) -> list[Check]:
    return [check async for check in discord_checks(settings)]


def states(checks: list[Check]) -> list[str]:
    return [check.state for check in checks]


async def test_a_bot_that_has_all_it_needs_is_all_green_in_two_requests() -> None:
    async with loopback() as discord:
        discord.guild("Amber Inn")
        checks = await found(the_settings(discord))
        assert states(checks) == ["green"] * 4
        assert sum(discord.rest.requests.values()) == 2


async def test_without_a_token_discord_is_not_asked_and_the_guide_is_named() -> None:
    (check,) = await found(load({}))
    assert (check.what, check.state) == ("bot", "yellow")
    assert "docs/DISCORD_SETUP.md" in check.remedy


async def test_a_token_that_was_reset_is_said_so_and_nothing_more_is_asked() -> None:
    async with loopback() as discord:
        discord.guild("Amber Inn")
        discord.portal.token_is_valid = False
        (check,) = await found(the_settings(discord))
        assert check.state == "red"
        assert "reset" in check.found
        assert discord.token not in check.found + check.remedy
        assert sum(discord.rest.requests.values()) == 1


@pytest.mark.parametrize(
    ("denied", "switch", "lost"),
    [
        ("members", "Server Members Intent", "joins, leaves, roles"),
        ("message_content", "Message Content Intent", "long messages"),
    ],
)
async def test_a_switch_that_is_off_is_named_with_what_is_lost(denied: str, switch: str, lost: str) -> None:
    async with loopback() as discord:
        discord.guild("Amber Inn")
        discord.portal.denied = {denied}
        (check,) = [check for check in await found(the_settings(discord)) if check.state != "green"]
        assert (check.what, check.state) == (switch, "yellow")
        assert lost in check.found
        assert "Developer Portal" in check.remedy


async def test_a_missing_permission_is_named_with_its_server_and_what_is_lost() -> None:
    async with loopback() as discord:
        discord.guild("Amber Inn")
        poor = discord.guild("Brass Inn", bot_may=0)
        poor.everyone.permissions &= ~May.READ_MESSAGE_HISTORY
        (check,) = [check for check in await found(the_settings(discord)) if check.state != "green"]
        assert "Brass Inn" in check.found
        assert "Read Message History, View Audit Log" in check.found
        assert "gaps stay gaps" in check.found
        assert "https://discord.com/oauth2/authorize?" in check.remedy


async def test_a_server_that_the_settings_name_and_the_bot_is_not_in_is_red() -> None:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        absent = str(inn.id + 1)
        checks = await found(the_settings(discord, COMMUNITY_OS_GUILDS=f"{inn.id},{absent}"))
        (check,) = [check for check in checks if check.state != "green"]
        assert check.state == "red"
        assert absent in check.found


async def test_a_bot_in_no_server_is_told_the_invitation() -> None:
    async with loopback() as discord:
        (check,) = [check for check in await found(the_settings(discord)) if check.state != "green"]
        assert check.state == "red"
        assert f"client_id={discord.world.application}" in check.remedy


async def test_a_discord_that_is_away_is_said_so_and_ends_nothing() -> None:
    async with loopback() as discord:
        settings = the_settings(discord)
        await discord.rest_down()
        (check,) = await found(settings)
        assert (check.what, check.state) == ("Discord", "red")
        assert "cannot be reached" in check.found


async def test_an_address_that_never_answers_is_waited_for_no_longer_than_its_limit() -> None:
    async def nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()  # until the other side hangs up
        writer.close()

    server = await asyncio.start_server(nothing, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        portal = Portal(api=f"http://127.0.0.1:{port}", token="t", version="1", longest=0.2)
        with pytest.raises(Unavailable, match="did not answer"):
            await portal.application()


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b"{}", b'{"id": "x"}', b"[" * 100_000])
async def test_what_is_no_discord_is_said_so(answer: bytes) -> None:
    async def page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(page, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        portal = Portal(api=f"http://127.0.0.1:{port}", token="t", version="1")
        with pytest.raises(Unavailable, match="COMMUNITY_OS_DISCORD_API"):
            await portal.application()


async def test_the_invitation_is_for_the_application_that_the_token_belongs_to() -> None:
    async with loopback() as discord:
        url = await invitation(the_settings(discord), None, ())
        assert f"client_id={discord.world.application}&" in url
    assert "client_id=113266560123256832&" in await invitation(load({}), 113266560123256832, ())
    with pytest.raises(Invalid, match="DISCORD_TOKEN"):
        await invitation(load({}), None, ())
