"""A message of an export as activities: what happened, never what was written."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from adapters.history.discord_export.format.kinds import REPLY, message_type
from adapters.history.discord_export.format.messages import (
    AUTHORS,
    REACTIONS,
    Author,
    Message,
    how_many,
    text_length,
)
from application.community.history.files import Heading
from domain.community.log.activity import MESSAGE, REACTION, REACTIONS_SEEN, Activity, Person
from domain.community.log.emoji import emoji_name
from domain.kernel.ids import snowflake, snowflake_instant

SOURCE: Final = "history"
_MOST_PEOPLE: Final = 50_000


class People:
    """The persons of one export; the same person is the same value, and their name is of its day."""

    def __init__(self, named_at: datetime | None) -> None:
        self._named_at = named_at
        self._known: dict[int | str, tuple[Author, Person]] = {}

    def of(self, author: Author, where: str) -> Person:
        """The person behind a writer or a reactor; Invalid when the id is none."""
        known = self._known.get(author.id)
        if known is not None and known[0] == author:
            return known[1]
        person = Person(
            id=str(snowflake(author.id, where=where)),
            name=author.nickname or author.name,
            bot=bool(author.isBot),
            named_at=self._named_at,
        )
        if len(self._known) >= _MOST_PEOPLE:
            self._known.clear()
        self._known[author.id] = (author, person)
        return person

    def by_id(self, number: int) -> Person:
        """Somebody who is answered, of whom only the id may be known."""
        known = self._known.get(str(number))
        return known[1] if known is not None else Person(id=str(number))


def answered(message: Message) -> int | None:
    """The id of the message that is replied to; a forward, a pin or a crosspost answers nobody."""
    reference = message.reference
    if reference is None or not reference.messageId or message_type(message.type) != REPLY:
        return None
    return snowflake(reference.messageId, where="reference.messageId")


def translate(message: Message, heading: Heading, people: People, toward: Person | None) -> Activity:
    """The message itself, as an activity; Invalid names the field that is wrong."""
    number = snowflake(message.id, where="id")
    return Activity(
        guild=heading.guild,
        kind=MESSAGE,
        natural_id=str(number),
        occurred_at=snowflake_instant(number),
        source=SOURCE,
        person=people.of(message.author, "author.id"),
        channel=heading.channel,
        parent=heading.parent,
        subject=number,
        toward=toward,
        details={
            "type": message_type(message.type),
            "length": text_length(message.content),
            "mentions": how_many(message.mentions),
            "attachments": how_many(message.attachments),
        },
    )


def reactions(message: Message, about: Activity, people: People) -> Iterator[Activity]:
    """How many of each emoji the message had, each followed by the reactions whose reactor is named.

    Nobody knows when they came: they are inferred at the time of their message.
    """
    for reaction in REACTIONS.of(message.reactions):
        emoji = emoji_name(reaction.emoji.id, reaction.emoji.name)
        yield _reaction(about, REACTIONS_SEEN, None, {"emoji": emoji, "count": reaction.count})
        for reactor in AUTHORS.of(reaction.users):
            who = people.of(reactor, "reactions.users.id")
            yield _reaction(about, REACTION, who, {"emoji": emoji})


def _reaction(
    about: Activity, kind: str, person: Person | None, details: dict[str, int | str | bool | None]
) -> Activity:
    name = f"{about.natural_id}:{details['emoji']}"
    return Activity(
        guild=about.guild,
        kind=kind,
        natural_id=name if person is None else f"{name}:{person.id}",
        occurred_at=about.occurred_at,
        source=SOURCE,
        person=person,
        inferred=True,
        channel=about.channel,
        parent=about.parent,
        subject=about.subject,
        toward=about.person,
        details=details,
    )
