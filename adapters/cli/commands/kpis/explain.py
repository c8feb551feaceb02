"""The receipt of a number: what it means, how it was computed, what moved it, who is behind it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from adapters.cli.commands.kpis.asking import guild_of, options, question
from adapters.cli.commands.kpis.plain import receipt_of
from adapters.cli.commands.kpis.words import days_of, group_of, print_course
from adapters.cli.output import counted, number, plain, print_json, print_table
from adapters.cli.product import Session
from adapters.cli.running import run

if TYPE_CHECKING:
    from application.insights.kpis.explain import Explained
    from domain.insights.kpis.receipt import Crowd, Receipt
    from domain.insights.overview import Person


@click.command()
@click.argument("key", metavar="KEY")
@options
@click.option(
    "--members",
    "most",
    default=10,
    show_default=True,
    type=click.IntRange(0, 10_000),
    metavar="N",
    help="How many of the members behind it are named.",
)
@click.pass_obj
def explain(session: Session, /, *, key: str, most: int, **asked: Any) -> None:
    """Where a number comes from: the sentence, the formula with its numbers, what moved it, who is behind it,
    and what to know of it."""

    async def ask() -> "Explained":
        async with session.product.open(session.say) as use_cases:
            guild = await guild_of(use_cases, asked)
            return await use_cases.explain(guild, question(key, asked), most=most)

    found = run(ask())
    if asked["as_json"]:
        print_json(receipt_of(found))
    else:
        _print(found)


def _print(found: "Explained") -> None:
    from domain.insights.kpis.receipt.words import said_read

    receipt, reading = found.receipt, found.found.reading
    click.echo(f"{reading.kpi.title}: {receipt.said}")
    where = f"{plain(found.found.guild_name)}{group_of(reading)}"
    click.echo(f"{where}, {days_of(reading.window, found.found.time_zone)}")
    if reading.unavailable is not None:
        click.echo(reading.unavailable)
    click.echo(f"\n{receipt.sentence}")
    if looked_at := said_read(reading):
        click.echo(looked_at)
    version = f"version {reading.definition.version} of the definition"
    click.echo(f"{receipt.formula} ({version})" if reading.unavailable is None else f"({version})")
    _print_movement(receipt)
    click.echo("")
    print_course(found.found.course)
    _print_people("Behind it", receipt.behind, found.people)
    _print_people("New among them", receipt.entered, found.people)
    _print_people("No longer among them", receipt.left, found.people)
    if receipt.caveats:
        click.echo("\nTo know:")
    for caveat in receipt.caveats:
        click.echo(f"- {plain(caveat)}")


def _print_movement(receipt: "Receipt") -> None:
    from domain.insights.kpis.receipt.amounts import number as amount
    from domain.insights.kpis.receipt.amounts import said_step
    from domain.insights.kpis.receipt.words import said_change, said_effects, shown_unit

    moved, reading = receipt.movement, receipt.reading
    if moved is None:
        return
    click.echo(f"\nSince the days before: {said_change(reading, moved)}.")
    if receipt.before is not None and (told := said_effects(reading, receipt.before, moved)):
        click.echo(told)
    rows = [
        (one.title, amount(one.before), amount(one.now), said_step(one.change, shown_unit(reading.kpi)))
        for one in moved.contributions
        if one.change is not None
    ]
    if rows:
        print_table(
            ["part", "counted before", "now", "its share of the change"], rows, right=frozenset({1, 2, 3})
        )


def _print_people(title: str, crowd: "Crowd | None", people: "Mapping[int, Person]") -> None:
    if crowd is None:
        return
    names = [plain(people[who].name) for who in crowd.first if who in people]
    more = [f"{number(crowd.count - len(names))} more"] if crowd.count > len(names) and names else []
    told = f": {', '.join([*names, *more])}" if names else ""
    click.echo(f"{title}: {counted(crowd.count, 'member')}{told}")
