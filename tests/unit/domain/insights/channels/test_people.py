"""Who wrote where in two spans together is who wrote where in both."""

from hypothesis import given
from hypothesis import strategies as st

from domain.insights.channels import ChannelPeople

ROWS = st.lists(
    st.tuples(st.sampled_from([1, 5, 2**62, 2**63 - 1]), st.integers(0, 5), st.integers(1, 9)), max_size=12
)


def people(rows: list[tuple[int, int, int]]) -> ChannelPeople:
    return ChannelPeople.of(*(list(zip(*rows, strict=True)) or [(), (), ()]))


def plain(found: ChannelPeople) -> list[tuple[int, ...]]:
    columns = (found.channel, found.member_no, found.messages)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@given(ROWS, ROWS)
def test_two_spans_together_are_counted_as_one(
    one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]
) -> None:
    before = plain(people(one))
    assert plain(people(one).and_(people(other))) == plain(people(one + other))
    assert plain(people(one)) == before


@given(ROWS)
def test_rows_of_a_channel_lie_together(rows: list[tuple[int, int, int]]) -> None:
    found = people(rows)
    told = [(channel, who.tolist(), messages.sum()) for channel, who, messages in found.by_channel()]
    assert [channel for channel, _, _ in told] == sorted({channel for channel, _, _ in rows})
    for channel, who, messages in told:
        assert who == sorted({member for where, member, _ in rows if where == channel})
        assert messages == sum(count for where, _, count in rows if where == channel)
