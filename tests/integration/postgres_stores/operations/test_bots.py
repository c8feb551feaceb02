"""What a bot says of itself is read back as it was said, and only its last word counts."""

from datetime import timedelta

import attrs
import pytest

from adapters.postgres.link import Database
from adapters.postgres.operations.bots import PostgresBots
from adapters.system.process import this_process
from application.community.hearing.ports import JournalState
from domain.operations.bot import BotState, MissingIntent, ShardState
from domain.operations.leases import Holder
from domain.operations.sight import FORGOTTEN_AFTER, Process
from tests.builders.activities import TIME_ZERO

pytestmark = pytest.mark.postgres

LISTENING = BotState(
    phase="listening",
    since=TIME_ZERO,
    words="all is well",
    shards=(
        ShardState(shard=0, count=2, phase="listening", since=TIME_ZERO, guilds=(7, 2**62)),
        ShardState(
            shard=1,
            count=2,
            phase="reconnecting",
            since=TIME_ZERO,
            last_heard=TIME_ZERO,
            last_event=TIME_ZERO,
        ),
    ),
    missing=(MissingIntent(switch="Message Content Intent", unavailable="lengths of messages"),),
    quarantined=3,
    invalid_requests=4,
    families=("messages", "voice"),
)
JOURNAL = JournalState(
    waiting_records=5,
    waiting_bytes=2**40,
    most_bytes=2**41,
    oldest=TIME_ZERO,
    dropped=6,
    damaged_bytes=2**33,
)
EMPTY = JournalState(waiting_records=0, waiting_bytes=0, most_bytes=1, oldest=None, dropped=0)


@pytest.fixture
def bots(a_database: Database) -> PostgresBots:
    return PostgresBots(a_database)


async def words_of(bots: PostgresBots, holder: Holder) -> Process | None:
    found, now = await bots.processes()
    assert all(one.told_at <= now for one in found)
    return next((one for one in found if one.holder == holder), None)


async def test_what_was_said_is_what_is_read(bots: PostgresBots) -> None:
    me = this_process()
    await bots.tell("a bot", me, LISTENING, JOURNAL)
    found = await words_of(bots, me)
    assert found is not None
    assert (found.bot, found.state) == ("a bot", LISTENING)
    assert attrs.astuple(found.backlog) == (5, 2**40, 2**41, TIME_ZERO, 6, 2**33)


async def test_only_the_last_word_counts_and_shards_that_are_gone_are_gone(bots: PostgresBots) -> None:
    me = this_process()
    await bots.tell("a bot", me, LISTENING, JOURNAL)
    before = await words_of(bots, me)
    fewer = attrs.evolve(LISTENING, shards=LISTENING.shards[:1], missing=(), quarantined=9)
    await bots.tell("a bot", me, fewer, EMPTY)
    after = await words_of(bots, me)
    assert before is not None and after is not None
    assert after.state == fewer
    assert after.backlog.oldest is None
    assert after.told_at > before.told_at


async def test_processes_of_the_past_are_forgotten_when_another_one_speaks(
    a_database: Database, bots: PostgresBots
) -> None:
    old, new = this_process(), this_process()
    await bots.tell("a bot", old, LISTENING, EMPTY)
    async with a_database.instance_work() as connection:
        await connection.execute(
            "update community_os_instance.bots set told_at = told_at - $2::interval where holder = $1",
            old.id,
            FORGOTTEN_AFTER + timedelta(minutes=1),
        )
    assert await words_of(bots, old) is not None
    await bots.tell("a bot", new, LISTENING, EMPTY)
    assert await words_of(bots, old) is None
    assert await words_of(bots, new) is not None
