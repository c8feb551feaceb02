"""The numbers of a community: all of them, or one with its course."""

from typing import TYPE_CHECKING, Any

import click

from adapters.cli.called import typed
from adapters.cli.commands.kpis.asking import guild_of, options, question
from adapters.cli.commands.kpis.plain import all_of, one_of
from adapters.cli.commands.kpis.words import days_of, group_of, print_course, print_parts, row_of
from adapters.cli.output import plain, print_json, print_table
from adapters.cli.product import Session
from adapters.cli.running import run

if TYPE_CHECKING:
    from application.insights.kpis.read import Readings
    from application.insights.kpis.single import KpiCourse


@click.command()
@click.argument("key", metavar="[KEY]", required=False)
@options
@click.pass_obj
def kpi(session: Session, /, *, key: str | None, **asked: Any) -> None:
    """Every KPI of a window beside the window before; with KEY one of them, with its course.

    `explain KEY` says where a number comes from.
    """
    if key is None:
        _all(session, asked)
    else:
        _one(session, key, asked)


def _all(session: Session, asked: dict[str, Any]) -> None:
    if asked["by"] or asked["grain"]:
        raise click.UsageError("--by and --grain are of one KPI: name it, as in `kpi wam --by segment`")

    async def ask() -> "Readings":
        async with session.product.open(session.say) as use_cases:
            guild = await guild_of(use_cases, asked)
            return await use_cases.read_kpis(
                guild, window_text=asked["window"], as_of_text=asked["as_of"], of=asked["of"]
            )

    found = run(ask())
    if asked["as_json"]:
        print_json(all_of(found))
        return
    from domain.insights.kpis.catalogue import PAGES

    only = group_of(found.now[0]) if found.now else ""
    click.echo(f"{plain(found.guild_name)}{only}: {days_of(found.window, found.time_zone)}")
    for audience, title in PAGES.items():
        pairs = zip(found.now, found.before, strict=True)
        rows = [row_of(now, was) for now, was in pairs if now.kpi.audience == audience]
        if rows:
            print_table([title, "key", "now", "since before", "heard"], rows, right=frozenset({2, 3, 4}))
    click.echo(f"`{typed('explain KEY')}` says where a number comes from.")


def _one(session: Session, key: str, asked: dict[str, Any]) -> None:
    async def ask() -> "KpiCourse":
        async with session.product.open(session.say) as use_cases:
            return await use_cases.read_kpi(await guild_of(use_cases, asked), question(key, asked))

    found = run(ask())
    if asked["as_json"]:
        print_json(one_of(found))
        return
    where = f"{plain(found.guild_name)}{group_of(found.reading)}"
    click.echo(f"{where}: {days_of(found.reading.window, found.time_zone)}")
    columns = [found.reading.kpi.question, "key", "now", "since before", "heard"]
    print_table(columns, [row_of(found.reading, found.before)], right=frozenset({2, 3, 4}))
    print_parts(found.reading, asked["by"])
    print_course(found.course)
    click.echo(f"`{typed(f'explain {key}')}` says where it comes from.")
