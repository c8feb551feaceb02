"""What somebody wishes of an event, from the options of a command or the inputs of a form."""

from datetime import timedelta
from typing import Any, Final

import discord
from discord import app_commands

from adapters.discord.commands.events.meant.when import read, shown
from adapters.discord.commands.frame import Asked, Interaction
from domain.community.events.event import Event
from domain.community.events.plan import LONGEST_EVENT
from domain.kernel.errors import Invalid, NotFound

MINUTES: Final = 120
"""How long an event lasts where nobody says."""

MOST_MINUTES: Final = LONGEST_EVENT // timedelta(minutes=1)

REPEATS: Final = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "every two weeks": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
}


class Spoken(app_commands.Transformer):
    """A voice channel or a stage, by its id: the client knows no channels."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """As Discord calls it."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Those that Discord offers."""
        return [discord.ChannelType.voice, discord.ChannelType.stage_voice]

    async def transform(self, _interaction: Interaction, value: Any, /) -> int:  # noqa: ANN401 - the library's
        """Its id."""
        return int(value.id)


async def wishes(
    asked: Asked,
    *,
    when: str | None = None,
    minutes: int | None = None,
    channel: int | None = None,
    host: discord.User | None = None,
    before: Event | None = None,
    **texts: Any,
) -> dict[str, Any]:
    """The fields of a plan that were said; a start that is as it was `before` was not."""
    found: dict[str, Any] = {name: value for name, value in texts.items() if value is not None}
    zone = (await asked.settings()).time_zone
    starts = before.plan.starts_at if before else None
    if when is not None and (starts is None or when.strip() != shown(starts, zone)):
        starts = found["starts_at"] = read(when, asked.use_cases.clock.now(), zone)
    if minutes is not None and starts is not None:
        if not 0 < minutes <= MOST_MINUTES:
            raise Invalid(f"minutes: between 1 and {MOST_MINUTES:,} are possible")
        found["ends_at"] = starts + timedelta(minutes=minutes)
    if channel is not None:
        found["channels"] = (channel,)
    if host is not None:
        found["hosts"] = (await _member(asked, host),)
    return found


def whole(said: str, name: str) -> int | None:
    """A whole number of a form; None where nothing was written."""
    if not said.strip():
        return None
    if not said.strip().isdecimal() or len(said) > 9:
        raise Invalid(f"{name}: a whole number is needed here, not {said.strip()[:20]!r}")
    return int(said)


async def _member(asked: Asked, user: discord.User) -> int:
    try:
        return (await asked.use_cases.find_member(asked.guild, str(user.id))).member_no
    except NotFound:
        raise NotFound(
            "host: the bot has not met them yet; they are known once they write something"
        ) from None
