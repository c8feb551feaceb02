"""Publishing the KPIs of the large guild as rows: its whole past, one more week, and nothing new."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

import attrs

from application.clock import Clock
from application.insights.kpis.gathering import KpiGathering
from application.insights.kpis.publishing import Published, PublishReadings
from application.insights.linked import LinkedFacts
from application.insights.sheets import Sheets
from bench.made.world import GUILD
from bench.report.lines import Line, note, say
from bench.scene import Scene

_CACHE: Final = 256 * 1024 * 1024
_FORGET_A_WEEK: Final = """
delete from community_os.kpi_periods
where guild_id = $1 and grain = 'week' and first_day = (
    select max(first_day) from community_os.kpi_periods where guild_id = $1 and grain = 'week')
"""


@attrs.frozen
class _Afterwards(Clock):
    scene: Scene

    def now(self) -> datetime:
        return self.scene.made.last_instant


async def run(scene: Scene) -> list[Line]:
    """By a worker that has just begun: it loads what it reads from first."""
    publish = publisher(scene)
    first = await _timed(publish)
    again = await _timed(publish)
    await scene.connection.execute(_FORGET_A_WEEK, GUILD)
    week = await _timed(publish)
    whole = first.done.read
    return [
        say(Line(name=f"the first publishing: {whole} days, weeks and months, {first.done.rows:,} rows",
                 value=first.seconds, unit="s", of=first.cost)),
        say(Line(name="a look that finds nothing new", value=again.seconds, unit="s", of=again.cost)),
        say(Line(name=f"{week.done.read} week read again, with its parts", value=week.seconds, unit="s",
                 of=week.cost)),
    ]  # fmt: skip


def publisher(scene: Scene) -> PublishReadings:
    """The use case on the day after the last one."""
    sheets = Sheets(LinkedFacts(scene.facts, scene.store), time.monotonic, max_bytes=_CACHE)
    clock = _Afterwards(scene)
    gather = KpiGathering(store=scene.store, sheets=sheets, clock=clock)
    return PublishReadings(store=scene.store, sheets=sheets, gather=gather, clock=clock)


@attrs.frozen
class _Timed:
    done: Published
    seconds: float
    computed: float

    @property
    def cost(self) -> str:
        """What of it this process computed; the rest it waited for the database, and for others."""
        return f"{self.computed:.1f} s computed"


async def _timed(publish: PublishReadings) -> _Timed:
    started, computed = time.perf_counter(), time.process_time()
    done = await publish(GUILD, _noted(started))
    return _Timed(done, time.perf_counter() - started, time.process_time() - computed)


def _noted(started: float) -> Callable[[int, int], None]:
    def told(read: int, of: int) -> None:
        if read % 20 == 0:
            note(f"{read} of {of} periods after {time.perf_counter() - started:.1f} s")

    return told
