"""Commands that connect a Discord server."""

import click

from adapters.cli.product import Session
from adapters.cli.running import run
from domain.kernel.errors import Invalid


@click.group()
def discord() -> None:
    """Connect your Discord; docs/DISCORD_SETUP.md leads through all of it."""


@discord.command(name="invite-url")
@click.option(
    "--application-id",
    metavar="ID",
    help="The application's id, from the Developer Portal; without it the token says it.",
)
@click.option(
    "--with",
    "wished",
    metavar="FEATURE",
    multiple=True,
    help="Ask for one permission more: invites (by which invite newcomers came), private-threads, "
    "events-of-others (to change here what was made in Discord).",
)
@click.pass_obj
def invite_url(session: Session, *, application_id: str | None, wished: tuple[str, ...]) -> None:
    """Print the address that invites the bot, with the least permissions that it needs.

    Open it as somebody who manages the server. The bot can read there, and neither write nor join a call.
    """
    click.echo(run(session.product.invitation(_id(application_id), wished, session.say)))


def _id(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 15 <= len(text) <= 19):
        raise Invalid(
            f"--application-id {text}: that is no id of an application. Copy the Application ID from "
            "the page General Information of the Developer Portal"
        )
    return int(text)
