"""Where and when a frame arrived, and what things without an id of their own are called after it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from adapters.discord.frames.format.parts import Who
from domain.community.coverage import GATEWAY
from domain.community.log.activity import Activity, Detail, Person


class Moment(NamedTuple):
    """A frame that arrived: its guild, when, and its own id: `<session>:<seq>`, the same when sent again.

    `parents` are the channels of the threads that are known so far. What is told `late` happened some time
    before.
    """

    guild: int
    at: datetime
    id: str
    parents: Mapping[int, int]
    late: bool = False

    def tells(
        self,
        kind: str,
        by: Who | None,
        *,
        channel: int | None = None,
        subject: int | None = None,
        natural_id: str | None = None,
        at: datetime | None = None,
        **details: Detail,
    ) -> Activity:
        """Something that happened: now, and called after the frame, unless it has a time or an id itself."""
        return Activity(
            guild=self.guild,
            kind=kind,
            natural_id=natural_id or self.id,
            occurred_at=self.at if at is None else at.astimezone(UTC),
            source=GATEWAY,
            person=None if by is None else person(by),
            inferred=self.late and at is None,
            channel=channel,
            parent=None if channel is None else self.parents.get(channel),
            subject=subject,
            details={name: value for name, value in details.items() if value is not None},
        )


def person(who: Who) -> Person:
    """Somebody as the front door knows them."""
    return Person(id=str(who.id), name=who.name, bot=who.bot)
