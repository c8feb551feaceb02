"""How far a file was recorded, and whether this log agrees."""

import attrs

from application.community.history.conveyor import Answers
from application.community.history.files import Bookmark, Portion
from application.community.ports import Store
from domain.community.activity import Activity
from domain.community.keys import Keyring


async def believed(bookmark: Bookmark | None, store: Store) -> Bookmark | None:
    """The bookmark, if this log knows the last activity that it speaks of; else None: start again.

    So neither another database nor one restored from an old backup can lose what a file holds. Where
    retention has deleted raw records, the log may rightly have forgotten it.
    """
    if bookmark is None or bookmark.guild is None or bookmark.key is None:
        return None
    try:
        key = bytes.fromhex(bookmark.key)
    except ValueError:
        return None
    async with store.reading(bookmark.guild) as work:
        profile = await work.guild.profile()
        if profile is None:
            return None
        known = profile.sealed_through is not None or await work.log.known([key])
    return bookmark if known else None


def turned(bookmark: Bookmark, portion: Portion, answers: Answers, keys: Keyring, *, at: int) -> Bookmark:
    """The bookmark moved behind a portion that is in the log."""
    moved = attrs.evolve(
        bookmark, at=at, named=bookmark.named + portion.named, counted=bookmark.counted + portion.counted
    )
    for record, answer in zip(reversed(portion.records), reversed(answers), strict=True):
        if isinstance(record, Activity) and answer.outcome != "parked":
            return attrs.evolve(moved, guild=record.guild, key=keys.key(record).hex())
    return moved
