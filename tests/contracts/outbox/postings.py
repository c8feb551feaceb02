"""What a store promises of the outbox: one posting for each event and part, as it was kept last."""

import pytest

from application.community.ports import Store
from domain.community.outbox.posting import Posting
from tests.builders.activities import HOUR, TIME_ZERO
from tests.contracts import Contract, a_guild

MIRROR = Posting(event=2**62, part="mirror").begun("listed", 3, TIME_ZERO)
ANNOUNCEMENT = (
    Posting(event=7, part="announcement").begun("shown", 1, TIME_ZERO).done(TIME_ZERO, channel=5, thing=2**62)
)
PLACES = Posting(event=7, part="places", waiting=(3, 1))


class PostingsContract(Contract):
    """Postings by event and part."""

    async def test_discord_was_told_nothing_of_a_guild_that_is_new(self, store: Store, guild: int) -> None:
        async with store.reading(guild) as work:
            assert await work.postings.of([7]) == {}
            assert await work.postings.of([]) == {}

    async def test_a_posting_is_as_it_was_kept_last(self, store: Store, guild: int) -> None:
        refused = MIRROR.failed("Discord refused: the bot lacks Create Events")
        async with store.writing(guild) as work:
            await work.postings.keep(MIRROR)
            await work.postings.keep(ANNOUNCEMENT)
            await work.postings.keep(PLACES)
        async with store.writing(guild) as work:
            await work.postings.keep(refused)
        async with store.reading(guild) as work:
            assert await work.postings.of([MIRROR.event, 7]) == {
                (MIRROR.event, "mirror"): refused,
                (7, "announcement"): ANNOUNCEMENT,
                (7, "places"): PLACES,
            }
            assert set(await work.postings.of([7])) == {(7, "announcement"), (7, "places")}
        async with store.reading(a_guild()) as work:
            assert await work.postings.of([7]) == {}

    async def test_a_posting_of_a_failed_transaction_was_never_kept(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.postings.keep(ANNOUNCEMENT)
        with pytest.raises(ZeroDivisionError):
            async with store.writing(guild) as work:
                await work.postings.keep(ANNOUNCEMENT.begun("else", 2, TIME_ZERO + HOUR))
                _ = 1 // 0
        async with store.reading(guild) as work:
            assert await work.postings.of([7]) == {(7, "announcement"): ANNOUNCEMENT}
