"""The API as other programs ask it: fifty at once, over real connections, of the large guild."""

import asyncio
import os
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final, NamedTuple

import aiohttp

from adapters.postgres.operations.keys import PostgresApiKeys
from adapters.system.clock import SystemClock
from application.operations.keys import CreateKey
from bench.made.world import GUILD, LAST_DAY
from bench.reading.served import SECRET, served
from bench.report.lines import Line, say
from bench.scene import Scene
from domain.community.log.keys import Keyring
from domain.insights.kpis.catalogue import CATALOGUE
from domain.kernel.actors import COMMAND_LINE
from domain.operations.keys import MOST_PER_MINUTE, SCOPES

READERS: Final = 50
QUESTIONS: Final = 4_000
KEYS: Final = 5
PROMISE: Final = 150.0
THINKING: Final = 1.0
ROUNDS: Final = 50
_DAYS: Final = (LAST_DAY - timedelta(days=1), LAST_DAY)
_WINDOWS: Final = ("7d", "30d", "90d")

Question = tuple[str, str]
"""What kind it is, and its address."""


async def run(scene: Scene) -> list[Line]:
    """Boards on walls and sheets that are refreshed ask the same of a guild, so that the answer is worked out
    once; a question that nobody else asks is not. Readers who do not think ask again as soon as they are
    answered."""
    keys = await _keys(scene)
    async with served(scene.dsn, scene.home) as (address, process):
        asked = Asking(f"{address}/api/v1/guilds/{GUILD}", keys, process)
        common, of_one = _common(), _of_one(scene.made.members)
        alone = await _alone(asked.base, keys[0], [*common, *of_one[:40]])
        draw = random.Random(11)
        same = await asked.by_readers([path for _, path in draw.choices(common, k=QUESTIONS)])
        own = await asked.by_readers([path for _, path in of_one[: len(of_one) // 2]])
        slowly = await asked.by_readers([path for _, path in of_one[len(of_one) // 2 :]], pause=THINKING)
    return [
        *(say(Line(name=f"API alone, worked out: {kind}", value=value, unit="ms"))
          for kind, value in alone.items()),
        *_lines(f"API, {READERS} readers of {len(common)} questions", same, promised=True),
        *_lines(f"API, {READERS} readers, each question another one", own),
        *_lines(f"API, {READERS} readers who think a second, each question another one", slowly, pause=True),
    ]  # fmt: skip


def _lines(name: str, seen: "Seen", *, promised: bool = False, pause: bool = False) -> list[Line]:
    of = f"{len(seen.taken):,} questions {'with' if pause else 'without'} a pause"
    half, most = statistics.median(seen.taken), statistics.quantiles(seen.taken, n=20)[-1]
    target = f"< {PROMISE:g} ms" if promised else None
    return [
        say(Line(name=f"{name}: p50", value=half, unit="ms", of=of)),
        say(Line(name=f"{name}: p95", value=most, unit="ms", of=of, target=target,
                 met=most < PROMISE if promised else None)),
        say(Line(name=f"{name}: answers", value=len(seen.taken) / seen.seconds, unit="/s", of=of)),
        say(Line(name=f"{name}: processor, each", value=seen.each_took, unit="ms", of=of)),
    ]  # fmt: skip


class Seen(NamedTuple):
    """How long each answer took in milliseconds, all of them together, and how long the server worked."""

    taken: list[float]
    seconds: float
    worked: float

    @property
    def each_took(self) -> float:
        """Milliseconds of the processor for an answer."""
        return 1000 * self.worked / len(self.taken)


async def _keys(scene: Scene) -> list[str]:
    create = CreateKey(
        api_keys=PostgresApiKeys(scene.database),
        store=scene.store,
        keys=Keyring(SECRET.encode()),
        clock=SystemClock(),
    )
    made = [
        await create(f"reader {number}", SCOPES, COMMAND_LINE, per_minute=MOST_PER_MINUTE)
        for number in range(KEYS)
    ]
    return [one.token for one in made]


def _common() -> list[Question]:
    found = []
    for window in _WINDOWS:
        found += [
            ("kpis", f"/kpis?window={window}"),
            ("kpi", f"/kpis/wam?window={window}&by=segment"),
            ("kpi", f"/kpis/monthly_churn_soft?window={window}"),
            ("receipt", f"/kpis/wam/receipt?window={window}"),
            ("leaderboard", f"/leaderboard?window={window}"),
            ("events", f"/events?window={window}"),
        ]
    return [*found, ("retention", "/retention"), ("members", "/members?limit=100")]


def _of_one(members: int) -> list[Question]:
    """Every kind of question, each once: mostly of one member, one number, or a list."""
    draw = random.Random(7)
    every = {make(draw, members): kind for kind, often, make in _KINDS for _ in range(often * ROUNDS)}
    found = [(kind, path) for path, kind in every.items()]
    draw.shuffle(found)
    return found


def _window(draw: random.Random) -> str:
    last = LAST_DAY - timedelta(days=draw.randrange(14))
    return f"window={last - timedelta(days=draw.randrange(6, 120))}..{last}"


def _one(draw: random.Random) -> str:
    return draw.choice(CATALOGUE).key


def _apart(draw: random.Random) -> str:
    one = draw.choice([one for one in CATALOGUE if one.by])
    return f"/kpis/{one.key}?{_window(draw)}&by={draw.choice(one.by)}"


def _only(draw: random.Random) -> str:
    one = draw.choice([one for one in CATALOGUE if "segment" in one.by])
    return f"/kpis/{one.key}?{_window(draw)}&of=segment:core"


_KINDS: Final[tuple[tuple[str, int, Callable[[random.Random, int], str]], ...]] = (
    ("member", 5, lambda draw, members: f"/members/{draw.randrange(members)}"),
    ("members", 3, lambda draw, members: f"/members?limit=100&search={draw.randrange(members)}"),
    ("members", 1, lambda draw, _: f"/members?limit=100&sort=score&{_window(draw)}"),
    ("kpi", 3, lambda draw, _: f"/kpis/{_one(draw)}?{_window(draw)}"),
    ("kpi by", 1, lambda draw, _: _apart(draw)),
    ("kpi of", 1, lambda draw, _: _only(draw)),
    ("receipt", 2, lambda draw, _: f"/kpis/{_one(draw)}/receipt?{_window(draw)}"),
    ("leaderboard", 2, lambda draw, _: f"/leaderboard?{_window(draw)}"),
    ("events", 1, lambda draw, _: f"/events?{_window(draw)}"),
    ("retention", 1, lambda draw, _: f"/retention?{_window(draw)}"),
    ("segments", 1, lambda draw, _: f"/segments?{_window(draw)}"),
)
"""What is asked, how often of each round, and how it is made up."""


async def _alone(base: str, key: str, questions: Sequence[Question]) -> dict[str, float]:
    """One after the other, the median of each kind; before that once, to load what is loaded once."""
    taken: dict[str, list[float]] = defaultdict(list)
    async with aiohttp.ClientSession(headers={"authorization": f"Bearer {key}"}) as http:
        for round_ in range(2):
            for kind, path in questions:
                milliseconds = await _ask(http, base + path + _anew(path, round_))
                if round_:
                    taken[kind].append(milliseconds)
    return {kind: statistics.median(values) for kind, values in taken.items()}


def _anew(path: str, round_: int) -> str:
    """The same question in other words, so that no kept answer serves."""
    return f"{'&' if '?' in path else '?'}as_of={_DAYS[round_]}"


class Asking(NamedTuple):
    """Where questions are asked, with which keys, and which process answers."""

    base: str
    keys: Sequence[str]
    process: int

    async def by_readers(self, asked: Sequence[str], pause: float = 0.0) -> Seen:
        """So many readers share these questions; with a pause each begins at another moment of it."""
        waiting, taken = list(asked), []
        started, worked = time.perf_counter(), _worked(self.process)

        async def read(number: int) -> None:
            headers = {"authorization": f"Bearer {self.keys[number % len(self.keys)]}"}
            await asyncio.sleep(pause * number / READERS)
            async with aiohttp.ClientSession(headers=headers) as http:
                while waiting:
                    taken.append(await _ask(http, self.base + waiting.pop()))
                    await asyncio.sleep(pause)

        async with asyncio.timeout(600):
            await asyncio.gather(*(read(number) for number in range(READERS)))
        return Seen(taken, time.perf_counter() - started, _worked(self.process) - worked)


def _worked(process: int) -> float:
    """Seconds of the processor that a process has taken."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


async def _ask(http: aiohttp.ClientSession, address: str) -> float:
    started = time.perf_counter()
    async with http.get(address) as answer:
        await answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status} {await answer.text()}")
    return (time.perf_counter() - started) * 1000
