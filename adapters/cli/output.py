"""What commands print: JSON for programs, tables for people, progress beside both."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click

from adapters.cli.product import Report
from domain.kernel import words

Stream = Callable[[str, int, int | None, str], None]
"""Told (name, bytes done, bytes of all or None, rate in words) as a file is read."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")

_EVERY = 10.0
"""Seconds between two lines where no bar can be drawn."""


def print_json(value: object) -> None:
    """One JSON document on stdout; ids in it are strings, since they do not fit every JSON number."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int]) -> None:
    """A table on stdout; `right` are the columns of numbers. Names are shown as text, markup and all."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for index, title in enumerate(columns):
        table.add_column(title, justify="right" if index in right else "left", no_wrap=index in right)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 120, highlight=False)
    with console.capture() as capture:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n"))


def plain(text: str) -> str:
    """Text that cannot move the cursor of a terminal or turn its line around."""
    return "".join(char if char.isprintable() or char == " " else "\ufffd" for char in text)


counted = words.counted


def number(value: float) -> str:
    """A number as people write it: thousands apart, and no `.0`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def share(part: float) -> str:
    """A share of 0 to 1 in percent, never rounded up to the whole."""
    return f"{int(part * 1000) / 10:g}%"


def moment(at: datetime | None) -> str | None:
    """An instant as JSON has it."""
    return at.isoformat().replace("+00:00", "Z") if at else None


def minute(at: datetime) -> str:
    """An instant as somebody reads it: to the minute, and said to be UTC."""
    from domain.kernel.instants import utc

    return f"{utc(at):%Y-%m-%d %H:%M} UTC"


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """A bar with rate and time left on stderr; a line now and then where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _tenths(title)
        return
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task: Any = bar.add_task(title, total=None)
        yield lambda done, of_all: bar.update(task, completed=done, total=of_all or None)


@contextmanager
def streaming(title: str) -> Iterator[Stream]:
    """A bar over bytes with rate and time left; a line every ten seconds where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _now_and_then(title)
        return
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task: Any = bar.add_task(title, total=None, rate="")
        yield lambda name, done, of_all, rate: bar.update(
            task, description=_short(name), completed=done, total=of_all, rate=rate
        )


def _short(path: str, most: int = 24) -> str:
    """The name of a file, short enough to leave room for a bar."""
    name = path.rstrip("/").rpartition("/")[2]
    return name if len(name) <= most else f"{name[: most // 2 - 1]}…{name[-(most // 2) :]}"


def _now_and_then(title: str) -> Stream:
    said_at = time.monotonic()

    def show(name: str, done: int, of_all: int | None, rate: str) -> None:
        nonlocal said_at
        if time.monotonic() - said_at >= _EVERY:
            said_at = time.monotonic()
            share = f"{100 * done // of_all} %" if of_all else f"{done / 1e6:,.0f} MB"
            click.echo(f"{title} {name}: {share}, {rate}", err=True)

    return show


def _tenths(title: str) -> Report:
    said = -1

    def report(done: int, of_all: int) -> None:
        nonlocal said
        tenth = 10 * done // of_all if of_all else 0
        if tenth > said:
            said = tenth
            click.echo(f"{title}: {10 * tenth} %", err=True)

    return report
