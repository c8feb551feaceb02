"""Suggestions while somebody types: quick or none, and never an error."""

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any

from discord.app_commands import Choice

from adapters.discord.commands.frame.asked import Asked, Interaction
from adapters.discord.commands.frame.library.tree import desk_of
from adapters.discord.commands.frame.saying import CHOICE, CHOICES, cut
from domain.kernel.errors import DomainError

_log = logging.getLogger(__name__)

Suggestions = Iterable[tuple[str, str]]
"""What is shown, and what the command is given when it is chosen."""


def suggests(
    body: Callable[[Asked, str], Awaitable[Suggestions]],
) -> Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]:
    """Make an autocompletion of what finds (shown, value) pairs for what was typed so far."""

    @functools.wraps(body)
    async def suggest(interaction: Interaction, typed: str) -> list[Choice[str]]:
        desk = desk_of(interaction)
        try:
            async with asyncio.timeout(desk.patience.suggest):
                found = await body(await desk.asked(interaction), typed)
        except (DomainError, TimeoutError):
            return []
        except Exception:  # noqa: BLE001 - it is in the log
            _log.exception("suggestions ended with an error")
            return []
        return [Choice(name=cut(shown, CHOICE) or "?", value=value[:CHOICE]) for shown, value in found][
            :CHOICES
        ]

    return suggest
