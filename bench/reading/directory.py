"""The directory of the large guild: how long until a page of it is found, and its names after a change."""

import statistics
import time
from datetime import UTC, datetime
from typing import Final

from adapters.system.clock import SystemClock
from application.community.guild_settings import ChangeSettings
from application.community.ports import Store
from application.insights.directory import ShowDirectory
from application.insights.ports import Facts
from application.insights.sheets import Sheets
from bench.made.world import GUILD, LAST_DAY
from bench.report.lines import Line, say
from domain.community.spans import ROLE, Span
from domain.community.tiers import TierMap
from domain.insights.directory import Question
from domain.kernel.actors import SYSTEM

_QUESTIONS = (
    Question(),
    Question(page=1000),
    Question(sort="name", descending=False),
    Question(search="member 99", sort="joined"),
    Question(group="silent", sort="last_seen"),
    Question(sort="tier"),
    Question(tier="volunteer", sort="name", descending=False),
)
_TIERS: Final[TierMap] = {"701": "staff", "702": "host", "703": "captain", "704": "volunteer"}
_MEANT: Final = tuple(map(int, _TIERS))
_OTHERS: Final = 705
"""Most roles of a community mean no tier."""


async def give_roles(store: Store, people: int, *, step: int = 5_000) -> None:
    """Three roles to everybody, and say what they mean."""
    since = datetime(LAST_DAY.year - 1, 1, 1, tzinfo=UTC)
    for first in range(0, people, step):
        async with store.writing(GUILD) as work:
            spans = {
                (number, ROLE): [Span(since, None, False, False, _role(number, each)) for each in range(3)]
                for number in range(first, min(first + step, people))
            }
            await work.spans.put(spans)
            await work.counters.touch(set(), members=True, last_activity=None)
    await ChangeSettings(store=store, clock=SystemClock())(GUILD, {"tiers": dict(_TIERS)}, SYSTEM)


def _role(number: int, each: int) -> int:
    place = (number * 31 + each * 17) % 97
    return _MEANT[place] if place < len(_MEANT) else _OTHERS + each


async def run(store: Store, facts: Facts) -> list[Line]:
    """The slowest of some pages with the sheets in memory; and the names alone, as often as they are read."""
    sheets = Sheets(facts, time.monotonic)
    show = ShowDirectory(store=store, sheets=sheets, clock=SystemClock())
    as_of = LAST_DAY.isoformat()
    await give_roles(store, (await show(GUILD, "90d", as_of)).counts["everyone"])
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
