"""Why a client ended, in words for whoever runs the bot; nothing secret is in them."""

import logging
from typing import Final

import aiohttp
import discord

from adapters.discord.client.http.budget import TokenRefused
from domain.kernel.errors import DomainError

REFUSED: Final = (
    "Discord does not accept the token of the bot, so nothing more is asked. In the Developer Portal, open "
    "your application, page Bot, choose Reset Token, put the new one into DISCORD_TOKEN, start the bot again"
)
_BETWEEN_HEARTBEATS: Final = 40.0
"""Seconds. As far behind seems what was answered so soon that it is held against the heartbeat before."""

_AUTHENTICATION_FAILED: Final = 4004
_CODES: Final = {
    4010: "Discord does not know a shard: COMMUNITY_OS_SHARDS must be below COMMUNITY_OS_SHARD_COUNT",
    4011: "The bot is in too many servers for so few shards: raise COMMUNITY_OS_SHARD_COUNT, or leave it out",
    4012: "Discord has ended the version of its gateway that this program speaks: update the program",
    4013: "Discord does not know what the bot asks to hear: update the program",
}


class HeldElsewhere(Exception):
    """Another process listens on these connections; the message says who."""


def is_refusal(problem: BaseException | None) -> bool:
    """Whether Discord said that the token is wrong."""
    if isinstance(problem, discord.ConnectionClosed):
        return problem.code == _AUTHENTICATION_FAILED
    return isinstance(problem, discord.LoginFailure | TokenRefused)


def in_words(problem: BaseException | None) -> str:
    """What ended a client."""
    if problem is None:
        return "The connection to Discord was closed"
    if isinstance(problem, DomainError):
        return str(problem)
    if isinstance(problem, discord.PrivilegedIntentsRequired):
        return "Discord refuses what a switch of the Developer Portal does not allow: it is asked for less"
    if isinstance(problem, discord.ConnectionClosed):
        return _CODES.get(problem.code, f"Discord closed the connection (code {problem.code})")
    if isinstance(problem, discord.HTTPException):
        return f"Discord answered with an error ({problem.status})"
    if isinstance(problem, aiohttp.ClientConnectorError):
        return f"Discord cannot be reached at {problem.host}: is this machine on the network?"
    if isinstance(problem, OSError | discord.GatewayNotFound):
        return f"Discord cannot be reached ({type(problem).__name__})"
    logging.getLogger(__name__).error("the client ended with an error", exc_info=problem)
    return f"The client ended with an error ({type(problem).__name__}), which is in the log"


class _Unasked(logging.Filter):
    """Lines that tell nothing, or what is not so."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.msg == "logging in using static token":
            return False
        if str(record.msg).startswith("Can't keep up") and isinstance(record.args, tuple):
            return float(str(record.args[-1])) < _BETWEEN_HEARTBEATS
        return True


class _Brief(logging.Filter):
    """A connection that breaks is everyday: its name is enough, without 60 lines of where."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            record.msg, record.args = f"{record.getMessage()} ({record.exc_info[0].__name__})", ()
            record.exc_info = None
        return True


_BRIEF: Final = _Brief()
_UNASKED: Final = _Unasked()


def quiet_library() -> None:
    """At its lowest level the library logs whole frames and requests, texts and tokens included."""
    for name in ("discord", "aiohttp"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logging.INFO, logger.getEffectiveLevel()))
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks in voice
    for name in ("discord.shard", "discord.client", "discord.gateway"):
        logging.getLogger(name).addFilter(_BRIEF)  # twice is once: it is the same filter
        logging.getLogger(name).addFilter(_UNASKED)
