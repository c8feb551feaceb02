"""What a guild wants to be noted of voice."""

from bootstrap.bot.wanting import wanting_voice_details
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import GUILD, a_message
from tests.builders.house import House


async def test_details_of_voice_are_noted_only_while_the_guild_wants_them() -> None:
    house = House.built()
    await house.told(a_message())
    assert await wanting_voice_details(house.store, house.clock.now()) == frozenset()
    await house.change_settings(GUILD, {"voice_details": True}, COMMAND_LINE)
    assert await wanting_voice_details(house.store, house.clock.now()) == {GUILD}
    await house.change_settings(GUILD, {"voice_details": False}, COMMAND_LINE)
    assert await wanting_voice_details(house.store, house.clock.now()) == frozenset()
