"""Values as text: what somebody types for a setting, and how it is written back to them."""

import re
from collections.abc import Callable
from typing import Any, Final, NoReturn

from domain.community.settings.reading import read, wrong
from domain.community.settings.setting import Kind, Setting

NONE: Final = "none"
_MENTION: Final = re.compile(r"<(?:@&|#)(\d+)>")
_WORDS: Final = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


def parsed(setting: Setting, text: str) -> object:
    """The value that a text means; raises Invalid, saying what would do. Mentions count as their ids."""
    plain = _MENTION.sub(r"\1", text.strip())
    return read(setting, _PARSERS.get(setting.kind, _as_it_is)(setting, plain))


def written(setting: Setting, value: Any) -> str:  # noqa: ANN401 - each kind has its own
    """The text that `parsed` takes back to the value."""
    if setting.kind == "switch":
        return "yes" if value else "no"
    if setting.kind == "tiers":
        return ",".join(f"{role}={tier}" for role, tier in value.items()) or NONE
    if isinstance(value, tuple):
        return ",".join(str(one) for one in value) or NONE
    if setting.kind == "channel":
        return value or NONE
    return str(value)


def told(setting: Setting, value: Any) -> str:  # noqa: ANN401 - each kind has its own
    """The value in words, as a page or a message shows it; ids stay ids."""
    if setting.kind == "switch":
        return "on" if value else "off"
    if setting.kind == "choice":
        return setting.choices[value]
    if setting.kind == "several":
        return ", ".join(setting.choices[one] for one in value) or NONE
    if setting.kind == "share":
        return f"{value * 100:g} %"
    if setting.kind == "tiers":
        return ", ".join(f"{role} is {tier}" for role, tier in value.items()) or NONE
    if setting.kind == "hours":
        return ", ".join(f"{hour}:00" for hour in value) or NONE
    if isinstance(value, tuple):
        return ", ".join(value) or NONE
    if setting.kind in ("number", "whole"):
        unit = setting.unit.removesuffix("s") if value == 1 else setting.unit
        return f"{value:g} {unit}".strip()
    return value or NONE


def _as_it_is(_setting: Setting, text: str) -> object:
    return text


def _switch(setting: Setting, text: str) -> object:
    return _WORDS.get(text.lower()) if text.lower() in _WORDS else _unfit(setting, text, "yes or no")


def _number(setting: Setting, text: str) -> object:
    part = text.removesuffix("%").strip()
    try:
        return float(part) / (100 if setting.kind == "share" and part != text else 1)
    except ValueError:
        return _unfit(setting, text, "a number")


def _whole(setting: Setting, text: str) -> object:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else _unfit(setting, text, "a whole number")


def _list(_setting: Setting, text: str) -> object:
    return [part.strip() for part in _parts(text)]


def _hours(setting: Setting, text: str) -> object:
    return [_whole(setting, part.strip().removesuffix(":00")) for part in _parts(text)]


def _channel(_setting: Setting, text: str) -> object:
    return "" if text.lower() == NONE else text


def _tiers(setting: Setting, text: str) -> object:
    found: dict[str, str] = {}
    for part in _parts(text):
        role, equals, tier = (piece.strip() for piece in part.partition("="))
        if not equals:
            _unfit(setting, part, f"ROLE=TIER,ROLE=TIER, such as 1202202202202203001=host, or {NONE}")
        if role in found:
            wrong(setting, f"role {role} is named twice")
        found[role] = tier
    return found


def _parts(text: str) -> list[str]:
    return [] if text.lower() in ("", NONE) else re.split(r"[,\n]", text.strip())


def _unfit(setting: Setting, text: str, wanted: str) -> NoReturn:
    wrong(setting, f"write {wanted}, not {text[:40]!r}")


_PARSERS: Final[dict[Kind, Callable[[Setting, str], object]]] = {
    "number": _number,
    "share": _number,
    "whole": _whole,
    "switch": _switch,
    "several": _list,
    "words": _list,
    "roles": _list,
    "hours": _hours,
    "channel": _channel,
    "tiers": _tiers,
}
