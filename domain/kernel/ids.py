"""Ids of Discord and of the product; 64-bit ids leave the product as strings."""

from datetime import UTC, datetime, timedelta
from typing import NewType

from domain.kernel.errors import Invalid

GuildId = NewType("GuildId", int)
"""A community: its Discord id, or a synthetic one for a community without Discord."""

ChannelId = NewType("ChannelId", int)
MemberNo = NewType("MemberNo", int)
"""A person inside one guild: a dense number from 0, the row index of every sheet."""

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
MAX_ID = 2**63 - 1
MAX_NUMBER = 2**31 - 1
"""No community has more members."""

_MILLISECOND = timedelta(milliseconds=1)


def snowflake(value: object, *, where: str) -> int:
    """Read a Discord id from text or number; Invalid names the place when it is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Invalid(f"{where}: an id is a whole number, not {type(value).__name__}")
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) <= 20):
        raise Invalid(f"{where}: an id has only digits, at most 19 of them")
    number = int(value)
    if not 0 < number <= MAX_ID:
        raise Invalid(f"{where}: an id lies between 1 and 2^63-1")
    return number


def snowflake_ms(number: int) -> int:
    """Milliseconds since 1970 that Discord put into an id (Discord reference, "Snowflakes")."""
    return (number >> 22) + 1_420_070_400_000


def snowflake_instant(number: int) -> datetime:
    """The instant at which Discord made this id."""
    return DISCORD_EPOCH + (number >> 22) * _MILLISECOND


def first_snowflake_at(at: datetime) -> int:
    """The smallest id that Discord could make at this instant: for ids of a synthetic community."""
    return max(0, int((at - DISCORD_EPOCH) / _MILLISECOND)) << 22
