"""Tells a world to a house as it would come in: late, some of it twice, and some of it otherwise."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

import attrs

from application.community.attendance.attending import refold_attendance
from domain.community.events.event import Event
from domain.community.log.activity import REACTION, Activity
from domain.community.log.letters import Unreadable
from domain.kernel.actors import SYSTEM
from tests.builders.activities import GUILD, MINUTE, a_person
from tests.builders.house import House
from tests.integration.twin.worlds import FIRST, NOW, World

BATCHES: Final = 25
SOURCES: Final = (*("gateway",) * 4, "backfill", "history")
PLATFORMS: Final = ("github", "twitch")


@attrs.frozen(kw_only=True)
class Receipt:
    """What came in at once, and in which zone days were counted then."""

    at: datetime
    zone: str
    activities: Sequence[Activity]


@attrs.frozen(kw_only=True)
class Settled:
    """A house to which a world was told, and how that went."""

    house: House
    receipts: Sequence[Receipt]
    letters: Sequence[datetime]
    links: Sequence[tuple[str, str, datetime]]
    """Discord id, platform, since when."""

    persons: dict[str, int]
    """Discord id -> member number, also of who was erased since: totals stay."""


async def settled(world: World, seed: int) -> Settled:
    """Tell it, batch by batch, and set the community up after the first of them."""
    chance, house = Random(seed), House.built()
    receipts: list[Receipt] = []
    letters: list[datetime] = []
    links: list[tuple[str, str, datetime]] = []
    for at, batch in _batches(world, chance):
        house.clock.at = at
        receipts.append(
            Receipt(at=at, zone=world.settings["time_zone"] if receipts else "UTC", activities=batch)
        )
        await house.told(*batch)
        if len(receipts) == 1:
            await house.change_settings(GUILD, world.settings, SYSTEM)
        if chance.random() < 0.1:
            broken = Unreadable(
                guild=GUILD, source="ingest", reason="unreadable", detail="x", fingerprint=f"{at}"
            )
            await house.told(broken)
            letters.append(at)
        who = chance.choice(batch).person
        if who is not None and not who.bot and chance.random() < 0.1:
            platform = chance.choice(PLATFORMS)
            if not any(one[:2] == (who.id, platform) for one in links):
                await house.link_account(GUILD, who.id, platform, f"{platform}{who.id}", SYSTEM)
                links.append((who.id, platform, at))
    house.clock.at = NOW
    persons = await _set_up(house, world)
    return Settled(house=house, receipts=receipts, letters=letters, links=links, persons=persons)


def _batches(world: World, chance: Random) -> Iterator[tuple[datetime, list[Activity]]]:
    told = list(world.activities)
    size, at = max(1, len(told) // BATCHES), FIRST
    for start in range(0, len(told), size):
        batch = told[start : start + size]
        late = timedelta(minutes=chance.randint(0, 2000))
        at = min(NOW, max(at, batch[-1].occurred_at + late))
        again = chance.sample(told[:start], min(start, 3))
        otherwise = [
            attrs.evolve(one, occurred_at=one.occurred_at + MINUTE) for one in again if one.kind == REACTION
        ]
        source = chance.choice(SOURCES)
        yield at, [attrs.evolve(one, source=source) for one in (*batch, *again, *otherwise)]


async def _set_up(house: House, world: World) -> dict[str, int]:
    async with house.store.writing(GUILD) as work:
        numbers = {outside: number for number, outside in (await work.members.outside_ids()).items()}
        await work.listening.add(world.spans)
        await work.events.put([_hosted(event, numbers) for event in world.events])
        for event in await work.events.between(FIRST, NOW + timedelta(days=60)):
            await refold_attendance(work, event)
    for person in world.erased:
        if person.id in numbers:
            await house.forget(GUILD, person.id, SYSTEM)
    return numbers


def _hosted(event: Event, numbers: dict[str, int]) -> Event:
    """Here hosts are told by the number of the person; the calendar has member numbers."""
    hosts = (numbers.get(a_person(number).id) for number in event.plan.hosts)
    known = tuple(number for number in hosts if number is not None)
    return attrs.evolve(event, plan=attrs.evolve(event.plan, hosts=known))
