"""How a KPI is asked for on the command line."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from adapters.cli.guilds import as_of_option, chosen_guild, guild_option
from adapters.cli.output import json_option

if TYPE_CHECKING:
    from application.insights.kpis.question import KpiQuestion
    from application.use_cases import UseCases

Command = TypeVar("Command", bound=Callable[..., None])

_OPTIONS = (
    click.option("--window", default="30d", show_default=True, metavar="7d|30d|90d|all|FROM..TO"),
    click.option(
        "--grain", type=click.Choice(["day", "week", "month"]), help="Of its course; else the one that fits."
    ),
    as_of_option,
    click.option("--by", metavar="GROUPS", help="Take it apart by segment, tier, role, channel ..."),
    click.option("--of", metavar="GROUP", help="Read only one group, such as segment:core."),
    guild_option,
    json_option,
)


def options(command: Command) -> Command:
    """The options of whatever reads a KPI, in the same words everywhere."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def question(key: str, asked: dict[str, Any]) -> "KpiQuestion":
    """What the options ask of a KPI; raises Invalid for groups that nothing is taken apart by."""
    from application.insights.kpis.question import KpiQuestion, groups_named

    return KpiQuestion(
        key=key,
        window=asked["window"],
        as_of=asked["as_of"],
        grain=asked["grain"],
        by=groups_named(asked["by"]),
        of=asked["of"],
    )


async def guild_of(use_cases: "UseCases", asked: dict[str, Any]) -> int:
    """The guild that is asked for."""
    return await chosen_guild(use_cases, asked["guild"])
