"""A guild's profile, names, settings and coverage in memory."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs

from adapters.memory.community.state import GuildState, Undo
from domain.community.coverage import CoverageSpan, merged
from domain.community.guild import ChannelName, GuildProfile, RoleName
from domain.community.missed import NotedGap, without
from domain.community.missed import merged as merged_gaps
from domain.community.settings import SettingsVersion
from domain.kernel.errors import Conflict


@attrs.frozen
class MemoryListening:
    """When we were listening."""

    _state: GuildState
    _undo: Undo

    async def add(self, spans: Iterable[CoverageSpan]) -> None:
        """Add coverage."""
        self._undo.set(
            self._state, "coverage", merged([*self._state.coverage, *without(spans, self._state.gaps)])
        )

    async def spans(self) -> list[CoverageSpan]:
        """All coverage."""
        return list(self._state.coverage)

    async def note(self, gaps: Iterable[NotedGap]) -> None:
        """Keep why the bot did not hear; it then covers nothing of that time."""
        added = list(gaps)
        self._undo.set(self._state, "gaps", merged_gaps([*self._state.gaps, *added]))
        self._undo.set(self._state, "coverage", without(self._state.coverage, added))

    async def noted(self) -> list[NotedGap]:
        """Every gap with its reason."""
        return list(self._state.gaps)


@attrs.frozen
class MemoryGuild:
    """What a guild is called and how it is set up."""

    _state: GuildState
    _undo: Undo

    async def profile(self) -> GuildProfile | None:
        """What is known of the guild as a whole."""
        state = self._state
        if state.last_activity is None and state.name is None and state.sealed_through is None:
            return None
        return GuildProfile(
            guild=state.guild,
            name=state.name,
            last_activity=state.last_activity,
            sealed_through=state.sealed_through,
            revision=state.revision,
            fold=state.fold,
            detailed_since=state.detailed_since,
            commands_since=state.commands_since,
        )

    async def rename(self, name: str, seen_at: datetime) -> None:
        """Keep the newest name."""
        state = self._state
        held = (state.name_seen_at, state.name) if state.name_seen_at and state.name else None
        if held is None or (seen_at, name) > held:
            self._undo.set(state, "name", name)
            self._undo.set(state, "name_seen_at", seen_at)

    async def channels(self) -> dict[int, ChannelName]:
        """The channels whose name is known."""
        return dict(self._state.channels)

    async def name_channels(self, channels: Sequence[ChannelName]) -> None:
        """Keep the newest name of each."""
        for channel in sorted(channels, key=lambda one: (one.seen_at, one.name)):
            held = self._state.channels.get(channel.channel)
            if held is None or (channel.seen_at, channel.name) > (held.seen_at, held.name):
                self._undo.put(self._state.channels, channel.channel, channel.after(held))

    async def roles(self) -> dict[int, RoleName]:
        """The roles whose name is known."""
        return dict(self._state.roles)

    async def name_roles(self, roles: Sequence[RoleName]) -> None:
        """Keep the newest name and position of each."""
        for role in roles:
            held = self._state.roles.get(role.role)
            if held is None or _newness(role) > _newness(held):
                self._undo.put(self._state.roles, role.role, role)

    async def settings(self) -> list[SettingsVersion]:
        """Every version, oldest first."""
        return list(self._state.settings)

    async def add_settings(self, version: SettingsVersion) -> None:
        """Add a version."""
        if any(held.version == version.version for held in self._state.settings):
            raise Conflict(
                f"version {version.version} of the settings exists: somebody changed them meanwhile"
            )
        self._undo.set(self._state, "settings", [*self._state.settings, version])

    async def seal(self, through: int) -> None:
        """Days up to this one are sealed."""
        held = self._state.sealed_through
        self._undo.set(self._state, "sealed_through", through if held is None else max(held, through))

    async def counted_by(self, fold: int, *, detailed_since: int | None, commands_since: int | None) -> None:
        """The whole log is counted by this version of the fold, and since when what is known."""
        self._undo.set(self._state, "fold", fold)
        self._undo.set(self._state, "detailed_since", detailed_since)
        self._undo.set(self._state, "commands_since", commands_since)


def _newness(role: RoleName) -> tuple[datetime, str, int]:
    return role.seen_at, role.name, role.position
