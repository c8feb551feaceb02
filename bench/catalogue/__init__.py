"""The whole catalogue from a warm sheet, and its larger part in DuckDB on the same roll-up."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs
import duckdb
import numpy as np
from numpy.typing import NDArray

from application.clock import Clock
from application.insights.kpis.gathering import KpiGathering
from application.insights.linked import LinkedFacts
from application.insights.sheets import Sheets
from bench.catalogue.questions import QUESTIONS
from bench.made.world import GUILD, LAST_DAY
from bench.report.lines import Line, median_ms, note, say
from bench.scene import Scene
from domain.insights.events.columns import GOING
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import Kpi
from domain.insights.kpis.reading import Reading, read
from domain.kernel.windows import Window

_OF = "DuckDB, same questions, same roll-up"
_PROMISE = 250.0
_AS_OF = str(LAST_DAY - timedelta(days=1))
"""The 30 days up to the last one are a calendar month, which is compared with the month before."""


@attrs.frozen
class _Afterwards(Clock):
    scene: Scene

    def now(self) -> datetime:
        return self.scene.made.last_instant


async def run(scene: Scene) -> list[Line]:
    """All KPIs of 30 days and of the 30 before; those that SQL can say as shortly also in DuckDB."""
    sheets = Sheets(LinkedFacts(scene.facts, scene.store), time.monotonic, max_bytes=1 << 30)
    gather = KpiGathering(store=scene.store, sheets=sheets, clock=_Afterwards(scene))
    found = await gather(GUILD, CATALOGUE, "30d", _AS_OF)
    window = found.asked.window

    def fresh() -> KpiFacts:
        """The same columns, and nothing worked out of them yet."""
        return found.facts.anew()

    def everything() -> list[Reading]:
        facts = fresh()
        return [read(kpi, facts, days) for days in (window, window.previous()) for kpi in CATALOGUE]

    whole = median_ms(everything)
    _slowest(fresh(), window)
    asked = [kpi for kpi in CATALOGUE if kpi.key in QUESTIONS]
    engine = _engine(found.facts)
    _same(engine, asked, fresh(), window)

    def ours() -> None:
        facts = fresh()
        for kpi in asked:
            read(kpi, facts, window)

    mine = median_ms(ours)
    theirs = sum(median_ms(lambda kpi=kpi: _ask(engine, kpi, window), runs=3) for kpi in asked)
    ratio = theirs / mine
    return [
        say(Line(name=f"all {len(CATALOGUE)} KPIs of 30 days and the 30 before, warm sheet", value=whole,
                 unit="ms", target=f"< {_PROMISE:g} ms", met=whole < _PROMISE)),
        say(Line(name=f"{len(asked)} KPIs of 30 days", value=mine, unit="ms", ratio=ratio, of=_OF,
                 target=">= 3", met=ratio >= 3)),
    ]  # fmt: skip


def _slowest(facts: KpiFacts, window: Window) -> None:
    taken = []
    for kpi in CATALOGUE:
        started = time.perf_counter()
        read(kpi, facts, window)
        taken.append(((time.perf_counter() - started) * 1000, kpi.key))
    note("slowest, in turn: " + ", ".join(f"{key} {ms:.0f} ms" for ms, key in sorted(taken)[:-9:-1]))


def _same(engine: duckdb.DuckDBPyConnection, asked: Sequence[Kpi], facts: KpiFacts, window: Window) -> None:
    for kpi in asked:
        mine = read(kpi, facts, window)
        theirs = _ask(engine, kpi, window)
        both = [(mine.numerator, theirs[0]), (mine.denominator, theirs[1])]
        same = all((a is None) == (b is None) and (a is None or np.isclose(a, float(b))) for a, b in both)
        assert same, f"{kpi.key}: {mine.numerator} of {mine.denominator}, {theirs} in DuckDB"


def _ask(engine: duckdb.DuckDBPyConnection, kpi: Kpi, window: Window) -> tuple[Any, Any]:
    first, end = window.span
    sql = QUESTIONS[kpi.key]
    wanted = {name: value for name, value in (("first", first), ("end", end)) if f"${name}" in sql}
    found: tuple[Any, Any] = engine.execute(sql, wanted).fetchall()[0]
    return found


def _engine(facts: KpiFacts) -> duckdb.DuckDBPyConnection:
    engine = duckdb.connect()
    _give(engine, "sheet", dict(facts.activity.columns))
    told = facts.members
    _give(engine, "membership", {"member_no": told.member_no, "joined": told.joined, "gone": told.left})
    assert facts.events is not None
    ledger, events = facts.events.ledger(), facts.events.events
    ids = np.array([event.event_id for event in events], dtype=np.int64)
    days = np.array([event.plan.starts_at.timestamp() // 86_400 for event in events], dtype=np.int64)
    _give(engine, "evening", {"event": ids, "day": days})
    came = {"event": ids[ledger.came_at], "member_no": ledger.came_no, "seconds": ledger.seconds}
    _give(engine, "came", came)
    said = facts.events.said
    going = said.standing == GOING
    _give(engine, "said", {"event": said.event[going], "member_no": said.member_no[going]})
    return engine


def _give(engine: duckdb.DuckDBPyConnection, name: str, columns: dict[str, NDArray[Any]]) -> None:
    engine.register("incoming", {key: np.asarray(column) for key, column in columns.items()})
    engine.from_query("select * from incoming").create(name)
    engine.unregister("incoming")
