"""What every store promises of what listeners find: it is held against what is known, and counts once."""

from collections.abc import Iterable

from application.community.hearing.settling import Settle
from application.community.hearing.taking import TakeTold
from application.community.hearing.told import (
    AreMembers,
    HasRoles,
    InVoice,
    Listened,
    Missed,
    Named,
    Shown,
    Told,
)
from application.community.ports import Store
from application.community.replay import ReplayLog
from application.community.snapshot import Snapshot
from domain.community.backfill.channels import BackfilledChannel
from domain.community.coverage import GATEWAY, CoverageSpan
from domain.community.guild import ChannelName
from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT, MESSAGE, VOICE_JOINED, Activity
from domain.community.missed import NotedGap
from domain.community.spans import MEMBERSHIP, ROLE, VOICE, Span
from tests.builders.activities import HOUR, TIME_ZERO, a_person, an_activity, message_id
from tests.contracts import Contract
from tests.contracts.front_door import KEYS, a_door

ADA, BEN, EVE = a_person(1), a_person(2), a_person(3)


async def taken(store: Store, told: Iterable[Told]) -> None:
    """As the drain takes it."""
    take = TakeTold(record=a_door(store), store=store, settle=Settle(store=store, keys=KEYS))
    left = list(told)
    while left:
        del left[: await take(left)]


async def twice(store: Store, guild: int, told: list[Told]) -> Snapshot:
    """Taken twice it is as if it had been taken once: what that is."""
    await taken(store, told)
    once = await folded(store, guild)
    await taken(store, told)
    assert await folded(store, guild) == once
    return once


async def folded(store: Store, guild: int) -> Snapshot:
    async with store.reading(guild) as work:
        return await work.counters.snapshot()


def span(first: float, last: float | None, guessed: str = "", channel: int | None = None) -> Span:
    end = None if last is None else TIME_ZERO + last * HOUR
    return Span(TIME_ZERO + first * HOUR, end, "s" in guessed, "e" in guessed, channel)


class TellingContract(Contract):
    """Voice, roles, memberships, names and listening, as the drain takes them."""

    def acted(self, guild: int, kind: str, hour: float, **changes: object) -> Activity:
        return an_activity(
            kind,
            TIME_ZERO + hour * HOUR,
            **{"guild": guild, "natural_id": f"{guild}:{kind}:{hour}"} | changes,
        )

    def heard(self, guild: int, first: float, last: float) -> Listened:
        start, end = TIME_ZERO + first * HOUR, TIME_ZERO + last * HOUR
        return Listened(guild=guild, families=("voice", "membership"), start=start, end=end)

    async def test_voice_after_a_silence_is_brought_in_line(self, store: Store, guild: int) -> None:
        told = [
            self.acted(guild, VOICE_JOINED, 0, person=ADA, channel=5),
            self.acted(guild, VOICE_JOINED, 0.5, person=BEN, channel=5, natural_id=f"{guild}:ben"),
            self.heard(guild, -1, 2),
            InVoice(guild=guild, at=TIME_ZERO + 6 * HOUR, present={BEN: 5, EVE: 6}),
            self.heard(guild, 6, 7),
        ]
        spans = (await twice(store, guild, told)).spans
        async with store.writing(guild) as work:
            numbers = await work.members.outside_ids()
        by_person = {numbers[number]: list(found) for (number, family), found in spans.items()}
        assert by_person == {
            ADA.id: [span(0, 2, "e", 5)],
            BEN.id: [span(0.5, None, "", 5)],
            EVE.id: [span(6, None, "s", 6)],
        }

    async def test_roles_are_given_and_taken_as_they_are_found(self, store: Store, guild: int) -> None:
        def has(hour: int, *roles: int, exact: bool = True) -> HasRoles:
            at = TIME_ZERO + hour * HOUR
            return HasRoles(guild=guild, at=at, person=ADA, roles=frozenset(roles), exact=exact)

        told = [has(0, 7, exact=False), has(1, 7, 8), has(2, 8), has(3), has(4, 7, guild)]
        for some in (told, told[1:3]):
            await taken(store, some)
        spans = (await twice(store, guild, list(told))).spans
        assert sorted(spans[0, ROLE])[:2] == [span(0, 2, "s", 7), span(1, 3, "", 8)]
        assert sorted(spans[0, ROLE])[2:] == [span(4, None, "", 7)]

    async def test_who_is_not_there_left_and_who_joins_again_is_a_member_again(
        self, store: Store, guild: int
    ) -> None:
        told = [
            self.acted(guild, MEMBER_JOINED, 0, person=ADA),
            self.acted(guild, MEMBER_JOINED, 1, person=BEN),
            self.acted(guild, MEMBER_JOINED, 1, person=EVE, natural_id=f"{guild}:eve"),
            self.heard(guild, -1, 3),
            AreMembers(guild=guild, at=TIME_ZERO + 6 * HOUR, ids=frozenset({BEN.id, EVE.id})),
            self.acted(guild, MEMBER_JOINED, 5, person=BEN),
            self.acted(guild, MEMBER_JOINED, 9, person=ADA),
            self.acted(guild, MEMBER_LEFT, 10, person=ADA),
        ]
        spans = (await twice(store, guild, told)).spans
        async with store.reading(guild) as work:
            numbers = await work.members.outside_ids()
        by_person = {numbers[number]: list(found) for (number, _), found in spans.items()}
        assert by_person == {
            ADA.id: [span(0, 3, "e"), span(9, 10)],
            BEN.id: [span(1, 3, "e"), span(5, None)],
            EVE.id: [span(1, None)],
        }
        assert {family for _, family in spans} == {MEMBERSHIP}

    async def test_who_is_seen_after_an_inferred_leave_never_left_and_kept_their_roles(
        self, store: Store, guild: int
    ) -> None:
        roles = [
            HasRoles(
                guild=guild, at=TIME_ZERO + hour * HOUR, person=ADA, roles=frozenset({7, number}), exact=False
            )
            for hour, number in ((1, 8), (9, 9))
        ]
        told = [
            self.acted(guild, MEMBER_JOINED, 0, person=ADA),
            roles[0],
            self.heard(guild, -1, 3),
            AreMembers(guild=guild, at=TIME_ZERO + 6 * HOUR, ids=frozenset()),
            roles[1],
        ]
        found = {
            family: list(spans) for (_, family), spans in (await twice(store, guild, told)).spans.items()
        }
        assert found[MEMBERSHIP] == [span(0, None)]
        assert {(one.channel, one.start, one.end) for one in found[ROLE]} == {
            (7, TIME_ZERO + HOUR, None),
            (8, TIME_ZERO + HOUR, TIME_ZERO + 9 * HOUR),
            (9, TIME_ZERO + 9 * HOUR, None),
        }
        assert not (await ReplayLog(store=store)(guild, check=True)).differences

    async def test_an_erased_member_stays_erased_whatever_they_are_called_now(
        self, store: Store, guild: int
    ) -> None:
        named = Named(
            guild=guild,
            at=TIME_ZERO,
            name="Guild\x00",
            channels=(ChannelName(channel=5, name="gen\neral", parent=4, seen_at=TIME_ZERO),),
            people=(ADA, BEN),
        )
        await taken(store, [named])
        async with store.writing(guild) as work:
            number = await work.members.by_hash(KEYS.person("discord", ADA.id))
            assert number is not None
            await work.members.erase(number, TIME_ZERO)
        newer = a_person(1, name="Ada again"), a_person(2, name="Ben again")
        await taken(store, [Named(guild=guild, at=TIME_ZERO + HOUR, people=newer)])
        async with store.reading(guild) as work:
            members = await work.members.of([0, 1])
            profile, channels = await work.guild.profile(), await work.guild.channels()
        assert {member.name for member in members.values()} == {None, "Ben again"}
        assert profile is not None and profile.name == "Guild\ufffd"
        assert [(each.name, each.parent) for each in channels.values()] == [("gen eral", 4)]

    async def test_listening_is_coverage_and_what_was_missed_is_a_gap_with_its_reason(
        self, store: Store, guild: int
    ) -> None:
        start, end = TIME_ZERO + 2 * HOUR, TIME_ZERO + 3 * HOUR
        missed = Missed(guild=guild, families=("voice",), start=start, end=end, reason="journal_full")
        await twice(store, guild, [self.heard(guild, 0, 1), self.heard(guild, 1, 4), missed])
        async with store.reading(guild) as work:
            assert await work.listening.noted() == [
                NotedGap(family="voice", start=start, end=end, reason="journal_full")
            ]
            spans = await work.listening.spans()
        heard = {(each.family, each.start, each.end) for each in spans}
        assert heard == {
            ("voice", TIME_ZERO, start),
            ("voice", end, TIME_ZERO + 4 * HOUR),
            ("membership", TIME_ZERO, TIME_ZERO + 4 * HOUR),
        }
        assert all(isinstance(each, CoverageSpan) and each.source == GATEWAY for each in spans)

    async def test_what_is_told_together_lands_together(self, store: Store, guild: int) -> None:
        said = message_id(TIME_ZERO)
        told = [
            self.acted(guild, MEMBER_JOINED, 0, person=ADA),
            HasRoles(guild=guild, at=TIME_ZERO, person=ADA, roles=frozenset({7}), exact=True),
            self.acted(guild, MESSAGE, 0, person=ADA, subject=said, details={"type": 0}),
            self.acted(guild, VOICE_JOINED, 1, person=ADA, channel=5),
            self.acted(guild, MEMBER_LEFT, 2, person=ADA),
        ]
        snapshot = await twice(store, guild, told)
        assert snapshot.spans == {
            (0, MEMBERSHIP): (span(0, 2),),
            (0, ROLE): (span(0, 2, "", 7),),
            (0, VOICE): (span(1, None, "", 5),),
        }
        assert [row[0] for row in snapshot.member_day.values()] == [1]

    async def test_a_channel_that_is_shown_was_not_heard_before_nor_its_threads(
        self, store: Store, guild: int
    ) -> None:
        channel, thread, other = (
            BackfilledChannel(channel=number, parent=parent, joined=TIME_ZERO)
            for number, parent in ((5, None), (6, 5), (7, None))
        )
        async with store.writing(guild) as work:
            await work.backfills.keep([channel.refused("forbidden", TIME_ZERO), thread, other])
        since = TIME_ZERO + 2 * HOUR
        await twice(store, guild, [Shown(guild=guild, at=since, channels=frozenset({5, 8}))])
        async with store.writing(guild) as work:
            await work.backfills.keep([thread])  # by somebody who did not know yet
            known = await work.backfills.channels()
        assert {number: one.heard_from for number, one in known.items()} == {
            5: since,
            6: since,
            7: None,
            8: since,
        }
        assert known[5].access == "open"
