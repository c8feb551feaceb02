"""What marks and spans promise."""

from application.community.ports import Store
from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT, VOICE_JOINED, VOICE_LEFT
from domain.community.spans import MEMBERSHIP, ROLE, VOICE, Mark, Span
from tests.builders.activities import HOUR, TIME_ZERO
from tests.contracts import Contract, a_guild


def a_mark(number: int, member_no: int = 0, **changes: object) -> Mark:
    plain = Mark(
        member_no, VOICE, TIME_ZERO + number * HOUR, number.to_bytes(16, "big"), VOICE_JOINED, 5, False
    )
    return plain._replace(**changes)


class SpansContract(Contract):
    """Marks of one member and family come back together; spans are replaced whole."""

    async def test_all_marks_of_whoever_is_touched_come_back(self, store: Store, guild: int) -> None:
        one, two = a_mark(1), a_mark(2, kind=VOICE_LEFT, channel=None, inferred=True)
        joined = a_mark(3, family=MEMBERSHIP, kind=MEMBER_JOINED, channel=None)
        other = a_mark(4, member_no=1)
        async with store.writing(guild) as work:
            assert await work.spans.mark([one, joined, other], []) == {
                (0, VOICE): [one],
                (0, MEMBERSHIP): [joined],
                (1, VOICE): [other],
            }
        async with store.writing(guild) as work:
            assert await work.spans.mark([two], []) == {(0, VOICE): [one, two]}
            assert await work.spans.mark([], []) == {}

    async def test_a_mark_is_replaced_by_another_of_its_key(self, store: Store, guild: int) -> None:
        guessed = a_mark(1, inferred=True)
        exact = guessed._replace(at=TIME_ZERO, inferred=False)
        async with store.writing(guild) as work:
            await work.spans.mark([guessed, a_mark(9)], [])
            assert await work.spans.mark([exact], [guessed]) == {(0, VOICE): [exact, a_mark(9)]}

    async def test_a_mark_may_move_to_another_member(self, store: Store, guild: int) -> None:
        wrong, right = a_mark(1, member_no=0), a_mark(1, member_no=4)
        async with store.writing(guild) as work:
            await work.spans.mark([wrong], [])
            assert await work.spans.mark([right], [wrong]) == {(0, VOICE): [], (4, VOICE): [right]}
            assert (await work.counters.snapshot()).marks == {right}

    async def test_spans_are_replaced_whole_and_in_order(self, store: Store, guild: int) -> None:
        key, other = (0, VOICE), (0, MEMBERSHIP)
        three = [Span(TIME_ZERO + n * HOUR, TIME_ZERO + (n + 1) * HOUR, False, True, n + 1) for n in range(3)]
        left = [Span(None, TIME_ZERO, True, False, None), Span(TIME_ZERO, None, False, False, None)]
        async with store.writing(guild) as work:
            await work.spans.put({key: three, other: left})
        async with store.writing(guild) as work:
            assert await work.spans.of([key, other, (9, VOICE)]) == {key: three, other: left}
            await work.spans.put({key: three[1:]})
            assert await work.spans.of([key]) == {key: three[1:]}
            await work.spans.put({key: [*three[1:], three[0]]})
        async with store.reading(guild) as work:
            assert await work.spans.of([key, other]) == {key: [*three[1:], three[0]], other: left}
            assert await work.spans.of([]) == {}

    async def test_spans_that_are_gone_are_gone(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.spans.put({(0, VOICE): [Span(TIME_ZERO, None, False, False, 1)]})
            await work.spans.put({(0, VOICE): []})
            assert not (await work.spans.of([(0, VOICE)])).get((0, VOICE))
            assert (await work.counters.snapshot()).spans == {}

    async def test_a_member_of_another_guild_is_somebody_else(self, store: Store, guild: int) -> None:
        left = a_mark(1, family=MEMBERSHIP, kind=MEMBER_LEFT)
        for one in (guild, a_guild()):
            async with store.writing(one) as work:
                assert await work.spans.mark([left], []) == {(0, MEMBERSHIP): [left]}

    async def test_what_lasts_is_found_by_its_family(self, store: Store, guild: int) -> None:
        over = Span(TIME_ZERO, TIME_ZERO + HOUR, False, False, 5)
        lasting = Span(TIME_ZERO + 2 * HOUR, None, True, False, 5)
        held = [Span(TIME_ZERO, None, False, False, role) for role in (7, 8)]
        async with store.writing(guild) as work:
            await work.spans.put({(0, VOICE): [over, lasting], (1, VOICE): [over], (0, ROLE): held})
        async with store.writing(a_guild()) as work:
            await work.spans.put({(0, VOICE): [lasting]})
        async with store.reading(guild) as work:
            assert await work.spans.open(VOICE) == {0: [lasting]}
            assert await work.spans.open(ROLE) == {0: held}
            assert await work.spans.open(MEMBERSHIP) == {}
