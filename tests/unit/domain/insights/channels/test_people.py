"""Who wrote and talked where in two spans together is who did in both."""

from hypothesis import given
from hypothesis import strategies as st

from domain.insights.channels import ChannelPeople

ROWS = st.lists(
    st.tuples(
        st.sampled_from([1, 5, 2**62, 2**63 - 1]), st.integers(0, 5), st.integers(1, 9), st.integers(0, 9)
    ),
    max_size=12,
)
Row = tuple[int, int, int, int]


def people(rows: list[Row]) -> ChannelPeople:
    return ChannelPeople.of(*(list(zip(*rows, strict=True)) or [(), (), ()]))


def plain(found: ChannelPeople) -> list[tuple[int, ...]]:
    columns = (found.channel, found.member_no, found.messages, found.voice_seconds)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@given(ROWS, ROWS)
def test_two_spans_together_are_counted_as_one(one: list[Row], other: list[Row]) -> None:
    before = plain(people(one))
    assert plain(people(one).and_(people(other))) == plain(people(one + other))
    assert plain(people(one)) == before


@given(ROWS)
def test_rows_of_a_channel_lie_together(rows: list[Row]) -> None:
    found = people(rows)
    told = [(channel, who.tolist(), messages.sum()) for channel, who, messages in found.by_channel()]
    assert [channel for channel, _, _ in told] == sorted({row[0] for row in rows})
    for channel, who, messages in told:
        assert who == sorted({row[1] for row in rows if row[0] == channel})
        assert messages == sum(row[2] for row in rows if row[0] == channel)


@given(ROWS)
def test_who_talked_in_a_channel_is_found_with_how_long(rows: list[Row]) -> None:
    found = people(rows)
    assert plain(found.talked()) == [row for row in plain(found) if row[3]]
    for channel in {row[0] for row in rows}:
        who, seconds = found.of_channel(channel)
        told = [(row[1], row[3]) for row in plain(found) if row[0] == channel]
        assert list(zip(who.tolist(), seconds.tolist(), strict=True)) == told
