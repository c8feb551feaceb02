"""What the bot asks to hear: everything that it may, and it says which switch is off."""

from typing import Final, NamedTuple

import attrs
import discord

from adapters.discord.setup.needs import MESSAGE_CONTENT, SERVER_MEMBERS
from domain.community.coverage import Family
from domain.operations.bot import MissingIntent

MEMBERS: Final = SERVER_MEMBERS.missing
CONTENT: Final = MESSAGE_CONTENT.missing


class Granted(NamedTuple):
    """Which of the two privileged intents the Developer Portal has switched on."""

    members: bool = True
    content: bool = True


def granted_by(flags: int) -> Granted:
    """What the flags of an application grant."""
    return Granted(members=SERVER_MEMBERS.is_on(flags), content=MESSAGE_CONTENT.is_on(flags))


def missing(granted: Granted) -> tuple[MissingIntent, ...]:
    """The switches to turn on."""
    wanted = ((granted.members, MEMBERS), (granted.content, CONTENT))
    return tuple(intent for there, intent in wanted if not there)


def sentence(intent: MissingIntent) -> str:
    """Tells a person what to do about it."""
    return (
        f"The switch {intent.switch} is off: until it is on, {intent.unavailable} read as unavailable. "
        "Turn it on in the Developer Portal (your application, page Bot, Privileged Gateway Intents) "
        "and start the bot again"
    )


def intents(granted: Granted) -> discord.Intents:
    """Everything that the bot needs and may have."""
    return discord.Intents(
        guilds=True,
        members=granted.members,
        moderation=True,
        invites=True,
        voice_states=True,
        guild_messages=True,
        guild_reactions=True,
        message_content=granted.content,
        guild_scheduled_events=True,
    )


def families(granted: Granted) -> tuple[Family, ...]:
    """What is heard with these intents."""
    always: tuple[Family, ...] = (
        "messages",
        "reactions_given",
        "reactions_received",
        "voice",
        "events",
        "commands",
    )
    return (*always, "membership") if granted.members else always


@attrs.define
class Portal:
    """What is known of the switches; once Discord refuses a connection for them, they are not believed."""

    granted: Granted = attrs.field(factory=Granted)
    refused: bool = False
    asked: bool = False

    def told(self, application: object) -> Granted:
        """What the application says of itself; what it does not say is tried."""
        flags = application.get("flags") if isinstance(application, dict) else None
        self.asked = True
        if self.refused:
            self.granted = Granted(members=False, content=False)
        elif isinstance(flags, int):
            self.granted = granted_by(flags)
        return self.granted
