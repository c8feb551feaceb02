"""Where the time goes, function by function: the front door, and a page. Kept beside the figures."""

import asyncio
import cProfile
import io
import pstats
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from application.community.record import RecordActivities
from bench.reading.pages import desk, visit
from bench.report.lines import Line, note
from bench.report.results import KEPT
from bench.scene import Scene
from bench.writing.front_door import BATCH, BenchClock, activities
from domain.community.log.keys import Keyring

_SHOWN: Final = 30
_ROUNDS: Final = 5
_HERE: Final = str(Path.cwd()) + "/"


class _AtOnce(ThreadPoolExecutor):
    """Runs what would go to a thread right here: a profile sees only its own thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as problem:  # noqa: BLE001 - handed on to whoever waits
            done.set_exception(problem)
        return done


async def run(scene: Scene) -> list[Line]:
    """Profile 100,000 activities, and five later visits to the Overview; nothing of it is a figure."""
    asyncio.get_running_loop().set_default_executor(_AtOnce())
    record = RecordActivities(store=scene.store, clock=BenchClock(), keys=Keyring(b"bench" * 8))

    async def front_door() -> None:
        for start in range(0, len(made), BATCH):
            await record(made[start : start + BATCH])

    made = activities(100_000, 90)
    await _kept(scene, "front-door", "Profile of the front door: 100,000 activities", front_door)
    with desk(scene) as asked:
        await visit(asked, "/")

        async def page() -> None:
            for _ in range(_ROUNDS):
                await visit(asked, "/")

        await _kept(scene, "page", f"Profile of the Overview: {_ROUNDS} later visits", page)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
    return []


async def _kept(scene: Scene, name: str, title: str, work: Callable[[], Awaitable[None]]) -> None:
    profile = cProfile.Profile()
    profile.enable()
    try:
        await work()
    finally:
        profile.disable()
    told = io.StringIO()
    pstats.Stats(profile, stream=told).sort_stats("tottime").print_stats(_SHOWN)
    if scene.keeps:
        (KEPT.parent / f"profile-{name}.txt").write_text(_readable(title, told.getvalue()), encoding="utf-8")
    note(f"{title}: written" if scene.keeps else told.getvalue())


def _readable(title: str, told: str) -> str:
    """Without the paths of this machine; a profile makes small functions look dearer than they are."""
    lines = re.sub(r"\S*/(?:site-packages|lib/python3\.\d+)/", "", told.replace(_HERE, "")).splitlines()
    table = "\n".join(line.rstrip() for line in lines[2:]).strip("\n")
    return f"{title}\n\ncProfile, sorted by time within the function itself (tottime, seconds).\n\n{table}\n"
