"""Answers "who is here?" for a program that walks through all of them, some at a time."""

import asyncio

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.directory.calling import call
from application.insights.sheets import Sheets
from domain.insights.directory.finding import Line, lines
from domain.insights.directory.following import Following, Place, following
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class Listed:
    """Some members in their order; `after` is where the next ones begin, None behind the last."""

    guild: int
    guild_name: str
    window: Window
    time_zone: str
    covered: float
    """Share of the window in which messages were heard."""

    voice_shown: bool
    found: int
    """How many fit the question in all."""

    lines: tuple[Line, ...]
    after: Place | None


@attrs.frozen(kw_only=True)
class ListMembers:
    """List the members of a guild from a place on: whoever joins meanwhile makes nobody be listed twice, or
    left out."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(
        self, guild: int, window_text: str, as_of_text: str | None, wanted: Following
    ) -> Listed:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        called = await call(self.store, self.sheets, self.clock, guild, window_text, as_of_text)
        asked, settings = called.asked, called.asked.known.settings

        def read() -> Listed:
            order, count, after = following(called.roll, called.names, wanted)
            return Listed(
                guild=guild,
                guild_name=asked.known.name,
                window=asked.window,
                time_zone=settings.time_zone,
                covered=called.heard["messages"].share,
                voice_shown=settings.voice_shown,
                found=count,
                lines=lines(called.roll, called.names, order),
                after=after,
            )

        return await asyncio.to_thread(read)
