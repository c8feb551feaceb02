"""What an activity log promises."""

from datetime import timedelta

import pytest

from application.community.ports import Store
from domain.community.log.activity import REACTION, VOICE_JOINED
from domain.community.log.entry import Entry
from domain.kernel.instants import day_number
from tests.builders.activities import DAY, HOUR, MINUTE, TIME_ZERO
from tests.builders.entries import an_entry
from tests.contracts import Contract, a_guild

SIZES = [1, 3, 499, 500, 501, 1200]
"""Batches on both sides of any line between a way for few and a way for many."""


def a_key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def entries(count: int, *, first: int = 1) -> list[Entry]:
    """Different in everything that may differ, with gaps wherever there may be none."""
    return [
        an_entry(
            [VOICE_JOINED, REACTION, "message"][number % 3],
            TIME_ZERO + number * timedelta(seconds=1, microseconds=number % 1_000_000),
            key=a_key(number),
            digest=(number - 3) * 2**60 if number < 6 else number,
            member_no=None if number % 5 == 0 else number % 7,
            bot=number % 4 == 0,
            message_type=None if number % 2 else 19,
            inferred=number % 3 == 0,
            received_at=TIME_ZERO + number * HOUR,
            source="gateway" if number % 2 else "history",
            channel=None if number % 4 == 0 else 2**63 - number,
            parent=None if number % 3 else number,
            subject=None if number % 6 == 0 else number,
            toward_no=0 if number % 2 else None,
            details='{"emoji":"\\ud83d\\ude00","length":3}' if number % 2 else "{}",
        )
        for number in range(first, first + count)
    ]


class LogContract(Contract):
    """Copies are kept as they came, each once, and read in the order of their keys."""

    @pytest.mark.parametrize("count", SIZES)
    async def test_what_was_appended_is_read_back_as_it_was(
        self, store: Store, guild: int, count: int
    ) -> None:
        told = entries(count)
        async with store.writing(guild) as work:
            await work.log.append(told)
        async with store.reading(guild) as work:
            known = await work.log.known([entry.key for entry in told])
        assert known == {entry.key: [entry] for entry in told}

    async def test_a_key_that_nobody_told_is_left_out(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.log.append(entries(2))
            assert await work.log.known([]) == {}
            assert set(await work.log.known([a_key(1), a_key(99)])) == {a_key(1)}

    @pytest.mark.parametrize("count", SIZES)
    async def test_the_same_copy_is_kept_once(self, store: Store, guild: int, count: int) -> None:
        told = entries(count)
        async with store.writing(guild) as work:
            await work.log.append([*told, told[0]])
            await work.log.append(told)
        async with store.writing(guild) as work:
            await work.log.append(told[::-1])
        async with store.reading(guild) as work:
            assert [entry async for page in work.log.pages() for entry in page] == told

    async def test_copies_that_say_different_things_are_all_kept(self, store: Store, guild: int) -> None:
        one = an_entry(key=a_key(7), digest=1)
        other = one._replace(digest=-1, occurred_at=TIME_ZERO + MINUTE)
        async with store.writing(guild) as work:
            await work.log.append([one])
            await work.log.append([other])
            known = await work.log.known([a_key(7)])
        assert sorted(known[a_key(7)], key=lambda copy: copy.digest) == [other, one]

    @pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
    async def test_pages_are_ordered_and_never_part_the_copies_of_a_key(
        self, store: Store, guild: int, size: int
    ) -> None:
        told = [
            an_entry(key=a_key(number), digest=copy)
            for number in range(1, 8)
            for copy in range(1 + number % 4)
        ]
        async with store.writing(guild) as work:
            await work.log.append(told[::-1])
        async with store.reading(guild) as work:
            pages = [page async for page in work.log.pages(size=size)]
        assert sorted(entry for page in pages for entry in page) == told
        keys = [sorted({entry.key for entry in page}) for page in pages]
        assert [key for page in keys for key in page] == [a_key(number) for number in range(1, 8)]

    async def test_between_two_instants_are_all_copies_of_what_may_have_happened_then(
        self, store: Store, guild: int
    ) -> None:
        told = [
            an_entry(at=TIME_ZERO - MINUTE, key=a_key(1), digest=1),
            an_entry(at=TIME_ZERO + MINUTE, key=a_key(1), digest=2),
            an_entry(at=TIME_ZERO, key=a_key(2), digest=1),
            an_entry(at=TIME_ZERO + HOUR, key=a_key(3), digest=1),
            an_entry(at=TIME_ZERO - MINUTE, key=a_key(4), digest=1),
        ]
        for one in (guild, a_guild()):
            async with store.writing(one) as work:
                await work.log.append(told)
        async with store.reading(guild) as work:
            found = await work.log.between(TIME_ZERO, TIME_ZERO + HOUR)
            assert {key: sorted(copies, key=lambda c: c.digest) for key, copies in found.items()} == {
                a_key(1): told[:2],
                a_key(2): [told[2]],
            }

    async def test_straddling_keys_have_copies_on_both_sides(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.log.append(
                [
                    an_entry(at=TIME_ZERO - MINUTE, key=a_key(1), digest=1),
                    an_entry(at=TIME_ZERO, key=a_key(1), digest=2),
                    an_entry(at=TIME_ZERO + DAY, key=a_key(1), digest=3),
                    an_entry(at=TIME_ZERO - HOUR, key=a_key(2), digest=1),
                    an_entry(at=TIME_ZERO - MINUTE, key=a_key(2), digest=2),
                    an_entry(at=TIME_ZERO, key=a_key(3), digest=1),
                    an_entry(at=TIME_ZERO + MINUTE, key=a_key(3), digest=2),
                ]
            )
            assert await work.log.straddling(TIME_ZERO) == [a_key(1)]

    async def test_deleting_takes_what_is_older_and_the_named_keys_whole(
        self, store: Store, guild: int
    ) -> None:
        other = a_guild()
        told = [
            an_entry(at=TIME_ZERO - MINUTE, key=a_key(1), digest=1),
            an_entry(at=TIME_ZERO, key=a_key(1), digest=2),
            an_entry(at=TIME_ZERO - MINUTE, key=a_key(2), digest=1),
            an_entry(at=TIME_ZERO, key=a_key(2), digest=2),
            an_entry(at=TIME_ZERO, key=a_key(3), digest=1),
        ]
        for one in (guild, other):
            async with store.writing(one) as work:
                await work.log.append(told)
        async with store.writing(guild) as work:
            await work.guild.seal(day_number(TIME_ZERO.date()))
            assert await work.log.delete(TIME_ZERO, [a_key(2)]) == 3
        async with store.reading(guild) as work:
            assert [entry async for page in work.log.pages() for entry in page] == [told[1], told[4]]
        async with store.reading(other) as work:
            assert [entry async for page in work.log.pages() for entry in page] == told
