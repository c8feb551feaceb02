"""The figures of the last run of each part, kept so that the document can be written again from them."""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs

from bench.report.lines import Line

KEPT: Final = Path("docs/benchmarks/results.json")


@attrs.frozen(kw_only=True)
class Measured:
    """One part of the benchmarks: its figures, when they were taken, and on what."""

    day: str
    machine: str
    guild: str
    lines: tuple[Line, ...]


def machine(postgres: str) -> str:
    """What the figures were taken on, without its name."""
    return (
        f"{os.cpu_count()} cores ({_processor()}), {platform.system()}, "
        f"Python {platform.python_version()}, PostgreSQL {postgres}"
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def read(path: Path) -> dict[str, Measured]:
    """What was kept, by part; nothing where nothing was."""
    if not path.exists():
        return {}
    kept: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {
        part: Measured(**{**told, "lines": tuple(Line(**line) for line in told["lines"])})
        for part, told in kept.items()
    }


def keep(path: Path, part: str, lines: Iterable[Line], *, on: str, guild: str) -> None:
    """Put the figures of a part in the place of its older ones."""
    kept = read(path)
    kept[part] = Measured(day=date.today().isoformat(), machine=on, guild=guild, lines=tuple(lines))  # noqa: DTZ011
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {name: attrs.asdict(kept[name]) for name in sorted(kept)}
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
