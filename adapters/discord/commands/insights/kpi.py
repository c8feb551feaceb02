"""/kpi: how the community is doing, and where a number comes from."""

from discord import app_commands
from discord.app_commands import Choice

from adapters.discord.commands.frame import Asked, Reply, answers
from adapters.discord.commands.insights import choosing
from adapters.discord.commands.insights.board import board
from adapters.discord.commands.insights.cards import receipt
from adapters.discord.commands.members.windows import USUAL
from application.insights.kpis.question import KpiQuestion, groups_named
from domain.insights.kpis.catalogue import PAGES, audience_named
from domain.kernel.errors import Invalid

NAMED = 10
"""Members that are named behind a number; the page shows more."""

_PAGES = [Choice(name=title, value=audience) for audience, title in PAGES.items()]


@app_commands.command(name="kpi", description="How the community is doing, and where a number comes from")
@app_commands.describe(
    number="Which number; without it, all of a page",
    window="Of which time; without it, of the last 30 days",
    as_of="As it was known at the end of which day; without it, now",
    by="Take the number apart by these groups",
    only="Read the number of one group alone",
    page="Which page of numbers; without it, the health of the community",
)
@app_commands.choices(page=_PAGES)
@app_commands.autocomplete(
    number=choosing.numbers,
    window=choosing.times,
    as_of=choosing.ends,
    by=choosing.kinds,
    only=choosing.groups,
)
@app_commands.default_permissions(manage_messages=True)
@answers
async def kpi(
    asked: Asked,
    number: str = "",
    window: str = USUAL,
    as_of: str | None = None,
    by: str | None = None,
    only: str | None = None,
    page: str | None = None,
) -> Reply:
    """For staff: a page of the catalogue at a glance, or one number with its receipt."""
    await asked.must("see_staff_facts")
    if number:
        question = KpiQuestion(key=number, window=window, as_of=as_of, by=groups_named(by), of=only)
        return receipt(await asked.use_cases.explain(asked.guild, question, most=NAMED))
    if by or only:
        raise Invalid("choose a number as well: only one by itself is taken apart, or read of one group")
    audience = audience_named(page)
    return board(await asked.use_cases.show_board(asked.guild, audience, window, as_of), audience)
