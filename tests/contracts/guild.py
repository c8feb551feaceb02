"""What a store promises of the guild itself: names, settings, sealed days, and when we listened."""

import attrs
import pytest

from application.community.ports import Store
from domain.community.coverage import CoverageSpan
from domain.community.guild import ChannelName, RoleName
from domain.community.missed import NotedGap
from domain.community.settings import GuildSettings, SettingsVersion
from domain.kernel.errors import Conflict
from tests.builders.activities import DAY, HOUR, TIME_ZERO
from tests.contracts import Contract, a_guild

FIRST = SettingsVersion(
    version=1,
    settings=GuildSettings(time_zone="Europe/Rome", reaction_weight=0.25, voice_shown=False),
    changed_at=TIME_ZERO,
    changed_by="Ada",
    effective_from=TIME_ZERO - DAY,
)

EVERY = GuildSettings(
    tiers={"501": "staff"},
    staff_roles=("502", "501"),
    qualifying=("voice", "event"),
    tracked_commands=("event rsvp", "help"),
    fresh_days=7,
    segment_preset="document 001",
    churn_drop=0.25,
    announcement_channel="1202202202202203001",
    events_run_themselves=False,
    backup_hours=(4, 16),
)


def heard(first: int, last: int, **changes: object) -> CoverageSpan:
    plain = CoverageSpan(
        family="messages", start=TIME_ZERO + first * HOUR, end=TIME_ZERO + last * HOUR, source="gateway"
    )
    return attrs.evolve(plain, **changes)


def missed(first: int, last: int, **changes: object) -> NotedGap:
    plain = NotedGap(
        family="messages", start=TIME_ZERO + first * HOUR, end=TIME_ZERO + last * HOUR, reason="restarted"
    )
    return attrs.evolve(plain, **changes)


class GuildContract(Contract):
    """The newest name, every version of the settings, and coverage in as few spans as possible."""

    async def test_nothing_is_known_of_a_guild_that_nothing_was_recorded_for(
        self, store: Store, guild: int
    ) -> None:
        async with store.reading(guild) as work:
            assert await work.guild.profile() is None
            assert await work.guild.settings() == []
            assert await work.guild.channels() == {}
            assert await work.listening.spans() == []
        assert guild not in await store.guilds()

    async def test_the_newest_name_of_the_guild_is_kept(self, store: Store, guild: int) -> None:
        for name, at in (("Old", -2), ("Newest", 2), ("Newer", 0), ("Antique", -9)):
            async with store.writing(guild) as work:
                await work.guild.rename(name, TIME_ZERO + at * HOUR)
        async with store.reading(guild) as work:
            profile = await work.guild.profile()
        assert profile is not None
        assert (profile.name, profile.sealed_through, profile.revision) == ("Newest", None, 0)
        assert guild in await store.guilds()

    async def test_the_newest_name_of_each_channel_is_kept(self, store: Store, guild: int) -> None:
        old = ChannelName(channel=5, name="old", seen_at=TIME_ZERO)
        new = ChannelName(channel=5, name="new", parent=4, seen_at=TIME_ZERO + HOUR)
        other = ChannelName(channel=2**63 - 1, name="other", voice=True, seen_at=TIME_ZERO)
        async with store.writing(guild) as work:
            await work.guild.name_channels([new, old, other])
            await work.guild.name_channels([old])
            await work.guild.name_channels([])
        async with store.reading(guild) as work:
            assert await work.guild.channels() == {5: new, other.channel: other}

    async def test_that_a_channel_has_voice_stays_known_though_a_newer_source_does_not_say_it(
        self, store: Store, guild: int
    ) -> None:
        lounge = ChannelName(channel=5, name="lounge", voice=True, seen_at=TIME_ZERO)
        renamed = ChannelName(channel=5, name="hall", seen_at=TIME_ZERO + HOUR)
        for batch in ([lounge], [renamed], [renamed, lounge]):
            async with store.writing(guild) as work:
                await work.guild.name_channels(batch)
        async with store.reading(guild) as work:
            assert await work.guild.channels() == {5: attrs.evolve(renamed, voice=True)}

    async def test_the_newest_name_and_place_of_each_role_is_kept(self, store: Store, guild: int) -> None:
        old = RoleName(role=5, name="hosts", position=9, seen_at=TIME_ZERO)
        new = RoleName(role=5, name="Hosts", position=2, seen_at=TIME_ZERO + HOUR)
        other = RoleName(role=2**63 - 1, name="captains", seen_at=TIME_ZERO)
        async with store.writing(guild) as work:
            await work.guild.name_roles([new, old, other])
            await work.guild.name_roles([old])
            await work.guild.name_roles([])
        async with store.reading(guild) as work:
            assert await work.guild.roles() == {5: new, other.role: other}

    async def test_settings_are_versions_that_are_never_written_over(self, store: Store, guild: int) -> None:
        second = attrs.evolve(FIRST, version=2, settings=EVERY, changed_by="#7", changed_by_member=7)
        async with store.writing(guild) as work:
            await work.guild.add_settings(FIRST)
            await work.guild.add_settings(second)
        with pytest.raises(Conflict):
            async with store.writing(guild) as work:
                await work.guild.add_settings(attrs.evolve(second, changed_by="Eve"))
        async with store.reading(guild) as work:
            assert await work.guild.settings() == [FIRST, second]

    async def test_sealed_days_are_never_opened_again(self, store: Store, guild: int) -> None:
        for through in (20_000, 20_010, 20_005):
            async with store.writing(guild) as work:
                await work.guild.seal(through)
        async with store.reading(guild) as work:
            profile = await work.guild.profile()
        assert profile is not None and profile.sealed_through == 20_010

    @pytest.mark.parametrize("since", [(None, None), (3, 20_000), (None, 0)])
    async def test_a_guild_says_which_fold_counted_it_and_since_when_what_is_known(
        self, store: Store, guild: int, since: tuple[int | None, int | None]
    ) -> None:
        async with store.writing(guild) as work:
            await work.guild.rename("Guild", TIME_ZERO)
            await work.guild.counted_by(3, detailed_since=since[0], commands_since=since[1])
        async with store.reading(guild) as work:
            profile = await work.guild.profile()
        assert profile is not None
        assert (profile.fold, profile.detailed_since, profile.commands_since) == (3, *since)

    async def test_touching_coverage_of_one_source_becomes_one(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.listening.add([heard(0, 1), heard(4, 5)])
        async with store.writing(guild) as work:
            await work.listening.add([heard(1, 2), heard(3, 4), heard(0, 1)])
            await work.listening.add([])
        async with store.reading(guild) as work:
            assert await work.listening.spans() == [heard(0, 2), heard(3, 5)]

    async def test_coverage_of_other_sources_channels_and_families_stays_apart(
        self, store: Store, guild: int
    ) -> None:
        apart = [
            heard(0, 1),
            heard(0, 1, channel=5),
            heard(0, 1, channel=2**63 - 1),
            heard(0, 1, source="history"),
            heard(0, 1, family="voice"),
        ]
        async with store.writing(guild) as work:
            await work.listening.add(apart)
        async with store.reading(guild) as work:
            spans = await work.listening.spans()
        assert len(spans) == len(apart) and set(spans) == set(apart)
        async with store.reading(a_guild()) as work:
            assert await work.listening.spans() == []

    async def test_gaps_are_kept_with_their_reasons_in_as_few_as_possible(
        self, store: Store, guild: int
    ) -> None:
        parts = [missed(0, 2), missed(2, 3), missed(1, 2, family="voice"), missed(2, 5, reason="deaf")]
        for _ in range(2):
            async with store.writing(guild) as work:
                await work.listening.note(parts)
                await work.listening.note([missed(7, 7)])
                await work.listening.note([])
        async with store.writing(guild) as work:
            await work.listening.note([missed(3, 4), missed(6, 7)])
        async with store.reading(guild) as work:
            assert set(await work.listening.noted()) == {
                missed(0, 4),
                missed(6, 7),
                missed(1, 2, family="voice"),
                missed(2, 5, reason="deaf"),
            }
        async with store.reading(a_guild()) as work:
            assert await work.listening.noted() == []

    async def test_what_the_bot_missed_it_did_not_cover(self, store: Store, guild: int) -> None:
        others = [heard(0, 10, source="history", channel=7), heard(0, 10, family="voice")]
        async with store.writing(guild) as work:
            await work.listening.add([heard(0, 10), heard(20, 21), *others])
            await work.listening.note([missed(2, 3), missed(9, 12)])
            await work.listening.add([heard(1, 5), heard(11, 12)])
        async with store.reading(guild) as work:
            assert set(await work.listening.spans()) == {heard(0, 2), heard(3, 9), heard(20, 21), *others}
