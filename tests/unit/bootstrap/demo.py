"""The demo on the memory store, with a clock that stands still."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from adapters.simulation.world import World
from application.use_cases import UseCases
from bootstrap.container import Container
from bootstrap.demo.bustle import Bustle, Pace
from bootstrap.demo.story import Story
from bootstrap.demo.telling import Storyteller
from domain.community.log.keys import Keyring
from tests.builders.activities import StoppedClock

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
BEGUN = Story.begun(NOON, 50)
REAL_TIME = Pace(speed=1, somebody_looks=lambda: True)


@cache
def guild_of(story: Story) -> int:
    return World(story.plan).guild


def use_cases_at(clock: StoppedClock) -> UseCases:
    container = Container(
        storage="memory", keys=Keyring(b"s" * 32), cache_bytes=10_000_000, bookmarks_folder=Path("/nowhere")
    )
    container.clock.override(clock)
    return container.use_cases()


def storyteller(use_cases: UseCases, story: Story, *, pace: Pace = REAL_TIME) -> Storyteller:
    return Storyteller(
        use_cases=use_cases,
        story=story,
        keep=lambda _: None,
        bustle=Bustle(pace=pace),
        step=0.001,
        patience=0.001,
    )


async def told(use_cases: UseCases, story: Story) -> Storyteller:
    """It was told up to now."""
    teller = storyteller(use_cases, story)
    await teller.tell(lambda *_: None)
    return teller
