"""Somebody uses a command of the running bot, and what they are told."""

from typing import Any

import attrs

from tests.loopback import Channel, Discord, Member
from tests.loopback.rest.interactions import Interaction

SUBCOMMAND, STRING, INTEGER, BOOLEAN, USER, CHANNEL = 1, 3, 4, 5, 6, 7
EPHEMERAL = 64


def option(name: str, value: object, type: int = STRING) -> dict[str, Any]:
    return {"name": name, "type": type, "value": value}


@attrs.frozen
class Told:
    """What the one who asked was told in the end."""

    one: Interaction

    @property
    def message(self) -> dict[str, Any]:
        answer = self.one.answer or {}
        found: dict[str, Any] = self.one.edits[-1] if self.one.edits else answer.get("data") or {}
        return found

    @property
    def text(self) -> str:
        """All that is written in the answer."""
        message = self.message
        words = [message.get("content") or ""]
        for embed in message.get("embeds") or ():
            words += [embed.get("title") or "", embed.get("description") or ""]
            words += [f"{field['name']}\n{field['value']}" for field in embed.get("fields", ())]
            words.append((embed.get("footer") or {}).get("text") or "")
        return "\n".join(filter(None, words))

    @property
    def only_they_see_it(self) -> bool:
        answer = self.one.answer or {}
        return bool((answer.get("data") or {}).get("flags", 0) & EPHEMERAL) and not self.one.followups


async def ask(
    discord: Discord, channel: Channel, member: Member, name: str, *options: dict[str, Any]
) -> Interaction:
    """Use a slash command, without waiting."""
    data = {"id": "1", "name": name, "type": 1, "options": list(options)}
    return await discord.interaction(channel, member, name, data=data)


async def told(discord: Discord, one: Interaction) -> Told:
    """Wait for the answer behind the deferral, or for one that needed none."""
    await discord.until(
        lambda: one.edits or (one.answer is not None and one.answer["type"] != 5), what=f"/{one.name}"
    )
    return Told(one)


async def answer_to(
    discord: Discord, channel: Channel, member: Member, name: str, *options: dict[str, Any]
) -> Told:
    """Use a slash command, and wait for its answer."""
    return await told(discord, await ask(discord, channel, member, name, *options))
