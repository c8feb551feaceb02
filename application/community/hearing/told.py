"""What a listener tells of a guild besides activities: names, who is there now, when it listened."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from domain.community.coverage import Family
from domain.community.events.following import Shown as EventShown
from domain.community.guild import ChannelName, RoleName
from domain.community.log.activity import Activity, Person
from domain.community.log.letters import Unreadable


@attrs.frozen(kw_only=True)
class Named:
    """What the guild, its channels, threads and roles, or some of its people are called at that moment."""

    guild: int
    at: datetime
    name: str | None = None
    channels: tuple[ChannelName, ...] = ()
    roles: tuple[RoleName, ...] = ()
    people: tuple[Person, ...] = ()


@attrs.frozen(kw_only=True)
class InVoice:
    """Everybody who is in voice at that moment, and where: who is not named is not there."""

    guild: int
    at: datetime
    present: Mapping[Person, int]


@attrs.frozen(kw_only=True)
class HasRoles:
    """All roles of a member at that moment.

    `exact` says that a change was seen as it happened; else they were found so, and nobody knows since when.
    """

    guild: int
    at: datetime
    person: Person
    roles: frozenset[int]
    exact: bool


@attrs.frozen(kw_only=True)
class AreMembers:
    """The outside ids of everybody who is a member at that moment: who is not among them has left."""

    guild: int
    at: datetime
    ids: frozenset[str]


@attrs.frozen(kw_only=True)
class Shown:
    """From that moment on these channels can be seen: what was said in them before was not heard."""

    guild: int
    at: datetime
    channels: frozenset[int]


@attrs.frozen(kw_only=True)
class Listened:
    """From `start` to `end` everything of these families was heard, in every channel."""

    guild: int
    families: tuple[Family, ...]
    start: datetime
    end: datetime


@attrs.frozen(kw_only=True)
class Missed:
    """From `start` to `end` nobody listened, for a reason that the listener knows (a word of `Reason`)."""

    guild: int
    families: tuple[Family, ...]
    start: datetime
    end: datetime
    reason: str


@attrs.frozen(kw_only=True)
class EventSeen:
    """An event of Discord's calendar as it is shown from that moment on, and who made it.

    `by_bot` is None where Discord did not say what its maker is.
    """

    guild: int
    at: datetime
    event: EventShown
    by: Person | None = None
    by_bot: bool | None = None


@attrs.frozen(kw_only=True)
class EventsListed:
    """The ids in Discord of all events that are planned or going on there at that moment."""

    guild: int
    at: datetime
    ids: frozenset[int]


Told = (
    Activity
    | Unreadable
    | Named
    | InVoice
    | HasRoles
    | AreMembers
    | Shown
    | Listened
    | Missed
    | EventSeen
    | EventsListed
)
"""One thing that a journal record tells; they are taken in the order of the journal."""
