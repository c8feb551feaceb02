"""How far a file was recorded, and whether this log agrees."""

from collections.abc import Iterable

import attrs

from application.community.history.conveyor import Answers
from application.community.history.files import Bookmark, Landmark, Portion
from application.community.ports import Store
from application.community.record import Answer
from domain.community.log.activity import Activity
from domain.community.log.keys import Keyring
from domain.community.log.letters import Unreadable


async def believed(bookmark: Bookmark | None, store: Store) -> Bookmark | None:
    """The bookmark, if this log knows the activities that it speaks of; else None: start again.

    So neither another database nor one restored from an old backup can lose what a file holds.
    """
    if bookmark is None or bookmark.first is None or bookmark.last is None:
        return None
    known = await _knows(bookmark.first, store) and await _knows(bookmark.last, store)
    return bookmark if known else None


async def _knows(landmark: Landmark, store: Store) -> bool:
    """Whether the log has it, or may have deleted it because its day was sealed."""
    async with store.reading(landmark.guild) as work:
        profile = await work.guild.profile()
        if profile is None:
            return False
        return profile.sealed_through is not None or bool(await work.log.known([landmark.key]))


def turned(bookmark: Bookmark, portion: Portion, answers: Answers, keys: Keyring, *, at: int) -> Bookmark:
    """The bookmark moved behind a portion that is in the log."""
    told = list(zip(portion.records, answers, strict=True))
    return attrs.evolve(
        bookmark,
        at=at,
        first=bookmark.first or _landmark(told, keys),
        last=_landmark(reversed(told), keys) or bookmark.last,
        named=bookmark.named + portion.named,
        counted=bookmark.counted + portion.counted,
    )


def _landmark(told: Iterable[tuple[Activity | Unreadable, Answer]], keys: Keyring) -> Landmark | None:
    """The first of these that is in the log."""
    for record, answer in told:
        if isinstance(record, Activity) and answer.outcome != "parked":
            return Landmark(guild=record.guild, key=keys.key(record))
    return None
