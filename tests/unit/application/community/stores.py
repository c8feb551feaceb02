"""Stores around a store: one that breaks at a chosen step, and one that refuses what it is told to."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import attrs

from application.community.ports import DeadLetters, GuildWork, Store
from domain.community.log.entry import Entry
from domain.kernel.errors import Invalid

PARTS = (
    "log",
    "members",
    "counters",
    "spans",
    "attendance",
    "letters",
    "intake",
    "listening",
    "guild",
    "links",
)


@attrs.frozen(kw_only=True)
class Work:
    """A guild's work with some of its parts replaced."""

    log: Any
    members: Any
    counters: Any
    spans: Any
    attendance: Any
    letters: Any
    intake: Any
    listening: Any
    guild: Any
    links: Any

    @classmethod
    def of(cls, work: GuildWork, **replaced: Any) -> "Work":
        return cls(**{part: replaced.get(part, getattr(work, part)) for part in PARTS})


@attrs.frozen
class Around:
    """A store whose writers get what `replace` makes of their work."""

    inner: Store
    replace: Callable[[GuildWork], GuildWork]

    @asynccontextmanager
    async def writing(self, guild: int) -> AsyncIterator[GuildWork]:
        async with self.inner.writing(guild) as work:
            yield self.replace(work)

    @asynccontextmanager
    async def reading(self, guild: int) -> AsyncIterator[GuildWork]:
        async with self.inner.reading(guild) as work:
            yield work

    async def guilds(self) -> list[int]:
        return await self.inner.guilds()

    @asynccontextmanager
    async def unaddressed(self) -> AsyncIterator[DeadLetters]:
        async with self.inner.unaddressed() as letters:
            yield letters


@attrs.frozen
class Breaking:
    """A part that does its work and then, at one step, raises: what it did must be taken back."""

    inner: Any
    part: str
    step: str
    error: BaseException

    def __getattr__(self, name: str) -> Any:
        done = getattr(self.inner, name)
        if f"{self.part}.{name}" != self.step:
            return done

        async def broken(*arguments: Any, **more: Any) -> Any:
            await done(*arguments, **more)
            raise self.error

        return broken


def breaking(store: Store, step: str, error: BaseException) -> Around:
    """A store that breaks behind one step, such as `counters.add`."""

    def replace(work: GuildWork) -> GuildWork:
        return Work.of(work, **{part: Breaking(getattr(work, part), part, step, error) for part in PARTS})

    return Around(store, replace)


@attrs.frozen
class Choosy:
    """A log that cannot hold some entries, and only says so once it has taken the others."""

    inner: Any
    refused: Callable[[Entry], bool]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    async def append(self, entries: Sequence[Entry]) -> None:
        await self.inner.append([entry for entry in entries if not self.refused(entry)])
        if any(self.refused(entry) for entry in entries):
            raise Invalid("a value does not fit")


def choosy(store: Store, refused: Callable[[Entry], bool]) -> Around:
    """A store that refuses some entries."""
    return Around(store, lambda work: Work.of(work, log=Choosy(work.log, refused)))
