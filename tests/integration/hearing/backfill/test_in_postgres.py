"""The same with PostgreSQL: nothing of what is known of the past lives in the program."""

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from domain.community.backfill.progress import Doing
from domain.community.log.activity import REACTION
from tests.builders.activities import DAY
from tests.integration.hearing.backfill.scene import NOW, REACTORS, a_scene
from tests.integration.hearing.backfill.test_interrupted import a_past

pytestmark = pytest.mark.postgres


async def test_a_past_is_read_once_by_whatever_process(database: Database) -> None:
    async with a_scene() as scene:
        scene.store = PostgresStore(database)
        written = await a_past(scene)
        scene.discord.rest_answers(503, times=float("inf"), matching="/reactions/")
        stopped = await scene.catch_up(since=NOW)
        assert (stopped.doing, stopped.reactors_left) == (Doing.STOPPED, 2)
        assert await scene.messages() == written
        scene.discord.rest_recovers()
        asked = scene.asked()
        scene.store, scene.archive = PostgresStore(database), scene.an_archive()
        done = await scene.catch_up(since=NOW)
        assert (done.doing, done.forbidden, done.messages) == (Doing.DONE, 1, stopped.messages)
        assert scene.asked() == asked, "only who reacted was left to ask"
        assert len(await scene.log(REACTION)) == 2
        assert scene.discord.rest.asked(REACTORS, 200) == 2
        assert await scene.heard(NOW - 80 * DAY, NOW) == 1
