"""How the settings of the bot become values; a refusal never repeats a token."""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from bootstrap.settings.values import Hidden

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{18,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{20,}")
_WHERE: Final = "copy it from the page Bot of the Developer Portal (Reset Token shows a new one)"
_MOST_GUILDS: Final = 2500
_MOST_SHARDS: Final = 16384
_MOST_DAYS: Final = 36_500


def token(text: str) -> Hidden:
    """The token of a bot: three pieces with a dot between them."""
    bare = text.strip()
    if _TOKEN.fullmatch(bare):
        return Hidden(bare)
    raise ValueError(f"{_instead(bare)}: {_WHERE}")


def _instead(text: str) -> str:
    """What it seems to be in place of a token."""
    if text.lower().startswith("bot "):
        return "it begins with the word Bot: write the token alone"
    if text.isdigit():
        return "that is an id, not a token"
    if re.fullmatch(r"[0-9a-fA-F]{64}", text):
        return "that is the application's public key, not a token"
    if re.fullmatch(r"[A-Za-z0-9_-]{32}", text):
        return "that looks like the client secret, not the token of the bot"
    if any(character in text for character in " \t\"'<>()"):
        return "there are spaces, quotation marks or brackets in it, which no token has"
    return "that is no token, which has three pieces with a dot between them; perhaps a piece is missing"


def guild_ids(text: str) -> tuple[int, ...]:
    """Ids of servers between commas."""
    found = []
    for part in (piece.strip() for piece in text.split(",")):
        if not part:
            continue
        if not (part.isascii() and part.isdigit() and 15 <= len(part) <= 19):
            raise ValueError(
                f"{part!r} is no id of a server: in Discord, with Developer Mode on, "
                "right-click the server and choose Copy Server ID"
            )
        found.append(int(part))
    if len(found) > _MOST_GUILDS:
        raise ValueError(f"those are {len(found)} servers, at most {_MOST_GUILDS} can be named")
    return tuple(dict.fromkeys(found))


def shard_ids(text: str) -> tuple[int, ...]:
    """Numbers of shards, such as `0,1` or `0-3`."""
    found: list[int] = []
    for part in (piece.strip() for piece in text.split(",")):
        if not part:
            continue
        seen = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", part)
        first, last = (int(seen[1]), int(seen[2] or seen[1])) if seen else (1, 0)
        if not first <= last < _MOST_SHARDS:
            raise ValueError(f"{part!r} will not do: write numbers from 0 on, such as 0,1 or 0-3")
        found += range(first, last + 1)
    return tuple(sorted(set(found)))


def days_or_all(text: str) -> int | None:
    """A number of days; None is all the past."""
    if text.strip().lower() == "all":
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= _MOST_DAYS):
        raise ValueError(f"{text!r} will not do: write a number of days, 0 for none, or all")
    return int(text)


def address(*schemes: str) -> Callable[[str], str]:
    """The address of a service, without a slash at its end."""

    def read(text: str) -> str:
        bare = text.strip().rstrip("/")
        try:
            parts = urlsplit(bare)
            fine = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        except ValueError:
            fine = False
        if not fine or parts.query or parts.fragment or parts.username:
            raise ValueError(f"it will not do: write an address that begins with {schemes[0]}://")
        return bare

    return read
