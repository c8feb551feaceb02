"""How far a file was recorded, and whether this log agrees."""

from datetime import UTC, datetime

import attrs

from application.community.history.conveyor import Answers
from application.community.history.files import Bookmark, Portion
from application.community.ports import Store
from domain.community.activity import MESSAGE, Activity, Person
from domain.community.entry import winner
from domain.community.keys import Keyring

_ANY_TIME = datetime(2015, 1, 1, tzinfo=UTC)


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


async def answered_from_log(portion: Portion, store: Store, keys: Keyring) -> Portion:
    """Replies to messages that only the log remembers, with the author whom they answer."""
    if not portion.unanswered:
        return portion
    records = list(portion.records)
    by_key: dict[bytes, list[int]] = {}
    guilds: set[int] = set()
    for place, message in portion.unanswered.items():
        reply = records[place]
        if isinstance(reply, Activity):
            guilds.add(reply.guild)
            by_key.setdefault(keys.key(_message(reply.guild, message)), []).append(place)
    for guild in guilds:
        async with store.reading(guild) as work:
            known = await work.log.known(list(by_key))
            numbers = {key: winner(copies).member_no for key, copies in known.items()}
            members = await work.members.of({number for number in numbers.values() if number is not None})
        for key, number in numbers.items():
            member = members.get(number) if number is not None else None
            if member is None or member.discord_id is None:
                continue
            for place in by_key[key]:
                reply = records[place]
                if isinstance(reply, Activity) and reply.guild == guild:
                    records[place] = attrs.evolve(reply, toward=Person(id=member.discord_id))
    return attrs.evolve(portion, records=records, unanswered={})


def _message(guild: int, number: int) -> Activity:
    return Activity(
        guild=guild,
        kind=MESSAGE,
        natural_id=str(number),
        occurred_at=_ANY_TIME,
        source="history",
        subject=number,
    )
