"""How a command ends: each family of refusal has one exit code and is told in a line or two."""

import os
import sys
import traceback
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from adapters.cli.called import program_name, typed
from domain.kernel.errors import (
    Conflict,
    DomainError,
    Invalid,
    NotFound,
    OverLimit,
    Refused,
    Unavailable,
)

if TYPE_CHECKING:
    from adapters.cli.product import Session


class Ending(NamedTuple):
    """An exit code, and when it is used."""

    code: int
    when: str


DONE: Final = Ending(
    0, "done; also when the reader of the output went away, and when a server was told to stop"
)
FOUND: Final = Ending(1, "it ran, and found what should not be: a red check, a difference, a broken file")
FAMILIES: Final[Mapping[type[Exception], Ending]] = {
    Invalid: Ending(2, "the request is wrong: an option, a date, a window, a value"),
    NotFound: Ending(3, "no such guild, member, letter or file"),
    Conflict: Ending(4, "the present state does not allow it, such as a database newer than the program"),
    Refused: Ending(5, "a rule says no"),
    OverLimit: Ending(6, "a bound was reached"),
    Unavailable: Ending(69, "the database or another thing outside is away; the same command may work later"),
}
BUG: Final = Ending(70, "an error inside Community OS; `--debug` shows where")
MISCONFIGURED: Final = Ending(78, "settings are wrong; all problems are listed at once")
INTERRUPTED: Final = Ending(130, "interrupted by Ctrl-C (143: by SIGTERM); run it again to go on")
ALL: Final = (DONE, FOUND, *FAMILIES.values(), BUG, MISCONFIGURED, INTERRUPTED)


class Ends(Exception):
    """A command ends with this code; what there was to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def run_program(program: click.Command, session: "Session", arguments: list[str] | None = None) -> int:
    """Run the program; whatever happens becomes an exit code, and at most a few lines on stderr."""
    try:
        given = sys.argv[1:] if arguments is None else arguments
        with program.make_context(program_name(), given, obj=session) as context:
            program.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except BrokenPipeError:
        # The reader has what it wanted (`... | head`); nothing more may be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE.code
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("Interrupted.")
        return INTERRUPTED.code
    except Exception as problem:  # noqa: BLE001 - the last edge: what comes here is told and has a code
        return _told(problem, session)
    return DONE.code


def _told(problem: Exception, session: "Session") -> int:
    from adapters.cli.running import Interrupted

    if isinstance(problem, Ends):
        return problem.code
    if isinstance(problem, Interrupted):
        _say(f"Stopped before the end; nothing is half done, and {problem.advice}.")
        return 128 + problem.number
    if session.debug:
        traceback.print_exception(problem)
    if isinstance(problem, session.misconfigured):
        _say("These settings are wrong:", *(f"  - {line}" for line in str(problem).splitlines()))
        return MISCONFIGURED.code
    for family, ending in FAMILIES.items():
        if isinstance(problem, family):
            _refuse(problem)
            return ending.code
    if isinstance(problem, DomainError):
        _refuse(problem)
        return FOUND.code
    if isinstance(problem, OSError) and problem.filename:
        _say(f"Error: {problem.filename}: {problem.strerror}")
        return (
            FAMILIES[NotFound].code if isinstance(problem, FileNotFoundError) else FAMILIES[Unavailable].code
        )
    _say(
        f"Error inside Community OS: {type(problem).__name__}: {problem}",
        f"This should not happen. Run it again with `{typed('--debug ...')}` and report what it shows.",
    )
    return BUG.code


def _refuse(problem: Exception) -> None:
    """What is wrong; and its notes, which say what to do."""
    _say(f"Error: {problem}", *(f"  -> {note}" for note in getattr(problem, "__notes__", ())))


def _say(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)
