"""/link: the accounts of somebody elsewhere, and a one-time code that adds one."""

import re
from typing import Any, Final, Self

import discord
from discord import app_commands

from adapters.discord.commands.frame import Asked, Interaction, Reply, answers, card, plain, serve
from application.community.identity.sides import Accounts, LinkedAccount
from domain.community.identity.accounts import called
from domain.community.identity.links import PROOFS

_MOST: Final = 5
"""Buttons of one row; of each world a person has one account."""

Press = discord.ui.Button[discord.ui.View]


@app_commands.command(name="link", description="Your accounts elsewhere: see them, or link one by a code")
@app_commands.describe(code="The one-time code that you were given for your account")
@answers
async def link(asked: Asked, code: app_commands.Range[str, 1, 40] | None = None) -> Reply:
    """Without a code what is linked is shown."""
    if code is not None:
        found = await asked.use_cases.redeem_code(asked.guild, str(asked.user), code, asked.actor)
        return _shown(found, "This account is linked to you now.")
    if asked.actor.member_no is None:
        return Reply(cards=(card("Your accounts", _NONE),))
    return _shown(await asked.use_cases.show_accounts(asked.guild, asked.actor.member_no), "")


class TakeAway(discord.ui.DynamicItem[Press], template=r"link:away:(?P<account>\d{1,9})"):
    """Take the link of one's own account away."""

    def __init__(self, account_no: int, label: str = "Unlink") -> None:
        self.account_no = account_no
        super().__init__(
            discord.ui.Button(
                custom_id=f"link:away:{account_no}", label=label, style=discord.ButtonStyle.secondary
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The account's number is in the id of the button."""
        return cls(int(match["account"]))

    async def callback(self, interaction: Interaction) -> None:
        """Whose account it is may take it away; the use case says who that is."""

        async def away(asked: Asked) -> Reply:
            gone = await asked.use_cases.unlink_account(asked.guild, self.account_no, asked.actor)
            found = await asked.use_cases.show_accounts(asked.guild, gone.canonical_no)
            return _shown(found, "This account is no longer linked to you.")

        await serve(interaction, away, in_place=True)


_NONE: Final = (
    "No account of yours elsewhere is linked. Where your account is, or from the staff here, you get a "
    "one-time code: give it to me as `/link code`."
)


def _shown(found: Accounts, done: str) -> Reply:
    lines = [f"**{_called(one)}**: {PROOFS[one.link.proved_by]}" for one in found.linked] or [_NONE]
    view = discord.ui.View(timeout=None) if found.linked else None
    for one in found.linked[:_MOST]:
        assert view is not None  # noqa: S101 - there is one where there are accounts
        view.add_item(TakeAway(one.account.member_no, f"Unlink {one.account.source}"))
    return Reply(text=done, cards=(card("Your accounts", "\n".join(lines)),), view=view)


def _called(one: LinkedAccount) -> str:
    return plain(called(one.account.source, one.account.external_id))
