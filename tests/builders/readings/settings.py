"""The settings of a guild as a page is given them."""

from datetime import timedelta
from typing import Any

import attrs

from application.community.guild_settings import SettingsChange, SettingsShown
from application.insights.settings import SettingsRead
from domain.community.settings import GuildSettings, changes_between
from tests.builders.overview import GUILD
from tests.builders.readings.data_quality import NOW

HOST, MODERATOR = "1202202202202203001", "1202202202202203002"
_ROME = GuildSettings(time_zone="Europe/Rome")
_LATER = attrs.evolve(_ROME, inactive_days=45, tiers={HOST: "host"}, voice_shown=False)


def changes(*settings: GuildSettings, by: str = "Livia") -> tuple[SettingsChange, ...]:
    """One after the other, a day between them; the last one was made now, and alone can be undone."""
    first = NOW - timedelta(days=len(settings) - 1)
    made = [
        SettingsChange(
            version=at + 1,
            who=by,
            member_no=None,
            changed_at=first + timedelta(days=at),
            effective_from=first + timedelta(days=at),
            changes=changes_between(before, after),
            planned=False,
            undoable=at == len(settings) - 1,
        )
        for at, (before, after) in enumerate(zip((GuildSettings(), *settings), settings, strict=False))
    ]
    return tuple(made[::-1])


def a_settings_read(
    *settings: GuildSettings, by: str = "Livia", guild: int = GUILD, **more: Any
) -> SettingsRead:
    """With those versions; without any, two that somebody made."""
    made = settings or (_ROME, _LATER)
    shown = SettingsShown(
        guild=guild,
        guild_name="Ludus Magnus",
        settings=made[-1],
        version=len(made),
        history=changes(*made, by=by),
    )
    read = SettingsRead(
        shown=shown,
        last_activity=NOW,
        channels={1: "arena", 2: "tavern"},
        roles={int(HOST): "Games host", int(MODERATOR): "Moderator"},
        fixed_zone=False,
    )
    return attrs.evolve(read, **more)


def untouched_settings(guild: int = GUILD) -> SettingsRead:
    """Nobody changed anything so far, and nothing has a name."""
    shown = SettingsShown(
        guild=guild, guild_name="Ludus Magnus", settings=GuildSettings(), version=0, history=()
    )
    return SettingsRead(shown=shown, last_activity=None, channels={}, roles={}, fixed_zone=False)
