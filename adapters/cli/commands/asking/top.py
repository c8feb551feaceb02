"""Who gave most in a window, with the receipt of each score; what nobody told is left out, not zero."""

from typing import TYPE_CHECKING, Any

import click

from adapters.cli.commands.asking.heading import heading
from adapters.cli.guilds import as_of_option, chosen_guild, guild_option
from adapters.cli.output import counted, json_option, number, plain, print_json, print_table, share
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.insights.scoring import MESSAGES, REACTIONS_GIVEN

if TYPE_CHECKING:
    from application.insights.top import Top
    from domain.community.members import Member
    from domain.insights.leaderboard import Standing
    from domain.insights.scoring import ScorePart

_ONE = {MESSAGES: "message", REACTIONS_GIVEN: "reaction given"}


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
        print_json(_json(found, members))
    else:
        _print(found)


def _json(found: "Top", members: "dict[int, Member]") -> dict[str, Any]:
    return {
        **heading(found),
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
                "reactions": each.reactions if found.board.reactors_known else None,
                "receipt": [_line(part, told=_told(found, part)) for part in each.parts],
            }
            for each in found.board.standings
        ],
    }


def _line(part: "ScorePart", *, told: bool) -> dict[str, Any]:
    count, points = (part.count, part.points) if told else (None, None)
    return {"what": part.what, "count": count, "weight": part.weight, "points": points}


def _told(found: "Top", part: "ScorePart") -> bool:
    """Whether anybody told this part of a score."""
    return found.board.reactors_known or part.what != REACTIONS_GIVEN


def _print(found: "Top") -> None:
    window, board = found.window, found.board
    unfinished = ", the last one not over" if window.open else ""
    days = f"{counted(window.days, 'day')}, {found.time_zone}{unfinished}"
    click.echo(f"{plain(found.guild_name)}: {window.first} to {window.last} ({days})")
    if board.standings:
        rows = [_row(found, each) for each in board.standings]
        print_table(["rank", "member", "score", "what for"], rows, right=frozenset({0, 2}))
        if board.also_tied:
            share_it = "shares" if board.also_tied == 1 else "share"
            click.echo(f"{number(board.also_tied)} more {share_it} the last place shown.")
        have = "has" if board.scored == 1 else "have"
        click.echo(f"{counted(board.scored, 'member')} {have} a score in this window.")
    elif not found.heard.none:
        click.echo(f"Nobody {'wrote or reacted' if board.reactors_known else 'wrote'} in that time.")
    if board.standings and not board.reactors_known:
        click.echo("Who reacted is not known here, so messages alone make the score.")
    if not found.heard.full:
        click.echo(f"{share(found.heard.share)} of this time was heard; the rest is unknown, not zero.")


def _row(found: "Top", each: "Standing") -> tuple[str, str, str, str]:
    parts = [part for part in each.parts if _told(found, part)]
    return (
        f"{each.rank}{'=' if each.tied else ''}",
        found.people[each.member_no].name,
        number(each.score),
        " + ".join(f"{counted(part.count, _ONE[part.what], part.what)} x {part.weight:g}" for part in parts),
    )
