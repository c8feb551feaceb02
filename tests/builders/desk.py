"""A desk where exports are imported: files in a folder of the test's own, a whole house behind it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from adapters.history.archives import ArchiveRules
from adapters.history.bookmarks import FileBookmarks
from adapters.history.discord_export import letters as export_letters
from adapters.history.discord_export.exports import DiscordExports
from adapters.history.discord_export.format.opening import messages, opened
from adapters.history.discord_export.format.stream import StreamRules
from adapters.history.ndjson import NdjsonLines
from application.community.history.conveyor import Record
from application.community.history.files import Damaged, Problem
from application.community.history.import_history import ImportHistory
from application.community.history.ingest_lines import IngestLines
from application.community.history.report import ImportReport, Progress
from application.community.letters import ReplayDeadLetters
from application.community.snapshot import Snapshot
from domain.community.coverage import CoverageSpan
from domain.community.fold import MESSAGES, REACTIONS
from domain.community.log import envelope
from domain.community.log.letters import Letter
from tests.builders.exports import GUILD, indented
from tests.builders.house import KEYS, House


@attrs.frozen
class Desk:
    """`folder` holds the files, `home` the bookmarks."""

    folder: Path
    home: Path
    house: House = attrs.field(factory=House.built)
    archives: ArchiveRules = attrs.field(factory=ArchiveRules)
    streams: StreamRules = attrs.field(factory=StreamRules)

    @classmethod
    def at(cls, place: Path, **changes: Any) -> "Desk":
        (place / "files").mkdir(exist_ok=True)
        return cls(place / "files", place / "home", **changes)

    def put(self, export: dict[str, Any] | bytes, name: str = "general.json", form: Any = indented) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(export if isinstance(export, bytes) else form(export))
        return path

    async def take(
        self,
        *paths: Path | str,
        again: bool = False,
        record: Record | None = None,
        watch: Callable[[Progress], None] = lambda _: None,
    ) -> ImportReport:
        """Import these paths, or everything in the folder."""
        importing = ImportHistory(
            histories=DiscordExports(self.archives, self.streams),
            record=record or self.house.record,
            store=self.house.store,
            clock=self.house.clock,
            keys=KEYS,
            bookmarks=FileBookmarks(self.home / "imports"),
        )
        return await importing([str(path) for path in paths or (self.folder,)], again=again, watch=watch)

    def ingest(self, **changes: Any) -> IngestLines:
        return IngestLines(
            lines=NdjsonLines(**changes),
            record=self.house.record,
            store=self.house.store,
            clock=self.house.clock,
            keys=KEYS,
            bookmarks=FileBookmarks(self.home / "imports"),
        )

    @property
    def replay_letters(self) -> ReplayDeadLetters:
        return ReplayDeadLetters(
            record=self.house.record,
            store=self.house.store,
            clock=self.house.clock,
            readers={
                "envelope": lambda record, source: envelope.read(dict(record), source=source),
                export_letters.FORMAT: export_letters.read,
            },
        )

    async def folded(self, guild: int = GUILD) -> Snapshot:
        return await self.house.folded(guild)

    async def counted(self, guild: int = GUILD) -> tuple[int, int, int]:
        """Messages, people who wrote any, reactions given, of all days."""
        rows = (await self.folded(guild)).member_day
        writers = {number for (number, _), row in rows.items() if row[MESSAGES]}
        return (
            sum(row[MESSAGES] for row in rows.values()),
            len(writers),
            sum(row[REACTIONS] for row in rows.values()),
        )

    async def letters(self, guild: int | None = GUILD) -> list[Letter]:
        return await self.house.letters(guild)

    async def heard(self, guild: int = GUILD) -> list[CoverageSpan]:
        async with self.house.store.reading(guild) as work:
            return await work.listening.spans()


def parsed(path: Path, rules: StreamRules | None = None) -> tuple[list[Any], Problem | None]:
    """What the format gives for a file, block by block joined, and how it ends if it ends badly."""
    items: list[Any] = []
    try:
        with opened(str(path), None, path.name) as read:
            for block in messages(read, path.name, rules or StreamRules()):
                items += block
    except Damaged as damage:
        return items, damage.problem
    return items, None
