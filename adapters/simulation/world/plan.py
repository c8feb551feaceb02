"""What world is wanted, within limits that are named when they are overstepped."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import attrs

from domain.kernel.errors import Invalid, OverLimit
from domain.kernel.instants import day_number

VERSION: Final = 3
"""Raised whenever the same seed tells another world than before."""

USUALLY: Final[Mapping[str, int]] = {
    "campaign": 35,
    "null-event": 55,
    "churn-wave": 62,
    "raid": 82,
    "outage": 72,
}
"""When scenarios come, in percent of the days."""

SCENARIOS: Final = tuple(USUALLY)

MEMBERS: Final = (50, 100_000)
DAYS: Final = (28, 1_100)
MEMBER_DAYS: Final = 40_000_000
"""A hundred thousand people for a year; about fifty million lines."""

SEEDS: Final = (0, 2**63 - 1)
RATES: Final = (10, 300)
FURTHER_DAYS: Final = (0, 4_000)
EARLIEST: Final = date(2017, 6, 1)
"""People came up to two years before the first day, and Discord began in 2015."""

LATEST: Final = date(2083, 12, 31)
USUAL_END: Final = date(2025, 12, 31)
"""Not today: the same seed must tell the same world tomorrow."""


@attrs.frozen(kw_only=True)
class Plan:
    """A world: `members` are all who ever belong to it but raiders; `rate` is percent of the usual bustle."""

    seed: int
    members: int
    days: int
    end: date = USUAL_END
    rate: int = 100
    scenarios: tuple[str, ...] = SCENARIOS
    when: Mapping[str, int] = USUALLY
    goes_on: int = 0
    """So many days more may be asked for after the last one: an ordinary life without scenarios."""

    def __attrs_post_init__(self) -> None:
        _within("seed", self.seed, SEEDS, Invalid)
        _within("members", self.members, MEMBERS, OverLimit)
        _within("days", self.days, DAYS, OverLimit)
        _within("rate", self.rate, RATES, OverLimit)
        _within("days after the last one", self.goes_on, FURTHER_DAYS, OverLimit)
        if self.members * self.days > MEMBER_DAYS:
            raise OverLimit(
                f"{self.members:,} members x {self.days:,} days are too many: "
                f"at most {MEMBER_DAYS:,} member-days are simulated at once"
            )
        self.scenarios_named(self.scenarios)
        latest = LATEST - timedelta(days=self.goes_on)
        if not EARLIEST + timedelta(days=self.days - 1) <= self.end <= latest:
            raise Invalid(
                f"{self.days:,} days that end on {self.end} are out of range: "
                f"the first day may be {EARLIEST} or later, the last {latest} or earlier"
            )

    @classmethod
    def scenarios_named(cls, names: Sequence[str]) -> tuple[str, ...]:
        """The scenarios that these words choose: all of them without a word, `none`, or those named."""
        unknown = [name for name in names if name not in (*SCENARIOS, "all", "none")]
        if unknown:
            raise Invalid(f"unknown scenario {unknown[0]!r}: choose from {', '.join(SCENARIOS)}, all, none")
        if "none" in names and len(set(names)) > 1:
            raise Invalid("scenario none goes with no other one")
        if not names or "all" in names:
            return SCENARIOS
        return tuple(name for name in SCENARIOS if name in names)

    @property
    def last(self) -> int:
        """Day number of the last day."""
        return day_number(self.end)

    @property
    def first(self) -> int:
        """Day number of the first day."""
        return self.last - self.days + 1

    def at(self, percent: int) -> int:
        """The day that lies so far into the story."""
        return self.first + self.days * percent // 100

    def begins(self, scenario: str) -> int:
        """The day on which that scenario begins, whether or not it is told."""
        return self.at(self.when[scenario])

    @property
    def until(self) -> int:
        """Day number of the very last day that can be asked for."""
        return self.last + self.goes_on

    @property
    def later(self) -> int:
        """How many people come in the days after the last one: a community of 400 meets one a day."""
        return self.members * self.goes_on // 400

    def has(self, scenario: str) -> bool:
        """Whether that scenario is told."""
        return scenario in self.scenarios


def _within(what: str, value: int, limits: tuple[int, int], family: type[Invalid] | type[OverLimit]) -> None:
    low, high = limits
    if not low <= value <= high:
        unit = " percent" if what == "rate" else ""
        raise family(f"{what}: {value:,}{unit} is out of range; from {low:,}{unit} to {high:,}{unit}")
