"""Named pipes: what a writer wrote lands, and nobody has to wait for one who does not come."""

import asyncio
import os
import threading
from pathlib import Path

import attrs
import pytest

from adapters.history.ndjson import NdjsonLines
from tests.builders.desk import Desk
from tests.unit.history.ndjson.test_lines import line


@pytest.fixture
def pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


async def written(pipe, *contents):
    """A shell's `command > pipe` for each of these: it waits for a reader, writes and goes."""
    for content in contents:
        await asyncio.to_thread(pipe.write_bytes, content)


async def until_read(pipe):
    """A descriptor to write to, once somebody reads there."""
    async with asyncio.timeout(60):
        while True:
            try:
                return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:
                await asyncio.sleep(0.02)


@pytest.mark.parametrize("first", ["the writer", "the reader"])
async def test_what_is_written_to_a_named_pipe_lands_whoever_comes_first(tmp_path, pipe, first):
    desk = Desk.at(tmp_path)
    running = []
    for _ in range(10):
        work = [written(pipe, line(len(running))), desk.ingest()(str(pipe))]
        tasks = [asyncio.create_task(each) for each in (work if first == "the writer" else work[::-1])]
        await asyncio.sleep(0.01)
        await asyncio.wait_for(asyncio.gather(*tasks), 60)
        running += tasks
    assert len((await desk.folded()).marks) == 10


async def test_the_next_writer_of_a_named_pipe_is_not_hung_up_on(tmp_path, pipe):
    """As a loop in a shell does it, which opens the pipe for each line."""
    desk = Desk.at(tmp_path)
    running = asyncio.create_task(desk.ingest()(str(pipe)))
    lasting = await until_read(pipe)
    await asyncio.wait_for(written(pipe, *(line(number) + b"\n" for number in range(20))), 60)
    os.close(lasting)
    report = await asyncio.wait_for(running, 60)
    assert (report.accepted, report.lines) == (20, 20)


async def test_who_comes_while_the_last_lines_land_is_read_too(tmp_path, pipe):
    desk, came, late = Desk.at(tmp_path), threading.Event(), []

    class Waiting(NdjsonLines):
        """Looks at the pipe again only after the next writer came."""

        def read(self, path, *, skip=0):
            for portion in super().read(path, skip=skip):
                yield portion
                assert not portion.records or came.wait(60)

    async def record(batch):
        if not late:
            late.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
            came.set()
        return await desk.house.record(batch)

    running = asyncio.create_task(attrs.evolve(desk.ingest(), lines=Waiting(), record=record)(str(pipe)))
    first = await until_read(pipe)
    os.write(first, line(1) + b"\n")
    os.close(first)
    await asyncio.to_thread(came.wait, 20)
    os.write(late[0], line(2) + b"\n")
    os.close(late[0])
    report = await asyncio.wait_for(running, 60)
    assert report.accepted == 2


@pytest.mark.parametrize("writer", ["nobody", "one who is silent"])
async def test_an_ingest_that_waits_at_a_named_pipe_can_be_ended(tmp_path, pipe, writer):
    desk = Desk.at(tmp_path)
    running = asyncio.create_task(desk.ingest()(str(pipe)))
    silent = await until_read(pipe) if writer != "nobody" else None
    await asyncio.sleep(0.2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(running, 60)
    if silent is not None:
        os.close(silent)
    with pytest.raises(OSError, match="No such device"):
        os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)


async def test_a_writer_without_a_word_ends_the_reading(tmp_path, pipe):
    desk = Desk.at(tmp_path)
    running = asyncio.create_task(desk.ingest()(str(pipe)))
    os.close(await until_read(pipe))
    report = await asyncio.wait_for(running, 60)
    assert (report.lines, report.complete) == (0, True)


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="this system has no /dev/fd")
@pytest.mark.parametrize("ended", [True, False])
async def test_the_output_of_a_command_named_as_a_file_lands(tmp_path, ended):
    """What `<(command)` of a shell is, whether the command is still there or not."""
    desk = Desk.at(tmp_path)
    reading, writing = os.pipe()
    os.write(writing, line(1) + b"\n" + line(2))
    if ended:
        os.close(writing)
    running = asyncio.create_task(desk.ingest()(f"/dev/fd/{reading}"))
    if not ended:
        await asyncio.sleep(0.1)
        os.close(writing)
    report = await asyncio.wait_for(running, 60)
    os.close(reading)
    assert (report.accepted, report.complete) == (2, True)


async def test_a_pipe_given_as_an_export_is_refused_at_once(tmp_path, pipe):
    desk = Desk.at(tmp_path)
    report = await asyncio.wait_for(desk.take(pipe), 60)
    assert "save it as a file" in report.problems[0].what
