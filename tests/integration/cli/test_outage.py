"""The database dies under a running dashboard: the page says so, and heals by itself in the same process."""

import os
import signal

import httpx
import pytest

from tests.integration.cli.conftest import Installation, Running, a_free_port, wait_until

pytestmark = pytest.mark.slow


def ready(running: Running) -> bool:
    """Whether the database answers through the dashboard, which has to be there."""
    assert running.process.poll() is None, running.said
    return httpx.get(f"{running.address}/readyz", timeout=60).status_code == 200


def server(installation: Installation) -> int:
    """The process of the demo's database, 0 while there is none."""
    try:
        file = installation.home / "demo" / "postgres" / "data" / "postmaster.pid"
        return int(file.read_text().split()[0])
    except (OSError, IndexError, ValueError):
        return 0


def test_the_dashboard_outlives_its_database(fresh: Installation):
    demo = fresh.start("demo", "--people", "60", "--port", str(a_free_port()))
    killed = {0}
    for _ in range(3):
        wait_until(lambda: server(fresh) not in killed and ready(demo))
        pid = server(fresh)
        assert pid > 1
        os.kill(pid, signal.SIGKILL)
        killed.add(pid)
        assert httpx.get(f"{demo.address}/healthz", timeout=60).status_code == 200
    wait_until(lambda: server(fresh) not in killed and ready(demo))
    assert demo.stop() in (0, 130)
    assert "Traceback" not in demo.said


def test_an_import_that_is_interrupted_goes_on_where_it_was(fresh: Installation):
    export = fresh.work / "export.json"
    write_export(export, messages=30_000)
    first = fresh.start("import", "discord-export", str(export))
    bookmarks = fresh.home / "imports"
    wait_until(lambda: bookmarks.exists() and any(bookmarks.iterdir()))
    assert first.stop(signal.SIGINT) == 130
    assert "Traceback" not in first.said
    done = fresh("import", "discord-export", str(export))
    assert done.code == 0, done.err
    assert "imported before" in done.out
    assert '"total_events": 30000' in fresh("tally", "--json").out


def write_export(path, *, messages: int) -> None:
    """A made-up export of one channel."""
    import json
    from datetime import UTC, datetime, timedelta

    from domain.kernel.ids import first_snowflake_at

    begin = datetime(2024, 3, 1, tzinfo=UTC)
    head = {
        "guild": {"id": "700000000000000001", "name": "Made up", "iconUrl": ""},
        "channel": {
            "id": "700000000000000101",
            "type": "GuildTextChat",
            "categoryId": None,
            "name": "general",
        },
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2026-06-01T00:00:00+00:00",
    }
    rows = []
    for number in range(messages):
        at = begin + timedelta(seconds=30 * number)
        author = {"id": str(800000000000000000 + number % 50), "name": f"p{number % 50}", "isBot": False}
        rows.append(
            {
                "id": str(first_snowflake_at(at)),
                "type": "Default",
                "timestamp": at.isoformat(),
                "timestampEdited": None,
                "isPinned": False,
                "content": "words",
                "author": author,
                "attachments": [],
                "embeds": [],
                "stickers": [],
                "reactions": [],
                "mentions": [],
            }
        )
    path.write_text(
        json.dumps({**head, "messages": rows, "messageCount": messages}, indent=2), encoding="utf-8"
    )


def test_stopped_while_it_reads_a_pipe_it_says_that_the_last_lines_are_to_be_sent_again(fresh: Installation):
    pipe = fresh.work / "pipe"
    os.mkfifo(pipe)
    reading = fresh.start("ingest", str(pipe))
    wait_until(lambda: is_read(pipe))
    assert reading.stop(signal.SIGINT) == 130
    assert "send the last ones again" in reading.said and "Traceback" not in reading.said


def is_read(pipe) -> bool:
    """Whether somebody has opened the pipe for reading."""
    try:
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        return False
    return True
