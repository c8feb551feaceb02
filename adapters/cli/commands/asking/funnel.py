"""How far newcomers come, and who stopped where."""

from typing import TYPE_CHECKING, Any

import click

from adapters.cli.commands.asking.heading import heading
from adapters.cli.guilds import as_of_option, chosen_guild, guild_option
from adapters.cli.output import json_option, number, plain, print_json, print_table
from adapters.cli.product import Session
from adapters.cli.running import run

if TYPE_CHECKING:
    from application.insights.kpis.platform.funnel import FunnelShown
    from domain.insights.kpis.platform.steps import Path, Step

_STEPS = ("joined", "command", "event")


@click.command()
@click.option("--window", default="30d", show_default=True, metavar="30d|90d|all|FROM..TO")
@as_of_option
@click.option("--stopped", type=click.Choice(_STEPS), help="Only those who came so far and no farther.")
@click.option("--people", "most", default=20, show_default=True, help="Newcomers to name, the newest first.")
@guild_option
@json_option
@click.pass_obj
def funnel(
    session: Session,
    *,
    window: str,
    as_of: str | None,
    stopped: "Step | None",
    most: int,
    guild: str | None,
    as_json: bool,
) -> None:
    """How far newcomers come: to a first command, then to a first event.

    Of those who joined in the window, as it was when it ended; and where each of them stopped.
    """

    async def ask() -> "FunnelShown":
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            return await use_cases.show_funnel(chosen, window, as_of, stopped=stopped, most=most)

    found = run(ask())
    if as_json:
        print_json(_json(found))
    else:
        _print(found)


def _json(found: "FunnelShown") -> dict[str, Any]:
    told = found.funnel
    return {
        **heading(found),
        "stages": [
            {
                "step": stage.step,
                "title": stage.title,
                "people": stage.people,
                "of_all": stage.of_all,
                "of_before": stage.of_before,
                "median_days": stage.median_days,
                "stopped": stage.stopped,
            }
            for stage in told.stages
        ],
        "events_without_a_command": told.without,
        "matching": told.matching,
        "people": [
            {
                "member": path.member_no,
                "name": _name(found, path),
                "stopped": path.stopped,
                "joined": _day(path.joined),
                "command": _day(path.command),
                "event": _day(path.event),
                "event_without_a_command": path.without,
            }
            for path in told.paths
        ],
        "caveats": list(told.caveats),
    }


def _print(found: "FunnelShown") -> None:
    from domain.insights.kpis.platform.steps import STOPPED

    told = found.funnel
    click.echo(f"{plain(found.guild_name)}: joined {found.window.first} to {found.window.last}")
    print_table(
        ["step", "people", "of all", "of the step before", "median days since it"],
        [
            (
                stage.title,
                number(stage.people),
                _share(stage.of_all),
                _share(stage.of_before),
                "-" if stage.median_days is None else f"{stage.median_days:g}",
            )
            for stage in told.stages
        ],
        right=frozenset({1, 2, 3, 4}),
    )
    if told.without:
        click.echo(f"{number(told.without)} came to an event before they ever ran a command.")
    if told.paths:
        click.echo()
        print_table(
            ["newcomer", "joined", "first command", "first event", "stopped at"],
            [
                (
                    plain(_name(found, path)),
                    _day(path.joined) or "-",
                    _day(path.command) or "-",
                    (_day(path.event) or "-") + (" (no command before)" if path.without else ""),
                    STOPPED[path.stopped],
                )
                for path in told.paths
            ],
            right=frozenset(),
        )
    if told.matching > len(told.paths):
        click.echo(f"{number(told.matching - len(told.paths))} more: ask with --people.")
    for caveat in told.caveats:
        click.echo(caveat)


def _name(found: "FunnelShown", path: "Path") -> str:
    known = found.people.get(path.member_no)
    return known.name if known else f"Member {path.member_no}"


def _day(day: int | None) -> str | None:
    from domain.kernel.instants import day_of_number

    return None if day is None else day_of_number(day).isoformat()


def _share(part: float | None) -> str:
    from domain.insights.kpis.receipt.amounts import percent

    return "-" if part is None else percent(part)
