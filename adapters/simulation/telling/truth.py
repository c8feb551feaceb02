"""The truth of a world: what a reader of its activities has to find out, and may check itself against."""

from collections import Counter
from typing import Any, Final

from adapters.simulation.telling.lines import instant
from adapters.simulation.telling.roster import Roster
from adapters.simulation.world.days.writing import Tally
from adapters.simulation.world.happening import DAY
from adapters.simulation.world.people.archetypes import ARCHETYPES
from adapters.simulation.world.people.invites import LEAKED
from adapters.simulation.world.people.never import NEVER
from adapters.simulation.world.people.population import WAYS
from adapters.simulation.world.people.roles import ROLE_IDS, TEAMS, TIERS
from adapters.simulation.world.places import CHANNELS
from adapters.simulation.world.plan import VERSION
from adapters.simulation.world.scenes.events import Event
from adapters.simulation.world.scenes.invitations import event_id
from adapters.simulation.world.world import Day, World
from domain.community.log.words import OUTCOMES
from domain.kernel.instants import day_of_number

_ABOUT: Final = {
    "people": "drifts_since: from that day on they are there half as often every 6 days",
    "true_lift": "0.4: the audience wrote 1.4 times the messages that it would have written without",
    "commands": "also those that an outage kept from being heard",
    "roles": "who leaves loses every role, and nobody says so",
    "written": "messages of the audience on those days, also where an outage kept them from being heard",
    "without": "what the same people would have written on the same days without it",
}


class Truth:
    """Gathers what days tell while they pass."""

    def __init__(self, world: World, roster: Roster) -> None:
        self._world = world
        self._roster = roster
        self._written: Counter[str] = Counter()
        self._without: Counter[str] = Counter()
        self._ran: Counter[tuple[str, str]] = Counter()

    def saw(self, day: Day) -> None:
        """Take in a day."""
        self._ran += day.ran
        for tally in day.tallies:
            self._count(tally)

    def _count(self, tally: Tally) -> None:
        self._written[tally.key] += tally.written
        self._without[tally.key] += tally.without

    def document(self) -> dict[str, Any]:
        """The truth as JSON has it; ids are text."""
        world, plan = self._world, self._world.plan
        return {
            "simulation": VERSION,
            "about": _ABOUT,
            "seed": str(plan.seed),
            "members": plan.members,
            "first_day": _day(plan.first),
            "last_day": _day(plan.last),
            "rate_percent": plan.rate,
            "scenarios": list(plan.scenarios),
            "guild": str(world.guild),
            "channels": CHANNELS,
            "roles": dict(TIERS),
            "teams": dict(TEAMS),
            "invites": self._invites(),
            "commands": self._commands(),
            "events": [self._event(event) for event in world.events],
            "called_off": self._called_off(),
            "campaigns": self._campaigns(),
            "churn_waves": self._churn_waves(),
            "raids": self._raids(),
            "outages": self._outages(),
            "people": [self._person(number) for number in range(plan.members)],
        }

    def _ids(self, numbers: Any) -> list[str]:  # noqa: ANN401 - rows of a column
        return [self._roster.people[number].id for number in numbers.tolist()]

    def _effect(self, key: str, lift: int) -> dict[str, Any]:
        return {"true_lift": lift / 1000, "written": self._written[key], "without": self._without[key]}

    def _event(self, event: Event) -> dict[str, Any]:
        start = event.day * DAY + event.begins
        attended, told = self._world.answered(event)
        return {
            "key": event.key,
            "name": event.name,
            "series": event.series,
            "starts_at": instant(start),
            "ends_at": instant(start + event.lasts),
            "id": str(event_id(self._world.plan, self._world.chance, event)),
            "host": self._roster.people[attended.host].id,
            "rsvps": self._ids(attended.rsvps),
            "withdrawn": self._ids(told.who[told.withdrawn >= 0]),
            "attended": self._ids(attended.came),
            "audience": event.audience,
            "first_day": _day(event.day),
            "last_day": _day(event.day + event.days - 1),
            **self._effect(event.key, event.lift),
        }

    def _called_off(self) -> list[dict[str, str]]:
        return [
            {
                "id": str(off.id),
                "host": self._roster.people[off.host].id,
                "scheduled_at": instant(off.scheduled),
                "cancelled_at": instant(off.cancelled),
                "starts_at": instant(off.would_begin),
            }
            for off in self._world.called_off
        ]

    def _invites(self) -> list[dict[str, Any]]:
        invites, members = self._world.invites, self._world.plan.members
        return [
            {
                "code": invite.code,
                "by": None if invite.by is None else self._roster.people[invite.by].id,
                "campaign": invite.campaign,
                "joined": self._ids((invites.used[:members] == place).nonzero()[0]),
            }
            for place, invite in enumerate(invites.all)
        ]

    def _commands(self) -> dict[str, dict[str, int]]:
        names = sorted({name for name, _ in self._ran})
        return {
            name: {outcome: self._ran[name, outcome] for outcome in OUTCOMES if self._ran[name, outcome]}
            for name in names
        }

    def _roles(self, number: int) -> list[dict[str, str | None]]:
        held = self._world.holdings
        end = (self._world.plan.last + 1) * DAY
        rows = ((held.who == number) & (held.given < end)).nonzero()[0].tolist()
        return [
            {
                "role": ROLE_IDS[int(held.role[row])],
                "given_at": instant(int(held.given[row])),
                "taken_at": instant(int(held.taken[row])) if 0 <= held.taken[row] < end else None,
            }
            for row in rows
        ]

    def _campaigns(self) -> list[dict[str, Any]]:
        told = self._world.campaign
        if told is None:
            return []
        return [
            {
                "key": told.key,
                "first_day": _day(told.first),
                "last_day": _day(told.first + told.days - 1),
                **self._effect(told.key, told.lift),
                "treated": self._ids(told.treated.nonzero()[0]),
                "holdout": self._ids(told.holdout.nonzero()[0]),
            }
        ]

    def _churn_waves(self) -> list[dict[str, Any]]:
        plan, people = self._world.plan, self._world.people
        if not plan.has("churn-wave"):
            return []
        hit = people.are("core", "regular") & (people.drifts < NEVER)
        return [{"first_day": _day(plan.begins("churn-wave")), "people": self._ids(hit.nonzero()[0])}]

    def _raids(self) -> list[dict[str, Any]]:
        told = self._world.raid
        if told is None:
            return []
        strangers = self._roster.people[told.first_stranger :]
        invite = self._world.invites.all[LEAKED].code
        ids = [each.id for each in strangers]
        return [{"begins_at": instant(told.begins), "invite": invite, "strangers": ids}]

    def _outages(self) -> list[dict[str, str]]:
        down = self._world.outage
        return [] if down is None else [{"from": instant(down.start), "to": instant(down.end)}]

    def _person(self, number: int) -> dict[str, Any]:
        people, outside = self._world.people, self._roster.people[number]
        left = int(people.leaves[number])
        return {
            "id": outside.id,
            "name": outside.name,
            "archetype": ARCHETYPES[int(people.kind[number])].name,
            "circle": int(people.circle[number]),
            "utc_offset_hours": int(people.offset[number]),
            "joined": _day(int(people.joined[number])),
            "left": _maybe(left),
            "how": WAYS[int(people.way[number])] if left < NEVER else None,
            "drifts_since": _maybe(int(people.drifts[number])),
            "away_since": _maybe(int(people.away[number])),
            "back_on": _maybe(int(people.back[number])),
            "invite": self._world.invites.code_of(number) or None,
            "roles": self._roles(number),
        }


def _day(number: int) -> str:
    return day_of_number(number).isoformat()


def _maybe(number: int) -> str | None:
    return None if number >= NEVER else _day(number)
