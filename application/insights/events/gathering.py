"""Gathers what the pages of events are read from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import attrs
import numpy as np

from application.clock import Clock
from application.community.ports import GuildWork, Store
from application.insights.asking import Asked, ask
from application.insights.events.presences import presences_of
from application.insights.sheets import Sheets
from domain.community.events.answers import Seats, answers, of_event, seats
from domain.community.events.attendance import Presence, Window
from domain.community.events.event import Event
from domain.community.identity.aliases import Aliases
from domain.community.spans import ANSWER, Mark
from domain.insights.events.columns import GOING, INTERESTED, NOT, WAITING, Came, Said
from domain.insights.events.facts import EventFacts, as_it_was, phase_of
from domain.insights.sheet import ATTENDANCE
from domain.kernel.windows import FIRST_DAY, LAST_DAY

_FROM: Final = datetime(FIRST_DAY.year, 1, 1, tzinfo=UTC)
_UNTIL: Final = datetime(LAST_DAY.year + 1, 1, 1, tzinfo=UTC)


@attrs.frozen(kw_only=True)
class Gathered:
    """The calendar of a guild as it was asked for; `now` is the moment as which it is looked at.

    `until` is that moment where it lies in the past: what came later is not known then. `running` are those
    who had been by then at events that ran, or became something else later.
    """

    asked: Asked
    now: datetime
    events: Sequence[Event]
    aliases: Aliases
    until: datetime | None
    running: Mapping[int, Sequence[Presence]]


@attrs.frozen(kw_only=True)
class Gathering:
    """Where the facts of events come from."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def begin(self, work: GuildWork, asked: Asked, as_of_text: str | None) -> Gathered:
        """The whole calendar; without a moment in the question it is looked at now."""
        now = asked.as_of.instant if as_of_text else asked.now
        until = now if now < asked.now else None
        last, aliases = await work.events.between(_FROM, _UNTIL), await work.links.aliases()
        events = last if until is None else [as_it_was(event, until) for event in last]
        ran = [] if until is None else _counted_otherwise(events, last, until)
        zone_name = asked.known.settings.time_zone
        return Gathered(
            asked=asked,
            now=now,
            events=events,
            aliases=aliases,
            until=until,
            running={
                event.event_id: (await presences_of(work, event, aliases, zone_name, until)).presences
                for event in ran
            },
        )

    async def ask(self, guild: int, window_text: str, as_of_text: str | None) -> Asked:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        return await ask(self.store, self.sheets, self.clock, guild, window_text, as_of_text)

    async def facts(
        self, found: Gathered, said: Mapping[int, Seats], problems: Mapping[int, str]
    ) -> EventFacts:
        """Everything that the rules read; `said` and `problems` are of the events that need them."""
        asked, known = found.asked, found.asked.known
        zone_name = known.settings.time_zone
        table = await self.sheets.days(asked.guild, ATTENDANCE)
        return EventFacts(
            guild=asked.guild,
            name=known.name,
            settings=known.settings,
            window=asked.window,
            as_of=asked.as_of,
            now=found.now,
            resting=asked.resting,
            last_activity=known.last_activity,
            spans=known.spans,
            channels=known.channels,
            names=await self.sheets.names(asked.guild),
            erased=(await self.sheets.members(asked.guild, zone_name)).erased,
            events=found.events,
            windows=[Window.of(event) for event in found.events],
            came=Came.read(table, found.now).rather(found.running, found.now),
            said=said_of(said),
            problems=problems,
        )


def _counted_otherwise(events: Sequence[Event], last: Sequence[Event], until: datetime) -> list[Event]:
    """Of which events the table of attendance knows later things than the moment does."""
    both = ((was, became, phase_of(was, until)) for was, became in zip(events, last, strict=True))
    return [was for was, became, then in both if then == "now" or (then == "over" and was != became)]


async def seats_of_all(
    work: GuildWork, events: Collection[Event], aliases: Aliases, until: datetime | None
) -> dict[int, Seats]:
    """Who said what of each of these events, and who has a place; accounts of one person speak as one.

    `until` is a past moment: what was said then or later is not known.
    """
    subjects = {subject for event in events for subject in event.subjects}
    to: dict[int | None, list[Mark]] = {}
    marks = persons(await work.spans.about(ANSWER, list(subjects)), aliases)
    for mark in marks if until is None else [mark for mark in marks if mark.at < until]:
        to.setdefault(mark.channel, []).append(mark)
    return {
        event.event_id: seats(answers(of_event(event, some)), event.plan.capacity)
        for event in events
        if (some := [mark for one in event.subjects for mark in to.get(one, ())])
    }


def persons(marks: Iterable[Mark], aliases: Aliases) -> list[Mark]:
    """Marks of linked accounts as those of their person."""
    if not len(aliases):
        return list(marks)
    people = dict(zip(aliases.member_no.tolist(), aliases.canonical_no.tolist(), strict=True))
    return [mark._replace(member_no=people.get(mark.member_no, mark.member_no)) for mark in marks]


def said_of(said: Mapping[int, Seats]) -> Said:
    """The same as columns."""
    events: list[int] = []
    members: list[int] = []
    standings: list[int] = []
    for event_id, found in said.items():
        for standing, people in (
            (NOT, found.declined),
            (INTERESTED, found.interested),
            (WAITING, found.waiting),
            (GOING, found.going),
        ):
            events += [event_id] * len(people)
            members += [one.member_no for one in people]
            standings += [standing] * len(people)
    return Said.of(events, members, np.array(standings, dtype=np.int8))


async def problems_of(work: GuildWork, events: Collection[Event]) -> dict[int, str]:
    """Why Discord does not show some of these as they are here, in words."""
    found = await work.postings.of([event.event_id for event in events])
    return {event: posting.problem for (event, _), posting in found.items() if posting.problem}
