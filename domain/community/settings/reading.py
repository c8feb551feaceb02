"""Reads a value for a setting: the one place that says which values fit, and what would."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NoReturn

from domain.community import tiers
from domain.community.settings.setting import Kind, Setting
from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_ID
from domain.kernel.instants import zone

MOST_WORDS: Final = 100
LONGEST_WORD: Final = 100


def read(setting: Setting, value: object) -> object:
    """The value as the setting holds it; Invalid says what is wrong and what would do."""
    return _READERS[setting.kind](setting, value)


def wrong(setting: Setting, what: str) -> NoReturn:
    """Raise Invalid in the same words everywhere."""
    raise Invalid(f"{setting.key}: {what}")


def _zone(setting: Setting, value: object) -> str:
    if not isinstance(value, str):
        wrong(setting, "the name of a time zone is needed here, such as Europe/Rome")
    zone(value)
    return value


def _switch(setting: Setting, value: object) -> bool:
    if not isinstance(value, bool):
        wrong(setting, "yes or no is needed here")
    return value


def _number(setting: Setting, value: object) -> float:
    least, most = setting.least or 0, setting.most or 0
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        wrong(setting, f"a number between {least:g} and {most:g} is needed here")
    return float(value)


def _whole(setting: Setting, value: object) -> int:
    least, most = setting.least or 0, setting.most or 0
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        wrong(setting, f"a whole number between {least:g} and {most:g} is needed here")
    return value


def _choice(setting: Setting, value: object) -> str:
    if not isinstance(value, str) or value not in setting.choices:
        wrong(setting, f"one of these is needed here: {', '.join(setting.choices)}")
    return value


def _several(setting: Setting, value: object) -> tuple[str, ...]:
    chosen = _items(setting, value)
    for one in chosen:
        _choice(setting, one)
    return tuple(choice for choice in setting.choices if choice in chosen)


def _words(setting: Setting, value: object) -> tuple[str, ...]:
    words = {one.strip().removeprefix("/").lower() for one in _items(setting, value)}
    if any(not word or len(word) > LONGEST_WORD or not word.isprintable() for word in words):
        wrong(setting, f"a name has 1 to {LONGEST_WORD} characters, such as event rsvp")
    if len(words) > MOST_WORDS:
        wrong(setting, f"{len(words)} are named, and at most {MOST_WORDS} can be")
    return tuple(sorted(words))


def _roles(setting: Setting, value: object) -> tuple[str, ...]:
    roles = {_id(setting, one, "role") for one in _items(setting, value)}
    if len(roles) > tiers.MOST_ROLES:
        wrong(setting, f"{len(roles)} roles are named, and a community has at most {tiers.MOST_ROLES}")
    return tuple(sorted(roles, key=int))


def _channel(setting: Setting, value: object) -> str:
    if not isinstance(value, str):
        wrong(setting, "the id of a channel is needed here, or nothing for none")
    return _id(setting, value, "channel") if value else ""


def _hours(setting: Setting, value: object) -> tuple[int, ...]:
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        wrong(setting, "hours of the day are needed here, such as 4 or 4,16")
    return tuple(sorted({_whole(setting, hour) for hour in value}))


def _tiers(setting: Setting, value: object) -> dict[str, tiers.Tier]:
    if not isinstance(value, Mapping):
        wrong(setting, "which role means which tier is needed here")
    tiers.check(value)
    return dict(value)


def _items(setting: Setting, value: object) -> list[str]:
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        wrong(setting, "a list is needed here")
    items = list(value)
    for one in items:
        if not isinstance(one, str):
            wrong(setting, f"{one!r} is no text")
    return items


def _id(setting: Setting, value: str, what: str) -> str:
    digits = value.isascii() and value.isdecimal() and not value.startswith("0") and len(value) <= 19
    if not digits or int(value) > MAX_ID:
        wrong(
            setting,
            f"{value[:40]!r} is no {what} id; copy it from Discord, it has only digits, "
            "such as 1202202202202203001",
        )
    return value


_READERS: Final[dict[Kind, Callable[[Setting, object], object]]] = {
    "zone": _zone,
    "number": _number,
    "whole": _whole,
    "share": _number,
    "switch": _switch,
    "choice": _choice,
    "several": _several,
    "words": _words,
    "roles": _roles,
    "channel": _channel,
    "tiers": _tiers,
    "hours": _hours,
}
