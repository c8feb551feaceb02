"""A manifest as text, and back; what is no manifest of ours is refused by name."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from domain.kernel.errors import Conflict, Invalid
from domain.operations.backups.manifest import GuildSum, Manifest, Origin, Shape, Step, TableSum

FORMAT: Final = "community-os backup"
VERSION: Final = 1
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def to_text(manifest: Manifest) -> str:
    """JSON that a person can read; ids are text, since not every reader of JSON holds them."""
    origin = manifest.origin
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "made_at": origin.made_at.isoformat(),
            "program": origin.program,
            "server": origin.server,
            "secret_fingerprint": origin.fingerprint,
            "migrations": [
                {"number": step.number, "name": step.name, "checksum": step.checksum} for step in origin.steps
            ],
            "guilds": [_guild_out(guild) for guild in manifest.guilds],
            "dead_letters_without_guild": manifest.unaddressed,
            "tables": [
                {
                    "schema": table.shape.schema,
                    "table": table.shape.table,
                    "columns": table.shape.columns,
                    "rows": table.rows,
                    "bytes": table.size,
                    "checksum": table.checksum,
                }
                for table in manifest.tables
            ],
        },
        indent=1,
    )


def from_text(text: str) -> Manifest:
    """Raises Invalid for what is no manifest, Conflict for one of a later program."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise Invalid("it is not a backup of Community OS")
        if told["version"] != VERSION:
            raise Conflict(
                f"it was written in version {int(told['version'])} of the format, this program reads "
                f"{VERSION}: update Community OS"
            )
        tables = tuple(map(_table_in, told["tables"]))
        return Manifest(
            origin=Origin(
                made_at=_instant(told["made_at"]),
                program=str(told["program"]),
                server=str(told["server"]),
                fingerprint=str(told["secret_fingerprint"]),
                steps=tuple(map(_step_in, told["migrations"])),
                shapes=tuple(table.shape for table in tables),
            ),
            tables=tables,
            guilds=tuple(map(_guild_in, told["guilds"])),
            unaddressed=int(told["dead_letters_without_guild"]),
        )
    except (KeyError, TypeError, ValueError, RecursionError):
        raise Invalid(
            "what it says of itself cannot be read, so that it is no backup of Community OS"
        ) from None


def _guild_out(guild: GuildSum) -> Mapping[str, Any]:
    return {
        "guild": str(guild.guild),
        "activities": guild.activities,
        "people": guild.people,
        "dead_letters": guild.dead_letters,
        "by_kind": dict(guild.by_kind),
        "tally": guild.digest,
    }


def _guild_in(told: Mapping[str, Any]) -> GuildSum:
    return GuildSum(
        guild=int(told["guild"]),
        activities=int(told["activities"]),
        people=int(told["people"]),
        dead_letters=int(told["dead_letters"]),
        by_kind={str(kind): int(count) for kind, count in told["by_kind"].items()},
        digest=str(told["tally"]),
    )


def _step_in(told: Mapping[str, Any]) -> Step:
    return Step(number=int(told["number"]), name=str(told["name"]), checksum=str(told["checksum"]))


def _table_in(told: Mapping[str, Any]) -> TableSum:
    return TableSum(
        shape=Shape(
            schema=_identifier(told["schema"]),
            table=_identifier(told["table"]),
            columns=tuple(map(_identifier, told["columns"])),
        ),
        rows=int(told["rows"]),
        size=int(told["bytes"]),
        checksum=str(told["checksum"]),
    )


def _identifier(text: str) -> str:
    """A name as our schema has them: nothing else goes anywhere near a statement."""
    if not _NAME.fullmatch(text):
        raise ValueError(text)
    return text


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at
