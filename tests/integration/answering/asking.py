"""Somebody uses a command of the running bot, and what they are told."""

from typing import Any

import attrs

from tests.loopback import Channel, Discord, Member
from tests.loopback.rest.interactions import Interaction


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
        return self.one.answer is not None and not self.one.seen_by_others


async def told(discord: Discord, one: Interaction) -> Told:
    """Wait for the answer behind the deferral, or for one that needed none."""
    await discord.until(
        lambda: one.edits or (one.answer is not None and one.answer["type"] != 5), what=f"/{one.name}"
    )
    return Told(one)


async def answer_to(discord: Discord, channel: Channel, who: Member, command: str, /, **options: Any) -> Told:
    """Use a slash command, and wait for its answer."""
    return await told(discord, await discord.runs(channel, who, command, options))
