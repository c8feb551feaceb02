"""Erasing a person: found first, shown to whoever asks, and only then gone."""

import shlex
import sys
from typing import TYPE_CHECKING

import click

from adapters.cli.called import typed
from adapters.cli.endings import INTERRUPTED, Ends
from adapters.cli.guilds import chosen_guild, guild_option
from adapters.cli.output import counted, plain
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.community.members import shown_name
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid

if TYPE_CHECKING:
    from application.use_cases import UseCases
    from domain.community.members import Member


@click.command()
@click.argument("member", metavar="MEMBER")
@guild_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget(session: Session, *, member: str, guild: str | None, yes: bool) -> None:
    """Erase who somebody is; totals stay, and no import brings them back.

    MEMBER is a Discord id, or # and a member number (quote it: '#12').
    """

    async def look() -> str:
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            found = await use_cases.find_member(chosen, member)
            return _who(found, await _written(use_cases, chosen, found))

    async def erase() -> None:
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            done = await use_cases.forget(chosen, member, COMMAND_LINE)
        ids, letters = counted(done.outside_ids, "id"), counted(done.letters, "dead letter")
        click.echo(
            f"Erased: member {done.member_no} has no name and no outside id any more"
            f" ({ids}, {letters} emptied). Their totals stay."
        )

    if not yes:
        # The database is not held open while somebody thinks; what is erased is looked up anew.
        _ask(session, run(look()), member)
    run(erase())


async def _written(use_cases: "UseCases", guild: int, member: "Member") -> int | None:
    """How many messages are theirs; those of a bot are not counted as anybody's."""
    from domain.insights.sheet import MEMBER_DAY

    if member.bot:
        return None
    days = await use_cases.sheets.days(guild, MEMBER_DAY)
    return int(days["messages"][days["member_no"] == member.member_no].sum())


def _who(member: "Member", messages: int | None) -> str:
    known = [
        f"Discord id {member.discord_id}" if member.discord_id else "no Discord id",
        f"member #{member.member_no}",
        *([counted(messages, "message")] if messages is not None else ["a bot"]),
    ]
    return f"{plain(shown_name(member))} ({', '.join(known)})"


def _ask(session: Session, who: str, member: str) -> None:
    """Ends unless somebody at a terminal says yes; a script has to say so beforehand."""
    session.say(f"To be erased: {who}.")
    session.say("Name and ids, those of linked accounts too, go for good: nothing brings them back.")
    session.say("The totals stay.")
    if sys.stdin is None or not sys.stdin.isatty():
        raise Invalid(
            "nobody can be asked here, since the input is no terminal, and nothing was erased: "
            f"add --yes to erase without being asked (`{typed(f'forget {_quoted(member)} --yes')}`)"
        )
    if not click.confirm("Erase this person?", err=True):
        session.say("Nothing was erased.")
        raise Ends(INTERRUPTED.code)


def _quoted(member: str) -> str:
    """A number sign begins a comment in a shell."""
    return plain(shlex.quote(member))
