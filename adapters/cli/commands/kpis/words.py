"""How readings are printed for people: the numbers in the words of the catalogue."""

from typing import TYPE_CHECKING

import click

from adapters.cli.output import counted, plain, print_table

if TYPE_CHECKING:
    from domain.insights.kpis.asked.course import Course
    from domain.insights.kpis.reading import Reading
    from domain.kernel.windows import Window


_ROOM = 40


def days_of(window: "Window", zone_name: str) -> str:
    """The days of a window, and whether they are over."""
    unfinished = ", the last one not over" if window.open else ""
    return f"{window.first} to {window.last} ({counted(window.days, 'day')}, {zone_name}{unfinished})"


def row_of(now: "Reading", before: "Reading | None") -> tuple[str, str, str, str, str]:
    """A KPI as one line of a table."""
    from domain.insights.kpis.receipt import movement
    from domain.insights.kpis.receipt.amounts import UNKNOWN, percent
    from domain.insights.kpis.receipt.words import headline, said_change

    moved = movement(now, before)
    return (
        now.kpi.title,
        now.kpi.key,
        headline(now),
        UNKNOWN if moved is None else said_change(now, moved),
        percent(now.covered) if now.kpi.needs else "",
    )


def group_of(reading: "Reading") -> str:
    """Which group it is read of, where it is not everybody."""
    return f", only {plain(reading.group.title)}" if reading.group.by else ""


def print_parts(reading: "Reading", by: str | None) -> None:
    """What a number is made of; of groups with what --of takes to read one alone."""
    from domain.insights.kpis.kpi import NO_GROUPS
    from domain.insights.kpis.receipt.words import said_part

    if reading.unavailable is not None:
        click.echo(reading.unavailable)
    if reading.parts:
        only = {part.key: f"{by}:{part.key}" for part in reading.parts if by and part.key not in NO_GROUPS}
        rows = [
            (part.title, said_part(reading, part), only.get(part.key, ""), part.note or "")
            for part in reading.parts
        ]
        print_table(["part", "number", "--of" if by else "", ""], rows, right=frozenset({1}))


def _short(why: str | None) -> str:
    """Why there is no number, where that is said in a few words: the receipt says the rest."""
    return why if why is not None and len(why) <= _ROOM else ""


def print_course(course: "Course") -> None:
    """The course by day, week or month, and the lines of what held before."""
    from domain.insights.kpis.receipt.words import headline

    rows = [
        (
            reading.window.label,
            headline(reading),
            *(headline(line.readings[place]) for line in course.beside),
            "not over" if reading.open else _short(reading.unavailable),
        )
        for place, reading in enumerate(course.readings)
    ]
    titles = [course.grain, "number", *(line.title for line in course.beside), ""]
    print_table(titles, rows, right=frozenset(range(1, len(titles) - 1)))
    for line in course.beside:
        click.echo(f"{line.title}: {plain(line.why)}")
