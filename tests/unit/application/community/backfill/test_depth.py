"""How far back is read: as deep as the guild wants it, else as the installation says."""

from datetime import timedelta

import pytest

from adapters.memory.community import MemoryStore
from application.community.backfill.backfill_guild import BackfillGuild
from application.community.guild_settings import ChangeSettings
from application.community.record import RecordActivities
from domain.community.backfill.channels import BackfillRules
from domain.community.log.keys import Keyring
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import DAY, SECRET, TIME_ZERO
from tests.contracts import a_guild
from tests.unit.application.community.backfill.paper import OffClock, PaperDiscord


@pytest.mark.parametrize(("wanted", "read"), [(0, 6), (5, 3), (400, 9)])
async def test_the_guild_says_how_much_of_the_past_is_fetched(wanted: int, read: int) -> None:
    """Whole pages of three messages: the one that reaches the depth is the last."""
    discord = PaperDiscord(a_guild(), {101: []})
    for days in (200, 199, 198, 197, 196, 195, 45, 20, 3):
        discord.now = TIME_ZERO - days * DAY
        discord.write(101)
    discord.now = TIME_ZERO
    clock, store, keys = OffClock(discord, timedelta()), MemoryStore(), Keyring(SECRET)
    async with store.writing(discord.guild) as work:
        await work.guild.rename("A guild", TIME_ZERO)
    await ChangeSettings(store=store, clock=clock)(discord.guild, {"backfill_days": wanted}, COMMAND_LINE)
    backfill = BackfillGuild(
        archive=discord,
        store=store,
        record=RecordActivities(store=store, clock=clock, keys=keys),
        clock=clock,
        keys=keys,
        rules=BackfillRules(days=50),
    )
    await backfill(discord.guild)
    async with store.reading(discord.guild) as work:
        kept = [entry async for page in work.log.pages() for entry in page]
    assert len(kept) == read
