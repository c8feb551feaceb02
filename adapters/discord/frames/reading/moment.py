"""Where and when a frame arrived, and what things without an id of their own are called after it."""

from datetime import datetime
from typing import NamedTuple

from adapters.discord.frames.format.parts import Who
from domain.community.coverage import GATEWAY
from domain.community.log.activity import Activity, Detail, Person


class Moment(NamedTuple):
    """A frame that arrived: its guild, when, and its own id: `<session>:<seq>`, the same when sent again."""

    guild: int
    at: datetime
    id: str

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
            occurred_at=at or self.at,
            source=GATEWAY,
            person=person(by) if by is not None else None,
            channel=channel,
            subject=subject,
            details={name: value for name, value in details.items() if value is not None},
        )


def person(who: Who) -> Person:
    """Somebody as the front door knows them."""
    return Person(id=str(who.id), name=who.name, bot=who.bot)
