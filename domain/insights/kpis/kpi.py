"""An entry of the catalogue: one number of the community, defined once for every place that shows it."""

from collections.abc import Callable
from typing import Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import Family
from domain.insights.kpis.slice import Slice
from domain.kernel.words import agreeing

Unit = Literal["people", "count", "share", "hours", "minutes", "seconds", "days", "points"]
"""Of the value: `share` is a part of 1, `points` are of 100, everything else is an amount."""

Better = Literal["up", "down", "neither"]
Audience = Literal["leadership", "organisers", "engineering", "quality"]
"""Whom it is for: each has a page (Health, Events insight, Platform, Data quality) and a view."""

Grain = Literal["day", "week", "month"]
GRAINS: Final[tuple[Grain, ...]] = ("day", "week", "month")

By = Literal["segment", "tier", "role", "channel", "event_type", "series", "host", "platform", "command"]
"""What a reading can be taken apart by; groups of roles and channels overlap."""

BY_TITLES: Final[dict[By, str]] = {
    "segment": "Segment",
    "tier": "Tier",
    "role": "Role",
    "channel": "Channel",
    "event_type": "Type of event",
    "series": "Series",
    "host": "Host",
    "platform": "Platform",
    "command": "Command",
}
"""As people read them."""


def by_title(by: str) -> str:
    """The kind of a group as people read it."""
    return next((title for key, title in BY_TITLES.items() if key == by), by)


NO_GROUPS: Final = frozenset({"none", "overlap", "unknown"})
"""Keys of parts that are lines of their own: in none of the groups, in several, or not known of any."""

Fact = Literal["activity", "members", "channels", "events", "runs", "accounts", "intake"]
"""What a KPI reads; nothing else is loaded for it."""


@attrs.frozen(kw_only=True, eq=False)
class Part:
    """One piece of a number; `kpi` names the entry that it is a reading of, for whoever wants to go there."""

    key: str
    title: str
    numerator: float | None
    denominator: float | None = None
    kpi: str | None = None
    note: str | None = None


@attrs.frozen(kw_only=True, eq=False)
class Amount:
    """What a rule computes: a number, or a ratio kept as its two numbers.

    `who` says of each member number whether they are behind the numerator; None where people are not what
    is counted. `unavailable` says in plain words why there is no number; `caveats` what to know of it.
    `parts` are those that the rule itself is made of; they sum to the numerator unless `overlapping`.
    `sums` is False where the numerators of groups do not add up at all, as of a largest or a middle one.
    """

    numerator: float | None
    denominator: float | None = None
    who: NDArray[np.bool_] | None = None
    parts: tuple[Part, ...] = ()
    overlapping: bool = False
    caveats: tuple[str, ...] = ()
    unavailable: str | None = None
    sums: bool = True
    told: bool = False
    """A zero is one also where nobody listened: it is of what was told, and not of what nobody did."""

    middle_of: int | None = None
    """Of how many things or people it is a middle, or a quantile: of few it says little. None of others."""

    @classmethod
    def people(cls, who: NDArray[np.bool_], of: NDArray[np.bool_] | None = None) -> "Amount":
        """So many people, as they are, or of so many."""
        base = None if of is None else float(np.count_nonzero(of))
        return cls(numerator=float(np.count_nonzero(who)), denominator=base, who=who)

    @classmethod
    def nothing(cls, why: str) -> "Amount":
        """There is no number, and why."""
        return cls(numerator=None, unavailable=why)


Compute = Callable[[Slice], Amount]


@attrs.frozen(kw_only=True, eq=False)
class Definition:
    """One version of what a KPI means.

    `formula` has `{numerator}` and, of a ratio, `{denominator}`, each with what it counts as one and as many:
    `{numerator:active member|active members} of {denominator:member|members}`.
    """

    version: int
    sentence: str
    formula: str
    compute: Compute

    @property
    def ratio(self) -> bool:
        """Whether it is one number of another."""
        return "{denominator" in self.formula

    def told(self, numerator: str, denominator: str) -> str:
        """The formula with these numbers in it, in the singular where there is one."""
        return self.formula.format(numerator=_Meeting(numerator), denominator=_Meeting(denominator))


@attrs.frozen
class _Meeting:
    """A number in a formula; it meets its word where the formula has one for it."""

    number: str

    def __format__(self, words: str) -> str:
        one, _, many = words.partition("|")
        return agreeing(self.number, one, many) if words else self.number


@attrs.frozen(kw_only=True, eq=False)
class Kpi:
    """A KPI. `definition` is what holds; `earlier` are the versions before it, oldest first.

    `settings` are the settings that the number depends on: whoever changes one of them changes what it means.
    `reach` says that it reads so many days that end with the window, however long that is; None reads the
    window itself. `headline` says which number people see first: of "412 (38 %)" the people or the share.
    """

    key: str
    title: str
    question: str
    """What a manager would ask, in their words."""

    unit: Unit
    better: Better
    audience: Audience
    needs: tuple[Family, ...]
    facts: tuple[Fact, ...]
    definition: Definition
    earlier: tuple[Definition, ...] = ()
    grains: tuple[Grain, ...] = ("week", "month")
    by: tuple[By, ...] = ()
    whole: str = "it is read as a whole"
    """Why it is not taken apart by groups, and what to ask instead, where there are none."""

    settings: tuple[str, ...] = ()
    reach: int | None = None
    from_start: bool = False
    """Groups of people are as they were at its start: of who leaves, say, by what they were before."""

    talks: bool = False
    """Channels are those that were talked in: where people only wrote says nothing of it."""

    headline: Literal["value", "numerator"] = "value"
    mean_of_shares: bool = False
    """Its upper number is shares added up, and says nothing by itself: of a part the share is shown."""

    source: str = ""
    """Where it was asked for or defined: a line of docs/KPIS.md."""

    caveats: tuple[str, ...] = ()
    """What is true of every reading of it."""

    def judged(self, *, grew: bool) -> Literal["better", "worse", "changed"]:
        """What it means for the community that the number grew, or fell."""
        if self.better == "neither":
            return "changed"
        return "better" if grew == (self.better == "up") else "worse"

    @property
    def version(self) -> int:
        """The version that holds."""
        return self.definition.version

    def in_version(self, version: int | None) -> Definition:
        """The definition of that version; the one that holds where there is none of it."""
        return next((one for one in self.earlier if one.version == version), self.definition)
