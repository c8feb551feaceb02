"""Runs of commands as a few rows; days are counted from TIME_ZERO's, today is 0."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from domain.community.log.commands import OK, code_of, error_code
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.sources.usage import Usage
from domain.insights.sheet import COMMAND_DAY, RUN_DAY
from tests.builders.readings.kpis import some_facts
from tests.builders.sheets import TODAY, a_table


class ARun(NamedTuple):
    """Somebody ran a command on a day."""

    day: int
    who: int
    command: str = "help"
    outcome: int = OK
    error: str = ""
    bucket: int = 6


def usage(runs: Sequence[ARun]) -> Usage:
    """The facts of usage."""
    by_member = Counter((TODAY + run.day, run.who, code_of(run.command)) for run in runs)
    by_end = Counter(
        (TODAY + run.day, code_of(run.command), run.outcome, error_code(run.error), run.bucket)
        for run in runs
    )
    return Usage(
        commands=a_table(COMMAND_DAY, [(*key, count) for key, count in sorted(by_member.items())]),
        runs=a_table(RUN_DAY, [(*key, count) for key, count in sorted(by_end.items())]),
        words={code_of(run.command): run.command for run in runs}
        | {error_code(run.error): run.error for run in runs if run.error},
    )


def used(runs: Sequence[ARun], *rows: Sequence[int], **guild: Any) -> KpiFacts:
    """Facts of a guild in which these runs, and the further rows of activity, happened."""
    tracked = {code_of(name) for name in guild.get("tracked_commands", ())}
    counted = Counter((run.day, run.who) for run in runs if not tracked or code_of(run.command) in tracked)
    ran = [(*key, 0, 0, 0, 0, count) for key, count in counted.items()]
    return some_facts(*rows, *ran, **guild).anew(usage=usage(runs))
