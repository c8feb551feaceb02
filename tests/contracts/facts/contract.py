"""What facts promise: the columns that the fold left, and news of what changed."""

from datetime import UTC, datetime, timedelta

import attrs
import numpy as np
import pytest

from application.community.ports import Store
from application.insights.ports import Facts
from domain.community.fold import Deltas
from domain.community.log.commands import code_of, error_code
from domain.community.spans import MEMBERSHIP, ROLE, VOICE, Span
from domain.insights.sheet import (
    MEMBER_CHANNEL_DAY,
    NEVER,
    REPLY_DAY,
    SHAPES,
    Shape,
)
from tests.builders.activities import DAY, HOUR, TIME_ZERO, a_person
from tests.contracts import Contract, a_guild
from tests.contracts.facts.filled import ROWS, TODAY, fill, rows
from tests.contracts.members import named, seen


class FactsContract(Contract):
    """Columns in order, without rows of zeros; a reader learns exactly what changed since it last looked."""

    @pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
    async def test_a_table_has_every_row_in_order(
        self, store: Store, facts: Facts, guild: int, shape: Shape
    ) -> None:
        await fill(store, guild)
        table = await facts.day_table(guild, shape)
        assert sorted(rows(table)) == ROWS[shape]
        assert [row[:2] for row in rows(table)] == [row[:2] for row in ROWS[shape]]
        assert [table[name].dtype for name, _ in shape.columns] == [
            np.dtype(kind) for _, kind in shape.columns
        ]

    @pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
    async def test_some_days_are_those_days_and_no_other(
        self, store: Store, facts: Facts, guild: int, shape: Shape
    ) -> None:
        await fill(store, guild)
        for days in ([TODAY], {TODAY - 1, TODAY + 1}, [TODAY + 9], []):
            table = await facts.day_table(guild, shape, days)
            assert sorted(rows(table)) == [row for row in ROWS[shape] if row[0] in days]

    @pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
    async def test_another_guild_has_none_of_it(
        self, store: Store, facts: Facts, guild: int, shape: Shape
    ) -> None:
        await fill(store, guild)
        assert len(await facts.day_table(a_guild(), shape)) == 0

    async def test_numbers_of_commands_and_of_errors_have_their_words(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        await fill(store, guild)
        words = await facts.command_words(guild)
        said = {*words.values()} - {"help", "KeyError"}  # ran once, and that copy counts no more
        assert said == {"event.rsvp", "プロフィール", "TimeoutError", "timeouterror"}
        assert words[code_of("event.rsvp")] == "event.rsvp"
        assert words[error_code("TimeoutError")] == "TimeoutError"
        assert await facts.command_words(a_guild()) == {}

    @pytest.mark.parametrize(
        ("span", "people"),
        [
            ((TODAY - 1, TODAY + 2), [(5, 0, 11), (5, 7, 1), (2**63 - 1, 0, 4)]),
            ((TODAY, TODAY + 1), [(5, 0, 3), (2**63 - 1, 0, 4)]),
            ((TODAY - 1, TODAY), [(5, 7, 1)]),
            ((TODAY, TODAY), []),
            ((TODAY + 2, TODAY + 9), []),
        ],
    )
    async def test_people_of_a_channel_are_counted_once_in_a_span_of_days(
        self,
        store: Store,
        facts: Facts,
        guild: int,
        span: tuple[int, int],
        people: list[tuple[int, int, int]],
    ) -> None:
        await fill(store, guild)
        found = await facts.channel_people(guild, span)
        columns = (found.channel, found.member_no, found.messages)
        assert list(zip(*(column.tolist() for column in columns), strict=True)) == people
        assert len(await facts.channel_people(a_guild(), span)) == 0

    @pytest.mark.parametrize(
        ("span", "zone", "talkers"),
        [
            ((TODAY - 2, TODAY + 3), "UTC", [(5, 0, 3600), (5, 7, 10_801), (2**63 - 1, 0, 86_400)]),
            ((TODAY, TODAY + 1), "UTC", [(5, 0, 3600), (5, 7, 7199), (2**63 - 1, 0, 43_200)]),
            ((TODAY + 1, TODAY + 2), "UTC", [(5, 7, 3602), (2**63 - 1, 0, 43_200)]),
            ((TODAY + 1, TODAY + 2), "Asia/Kolkata", [(5, 7, 10_801), (2**63 - 1, 0, 63_000)]),
            ((TODAY + 2, TODAY + 9), "UTC", []),
            ((TODAY, TODAY), "UTC", []),
        ],
    )
    async def test_who_talked_where_is_known_from_finished_sessions_to_the_second_of_each_day(
        self,
        store: Store,
        facts: Facts,
        guild: int,
        span: tuple[int, int],
        zone: str,
        talkers: list[tuple[int, int, int]],
    ) -> None:
        noon = TIME_ZERO.replace(hour=12, minute=0, second=0, microsecond=0)
        late = noon + 10 * HOUR + timedelta(microseconds=500_000)
        sessions = {
            0: [
                Span(noon, noon + HOUR, False, False, 5),
                Span(noon, noon + DAY, False, True, 2**63 - 1),
                Span(noon + DAY, None, False, False, 5),
                Span(noon, noon + HOUR, False, False, None),
                Span(None, noon + HOUR, True, False, 5),
            ],
            7: [Span(late, late + 3 * HOUR + timedelta(seconds=1.4), False, False, 5)],
        }
        async with store.writing(guild) as work:
            await work.members.numbers([seen(a_person(number)) for number in range(1, 9)])
            await work.spans.put({(who, VOICE): found for who, found in sessions.items()})
            await work.spans.put({(0, ROLE): [Span(noon, noon + HOUR, False, False, 5)]})
        found = await facts.channel_talkers(guild, span, zone)
        columns = (found.channel, found.member_no, found.voice_seconds)
        assert list(zip(*(column.tolist() for column in columns), strict=True)) == talkers
        assert not found.messages.any()
        assert len(await facts.channel_talkers(a_guild(), span, zone)) == 0

    async def test_where_a_member_wrote_is_found_by_the_days_on_which_they_did(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        await fill(store, guild)
        every = ROWS[MEMBER_CHANNEL_DAY]
        for asked in (
            [(TODAY, 0)],
            [(TODAY - 1, 7), (TODAY + 1, 0)],
            [(TODAY, 0), (TODAY, 0)],
            [(TODAY, 7)],
            [],
        ):
            days, members = [day for day, _ in asked], [who for _, who in asked]
            found = await facts.member_channels(guild, days, members)
            assert sorted(rows(found)) == [row for row in every if row[:2] in asked]
            assert len(await facts.member_channels(a_guild(), days, members)) == 0

    async def test_answers_of_somebody_and_to_them_are_found_in_a_span_of_days(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        await fill(store, guild)
        async with store.writing(guild) as work:
            await work.counters.add(Deltas(reply_day={(4, 0, TODAY): 1, (4, 5, TODAY): 9, (5, 0, TODAY): 0}))
        both = (TODAY, TODAY + 2)
        of_one = sorted([*ROWS[REPLY_DAY], (TODAY, 4, 0, 1)])
        assert sorted(rows(await facts.replies_of(guild, 0, both))) == of_one
        assert rows(await facts.replies_of(guild, 0, (TODAY + 1, TODAY + 2))) == [(TODAY + 1, 0, 1, 5)]
        assert rows(await facts.replies_of(guild, 5, both)) == [(TODAY, 4, 5, 9)]
        assert rows(await facts.replies_of(guild, 9, both)) == []
        assert rows(await facts.replies_of(a_guild(), 0, both)) == []

    async def test_of_an_unknown_guild_nothing_is_known(self, facts: Facts, guild: int) -> None:
        assert tuple(await facts.revisions(guild, 0)) == (0, frozenset(), False, None, False, False)
        columns = await facts.members(guild, "UTC")
        assert [len(column) for column in (columns.bot, columns.erased, columns.member_no)] == [0, 0, 0]
        assert len(columns.roles.role) == 0

    async def test_a_reader_learns_which_days_changed_since_it_looked(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        looks = [0]
        for days, members in (({1, 2}, False), ({2, 3}, True), ({3}, False)):
            async with store.writing(guild) as work:
                await work.counters.touch(days, members=members, last_activity=TIME_ZERO)
            looks.append((await facts.revisions(guild, 0)).latest)
        assert looks == sorted(set(looks)), "each transaction has a later revision"
        told = [await facts.revisions(guild, since) for since in looks]
        assert [set(news.days) for news in told] == [{1, 2, 3}, {2, 3}, {3}, set()]
        assert [news.members for news in told] == [True, True, False, False]
        assert all(news.latest == looks[-1] and news.last_activity == TIME_ZERO for news in told)

    async def test_a_new_member_a_new_bot_and_an_erasure_are_news_of_the_member_list(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        for change in ("stranger", "bot", "erasure"):
            since = (await facts.revisions(guild, 0)).latest
            async with store.writing(guild) as work:
                if change == "erasure":
                    await work.members.erase(0, TIME_ZERO)
                else:
                    await work.members.numbers([named("Ada", bot=change == "bot")])
            news = await facts.revisions(guild, since)
            assert news.members and news.latest > since, change
        since = news.latest
        async with store.writing(guild) as work:
            await work.members.numbers([named("Another name", TIME_ZERO + DAY, bot=True)])
        assert not (await facts.revisions(guild, since)).members

    async def test_a_rebuild_is_news_of_every_day(self, store: Store, facts: Facts, guild: int) -> None:
        await fill(store, guild)
        since = (await facts.revisions(guild, 0)).latest
        async with store.writing(guild) as work:
            snapshot = await work.counters.snapshot()
            snapshot.member_day = {(0, TODAY + 5): (1, 0, 0, 0)}
            await work.counters.rebuild(snapshot)
        news = await facts.revisions(guild, since)
        assert news.days >= {TODAY - 1, TODAY, TODAY + 1, TODAY + 5}
        assert news.members and news.latest > since

    async def test_every_member_has_flags_and_every_membership_its_local_days(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # already the next day in Rome
        people = [seen(a_person(1)), seen(a_person(2, bot=True)), seen(a_person(3)), seen(a_person(4))]
        async with store.writing(guild) as work:
            await work.members.numbers(people)
            await work.members.erase(2, TIME_ZERO)
            await work.spans.put(
                {
                    (3, MEMBERSHIP): [Span(None, TIME_ZERO, True, False, None)],
                    (1, MEMBERSHIP): [
                        Span(late, late + HOUR, False, False, None),
                        Span(late + 2 * DAY, None, True, False, 2**60),
                    ],
                    (0, VOICE): [Span(TIME_ZERO, TIME_ZERO + HOUR, False, False, 5)],
                    (3, ROLE): [Span(None, TIME_ZERO, True, False, 2**63 - 1)],
                    (0, ROLE): [
                        Span(late, late + HOUR, False, False, 701),
                        Span(TIME_ZERO - DAY, None, False, False, 702),
                    ],
                }
            )
        found = await facts.members(guild, "Europe/Rome")
        assert found.bot.tolist() == [False, True, False, False]
        assert found.erased.tolist() == [False, False, True, False]
        assert found.member_no.tolist() == [1, 1, 3]
        assert found.joined.tolist() == [TODAY + 1, TODAY + 3, NEVER]
        assert found.left.tolist() == [TODAY + 1, NEVER, TODAY]
        assert found.joined_inferred.tolist() == [False, True, True]
        assert found.invite.tolist() == [0, 2**60, 0]
        assert found.invite.dtype == np.int64
        assert found.roles.member_no.tolist() == [0, 0, 3]
        assert found.roles.role.tolist() == [701, 702, 2**63 - 1]
        assert found.roles.given.tolist() == [TODAY + 1, TODAY - 1, NEVER]
        assert found.roles.taken.tolist() == [TODAY + 1, NEVER, TODAY]
        assert [column.dtype for column in (found.roles.role, found.roles.given)] == [np.int64, np.int32]
        assert found.nbytes > found.roles.nbytes == 3 * (4 + 8 + 4 + 4)
        assert (await facts.members(guild, "UTC")).joined.tolist() == [TODAY, TODAY + 2, NEVER]

    async def test_everybody_has_the_newest_name_and_their_discord_id(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        abroad = attrs.evolve(a_person(4), source="webhook", name="Abroad")
        async with store.writing(guild) as work:
            await work.members.numbers(
                [
                    named("Old"),
                    seen(a_person(2, name="Émile\t{a,b}")),
                    seen(a_person(3, name=None)),
                    seen(abroad),
                ]
            )
        async with store.writing(guild) as work:
            await work.members.numbers([named("=New", TIME_ZERO + DAY)])
        found = await facts.names(guild)
        assert found.names == ("=New", "Émile\t{a,b}", None, "Abroad")
        assert found.ids == (a_person(1).id, a_person(2).id, a_person(3).id, None)
        assert found.rank.tolist() == [0, 2, 3, 1]

    async def test_who_was_erased_has_neither_a_name_nor_an_id(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        async with store.writing(guild) as work:
            await work.members.numbers([seen(a_person(1)), seen(a_person(2))])
            await work.members.erase(0, TIME_ZERO)
        found = await facts.names(guild)
        assert found.names == (None, a_person(2).name)
        assert found.ids == (None, a_person(2).id)

    async def test_nobody_is_called_anything_in_an_unknown_guild(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        async with store.writing(guild) as work:
            await work.members.numbers([seen(a_person(1))])
        found = await facts.names(a_guild())
        assert (found.names, found.ids, len(found.rank)) == ((), (), 0)
