"""A word that stands in every text of an import is found nowhere afterwards: no table, no bookmark."""

import io
import itertools
import json

import asyncpg
import pytest

from adapters.history.bookmarks import FileBookmarks
from adapters.history.ndjson import NdjsonLines
from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from adapters.system.clock import SystemClock
from application.community.history.ingest_lines import IngestLines
from application.community.record import RecordActivities
from tests.builders.exports import (
    SECRET_WORD,
    a_message,
    a_reaction,
    a_reply,
    a_user,
    an_export,
    compact,
    indented,
)
from tests.builders.house import KEYS
from tests.integration.history.importer import importing

pytestmark = pytest.mark.postgres
TEXT = f"a text with {SECRET_WORD} in it"
WORD = "CANARYxyzzy42"
WITNESS = "Witness to be found"
GUILDS = itertools.count(706_000_000_000_000_001)

TABLES = "select schemaname, tablename from pg_tables where schemaname like 'community_os%'"


def talkative_messages():
    """Text in every field that can hold some, also where it does not belong."""
    yield a_message(0, content=TEXT, author=a_user(1, nickname=WITNESS))
    yield a_message(1, attachments=[{"id": "1", "url": TEXT, "fileName": TEXT}], embeds=[{"title": TEXT}])
    yield a_message(2, stickers=[{"name": TEXT}], components=[{"label": TEXT}], poll={"question": TEXT})
    yield a_message(3, inlineEmojis=[{"name": TEXT}], interaction={"name": TEXT}, unheard_of=TEXT)
    yield a_message(4, reactions=[a_reaction(TEXT, 2), a_reaction(SECRET_WORD, 1, [a_user(2)])])
    yield a_reply(5, to=0, content=TEXT, forwardedMessage={"content": TEXT})
    for field in ("id", "type", "author", "reference", "reactions", "mentions", "attachments", "content"):
        yield a_message(6) | {field: TEXT}
        yield a_message(7) | {field: SECRET_WORD}
        yield a_message(8) | {field: {"id": TEXT, "messageId": TEXT, "text": TEXT}}
        yield a_message(9) | {field: [TEXT, {"name": TEXT}]}
    yield a_message(10, author=a_user(3) | {"id": TEXT, "isBot": TEXT})
    yield a_message(11, content=TEXT + "\ud800", author="nobody")
    for field in ("id", "type", "author", "reference", "reactions"):
        yield a_message(11, author="nobody") | {field: WORD}
    yield a_message(12, type=20, content=TEXT)


def talkative_lines(guild):
    record = {
        "guild": str(guild),
        "kind": "message",
        "id": "visit-1",
        "at": "2024-03-01T12:00:00Z",
        "namespace": "game",
        "person": {"id": "player", "source": "game", "name": WITNESS},
        "details": {"length": 5, "text": TEXT, "emoji": None},
        "content": TEXT,
    }
    yield json.dumps(record)
    yield TEXT
    yield json.dumps(record)[:-30]
    for field in record:
        yield json.dumps(record | {field: TEXT})
        yield json.dumps(record | {field: {"id": TEXT, "how": TEXT, "emoji": TEXT, "count": TEXT}})
    for field in (*record, "guild", "channel", "parent", "subject", "toward", "schema", "inferred"):
        yield json.dumps(record | {"at": "2999-01-01T00:00:00Z", field: WORD})
    for detail in ("how", "emoji", "length", "count", "text"):
        yield json.dumps(record | {"kind": "member_left", "details": {detail: WORD}})
    yield json.dumps(record | {"content": TEXT * 60_000})


@pytest.mark.parametrize("form", [indented, compact])
async def test_no_text_of_any_message_is_found_after_an_import(database: Database, tmp_path, form):
    guild = next(GUILDS)
    whole = form(an_export(talkative_messages(), guild=guild))
    (tmp_path / f"{guild}.json").write_bytes(whole)
    (tmp_path / f"{guild} cut.json").write_bytes(whole[: whole.rindex(SECRET_WORD.encode()) + 30])
    (tmp_path / "lines").write_text("\n".join(talkative_lines(guild)))
    report = await importing(database, tmp_path)([str(tmp_path)])
    assert report.messages > 30
    assert sum(report.parked.values()) > 5
    store = PostgresStore(database)
    ingested = await IngestLines(
        lines=NdjsonLines(),
        record=RecordActivities(store=store, clock=SystemClock(), keys=KEYS),
        store=store,
        clock=SystemClock(),
        keys=KEYS,
        bookmarks=FileBookmarks(tmp_path / "imports"),
    )(str(tmp_path / "lines"))
    assert ingested.accepted >= 1
    assert sum(ingested.parked.values()) > 5
    said = [repr(report), repr(ingested)]
    said += [path.read_text() for path in (tmp_path / "imports").iterdir()]
    for text in (*said, await everything(database)):
        assert SECRET_WORD not in text
        assert "xylophone" not in text
        assert WORD not in text
    assert WITNESS in await everything(database), "the search looks where it should"


async def everything(database: Database) -> str:
    """Every row of every table, as the owner of the database sees it."""
    connection = await asyncpg.connect(database.address.url, timeout=10, command_timeout=60)
    out = io.BytesIO()
    try:
        for schema, table in await connection.fetch(TABLES):
            await connection.copy_from_table(table, schema_name=schema, output=out)
    finally:
        await connection.close(timeout=5)
    return out.getvalue().decode()
