"""The exporter's names of message and channel types, as Discord's numbers."""

from functools import lru_cache
from typing import Final

REPLY: Final = 19

UNKNOWN: Final = 255
"""A type that neither we nor Discord knows: kept, and counted by nobody, as every system message."""

_NUMBERS: Final = {
    "default": 0,
    "recipientadd": 1,
    "recipientremove": 2,
    "call": 3,
    "channelnamechange": 4,
    "channeliconchange": 5,
    "channelpinnedmessage": 6,
    "guildmemberjoin": 7,
    "userjoin": 7,
    "guildboost": 8,
    "guildboosttier1": 9,
    "guildboosttier2": 10,
    "guildboosttier3": 11,
    "channelfollowadd": 12,
    "guilddiscoverydisqualified": 14,
    "guilddiscoveryrequalified": 15,
    "guilddiscoverygraceperiodinitialwarning": 16,
    "guilddiscoverygraceperiodfinalwarning": 17,
    "threadcreated": 18,
    "reply": REPLY,
    "chatinputcommand": 20,
    "applicationcommand": 20,
    "threadstartermessage": 21,
    "guildinvitereminder": 22,
    "contextmenucommand": 23,
    "automoderationaction": 24,
    "rolesubscriptionpurchase": 25,
    "interactionpremiumupsell": 26,
    "stagestart": 27,
    "stageend": 28,
    "stagespeaker": 29,
    "stagetopic": 31,
    "guildapplicationpremiumsubscription": 32,
    "guildincidentalertmodeenabled": 36,
    "guildincidentalertmodedisabled": 37,
    "guildincidentreportraid": 38,
    "guildincidentreportfalsealarm": 39,
    "pollresult": 46,
}
_LONGEST_NAME: Final = 64
_THREADS: Final = frozenset({10, 11, 12})


@lru_cache(maxsize=256)
def message_type(written: int | str) -> int:
    """Discord's number of a message type; the exporter itself writes one that it cannot name as a number."""
    if isinstance(written, str):
        known = _NUMBERS.get(_plain(written))
        if known is not None:
            return known
    number = _number(written)
    return number if number is not None and 0 <= number < UNKNOWN else UNKNOWN


def is_known(written: str) -> bool:
    """Whether it is the name or the number of a message type; any other word may be somebody's text."""
    return (len(written) <= _LONGEST_NAME and _plain(written) in _NUMBERS) or _number(written) is not None


def is_thread(written: int | str | None) -> bool:
    """Whether a channel type is one of threads: their `category` is the channel that they belong to."""
    return _number(written) in _THREADS or (isinstance(written, str) and written.lower().endswith("thread"))


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _number(written: int | str | None) -> int | None:
    if isinstance(written, str):
        short = written.isascii() and written.isdigit() and len(written) <= 4
        return int(written) if short else None
    return written
