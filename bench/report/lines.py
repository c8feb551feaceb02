"""How a figure is said: name, value, unit, ratio, and what it is a ratio of."""

import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable

import attrs


@attrs.frozen(kw_only=True)
class Line:
    """One figure; `target` is what the product promises, `met` whether this run kept it."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    of: str | None = None
    target: str | None = None
    met: bool | None = None


def say(line: Line) -> Line:
    """Print a figure as one line of JSON."""
    print(json.dumps({**attrs.asdict(line), "value": round(line.value, 3), "ratio": _short(line.ratio)}))
    sys.stdout.flush()
    return line


def note(text: str) -> None:
    """Progress, beside the figures."""
    print(f"  {text}", file=sys.stderr, flush=True)


def _short(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 3)


async def seconds(work: Callable[[], Awaitable[object]]) -> float:
    """How long it takes once."""
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


def median_ms(work: Callable[[], object], *, runs: int = 7) -> float:
    """Median milliseconds of some runs after a warm-up."""
    work()
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000
