"""Links one at a time: shown, made and taken away."""

from typing import TYPE_CHECKING

import click

from adapters.cli.commands.identity.many import codes, import_, sync
from adapters.cli.guilds import chosen_guild, guild_option
from adapters.cli.output import counted, number, plain, print_table, share
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import NotFound

if TYPE_CHECKING:
    from application.community.identity.sides import Accounts
    from domain.community.identity.coverage import IdCoverage


@click.group()
def identity() -> None:
    """Whose accounts are whose in other worlds: Supabase profiles, Steam, Dota and others.

    A link is read over what was recorded and changes nothing of it: taken away, all is as before.
    """


identity.add_command(sync)
identity.add_command(import_)
identity.add_command(codes)


@identity.command()
@click.argument("member", metavar="[MEMBER]", required=False)
@guild_option
@click.pass_obj
def show(session: Session, *, member: str | None, guild: str | None) -> None:
    """The accounts of a member; without one, of how many members accounts are known.

    MEMBER is a Discord id, or # and a member number (quote it: '#12').
    """

    async def one(wanted: str) -> "Accounts":
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            found = await use_cases.find_member(chosen, wanted)
            return await use_cases.show_accounts(chosen, found.member_no)

    async def everyone() -> "IdCoverage":
        async with session.product.open(session.say) as use_cases:
            return await use_cases.show_id_coverage(await chosen_guild(use_cases, guild))

    if member is None:
        _print_coverage(run(everyone()))
    else:
        _print_accounts(run(one(member)))


@identity.command()
@click.argument("member", metavar="MEMBER")
@click.argument("source", metavar="SOURCE")
@click.argument("account", metavar="ID")
@guild_option
@click.pass_obj
def link(session: Session, *, member: str, source: str, account: str, guild: str | None) -> None:
    """Say that an account is a member's.

    MEMBER is a Discord id, or # and a member number (quote it: '#12'); SOURCE a world such as steam.
    """

    async def make() -> "Accounts":
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            return await use_cases.link_account(chosen, member, source, account, COMMAND_LINE)

    _print_accounts(run(make()))


@identity.command()
@click.argument("source", metavar="SOURCE")
@click.argument("account", metavar="ID")
@guild_option
@click.pass_obj
def unlink(session: Session, *, source: str, account: str, guild: str | None) -> None:
    """Take the link of an account away: SOURCE and its ID there. Every reading is as it was before."""

    async def take() -> "Accounts":
        from domain.community.identity.accounts import called, checked

        world, outside = checked(source, account)
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            try:
                found = await use_cases.find_member(chosen, outside, source=world)
            except NotFound:
                raise NotFound(f"{called(world, outside)} is nobody's here") from None
            gone = await use_cases.unlink_account(chosen, found.member_no, COMMAND_LINE)
            return await use_cases.show_accounts(chosen, gone.canonical_no)

    _print_accounts(run(take()))


def _print_accounts(found: "Accounts") -> None:
    from domain.community.identity.accounts import called
    from domain.community.identity.links import PROOFS
    from domain.community.members import shown_name

    click.echo(f"{plain(shown_name(found.member))} (member #{found.member.member_no})")
    if not found.linked:
        click.echo("  no account elsewhere is linked")
    for one in found.linked:
        account = plain(called(one.account.source, one.account.external_id))
        click.echo(f"  {account}: {PROOFS[one.link.proved_by]}, since {one.link.since:%Y-%m-%d}")


def _print_coverage(found: "IdCoverage") -> None:
    print_table(
        ("accounts of", "members", "of all", "of nobody known"),
        [
            (
                one.source,
                number(one.linked),
                share(found.share(one.source) or 0.0),
                number(one.strangers),
            )
            for one in found.sources
        ],
        right=frozenset({1, 2, 3}),
    )
    of = counted(found.people, "member")
    have = "has" if found.anywhere == 1 else "have"
    click.echo(f"{number(found.anywhere)} of {of} {have} an account elsewhere", err=True)
