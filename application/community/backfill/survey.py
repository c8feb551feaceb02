"""What there is to catch up with: the channels of a guild as Discord lists them, beside what is known."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import attrs

from application.community.backfill.account import Account
from application.community.backfill.ports import Place
from application.community.ports import GuildWork
from domain.community.backfill.channels import BackfilledChannel
from domain.community.backfill.planning import Horizon, holes, met
from domain.community.coverage import BACKFILL, GATEWAY
from domain.community.guild import ChannelName
from domain.community.log.activity import MESSAGE, Activity
from domain.community.log.admission import AdmissionRules, clean_name
from domain.community.log.keys import Keyring
from domain.community.settings import time_zone_of
from domain.kernel.ids import first_snowflake_at, snowflake_instant
from domain.kernel.instants import day_of_number, midnight, zone

_NAMES = AdmissionRules()


async def survey(account: Account, keys: Keyring, *, listening_since: datetime | None) -> None:
    """List the channels, and settle which of them nothing need be read of.

    A message that was written before the list was made is on it as its channel's last one, or is below it.
    """
    listed_at = account.clock.now()
    places = await account.archive.places(account.guild)
    async with account.store.writing(account.guild) as work:
        account.horizon = Horizon.at(
            listed_at,
            await work.listening.spans(),
            account.rules,
            missed=await work.listening.noted(),
            listening_since=listening_since,
            sealed_until=await _sealed_until(work),
        )
        known = await work.backfills.channels()
        found = known | {place.channel: joined(known, place) for place in places}
        await asyncio.sleep(0)  # ten thousand threads take a while: others have their turn between the rounds
        listed = {place.channel for place in places}
        found |= {
            one.channel: one.refused("gone", listed_at)
            for one in found.values()
            if one.access != "gone" and _is_gone(one, listed)
        }
        found |= {
            one.channel: met(one, account.horizon)
            for one in found.values()
            if one.channel in listed and one.access == "open"
        }
        await asyncio.sleep(0)
        found |= {one.channel: one for one in await _kept_from_us(work, account, keys, found, listed_at)}
        found |= {one.channel: one for one in await _heard_to_their_end(work, account, keys, found)}
        await work.backfills.keep([one for one in found.values() if one != known.get(one.channel)])
        await name(work, places, listed_at)
    account.channels = found


def joined(known: Mapping[int, BackfilledChannel], place: Place) -> BackfilledChannel:
    """What was known of a channel, with what Discord says of it now.

    A thread that is met only now was closed to us as long as its channel was.
    """
    parent = None if place.parent is None else known.get(place.parent)
    since = None if parent is None else parent.heard_from
    held = known.get(place.channel) or BackfilledChannel(channel=place.channel, heard_from=since)
    last = place.last_message if place.written else None
    if last is None or (held.last_message is not None and held.last_message > last):
        last = held.last_message
    access = "open" if held.access == "gone" else held.access
    return attrs.evolve(held, parent=place.parent, last_message=last, threaded=place.threaded, access=access)


def _is_gone(channel: BackfilledChannel, listed: set[int]) -> bool:
    """A channel that is not listed was deleted; a thread is not listed while it is archived."""
    return channel.channel not in listed and (channel.parent is None or channel.parent not in listed)


async def name(work: GuildWork, places: Sequence[Place], seen_at: datetime) -> None:
    """Keep what channels and threads are called, where that is news."""
    known = await work.guild.channels()
    names = [
        ChannelName(channel=place.channel, name=called, parent=place.parent, seen_at=seen_at)
        for place in places
        if (called := clean_name(place.name, _NAMES))
    ]
    await work.guild.name_channels(
        [one for one in names if one.channel not in known or known[one.channel].name != one.name]
    )


async def _sealed_until(work: GuildWork) -> datetime | None:
    profile = await work.guild.profile()
    if profile is None or profile.sealed_through is None:
        return None
    zone_name = time_zone_of(await work.guild.settings())
    return midnight(day_of_number(profile.sealed_through) + timedelta(days=1), zone(zone_name))


async def _heard_to_their_end(
    work: GuildWork, account: Account, keys: Keyring, channels: Mapping[int, BackfilledChannel]
) -> list[BackfilledChannel]:
    """Channels whose last message was heard just before listening ended: all below it was heard too.

    So near to its end only the log can tell: the message was in it before listening was last known to go on.
    """
    ends = {
        first_snowflake_at(end - account.rules.skew): end
        for _, end in account.horizon.listening
        if end is not None
    }
    near = [
        (one, hole)
        for one in channels.values()
        for hole in holes(one, account.horizon, account.rules)
        if one.joined is not None and hole.low in ends and hole.high - 1 == one.last_message
    ]
    last = message_keys(account.guild, (hole.high - 1 for _, hole in near), keys)
    known = await work.log.known(list(last.values()))
    return [
        one.read(hole.low, hole.high)
        for one, hole in near
        if any(
            entry.source == GATEWAY and entry.received_at <= ends[hole.low]
            for entry in known.get(last[hole.high - 1], ())
        )
    ]


async def _kept_from_us(
    work: GuildWork,
    account: Account,
    keys: Keyring,
    channels: Mapping[int, BackfilledChannel],
    listed_at: datetime,
) -> list[BackfilledChannel]:
    """Channels whose last message was written while everything was heard, and yet was not heard.

    They were closed to us, so what was heard of the guild says nothing of them.
    """
    noted = account.horizon.noted(account.rules)
    last = {
        one.channel: one.last_message
        for one in channels.values()
        if one.access == "open"
        and one.last_message is not None
        and one.last_message >= account.horizon.sealed
        and one.last_message not in one.covered
        and one.last_message in noted
        and one.last_message in account.horizon.live_in(one, account.rules)
    }
    of = message_keys(account.guild, last.values(), keys)
    heard = await work.log.known(list(of.values()))
    return [channels[one].shown(listed_at) for one, message in last.items() if of[message] not in heard]


def message_keys(guild: int, messages: Iterable[int], keys: Keyring) -> dict[int, bytes]:
    """The keys that these messages have in the log."""
    return {
        number: keys.key(
            Activity(
                guild=guild,
                kind=MESSAGE,
                natural_id=str(number),
                occurred_at=snowflake_instant(number),
                source=BACKFILL,
                subject=number,
            )
        )
        for number in messages
    }
