"""The page of a member of the large guild: the busiest and a usual one, of a month and of everything."""

import statistics
import time

import numpy as np

from bench.made import talk
from bench.made.world import GUILD, LAST_DAY
from bench.reading.pages import desk, visit
from bench.report.lines import Line, say
from bench.scene import Scene

_ROUNDS = 9
_WINDOWS = ("30d", "90d", "all")


async def run(scene: Scene) -> list[Line]:
    """What the page shows read, and then read and drawn, by a process that has the sheets in memory."""
    await talk.fill(scene.connection, scene.made)
    wrote = np.bincount(scene.made.member_no, weights=scene.made.messages, minlength=scene.made.members)
    usual = int(np.argsort(wrote)[scene.made.members // 2])
    slowest, lines = 0.0, []
    with desk(scene) as asked:
        await visit(asked, "/members/7")
        for name, number in (("the busiest", talk.busiest(scene.made)), ("a usual one", usual)):
            for window in _WINDOWS:
                read, drawn = [], []
                for _ in range(_ROUNDS):
                    started = time.perf_counter()
                    await asked.member(GUILD, number, window, LAST_DAY.isoformat(), 20)
                    read.append((time.perf_counter() - started) * 1000)
                    drawn.append(await visit(asked, f"/members/{number}", window))
                slowest = max(slowest, statistics.median(read))
                lines.append(say(Line(name=f"member, {name}, {window}: data", value=statistics.median(read),
                                      unit="ms")))  # fmt: skip
                lines.append(say(Line(name=f"member, {name}, {window}: page drawn",
                                      value=statistics.median(drawn), unit="ms")))  # fmt: skip
    lines.append(say(Line(name="member: data of the slowest", value=slowest, unit="ms", target="< 200 ms",
                          met=slowest < 200)))  # fmt: skip
    return lines
