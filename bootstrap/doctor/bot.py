"""The doctor on the bot: whether Discord knows it, what it may hear there, and how it says that it is."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from adapters.cli.called import typed
from adapters.cli.output import counted
from adapters.cli.product import Check
from bootstrap.settings import Settings
from domain.kernel.errors import Refused, Unavailable
from domain.operations.sight import Process, present

if TYPE_CHECKING:
    from adapters.discord.setup.portal import Application, Joined

GUIDE: Final = "docs/DISCORD_SETUP.md"
_MOST: Final = 10
"""Servers that are named one by one."""


async def discord_checks(settings: Settings) -> AsyncIterator[Check]:
    """Two requests to Discord at most; nothing is asked without a token."""
    from adapters.discord.setup.portal import Portal
    from bootstrap.version import version

    if settings.discord_token is None:
        remedy = f"set DISCORD_TOKEN; {GUIDE} says where it comes from"
        yield Check(what="bot", state="yellow", found="off: there is no DISCORD_TOKEN", remedy=remedy)
        return
    portal = Portal(api=settings.discord_api, token=settings.discord_token.reveal(), version=version())
    try:
        application = await portal.application()
        yield Check(what="token", state="green", found=f"Discord knows it as {application.name}")
        for check in _switches(application):
            yield check
        for check in _servers(settings, application, await portal.servers()):
            yield check
    except Refused as problem:
        remedy = "copy the token again from the page Bot of the Developer Portal into DISCORD_TOKEN"
        yield Check(what="token", state="red", found=str(problem), remedy=remedy)
    except Unavailable as problem:
        remedy = "what was written meanwhile is caught up with later; look again in some minutes"
        yield Check(what="Discord", state="red", found=str(problem), remedy=remedy)


def _switches(application: "Application") -> Iterator[Check]:
    from adapters.discord.setup.needs import SWITCHES

    for switch in SWITCHES:
        if switch.is_on(application.flags):
            yield Check(what=switch.name, state="green", found="on")
        else:
            yield Check(
                what=switch.name,
                state="yellow",
                found=f"off, so these read unavailable: {switch.unavailable}",
                remedy="turn it on at the page Bot of the Developer Portal, and start the bot again",
            )


def _servers(settings: Settings, application: "Application", joined: Sequence["Joined"]) -> Iterator[Check]:
    from adapters.discord.setup.invitation import invite_url

    invite = f"open {invite_url(application.id)} as somebody who manages the server"
    heard = [one for one in joined if not settings.guilds or one.id in settings.guilds]
    for absent in sorted(set(settings.guilds) - {one.id for one in joined}):
        yield Check(
            what="server",
            state="red",
            found=f"the bot is not in {absent}, which COMMUNITY_OS_GUILDS names",
            remedy=invite,
        )
    if not heard:
        if not settings.guilds:
            yield Check(what="server", state="red", found="the bot is in no server yet", remedy=invite)
        return
    yield from _permissions(heard, invite)


def _permissions(heard: Sequence["Joined"], invite: str) -> Iterator[Check]:
    from adapters.discord.setup.needs import lacking, named

    short = [(one, needs) for one in heard if (needs := lacking(one.permissions))]
    whole = len(heard) - len(short)
    if whole:
        found = f"{counted(whole, 'server')} with all permissions that are needed"
        yield Check(what="server", state="green", found=found)
    for one, needs in short[:_MOST]:
        missing = {name for need in needs for name in named(need.permissions & ~one.permissions)}
        lost = "; ".join(need.lost for need in needs)
        yield Check(
            what="server",
            state="yellow",
            found=f"in {one.name} the bot lacks {', '.join(sorted(missing))}: {lost}",
            remedy=f"give its role these permissions, or {invite}",
        )
    if len(short) > _MOST:
        more = counted(len(short) - _MOST, "more server lacks", "more servers lack")
        yield Check(what="server", state="yellow", found=f"{more} permissions", remedy=invite)


def running_check(settings: Settings, processes: Sequence[Process], now: datetime) -> Check | None:
    """How the bot says that it is; nothing where it is off and never was on."""
    latest = present(processes, now)
    if not latest:
        if settings.discord_token is None:
            return None
        remedy = f"start it: {typed('up')}, or {typed('bot')} by itself"
        return Check(what="bot", state="yellow", found="it never ran with this database", remedy=remedy)
    one = latest[0]
    if one.is_silent(now):
        if settings.discord_token is None:
            return None
        found = f"not seen since {one.told_at:%Y-%m-%d %H:%M} UTC, as {one.holder}"
        remedy = f"start it: {typed('up')}, or {typed('bot')} by itself"
        return Check(what="bot", state="yellow", found=found, remedy=remedy)
    troubled = [each for each in latest if each.state.phase != "listening"]
    if troubled:
        state = troubled[0].state
        found = f"{state.phase}, says {troubled[0].holder}{': ' + state.words if state.words else ''}"
        return Check(what="bot", state="yellow", found=found, remedy="the page Data says more")
    return Check(what="bot", state="green", found=f"listening, says {one.holder}")
