"""Pages of KPIs and receipts on the large guild: what they show read, and drawn, sheets in memory."""

import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.boards.cards.staying import LEAST_DAYS
from adapters.dash_ui.pages.boards.events_insight import TABLES
from adapters.dash_ui.pages.boards.platform import BY_COMMAND
from adapters.dash_ui.pages.boards.quality import WANTED
from application.insights.kpis.question import KpiQuestion
from bench.made.world import GUILD, LAST_DAY
from bench.reading.pages import desk, visit
from bench.report.lines import Line, say
from bench.scene import Scene

_ROUNDS: Final = 9
_WINDOWS: Final = ("30d", "90d")
_AS_OF: Final = LAST_DAY.isoformat()

Read = Callable[[Desk, str], Awaitable[Any]]


async def _health(asked: Desk, window: str) -> None:
    await asked.kpis.board(GUILD, "leadership", window, _AS_OF)
    await asked.kpis.retention(GUILD, f"{LEAST_DAYS}d", _AS_OF)
    await asked.kpis.segments(GUILD, window, _AS_OF, most=3)


async def _events(asked: Desk, window: str) -> None:
    apart = tuple(dict.fromkeys(pair for table in TABLES for pair in table.wanted))
    await asked.kpis.board(GUILD, "organisers", window, _AS_OF, apart)


async def _platform(asked: Desk, window: str) -> None:
    await asked.kpis.board(GUILD, "engineering", window, _AS_OF, BY_COMMAND.wanted)
    await asked.kpis.funnel(GUILD, window, _AS_OF)


async def _data(asked: Desk, window: str) -> None:
    await asked.data_quality(GUILD, window, _AS_OF)
    await asked.kpis.board(GUILD, "quality", window, _AS_OF, WANTED)


def _receipt(key: str) -> Read:
    async def read(asked: Desk, window: str) -> None:
        await asked.kpis.explain(GUILD, KpiQuestion(key=key, window=window, as_of=_AS_OF))

    return read


PAGES: Final[tuple[tuple[str, str, Read], ...]] = (
    ("Health", "/health", _health),
    ("Events insight", "/events-insight", _events),
    ("Platform", "/platform", _platform),
    ("Data", "/data", _data),
    ("receipt of wam", "/kpi/wam", _receipt("wam")),
    ("receipt of the score", "/kpi/health_score", _receipt("health_score")),
)


async def run(scene: Scene) -> list[Line]:
    """By a process that has visited each page once."""
    lines, slowest = [], 0.0
    with desk(scene) as asked:
        for name, path, read in PAGES:
            first = await visit(asked, path)
            lines.append(say(Line(name=f"{name}: first visit", value=first, unit="ms")))
            for window in _WINDOWS:
                await read(asked, window)
                took = [await _took(asked, window, read) for _ in range(_ROUNDS)]
                drawn = [await visit(asked, path, window) for _ in range(_ROUNDS)]
                slowest = max(slowest, statistics.median(took))
                lines.append(say(Line(name=f"{name}, {window}: data", value=statistics.median(took),
                                      unit="ms")))  # fmt: skip
                lines.append(say(Line(name=f"{name}, {window}: page drawn", value=statistics.median(drawn),
                                      unit="ms")))  # fmt: skip
    lines.append(say(Line(name="pages of KPIs: data of the slowest", value=slowest, unit="ms",
                          target="< 200 ms", met=slowest < 200)))  # fmt: skip
    return lines


async def _took(asked: Desk, window: str, read: Read) -> float:
    started = time.perf_counter()
    await read(asked, window)
    return (time.perf_counter() - started) * 1000
