"""Dead letters: look at them, and try them again."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import click

from adapters.cli.called import typed
from adapters.cli.guilds import chosen_guild
from adapters.cli.output import counted, json_option, moment, number, plain, print_json, print_table
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.community.log.admission import REASONS
from domain.kernel.errors import Invalid, NotFound

if TYPE_CHECKING:
    from application.community.ports import DeadLetters
    from application.use_cases import UseCases
    from domain.community.log.letters import Letter

_guild_option = click.option("--guild", metavar="ID", help="Only this guild; without it, all letters.")
_ID_BYTES = 16


@click.group(name="dead-letters")
def dead_letters() -> None:
    """Records that could not be kept, and why. No text of any message is in them."""


@dead_letters.command(name="list")
@_guild_option
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000))
@json_option
@click.pass_obj
def list_(session: Session, *, guild: str | None, limit: int, as_json: bool) -> None:
    """The letters that wait, oldest first, and how many of each reason."""

    async def ask() -> dict[str, Any]:
        found: list[Letter] = []
        reasons: dict[str, int] = {}
        async with session.product.open(session.say) as use_cases:
            for each in await _places(use_cases, guild):
                async with _letters(use_cases, each) as letters:
                    found += await letters.waiting(limit=limit)
                    for reason, count in (await letters.counts()).items():
                        reasons[reason] = reasons.get(reason, 0) + count
        found.sort(key=lambda letter: (letter.received_at, letter.id))
        return {
            "total": sum(reasons.values()),
            "by_reason": dict(sorted(reasons.items())),
            "letters": [_letter_json(letter) for letter in found[:limit]],
        }

    found = run(ask())
    if as_json:
        print_json(found)
        return
    if not found["total"]:
        click.echo("No dead letters.")
        return
    rows = [(each["id"], each["received_at"], each["source"], each["reason"]) for each in found["letters"]]
    if rows:
        print_table(["id", "received", "source", "reason"], rows, right=frozenset())
    for reason, count in found["by_reason"].items():
        click.echo(f"{number(count):>9}  {reason}: {REASONS.get(reason, '')}")


@dead_letters.command()
@click.argument("letter_id", metavar="ID")
@_guild_option
@json_option
@click.pass_obj
def show(session: Session, *, letter_id: str, guild: str | None, as_json: bool) -> None:
    """One letter: what is kept of its record, and what was wrong with it."""
    try:
        wanted = bytes.fromhex(letter_id)
    except ValueError:
        wanted = b""
    if len(wanted) != _ID_BYTES:
        raise Invalid(
            f"{letter_id} is not the id of a letter, which has {2 * _ID_BYTES} characters of 0-9 and a-f: "
            f"`{typed('dead-letters list')}` shows them"
        )

    async def ask() -> "Letter":
        async with session.product.open(session.say) as use_cases:
            for each in await _places(use_cases, guild):
                async with _letters(use_cases, each) as letters:
                    if letter := await letters.find(wanted):
                        return letter
        raise NotFound(f"there is no letter {letter_id}: `{typed('dead-letters list')}` shows them")

    found = _letter_json(run(ask()))
    if as_json:
        print_json(found)
        return
    for name, text in _in_words(found):
        click.echo(f"{name:12} {plain(text)}")


@dead_letters.command()
@_guild_option
@click.pass_obj
def replay(session: Session, *, guild: str | None) -> None:
    """Send them through the front door again; one that lands counts once."""

    async def again() -> tuple[int, int]:
        landed = waiting = 0
        async with session.product.open(session.say) as use_cases:
            for each in await _places(use_cases, guild):
                tried = await use_cases.replay_letters(each)
                landed += tried.landed
                waiting += len(tried.waiting)
        return landed, waiting

    landed, waiting = run(again())
    click.echo(f"{number(landed)} landed, {counted(waiting, 'still waits', 'still wait')}.")


async def _places(use_cases: "UseCases", guild: str | None) -> list[int | None]:
    """The guilds to look in; None stands for the letters of no readable guild."""
    if guild is not None:
        return [await chosen_guild(use_cases, guild)]
    return [*await use_cases.store.guilds(), None]


@asynccontextmanager
async def _letters(use_cases: "UseCases", guild: int | None) -> AsyncIterator["DeadLetters"]:
    if guild is None:
        async with use_cases.store.unaddressed() as nowhere:
            yield nowhere
    else:
        async with use_cases.store.reading(guild) as work:
            yield work.letters


def _letter_json(letter: "Letter") -> dict[str, Any]:
    return {
        "id": letter.id.hex(),
        "guild": None if letter.guild is None else str(letter.guild),
        "received_at": moment(letter.received_at),
        "source": letter.source,
        "format": letter.format,
        "reason": letter.reason,
        "detail": letter.detail,
        "record": letter.record,
        "length": letter.length,
        "resolved_at": moment(letter.resolved_at),
    }


def _in_words(letter: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is known of a letter, a line each; what is not known is said."""
    yield "id", letter["id"]
    yield "guild", letter["guild"] or "none could be read"
    yield "received", letter["received_at"]
    yield "source", f"{letter['source']}, as {letter['format']}"
    yield "reason", letter["reason"]
    if words := REASONS.get(letter["reason"]):
        yield "", words
    if letter["detail"]:
        yield "detail", letter["detail"]
    record = letter["record"]
    yield "record", json.dumps(record, ensure_ascii=False) if record is not None else "nothing of it was kept"
    if letter["length"]:
        yield "length", counted(letter["length"], "byte")
    waits = f"still waits; `{typed('dead-letters replay')}` tries it again"
    yield "state", f"landed at {letter['resolved_at']}" if letter["resolved_at"] else waits
