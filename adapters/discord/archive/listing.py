"""Channels and threads as Discord lists them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from adapters.discord.frames.format.parts import Id, Sent
from application.community.backfill.ports import Place

# Discord reference, "Channel Types"
_WRITTEN: Final = frozenset({0, 2, 5, 10, 11, 12, 13})
_THREADED: Final = frozenset({0, 5, 15, 16})
_THREADS: Final = frozenset({10, 11, 12})


class Archived(Sent):
    """When a thread was archived."""

    archive_timestamp: datetime | None = None


class Channel(Sent):
    """A channel or a thread, as far as it matters here."""

    id: Id
    type: int
    name: str | None = None
    parent_id: Id | None = None
    last_message_id: Id | None = None
    thread_metadata: Archived | None = None


class Threads(Sent):
    """A list of threads."""

    threads: tuple[Channel, ...] = ()
    has_more: bool = False


def channels_of(answer: object) -> tuple[Channel, ...]:
    """The channels of an answer; raises msgspec's errors when it is none."""
    return msgspec.convert(answer, tuple[Channel, ...], strict=False)


def threads_of(answer: object) -> Threads:
    """The threads of an answer; raises msgspec's errors when it is none."""
    return msgspec.convert(answer, Threads, strict=False)


def places(channels: Iterable[Channel]) -> list[Place]:
    """Those that can hold messages or threads."""
    return [
        Place(
            channel=one.id,
            name=one.name,
            parent=one.parent_id if one.type in _THREADS else None,
            last_message=one.last_message_id,
            threaded=one.type in _THREADED,
            written=one.type in _WRITTEN,
        )
        for one in channels
        if one.type in _WRITTEN or one.type in _THREADED
    ]


def next_page(threads: Threads) -> datetime | None:
    """Before when the next page of archived threads begins; None when there is none."""
    last = threads.threads[-1].thread_metadata if threads.has_more and threads.threads else None
    return last.archive_timestamp if last is not None else None
