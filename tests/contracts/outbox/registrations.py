"""What a store promises of the commands that Discord was told of: their digest, as it was kept last."""

import pytest

from application.community.ports import Store
from tests.builders.activities import HOUR, TIME_ZERO
from tests.contracts import Contract, a_guild


class RegistrationsContract(Contract):
    """One digest for each guild."""

    async def test_discord_was_told_of_no_commands_of_a_guild_that_is_new(
        self, store: Store, guild: int
    ) -> None:
        async with store.reading(guild) as work:
            assert await work.registrations.digest() is None

    async def test_the_digest_is_that_of_what_was_told_last(self, store: Store, guild: int) -> None:
        for at, digest in ((TIME_ZERO, "first"), (TIME_ZERO + HOUR, "second")):
            async with store.writing(guild) as work:
                await work.registrations.keep(digest, at)
        with pytest.raises(ZeroDivisionError):
            async with store.writing(guild) as work:
                await work.registrations.keep("never", TIME_ZERO)
                _ = 1 // 0
        async with store.reading(guild) as work:
            assert await work.registrations.digest() == "second"
        async with store.reading(a_guild()) as work:
            assert await work.registrations.digest() is None
