"""What was there before the bot came: building it tells nobody."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tests.loopback.world.permissions import OF_EVERYONE, May
from tests.loopback.world.things import (
    Channel,
    Guild,
    Invite,
    Kind,
    Member,
    Role,
    ScheduledEvent,
    User,
    VoiceState,
)
from tests.loopback.world.truth import Belonged, Spoke
from tests.loopback.world.world import World


class Building:
    """Guilds, channels, roles and people, as a scenario finds them when it begins."""

    world: World

    def guild(self, name: str = "Amber Inn", *, bot_may: int | None = None, id: int | None = None) -> Guild:
        """A guild with its owner and the bot; consecutive guilds fall on consecutive shards."""
        world = self.world
        made = world.born + timedelta(milliseconds=len(world.guilds))
        guild_id = id or world.ids.next(made)
        everyone = Role(id=guild_id, name="@everyone", permissions=OF_EVERYONE, position=0)
        owner = self.user(f"owner of {name}")
        guild = Guild(id=guild_id, name=name, owner=owner, everyone=everyone, bot_joined_at=made)
        guild.roles[everyone.id] = everyone
        world.guilds[guild.id] = guild
        self._joins(guild, owner, made)
        granted = (
            OF_EVERYONE | May.MANAGE_GUILD | May.VIEW_AUDIT_LOG | May.MANAGE_CHANNELS | May.CREATE_EVENTS
        )
        role = self.role(guild, "the bot's role", permissions=granted if bot_may is None else bot_may)
        self._joins(guild, world.bot, made).roles.append(role)
        return guild

    def role(self, guild: Guild, name: str = "regular", *, permissions: int = 0) -> Role:
        role = Role(id=self.world.ids.next(), name=name, permissions=permissions, position=len(guild.roles))
        guild.roles[role.id] = role
        return role

    def user(self, name: str = "mira", *, bot: bool = False, shown: str | None = None) -> User:
        """Somebody who has an account, and is in no guild that the bot knows."""
        made = self.world.clock.now() - timedelta(days=500)
        user = User(id=self.world.ids.next(made), name=name, bot=bot, shown=shown)
        self.world.users[user.id] = user
        return user

    def member(
        self,
        guild: Guild,
        name: str = "mira",
        *,
        roles: Iterable[Role] = (),
        bot: bool = False,
        joined_at: datetime | None = None,
        nick: str | None = None,
    ) -> Member:
        """Somebody who has been there for a while."""
        joined_at = joined_at or self.world.clock.now() - timedelta(days=100)
        member = self._joins(guild, self.user(name, bot=bot), joined_at)
        member.roles.extend(roles)
        member.nick = nick
        return member

    def members(self, guild: Guild, count: int, *, named: str = "member") -> list[Member]:
        return [self.member(guild, f"{named} {number}") for number in range(count)]

    def channel(
        self,
        guild: Guild,
        name: str = "general",
        *,
        kind: Kind = Kind.TEXT,
        parent: Channel | None = None,
        hidden: bool = False,
    ) -> Channel:
        """A channel; a hidden one is denied to everyone, the bot included."""
        channel = Channel(
            id=self.world.ids.next(self.world.clock.now() - timedelta(days=300)),
            guild=guild,
            name=name,
            kind=kind,
            parent=parent,
            position=len(guild.channels),
        )
        guild.channels[channel.id] = channel
        if hidden:
            self.hide(channel)
        return channel

    def thread(
        self,
        parent: Channel,
        owner: Member,
        name: str = "a thread",
        *,
        private: bool = False,
        archived_at: datetime | None = None,
        id: int | None = None,
    ) -> Channel:
        """A thread of a text channel, or a post of a forum."""
        thread = Channel(
            id=id or self.world.ids.next(archived_at),
            guild=parent.guild,
            name=name,
            kind=_kind_of_thread(parent, private),
            parent=parent,
            owner=owner.user,
            archived_at=archived_at,
        )
        thread.joined[owner.id] = self.world.clock.now()
        parent.guild.threads[thread.id] = thread
        return thread

    def event(
        self,
        guild: Guild,
        name: str = "Trivia night",
        *,
        start: datetime | None = None,
        channel: Channel | None = None,
        creator: Member | None = None,
    ) -> ScheduledEvent:
        start = start or self.world.clock.now() + timedelta(days=1)
        event = ScheduledEvent(
            id=self.world.ids.next(),
            guild=guild,
            name=name,
            start=start,
            channel=channel,
            end=None if channel else start + timedelta(hours=2),
            place=None if channel else "the inn",
            creator=creator.user if creator else None,
        )
        guild.events[event.id] = event
        return event

    def invite(self, channel: Channel, inviter: Member | None = None, *, code: str | None = None) -> Invite:
        code = code or f"inn{self.world.ids.next() & 0xFFFFF:x}"
        invite = Invite(
            code=code,
            guild=channel.guild,
            channel=channel,
            made_at=self.world.clock.now(),
            inviter=inviter.user if inviter else None,
        )
        channel.guild.invites[code] = invite
        return invite

    def in_voice(self, channel: Channel, member: Member) -> VoiceState:
        """Somebody who is already talking when the bot comes."""
        state = VoiceState(member=member, channel=channel, session=f"v{self.world.ids.next():x}")
        channel.guild.voice[member.id] = state
        self.world.truth.voice.append(
            Spoke(guild=channel.guild.id, channel=channel.id, member=member.id, start=self.world.clock.now())
        )
        return state

    def hide(self, channel: Channel) -> None:
        """From now on nobody without a permission of their own sees it, not even the bot."""
        channel.denied[channel.guild.id] = May.VIEW_CHANNEL

    def show(self, channel: Channel) -> None:
        channel.denied.pop(channel.guild.id, None)

    def _joins(self, guild: Guild, user: User, at: datetime) -> Member:
        member = Member(guild=guild, user=user, joined_at=at)
        guild.members[user.id] = member
        self.world.truth.membership.append(Belonged(guild=guild.id, member=user.id, start=at))
        return member


def _kind_of_thread(parent: Channel, private: bool) -> Kind:
    if private:
        return Kind.PRIVATE_THREAD
    return Kind.ANNOUNCEMENT_THREAD if parent.kind is Kind.ANNOUNCEMENT else Kind.PUBLIC_THREAD
