"""/kpi: how the community is doing, and where a number comes from."""

from collections.abc import Iterable

from discord import app_commands
from discord.app_commands import Choice

from adapters.discord.commands.frame import Asked, Reply, answers, suggests
from adapters.discord.commands.insights.cards import numbers, receipt
from adapters.discord.commands.members.windows import USUAL, WINDOWS
from application.insights.kpis.question import KpiQuestion, groups_named
from domain.insights.kpis.catalogue import CATALOGUE

NAMED = 10
"""Members that are named behind a number; the page shows more."""

_GROUPS = [Choice(name=one, value=one) for one in ("segment", "tier", "role", "channel")]


@suggests
async def keys(_asked: Asked, typed: str) -> Iterable[tuple[str, str]]:
    """The numbers whose name or question has in it what was typed."""
    wanted = typed.strip().casefold()
    return [
        (f"{one.title}: {one.question}", one.key)
        for one in CATALOGUE
        if wanted in f"{one.key} {one.title} {one.question}".casefold()
    ]


@app_commands.command(name="kpi", description="How the community is doing, and where a number comes from")
@app_commands.describe(
    number="Which number; without it, all of them",
    window="Of which time; without it, of the last 30 days",
    by="Take it apart by these groups",
)
@app_commands.choices(window=WINDOWS, by=_GROUPS)
@app_commands.autocomplete(number=keys)
@app_commands.default_permissions(manage_messages=True)
@answers
async def kpi(asked: Asked, number: str = "", window: str = USUAL, by: str | None = None) -> Reply:
    """For staff: every number of the catalogue, or one with its receipt."""
    await asked.must("see_staff_facts")
    if not number:
        return numbers(await asked.use_cases.read_kpis(asked.guild, window_text=window))
    question = KpiQuestion(key=number, window=window, by=groups_named(by))
    return receipt(await asked.use_cases.explain(asked.guild, question, most=NAMED))
