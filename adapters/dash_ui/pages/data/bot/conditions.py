"""How the bot is, in a sentence, and what to do about it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from domain.operations.bot import Phase
from domain.operations.sight import BotSight, Condition


class Said(NamedTuple):
    """A sentence, the colour of its dot, and what it means."""

    tone: str
    sentence: str
    meaning: str


_SAID: Final[Mapping[Condition, Said]] = {
    Condition.SIMULATED: Said(
        "off",
        "This is a simulation: no bot is needed",
        "The people here are made up, and the program tells their story by itself. With a community of your "
        "own, this card says how your bot is.",
    ),
    Condition.OFF: Said("off", "The bot is off", "Nobody listens to Discord for this community."),
    Condition.SILENT: Said(
        "bad",
        "The bot is not running",
        "What is written meanwhile is caught up with when it is back; time in voice is not. "
        "Whoever runs Community OS can start it again.",
    ),
    Condition.REFUSED: Said("bad", "Discord does not let the bot in", ""),
    Condition.ENDED: Said(
        "bad", "The bot lost Discord, and tries again by itself", "What it misses is caught up with."
    ),
    Condition.ABSENT: Said(
        "bad",
        "The bot runs, but it is not in this server",
        "Somebody who manages the server can invite it: community-os discord invite-url prints the address.",
    ),
    Condition.CONNECTING: Said("some", "The bot is connecting to Discord", ""),
    Condition.LISTENING_IN_PART: Said("some", "The bot is listening, but something is amiss", ""),
    Condition.LISTENING: Said("good", "The bot is listening", ""),
}
_NOWHERE: Final = Said(
    "bad",
    "The bot is connected, but hears no server",
    "Either nobody has invited it yet: community-os discord invite-url prints the address. Or "
    "COMMUNITY_OS_GUILDS names only servers that it is not in.",
)
PHASES: Final[Mapping[Phase, tuple[str, str]]] = {
    "starting": ("some", "connecting"),
    "listening": ("good", "listening"),
    "reconnecting": ("some", "connecting again"),
    "waiting": ("bad", "lost, trying again soon"),
    "refused": ("bad", "refused by Discord"),
    "stopped": ("bad", "stopped"),
}
"""The colour and the words of one connection."""


def said(sight: BotSight) -> Said:
    """What is to be said of the bot, with its own words where it has any."""
    nowhere = sight.guild is None and sight.condition is Condition.ABSENT
    found = _NOWHERE if nowhere else _SAID[sight.condition]
    speaking = sight.condition not in (Condition.SIMULATED, Condition.OFF, Condition.SILENT)
    own = [_sentence(one.state.words) for one in sight.processes if one.state.words] if speaking else []
    return found._replace(meaning=" ".join([*own[:1], found.meaning]).strip())


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
