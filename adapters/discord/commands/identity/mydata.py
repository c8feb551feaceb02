"""/mydata: everything that is kept of somebody, for themselves alone."""

import asyncio

import discord
from discord import app_commands

from adapters.discord.commands.frame import Asked, Reply, answers, card, plain
from adapters.discord.commands.identity.kept_file import as_json
from adapters.discord.commands.members.wording import counted
from application.insights.member.kept import Kept
from domain.community.identity.accounts import called
from domain.community.members import shown_name


@app_commands.command(name="mydata", description="What this community keeps about you, as a file")
@answers
async def mydata(asked: Asked) -> Reply:
    """The sums as a card, everything as a file."""
    if asked.actor.member_no is None:
        return Reply(text="Nothing is kept about you here yet.")
    kept = await asked.use_cases.show_kept(asked.guild, asked.actor.member_no)
    return Reply(cards=(sums(kept),), file=("mydata.json", await asyncio.to_thread(as_json, kept)))


def sums(kept: Kept) -> discord.Embed:
    """What is kept, in numbers."""
    own = kept.accounts.own
    made = card(
        "What is kept about you",
        "That you did something, when and where: never what you wrote or said. The file below holds all of "
        "it; `/forgetme` empties what names you.",
    )
    named = f"{plain(shown_name(kept.accounts.member))}, member number {kept.accounts.member.member_no}"
    made.add_field(name="Who you are", value=f"{named}\nDiscord id {(own and own.external_id) or 'erased'}")
    accounts = [plain(called(one.account.source, one.account.external_id)) for one in kept.accounts.linked]
    made.add_field(name="Accounts elsewhere", value="\n".join(accounts) or "none")
    made.add_field(name="What you did", value="\n".join(_counts(kept)), inline=False)
    return made


def _counts(kept: Kept) -> list[str]:
    days, hours = kept.days, kept.total("voice_seconds") / 3600
    return [
        f"{counted(kept.total('messages'), 'message')} and {counted(kept.total('reactions'), 'reaction')}",
        f"{hours:,.1f} hours in voice, {counted(len(kept.voice), 'stay')}",
        f"{counted(len(kept.events), 'event')} that you were at, {counted(len(kept.answers), 'answer')}",
        f"on {counted(len(days), 'day')}, from {days[0].day} to {days[-1].day}" if days else "on no day",
    ]
