"""One look at a guild: what of its events Discord is to be told now."""

from datetime import datetime

import attrs

from application.community.outbox.ports import PostingKey
from application.community.ports import GuildWork
from domain.community.events.answers import Seats
from domain.community.events.event import Event
from domain.community.outbox.due import OutboxRules, announcing, listing, reminding
from domain.community.outbox.posting import Part, Posting
from domain.community.outbox.wanted import (
    Announced,
    Mirrored,
    Reminded,
    digest_of,
    digest_of_reminder,
)
from domain.community.settings import GuildSettings, settings_at


@attrs.frozen(kw_only=True)
class Due:
    """One thing to tell; `names` are the Discord ids of the members that it names."""

    event: Event
    posting: Posting
    wanted: Mirrored | Announced | Reminded
    channel: int | None
    names: dict[int, str]

    @property
    def digest(self) -> str:
        """Of what is to be told."""
        if isinstance(self.wanted, Reminded):
            return digest_of_reminder(self.wanted)
        return digest_of(self.wanted)


async def look(work: GuildWork, now: datetime, rules: OutboxRules) -> list[Due]:
    """What is due, by start of the event."""
    events = await work.events.between(now - rules.looks_back, now + rules.looks_ahead)
    if not events:
        return []
    settings = settings_at(await work.guild.settings(), now)
    postings = await work.postings.of([event.event_id for event in events])
    found: list[Due] = []
    for event in events:
        found += await _of_event(work, event, postings, settings, now, rules)
    return found


async def _of_event(
    work: GuildWork,
    event: Event,
    postings: dict[PostingKey, Posting],
    settings: GuildSettings,
    now: datetime,
    rules: OutboxRules,
) -> list[Due]:
    channel = int(settings.announcement_channel) if settings.announcement_channel else None

    def posting(part: Part) -> Posting:
        fresh = Posting(event=event.event_id, part=part)
        before = postings.get((event.event_id, part), fresh)
        in_vain_elsewhere = part != "mirror" and not before.told and before.channel not in (None, channel)
        return fresh if in_vain_elsewhere else before

    found: list[tuple[Posting, Mirrored | Announced | Reminded]] = []
    if mirrored := listing(event, posting("mirror"), now, rules):
        found.append((posting("mirror"), mirrored))
    if settings.announcement_channel or posting("announcement").thing:
        seats = Seats()
        if announced := announcing(event, seats, posting("announcement"), settings, now, rules):
            found.append((posting("announcement"), announced))
        if reminded := reminding(event, seats, posting("reminder"), settings, now, rules):
            found.append((posting("reminder"), reminded))
    if not found:
        return []
    people = {
        *event.plan.hosts,
        *(one for _, each in found if isinstance(each, Reminded) for one in each.people),
    }
    names = {
        number: one.discord_id for number, one in (await work.members.of(people)).items() if one.discord_id
    }
    return [
        Due(
            event=event,
            posting=before,
            wanted=wanted,
            channel=None if before.part == "mirror" else before.channel if before.thing else channel,
            names=names,
        )
        for before, wanted in found
    ]
