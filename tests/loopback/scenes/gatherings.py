"""Scheduled events, who is going, and invites."""

from datetime import datetime
from typing import Any

from tests.loopback.payloads.gatherings import invite_created, scheduled_event
from tests.loopback.scenes.stage import Stage
from tests.loopback.world.permissions import May
from tests.loopback.world.things import Channel, Guild, Invite, Member, ScheduledEvent, User
from tests.loopback.world.truth import Went

ACTIVE, COMPLETED, CANCELLED = 2, 3, 4


class Gatherings(Stage):
    """Events and invites as they change."""

    async def event_created(self, guild: Guild, name: str = "Trivia night", **more: Any) -> ScheduledEvent:
        """The same arguments as `event`: start, channel, creator."""
        event = self.event(guild, name, **more)
        self._tell_event("GUILD_SCHEDULED_EVENT_CREATE", event, "event created")
        return event

    async def event_updated(
        self, event: ScheduledEvent, *, name: str | None = None, start: datetime | None = None
    ) -> None:
        event.name, event.start = name or event.name, start or event.start
        self._tell_event("GUILD_SCHEDULED_EVENT_UPDATE", event, "event updated")

    async def event_started(self, event: ScheduledEvent) -> None:
        event.status = ACTIVE
        self._tell_event("GUILD_SCHEDULED_EVENT_UPDATE", event, "event started")

    async def event_ended(self, event: ScheduledEvent) -> None:
        event.status = COMPLETED
        event.guild.finished[event.id] = event.guild.events.pop(event.id)
        self._tell_event("GUILD_SCHEDULED_EVENT_UPDATE", event, "event ended")

    async def event_cancelled(self, event: ScheduledEvent) -> None:
        event.status = CANCELLED
        event.guild.finished[event.id] = event.guild.events.pop(event.id)
        self._tell_event("GUILD_SCHEDULED_EVENT_UPDATE", event, "event cancelled")

    async def event_deleted(self, event: ScheduledEvent) -> None:
        event.guild.events.pop(event.id, None)
        self._tell_event("GUILD_SCHEDULED_EVENT_DELETE", event, "event deleted")

    def _tell_event(self, name: str, event: ScheduledEvent, what: str) -> None:
        self._happened(what, event.guild, thing=event.id, detail=event.name)
        if event.channel is None or self.world.sees(event.channel):
            self._tell(name, event.guild, scheduled_event(event))

    async def rsvp(self, event: ScheduledEvent, who: Member | User) -> None:
        """Somebody is going; it may be a user whom the bot has never seen."""
        user = who.user if isinstance(who, Member) else who
        event.going[user.id] = user
        now = self.world.clock.now()
        self.truth.rsvps.append(Went(guild=event.guild.id, event=event.id, member=user.id, at=now))
        self._tell_rsvp("GUILD_SCHEDULED_EVENT_USER_ADD", event, user)

    async def un_rsvp(self, event: ScheduledEvent, who: Member | User) -> None:
        user = who.user if isinstance(who, Member) else who
        event.going.pop(user.id, None)
        for one in reversed(self.truth.rsvps):
            if (one.event, one.member, one.gone_at) == (event.id, user.id, None):
                one.gone_at = self.world.clock.now()
                break
        self._tell_rsvp("GUILD_SCHEDULED_EVENT_USER_REMOVE", event, user)

    def _tell_rsvp(self, name: str, event: ScheduledEvent, user: User) -> None:
        ids = {"guild_scheduled_event_id": event.id, "user_id": user.id, "guild_id": event.guild.id}
        if event.channel is None or self.world.sees(event.channel):
            self._tell(name, event.guild, {key: str(value) for key, value in ids.items()})

    async def invite_created(self, channel: Channel, inviter: Member | None = None) -> Invite:
        invite = self.invite(channel, inviter)
        self._happened("invite created", channel.guild, thing=invite.code)
        if self.world.may(May.MANAGE_CHANNELS, channel):
            self._tell("INVITE_CREATE", channel.guild, invite_created(invite))
        return invite

    async def invite_deleted(self, invite: Invite) -> None:
        invite.guild.invites.pop(invite.code, None)
        gone = {
            "channel_id": str(invite.channel.id),
            "guild_id": str(invite.guild.id),
            "code": invite.code,
        }
        if self.world.may(May.MANAGE_CHANNELS, invite.channel):
            self._tell("INVITE_DELETE", invite.guild, gone)
