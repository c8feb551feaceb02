"""Exports of DiscordChatExporter as histories: found, and read channel by channel."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from adapters.history.archives import ArchiveRules
from adapters.history.discord_export.authors import Authors
from adapters.history.discord_export.finding import Search
from adapters.history.discord_export.format.opening import messages, opened
from adapters.history.discord_export.format.stream import StreamRules
from adapters.history.discord_export.reading import ExportReading, newest_first, remember
from application.community.history.files import Damaged, Found, HistoryFile, Portion


class DiscordExports:
    """Reads one export at a time; it remembers who wrote what in the channel that it read last."""

    def __init__(self, archives: ArchiveRules | None = None, streams: StreamRules | None = None) -> None:
        self._archives = archives or ArchiveRules()
        self._streams = streams or StreamRules()
        self._channel: tuple[int, int] | None = None
        self._authors = Authors()

    def find(self, paths: Sequence[str]) -> Found:
        """The exports in files, folders and archives; nothing is unpacked to disk."""
        return Search(self._archives).under(paths)

    def read(self, file: HistoryFile, *, skip: int = 0) -> Iterator[Portion]:
        """The records behind the first `skip` messages; raises Damaged after the last readable one."""
        channel = (file.heading.guild, file.heading.channel)
        if channel != self._channel:
            self._channel, self._authors = channel, Authors()
        self._look_ahead(file)
        with opened(file.path, file.member, file.name) as read:
            stream = messages(read, file.name, self._streams)
            yield from ExportReading(file, self._authors).portions(stream, skip=skip)

    def _look_ahead(self, file: HistoryFile) -> None:
        """Of an export written backwards, note all authors first: replies stand before what they answer."""
        with suppress(Damaged), opened(file.path, file.member, file.name) as read:
            backwards = False
            for number, block in enumerate(messages(read, file.name, self._streams)):
                backwards = newest_first(block) if number == 0 else backwards
                if not backwards:
                    return
                remember(block, self._authors)
