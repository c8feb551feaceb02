"""Whoever uses the bot in Discord gets an answer at once, which only they can see."""

import asyncio
import logging
from typing import Any, Final

from discord.http import Route

from adapters.discord.client.acting.told import Interaction
from adapters.discord.client.connected import Connected

_SECONDS: Final = 2.5
"""Discord waits three seconds for an answer."""

_MOST: Final = 100
_AUTOCOMPLETE: Final = 4
_SAYS: Final = "This bot only listens so far, and has no commands yet. What it counts is on its dashboard."

_log = logging.getLogger(__name__)


def answer(kind: int) -> dict[str, Any]:
    """What is said to an interaction of this kind; to somebody who is still typing, nothing."""
    if kind == _AUTOCOMPLETE:
        return {"type": 8, "data": {"choices": []}}
    return {"type": 4, "data": {"content": _SAYS, "flags": 64, "allowed_mentions": {"parse": []}}}


class Answers:
    """Answers beside the listening, which never waits for it."""

    def __init__(self, client: Connected) -> None:
        self._client = client
        self._under_way: set[asyncio.Task[None]] = set()

    def give(self, asked: Interaction) -> None:
        """Answer; above a hundred at once nobody is answered in time, so they are not."""
        if len(self._under_way) < _MOST:
            task = asyncio.create_task(self._give(asked), name="answering an interaction")
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _give(self, asked: Interaction) -> None:
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=asked.id,
            webhook_token=asked.token,
        )
        try:
            await asyncio.wait_for(self._client.http.request(route, json=answer(asked.type)), _SECONDS)
        except Exception as problem:  # noqa: BLE001 - one answer that does not come ends nothing
            _log.warning("an interaction could not be answered: %s", type(problem).__name__)
