"""The directory of the large guild: how long until a page of it is found, and its names after a change."""

import statistics
import time

from adapters.system.clock import SystemClock
from application.community.ports import Store
from application.insights.directory import ShowDirectory
from application.insights.ports import Facts
from application.insights.sheets import Sheets
from bench.made.world import GUILD, LAST_DAY
from bench.report.lines import Line, say
from domain.insights.directory import Question

_QUESTIONS = (
    Question(),
    Question(page=1000),
    Question(sort="name", descending=False),
    Question(search="member 99", sort="joined"),
    Question(group="silent", sort="last_seen"),
)


async def run(store: Store, facts: Facts) -> list[Line]:
    """The slowest of some pages with the sheets in memory; and the names alone, as often as they are read."""
    sheets = Sheets(facts, time.monotonic)
    show = ShowDirectory(store=store, sheets=sheets, clock=SystemClock())
    as_of = LAST_DAY.isoformat()
    await show(GUILD, "90d", as_of)
    slowest = 0.0
    for question in _QUESTIONS:
        taken = []
        for _ in range(7):
            started = time.perf_counter()
            await show(GUILD, "90d", as_of, question)
            taken.append((time.perf_counter() - started) * 1000)
        slowest = max(slowest, statistics.median(taken))
    names = []
    for _ in range(5):
        started = time.perf_counter()
        known = await facts.names(GUILD)
        names.append((time.perf_counter() - started) * 1000)
    return [
        say(Line(name="directory: the slowest page", value=slowest, unit="ms", target="< 200 ms",
                 met=slowest < 200)),
        say(Line(name="directory: names of everybody, read", value=statistics.median(names), unit="ms")),
        say(Line(name="directory: names of everybody, size", value=known.nbytes / 1e6, unit="MB")),
    ]  # fmt: skip
