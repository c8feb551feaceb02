"""Answering somebody, in the one order: acknowledge, ask, say, record.

The first answer goes out before anything is asked of a database, and only the one who asked sees it. What
can no longer be acknowledged is not done: they were told that it failed, and will press again.
"""

import asyncio
import functools
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Concatenate, Final, ParamSpec

import aiohttp
import discord

from adapters.discord.commands.frame.asked import Asked, Body, Interaction, Reply
from adapters.discord.commands.frame.desk import Desk
from adapters.discord.commands.frame.library.tree import desk_of
from adapters.discord.commands.frame.refusals import FAILED, TOO_LATE, WELL, Ended, ended_by
from adapters.discord.commands.frame.saying import sendable

P = ParamSpec("P")

_ANSWERED_ALREADY: Final = 40060
_FORGOTTEN: Final = frozenset({10062, 10015, 50027})
"""Discord knows an interaction for three seconds, and then its token for fifteen minutes."""

_LOST: Final = (aiohttp.ClientError, OSError)
"""The line broke: whether Discord took it nobody knows."""

_log = logging.getLogger(__name__)


def answers(
    body: Callable[Concatenate[Asked, P], Awaitable[Reply]],
) -> Callable[Concatenate[Interaction, P], Coroutine[Any, Any, None]]:
    """Make a slash command of what asks its use case and gives a reply."""

    @functools.wraps(body)
    async def callback(interaction: Interaction, /, *args: P.args, **options: P.kwargs) -> None:
        await serve(interaction, lambda asked: body(asked, *args, **options))

    return callback


async def serve(
    interaction: Interaction, body: Body, *, in_place: bool = False, within: float | None = None
) -> None:
    """Answer an interaction with what `body` gives, or with why it could not be given.

    `in_place` changes the message whose button was pressed, where nobody else sees that message; else there
    is an answer of its own. `within` so many seconds it is worked on, where that takes longer than usual.
    """
    desk = desk_of(interaction)
    if not desk.takes(interaction):
        return
    began = time.monotonic()
    ended: Ended | None = Ended(FAILED, "Stopped")
    try:
        ended = await _served(desk, interaction, body, in_place, within)
    finally:
        record(desk, interaction, ended, began)


async def _served(
    desk: Desk, interaction: Interaction, body: Body, in_place: bool, within: float | None
) -> Ended | None:
    """How it ended; None where somebody else answers it."""
    try:
        async with asyncio.timeout(desk.patience.acknowledge), desk.pacing.line:
            await _acknowledge(interaction, in_place)
    except Exception as problem:  # noqa: BLE001 - whatever it is, nothing is done
        if isinstance(problem, _LOST):
            await _say(desk, interaction, Reply(text=TOO_LATE))  # or they would see "thinking" for long
        return unheard(problem)
    reply, ended = await _asked(desk, interaction, body, within)
    await desk.pacing.turn()
    if broken := await _say(desk, interaction, reply):
        _log.warning("%s: the answer could not be given (%s)", named(interaction), type(broken).__name__)
        return ended._replace(outcome=FAILED, error=ended.error or "AnswerLost")
    return ended


async def _acknowledge(interaction: Interaction, in_place: bool) -> None:
    """Once more where the line broke; that it is acknowledged already is then our own doing."""
    ask = functools.partial(interaction.response.defer, ephemeral=True, thinking=True)
    if in_place and _is_theirs_alone(interaction):
        ask = functools.partial(interaction.response.defer)
    try:
        await ask()
    except _LOST:
        try:
            await ask()
        except discord.HTTPException as refused:
            if refused.code != _ANSWERED_ALREADY:
                raise


async def _say(desk: Desk, interaction: Interaction, reply: Reply) -> Exception | None:
    """What is said behind the first answer, once more where the line broke; why it could not be, if so."""
    lost: Exception | None = None
    for _ in range(2):
        try:
            async with desk.pacing.line, asyncio.timeout(desk.patience.say):
                await interaction.edit_original_response(**sendable(reply))
        except _LOST as problem:
            lost = problem
        except Exception as problem:  # noqa: BLE001 - the deed is done; only the answer is lost
            return problem
        else:
            return None
    return lost


def _is_theirs_alone(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _asked(
    desk: Desk, interaction: Interaction, body: Body, within: float | None
) -> tuple[Reply, Ended]:
    """What is said, whatever happens: a reply or the reason why there is none."""
    try:
        async with asyncio.timeout(within or desk.patience.work):
            return await body(await desk.asked(interaction)), WELL
    except Exception as problem:  # noqa: BLE001 - the one handler
        ended = ended_by(problem, named(interaction))
        return Reply(text=ended.words), ended


def unheard(problem: Exception) -> Ended | None:
    """How a run ended that could not be acknowledged, and so was not begun."""
    code = getattr(problem, "code", None)
    if code == _ANSWERED_ALREADY or isinstance(problem, discord.InteractionResponded):
        return None
    late = code in _FORGOTTEN or isinstance(problem, TimeoutError)
    _log.warning("an interaction could not be answered: %s", "too late" if late else type(problem).__name__)
    return Ended(FAILED, "TooLate" if late else type(problem).__name__)


def record(desk: Desk, interaction: Interaction, ended: Ended | None, began: float) -> None:
    """Keep how a command ended; buttons and forms are recorded by what they do."""
    if ended is not None and interaction.type is discord.InteractionType.application_command:
        desk.record(interaction, ended, time.monotonic() - began)


def named(interaction: Interaction) -> str:
    """What was asked, for the log."""
    command = interaction.command
    return f"/{command.qualified_name}" if command is not None else f"a {interaction.type.name}"
