"""How much Discord takes: messages, suggestions, forms and definitions of commands are measured here."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tests.loopback.rest.refusals import invalid_form

NAME = re.compile(r"^[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}$")
EMBED = {"title": 256, "description": 4096}


def message(data: Mapping[str, Any], *, files: int = 0) -> None:
    """Refuses a message that Discord would refuse: empty, or longer than it takes."""
    content, embeds = data.get("content") or "", data.get("embeds") or []
    _at_most("content", content, 2000)
    if len(embeds) > 10:
        raise invalid_form("embeds: must be 10 or fewer")
    if sum(map(_embed, embeds)) > 6000:
        raise invalid_form("embeds: all together exceed 6000 characters")
    rows = data.get("components") or []
    if len(rows) > 5:
        raise invalid_form("components: must be 5 or fewer rows")
    for row in rows:
        _row(row)
    if not (content or embeds or rows or files or data.get("attachments")):
        raise invalid_form("Cannot send an empty message")


def suggestions(choices: Iterable[Mapping[str, Any]]) -> None:
    choices = list(choices)
    if len(choices) > 25:
        raise invalid_form("choices: must be 25 or fewer")
    for one in choices:
        _between("choice", one["name"], 100)


def modal(data: Mapping[str, Any]) -> None:
    _between("custom_id", data.get("custom_id") or "", 100)
    _between("title", data.get("title") or "", 45)
    if not 1 <= len(data.get("components") or []) <= 5:
        raise invalid_form("components: between 1 and 5")


def command(one: Mapping[str, Any]) -> None:
    """A command, its subcommands, their options."""
    if one.get("type", 1) == 1:
        _named(one)
        for option in one.get("options") or ():
            _option(option)
        _required_first(one.get("options") or ())
    granted = one.get("default_member_permissions")
    if granted is not None and not str(granted).isdigit():
        raise invalid_form("default_member_permissions: a number")


def _named(one: Mapping[str, Any]) -> None:
    if not NAME.match(one["name"]) or one["name"] != one["name"].lower():
        raise invalid_form(f"name: {one['name']!r} is no name of a command or option")
    _between("description", one.get("description") or "", 100)
    if len(one.get("options") or ()) > 25:
        raise invalid_form("options: must be 25 or fewer")


def _option(one: Mapping[str, Any]) -> None:
    _named(one)
    choices = one.get("choices") or []
    suggestions(choices)
    if choices and one.get("autocomplete"):
        raise invalid_form("autocomplete: not with choices")
    for inner in one.get("options") or ():
        _option(inner)
    _required_first(one.get("options") or ())


def _required_first(options: Iterable[Mapping[str, Any]]) -> None:
    required = [bool(one.get("required")) for one in options]
    if required != sorted(required, reverse=True):
        raise invalid_form("options: required options must be placed before others")


def _embed(one: Mapping[str, Any]) -> int:
    for name, longest in EMBED.items():
        _at_most(name, one.get(name) or "", longest)
    fields = one.get("fields") or []
    if len(fields) > 25:
        raise invalid_form("fields: must be 25 or fewer")
    for field in fields:
        _between("field name", field["name"], 256)
        _between("field value", field["value"], 1024)
    footer = (one.get("footer") or {}).get("text") or ""
    _at_most("footer", footer, 2048)
    texts = [one.get(name) or "" for name in EMBED] + [footer]
    return sum(map(len, texts)) + sum(len(each["name"]) + len(each["value"]) for each in fields)


def _row(row: Mapping[str, Any]) -> None:
    if row["type"] != 1:
        return
    inner = row["components"]
    if not 1 <= len(inner) <= 5:
        raise invalid_form("components: between 1 and 5 in a row")
    for one in inner:
        if "custom_id" in one:
            _between("custom_id", one["custom_id"], 100)
        _at_most("label", one.get("label") or "", 80)
        if len(one.get("options") or ()) > 25:
            raise invalid_form("options: must be 25 or fewer")


def _at_most(name: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise invalid_form(f"{name}: Must be {longest} or fewer in length.")


def _between(name: str, text: str, longest: int) -> None:
    if not text:
        raise invalid_form(f"{name}: This field is required")
    _at_most(name, text, longest)
