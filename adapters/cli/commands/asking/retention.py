"""Who stays: cohorts beside how many of each were active weeks later."""

from typing import TYPE_CHECKING, Any

import click

from adapters.cli.commands.asking.heading import heading
from adapters.cli.guilds import as_of_option, chosen_guild, guild_option
from adapters.cli.output import counted, json_option, number, plain, print_json, print_table
from adapters.cli.product import Session
from adapters.cli.running import run

if TYPE_CHECKING:
    from application.insights.kpis.retention import Retention
    from domain.insights.kpis.retention import Cell, CohortKind, Mean, Mode

_BY = ("join", "invite", "event", "series", "event_type")


@click.command()
@click.option("--window", default="182d", show_default=True, metavar="30d|182d|all|FROM..TO")
@as_of_option
@click.option("--by", "cohorts", default="join", show_default=True, type=click.Choice(_BY))
@click.option("--or-after", is_flag=True, help="Count who was active in that week or in any later one.")
@guild_option
@json_option
@click.pass_obj
def retention(
    session: Session,
    *,
    window: str,
    as_of: str | None,
    cohorts: "CohortKind",
    or_after: bool,
    guild: str | None,
    as_json: bool,
) -> None:
    """Who stays: cohorts, weeks after they began.

    Of those who joined in a week, how many are active 1, 2, 4, 8 and 12 weeks later. The first line is of
    all of them whose week has come.
    * the week is not over. ( ) among fewer than 20 people. - not yet. ? nobody listened.
    """
    mode: Mode = "on_or_after" if or_after else "on"

    async def ask() -> "Retention":
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            return await use_cases.show_retention(chosen, window, as_of, cohorts=cohorts, mode=mode)

    found = run(ask())
    if as_json:
        print_json(_json(found))
    else:
        _print(found)


def _json(found: "Retention") -> dict[str, Any]:
    told = found.triangle
    return {
        **heading(found),
        "cohorts": told.kind,
        "mode": told.mode,
        "unavailable": told.unavailable,
        "rows": [
            {
                "key": row.key,
                "title": row.title,
                "size": row.size,
                "first_seen_only": row.guessed,
                "open": row.open,
                "note": row.note,
                "cells": [_cell_json(cell) for cell in row.cells],
            }
            for row in told.rows
        ],
        "left_out": told.left_out,
        "people": told.people,
        "means": [_mean_json(mean) for mean in told.means],
    }


def _mean_json(mean: "Mean") -> dict[str, Any]:
    return {
        "weeks": mean.weeks,
        "size": mean.size,
        "kept": mean.kept,
        "cohorts": mean.cohorts,
        "weighted": mean.weighted,
        "interval": mean.interval,
        "small": mean.small,
        "simple": mean.simple,
    }


def _cell_json(cell: "Cell") -> dict[str, Any]:
    known = cell.why is None
    return {
        "weeks": cell.weeks,
        "size": cell.size if known else None,
        "kept": cell.kept if known else None,
        "share": cell.share,
        "interval": cell.interval,
        "small": cell.small,
        "open": cell.open,
        "why": cell.why,
    }


def _print(found: "Retention") -> None:
    told = found.triangle
    click.echo(f"{plain(found.guild_name)}: began {found.window.first} to {found.window.last}")
    if told.unavailable or not told.rows:
        click.echo(told.unavailable or "Nobody began in that time.")
        return
    weeks = [f"week {mean.weeks}" for mean in told.means]
    rows = [
        ("Everybody", number(told.people), *map(_mean, told.means)),
        ("  likely between", "", *map(_likely, told.means)),
    ]
    rows += [
        (row.title + ("*" if row.open else ""), number(row.size), *map(_cell, row.cells)) for row in told.rows
    ]
    rows += [("Mean of the cohorts", "", *(_share(mean.simple) for mean in told.means))]
    print_table(["began", "people", *weeks], rows, right=frozenset(range(1, len(weeks) + 2)))
    if told.left_out:
        click.echo(f"{counted(told.left_out, 'smaller cohort')} not shown.")
    for note in dict.fromkeys(row.note for row in told.rows if row.note):
        click.echo(note)


def _cell(cell: "Cell") -> str:
    if cell.why is not None:
        return {"not_yet": "-", "unheard": "?"}[cell.why]
    text = _share(cell.share) + ("*" if cell.open else "")
    return f"({text})" if cell.small else text


def _mean(mean: "Mean") -> str:
    """The share of everybody whose cohort is old enough, and how many people those are."""
    text = f"{_share(mean.weighted)} of {number(mean.size)}" if mean.size else "-"
    return f"({text})" if mean.small else text


def _likely(mean: "Mean") -> str:
    return "" if mean.interval is None else " to ".join(map(_share, mean.interval))


def _share(part: float | None) -> str:
    from domain.insights.kpis.receipt.amounts import percent

    return "-" if part is None else percent(part)
