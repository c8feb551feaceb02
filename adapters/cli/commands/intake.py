"""Bringing history in: exports of the past, and lines of other programs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from adapters.cli.endings import FOUND, Ends
from adapters.cli.output import number, plain, print_table, streaming
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.community.log.admission import REASONS

if TYPE_CHECKING:
    from application.community.history.ingest_lines import IngestReport
    from application.community.history.report import ImportReport, Progress

_SHOWN = 20

again_option = click.option(
    "--again", is_flag=True, help="Read also what was read before; nothing counts twice."
)


@click.group(name="import")
def import_() -> None:
    """Read an export of a community's past; nothing counts twice, however often it is read."""


@import_.command(name="discord-export")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@again_option
@click.pass_obj
def discord_export(session: Session, *, paths: tuple[str, ...], again: bool) -> None:
    """Files, folders or zip archives of DiscordChatExporter, in JSON.

    Interrupted, the same command goes on where it was. Texts of messages are never stored.
    """

    async def read() -> "ImportReport":
        async with session.product.open(session.say) as use_cases:
            with _watching("Importing") as watch:
                return await use_cases.import_history(paths, again=again, watch=watch)

    report = run(read())
    _print_import(report)
    if not report.complete:
        raise Ends(FOUND.code)


@click.command()
@click.argument("path", metavar="FILE|-")
@again_option
@click.pass_obj
def ingest(session: Session, *, path: str, again: bool) -> None:
    """Read activities, one JSON object a line, from a file or (with -) from standard input.

    docs/ACTIVITIES.md describes a line. What cannot be kept is parked with the reason.
    """

    async def read() -> "IngestReport":
        async with session.product.open(session.say) as use_cases:
            with _watching("Reading") as watch:
                return await use_cases.ingest_lines(path, again=again, watch=watch)

    report = run(read())
    _print_ingest(report)
    if not report.complete:
        raise Ends(FOUND.code)


@contextmanager
def _watching(title: str) -> Iterator[Callable[["Progress"], None]]:
    with streaming(title) as show:
        yield lambda seen: show(
            plain(seen.name), seen.done_bytes, seen.total_bytes, f"{number(round(seen.rate))}/s"
        )


def _print_import(report: "ImportReport") -> None:
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
    for skipped in report.skipped[:_SHOWN]:
        click.echo(f"skipped {plain(skipped.name)}: {skipped.why}")
    _more(len(report.skipped) - _SHOWN, "files skipped")
    _print_parked(report.parked)
    for problem in report.problems[:_SHOWN]:
        click.echo(f"Error: {plain(str(problem))}", err=True)
    _more(len(report.problems) - _SHOWN, "problems")
    if report.problems:
        click.echo("Everything before these places was kept; mend the files and import them again.", err=True)


def _print_ingest(report: "IngestReport") -> None:
    if report.resumed_at:
        click.echo(f"The first {number(report.resumed_at)} bytes were read before (--again reads them too).")
    click.echo(
        f"{number(report.lines)} lines: {number(report.accepted)} accepted, {number(report.duplicate)} known "
        f"before, {number(sum(report.parked.values()))} parked."
    )
    _print_parked(report.parked)
    if report.problem is not None:
        click.echo(f"Error: {plain(str(report.problem))}", err=True)
        click.echo("Everything before this place was kept.", err=True)


def _print_parked(parked: Mapping[str, int]) -> None:
    for reason, count in sorted(parked.items()):
        click.echo(f"parked {number(count)}: {REASONS.get(reason, reason)} ({reason})")
    if parked:
        click.echo("`community-os dead-letters list` shows what was parked.")


def _more(count: int, what: str) -> None:
    if count > 0:
        click.echo(f"and {number(count)} more {what}")
