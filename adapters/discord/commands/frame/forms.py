"""Forms: opened as the first answer, and answered also when the bot was restarted meanwhile."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

import discord

from adapters.discord.commands.frame.asked import Asked, Interaction, Reply
from adapters.discord.commands.frame.library.tree import desk_of
from adapters.discord.commands.frame.refusals import WELL, ended_by
from adapters.discord.commands.frame.saying import sendable
from adapters.discord.commands.frame.serving import named, record, serve, unheard


class Form(discord.ui.Modal):
    """A form whose custom id says all that is needed to answer it; made with `custom_id="topic:what:..."`.

    What was filled in arrives by the custom ids of its inputs. The library forgets its own forms at a
    restart, so they are found by `template`.
    """

    template: ClassVar[re.Pattern[str]]

    @classmethod
    async def filled(cls, asked: Asked, found: re.Match[str], given: Mapping[str, Any]) -> Reply:
        """Ask the use case; `given` are texts, or lists of what was chosen."""
        raise NotImplementedError


async def open_form(interaction: Interaction, form: Callable[[Asked], Awaitable[Form]]) -> None:
    """Open a form: at once, or say why there is none; the filled one is an interaction of its own."""
    desk = desk_of(interaction)
    if not desk.takes(interaction):
        return
    began = time.monotonic()
    made, ended = None, WELL
    try:
        async with asyncio.timeout(desk.patience.form):
            made = await form(await desk.asked(interaction))
    except Exception as problem:  # noqa: BLE001 - the one handler
        ended = ended_by(problem, named(interaction))
    try:
        async with asyncio.timeout(desk.patience.acknowledge), desk.pacing.line:
            if made is not None:
                await interaction.response.send_modal(made)
            else:
                said = sendable(Reply(text=ended.words))
                await interaction.response.send_message(
                    said["content"], ephemeral=True, allowed_mentions=said["allowed_mentions"]
                )
    except Exception as problem:  # noqa: BLE001 - whatever it is, they see that nobody answered
        record(desk, interaction, unheard(problem), began)
    else:
        record(desk, interaction, ended, began)


async def fill(interaction: Interaction, forms: Sequence[type[Form]]) -> None:
    """Answer a form that was filled in."""
    data: Mapping[str, Any] = interaction.data or {}
    for form in forms:
        if found := form.template.fullmatch(data["custom_id"]):
            given = dict(values(data.get("components", ())))
            await serve(interaction, partial(form.filled, found=found, given=given))
            return


def values(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Custom id -> what was given, wherever the input stands in the form."""
    for one in components:
        if "custom_id" in one:
            yield one["custom_id"], one.get("value", one.get("values"))
        inner = one.get("components") or ([one["component"]] if "component" in one else [])
        yield from values(inner)
