"""What a member may do: the roles of the guild, then the overwrites of the channel, as on Discord."""

from enum import IntFlag

from tests.loopback.world.things import Channel, Guild, Kind, Member


class May(IntFlag):
    CREATE_INVITE = 1 << 0
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    READ_MESSAGE_HISTORY = 1 << 16
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    MOVE_MEMBERS = 1 << 24
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    SEND_MESSAGES_IN_THREADS = 1 << 38
    CREATE_EVENTS = 1 << 44


EVERYTHING = (1 << 53) - 1
OF_EVERYONE = (
    May.CREATE_INVITE
    | May.ADD_REACTIONS
    | May.VIEW_CHANNEL
    | May.SEND_MESSAGES
    | May.SEND_MESSAGES_IN_THREADS
    | May.EMBED_LINKS
    | May.READ_MESSAGE_HISTORY
    | May.CONNECT
    | May.SPEAK
)


def in_guild(guild: Guild, member: Member | None) -> int:
    """What the roles of a member grant in the whole guild; nothing to somebody who is not there."""
    if member is None:
        return 0
    if guild.owner is member.user:
        return EVERYTHING
    granted = guild.everyone.permissions
    for role in member.roles:
        granted |= role.permissions
    return EVERYTHING if granted & May.ADMINISTRATOR else granted


def in_channel(channel: Channel, member: Member | None) -> int:
    """What a member may do in a channel; a thread is as its parent, a hidden one grants nothing."""
    place = channel.parent if channel.is_thread and channel.parent is not None else channel
    granted = in_guild(place.guild, member)
    if member is None or granted == EVERYTHING:
        return granted
    everyone = place.guild.id
    granted = (granted & ~place.denied.get(everyone, 0)) | place.allowed.get(everyone, 0)
    allowed = denied = 0
    for role in member.roles:
        allowed |= place.allowed.get(role.id, 0)
        denied |= place.denied.get(role.id, 0)
    granted = (granted & ~denied) | allowed
    granted = (granted & ~place.denied.get(member.id, 0)) | place.allowed.get(member.id, 0)
    return granted if granted & May.VIEW_CHANNEL else 0


def sees(channel: Channel, member: Member | None) -> bool:
    """Whether the channel's events reach a member; a private thread only those in it and its moderators."""
    granted = in_channel(channel, member)
    if not granted & May.VIEW_CHANNEL:
        return False
    if channel.kind is not Kind.PRIVATE_THREAD or granted & May.MANAGE_THREADS:
        return True
    return member is not None and member.id in channel.joined
