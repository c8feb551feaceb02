"""What a store promises of links between accounts, and of the one-time codes that prove them."""

from datetime import datetime

import attrs
import pytest

from application.community.ports import Store
from domain.community.events.attendance import Presence
from domain.community.fold import Deltas
from domain.community.identity.codes import Code
from domain.community.identity.coverage import SourceCoverage
from domain.community.identity.links import Link
from domain.community.log.activity import Person
from domain.kernel.errors import Conflict
from tests.builders.activities import DAY, HOUR, TIME_ZERO, a_person
from tests.contracts import Contract, a_guild
from tests.contracts.members import seen

ADA, BEN = a_person(1), a_person(2)
PROFILE = Person(id="8b1f1a0e-7c55-4a4e-9f57-2f6f3f0b9d11", source="supabase")
STEAM = Person(id="76561198000000001", source="steam")


def a_link(member_no: int = 2, canonical_no: int = 0, **changes: object) -> Link:
    plain = Link(
        member_no=member_no,
        canonical_no=canonical_no,
        source="supabase",
        proved_by="staff",
        since=TIME_ZERO,
        linked_by=1,
    )
    return attrs.evolve(plain, **changes)


def a_code(hash: bytes = b"c" * 16, member_no: int = 2, expires_at: datetime = TIME_ZERO + HOUR) -> Code:
    return Code(hash=hash, member_no=member_no, expires_at=expires_at)


def was_there(member_no: int, day: int) -> Presence:
    return Presence(
        event=77,
        member_no=member_no,
        day=day,
        first_join=TIME_ZERO,
        last_leave=TIME_ZERO + HOUR,
        seconds=3600,
        open_since=None,
        open_until=None,
    )


async def four_people(store: Store, guild: int) -> None:
    """0 and 1 are of Discord, 2 is a profile that only a link told of, 3 a stranger of Steam."""
    async with store.writing(guild) as work:
        await work.members.numbers(
            [seen(ADA), seen(BEN), attrs.evolve(seen(PROFILE), linked=True), seen(STEAM)]
        )


class LinksContract(Contract):
    """An account has one person, a person one account of a world; taken away, nothing is left of a link."""

    async def test_a_link_is_found_from_both_sides_and_gone_when_it_is_taken_away(
        self, store: Store, guild: int
    ) -> None:
        await four_people(store, guild)
        link = a_link()
        async with store.writing(guild) as work:
            await work.links.add([link])
        async with store.reading(guild) as work:
            assert (
                await work.links.of([0]) == await work.links.of([2]) == await work.links.of([0, 2]) == [link]
            )
            assert await work.links.of([1, 3]) == []
        async with store.writing(guild) as work:
            assert await work.links.remove(0) is None
            assert await work.links.remove(2) == link
            assert await work.links.remove(2) is None
            assert await work.links.of([0, 2]) == []

    @pytest.mark.parametrize(
        "second",
        [a_link(3, 0), a_link(2, 1), a_link(2, 0, proved_by="code")],
        ids=["a person's second account of a world", "an account's second person", "the same again"],
    )
    async def test_what_would_not_be_one_to_one_is_refused_and_nothing_of_it_stays(
        self, store: Store, guild: int, second: Link
    ) -> None:
        await four_people(store, guild)
        async with store.writing(guild) as work:
            await work.links.add([a_link()])
        with pytest.raises(Conflict):
            async with store.writing(guild) as work:
                await work.links.add([second])
        async with store.reading(guild) as work:
            assert await work.links.of([0, 1, 2, 3]) == [a_link()]

    async def test_accounts_of_several_worlds_are_one_persons(self, store: Store, guild: int) -> None:
        await four_people(store, guild)
        both = [a_link(), a_link(3, 0, source="steam", proved_by="import", linked_by=None)]
        async with store.writing(guild) as work:
            await work.links.add(both)
        async with store.reading(guild) as work:
            assert await work.links.of([0]) == both
            aliases = await work.links.aliases()
            found = {
                one.member_no: (one.source, one.external_id) for one in await work.links.accounts([0, 3])
            }
        assert found == {0: ("discord", ADA.id), 3: ("steam", STEAM.id)}
        assert (aliases.member_no.tolist(), aliases.canonical_no.tolist()) == ([2, 3], [0, 0])
        assert aliases.group(3) == [0, 2, 3]

    async def test_who_was_only_told_of_by_a_link_is_met_once_they_do_something(
        self, store: Store, guild: int
    ) -> None:
        await four_people(store, guild)
        async with store.reading(guild) as work:
            assert (await work.links.aliases()).unmet.tolist() == [2]
        for linked, left in ((True, [2]), (False, []), (True, [])):
            async with store.writing(guild) as work:
                await work.members.numbers([attrs.evolve(seen(PROFILE), linked=linked)])
            async with store.reading(guild) as work:
                assert (await work.links.aliases()).unmet.tolist() == left

    async def test_who_is_known_is_found_by_hash_and_strangers_are_left_out(
        self, store: Store, guild: int
    ) -> None:
        await four_people(store, guild)
        hashes = [seen(one).hash for one in (BEN, STEAM, a_person(7))]
        async with store.reading(guild) as work:
            assert await work.links.known(hashes) == {hashes[0]: 1, hashes[1]: 3}
            assert await work.links.known([]) == {}

    async def test_an_erased_account_keeps_its_link_and_has_no_id(self, store: Store, guild: int) -> None:
        await four_people(store, guild)
        async with store.writing(guild) as work:
            await work.links.add([a_link()])
            await work.members.erase(2, TIME_ZERO)
        async with store.reading(guild) as work:
            assert [one.external_id for one in await work.links.accounts([2])] == [None]
            assert await work.links.of([2]) == [a_link()]

    async def test_coverage_counts_people_of_discord_and_the_accounts_of_each_other_world(
        self, store: Store, guild: int
    ) -> None:
        await four_people(store, guild)
        robot = seen(a_person(9, bot=True))
        async with store.writing(guild) as work:
            assert (await work.links.coverage()).share("supabase") == 0.0
            await work.members.numbers([robot])
            await work.links.add([a_link()])
        async with store.reading(guild) as work:
            found = await work.links.coverage()
        assert (found.people, found.anywhere) == (2, 1)
        assert found.sources == (
            SourceCoverage(source="steam", linked=0, strangers=1),
            SourceCoverage(source="supabase", linked=1, strangers=0),
        )
        async with store.writing(guild) as work:
            for number in (0, 2, 3):
                await work.members.erase(number, TIME_ZERO)
            found = await work.links.coverage()
        assert (found.people, found.anywhere, found.sources) == (1, 0, ())

    async def test_once_a_link_is_gone_coverage_is_as_before_it(self, store: Store, guild: int) -> None:
        await four_people(store, guild)
        async with store.writing(guild) as work:
            before = await work.links.coverage()
            await work.links.add([a_link()])
            assert await work.links.coverage() != before
            await work.links.remove(2)
            assert await work.links.coverage() == before
        assert before.sources == (SourceCoverage(source="steam", linked=0, strangers=1),)

    async def test_every_link_is_told_with_its_world_and_since_when(self, store: Store, guild: int) -> None:
        await four_people(store, guild)
        async with store.writing(guild) as work:
            await work.links.add([a_link(), a_link(3, 1, source="steam", since=TIME_ZERO + DAY)])
        async with store.reading(guild) as work:
            found = await work.links.linked()
        assert found.sources == ("steam", "supabase")
        assert found.holders(3, TIME_ZERO.timestamp()).tolist() == [False, False, False]
        assert found.holders(3, (TIME_ZERO + HOUR).timestamp()).tolist() == [True, False, False]
        assert found.holders(3, (TIME_ZERO + 2 * DAY).timestamp(), "steam").tolist() == [False, True, False]
        async with store.reading(a_guild()) as work:
            assert (await work.links.linked()).sources == ()

    async def test_days_on_which_an_account_did_or_received_something_are_known(
        self, store: Store, guild: int
    ) -> None:
        await four_people(store, guild)
        async with store.writing(guild) as work:
            await work.counters.add(
                Deltas(
                    member_day={(2, 10): [1, 0, 0, 0], (0, 11): [1, 0, 0, 0]},
                    reply_day={(2, 0, 12): 1, (0, 2, 13): 1, (0, 1, 14): 1},
                    member_channel_day={(2, 15, 5, 0): 1, (1, 16, 5, 0): 1},
                    command_day={(2, 17, 9): 1, (1, 18, 9): 1},
                )
            )
            await work.attendance.put(
                {(77, one.member_no): one for one in (was_there(2, 19), was_there(1, 20))}
            )
        async with store.reading(guild) as work:
            assert await work.links.days([2]) == {10, 12, 13, 15, 17, 19}
            assert await work.links.days([3]) == set()

    async def test_another_guild_knows_nothing_of_it(self, store: Store, guild: int) -> None:
        await four_people(store, guild)
        async with store.writing(guild) as work:
            await work.links.add([a_link()])
            await work.link_codes.keep(a_code())
        async with store.writing(a_guild()) as work:
            assert await work.links.of([0, 2]) == []
            assert await work.links.accounts([0, 2]) == []
            assert await work.links.remove(2) is None
            assert len(await work.links.aliases()) == 0
            assert (await work.links.coverage()).share("supabase") is None
            assert await work.link_codes.take(a_code().hash, TIME_ZERO) is None

    async def test_nothing_is_left_of_a_link_whose_work_failed(self, store: Store, guild: int) -> None:
        await four_people(store, guild)
        with pytest.raises(ZeroDivisionError):
            async with store.writing(guild) as work:
                await work.links.add([a_link()])
                await work.link_codes.keep(a_code())
                raise ZeroDivisionError
        async with store.writing(guild) as work:
            assert await work.links.of([0]) == []
            assert await work.link_codes.take(a_code().hash, TIME_ZERO) is None

    async def test_a_code_proves_its_account_once_until_it_expires(self, store: Store, guild: int) -> None:
        await four_people(store, guild)
        last = TIME_ZERO + HOUR
        for at, proves in ((last - HOUR, 2), (last, None), (last + DAY, None)):
            async with store.writing(guild) as work:
                await work.link_codes.keep(a_code())
                assert await work.link_codes.take(b"d" * 16, TIME_ZERO) is None
                assert await work.link_codes.take(a_code().hash, at) == proves
                assert await work.link_codes.take(a_code().hash, TIME_ZERO) is None

    async def test_a_newer_code_voids_the_older_one_and_an_erasure_voids_both(
        self, store: Store, guild: int
    ) -> None:
        await four_people(store, guild)
        async with store.writing(guild) as work:
            await work.link_codes.keep(a_code(b"1" * 16))
            await work.link_codes.keep(a_code(b"2" * 16))
            assert await work.link_codes.take(b"1" * 16, TIME_ZERO) is None
            assert await work.link_codes.take(b"2" * 16, TIME_ZERO) == 2
            await work.link_codes.keep(a_code(b"3" * 16))
            await work.link_codes.keep(a_code(b"4" * 16, 3))
            await work.link_codes.forget([2])
            assert await work.link_codes.take(b"3" * 16, TIME_ZERO) is None
            assert await work.link_codes.take(b"4" * 16, TIME_ZERO) == 3
