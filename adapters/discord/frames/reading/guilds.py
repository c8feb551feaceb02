"""Guilds, channels, threads, roles and invites: what they are called, and who began them."""

from collections.abc import Iterable, Iterator

from adapters.discord.frames.format.guilds import Invited, Known, Place, Places, Title, Titles
from adapters.discord.frames.format.parts import Who
from adapters.discord.frames.reading.moment import Moment, person
from application.community.hearing.told import Named, Shown, Told
from domain.community.guild import ChannelName, RoleName
from domain.community.log.activity import INVITE_CREATED, THREAD_CREATED
from domain.kernel.ids import snowflake_instant
from domain.kernel.instants import milliseconds


def arrived(guild: Known, now: Moment) -> Iterator[Told]:
    """What the guild, its channels, threads and roles, and those who are in voice are called."""
    yield Named(
        guild=now.guild,
        at=now.at,
        name=guild.name,
        channels=_names(guild.places, now),
        roles=_roles(guild.roles, now),
        people=tuple(person(one.by) for one in guild.voices if one.by.name is not None),
    )


def renamed(guild: Known, now: Moment) -> Iterator[Told]:
    """What the guild is called now."""
    if guild.name is not None:
        yield Named(guild=now.guild, at=now.at, name=guild.name)


def titled(found: Titles, now: Moment) -> Iterator[Told]:
    """What a role is called now, and where it stands."""
    if roles := _roles(found.roles, now):
        yield Named(guild=now.guild, at=now.at, roles=roles)


def seen(place: Place, now: Moment) -> Iterator[Told]:
    """What a channel or a thread is called now."""
    if names := _names((place,), now):
        yield Named(guild=now.guild, at=now.at, channels=names)


def begun(place: Place, now: Moment) -> Iterator[Told]:
    """A thread that was just begun, or that the bot may see from now on."""
    yield from seen(place, now)
    if place.new:
        yield now.tells(
            THREAD_CREATED,
            None if place.by is None else Who(place.by),
            channel=place.id,
            natural_id=str(place.id),
            at=snowflake_instant(place.id),
        )


def synchronised(found: Places, now: Moment) -> Iterator[Told]:
    """Channels that the bot may see from now on, and their threads."""
    if names := _names(found.places, now):
        yield Named(guild=now.guild, at=now.at, channels=names)
    if found.channels:
        yield Shown(guild=now.guild, at=now.at, channels=frozenset(found.channels))


def invited(invite: Invited, now: Moment) -> Iterator[Told]:
    """Somebody made an invite."""
    called = f"{invite.code}:{milliseconds(invite.at)}"
    yield now.tells(
        INVITE_CREATED,
        invite.by,
        channel=invite.channel,
        natural_id=called,
        at=invite.at,
        invite=invite.code,
    )


def _names(places: Iterable[Place], now: Moment) -> tuple[ChannelName, ...]:
    return tuple(
        ChannelName(channel=one.id, name=one.name, parent=one.parent, voice=one.voice, seen_at=now.at)
        for one in places
        if one.name is not None
    )


def _roles(titles: Iterable[Title], now: Moment) -> tuple[RoleName, ...]:
    return tuple(
        RoleName(role=one.id, name=one.name, position=one.position, seen_at=now.at) for one in titles
    )
