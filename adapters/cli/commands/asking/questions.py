"""Questions: which guilds there are, and the counts to reconcile with."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from adapters.cli.guilds import chosen_guild
from adapters.cli.output import counted, json_option, moment, number, print_json, print_table
from adapters.cli.product import Session
from adapters.cli.running import run

if TYPE_CHECKING:
    from application.use_cases import UseCases


@click.command()
@json_option
@click.pass_obj
def guilds(session: Session, *, as_json: bool) -> None:
    """The communities that something is known of."""

    async def ask() -> list[dict[str, Any]]:
        async with session.product.open(session.say) as use_cases:
            return [await _guild(use_cases, guild) for guild in await use_cases.store.guilds()]

    found = run(ask())
    if as_json:
        print_json({"guilds": found})
    elif not found:
        click.echo("Nothing was recorded yet.")
    else:
        rows = [
            (
                each["id"],
                each["name"] or "(no name known)",
                number(each["members"]),
                (each["last_activity"] or "never")[:16].replace("T", " "),
                each["time_zone"],
                number(each["dead_letters"]),
            )
            for each in found
        ]
        columns = ["id", "name", "people", "last activity (UTC)", "time zone", "dead letters"]
        print_table(columns, rows, right=frozenset({2, 5}))


async def _guild(use_cases: "UseCases", guild: int) -> dict[str, Any]:
    from domain.community.settings import time_zone_of

    async with use_cases.store.reading(guild) as work:
        profile = await work.guild.profile()
        zone_name = time_zone_of(await work.guild.settings())
        letters = await work.letters.counts()
    members = await use_cases.sheets.members(guild, zone_name)
    return {
        "id": str(guild),
        "name": profile.name if profile else None,
        "members": int((~(members.bot | members.erased)).sum()),
        "last_activity": moment(profile.last_activity) if profile else None,
        "time_zone": zone_name,
        "dead_letters": sum(letters.values()),
    }


@click.command()
@click.option("--guild", metavar="ID", help="Count one guild; without it everything is counted.")
@json_option
@click.pass_obj
def tally(session: Session, *, guild: str | None, as_json: bool) -> None:
    """Counts to reconcile with another source, from the log itself; days are UTC days."""

    async def ask() -> dict[str, Any]:
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild) if guild is not None else None
            found = await use_cases.tally(chosen)
        return {
            "users": {
                user: {"messages": given.messages, "reactions": given.reactions, "score": given.score}
                for user, given in sorted(found.users.items(), key=lambda item: (len(item[0]), item[0]))
            },
            "total_events": found.total_events,
            "dead_letters": found.dead_letters,
            "by_day": dict(sorted(found.by_day.items())),
            "by_kind": dict(sorted(found.by_kind.items())),
        }

    found = run(ask())
    if as_json:
        print_json(found)
        return
    print_table(
        ["kind", "activities"],
        [(kind, number(count)) for kind, count in found["by_kind"].items()],
        right=frozenset({1}),
    )
    days = list(found["by_day"])
    between = f" from {days[0]} to {days[-1]}" if days else ""
    activities = counted(found["total_events"], "activity", "activities")
    click.echo(f"{activities}{between}, {counted(found['dead_letters'], 'dead letter')}.")
    people = counted(len(found["users"]), "person", "people")
    click.echo(f"{people} {_what_they_did(found['users'])}; --json lists them and every day.")


def _what_they_did(users: Mapping[str, Mapping[str, float]]) -> str:
    """Where nobody was told to have reacted, that they did not is not known."""
    return "wrote or reacted" if any(given["reactions"] for given in users.values()) else "wrote"
