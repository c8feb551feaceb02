"""The channels of the large guild: how long a page of them takes, at first, again, and while people write."""

import statistics
import time

import attrs

from adapters.system.clock import SystemClock
from application.insights.channels import ShowChannels
from application.insights.kpis.courses import Courses
from application.insights.kpis.explain import ReadKpi
from application.insights.kpis.gathering import KpiGathering
from application.insights.kpis.question import KpiQuestion
from application.insights.linked import LinkedFacts
from application.insights.sheets import Sheets
from bench.made.life import VOICE_CHANNEL
from bench.made.world import GUILD, LAST_DAY
from bench.report.lines import Line, say
from bench.scene import Scene
from domain.community.fold import Deltas
from domain.kernel.instants import day_number


async def run(scene: Scene) -> list[Line]:
    """The window that a page opens with, and the longest that it offers beside everything."""
    sheets = Sheets(scene.facts, time.monotonic, fresh_for=0.0)
    show = ShowChannels(store=scene.store, sheets=sheets, clock=SystemClock())
    first = await _taken(show, "30d")
    again = statistics.median([await _taken(show, "30d") for _ in range(7)])
    await _taken(show, "90d")
    longer = statistics.median([await _taken(show, "90d") for _ in range(5)])
    written = []
    for _ in range(7):
        await _somebody_writes(scene)
        written.append(await _taken(show, "30d"))
    live = statistics.median(written)
    return [
        say(Line(name="channels: 30 days, the first time", value=first, unit="ms")),
        say(Line(name="channels: 30 days", value=again, unit="ms", target="< 200 ms", met=again < 200)),
        say(Line(name="channels: 30 days, after every message", value=live, unit="ms")),
        say(Line(name="channels: 90 days", value=longer, unit="ms")),
        say(Line(name="channels: sheets of both windows", value=sheets.nbytes / 1e6, unit="MB")),
        *await _talk(scene),
    ]  # fmt: skip


async def _talk(scene: Scene) -> list[Line]:
    """Voice time taken apart by channel, and one channel with its course: the first time, and again."""
    lines = []
    by_channel = KpiQuestion(key="voice_time", window="30d", as_of=LAST_DAY.isoformat(), by="channel")
    one = attrs.evolve(by_channel, by=None, of=f"channel:{VOICE_CHANNEL}")
    for name, question in (("by channel", by_channel), ("of one channel, with its course", one)):
        sheets = Sheets(LinkedFacts(scene.facts, scene.store), time.monotonic)
        gather = KpiGathering(store=scene.store, sheets=sheets, clock=SystemClock())
        ask = ReadKpi(gather=gather, courses=Courses(sheets=sheets))
        await ask(GUILD, attrs.evolve(question, by=None, of=None))
        taken = []
        for _ in range(8):
            started = time.perf_counter()
            assert (await ask(GUILD, question)).reading.numerator
            taken.append((time.perf_counter() - started) * 1000)
        again = statistics.median(taken[1:])
        lines += [
            say(Line(name=f"voice time {name}: 30 days, the first time", value=taken[0], unit="ms")),
            say(Line(name=f"voice time {name}: 30 days", value=again, unit="ms")),
        ]
    return lines


async def _taken(show: ShowChannels, window: str) -> float:
    started = time.perf_counter()
    found = await show(GUILD, window, LAST_DAY.isoformat())
    assert found.lines and found.unanswered
    return (time.perf_counter() - started) * 1000


async def _somebody_writes(scene: Scene) -> None:
    day = day_number(LAST_DAY)
    channel = int(scene.made.channel[-1])
    counted = Deltas(
        member_day={(7, day): [1, 0, 0, 0]},
        channel_day={(channel, day): [1, 0, 0]},
        channel_hour={(channel, day, 12): 1},
        member_channel_day={(7, day, channel, 4): 1},
    )
    async with scene.store.writing(GUILD) as work:
        await work.counters.add(counted)
        await work.counters.touch([day], members=False, last_activity=None)
