"""Who came to which event and who said what of it, as columns: one row for each event and person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

from domain.community.events.attendance import Presence, stay
from domain.insights.sheet import DayTable
from domain.kernel.instants import microseconds

NOT, INTERESTED, WAITING, GOING = range(4)
"""Where somebody stands; the words of Seats.of in the order of how likely they come."""

_SECOND: Final = 1_000_000

STANDINGS: Final = ("not", "interested", "waiting", "going")


@attrs.frozen(kw_only=True, eq=False)
class Came:
    """Who was there: seconds in its window as of now, and the last instant in microseconds."""

    event: NDArray[np.int64]
    member_no: NDArray[np.int32]
    seconds: NDArray[np.int64]
    last_leave: NDArray[np.int64]

    @classmethod
    def of(cls, event: ArrayLike, member_no: ArrayLike, seconds: ArrayLike, last_leave: ArrayLike) -> "Came":
        """From rows in any order."""
        return cls(
            event=np.asarray(event, dtype=np.int64),
            member_no=np.asarray(member_no, dtype=np.int32),
            seconds=np.asarray(seconds, dtype=np.int64),
            last_leave=np.asarray(last_leave, dtype=np.int64),
        )

    @classmethod
    def read(cls, table: DayTable, now: datetime) -> "Came":
        """From the table of attendance as it looks at a moment: what lasts has lasted until then."""
        moment = microseconds(now)
        until = np.minimum(table["until"], moment)
        lasts = (table["since"] >= 0) & (until > table["since"])
        seconds = table["seconds"] + np.where(lasts, (until - table["since"]) // _SECOND, 0)
        last = np.maximum(table["left"], np.where(lasts, until, -1))
        return cls.of(table["event"], table["member_no"], seconds, last)

    @staticmethod
    def lasts(table: DayTable, now: datetime) -> bool:
        """Whether somebody of that table is there at that moment: then every second counts."""
        return bool(((table["since"] >= 0) & (table["until"] > microseconds(now))).any())

    def rather(self, known: Mapping[int, Sequence[Presence]], now: datetime) -> "Came":
        """The same, but of these events who is given here, as it looks at a moment."""
        if not known:
            return self
        stays = [(event, one.member_no, stay(one, now)) for event, found in known.items() for one in found]
        rows = [(event, who, one.seconds, microseconds(one.last_leave)) for event, who, one in stays]
        event, who, seconds, last = zip(*rows, strict=True) if rows else ((),) * 4
        more = Came.of(event, who, seconds, last)
        rest = self.where(~np.isin(self.event, list(known)))
        names = [field.name for field in attrs.fields(Came)]
        return Came(**{name: np.concatenate([getattr(rest, name), getattr(more, name)]) for name in names})

    def where(self, chosen: NDArray[Any]) -> "Came":
        """Some of the rows."""
        return Came(
            event=self.event[chosen],
            member_no=self.member_no[chosen],
            seconds=self.seconds[chosen],
            last_leave=self.last_leave[chosen],
        )


@attrs.frozen(kw_only=True, eq=False)
class Said:
    """Who stands how: one of NOT, INTERESTED, WAITING, GOING."""

    event: NDArray[np.int64]
    member_no: NDArray[np.int32]
    standing: NDArray[np.int8]

    @classmethod
    def of(cls, event: ArrayLike, member_no: ArrayLike, standing: ArrayLike) -> "Said":
        """From rows in any order."""
        return cls(
            event=np.asarray(event, dtype=np.int64),
            member_no=np.asarray(member_no, dtype=np.int32),
            standing=np.asarray(standing, dtype=np.int8),
        )

    def where(self, chosen: NDArray[Any]) -> "Said":
        """Some of the rows."""
        return Said(
            event=self.event[chosen], member_no=self.member_no[chosen], standing=self.standing[chosen]
        )
