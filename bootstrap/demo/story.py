"""The demo's story: told from its first day up to now, and on and on while somebody looks."""

import asyncio
import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import attrs
import structlog

from adapters.cli.product import Report
from adapters.simulation import CHANNELS, GUILD, GUILD_NAME, SOURCE, VERSION, Arena
from application.use_cases import UseCases
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.guild import ChannelName
from domain.community.log.activity import Activity
from domain.kernel.errors import Unavailable
from domain.kernel.instants import day_number, day_of_number, midnight, zone

_BATCH: Final = 4_000
_PAUSE: Final = 20.0
"""Seconds between two looks at what has happened meanwhile."""

_AHEAD: Final = timedelta(minutes=2)
"""While the story goes on nothing of the present is unheard, though it is told in steps."""

_log = structlog.get_logger("demo")


@attrs.frozen(kw_only=True)
class Story:
    """Which community is told: the same story continues at the next start.

    `version` is that of the simulation: another one tells other days, so its story begins anew.
    """

    version: int = VERSION
    seed: int
    first_day: int
    people: int
    told_until: datetime | None = None

    @classmethod
    def read(cls, path: Path) -> "Story | None":
        """The story of an earlier start, or None where there is none that can be read."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            until = found.pop("told_until")
            story = cls(told_until=datetime.fromisoformat(until) if until else None, **found)
            return story if story.version == VERSION else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def write(self, path: Path) -> None:
        """Keep it; the file is whole at every moment."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        until = self.told_until.isoformat() if self.told_until else None
        draft.write_text(json.dumps({**attrs.asdict(self), "told_until": until}) + "\n", encoding="utf-8")
        draft.replace(path)


@attrs.define(kw_only=True)
class Storyteller:
    """Sends the story through the front door, day by day; `keep` remembers how far it was told."""

    use_cases: UseCases
    story: Story
    keep: Callable[[Story], object]
    _arena: Arena = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._arena = Arena(self.story.seed, self.story.first_day, self.story.people)

    async def tell(self, report: Report) -> None:
        """Tell what happened up to now; what was told already counts nothing when it is told again."""
        self.keep(self.story)
        until = self.use_cases.clock.now()
        waiting = [] if self.story.told_until else list(self._arena.before())
        days = self._days_until(until)
        for done, day in enumerate(days, start=1):
            waiting += await asyncio.to_thread(self._of_day, day, until)
            if len(waiting) >= _BATCH or day == days[-1]:
                await self.use_cases.record(waiting)
                waiting.clear()
                self.story = attrs.evolve(self.story, told_until=min(until, end_of(day)))
                self.keep(self.story)
            report(done, len(days))
        await self._introduce(until)

    async def go_on(self) -> None:
        """Tell on, until cancelled; a store that is away is told what it missed when it is back."""
        while True:
            await asyncio.sleep(_PAUSE)
            try:
                await self.tell(lambda *_: None)
            except Unavailable as away:
                _log.warning("the story waits for the store", why=str(away))

    def _days_until(self, until: datetime) -> range:
        """The day last told is among them, and the one before, whose evening may reach into it."""
        told = self.story.told_until
        begin = max(day_number(told.date()) - 1, self.story.first_day) if told else self.story.first_day
        return range(begin, day_number(until.date()) + 1)

    def _of_day(self, day: int, until: datetime) -> list[Activity]:
        told = self.story.told_until
        return [
            each
            for each in self._arena.day(day)
            if each.occurred_at <= until and (told is None or each.occurred_at > told)
        ]

    async def _introduce(self, until: datetime) -> None:
        """Say what the guild and its channels are called, and since when the simulation listens."""
        start = end_of(self.story.first_day - 1)
        names = [ChannelName(channel=channel, name=name, seen_at=start) for channel, name in CHANNELS.items()]
        async with self.use_cases.store.writing(GUILD) as work:
            await work.guild.rename(GUILD_NAME, start)
            await work.guild.name_channels(names)
            await work.listening.add(
                CoverageSpan(family=family, start=start, end=until + _AHEAD, source=SOURCE)
                for family in FAMILIES
            )


def end_of(day: int) -> datetime:
    """The end of a UTC day."""
    return midnight(day_of_number(day + 1), zone("UTC"))
