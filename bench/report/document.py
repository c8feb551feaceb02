"""docs/BENCHMARKS.md, written from the figures that were kept."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from bench.report.lines import Line
from bench.report.results import KEPT, Measured, read

DOCUMENT: Final = Path("docs/BENCHMARKS.md")

_HEAD: Final = """\
# Benchmarks

Written by `make bench` (do not edit: the figures lie in `docs/benchmarks/results.json`). It builds a seeded
guild in an embedded PostgreSQL of its own, measures everything below, and prints a JSON line for each figure.
It needs about 6 GB of disk and ten minutes. `make bench ARGS="--only front-door"` measures one part again;
`make bench ARGS="--members 5000 --activities 300000"` makes a smaller guild, and writes nothing.

Figures are medians of several runs unless they say otherwise. Each ratio was taken within one run and names
what it is a ratio of. **A promise that was missed is marked.** What was tried, what did not help, and where
the time goes is kept beside:
"""

_TITLES: Final[Mapping[str, str]] = {
    "front-door": "Recording activities",
    "import": "Importing a history",
    "hearing": "Hearing Discord",
    "bot-memory": "Memory of the bot",
    "sheets": "Questions on sheets",
    "catalogue": "All KPIs",
    "million": "All KPIs of a million members",
    "boards": "The pages of KPIs",
    "publishing": "Publishing",
    "api": "The API",
    "refresh": "Fresh numbers",
    "directory": "Members",
    "channels": "Channels",
    "member": "A member's page",
    "data": "The Data page",
    "calendar": "The pages of events",
    "attendance": "Attendance",
    "commands": "Commands in Discord",
    "page": "The Overview in a browser",
    "live": "The live feed",
    "identity": "Linking and forgetting",
    "log-growth": "A log that grows tenfold",
    "memory": "Memory of the web process",
    "simulation": "The simulation",
}


def write(folder: Path = Path()) -> None:
    """Write the document of a project's folder anew."""
    (folder / DOCUMENT).write_text(document(folder), encoding="utf-8")


def document(folder: Path = Path()) -> str:
    """The whole document as it has to be for the figures that are kept in a project's folder."""
    notes = sorted(path for path in (folder / KEPT).parent.iterdir() if path.suffix in {".md", ".txt"})
    measured = read(folder / KEPT)
    order = [*(part for part in _TITLES if part in measured), *sorted(measured.keys() - _TITLES.keys())]
    parts = [line for part in order for line in _part(_TITLES.get(part, part), measured[part])]
    return "\n".join([_HEAD, *(f"- [{_title(path)}](benchmarks/{path.name})" for path in notes), *parts, ""])


def _title(note: Path) -> str:
    first = note.read_text(encoding="utf-8").partition("\n")[0]
    return first.lstrip("# ").strip()


def _part(title: str, measured: Measured) -> Iterator[str]:
    yield f"\n## {title}\n"
    yield f"{measured.day}, {measured.machine}; {measured.guild}.\n"
    yield "| figure | value | ratio | promise |"
    yield "| --- | --- | --- | --- |"
    yield from (" | ".join(("| " + line.name, _value(line), _ratio(line), _promise(line) + " |"))
                for line in measured.lines)  # fmt: skip


def _value(line: Line) -> str:
    return f"{number(line.value)} {line.unit}"


def _ratio(line: Line) -> str:
    if line.ratio is None:
        return line.of or ""
    return f"{number(line.ratio)} of {line.of}" if line.of else number(line.ratio)


def _promise(line: Line) -> str:
    if line.target is None:
        return ""
    return line.target if line.met is None else f"{line.target}: {'kept' if line.met else '**missed**'}"


def number(value: float) -> str:
    """Three figures are enough to compare by."""
    if abs(value) >= 100:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.3g}"


def missed(lines: Sequence[Line]) -> list[str]:
    """In words, each promise that was not kept."""
    return [
        f"MISSED: {line.name}: {_value(line)}, ratio {line.ratio}, promised {line.target}"
        for line in lines
        if line.met is False
    ]
