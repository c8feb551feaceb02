"""The demo: a made-up community in a store of its own, filled once and kept up to the present hour."""

import asyncio
import json
import os
import socket
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from adapters.cli.product import DemoWishes, Progress, Report
from bootstrap.processes import Say, in_folder, opened, reached
from bootstrap.settings import Settings

if TYPE_CHECKING:
    from application.community.ports import GuildWork
    from application.use_cases import UseCases

FOLDER: Final = "demo"
DAYS: Final = 120
_SEED: Final = 20_260_314
_BATCH: Final = 4_000
_SPARE_PORTS: Final = 20
_PEOPLE: Final = 120
_STORY: Final = "story.json"


@attrs.frozen(kw_only=True)
class Story:
    """Which community is told: the same story continues at the next start."""

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
            return cls(told_until=datetime.fromisoformat(until) if until else None, **found)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def write(self, path: Path) -> None:
        """Keep it; the file is whole at every moment."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        until = self.told_until.isoformat() if self.told_until else None
        draft.write_text(json.dumps({**attrs.asdict(self), "told_until": until}) + "\n", encoding="utf-8")
        draft.replace(path)


async def run_demo(settings: Settings, wishes: DemoWishes, say: Say, progress: Progress) -> None:
    """Fill the demo's store where it is not full yet, and serve it until cancelled."""
    from bootstrap.dashboard import serve_dashboard

    own = in_folder(settings, settings.home / FOLDER)
    with _free_port(settings, wishes, say) as listening:
        story = None if wishes.fresh or wishes.store == "memory" else Story.read(own.home / _STORY)
        if story is None and wishes.store == "postgres":
            await _empty(own, say)
        elif story is not None and wishes.people not in (None, story.people):
            say(f"The demo began with {story.people} people; --fresh makes another one.")
        async with opened(own, say, storage=wishes.store) as product:
            story = story or _new_story(product.use_cases.clock.now(), wishes)
            keep = (
                (lambda _: None) if wishes.store == "memory" else partial(Story.write, path=own.home / _STORY)
            )
            begun = story.told_until is not None
            with progress("Bringing the demo up to now" if begun else "Filling the demo community") as report:
                await tell(product.use_cases, story, report, keep)
            await serve_dashboard(own, product, listening, say, demo=True)


async def tell(use_cases: "UseCases", story: Story, report: Report, keep: Callable[[Story], object]) -> None:
    """Send the story's days up to now through the front door.

    Telling a day again counts nothing twice, so the last day told is told once more.
    """
    from adapters.simulation import GUILD, Arena
    from domain.kernel.instants import day_number

    keep(story)
    until = use_cases.clock.now()
    arena = Arena(story.seed, story.first_day, story.people)
    begin = day_number(story.told_until.date()) - 1 if story.told_until else story.first_day
    days = range(max(begin, story.first_day), day_number(until.date()) + 1)
    waiting = list(arena.before()) if story.told_until is None else []
    for done, day in enumerate(days, start=1):
        waiting += [each for each in arena.day(day) if each.occurred_at <= until]
        if len(waiting) >= _BATCH or day == days[-1]:
            await use_cases.record(waiting)
            waiting.clear()
            keep(attrs.evolve(story, told_until=min(until, midnight_after(day))))
        report(done, len(days))
        await asyncio.sleep(0)  # a store in memory never waits, and a signal has to be heard
    async with use_cases.store.writing(GUILD) as work:
        await _introduce(work, story, until)


async def _introduce(work: "GuildWork", story: Story, until: datetime) -> None:
    """Say what the guild and its channels are called, and when the simulation listened."""
    from adapters.simulation import CHANNELS, GUILD_NAME, SOURCE
    from domain.community.coverage import FAMILIES, CoverageSpan
    from domain.community.guild import ChannelName

    start = midnight_after(story.first_day - 1)
    await work.guild.rename(GUILD_NAME, start)
    await work.guild.name_channels(
        [ChannelName(channel=channel, name=name, seen_at=start) for channel, name in CHANNELS.items()]
    )
    await work.listening.add(
        CoverageSpan(family=family, start=start, end=until, source=SOURCE) for family in FAMILIES
    )


def midnight_after(day: int) -> datetime:
    """The end of a UTC day."""
    from domain.kernel.instants import day_of_number, midnight, zone

    return midnight(day_of_number(day + 1), zone("UTC"))


def _new_story(now: datetime, wishes: DemoWishes) -> Story:
    from domain.kernel.instants import day_number

    return Story(seed=_SEED, first_day=day_number(now.date()) - DAYS, people=wishes.people or _PEOPLE)


def _free_port(settings: Settings, wishes: DemoWishes, say: Say) -> socket.socket:
    """The port that was asked for, or the first free one after that of the settings."""
    from adapters.http_api.server import PortTaken, listening_socket

    if wishes.port is not None:
        return listening_socket(settings.host, wishes.port)
    for port in range(settings.port, min(settings.port + _SPARE_PORTS, 65536)):
        try:
            found = listening_socket(settings.host, port)
        except PortTaken:
            continue
        if port != settings.port:
            say(f"Port {settings.port} is in use; the demo takes port {port}.")
        return found
    return listening_socket(settings.host, settings.port)


async def _empty(own: Settings, say: Say) -> None:
    """Begin with an empty database; what was there can be told again."""
    from adapters.postgres.operations.installation import wipe

    async with reached(own, say) as addresses:
        await wipe(addresses.direct)
