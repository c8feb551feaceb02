"""Ids: 64 bits, told as text or number, and the instant that is inside."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.errors import Invalid
from domain.kernel.ids import (
    DISCORD_EPOCH,
    MAX_ID,
    first_snowflake_at,
    snowflake,
    snowflake_instant,
    snowflake_ms,
)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (1, 1),
        ("1", 1),
        (2**63 - 1, 2**63 - 1),
        ("9223372036854775807", 2**63 - 1),
        ("0000000000000000042", 42),
        ("175928847299117063", 175928847299117063),
    ],
)
def test_an_id_is_read_from_text_and_number(told: object, meant: int) -> None:
    assert snowflake(told, where="here") == meant


@pytest.mark.parametrize(
    "told",
    [
        *(0, -1, 2**63, 2**64, 10**400, "0", "9223372036854775808", "99999999999999999999", "1" * 5000),
        *("", " ", " 1", "1 ", "+1", "-1", "1.0", "1e3", "0x1", "1_000", "²", "١٢٣", "12\x00", "\ud800"),
        *(1.0, float("nan"), float("inf"), True, False, None, b"1", [1], {"id": 1}),
    ],
)
def test_what_is_no_id_is_refused_and_the_place_is_named(told: object) -> None:
    with pytest.raises(Invalid, match=r"^person\.id: "):
        snowflake(told, where="person.id")


def test_the_instant_in_an_id_is_the_one_of_discords_own_example() -> None:
    # Discord reference, "Snowflakes": 175928847299117063 was made at 2016-04-30T11:18:25.796Z.
    assert snowflake_ms(175928847299117063) == 1462015105796
    assert snowflake_instant(175928847299117063) == datetime(2016, 4, 30, 11, 18, 25, 796_000, tzinfo=UTC)


def test_the_largest_id_has_an_instant_that_python_can_hold() -> None:
    assert snowflake_instant(1) == DISCORD_EPOCH
    assert snowflake_instant(MAX_ID).year == 2084


@given(
    st.datetimes(datetime(2015, 1, 1), datetime(2084, 9, 6), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 2**22 - 1),
)
def test_every_id_of_a_millisecond_tells_that_millisecond(at: datetime, rest: int) -> None:
    first = first_snowflake_at(at)
    told = snowflake_instant(first + rest)
    assert told <= at < told + timedelta(milliseconds=1)
    assert snowflake_instant(first) == told
    assert first == 0 or snowflake_instant(first - 1) < told


def test_before_discord_there_is_no_id() -> None:
    assert first_snowflake_at(DISCORD_EPOCH - timedelta(days=1)) == 0
