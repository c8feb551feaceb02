"""Channels, threads and roles that change while the bot listens; guilds that come and go."""

from typing import Any

from tests.loopback.payloads import people, places
from tests.loopback.scenes.talk import Talk
from tests.loopback.world.things import Channel, Guild, Member, Message, Role

THREAD_CREATED, THREAD_STARTER = 18, 21


class Places(Talk):
    """Where people meet, as it changes."""

    async def channel_created(self, guild: Guild, name: str = "new room", **more: Any) -> Channel:
        """The same arguments as `channel`: kind, parent, hidden."""
        channel = self.channel(guild, name, **more)
        self._tell("CHANNEL_CREATE", guild, places.channel(channel))
        return channel

    async def channel_renamed(self, channel: Channel, name: str) -> None:
        channel.name = name
        if channel.is_thread:
            self._tell_in(channel, "THREAD_UPDATE", places.thread(channel))
        else:
            self._tell("CHANNEL_UPDATE", channel.guild, places.channel(channel))

    async def channel_hidden(self, channel: Channel) -> None:
        """Nobody without a permission of their own sees it any more, not even the bot."""
        self.hide(channel)
        self._tell("CHANNEL_UPDATE", channel.guild, places.channel(channel))

    async def channel_shown(self, channel: Channel) -> None:
        """The bot may see it again, and is told which threads it has."""
        self.show(channel)
        guild = channel.guild
        self._tell("CHANNEL_UPDATE", guild, places.channel(channel))
        threads = [one for one in places.active_threads(guild, self.world) if one.parent is channel]
        me = self.world.bot.id
        self._tell(
            "THREAD_LIST_SYNC",
            guild,
            {
                "guild_id": str(guild.id),
                "channel_ids": [str(channel.id)],
                "threads": [places.thread(one) for one in threads],
                "members": [places.thread_membership(one, me) for one in threads if me in one.joined],
            },
        )

    async def channel_deleted(self, channel: Channel) -> None:
        guild = channel.guild
        if channel.is_thread:
            guild.threads.pop(channel.id, None)
            gone = places.thread(channel)
            kept = {key: gone[key] for key in ("id", "guild_id", "parent_id", "type")}
            self._tell_in(channel, "THREAD_DELETE", kept)
        else:
            guild.channels.pop(channel.id, None)
            self._tell("CHANNEL_DELETE", guild, places.channel(channel))

    async def thread_created(
        self,
        parent: Channel,
        member: Member,
        name: str = "a thread",
        *,
        private: bool = False,
        starter: Message | None = None,
    ) -> Channel:
        """A thread; one that starts from a message has that message's id.

        Discord itself says so in a message: in the thread, or, where none is its start, in the channel.
        """
        thread = self.thread(parent, member, name, private=private, id=starter.id if starter else None)
        self._tell_of_thread(thread, member)
        if starter:
            starter.thread = thread
            self._tell_message("MESSAGE_UPDATE", starter)
            await self.member_writes(thread, member, "", type=THREAD_STARTER, reply_to=starter)
        elif not private:
            await self.member_writes(parent, member, name, type=THREAD_CREATED)
        return thread

    async def post_created(
        self, forum: Channel, member: Member, name: str = "a post", content: str = "what do you think?"
    ) -> Message:
        """A post of a forum: a thread whose first message has its id."""
        post = self.thread(forum, member, name)
        self._tell_of_thread(post, member)
        return await self.member_writes(post, member, content, id=post.id)

    def _tell_of_thread(self, thread: Channel, member: Member) -> None:
        parent = thread.parent.id if thread.parent else None
        self._happened("thread created", thread.guild, member=member.id, thing=thread.id, detail=parent)
        self._tell_in(thread, "THREAD_CREATE", places.thread(thread) | {"newly_created": True})

    async def thread_archived(self, thread: Channel) -> None:
        thread.archived_at = self.world.clock.now()
        self._tell_in(thread, "THREAD_UPDATE", places.thread(thread))

    async def role_created(self, guild: Guild, name: str = "new role", *, permissions: int = 0) -> Role:
        role = self.role(guild, name, permissions=permissions)
        self._tell_role("GUILD_ROLE_CREATE", guild, role)
        return role

    async def role_changed(self, guild: Guild, role: Role, *, name: str | None = None) -> None:
        role.name = name or role.name
        self._tell_role("GUILD_ROLE_UPDATE", guild, role)

    def _tell_role(self, name: str, guild: Guild, role: Role) -> None:
        self._tell(name, guild, {"guild_id": str(guild.id), "role": people.role(role)})

    async def guild_renamed(self, guild: Guild, name: str) -> None:
        guild.name = name
        self._tell("GUILD_UPDATE", guild, places.guild(guild))

    async def guild_goes_out(self, guild: Guild) -> None:
        """An outage of Discord: the guild is unavailable, the bot is still in it."""
        guild.unavailable = True
        self._tell("GUILD_DELETE", guild, {"id": str(guild.id), "unavailable": True})

    async def guild_comes_back(self, guild: Guild) -> None:
        guild.unavailable = False
        self._tell_snapshot(guild)

    async def bot_is_added(self, guild: Guild) -> None:
        """Somebody has just added the bot to this guild (build it with `guild` first)."""
        self._tell_snapshot(guild)

    async def bot_is_removed(self, guild: Guild) -> None:
        self._tell("GUILD_DELETE", guild, {"id": str(guild.id)})
        guild.members.pop(self.world.bot.id, None)
        self.world.commands.pop(guild.id, None)

    async def bot_is_invited_anew(self, guild: Guild) -> None:
        """After it was removed: it is a new member, without roles and commands."""
        guild.bot_joined_at = self.world.clock.now()
        self._joins(guild, self.world.bot, guild.bot_joined_at)
        self._tell_snapshot(guild)

    def _tell_snapshot(self, guild: Guild) -> None:
        self.sockets.tell_each("GUILD_CREATE", guild, lambda one: self.sockets.snapshot(guild, one))
