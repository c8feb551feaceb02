"""How the bot is, as the dashboard shows it to one guild: told by the bot itself, through the database."""

from typing import TYPE_CHECKING

from domain.operations.sight import BotSight, present

if TYPE_CHECKING:
    from adapters.postgres.operations.bots import PostgresBots
    from application.use_cases import UseCases


async def bot_sight(
    use_cases: "UseCases", bots: "PostgresBots | None", guild: int | None, *, simulated: bool
) -> BotSight:
    """Without a guild, how it is before there is any. Raises Unavailable without a database."""
    now = use_cases.clock.now()
    if simulated or bots is None:
        return BotSight(guild=guild, now=now, simulated=simulated)
    processes, now = await bots.processes()
    if guild is None:
        return BotSight(guild=None, now=now, processes=present(processes, now))
    async with use_cases.store.reading(guild) as work:
        progress = await work.backfills.progress()
        met = await work.backfills.channels() if progress is not None and progress.forbidden else {}
        names = await work.guild.channels() if met else {}
    closed = sorted(number for number, channel in met.items() if channel.access == "forbidden")
    return BotSight(
        guild=guild,
        now=now,
        processes=present(processes, now),
        progress=progress,
        unreadable=tuple((number, names[number].name if number in names else None) for number in closed),
    )
