"""The order in which exports are read, and which of them are parts of one."""

import re
from collections.abc import Sequence
from typing import Final

import attrs

from application.community.history.files import HistoryFile

_PART: Final = re.compile(r"(.*) \[part (\d{1,6})\](\.json)\Z", re.DOTALL | re.IGNORECASE)
"""How the exporter names the second and later parts; the first bears the plain name."""


def in_order(files: Sequence[HistoryFile]) -> tuple[HistoryFile, ...]:
    """Channel by channel and the oldest first, so that a reply comes after what it answers."""
    by_part = {_part(file): file for file in files}
    joined: list[HistoryFile] = []
    for file in files:
        archive, name, number = _part(file)
        following = by_part.get((archive, name, number + 1))
        joined.append(
            attrs.evolve(
                file,
                continues=number > 1,
                continued=following is not None,
                continued_at=following.first_at if following else None,
            )
        )
    return tuple(sorted(joined, key=_age))


def _part(file: HistoryFile) -> tuple[str, str, int]:
    """The archive, the name without the number of the part, and that number."""
    archive, name = (file.path, file.member) if file.member else ("", file.path)
    found = _PART.match(name)
    return (archive, found.group(1) + found.group(3), int(found.group(2))) if found else (archive, name, 1)


def _age(file: HistoryFile) -> tuple[int, int, bool, float, str]:
    heading, first = file.heading, file.first_at
    return heading.guild, heading.channel, first is None, first.timestamp() if first else 0.0, file.name
