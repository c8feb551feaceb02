"""What people are to the community, and who entered and left each segment."""

from typing import TYPE_CHECKING, Any

import click

from adapters.cli.commands.guild_settings import preview
from adapters.cli.commands.kpis.plain import number_of
from adapters.cli.commands.kpis.words import days_of
from adapters.cli.guilds import as_of_option, chosen_guild, guild_option
from adapters.cli.output import counted, json_option, moment, number, plain, print_json, print_table
from adapters.cli.product import Session
from adapters.cli.running import run

if TYPE_CHECKING:
    from application.insights.segments import SegmentLine, SegmentsShown
    from domain.insights.kpis.health.segment_moves import Flow


@click.group(invoke_without_command=True)
@click.option("--window", default="30d", show_default=True, metavar="7d|30d|90d|all|FROM..TO")
@as_of_option
@click.option(
    "--members",
    "most",
    default=5,
    show_default=True,
    type=click.IntRange(0, 1_000),
    metavar="N",
    help="How many of those who moved are named.",
)
@guild_option
@json_option
@click.pass_context
def segments(
    context: click.Context, *, window: str, as_of: str | None, most: int, guild: str | None, as_json: bool
) -> None:
    """Who is core, new, silent or gone, and who moved between the segments in the window.

    `segments preview NAME=VALUE` shows who would move if settings were changed.
    """
    if context.invoked_subcommand is not None:
        return
    session = context.ensure_object(Session)

    async def ask() -> "SegmentsShown":
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            return await use_cases.show_segments(chosen, window, as_of, most=most)

    found = run(ask())
    if as_json:
        print_json(_json(found, most))
    else:
        _print(found, most)


segments.add_command(preview)


def _json(found: "SegmentsShown", most: int) -> dict[str, Any]:
    return {
        "guild": {"id": str(found.guild), "name": found.guild_name},
        "as_of": moment(found.as_of.instant),
        "segments": [
            {
                "segment": line.change.segment,
                "kpi": number_of(line.now, line.before),
                "entered": [_flow(found, flow, most, "from") for flow in line.change.entered],
                "left": [_flow(found, flow, most, "to") for flow in line.change.left],
                "unheard": line.change.unheard,
            }
            for line in found.lines
        ],
    }


def _flow(found: "SegmentsShown", flow: "Flow", most: int, way: str) -> dict[str, Any]:
    named = [found.people[who] for who in flow.members[:most].tolist() if who in found.people]
    people = [{"member_no": one.member_no, "name": one.name} for one in named]
    return {way: flow.other, "members": flow.count, "first": people}


def _print(found: "SegmentsShown", most: int) -> None:
    from domain.insights.kpis.receipt.words import headline

    click.echo(f"{plain(found.guild_name)}: {days_of(found.window, found.time_zone)}")
    rows = [
        (
            line.now.kpi.title,
            headline(line.now),
            "" if line.before is None else headline(line.before),
            *(number(sum(flow.count for flow in flows)) if not line.change.unheard else "-"
              for flows in (line.change.entered, line.change.left)),
        )
        for line in found.lines
    ]  # fmt: skip
    print_table(["segment", "now", "before", "entered", "left"], rows, right=frozenset({1, 2, 3, 4}))
    for line in found.lines:
        for flow in line.change.entered:
            click.echo(_said(found, line, flow, most))
    for why in dict.fromkeys(line.now.unavailable or line.change.unheard for line in found.lines):
        if why:
            click.echo(why)


def _said(found: "SegmentsShown", line: "SegmentLine", flow: "Flow", most: int) -> str:
    """A move is told once, where it ends."""
    from domain.insights.segments import TITLES

    here = "Not here before" if flow.other is None else TITLES[flow.other]
    names = [found.people[who].name for who in flow.members[:most].tolist() if who in found.people]
    more = [f"{number(flow.count - len(names))} more"] if names and flow.count > len(names) else []
    told = f": {plain(', '.join([*names, *more]))}" if names else ""
    return f"{here} -> {TITLES[line.change.segment]}: {counted(flow.count, 'member')}{told}"
