"""The one place where what goes wrong in a command becomes words, in this order:

1. Refused: the policy said no; told why, and recorded as denied.
2. NotFound, Invalid, Conflict, OverLimit: told in their own words, which say how to mend it.
3. Unavailable, or it took too long: the database is away; told so plainly.
4. A command or an option that this version does not know: Discord shows an old list for a while.
5. Anything else: an error of ours; told with a short reference that is also in the log.

Before all of these: who waited longer than Discord allows can be told nothing (see `serving`).
"""

import logging
import secrets
from typing import Final, NamedTuple

from discord import app_commands

from adapters.discord.commands.frame.saying import escaped
from domain.community.log.words import OUTCOMES
from domain.kernel.errors import DomainError, Refused, Unavailable

OK, FAILED, DENIED = OUTCOMES

AWAY: Final = (
    "The database does not answer at the moment, so this could not be finished. Nothing that was counted is "
    "lost. Please try again in a few minutes."
)
TOO_LATE: Final = "Discord took too long to hand this over, so nothing was done. Please try once more."
OUTDATED: Final = (
    "This was made by another version of the bot, so it cannot be answered. Please close Discord's list of "
    "commands, open it again, and choose the command once more."
)

_log = logging.getLogger(__name__)


class Ended(NamedTuple):
    """How a run ended, and what is said to whoever asked."""

    outcome: str
    error: str | None = None
    words: str = ""


WELL: Final = Ended(OK)


def ended_by(problem: BaseException, command: str) -> Ended:
    """How a run ended that raised this."""
    if isinstance(problem, app_commands.CommandInvokeError):
        problem = problem.original
    name = type(problem).__name__
    if isinstance(problem, Refused):
        return Ended(DENIED, name, _sentence(problem))
    if isinstance(problem, DomainError) and not isinstance(problem, Unavailable):
        return Ended(FAILED, name, _sentence(problem))
    if isinstance(problem, Unavailable | TimeoutError):
        _log.warning("%s could not be finished: the database is away (%s)", command, name)
        return Ended(FAILED, name, AWAY)
    if isinstance(problem, app_commands.AppCommandError):
        _log.info("%s: %s", command, name)
        return Ended(FAILED, name, _unfit(problem))
    reference = secrets.token_hex(4)
    _log.error("%s ended with an error, reference %s", command, reference, exc_info=problem)
    return Ended(
        FAILED,
        name,
        f"Something went wrong here, and it is not your fault. Reference {reference}: whoever runs this bot "
        "finds it in the log.",
    )


def _sentence(problem: DomainError) -> str:
    """Its own words, as the sentences that they are."""
    words = str(problem)
    begun = words[:1].upper() + words[1:]
    return escaped(begun if begun.endswith((".", "!", "?")) else f"{begun}.")


def _unfit(problem: app_commands.AppCommandError) -> str:
    if isinstance(problem, app_commands.TransformerError):
        return "One of the options cannot be understood. Please choose from what Discord suggests."
    return OUTDATED
