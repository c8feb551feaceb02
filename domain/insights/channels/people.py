"""Who wrote how much, and talked how long, in which channel, in all days of a span together."""

from collections.abc import Iterator
from typing import Any, Final, Literal

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

_SIDES: Final[tuple[Literal["left"], Literal["right"]]] = ("left", "right")


@attrs.frozen(kw_only=True, eq=False)
class ChannelPeople:
    """One row for each channel and member who wrote or talked there, ordered by channel, then member."""

    channel: NDArray[np.int64]
    member_no: NDArray[np.int32]
    messages: NDArray[np.int64]
    voice_seconds: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        channel: ArrayLike,
        member_no: ArrayLike,
        messages: ArrayLike = (),
        voice_seconds: ArrayLike = (),
    ) -> "ChannelPeople":
        """Make it from rows in any order; rows of the same channel and member are added up.

        Without messages nobody wrote, without seconds nobody talked.
        """
        where, who = np.asarray(channel, dtype=np.int64), np.asarray(member_no, dtype=np.int32)
        order = np.lexsort((who, where))
        where, who = where[order], who[order]
        new = np.ones(len(where), dtype=np.bool_)
        new[1:] = (where[1:] != where[:-1]) | (who[1:] != who[:-1])
        starts = np.flatnonzero(new)

        def sums(told: ArrayLike) -> NDArray[np.int64]:
            counts = np.asarray(told, dtype=np.int64)
            if not len(counts):
                return np.zeros(len(starts), dtype=np.int64)
            return np.add.reduceat(counts[order], starts)

        return cls(
            channel=where[starts],
            member_no=who[starts],
            messages=sums(messages),
            voice_seconds=sums(voice_seconds),
        )

    @property
    def nbytes(self) -> int:
        """Memory that the columns take."""
        columns = (self.channel, self.member_no, self.messages, self.voice_seconds)
        return sum(column.nbytes for column in columns)

    def __len__(self) -> int:
        return len(self.channel)

    def and_(self, other: "ChannelPeople") -> "ChannelPeople":
        """Both together: rows of `other` are put among ours, without ordering ours again."""
        if not len(other):
            return self
        channels = np.union1d(self.channel[self._starts()], other.channel[other._starts()])
        ours, theirs = self._codes(channels), other._codes(channels)
        at = np.searchsorted(ours, theirs)
        known = at < len(ours)
        known[known] = ours[at[known]] == theirs[known]
        new, where = ~known, at[~known]

        def both(mine: NDArray[np.int64], more: NDArray[np.int64]) -> NDArray[np.int64]:
            counts = mine.copy()
            counts[at[known]] += more[known]
            return np.insert(counts, where, more[new])

        return ChannelPeople(
            channel=np.insert(self.channel, where, other.channel[new]),
            member_no=np.insert(self.member_no, where, other.member_no[new]),
            messages=both(self.messages, other.messages),
            voice_seconds=both(self.voice_seconds, other.voice_seconds),
        )

    def talked(self) -> "ChannelPeople":
        """Only who talked there."""
        kept = self.voice_seconds > 0
        return ChannelPeople(
            channel=self.channel[kept],
            member_no=self.member_no[kept],
            messages=self.messages[kept],
            voice_seconds=self.voice_seconds[kept],
        )

    def of_channel(self, channel: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Who was in a channel, and for how many seconds they talked there."""
        first, last = (int(np.searchsorted(self.channel, channel, side)) for side in _SIDES)
        return self.member_no[first:last], self.voice_seconds[first:last]

    def _starts(self) -> NDArray[np.intp]:
        """Where the rows of each channel begin."""
        new = np.ones(len(self.channel), dtype=np.bool_)
        new[1:] = self.channel[1:] != self.channel[:-1]
        return np.flatnonzero(new)

    def _codes(self, channels: NDArray[np.int64]) -> NDArray[np.int64]:
        """One number for each row that orders as the rows do, in any ChannelPeople of these channels."""
        starts = self._starts()
        counts = np.diff(np.append(starts, len(self.channel)))
        place = np.repeat(np.searchsorted(channels, self.channel[starts]), counts)
        return (place.astype(np.int64) << 32) + self.member_no

    def by_channel(self) -> Iterator[tuple[int, NDArray[np.int32], NDArray[Any]]]:
        """Each channel with its members and their messages."""
        starts = self._starts()
        ends = [*starts.tolist(), len(self.channel)][1:]
        for channel, start, end in zip(self.channel[starts].tolist(), starts.tolist(), ends, strict=True):
            yield channel, self.member_no[start:end], self.messages[start:end]
