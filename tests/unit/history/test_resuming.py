"""An interrupted import goes on where its last batch landed; a wrong bookmark loses and doubles nothing."""

import json

import pytest

from adapters.history.bookmarks import FileBookmarks
from adapters.history.discord_export.exports import DiscordExports
from application.community.history.files import Bookmark
from domain.kernel.errors import Unavailable
from tests.builders.desk import Desk
from tests.builders.exports import SECRET_WORD, a_message, a_reply, a_user, an_export, some_messages
from tests.builders.house import House


def told(count):
    return [message for message, _ in zip(some_messages(5, people=30), range(count), strict=False)]


FEW = told(60)


@pytest.fixture(scope="module")
def long():
    """More than two batches of a front door hold."""
    return told(12_000)


class Interrupted:
    """A front door that goes away after some batches, and remembers what came to it."""

    def __init__(self, desk, after):
        self.desk, self.left, self.messages = desk, after, 0

    async def __call__(self, batch):
        if self.left == 0:
            raise Unavailable("the database went away")
        self.left -= 1
        answer = await self.desk.house.record(batch)
        self.messages += sum(record.kind == "message" for record in batch)
        return answer


def bookmarks(desk):
    return list((desk.home / "imports").glob("*.json"))


@pytest.mark.slow
async def test_an_interrupted_import_goes_on_behind_its_last_batch(tmp_path, long):
    desk = Desk.at(tmp_path)
    desk.put(an_export(long))
    first, second = Interrupted(desk, 2), Interrupted(desk, 1000)
    with pytest.raises(Unavailable):
        await desk.take(record=first)
    report = await desk.take(record=second)
    assert first.messages > 0 and second.messages > 0
    assert first.messages + second.messages == len(long), "no message was recorded twice"
    assert "were imported before" in report.skipped[0].why
    whole = Desk.at(tmp_path / "files")
    whole.put(an_export(long))
    await whole.take()
    assert (await desk.folded()) == (await whole.folded())


@pytest.mark.slow
async def test_after_the_resumption_replies_still_know_whom_they_answer(tmp_path, long):
    desk = Desk.at(tmp_path)
    desk.put(an_export([*long, a_reply(13_000, to=0, author=a_user(999))]))
    with pytest.raises(Unavailable):
        await desk.take(record=Interrupted(desk, 1))
    await desk.take()
    replier = await desk.house.number_of(a_user(999)["id"], guild=700_000_000_000_000_001)
    assert [key for key in (await desk.folded()).reply_day if key[0] == replier]


async def test_a_bookmark_of_another_database_is_not_believed(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export(FEW[:50]))
    await desk.take()
    elsewhere = Desk(desk.folder, desk.home, House.built())
    assert (await elsewhere.take()).new == 50
    assert (await elsewhere.counted()) == (await desk.counted())


async def test_a_log_that_has_only_the_end_of_a_file_gets_its_beginning(tmp_path):
    """A later export that overlaps went into a new database first."""
    desk = Desk.at(tmp_path)
    path = desk.put(an_export(FEW[:50]), "a.json")
    await desk.take()
    elsewhere = Desk(desk.folder, desk.home, House.built())
    await elsewhere.take(desk.put(an_export(FEW[30:60]), "b.json"))
    report = await elsewhere.take(path)
    assert report.messages == 50
    whole = Desk.at(tmp_path / "home")
    whole.put(an_export(FEW))
    await whole.take()
    assert (await elsewhere.counted()) == (await whole.counted())


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"not json",
        b"\xff\x00",
        b"{}",
        b'{"version": 2}',
        b'{"version":1,"at":-5,"first":null,"last":null,"finished":true,"named":0,"counted":0}',
        b'{"version":1,"at":7,"first":null,"last":null,"finished":true,"named":0,"counted":0}',
        b'{"version":1,"at":7,"first":{"guild":1,"key":"zz"},"last":null,"finished":true,"named":0,"counted":0}',
        b'{"version":1,"at":7,"first":{"guild":1,"key":"aa"},"last":{"guild":1,"key":"aa"},"finished":true,'
        b'"named":0,"counted":0}',
        b'{"version":1,"at":7,"first":{"guild":99999999999999999999,"key":"00000000000000000000000000000000"},'
        b'"last":{"guild":1,"key":"00000000000000000000000000000000"},"finished":true,"named":0,"counted":0}',
        b'{"version":1,"at":7,"first":{"guild":1,"key":"00000000000000000000000000000000"},'
        b'"last":{"guild":1,"key":"00000000000000000000000000000000"},"finished":true,"named":0,"counted":0}',
    ],
)
async def test_a_wrong_bookmark_loses_nothing(tmp_path, wrong):
    desk = Desk.at(tmp_path)
    path = desk.put(an_export(FEW[:50]))
    file = DiscordExports().find([str(path)]).files[0]
    kept = FileBookmarks(desk.home / "imports")
    kept.keep(file.mark, Bookmark(at=0))
    bookmarks(desk)[0].write_bytes(wrong)
    assert (await desk.take()).new == 50


async def test_a_bookmark_beyond_the_end_of_its_file_doubles_nothing(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export(FEW[:50]))
    await desk.take()
    kept = json.loads(bookmarks(desk)[0].read_bytes())
    bookmarks(desk)[0].write_text(json.dumps(kept | {"at": 10_000, "finished": False}))
    assert (await desk.take()).messages == 0
    assert (await desk.take(again=True)).known == 50


async def test_a_file_that_changed_is_read_again(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export(FEW[:50]))
    await desk.take()
    desk.put(an_export(FEW))
    report = await desk.take()
    assert (report.known, report.new) == (50, 10)


async def test_a_finished_file_is_believed_when_its_days_are_sealed(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export(FEW[:50]))
    await desk.take()
    async with desk.house.store.writing(700_000_000_000_000_001) as work:
        await work.guild.seal(30_000)
    assert (await desk.take()).messages == 0


async def test_bookmarks_name_nobody_and_hold_no_text(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1), *FEW[:30]]))
    await desk.take()
    kept = b"".join(path.read_bytes() for path in bookmarks(desk))
    assert SECRET_WORD.encode() not in kept
    for message in FEW[:30]:
        assert message["author"]["id"].encode() not in kept
    assert set(json.loads(kept)) == {"version", "at", "first", "last", "finished", "named", "counted"}
