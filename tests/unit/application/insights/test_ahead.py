"""What is read before anybody asks."""

import attrs
import pytest

from application.insights.ahead import MOST, ReadAhead
from application.insights.sheets import Sheets
from domain.insights.sheet import MEMBER_DAY
from domain.kernel.errors import NotFound, Unavailable
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message
from tests.builders.house import House

RESTS, TALKS, NEW = GUILD, GUILD + 1, GUILD + 2


@attrs.define
class Visits:
    """Pages that read the activity sheet, and in which order they were read."""

    sheets: Sheets
    told: list[tuple[str, int]] = attrs.field(factory=list)

    async def overview(self, guild: int) -> None:
        if guild == NEW:
            raise NotFound("nothing was ever recorded")
        self.told.append(("overview", guild))
        await self.sheets.days(guild, MEMBER_DAY)

    async def members(self, guild: int) -> None:
        self.told.append(("members", guild))

    def ahead(self, house: House) -> ReadAhead:
        return ReadAhead(
            store=house.store, sheets=self.sheets, views=(self.overview, self.members), pause=0.0
        )


async def house_of(*guilds: int) -> House:
    """Each wrote a day later than the one before."""
    house = House.built()
    house.clock.at += 30 * DAY
    for number, guild in enumerate(guilds):
        await house.told(attrs.evolve(a_message(TIME_ZERO + number * DAY), guild=guild))
    return house


async def test_the_guild_that_was_active_last_is_read_first_and_one_without_anything_stops_nobody() -> None:
    house = await house_of(RESTS, TALKS)
    async with house.store.writing(NEW) as work:
        await work.guild.rename("Nothing yet", TIME_ZERO)
    visits = Visits(house.sheets)
    await visits.ahead(house)()
    assert visits.told == [(page, guild) for guild in (TALKS, RESTS) for page in ("overview", "members")]


async def test_reading_ahead_ends_where_half_of_the_room_for_sheets_is_taken() -> None:
    house = await house_of(RESTS, TALKS)
    room = Sheets(house.facts, lambda: 0.0, max_bytes=40)
    visits = Visits(room)
    await visits.ahead(house)()
    assert visits.told == [("overview", TALKS), ("members", TALKS)]
    assert room.nbytes > 20


async def test_of_many_guilds_only_some_are_read() -> None:
    house = await house_of(*range(GUILD + 10, GUILD + 12 + MOST))
    visits = Visits(house.sheets)
    await visits.ahead(house)()
    assert len(visits.told) == 2 * MOST


async def test_where_the_store_is_away_nothing_further_is_tried() -> None:
    house = await house_of(RESTS, TALKS)

    async def away(_guild: int) -> None:
        raise Unavailable("the database is away")

    with pytest.raises(Unavailable):
        await ReadAhead(store=house.store, sheets=house.sheets, views=[away])()
