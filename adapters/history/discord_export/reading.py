"""An export as portions of activities, in the order of the file."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from adapters.history.discord_export.authors import Authors
from adapters.history.discord_export.format.elements import Broken, Item, broken, in_words
from adapters.history.discord_export.format.messages import Message
from adapters.history.discord_export.format.stream import MessageStream
from adapters.history.discord_export.letters import unreadable
from adapters.history.discord_export.translate import People, answered, reactions, translate
from application.community.history.files import Damaged, HistoryFile, Portion
from domain.community.log.activity import REACTION, Activity
from domain.community.log.letters import Unreadable
from domain.kernel.errors import Invalid
from domain.kernel.ids import snowflake

PORTION: Final = 5000
"""Records of one batch: large enough for the database, small enough to lose to an interruption."""

_MADE_AT_ONCE: Final = 64 * 1024
_IMPOSSIBLE: Final = (Invalid, msgspec.DecodeError, UnicodeDecodeError, RecursionError)

Record = Activity | Unreadable


class _Gathering:
    """Gathers records until they are a portion."""

    def __init__(self) -> None:
        self._nameless = False
        self._begin()

    def _begin(self) -> None:
        self._records: list[Record] = []
        self._unanswered: dict[int, int] = {}
        self.items = self._named = self._counted = 0

    @property
    def full(self) -> bool:
        return len(self._records) >= PORTION

    @property
    def bursting(self) -> bool:
        return len(self._records) >= 2 * PORTION

    def message(self, record: Record, answers: int | None) -> None:
        """A message; `answers` is the one it replies to, if its author is not known."""
        if answers is not None:
            self._unanswered[len(self._records)] = answers
        self._records.append(record)

    def reaction(self, record: Record) -> None:
        """A look at an emoji, then those who are named with it: they take it back that nobody is."""
        self._records.append(record)
        if isinstance(record, Activity) and record.kind == REACTION:
            self._named += 1
            self._counted -= self._nameless
            self._nameless = False
        else:
            self._counted += 1
            self._nameless = True

    def portion(self, position: int) -> Portion:
        """What was gathered; the next portion begins."""
        made = Portion(
            records=self._records,
            items=self.items,
            position=position,
            unanswered=self._unanswered,
            named=self._named,
            counted=self._counted,
        )
        self._begin()
        return made


class _Blocks:
    """The blocks of a stream up to its damage, if it has any: what came before is handed over first."""

    def __init__(self, stream: MessageStream) -> None:
        self._stream = stream
        self.damage: Damaged | None = None

    def __iter__(self) -> Iterator[list[Item]]:
        try:
            yield from self._stream
        except Damaged as damage:
            self.damage = damage


class ExportReading:
    """Reads one export; `authors` remembers the channel's messages, also of the files before."""

    def __init__(self, file: HistoryFile, authors: Authors) -> None:
        self._file = file
        self._authors = authors
        self._people = People(file.heading.exported_at)

    def portions(self, stream: MessageStream, *, skip: int) -> Iterator[Portion]:
        """Everything behind the first `skip` messages; those are only remembered."""
        number, ready = 0, _Gathering()
        blocks = _Blocks(stream)
        for block in blocks:
            passed = max(0, min(len(block), skip - number))
            remember(block[:passed], self._authors)
            number += passed
            for item in block[passed:]:
                number += 1
                message, others, answers = self._records(item, number)
                ready.message(message, answers)
                for other in others:
                    if ready.bursting:
                        yield ready.portion(stream.position)
                    ready.reaction(other)
                ready.items += 1
                if ready.full:
                    yield ready.portion(stream.position)
        yield ready.portion(stream.position)
        if blocks.damage is not None:
            raise blocks.damage

    def _records(self, item: Item, number: int) -> tuple[Record, Iterable[Record], int | None]:
        """The message, what follows from its reactions, and whom it answers if that is unknown here."""
        if isinstance(item, Broken):
            return self._letter(item, number), (), None
        try:
            answers = answered(item)
            author = None if answers is None else self._authors.of(answers)
            toward = None if author is None else self._people.by_id(author)
            message = translate(item, self._file.heading, self._people, toward)
            others: Iterable[Record] = ()
            if len(raw := memoryview(item.reactions)) > 2:
                made = reactions(item, message, self._people)
                others = list(made) if len(raw) <= _MADE_AT_ONCE else self._as_they_come(made, item, number)
        except _IMPOSSIBLE as error:
            return self._letter(broken(item, in_words(error)), number), (), None
        if message.subject is not None and message.person is not None:
            self._authors.remember(message.subject, int(message.person.id))
        return message, others, answers if toward is None else None

    def _as_they_come(self, made: Iterator[Activity], item: Message, number: int) -> Iterator[Record]:
        """A hundred thousand reactions one by one; what cannot be read of them is one letter."""
        try:
            yield from made
        except _IMPOSSIBLE as error:
            yield self._letter(broken(item, in_words(error)), number)

    def _letter(self, item: Broken, number: int) -> Unreadable:
        return unreadable(item, self._file.heading, f"{self._file.name}: message {number:,}")


def remember(block: Iterable[Item], authors: Authors) -> None:
    """Take note of who wrote what, and of nothing else."""
    for item in block:
        if isinstance(item, Message):
            try:
                authors.remember(snowflake(item.id, where="id"), snowflake(item.author.id, where="author.id"))
            except Invalid:
                continue


def newest_first(block: Iterable[Item]) -> bool:
    """Whether an export was written backwards: then replies stand before what they answer."""
    ids = [int(item.id) for item in block if isinstance(item, Message) and str(item.id).isdecimal()]
    return len(ids) > 1 and ids[0] > ids[-1]
