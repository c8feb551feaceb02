"""What is asked of a channel: its messages, who reacted to them, its archived threads."""

from bisect import bisect_left, bisect_right
from datetime import datetime
from typing import Any

from tests.loopback.payloads import messages as written
from tests.loopback.payloads import places
from tests.loopback.payloads.people import Json, user
from tests.loopback.payloads.places import thread, thread_membership
from tests.loopback.rest.asked import Asked
from tests.loopback.rest.refusals import missing_access, missing_permissions, unknown, wrong_kind_of_channel
from tests.loopback.world.ids import made_at
from tests.loopback.world.permissions import May
from tests.loopback.world.things import SPOKEN, WITHOUT_MESSAGES, Channel, Kind


def one(asked: Asked) -> Json:
    """A channel or a thread."""
    channel = asked.channel()
    return thread(channel) if channel.is_thread else places.channel(channel)


def messages(asked: Asked) -> list[Json]:
    """A page of messages, newest first; without the right to read the history there are none."""
    channel = _with_messages(asked)
    if not asked.world.may(May.READ_MESSAGE_HISTORY, channel):
        return []
    limit = asked.number("limit", 50, 100)
    page = _page(channel.ids, limit, *map(asked.snowflake, ("before", "after", "around")))
    me, kept = asked.world.bot, channel.messages
    return [written.message(kept[one], me=me, readable=asked.text_is_open) for one in reversed(page)]


def _with_messages(asked: Asked) -> Channel:
    channel = asked.channel()
    if channel.kind in WITHOUT_MESSAGES:
        raise wrong_kind_of_channel()
    if channel.kind in SPOKEN and not asked.world.may(May.CONNECT, channel):
        raise missing_access()
    return channel


def _page(ids: list[int], limit: int, before: int | None, after: int | None, around: int | None) -> list[int]:
    if around is not None:
        middle = bisect_left(ids, around)
        return ids[max(0, middle - limit // 2) : middle + (limit + 1) // 2]
    if after is not None:
        first = bisect_right(ids, after)
        return ids[first : first + limit]
    end = len(ids) if before is None else bisect_left(ids, before)
    return ids[max(0, end - limit) : end]


def message(asked: Asked) -> Json:
    """One message; unlike a page, this is refused without the right to read the history."""
    channel = _with_messages(asked)
    asked.needs(May.READ_MESSAGE_HISTORY, channel)
    one = channel.messages.get(int(asked.path["message"]))
    if one is None:
        raise unknown("Message", 10008)
    return written.message(one, me=asked.world.bot, readable=asked.text_is_open)


def reactors(asked: Asked) -> list[Json]:
    """Who reacted with one emoji, by id."""
    channel = asked.channel()
    asked.needs(May.READ_MESSAGE_HISTORY, channel)
    message = channel.messages.get(int(asked.path["message"]))
    if message is None:
        raise unknown("Message", 10008)
    limit, after = asked.number("limit", 25, 100), asked.snowflake("after") or 0
    people = message.reactions.get(asked.path["emoji"])
    if people is None:
        raise unknown("Emoji", 10014)
    if asked.query.get("type", "0") == "1":
        return []
    return [user(people[one]) for one in sorted(people) if one > after][:limit]


def archived_public(asked: Asked) -> Json:
    channel = asked.channel()
    asked.needs(May.READ_MESSAGE_HISTORY, channel)
    return _archived(asked, channel, private=False)


def archived_private(asked: Asked) -> Json:
    channel = asked.channel()
    if not asked.world.may(May.READ_MESSAGE_HISTORY | May.MANAGE_THREADS, channel):
        raise missing_permissions()
    asked.needs(May.MANAGE_THREADS, channel)
    return _archived(asked, channel, private=True)


def _archived(asked: Asked, channel: Channel, *, private: bool) -> Json:
    """Archived threads, latest archived first, a page at a time."""
    limit = asked.number("limit", 50, 100, least=2)
    before: Any = asked.query.get("before")
    before = datetime.fromisoformat(before) if before else None
    found = [
        one
        for one in channel.guild.threads.values()
        if one.parent is channel
        and one.archived_at is not None
        and (one.kind is Kind.PRIVATE_THREAD) is private
        and (before is None or one.archived_at < before)
    ]
    found.sort(key=lambda one: one.archived_at or made_at(one.id), reverse=True)
    me = asked.world.bot.id
    page = found[:limit]
    return {
        "threads": [thread(one) for one in page],
        "members": [thread_membership(one, me) for one in page if me in one.joined],
        "has_more": len(found) > limit,
    }
