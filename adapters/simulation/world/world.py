"""The world of a plan: its people, its calendar, and everything that happens on a day."""

from collections import Counter
from collections.abc import Iterator
from heapq import merge
from typing import Final

import attrs
import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Numbers, below, then
from adapters.simulation.world.days.comings import comings_and_goings, founders
from adapters.simulation.world.days.commands import commands
from adapters.simulation.world.days.reacting import reactions
from adapters.simulation.world.days.voice import evening
from adapters.simulation.world.days.writing import Effect, Posts, Tally, many, posts_of
from adapters.simulation.world.happening import DAY, Happening, message_id, numbered
from adapters.simulation.world.people.invites import LEAKED, Invites, invites
from adapters.simulation.world.people.population import Population, populate
from adapters.simulation.world.people.roles import Holdings, holdings
from adapters.simulation.world.people.vigour import vigour
from adapters.simulation.world.places import ANNOUNCEMENTS, EMOJIS, PICTURES
from adapters.simulation.world.plan import Plan
from adapters.simulation.world.scenes.campaign import Campaign, campaign
from adapters.simulation.world.scenes.events import (
    Attendance,
    Event,
    attendance,
    calendar,
    days_of,
    seen_in_voice,
)
from adapters.simulation.world.scenes.invitations import (
    LONGEST_NOTICE,
    Answers,
    CalledOff,
    answers_to,
    called_off,
    called_off_on,
    event_id,
    of_calendar,
    said_on,
)
from adapters.simulation.world.scenes.troubles import Outage, Raid, outage, raid, raided
from domain.community.log.activity import MESSAGE, REACTION

HERALD: Final = 2
"""The bot that announces events."""

_REMEMBERED: Final = 16
"""Events whose guests are kept: those of the days around."""

_ANNOUNCED: Final = 2**22 - 64


@attrs.frozen(kw_only=True, eq=False)
class Day:
    """What happened on a day (some of it after midnight), who attended, and what each effect did."""

    happenings: list[Happening]
    attended: dict[str, Attendance]
    tallies: list[Tally]
    ran: Counter[tuple[str, str]]
    """Commands by name and outcome, also those that nobody heard."""


class World:
    """A day may be asked for by itself: none needs the days before."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.chance = Chance(plan.seed)
        self.people: Population = populate(plan, self.chance)
        self.events: list[Event] = calendar(plan, self.chance)
        self.campaign: Campaign | None = campaign(plan, self.chance, self.people)
        self.outage: Outage | None = outage(plan, self.chance)
        self.raid: Raid | None = raid(plan, self.chance)
        self.called_off: list[CalledOff] = called_off(plan, self.chance)
        self.holdings: Holdings = holdings(self.chance, self.people)
        self.invites: Invites = invites(plan, self.chance, self.people)
        self._answered: dict[str, tuple[Attendance, Answers]] = {}
        self.guild = 1_202_000_000_000_000_000 + self.chance.number(Concern.GUILD, 2**31)

    def before(self) -> Iterator[Happening]:
        """How the members of the start came, and which roles they were given, in order of time."""
        came = founders(self.people, self.invites, self.plan.first)
        return merge(came, sorted(self.holdings.told(0, self.plan.first * DAY)))

    def day(self, day: int) -> Day:
        """Everything that begins on that UTC day, in no order; what nobody heard is left out."""
        strength = vigour(self.chance, self.people, day)
        here = [event for event in self.events if day in days_of(event)]
        attended = {event.key: self.answered(event)[0] for event in here}
        effects = self._effects(day, here, attended)
        written, tallies = many(self.chance, self.people, day, strength, self.plan.rate, effects)
        posts = posts_of(self.chance, self.people, day, written)
        happened = [*comings_and_goings(self.people, self.invites, day), *self._told(posts, day, strength)]
        happened += evening(self.chance, self.people, day, strength, day * DAY)
        happened += self._of_calendar(day)
        happened += self.holdings.told(day * DAY, (day + 1) * DAY)
        ran = list(commands(self.chance, self.people, day, strength, self.plan.rate))
        happened += ran
        for event in here:
            if event.day == day:
                happened += seen_in_voice(self.chance, event, attended[event.key])
                happened += self._announcement(event)
        if self.raid is not None and self.raid.day == day:
            happened += raided(self.chance, self.raid, self.invites.all[LEAKED].code)
        today = {event.key: attended[event.key] for event in here if event.day == day}
        return Day(
            happenings=self._heard(happened),
            attended=today,
            tallies=tallies,
            ran=Counter((each.word, each.outcome) for each in ran),
        )

    def talk(self, day: int, layer: int) -> list[Happening]:
        """What the same people may have said besides on that day, and in an order of its own for each layer.

        Layers are counted from 1; messages and reactions only, by those who had joined before.
        """
        chance = Chance(self.plan.seed ^ layer << 40)
        settled = (self.people.joined < day) & ~self.people.are("bot")
        strength = np.where(settled, vigour(self.chance, self.people, day), 0)
        written, _ = many(chance, self.people, day, strength, self.plan.rate, [])
        return list(self._told(posts_of(chance, self.people, day, written), day, strength, layer))

    def answered(self, event: Event) -> tuple[Attendance, Answers]:
        """Who comes to an event, and who says so when; kept while its days pass."""
        found = self._answered.get(event.key)
        if found is None:
            attended = attendance(
                self.chance, self.people, vigour(self.chance, self.people, event.day), event
            )
            found = attended, answers_to(self.plan, self.chance, self.people, event, attended)
            self._answered[event.key] = found
            if len(self._answered) > _REMEMBERED:
                del self._answered[next(iter(self._answered))]
        return found

    def _of_calendar(self, day: int) -> Iterator[Happening]:
        """What becomes of events, and who says that they will come."""
        for event in self.events:
            if day <= event.day < day + LONGEST_NOTICE + 1:
                attended, told = self.answered(event)
                yield from of_calendar(self.plan, self.chance, event, attended.host, day)
                yield from said_on(told, event_id(self.plan, self.chance, event), day)
        for off in self.called_off:
            yield from called_off_on(off, day)

    def _effects(self, day: int, events: list[Event], attended: dict[str, Attendance]) -> list[Effect]:
        everybody = ~self.people.are("bot")
        found = []
        for event in events:
            audience = everybody
            if event.audience == "attendees":
                audience = np.zeros(len(everybody), dtype=bool)
                audience[attended[event.key].came] = True
            found.append(Effect(key=event.key, audience=audience, lift=event.lift))
        told = self.campaign
        if told is not None and told.first <= day < told.first + told.days:
            found.append(Effect(key=told.key, audience=told.treated, lift=told.lift))
        return found

    def _told(self, posts: Posts, day: int, strength: Numbers, layer: int = 0) -> Iterator[Happening]:
        """Messages and the reactions to them."""
        lots = then(posts.lots, 9)
        lengths = 2 + below(lots, 60) * below(then(lots, 1), 60) // 20
        pictures = below(then(lots, 2), 1000) < np.where(np.isin(posts.channel, PICTURES), 500, 40)
        midnight = day * DAY
        authors, channels = posts.author.tolist(), posts.channel.tolist()
        ids = [
            message_id(midnight + ms, numbered(index, layer)) for index, ms in enumerate(posts.ms.tolist())
        ]
        columns = zip(
            posts.ms.tolist(), posts.answers.tolist(), lengths.tolist(), pictures.tolist(), strict=True
        )
        for index, (ms, answers, length, picture) in enumerate(columns):
            toward = authors[answers] if answers >= 0 else -1
            yield Happening(
                midnight + ms,
                MESSAGE,
                authors[index],
                channels[index],
                ids[index],
                toward,
                length,
                int(picture),
                int(toward >= 0),
            )
        for row, who, ms, emoji in reactions(self.people, day, strength, posts):
            yield Happening(
                midnight + ms, REACTION, who, channels[row], ids[row], authors[row], word=EMOJIS[emoji]
            )

    def _announcement(self, event: Event) -> Iterator[Happening]:
        """The bot says that it begins soon."""
        ms = event.day * DAY + event.begins - 3_600_000
        yield Happening(ms, MESSAGE, HERALD, ANNOUNCEMENTS, message_id(ms, _ANNOUNCED), length=140)

    def _heard(self, happened: list[Happening]) -> list[Happening]:
        down = self.outage
        if down is None:
            return happened
        return [each for each in happened if not down.start <= each.ms < down.end]
