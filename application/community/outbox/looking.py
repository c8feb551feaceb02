"""One look at a guild: what of its events Discord is to be told now."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

import attrs

from application.community.attendance.attending import seats_of_each
from application.community.outbox.ports import PostingKey
from application.community.ports import GuildWork
from domain.community.events.answers import Seats
from domain.community.events.event import Event
from domain.community.outbox.due import OutboxRules, announcing, freeing, listing, reminding
from domain.community.outbox.posting import Part, Posting
from domain.community.outbox.wanted import (
    Announced,
    Called,
    Mirrored,
    digest_of,
    digest_of_call,
)
from domain.community.settings import GuildSettings, settings_at

_AT_ONCE: Final = 100

Wanted = Mirrored | Announced | Called


@attrs.frozen(kw_only=True)
class Due:
    """One thing to tell; `names` are the Discord ids of the members that it names."""

    event: Event
    posting: Posting
    wanted: Wanted
    channel: int | None
    names: Mapping[int, str]

    @property
    def digest(self) -> str:
        """Of what is to be told."""
        if isinstance(self.wanted, Called):
            return digest_of_call(self.wanted, self.posting.told)
        return digest_of(self.wanted)


async def look(work: GuildWork, now: datetime, rules: OutboxRules) -> list[Due]:
    """What is due, by start of the event."""
    events = await work.events.between(now - rules.looks_back, now + rules.looks_ahead)
    if not events:
        return []
    one = _Look(
        settings=settings_at(await work.guild.settings(), now),
        postings=await work.postings.of([event.event_id for event in events]),
        now=now,
        rules=rules,
    )
    announced = [event for event in events if one.is_announced(event)]
    said = await seats_of_each(work, announced) if announced else {}
    events = await _with_known_hosts(work, events, said)
    due: list[tuple[Event, Posting, Wanted]] = []
    for number, event in enumerate(events):
        due += [(event, *each) for each in one.of(event, said.get(event.event_id))]
        if number % _AT_ONCE == 0:
            await asyncio.sleep(0)  # whoever uses a command meanwhile is answered
    people = {number for event, _, wanted in due for number in _named(event, wanted)}
    ids = {number: member.discord_id for number, member in (await work.members.of(people)).items()}
    names = {number: found for number, found in ids.items() if found}
    return [
        Due(event=event, posting=before, wanted=wanted, channel=one.channel_of(before), names=names)
        for event, before, wanted in due
    ]


@attrs.frozen(kw_only=True)
class _Look:
    """How the guild is set up, and what was told before."""

    settings: GuildSettings
    postings: Mapping[PostingKey, Posting]
    now: datetime
    rules: OutboxRules

    @property
    def channel(self) -> int | None:
        found = self.settings.announcement_channel
        return int(found) if found else None

    def is_announced(self, event: Event) -> bool:
        return self.channel is not None or self.posting(event, "announcement").thing is not None

    def channel_of(self, before: Posting) -> int | None:
        """A message stays where it was written."""
        if before.part == "mirror":
            return None
        return before.channel if before.thing is not None else self.channel

    def posting(self, event: Event, part: Part) -> Posting:
        """What was told before; vain tries in another channel than today's do not count."""
        before = self.postings.get((event.event_id, part))
        if before is None:
            return Posting(event=event.event_id, part=part)
        elsewhere = part != "mirror" and not before.told and before.channel not in (None, self.channel)
        return Posting(event=event.event_id, part=part) if elsewhere else before

    def of(self, event: Event, said: Seats | None) -> list[tuple[Posting, Wanted]]:
        """What is due of one event; `said` is None where it is not announced."""
        found: list[tuple[Posting, Wanted | None]] = []
        mirror = self.posting(event, "mirror")
        found.append((mirror, listing(event, mirror, self.now, self.rules)))
        if said is not None:
            shown, called = self.posting(event, "announcement"), self.posting(event, "reminder")
            found.append((shown, announcing(event, said, shown, self.settings, self.now, self.rules)))
            found.append((called, reminding(event, said, called, self.settings, self.now)))
            freed = self.posting(event, "places")
            found.append((freed, freeing(event, said, freed, self.settings, self.now)))
        return [(before, wanted) for before, wanted in found if wanted is not None]


async def _with_known_hosts(work: GuildWork, events: list[Event], said: Collection[int]) -> list[Event]:
    """Who was forgotten is named by no announcement any more."""
    hosts = {host for event in events if event.event_id in said for host in event.plan.hosts}
    known = {number for number, one in (await work.members.of(hosts)).items() if one.discord_id}
    if known == hosts:
        return events
    return [
        attrs.evolve(
            event, plan=event.plan.changed({"hosts": [one for one in event.plan.hosts if one in known]})
        )
        for event in events
    ]


def _named(event: Event, wanted: Wanted) -> tuple[int, ...]:
    if isinstance(wanted, Mirrored):
        return ()
    return wanted.people if isinstance(wanted, Called) else event.plan.hosts
