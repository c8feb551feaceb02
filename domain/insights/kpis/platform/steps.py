"""The funnel as it is shown: how many came how far, how long it took, and where each of them stopped."""

from typing import Final, Literal, get_args

import attrs
import numpy as np

from domain.insights.kpis.known import Mask
from domain.insights.kpis.platform.funnel import caveats, unheard
from domain.insights.kpis.platform.newcomers import Days, Newcomers, between, newcomers
from domain.insights.kpis.slice import Slice
from domain.insights.sheet import NEVER

Step = Literal["joined", "command", "event"]
STEPS: Final[tuple[Step, ...]] = get_args(Step)

TITLES: Final[dict[Step, str]] = {
    "joined": "Joined",
    "command": "Ran a first command",
    "event": "Then came to a first event",
}

STOPPED: Final[dict[Step, str]] = {
    "joined": "No command yet",
    "command": "A command, no event since",
    "event": "All the way",
}
"""Where somebody stands who came so far and no farther."""


@attrs.frozen(kw_only=True)
class Stage:
    """How many came so far, of all newcomers and of those who took the step before; `median_days` is the
    median since that step. `stopped` came no farther than here."""

    step: Step
    title: str
    people: int
    of_all: float | None
    of_before: float | None
    median_days: float | None
    stopped: int
    kpi: str | None


@attrs.frozen(kw_only=True)
class Path:
    """How far one newcomer came: day numbers, None of a step that was not taken.

    `event` is the first one since they joined; where they came `without` a command before it, that event is
    no step.
    """

    member_no: int
    stopped: Step
    joined: int
    command: int | None
    event: int | None
    without: bool


@attrs.frozen(kw_only=True)
class Funnel:
    """The stages in order, the newcomers who were asked for, and how many of them there are in all.

    `without` came to an event though they ran no command before it.
    """

    stages: tuple[Stage, ...]
    without: int
    paths: tuple[Path, ...]
    matching: int
    caveats: tuple[str, ...]


def funnel(seen: Slice, *, stopped: Step | None = None, start: int = 0, most: int = 50) -> Funnel:
    """Read it; the newest newcomers first, of all or of those who stopped there, from place `start` on."""
    found = newcomers(seen)
    at: dict[Step, Mask] = {
        "joined": found.all & ~found.ran,
        "command": found.ran & ~found.came,
        "event": found.came,
    }
    wanted = np.flatnonzero(found.all if stopped is None else at[stopped])
    order = wanted[np.lexsort((wanted, -found.joined[wanted]))][start : start + most]
    return Funnel(
        stages=_stages(found, at),
        without=int(np.count_nonzero((found.any_event < NEVER) & (found.any_event < found.command))),
        paths=tuple(_path(found, number) for number in order.tolist()),
        matching=len(wanted),
        caveats=(*caveats(seen), *unheard(seen)),
    )


def _stages(found: Newcomers, at: dict[Step, Mask]) -> tuple[Stage, ...]:
    days: dict[Step, Days] = {"joined": found.joined, "command": found.command, "event": found.event}
    kpis: dict[Step, str | None] = {"joined": None, "command": "funnel_command", "event": "funnel_event"}
    everybody = int(np.count_nonzero(found.all))
    stages: list[Stage] = []
    earlier: Step | None = None
    for step in STEPS:
        people = int(np.count_nonzero(days[step] < NEVER))
        last = stages[-1].people if stages else 0
        took = None if earlier is None else between(days[earlier], days[step])
        stages.append(
            Stage(
                step=step,
                title=TITLES[step],
                people=people,
                of_all=people / everybody if everybody else None,
                of_before=people / last if last else None,
                median_days=None if took is None else took.median,
                stopped=int(np.count_nonzero(at[step])),
                kpi=kpis[step],
            )
        )
        earlier = step
    return tuple(stages)


def _path(found: Newcomers, number: int) -> Path:
    command, event = (_day(days, number) for days in (found.command, found.any_event))
    last = _day(found.event, number)
    stopped: Step = "event" if last is not None else "joined" if command is None else "command"
    return Path(
        member_no=number,
        stopped=stopped,
        joined=int(found.joined[number]),
        command=command,
        event=event if last is None else last,
        without=last is None and event is not None,
    )


def _day(days: Days, number: int) -> int | None:
    return int(days[number]) if days[number] < NEVER else None
