"""Time and ids: an id carries the millisecond at which its thing was made."""

from datetime import UTC, datetime, timedelta

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class Clock:
    """The wall clock, moved by a scenario where it must not wait; frozen from `start` when one is given."""

    def __init__(self, start: datetime | None = None) -> None:
        self._frozen = start
        self._moved = timedelta()

    def now(self) -> datetime:
        return (self._frozen or datetime.now(UTC)) + self._moved

    def freeze(self) -> None:
        """Stay where it is: however long a busy machine takes, nothing comes too late."""
        self._frozen, self._moved = self.now(), timedelta()

    def advance(self, **by: float) -> None:
        self._moved += timedelta(**by)


class Snowflakes:
    """Ids that never repeat, in the order in which they were made within their millisecond."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._made = 0

    def next(self, at: datetime | None = None) -> int:
        self._made += 1
        return first_id_of(at or self._clock.now()) | (self._made & 0x3FFFFF)


def first_id_of(at: datetime) -> int:
    """The smallest id that a thing made in that millisecond can have."""
    return ((at - DISCORD_EPOCH) // MILLISECOND) << 22


def made_at(snowflake: int) -> datetime:
    """When the thing with this id was made."""
    return DISCORD_EPOCH + MILLISECOND * (snowflake >> 22)
