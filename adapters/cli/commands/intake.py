"""Bringing history in: exports of the past, and lines of other programs."""

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from adapters.cli.called import typed
from adapters.cli.endings import FOUND, Ends
from adapters.cli.output import number, plain, streaming
from adapters.cli.paths import can_be_read_again, is_discord_export, must_be_lines, must_exist
from adapters.cli.product import Session
from adapters.cli.reports import print_import, print_ingest
from adapters.cli.running import GOES_ON, run

if TYPE_CHECKING:
    from application.community.history.ingest_lines import IngestReport
    from application.community.history.report import ImportReport, Progress

_STANDARD_INPUT = "-"

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

    must_exist(paths)
    report = run(read())
    print_import(report)
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

    if path != _STANDARD_INPUT:
        must_be_lines(path)
        _refuse_export(session, path)
    report = run(read(), if_stopped=GOES_ON if can_be_read_again(path) else _SEND_AGAIN)
    print_ingest(report)
    if not report.complete:
        raise Ends(FOUND.code)


_SEND_AGAIN = (
    "lines that were taken from the pipe and not yet recorded are gone: send the last ones again, nothing "
    "counts twice"
)


def _refuse_export(session: Session, path: str) -> None:
    """An export is one object over many lines: taken for lines, all of it would be parked."""
    if is_discord_export(path):
        session.say(f"Error: {plain(path)} is an export of DiscordChatExporter, and no list of activities.")
        session.say(f"  -> `{typed(f'import discord-export {plain(shlex.quote(path))}')}` reads it")
        raise Ends(FOUND.code)


@contextmanager
def _watching(title: str) -> Iterator[Callable[["Progress"], None]]:
    with streaming(title) as show:
        yield lambda seen: show(
            plain(seen.name), seen.done_bytes, seen.total_bytes, f"{number(round(seen.rate))}/s"
        )
