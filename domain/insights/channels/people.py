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
        """Both spans together."""
        if not len(later):
            return self
        return ChannelPeople.of(
            np.concatenate([self.channel, later.channel]),
            np.concatenate([self.member_no, later.member_no]),
            np.concatenate([self.messages, later.messages]),
        )

    def by_channel(self) -> Iterator[tuple[int, NDArray[np.int32], NDArray[Any]]]:
        """Each channel with its members and their messages."""
        channels, starts = np.unique(self.channel, return_index=True)
        ends = [*starts.tolist(), len(self.channel)][1:]
        for channel, start, end in zip(channels.tolist(), starts.tolist(), ends, strict=True):
            yield channel, self.member_no[start:end], self.messages[start:end]
