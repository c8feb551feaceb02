"""Whom a reply answers, where the file itself does not tell: the log may know, now or at the end."""

from collections.abc import Iterable
from typing import Final

import attrs

from application.community.history.files import Portion
from application.community.ports import Store
from domain.community.log.activity import MESSAGE, Activity, Person
from domain.community.log.admission import EARLIEST
from domain.community.log.entry import winner
from domain.community.log.keys import Keyring
from domain.community.log.letters import Unreadable

MOST_OPEN: Final = 50_000
"""Replies that are held until the end of a run; most answer a message that was deleted."""


@attrs.define
class OpenAnswers:
    """Asks the log for the authors of messages that the files read so far do not hold."""

    _store: Store
    _keys: Keyring
    _open: list[tuple[Activity, int]] = attrs.field(factory=list)

    async def ask(self, portion: Portion) -> Portion:
        """The portion with the answers that the log knows; the others are asked again at the end."""
        if not portion.unanswered:
            return portion
        records = list(portion.records)
        asked = [
            (place, record, message)
            for place, message in portion.unanswered.items()
            if isinstance(record := records[place], Activity)
        ]
        known = await self._authors((reply.guild, message) for _, reply, message in asked)
        for place, reply, message in asked:
            author = known.get((reply.guild, message))
            if author is not None:
                records[place] = attrs.evolve(reply, toward=author)
            elif len(self._open) < MOST_OPEN:
                self._open.append((reply, message))
        return attrs.evolve(portion, records=records)

    async def at_last(self) -> list[Activity | Unreadable]:
        """The replies whose question was answered by what was read after them."""
        known = await self._authors((reply.guild, message) for reply, message in self._open)
        return [
            attrs.evolve(reply, toward=known[reply.guild, message])
            for reply, message in self._open
            if (reply.guild, message) in known
        ]

    async def _authors(self, messages: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Person]:
        """Who wrote these messages of these guilds, as far as the log knows."""
        keys: dict[int, dict[bytes, int]] = {}
        for guild, message in messages:
            keys.setdefault(guild, {})[self._keys.key(_told(guild, message))] = message
        found: dict[tuple[int, int], Person] = {}
        for guild, wanted in keys.items():
            async with self._store.reading(guild) as work:
                known = await work.log.known(list(wanted))
                numbers = {wanted[key]: winner(copies).member_no for key, copies in known.items()}
                members = await work.members.of({no for no in numbers.values() if no is not None})
            for message, number in numbers.items():
                member = members.get(number) if number is not None else None
                if member is not None and member.discord_id is not None:
                    found[guild, message] = Person(id=member.discord_id)
        return found


def _told(guild: int, message: int) -> Activity:
    """A message of which only the id is known: enough for its key."""
    return Activity(
        guild=guild,
        kind=MESSAGE,
        natural_id=str(message),
        occurred_at=EARLIEST,
        source="history",
        subject=message,
    )
