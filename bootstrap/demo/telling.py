"""Tells the story of the demo through the front door: what was missed at a start, and on from there."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import attrs
import structlog

from adapters.cli.product import Report
from adapters.simulation.telling.activities import activity
from adapters.simulation.telling.present import Present
from adapters.simulation.telling.roster import Roster, roster
from adapters.simulation.world import TEAMS, TIERS, World
from adapters.simulation.world.happening import DAY, Happening
from adapters.simulation.world.places import CHANNELS, SOURCE, STAGE, VOICE
from application.use_cases import UseCases
from bootstrap.demo.accounts import accounts
from bootstrap.demo.bustle import Bustle
from bootstrap.demo.calendar import Calendar
from bootstrap.demo.story import Story
from domain.community.coverage import BACKFILL, FAMILIES, CoverageSpan
from domain.community.guild import ChannelName, RoleName
from domain.community.log.activity import RSVPS, Activity
from domain.community.settings import settings_at
from domain.kernel.actors import SYSTEM
from domain.kernel.errors import DomainError, Unavailable

GUILD_NAME: Final = "The Arena (demo)"
_BATCH: Final = 8_000
_STEP: Final = 0.5
"""Seconds between two looks at what has happened meanwhile."""

_PATIENCE: Final = 5.0
"""Seconds until a store that was away is asked again."""

_KEPT_BACK: Final = 20_000
"""So much of the further talk waits for a store that is away; the story itself waits whole."""

_NOTED: Final = timedelta(seconds=30)
_AHEAD: Final = timedelta(minutes=2)
"""While the story goes on nothing of the present is unheard, though that is noted now and then."""

_log = structlog.get_logger("demo")


@attrs.define(kw_only=True)
class Storyteller:
    """Sends the story through the front door; `keep` remembers how far it was told."""

    use_cases: UseCases
    story: Story
    keep: Callable[[Story], object]
    bustle: Bustle
    step: float = _STEP
    patience: float = _PATIENCE
    world: World = attrs.field(init=False)
    _roster: Roster = attrs.field(init=False)
    _present: Present = attrs.field(init=False)
    _calendar: Calendar = attrs.field(init=False)
    _untold: list[Happening] = attrs.field(init=False, factory=list)

    def __attrs_post_init__(self) -> None:
        self.world = World(self.story.plan)
        self._roster = roster(self.world)
        self._calendar = Calendar(world=self.world, roster=self._roster)
        told = self.story.told_until
        self._present = Present(self.world, _ms(told) if told else self.world.plan.first * DAY - 1)
        if told is None:
            self._untold += self.world.before()

    async def tell(self, report: Report) -> None:
        """Tell what happened up to now; what was told already counts nothing when it is told again."""
        self.keep(self.story)
        now = self.use_cases.clock.now()
        told = self.story.told_until
        first = _ms(told) // DAY if told else self.world.plan.first
        days = range(first, _ms(now) // DAY + 1)
        for done, day in enumerate(days, start=1):
            until = min(_ms(now), (day + 1) * DAY - 1)
            self._untold += await asyncio.to_thread(self._present.until, until)
            if len(self._untold) >= _BATCH or day == days[-1]:
                await self._record(BACKFILL)
                self._remember(_at(until))
            report(done, len(days))
        await self._introduce(now)
        if told is None:  # a visitor may take links away, and the next start gives none back
            wanted = list(accounts(self._roster.people))
            await self.use_cases.link_many(self.world.guild, wanted, SYSTEM, proved_by="supabase")
        await self._calendar.hold(self.use_cases, now)

    async def go_on(self) -> None:
        """Tell on, until cancelled; a store that is away is told what it missed when it is back."""
        noted = told = self.use_cases.clock.now()
        away = False
        try:
            while True:
                await asyncio.sleep(self.patience if away else self.step)
                now = self.use_cases.clock.now()
                try:
                    await self._go_on_to(now)
                    told = now
                    if away or now - noted >= _NOTED:
                        await self._calendar.hold(self.use_cases, now)
                        await self._listened(now)
                        self._remember(now)
                        noted = now
                    away = False
                except Unavailable as why:
                    if not away:
                        _log.warning("the story waits for the store", why=str(why))
                    away = True
        finally:
            self._remember(told)

    async def _go_on_to(self, now: datetime) -> None:
        self._untold += self._present.until(_ms(now))
        further = await self.bustle.until(self.world, _ms(now))
        if len(self._untold) < _KEPT_BACK:
            self._untold += further
        await self._record()

    async def _record(self, source: str = SOURCE) -> None:
        """What could not be recorded is not forgotten; what was missed is told as a bot catches up."""
        while self._untold:
            part = self._untold[:_BATCH]
            told = [_answered(activity(each, self.world.guild, self._roster, source=source)) for each in part]
            await self.use_cases.record(told)
            del self._untold[: len(part)]

    def _remember(self, until: datetime) -> None:
        self.story = attrs.evolve(self.story, told_until=until)
        try:
            self.keep(self.story)
        except DomainError as why:  # what was told is told again by the next start, and counts once
            _log.warning("how far the story was told is not kept", why=str(why))

    async def _introduce(self, now: datetime) -> None:
        """Say what the guild, its channels and roles are called, and what roles mean where nobody said so."""
        start = _at(self.world.plan.first * DAY)
        names = [
            ChannelName(channel=int(id_), name=name, voice=place in (*VOICE, STAGE), seen_at=start)
            for place, (id_, name) in enumerate(CHANNELS.items())
        ]
        titles = {**{role: tier.capitalize() for role, tier in TIERS.items()}, **TEAMS}
        roles = [
            RoleName(role=int(role), name=name, position=-place, seen_at=start)
            for place, (role, name) in enumerate(titles.items())
        ]
        async with self.use_cases.store.writing(self.world.guild) as work:
            await work.guild.rename(GUILD_NAME, start)
            await work.guild.name_channels(names)
            await work.guild.name_roles(roles)
            settings = settings_at(await work.guild.settings(), now)
        if not settings.tiers:
            await self.use_cases.change_settings(self.world.guild, {"tiers": dict(TIERS)}, SYSTEM)
        await self._listened(now)

    async def _listened(self, now: datetime) -> None:
        """Say since when the simulation listens, and when it did not."""
        async with self.use_cases.store.writing(self.world.guild) as work:
            await work.listening.add(
                CoverageSpan(family=family, start=start, end=end, source=SOURCE)
                for start, end in self._heard(now)
                for family in FAMILIES
            )

    def _heard(self, now: datetime) -> Sequence[tuple[datetime, datetime]]:
        start, end = _at(self.world.plan.first * DAY), now + _AHEAD
        down = self.world.outage
        parts = [(start, end)] if down is None else [(start, min(end, _at(down.start))), (_at(down.end), end)]
        return [(since, until) for since, until in parts if since < until]


def _answered(told: Activity) -> Activity:
    """Here people say that they come by pressing the button, and not by Discord's interest."""
    return attrs.evolve(told, details={"answer": "going"}) if told.kind in RSVPS else told


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _ms(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _at(ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=ms)
