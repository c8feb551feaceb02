"""A Discord on paper: what it would answer, without a socket; its clock and ours differ."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import attrs

from application.community.backfill.ports import (
    InterestPage,
    MessagePage,
    Place,
    ReactorPage,
    Reactors,
    ThreadPage,
)
from domain.community.coverage import BACKFILL
from domain.community.log.activity import Activity, Person
from domain.kernel.errors import Refused, Unavailable
from domain.kernel.ids import first_snowflake_at
from tests.builders.activities import TIME_ZERO, a_message

PAGE = 3


@attrs.define
class PaperDiscord:
    """Channels with their messages; it goes away after so many requests.

    The history of some is `withheld`: they look empty, as on Discord, and each message is refused.
    """

    guild: int
    channels: dict[int, list[int]]
    now: datetime = TIME_ZERO
    requests: int = 0
    patience: int | None = None
    withheld: set[int] = attrs.field(factory=set)
    going: dict[int, set[int]] = attrs.field(factory=dict)
    hidden: set[int] = attrs.field(factory=set)
    _written: dict[int, int] = attrs.field(factory=dict)

    def write(self, channel: int) -> int:
        """Somebody writes now."""
        number = first_snowflake_at(self.now) + len(self.channels[channel])
        self.channels[channel].append(number)
        self._written[channel] = number
        return number

    def told(self, channel: int, number: int, source: str) -> Activity:
        return a_message(
            self.now,
            guild=self.guild,
            channel=channel,
            subject=number,
            natural_id=str(number),
            source=source,
        )

    async def places(self, guild: int) -> Sequence[Place]:
        self._asked()
        return [
            Place(channel=channel, name=f"channel {channel}", last_message=self._written.get(channel))
            for channel in self.channels
        ]

    async def archived_threads(self, channel: int, *, before: datetime | None) -> ThreadPage:
        raise AssertionError("no channel has threads")

    async def messages(self, guild: int, channel: int, *, parent: int | None, before: int) -> MessagePage:
        self._asked()
        readable = [] if channel in self.withheld else self.channels[channel]
        ids = [number for number in readable if number < before][-PAGE:]
        return MessagePage(
            records=[self.told(channel, number, BACKFILL) for number in reversed(ids)],
            messages=len(ids),
            oldest=ids[0] if ids else None,
            last=len(ids) < PAGE,
        )

    async def shows(self, channel: int, message: int) -> bool:
        self._asked()
        if channel in self.withheld:
            raise Refused("its history may not be read")
        return message in self.channels[channel]

    async def reactors(self, guild: int, wanted: Reactors, *, author: Person | None) -> ReactorPage:
        raise AssertionError("nobody reacted")

    async def events(self, guild: int) -> Sequence[int]:
        return list(self.going)

    async def interested(self, guild: int, event: int, *, after: int) -> InterestPage:
        if event in self.hidden:
            raise Refused("it takes place in a channel that the bot does not see")
        people = [one for one in sorted(self.going[event]) if one > after][:PAGE]
        more = len(people) == PAGE
        return InterestPage(
            people=[Person(id=str(one)) for one in people], after=people[-1] if more else None
        )

    def _asked(self) -> None:
        self.requests += 1
        if self.patience is not None:
            self.patience -= 1
            if self.patience < 0:
                raise Unavailable("it is away")


@attrs.define
class OffClock:
    """Our clock, which is not Discord's."""

    discord: PaperDiscord
    off: timedelta

    def now(self) -> datetime:
        return self.discord.now + self.off
