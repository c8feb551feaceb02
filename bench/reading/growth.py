"""Pages read folded facts, so a log that grows tenfold with the same member-days must not slow them down."""

import statistics

from bench.made import direct
from bench.reading.pages import desk, paths, visit
from bench.report.lines import Line, note, say
from bench.scene import Scene

_ROUNDS = 7


async def run(scene: Scene) -> list[Line]:
    """Every page by a process that has just begun, on a tenth of the log and on the whole."""
    await direct.fill_thinly(scene.connection, scene.made)
    before = await _pages(scene)
    await direct.fill_up(scene.connection, scene.made)
    after = await _pages(scene)
    lines = []
    for title, cold, warm in after:
        old = next(each for each in before if each[0] == title)
        ratio, of = warm / old[2], "the same on a tenth of the log"
        lines.append(say(Line(name=f"{title}, first visit of a process", value=cold, unit="ms", of=of,
                              ratio=cold / old[1])))  # fmt: skip
        lines.append(say(Line(name=f"{title}, later visits", value=warm, unit="ms", of=of, ratio=ratio)))
    for name, column in (("first visits", 1), ("later visits", 2)):
        whole, tenth = (sum(each[column] for each in told) for told in (after, before))
        note(f"{name} of all pages: {whole:,.0f} ms, on a tenth of the log {tenth:,.0f} ms")
        lines.append(say(Line(name=f"all pages, {name}", value=whole, unit="ms", ratio=whole / tenth,
                              of="the same on a tenth of the log", target="<= 1.2",
                              met=whole <= 1.2 * tenth)))  # fmt: skip
    return lines


async def _pages(scene: Scene) -> list[tuple[str, float, float]]:
    """Title, milliseconds of a first visit (median of three processes), of later ones."""
    found = []
    for title, path in paths():
        cold, warm = [], []
        for _ in range(3):
            with desk(scene) as asked:
                cold.append(await visit(asked, path))
                warm += [await visit(asked, path) for _ in range(_ROUNDS)]
        found.append((title, statistics.median(cold), statistics.median(warm)))
    return found
