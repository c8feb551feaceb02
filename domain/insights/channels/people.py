"""Who wrote how much in which channel, in all days of a span together."""

from collections.abc import Iterator
from typing import Any

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray


@attrs.frozen(kw_only=True, eq=False)
class ChannelPeople:
    """One row for each channel and member who wrote there, ordered by channel, then member."""

    channel: NDArray[np.int64]
    member_no: NDArray[np.int32]
    messages: NDArray[np.int64]

    @classmethod
    def of(cls, channel: ArrayLike, member_no: ArrayLike, messages: ArrayLike) -> "ChannelPeople":
        """Make it from rows in any order; rows of the same channel and member are added up."""
        where, who = np.asarray(channel, dtype=np.int64), np.asarray(member_no, dtype=np.int32)
        order = np.lexsort((who, where))
        where, who = where[order], who[order]
        new = np.ones(len(where), dtype=np.bool_)
        new[1:] = (where[1:] != where[:-1]) | (who[1:] != who[:-1])
        starts = np.flatnonzero(new)
        counts = np.asarray(messages, dtype=np.int64)[order]
        sums = np.add.reduceat(counts, starts) if len(starts) else counts
        return cls(channel=where[starts], member_no=who[starts], messages=sums)

    @property
    def nbytes(self) -> int:
        """Memory that the columns take."""
        return self.channel.nbytes + self.member_no.nbytes + self.messages.nbytes

    def __len__(self) -> int:
        return len(self.channel)

    def and_(self, later: "ChannelPeople") -> "ChannelPeople":
        """Both spans together: rows of `later` are put among ours, without ordering ours again."""
        if not len(later):
            return self
        channels = np.union1d(self.channel[self._starts()], later.channel[later._starts()])
        ours, theirs = self._codes(channels), later._codes(channels)
        at = np.searchsorted(ours, theirs)
        known = at < len(ours)
        known[known] = ours[at[known]] == theirs[known]
        messages = self.messages.copy()
        messages[at[known]] += later.messages[known]
        new, where = ~known, at[~known]
        return ChannelPeople(
            channel=np.insert(self.channel, where, later.channel[new]),
            member_no=np.insert(self.member_no, where, later.member_no[new]),
            messages=np.insert(messages, where, later.messages[new]),
        )

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
