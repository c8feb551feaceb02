"""How an event looks in a message: a card with buttons, and the text that reminds of it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from domain.community.outbox.wanted import Announced, Called

BUTTON: Final = r"community-os:event:(?P<event>[0-9]{1,18}|[1-8][0-9]{18}):(?P<answer>going|interested|not)"
"""What a button is called, so that it works after a restart."""

_BUTTONS: Final = (("going", "Going", 3), ("interested", "Interested", 2), ("not", "Can't come", 2))
_COLOURS: Final = {"planned": 0x5865F2, "started": 0x23A55A, "completed": 0x80848E, "cancelled": 0xDA373C}
_WORDS: Final = {
    "planned": "",
    "started": "It is on now.",
    "completed": "It is over.",
    "cancelled": "It was cancelled.",
}
_MARKUP: Final = re.compile(r"([\\*_~`|>#\[\]()<:@-])")
_NAMED: Final = re.compile(r"<@(\d+)>")
_BREAKS: Final = re.compile(r"\s+")
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What makes the rest of a line run the other way."""

_TITLE: Final = 256
_MOST_NAMES: Final = 10
_CALLED: Final = 80
"""So many are called in one message: its text holds 2,000 characters."""

MOST_CALLED: Final = 800
"""So many are called in all; a message that calls more people is no service to anybody."""


def card(event: Announced, names: Mapping[int, str]) -> dict[str, Any]:
    """The embed; `names` are the Discord ids of the hosts."""
    when = f"{_at(event.starts_at, 'F')} ({_at(event.starts_at, 'R')})"
    if event.ends_at is not None:
        when += f"\nuntil {_at(event.ends_at, 't')}"
    fields = [_field("When", when)]
    if where := _where(event.channels, event.place):
        fields.append(_field("Where", where))
    hosts = [f"<@{names[one]}>" for one in event.hosts if one in names]
    if hosts:
        fields.append(_field("Host" if len(hosts) == 1 else "Hosts", ", ".join(hosts[:_MOST_NAMES])))
    fields.append(_field("Going", _of(event.going, event.capacity), inline=True))
    if event.waiting:
        fields.append(_field("Waiting", str(event.waiting), inline=True))
    if event.interested:
        fields.append(_field("Interested", str(event.interested), inline=True))
    described = event.description.replace("](", "]\u200b(")  # a link says where it leads
    told = "\n\n".join(part for part in (_WORDS[event.status], described) if part)
    embed = {"title": plain(event.title) or "Event", "color": _COLOURS[event.status], "fields": fields}
    embed |= {"description": told} if told else {}
    return embed | ({"footer": {"text": event.type}} if event.type else {})


def buttons(event: Announced) -> list[dict[str, Any]]:
    """One row, as long as somebody can answer."""
    if not event.open:
        return []
    row = [
        {"type": 2, "style": style, "label": label, "custom_id": f"community-os:event:{event.event}:{answer}"}
        for answer, label, style in _BUTTONS
    ]
    return [{"type": 1, "components": row}]


def announcement(event: Announced, names: Mapping[int, str]) -> dict[str, Any]:
    """The whole message; it calls nobody."""
    return {
        "content": "",
        "embeds": [card(event, names)],
        "components": buttons(event),
        "allowed_mentions": {"parse": []},
    }


def calls(event: Called, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Messages that call these people, and nobody else."""
    ids = [names[one] for one in event.people if one in names][:MOST_CALLED]
    head = _head(event)
    batches = [ids[n : n + _CALLED] for n in range(0, len(ids), _CALLED)]
    return [
        {
            "content": f"{head}\n{' '.join(f'<@{one}>' for one in batch)}",
            "allowed_mentions": {"parse": [], "users": batch},
        }
        for batch in batches
    ]


def announces(message: Mapping[str, Any], event: int) -> bool:
    """Whether a message of ours is the announcement of that event."""
    ids = [each.get("custom_id", "") for row in message["components"] for each in row.get("components", ())]
    return any((found := re.fullmatch(BUTTON, one)) and int(found["event"]) == event for one in ids)


def called_by(message: Mapping[str, Any], event: Called) -> list[str]:
    """The ids of those whom a message of ours called in the same matter."""
    head, _, names = message["content"].partition("\n")
    return _NAMED.findall(names) if head == _head(event) else []


def _head(event: Called) -> str:
    where = _where(event.channels, event.place)
    begins = f"begins {_at(event.starts_at, 'R')}" + (f": {where}" if where else "")
    head = f"**{plain(event.title)}** {begins}"
    return f"A place is free for you at {head}" if event.freed else head


def plain(text: str) -> str:
    """What somebody typed, on one line, without any effect."""
    escaped = _MARKUP.sub(r"\\\1", _BREAKS.sub(" ", _TURNS.sub("", text)).strip()).replace("@", "@\u200b")
    return escaped if len(escaped) <= _TITLE else escaped[: _TITLE - 1].rstrip("\\ ") + "…"


def _where(channels: Sequence[int], place: str) -> str:
    shown = [f"<#{channel}>" for channel in channels[:_MOST_NAMES]]
    return ", ".join([*shown, plain(place)] if place else shown)


def _of(count: int, most: int | None) -> str:
    return str(count) if most is None else f"{count} of {most}"


def _at(instant: datetime, style: str) -> str:
    """Discord shows it in the time zone of whoever looks."""
    return f"<t:{int(instant.timestamp())}:{style}>"


def _field(name: str, value: str, *, inline: bool = False) -> dict[str, Any]:
    return {"name": name, "value": value, "inline": inline}
