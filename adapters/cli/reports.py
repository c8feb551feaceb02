"""The closing words of what was read: a table where something was, else a line."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from adapters.cli.called import typed
from adapters.cli.output import counted, number, plain, print_table
from domain.community.log.admission import REASONS

if TYPE_CHECKING:
    from application.community.history.ingest_lines import IngestReport
    from application.community.history.report import ImportReport

_SHOWN = 20
_ONCE_MORE = "--again reads {} once more"


def print_import(report: "ImportReport") -> None:
    """What an import brought; of files that were all read before, only that."""
    if report.files:
        _print_imported(report)
        for skipped in report.skipped[:_SHOWN]:
            click.echo(f"skipped {plain(skipped.name)}: {skipped.why}")
        _more(len(report.skipped) - _SHOWN, "file skipped", "files skipped")
        _print_parked(report.parked)
    elif report.skipped:
        click.echo(_unchanged(len(report.skipped)))
    for problem in report.problems[:_SHOWN]:
        click.echo(f"Error: {plain(str(problem))}", err=True)
    _more(len(report.problems) - _SHOWN, "problem", "problems", err=True)
    if report.problems:
        kept = "Everything before these places was kept" if report.files else "Nothing was imported"
        click.echo(f"{kept}; mend the files and import them again.", err=True)


def print_ingest(report: "IngestReport") -> None:
    """What became of the lines."""
    if report.lines or (report.problem is None and not report.resumed_at):
        if report.resumed_at:
            before = counted(report.resumed_at, "byte")
            click.echo(f"The first {before} had been read before (--again reads them too).")
        click.echo(
            f"{counted(report.lines, 'line')}: {number(report.accepted)} accepted, "
            f"{number(report.duplicate)} known before, {number(sum(report.parked.values()))} parked."
        )
    elif report.problem is None:
        click.echo(_unchanged(1))
    _print_parked(report.parked)
    if report.problem is not None:
        click.echo(f"Error: {plain(str(report.problem))}", err=True)
        if report.lines:
            click.echo("Everything before this place was kept.", err=True)


def _print_imported(report: "ImportReport") -> None:
    rows = [
        ("files", number(report.files)),
        ("messages", number(report.messages)),
        ("  of them by people", number(report.counted)),
        ("  of them new", number(report.new)),
        ("  of them known before", number(report.known)),
        ("people", number(report.people)),
        ("reactions", number(report.reactions)),
        ("first message", report.first.date().isoformat() if report.first else "none"),
        ("last message", report.last.date().isoformat() if report.last else "none"),
        ("files skipped", number(len(report.skipped))),
        ("records parked", number(sum(report.parked.values()))),
    ]
    print_table(["import", ""], rows, right=frozenset({1}))


def _unchanged(files: int) -> str:
    if files == 1:
        return f"1 file was read before and has not changed; {_ONCE_MORE.format('it')}."
    return f"{number(files)} files were read before and have not changed; {_ONCE_MORE.format('them')}."


def _print_parked(parked: Mapping[str, int]) -> None:
    for reason, count in sorted(parked.items()):
        click.echo(f"parked {number(count)}: {REASONS.get(reason, reason)} ({reason})")
    if parked:
        click.echo(f"`{typed('dead-letters list')}` shows what was parked.")


def _more(count: int, one: str, many: str, *, err: bool = False) -> None:
    if count > 0:
        click.echo(f"and {number(count)} more {one if count == 1 else many}", err=err)
