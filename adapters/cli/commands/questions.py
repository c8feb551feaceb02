"""Questions: who gave most, which guilds there are, and the counts to reconcile with."""

from typing import TYPE_CHECKING, Any

import click

from adapters.cli.guilds import as_of_option, chosen_guild, guild_option
from adapters.cli.output import moment, number, plain, print_json, print_table, share
from adapters.cli.product import Session
from adapters.cli.running import run

if TYPE_CHECKING:
    from application.insights.top import Top
    from application.use_cases import UseCases
    from domain.community.members import Member

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")


@click.command()
@click.option("--window", default="30d", show_default=True, metavar="7d|30d|90d|all|FROM..TO")
@as_of_option
@guild_option
@click.option("--places", default=10, show_default=True, type=click.IntRange(1, 10_000), metavar="N")
@json_option
@click.pass_obj
def top(
    session: Session, *, window: str, as_of: str | None, guild: str | None, places: int, as_json: bool
) -> None:
    """Who gave most in a window, and what for.

    Score: messages and reactions given, each times its weight. Equal scores share a rank.
    """

    async def ask() -> "tuple[Top, dict[int, Member]]":
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            found = await use_cases.show_top(chosen, window, as_of, places=places)
            async with use_cases.store.reading(chosen) as work:
                return found, await work.members.of([each.member_no for each in found.board.standings])

    found, members = run(ask())
    if as_json:
        print_json(_top_json(found, members))
    else:
        _print_top(found)


def _top_json(found: "Top", members: "dict[int, Member]") -> dict[str, Any]:
    return {
        "guild": {"id": str(found.guild), "name": found.guild_name},
        "window": {
            "text": found.window.label,
            "first": found.window.first.isoformat(),
            "last": found.window.last.isoformat(),
            "open": found.window.open,
            "time_zone": found.time_zone,
        },
        "as_of": moment(found.as_of.instant),
        "heard": {"messages": found.heard.share, "reactors_known": found.board.reactors_known},
        "scored": found.board.scored,
        "also_tied": found.board.also_tied,
        "top": [
            {
                "rank": each.rank,
                "tied": each.tied,
                "id": members[each.member_no].discord_id,
                "member_no": each.member_no,
                "name": found.people[each.member_no].name,
                "score": each.score,
                "messages": each.messages,
                "reactions": each.reactions,
                "receipt": [
                    {"what": part.what, "count": part.count, "weight": part.weight, "points": part.points}
                    for part in each.parts
                ],
            }
            for each in found.board.standings
        ],
    }


def _print_top(found: "Top") -> None:
    window = found.window
    unfinished = ", the last one not over" if window.open else ""
    days = f"{window.days} days, {found.time_zone}{unfinished}"
    click.echo(f"{plain(found.guild_name)}: {window.first} to {window.last} ({days})")
    if not found.board.standings:
        click.echo("Nobody wrote or reacted in that time.")
        return
    rows = [
        (
            f"{each.rank}{'=' if each.tied else ''}",
            found.people[each.member_no].name,
            number(each.score),
            " + ".join(f"{number(part.count)} {part.what} x {part.weight:g}" for part in each.parts),
        )
        for each in found.board.standings
    ]
    print_table(["rank", "member", "score", "what for"], rows, right=frozenset({0, 2}))
    if found.board.also_tied:
        click.echo(f"{found.board.also_tied} more share the last place shown.")
    click.echo(f"{number(found.board.scored)} members have a score in this window.")
    if not found.board.reactors_known:
        click.echo("Who reacted is not known here, so messages alone make the score.")
    if not found.heard.full:
        click.echo(f"{share(found.heard.share)} of this time was heard; the rest is unknown, not zero.")


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
    from domain.community.settings import settings_at

    async with use_cases.store.reading(guild) as work:
        profile = await work.guild.profile()
        settings = settings_at(await work.guild.settings())
        letters = await work.letters.counts()
    members = await use_cases.sheets.members(guild, settings.time_zone)
    return {
        "id": str(guild),
        "name": profile.name if profile else None,
        "members": int((~(members.bot | members.erased)).sum()),
        "last_activity": moment(profile.last_activity) if profile else None,
        "time_zone": settings.time_zone,
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
    click.echo(
        f"{number(found['total_events'])} activities{between}, {number(found['dead_letters'])} dead letters."
    )
    click.echo(f"{number(len(found['users']))} people wrote or reacted; --json lists them and every day.")
