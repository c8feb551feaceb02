"""The same messages once more, as a history file that somebody exported by hand."""

import asyncio
import os
import sys
from pathlib import Path

from tests.builders.exports import a_message, a_reaction, a_user, an_export, indented
from tests.integration.hearing.whole.scene import Bot
from tests.loopback import Channel, Member, Message, User
from tests.loopback.world.ids import made_at


async def imports_the_history_of(bot: Bot, channel: Channel, folder: Path) -> None:
    """`community-os import discord-export`, beside the bot that listens."""
    messages = [_as_exported(message) for message in channel.messages.values()]
    last = bot.discord.clock.now()
    export = an_export(
        messages, guild=channel.guild.id, channel=channel.id, name=channel.name, exported_at=last
    )
    file = folder / "export.json"
    file.write_bytes(indented(export))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bootstrap.main", "import", "discord-export", str(file),
        env={**os.environ, **bot.environment, "COMMUNITY_OS_HOME": str(folder / "importer")},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode == 0, said.decode()


def _as_exported(message: Message) -> dict[str, object]:
    return a_message(
        id=str(message.id),
        timestamp=made_at(message.id).isoformat(),
        content=message.content,
        author=_author(message.author),
        mentions=[_author(member) for member in message.mentions],
        reactions=[
            a_reaction(emoji, len(people), [_author(one) for one in people.values()])
            for emoji, people in message.reactions.items()
        ],
    )


def _author(who: User | Member) -> dict[str, object]:
    user = who.user if isinstance(who, Member) else who
    return a_user(id=str(user.id), name=user.name, isBot=user.bot)
