"""The client alone against a loopback Discord: what it keeps is read as the drain would read it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import attrs

from adapters.discord.client.ears import Admit
from adapters.discord.client.hearing.everything import Hearing
from adapters.discord.client.hearing.last import LastHeard
from adapters.discord.client.pace import Pace
from adapters.discord.client.supervision import Listener, Wish
from adapters.discord.commands import CONTENTS, Desk, Patience
from adapters.discord.commands.frame import Contents
from adapters.discord.frames import FrameReader
from application.clock import Clock
from application.community.hearing.ports import Written
from application.community.hearing.told import Listened, Missed, Told
from application.use_cases import UseCases
from domain.community.deafness import Bustle
from domain.community.log.activity import COMMAND_RUN, MESSAGE, Activity
from tests.integration.hearing.gateway.bots import HURRY
from tests.loopback import Discord

AT_ONCE = Patience(work=0.2)
UNHURRIED = Patience(acknowledge=60.0, work=60.0, form=60.0, suggest=60.0)
"""A busy machine may take its time, unless a test is about that."""


@attrs.define(kw_only=True)
class Overheard:
    """A listener that keeps its records in a list."""

    hearing: Hearing
    listener: Listener
    records: list[Written]
    caught_up: list[int]
    said: list[str]
    task: "asyncio.Task[None]"
    desk: Desk

    def runs(self) -> list[Activity]:
        """The commands that ended, as the drain would record them."""
        return [
            one
            for one in self.told()
            if isinstance(one, Activity) and one.kind == COMMAND_RUN and not one.inferred
        ]

    def told(self) -> list[Told]:
        reader = FrameReader()
        return [told for record in self.records for told in reader.read(record)]

    def messages(self) -> list[int | None]:
        """The ids of the messages that were heard, as often as they were kept under different keys."""
        found = {
            (one.natural_id, one.occurred_at): one.subject
            for one in self.told()
            if isinstance(one, Activity) and one.kind == MESSAGE
        }
        return list(found.values())

    def listened(self, guild: int) -> list[Listened]:
        return [one for one in self.told() if isinstance(one, Listened) and one.guild == guild]

    def missed(self, guild: int) -> list[Missed]:
        return [one for one in self.told() if isinstance(one, Missed) and one.guild == guild]

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.wait([self.task], timeout=60)
        assert self.task.done(), "it did not stop"


@asynccontextmanager
async def overhearing(
    discord: Discord,
    home: Path,
    *,
    pace: Pace = HURRY,
    clock: Clock | None = None,
    guilds: frozenset[int] | None = None,
    shard_count: int | None = None,
    shards: tuple[int, ...] = (),
    admit: Admit | None = None,
    usual: Mapping[int, Bustle] = {},
    contents: Contents = CONTENTS,
    use_cases: UseCases | None = None,
    patience: Patience = AT_ONCE,
) -> AsyncIterator[Overheard]:
    """Listens until the block ends; what members ask is answered, without `use_cases` as without a store."""
    records: list[Written] = []
    caught_up: list[int] = []
    said: list[str] = []

    def append(payload: bytes, at: datetime) -> bool:
        records.append(Written(len(records) + 1, at, payload))
        return True

    hearing = Hearing(
        append=append,
        clock=clock or discord.clock,
        last=LastHeard(home / "heard.json"),
        guilds=guilds,
        catch_up=caught_up.append,
        usual=usual,
    )
    wish = Wish(
        token=discord.token,
        api=discord.api,
        gateway=discord.gateway,
        shard_count=shard_count,
        shards=shards,
    )
    desk = Desk(contents=contents, append=append, clock=clock or discord.clock, patience=patience)
    desk.opened(use_cases)
    listener = Listener(wish, hearing, admit=admit, pace=pace, answering=desk, say=said.append)
    task = asyncio.create_task(listener.run())
    heard = Overheard(
        hearing=hearing,
        listener=listener,
        records=records,
        caught_up=caught_up,
        said=said,
        task=task,
        desk=desk,
    )
    try:
        yield heard
    finally:
        await heard.stop()


def covers(notes: Sequence[Listened | Missed], start: datetime, end: datetime) -> bool:
    """Whether these notes leave nothing out between two moments."""
    at = start
    for note in sorted(notes, key=lambda one: one.start):
        if note.start <= at < note.end:
            at = note.end
    return at >= end
