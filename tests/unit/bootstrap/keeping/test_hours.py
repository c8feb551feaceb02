"""The hours at which guilds want backups."""

from bootstrap.keeping.hours import named_in
from domain.kernel.actors import COMMAND_LINE
from domain.operations.backups.rota import NamedHour
from tests.builders.activities import GUILD, a_message
from tests.builders.house import House


async def test_every_guild_names_its_hours_in_its_own_zone() -> None:
    house = House.built()
    await house.told(a_message(), a_message(guild=GUILD + 1))
    assert await named_in(house.store, house.clock.now()) == frozenset()
    changes = {"backup_hours": [4, 16], "time_zone": "Europe/Rome"}
    await house.change_settings(GUILD, changes, COMMAND_LINE)
    await house.change_settings(GUILD + 1, {"backup_hours": [4]}, COMMAND_LINE)
    assert await named_in(house.store, house.clock.now()) == {
        NamedHour("Europe/Rome", 4),
        NamedHour("Europe/Rome", 16),
        NamedHour("UTC", 4),
    }
