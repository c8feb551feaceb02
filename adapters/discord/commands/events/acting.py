"""What several ways of asking share: planning an event, looking one up, having Discord told at once."""

from collections.abc import Mapping
from typing import Any

from adapters.discord.commands.events.showing import showing
from adapters.discord.commands.frame import Asked, Reply
from adapters.discord.commands.frame.library.tree import desk_of
from application.community.events.keeping import standing
from domain.community.events.event import Event


def acted(asked: Asked) -> None:
    """Something was done with an event: the bot looks at once what Discord is to be told."""
    desk_of(asked.interaction).acted()


async def event_of(asked: Asked, event_id: int) -> Event:
    """The event as it stands."""
    async with asked.use_cases.store.reading(asked.guild) as work:
        return await standing(work, event_id)


async def planned(asked: Asked, wished: Mapping[str, Any], rule: str | None = None) -> Reply:
    """Plan it; hosted by whoever asks, unless they name somebody."""
    if asked.actor.member_no is not None:
        wished = {"hosts": (asked.actor.member_no,), **wished}
    made = await asked.use_cases.plan_event(asked.guild, wished, asked.actor, repeats=rule)
    acted(asked)
    told = "Planned. Discord's own list of events shows it in a moment"
    channel = (await asked.settings()).announcement_channel
    told += (
        f", and it is announced in <#{channel}>." if channel else "; no announcement channel is set (/setup)."
    )
    return await showing(asked, made.event_id, told=told)
