"""What dead letters promise, those of a guild and those of no readable guild."""

from typing import Any

import attrs

from application.community.ports import Store
from domain.community.log.letters import Letter
from tests.builders.activities import HOUR, TIME_ZERO
from tests.contracts import Contract, a_guild


def a_letter(number: int = 1, guild: int | None = None, **changes: Any) -> Letter:
    plain = Letter(
        id=number.to_bytes(16, "big"),
        guild=guild,
        received_at=TIME_ZERO + number % 1000 * HOUR,
        source="ingest",
        format="envelope",
        reason="unknown_kind",
        detail="",
        record={"kind": "x", "person": {"id": f"81{number}"}, "details": {"length": 3}},
        length=0,
    )
    return attrs.evolve(plain, **changes)


class LettersContract(Contract):
    """A letter is kept once, with its reason, until it is replayed; nothing of it makes a store fail."""

    async def test_a_letter_is_found_as_it_was_parked(self, store: Store, guild: int) -> None:
        letter = a_letter(1, guild, record=None, length=2**40, detail="row 3")
        async with store.writing(guild) as work:
            await work.letters.park([letter])
        async with store.reading(guild) as work:
            assert await work.letters.find(letter.id) == letter
            assert await work.letters.find(b"?" * 16) is None

    async def test_the_same_letter_is_kept_once(self, store: Store, guild: int) -> None:
        letter = a_letter(1, guild)
        async with store.writing(guild) as work:
            await work.letters.park([letter, letter])
            await work.letters.park([attrs.evolve(letter, received_at=TIME_ZERO + 9 * HOUR)])
            await work.letters.park([])
            assert await work.letters.waiting() == [letter]

    async def test_the_oldest_waits_first(self, store: Store, guild: int) -> None:
        letters = [a_letter(number, guild) for number in (3, 1, 2)]
        async with store.writing(guild) as work:
            await work.letters.park(letters)
            assert await work.letters.waiting() == [letters[1], letters[2], letters[0]]
            assert await work.letters.waiting(limit=1) == [letters[1]]

    async def test_a_resolved_letter_waits_no_longer_and_is_still_found(
        self, store: Store, guild: int
    ) -> None:
        one, two = a_letter(1, guild), a_letter(2, guild)
        async with store.writing(guild) as work:
            await work.letters.park([one, two])
            await work.letters.resolve([one.id], TIME_ZERO)
        async with store.writing(guild) as work:
            await work.letters.park([one])
            assert await work.letters.waiting() == [two]
            assert await work.letters.find(one.id) == attrs.evolve(one, resolved_at=TIME_ZERO)

    async def test_waiting_and_refused_are_counted_by_reason(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            assert await work.letters.counts() == {}
            await work.letters.park(
                [a_letter(1, guild), a_letter(2, guild), a_letter(3, guild, reason="bad_number")]
            )
            await work.letters.refuse("sealed", 3)
            await work.letters.refuse("sealed", 4)
            await work.letters.refuse("bad_number", 1)
            await work.letters.resolve([a_letter(1).id], TIME_ZERO)
        async with store.reading(guild) as work:
            assert await work.letters.counts() == {"unknown_kind": 1, "bad_number": 2, "sealed": 7}

    async def test_when_and_why_each_letter_came_is_told_and_when_it_landed(
        self, store: Store, guild: int
    ) -> None:
        one, two = a_letter(2, guild), a_letter(1, guild, reason="bad_number")
        async with store.writing(guild) as work:
            await work.letters.park([one, two])
            await work.letters.resolve([one.id], TIME_ZERO + 5 * HOUR)
        async with store.reading(guild) as work:
            assert await work.letters.parked() == [
                (two.received_at, "bad_number", None),
                (one.received_at, "unknown_kind", TIME_ZERO + 5 * HOUR),
            ]
        async with store.unaddressed() as nowhere:
            assert (one.received_at, "unknown_kind", TIME_ZERO + 5 * HOUR) not in await nowhere.parked()

    async def test_what_a_record_holds_never_makes_a_store_fail(self, store: Store, guild: int) -> None:
        hostile = a_letter(
            1,
            guild,
            record={"a\x00b": "\x00", "half": "\ud800", "deep": [{"x": [None, True, 1.5, 2**70]}]},
            source="in\x00gest",
            detail="half \udfff of a pair, and \x00",
            reason="unread\x00able",
        )
        async with store.writing(guild) as work:
            await work.letters.park([hostile, a_letter(2, guild)])
        async with store.reading(guild) as work:
            kept = await work.letters.waiting()
        assert [letter.id for letter in kept] == [hostile.id, a_letter(2).id]
        assert kept[0].record == hostile.record

    async def test_forgetting_empties_what_names_somebody_and_keeps_the_letter(
        self, store: Store, guild: int
    ) -> None:
        other = a_guild()
        for one in (guild, other):
            async with store.writing(one) as work:
                await work.letters.park([a_letter(number, one, detail="a") for number in (1, 2, 3)])
        async with store.writing(guild) as work:
            assert await work.letters.forget([]) == 0
            assert await work.letters.forget(["812", "813", "stranger"]) == 2
        async with store.reading(guild) as work:
            kept = await work.letters.waiting()
        assert [(letter.record is None, letter.detail) for letter in kept] == [
            (False, "a"),
            (True, ""),
            (True, ""),
        ]
        async with store.reading(other) as work:
            assert all(letter.record for letter in await work.letters.waiting())

    async def test_letters_of_another_guild_are_not_seen(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.letters.park([a_letter(1, guild)])
        async with store.writing(a_guild()) as work:
            assert await work.letters.waiting() == []
            assert await work.letters.find(a_letter(1).id) is None
            await work.letters.resolve([a_letter(1).id], TIME_ZERO)
        async with store.reading(guild) as work:
            assert len(await work.letters.waiting()) == 1

    async def test_what_names_no_readable_guild_is_the_instances(self, store: Store) -> None:
        number = a_guild()
        letter = a_letter(number, received_at=TIME_ZERO, reason="unreadable")
        async with store.unaddressed() as nowhere:
            before = (await nowhere.counts()).get("unreadable", 0)
            await nowhere.park([letter, letter])
            await nowhere.refuse("unreadable", 2)
        async with store.unaddressed() as nowhere:
            assert await nowhere.find(letter.id) == letter
            assert letter in await nowhere.waiting(limit=10_000)
            assert (await nowhere.counts())["unreadable"] == before + 3
            assert await nowhere.forget([f"81{number}"]) == 1
            await nowhere.resolve([letter.id], TIME_ZERO)
        async with store.unaddressed() as nowhere:
            assert await nowhere.find(letter.id) == attrs.evolve(letter, record=None, resolved_at=TIME_ZERO)
