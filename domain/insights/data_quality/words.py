"""What is listened to, and why it was not heard, in plain words: the same wherever they are read."""

from collections.abc import Mapping
from typing import Final

from domain.community.coverage import Family
from domain.insights.data_quality.gaps import Reason

FAMILY_NAMES: Final[Mapping[Family, str]] = {
    "messages": "messages",
    "reactions_given": "who reacted",
    "reactions_received": "reactions received",
    "voice": "voice",
    "membership": "joins and leaves",
    "events": "events",
    "commands": "commands",
}

REASONS: Final[Mapping[Reason, str]] = {
    Reason.DISCONNECTED: "the bot was not connected",
    Reason.STOPPED: "nobody listens now",
    Reason.BEFORE: "nobody listened yet",
    Reason.UNTOLD: "history files do not tell it",
    Reason.NOT_KEPT: "the bot was not here yet, and Discord\u2019s archive does not tell it",
    Reason.NO_FILE: "no history file tells of this time",
    Reason.CHANNELS: "some channels are missing from the history files",
    Reason.NEVER: "nobody has ever listened to it",
    Reason.RESTARTED: "the bot was not running",
    Reason.SESSION_LOST: "Discord cut the bot off",
    Reason.DEAF: "the connection to Discord had gone silent",
    Reason.OUTAGE: "Discord itself was not available",
    Reason.NO_INTENT: "the bot is not allowed to hear it: see the Data page",
    Reason.JOURNAL_FULL: "the bot had no room left to keep what it heard",
    Reason.JOURNAL_FAILED: "the bot's disk could not be written",
    Reason.JOURNAL_DAMAGED: "what the bot had kept was damaged on its disk",
}
