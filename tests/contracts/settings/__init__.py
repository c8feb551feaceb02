"""What a store promises those who change settings: each change is kept once, whole, and by whom."""

import asyncio

import pytest

from application.community.guild_settings import ChangeSettings, ShowSettings, UndoSettings
from application.community.ports import Store
from domain.community.settings import GuildSettings
from domain.kernel.actors import Actor
from domain.kernel.errors import Conflict, DomainError, Refused
from tests.builders.activities import DAY, TIME_ZERO, StoppedClock
from tests.contracts import Contract


def somebody(name: str, guild: int) -> Actor:
    return Actor(kind="staff", name=name, assurance="declared", guild=guild)


class SettingsContract(Contract):
    """Whoever changes settings at the same time does it one after the other."""

    async def test_changes_at_once_become_versions_of_which_none_is_lost(
        self, store: Store, guild: int
    ) -> None:
        change, show = await a_hall(store, guild)
        wanted = [{"fresh_days": 1}, {"new_days": 80}, {"inactive_days": 9}, {"voice_shown": False}]
        ada = somebody("Ada", guild)
        await asyncio.gather(*(change(guild, each, ada) for each in wanted))
        shown = await show(guild)
        assert shown.settings == GuildSettings(fresh_days=1, new_days=80, inactive_days=9, voice_shown=False)
        assert sorted(one.version for one in shown.history) == [1, 2, 3, 4]
        assert all(len(one.changes) == 1 and one.undoable for one in shown.history)

    async def test_of_those_who_undo_the_same_change_at_once_one_does(self, store: Store, guild: int) -> None:
        change, show = await a_hall(store, guild)
        undo = UndoSettings(store=store, clock=change.clock)
        await change(guild, {"fresh_days": 7}, somebody("Ada", guild))
        found = await asyncio.gather(
            *(undo(guild, 1, somebody(name, guild)) for name in ("Ben", "Cleo", "Dan")),
            return_exceptions=True,
        )
        assert sum(isinstance(one, GuildSettings) for one in found) == 1
        assert [type(one) for one in found if isinstance(one, DomainError)] == [Conflict, Conflict]
        shown = await show(guild)
        assert (shown.settings, shown.version) == (GuildSettings(), 2)

    async def test_what_is_planned_holds_from_its_moment_with_what_was_changed_meanwhile(
        self, store: Store, guild: int
    ) -> None:
        change, show = await a_hall(store, guild)
        ada = somebody("Ada", guild)
        later = change.clock.now() + DAY
        await change(guild, {"tiers": {"501": "staff"}}, ada, effective_from=later)
        await change(guild, {"backup_hours": [4]}, ada)
        assert (await show(guild)).settings == GuildSettings(backup_hours=(4,))
        assert isinstance(change.clock, StoppedClock)
        change.clock.at = later
        assert (await show(guild)).settings == GuildSettings(backup_hours=(4,), tiers={"501": "staff"})

    async def test_a_change_that_is_refused_leaves_nothing(self, store: Store, guild: int) -> None:
        change, show = await a_hall(store, guild)
        stranger = Actor(kind="member", name="Eve", assurance="proved", guild=guild)
        with pytest.raises(Refused):
            await change(guild, {"fresh_days": 7}, stranger)
        assert (await show(guild)).history == ()


async def a_hall(store: Store, guild: int) -> tuple[ChangeSettings, ShowSettings]:
    """A guild that is known by its name."""
    clock = StoppedClock()
    async with store.writing(guild) as work:
        await work.guild.rename("A hall", TIME_ZERO)
    return ChangeSettings(store=store, clock=clock), ShowSettings(store=store, clock=clock)
