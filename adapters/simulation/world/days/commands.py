"""Who runs which command of the bot on a day, how it ends, and how long it takes."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Numbers, array, below, counts, one_of, then
from adapters.simulation.world.days.writing import AWAKE
from adapters.simulation.world.happening import DAY, Happening, message_id
from adapters.simulation.world.people.archetypes import column
from adapters.simulation.world.people.population import Population
from domain.community.log.activity import COMMAND_RUN

_COMMANDS: Final = (
    ("show_my_profile", 300, 150),
    ("show_profile", 220, 40),
    ("leaderboard", 180, 60),
    ("lfg", 150, 40),
    ("event", 90, 120),
    ("help", 60, 20),
    ("audit", 8, 220),
    ("event-setup", 4, 350),
)
"""Name, and weights among members and among those who may run all of them."""

_FOR_STAFF: Final = 6
"""Commands from here on are denied to members."""

_TIMES: Final = array([60, 75, 85, 95, 105, 115, 130, 145, 165, 190, 220, 260, 320, 420, 650, 1_200])
"""Milliseconds until the bot has answered."""

_ERRORS: Final = ("CommandInvokeError", "TimeoutError")
_PATIENCE: Final = 3_000
"""Milliseconds after which Discord gives up waiting."""

_FAILS: Final = 25
_HOUR: Final = 3_600_000
_NUMBERED: Final = 2**20
"""Ids of interactions are apart from those of messages."""

_RUNS = column("commands")


def commands(
    chance: Chance, people: Population, day: int, strength: Numbers, rate: int
) -> Iterator[Happening]:
    """Commands run on that day by people who were there the day before."""
    often = np.where(people.joined < day, _RUNS[people.kind] * strength * rate // 100_000, 0)
    some = np.flatnonzero(often)
    runs = counts(chance.of(Concern.COMMANDS, some, day), often[some])
    who = np.repeat(some, runs)
    index = np.arange(len(who)) - np.repeat(np.cumsum(runs) - runs, runs)
    lots = then(chance.of(Concern.COMMANDS, who, day), index + 1)
    trusted = people.are("staff", "host")[who]
    _, plain, all_of_them = zip(*_COMMANDS, strict=True)
    which = np.where(trusted, one_of(lots, all_of_them), one_of(lots, plain))
    denied = (which >= _FOR_STAFF) & ~trusted
    failed = ~denied & (below(then(lots, 1), 1_000) < _FAILS)
    late = failed & (below(then(lots, 2), 1_000) < 400)
    took = _TIMES[below(then(lots, 3), len(_TIMES))] * (800 + below(then(lots, 4), 400)) // 1_000
    took = np.where(late, _PATIENCE + below(then(lots, 4), 200), took)
    hour = (people.evening[who] + one_of(then(lots, 5), AWAKE)) % 24
    ms = day * DAY + hour * _HOUR + below(then(lots, 6), _HOUR)
    columns = (who, people.channels[who, 0], which, denied, failed, late, took, ms)
    rows = zip(*(each.tolist() for each in columns), strict=True)
    for number, (person, channel, name, no, bad, slow, latency, at) in enumerate(rows):
        yield Happening(
            at,
            COMMAND_RUN,
            person,
            channel,
            message_id(at, _NUMBERED + number),
            length=latency,
            word=_COMMANDS[name][0],
            outcome="denied" if no else "failed" if bad else "ok",
            error="MissingPermissions" if no else _ERRORS[slow] if bad else "",
        )
