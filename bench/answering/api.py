"""The API as other programs ask it: fifty at once, over real connections, of the large guild."""

import asyncio
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
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
from domain.kernel.actors import COMMAND_LINE
from domain.operations.keys import MOST_PER_MINUTE, SCOPES

READERS: Final = 50
QUESTIONS: Final = 4_000
KEYS: Final = 5
PROMISE: Final = 150.0
_DAYS: Final = (LAST_DAY - timedelta(days=1), LAST_DAY)
_WINDOWS: Final = ("7d", "30d", "90d")

Question = tuple[str, str]
"""What kind it is, and its address."""


async def run(scene: Scene) -> list[Line]:
    """Each reader asks again as soon as it is answered. Boards on walls and sheets that are refreshed ask the
    same of a guild, so that the answer is worked out once; a question that nobody else asks is not."""
    keys = await _keys(scene)
    async with served(scene.dsn, scene.home) as (address, _):
        base = f"{address}/api/v1/guilds/{GUILD}"
        common, of_one = _common(), _of_one(scene.made.members)
        alone = await _alone(base, keys[0], [*common, *of_one[:20]])
        draw = random.Random(11)
        same = await _readers(base, keys, [path for _, path in draw.choices(common, k=QUESTIONS)])
        own = await _readers(base, keys, [path for _, path in of_one])
    return [
        *(say(Line(name=f"API alone, worked out: {kind}", value=value, unit="ms"))
          for kind, value in alone.items()),
        *_lines(f"API, {READERS} readers of {len(common)} questions", same, promised=True),
        *_lines(f"API, {READERS} readers, each question another one", own, promised=False),
    ]  # fmt: skip


def _lines(name: str, seen: "Seen", *, promised: bool) -> list[Line]:
    of = f"{len(seen.taken):,} questions without a pause"
    half, most = statistics.median(seen.taken), statistics.quantiles(seen.taken, n=20)[-1]
    target = f"< {PROMISE:g} ms" if promised else None
    return [
        say(Line(name=f"{name}: p50", value=half, unit="ms", of=of)),
        say(Line(name=f"{name}: p95", value=most, unit="ms", of=of, target=target,
                 met=most < PROMISE if promised else None)),
        say(Line(name=f"{name}: answers", value=len(seen.taken) / seen.seconds, unit="/s", of=of)),
    ]  # fmt: skip


class Seen(NamedTuple):
    """How long each answer took in milliseconds, and all of them together."""

    taken: list[float]
    seconds: float


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
    draw = random.Random(7)
    found: list[Question] = [
        ("member", f"/members/{draw.randrange(members)}") for _ in range(QUESTIONS // 20)
    ]
    found += [
        ("members", f"/members?limit=100&search={draw.randrange(members)}") for _ in range(QUESTIONS // 20)
    ]
    draw.shuffle(found)
    return found


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


async def _readers(base: str, keys: Sequence[str], asked: Sequence[str]) -> Seen:
    waiting, taken = list(asked), []
    started = time.perf_counter()

    async def read(number: int) -> None:
        headers = {"authorization": f"Bearer {keys[number % len(keys)]}"}
        async with aiohttp.ClientSession(headers=headers) as http:
            while waiting:
                taken.append(await _ask(http, base + waiting.pop()))

    async with asyncio.timeout(600):
        await asyncio.gather(*(read(number) for number in range(READERS)))
    return Seen(taken, time.perf_counter() - started)


async def _ask(http: aiohttp.ClientSession, address: str) -> float:
    started = time.perf_counter()
    async with http.get(address) as answer:
        await answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status} {await answer.text()}")
    return (time.perf_counter() - started) * 1000
