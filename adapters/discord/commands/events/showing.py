"""Events as whoever asks is shown them."""

from collections.abc import Mapping, Sequence
from typing import Final

import discord

from adapters.discord.commands.frame import Asked, Reply, card, plain
from adapters.discord.events.message import card as of_event
from application.community.attendance.attending import seats_of
from application.community.events.keeping import standing
from domain.community.events.answers import Seats
from domain.community.events.event import Event
from domain.community.outbox.posting import Posting
from domain.community.outbox.wanted import Announced

MOST: Final = 15
_STANDING: Final = {
    "going": "you are going.",
    "interested": "you are interested.",
    "not": "you said that you can't come.",
    None: "you have not said yet whether you come: /event rsvp.",
}


async def showing(asked: Asked, event_id: int, *, told: str = "") -> Reply:
    """The card of an event, with where the one who asks stands; staff see what Discord refused."""
    async with asked.use_cases.store.reading(asked.guild) as work:
        event = await standing(work, event_id)
        seats = await seats_of(work, event)
        hosts = await work.members.of(event.plan.hosts)
        postings = await work.postings.of([event.event_id])
    ids = {number: one.discord_id for number, one in hosts.items() if one.discord_id}
    embed = discord.Embed.from_dict(of_event(Announced.of(event, seats), ids))
    problems = _problems(list(postings.values())) if await asked.may("see_staff_facts") else ""
    own = "" if event.over else _own(seats, asked.actor.member_no)
    return Reply(text="\n".join(part for part in (told, own, problems) if part), cards=(embed,))


def stands(standing: str | None, place: int | None) -> str:
    """Where somebody stands, in a sentence."""
    if standing == "waiting":
        return f"all places are taken: you are number {place} of those who wait, and move up by yourself."
    return _STANDING[standing]


def _own(seats: Seats, member_no: int | None) -> str:
    if member_no is None:
        return _sentence(stands(None, None))
    return _sentence(stands(seats.of(member_no), seats.place_in_line(member_no)))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def listing(events: Sequence[Event], counts: Mapping[int, Seats], member_no: int | None) -> Reply:
    """The next events, soonest first."""
    lines = [_line(event, counts.get(event.event_id, Seats()), member_no) for event in events[:MOST]]
    if len(events) > MOST:
        lines.append(f"… and {len(events) - MOST} more, which the dashboard shows.")
    return Reply(cards=(card("Events", "\n".join(lines) or "Nothing is planned."),))


def _line(event: Event, seats: Seats, member_no: int | None) -> str:
    on = "**on now** " if event.status == "started" else ""
    most = f" of {event.plan.capacity}" if event.plan.capacity is not None else ""
    own = seats.of(member_no) if member_no is not None else None
    yours = {"going": ", you too", "waiting": ", you wait", "interested": ", you may"}.get(own or "", "")
    at = int(event.plan.starts_at.timestamp())
    return f"{on}<t:{at}:f> **{plain(event.plan.title)}**: {len(seats.going)}{most} going{yours}"


def _problems(postings: Sequence[Posting]) -> str:
    names = {"mirror": "Discord's list", "announcement": "Announcement", "reminder": "Reminder"}
    return "\n".join(f"{names[one.part]}: {one.problem}" for one in postings if one.problem)
