"""An import into PostgreSQL: killed in its middle, resumed, and counted like one that was left alone."""

import asyncio
import itertools
import signal
import sys
from pathlib import Path

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from application.community.replay import ReplayLog
from tests.builders.exports import an_export, compact, indented, some_messages
from tests.integration.history.importer import importing

pytestmark = pytest.mark.postgres
ROOT = Path(__file__).resolve().parents[3]
MESSAGES = [message for message, _ in zip(some_messages(21, people=60), range(18_000), strict=False)]
GUILDS = itertools.count(705_000_000_000_000_001)


async def in_a_process(address: str, home: Path, path: Path, die_after: int) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.integration.history.importer",
        *(address, str(home), str(path), str(die_after)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await asyncio.wait_for(process.communicate(), 120)
    return process.returncode, out.decode()


async def counted(database: Database, guild: int) -> tuple[dict, dict]:
    """Member days and replies by the ids of people."""
    store = PostgresStore(database)
    async with store.reading(guild) as work:
        ids = await work.members.outside_ids()
        folded = await work.counters.snapshot()
    assert not (await ReplayLog(store=store)(guild, check=True)).differences
    return (
        {(ids[who], day): row for (who, day), row in folded.member_day.items()},
        {(ids[who], ids[whom], day): n for (who, whom, day), n in folded.reply_day.items()},
    )


@pytest.mark.parametrize("form", [indented, compact])
async def test_an_import_killed_in_the_middle_of_a_file_resumes_and_counts_the_same(database, tmp_path, form):
    killed, calm = next(GUILDS), next(GUILDS)
    for guild in (killed, calm):
        (tmp_path / f"{guild}.json").write_bytes(form(an_export(MESSAGES, guild=guild)))
    path, address = tmp_path / f"{killed}.json", database.address.url
    code, _ = await in_a_process(address, tmp_path, path, 5000)
    assert code == -signal.SIGKILL
    again, _ = await in_a_process(address, tmp_path, path, 4000)
    assert again == -signal.SIGKILL
    code, said = await in_a_process(address, tmp_path, path, 0)
    assert code == 0
    assert 0 < int(said) <= len(MESSAGES) - 8000, "what had landed was not recorded again"
    report = await importing(database, tmp_path)([str(tmp_path / f"{calm}.json")])
    assert report.messages == len(MESSAGES)
    assert await counted(database, killed) == await counted(database, calm)


async def test_overlapping_exports_count_the_same_in_postgres(database, tmp_path):
    whole, split = next(GUILDS), next(GUILDS)
    some = MESSAGES[:3000]
    (tmp_path / "whole.json").write_bytes(indented(an_export(some, guild=whole)))
    folder = tmp_path / "split"
    folder.mkdir()
    for number, (start, end) in enumerate([(1500, 3000), (0, 1000), (900, 2000), (100, 200)]):
        (folder / f"{number}.json").write_bytes(compact(an_export(some[start:end], guild=split)))
    await importing(database, tmp_path)([str(tmp_path / "whole.json"), str(folder)])
    assert await counted(database, whole) == await counted(database, split)
