"""The demo's story: which community is told, and how far."""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import attrs

from adapters.simulation.world import VERSION, Plan
from domain.kernel.errors import DomainError, OverLimit, Unavailable
from domain.kernel.instants import day_number, day_of_number

DAYS: Final = 120
"""How much of the past there is to look at."""

PEOPLE: Final = 400
PEOPLE_LIMITS: Final = (50, 1_000)
_SEED: Final = 20_260_314
_SIMULATION: Final = f"world-{VERSION}, with a calendar"
_PLANNED: Final = 90
"""Days. The last month is ordinary life after the plan, in which somebody new comes each day."""

_YEARS: Final = 3_650
"""Days for which the story can be told; then it begins anew."""

_MOST_MISSED: Final = 400
"""Days. Who comes back later than that begins anew: to tell what was missed would take minutes."""

_AHEAD: Final = 1
"""Days. A clock that was put right by less than that is nothing to begin anew for."""

_RATE: Final = 160
_WHEN: Final = {"churn-wave": 10, "null-event": 102, "outage": 109, "raid": 114, "campaign": 117}
"""In percent of the days that are planned: a quarter ago many left; three weeks ago nobody listened for a
day and a half and strangers came; the campaign of the last two weeks brings the talk back."""


@attrs.frozen(kw_only=True)
class Story:
    """Which community is told: the same story continues at the next start."""

    seed: int = _SEED
    first_day: int
    people: int = PEOPLE
    told_until: datetime | None = None
    simulation: str = _SIMULATION
    """Another simulation tells other days, so that its story begins anew."""

    def __attrs_post_init__(self) -> None:
        low, high = PEOPLE_LIMITS
        if not low <= self.people <= high:
            raise OverLimit(f"--people {self.people:,} is out of range; from {low:,} to {high:,}")

    @classmethod
    def begun(cls, now: datetime, people: int | None) -> "Story":
        """A story whose past ends now."""
        return cls(first_day=day_number(now.date()) - DAYS, people=PEOPLE if people is None else people)

    @classmethod
    def read(cls, path: Path) -> "Story | None":
        """The story of an earlier start, or None where there is none that can be read."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            until = found.pop("told_until")
            story = cls(told_until=datetime.fromisoformat(until) if until else None, **found)
            readable = bool(story.plan) and (story.told_until is None or story.told_until.tzinfo is not None)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, DomainError):
            return None
        return story if readable else None

    def write(self, path: Path) -> None:
        """Keep it; the file is whole at every moment, and nothing else is left when there is no room."""
        draft = path.with_suffix(f".{os.getpid()}")
        until = self.told_until.isoformat() if self.told_until else None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps({**attrs.asdict(self), "told_until": until}) + "\n", encoding="utf-8")
            draft.replace(path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink()
            raise Unavailable(
                f"the demo cannot keep how far its story was told in {path.parent} ({error.strerror}): "
                "make room there, or show it with --store memory, which keeps nothing"
            ) from None

    def continues(self, now: datetime) -> bool:
        """Whether what was missed can be told: of this simulation, not too much of it, and nothing that was
        told is yet to come, as after a start with a clock that was wrong.
        """
        if self.simulation != _SIMULATION or self.told_until is None:
            return self.simulation == _SIMULATION
        today = day_number(now.date())
        missed = today - day_number(self.told_until.date())
        return -_AHEAD <= missed <= _MOST_MISSED and today < self.first_day + _YEARS

    @property
    def plan(self) -> Plan:
        """The plan of its world, which goes on for years."""
        return Plan(
            seed=self.seed,
            members=self.people,
            days=_PLANNED,
            end=day_of_number(self.first_day + _PLANNED - 1),
            rate=_RATE,
            when=_WHEN,
            goes_on=_YEARS,
        )
