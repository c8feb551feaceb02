"""A page that shows nothing beside a message that is there."""

import attrs

from adapters.memory.community import MemoryStore
from application.community.backfill.backfill_guild import BackfillGuild
from application.community.backfill.ports import MessagePage
from application.community.record import RecordActivities
from domain.community.log.keys import Keyring
from tests.builders.activities import HOUR, SECRET
from tests.contracts import a_guild
from tests.unit.application.community.backfill.paper import OffClock, PaperDiscord


@attrs.define
class Opening(PaperDiscord):
    """A channel that is opened to us just after its first page was asked for."""

    async def messages(self, guild: int, channel: int, *, parent: int | None, before: int) -> MessagePage:
        page = await super().messages(guild, channel, parent=parent, before=before)
        self.withheld.discard(channel)
        return page


async def test_a_channel_that_is_opened_while_its_page_is_asked_for_is_read_a_day_later() -> None:
    discord = Opening(a_guild(), {101: []}, withheld={101})
    written = discord.write(101)
    clock, store, keys = OffClock(discord, 0 * HOUR), MemoryStore(), Keyring(SECRET)
    backfill = BackfillGuild(
        archive=discord,
        store=store,
        record=RecordActivities(store=store, clock=clock, keys=keys),
        clock=clock,
        keys=keys,
    )
    assert (await backfill(discord.guild)).forbidden == 1
    discord.now += 25 * HOUR
    assert (await backfill(discord.guild)).forbidden == 0
    async with store.reading(discord.guild) as work:
        assert [entry.subject async for page in work.log.pages() for entry in page] == [written]
