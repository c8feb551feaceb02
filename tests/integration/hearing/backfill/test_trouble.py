"""Discord limits, breaks, or shuts us out: reading ends politely and goes on later."""

import asyncio

import pytest

from adapters.discord.archive import Asking, DiscordArchive, Pace
from adapters.discord.client.http.budget import RefusalBudget
from adapters.discord.client.http.requests import counting
from domain.community.backfill.progress import Doing
from tests.integration.hearing.backfill.scene import Scene, a_client, a_scene

INF = float("inf")


def a_talk(scene: Scene, count: int = 250) -> set[int | None]:
    general = scene.discord.channel(scene.inn, "general")
    scene.said(general, count)
    return scene.written(general)


async def test_a_limit_of_discord_is_waited_for() -> None:
    async with a_scene(limits=True) as scene:
        written = a_talk(scene)
        scene.discord.rest.limits.set("/channels/{channel}/messages", 1, 0.2)
        scene.discord.rest_answers(429, retry_after=0.05, matching="/messages")
        assert (await scene.catch_up()).doing is Doing.DONE
        assert await scene.messages() == written
        assert scene.discord.rest.invalid_requests == 1, "the one that was ordered"


@pytest.mark.parametrize("status", [500, 503])
async def test_an_error_of_discord_is_tried_again(status: int) -> None:
    async with a_scene() as scene:
        written = a_talk(scene)
        scene.discord.rest_answers(status, matching="/messages")
        assert (await scene.catch_up()).doing is Doing.DONE
        assert await scene.messages() == written


async def test_discord_away_ends_the_run_and_the_next_one_goes_on() -> None:
    async with a_scene() as scene:
        written = a_talk(scene)
        await scene.discord.rest_down()
        await scene.http.close()  # its open connections would still be served
        stopped = await scene.catch_up()
        assert (stopped.doing, stopped.messages) == (Doing.STOPPED, 0)
        await scene.discord.rest_up()
        scene.http = await a_client(scene.discord)
        assert (await scene.catch_up()).doing is Doing.DONE
        assert await scene.messages() == written


async def test_after_a_ban_by_the_firewall_nothing_is_asked_until_it_is_over() -> None:
    async with a_scene() as scene:
        a_talk(scene)
        scene.discord.rest_answers(429, times=INF, cloudflare=True, retry_after=600)
        stopped = await scene.catch_up()
        assert stopped.doing is Doing.STOPPED and "firewall" in stopped.problem
        asked = len(scene.discord.rest.log)
        for _ in range(3):
            assert (await scene.catch_up()).doing is Doing.STOPPED
        assert len(scene.discord.rest.log) == asked


async def test_after_a_401_no_further_call_is_made() -> None:
    async with a_scene() as scene:
        a_talk(scene)
        await scene.discord.revoke_token()
        stopped = await scene.catch_up()
        assert stopped.doing is Doing.STOPPED and "token" in stopped.problem
        assert scene.discord.token not in stopped.problem
        asked = len(scene.discord.rest.log)
        await scene.catch_up()
        assert len(scene.discord.rest.log) == asked


async def test_while_the_bot_is_not_logged_in_nothing_is_asked() -> None:
    async with a_scene() as scene:
        a_talk(scene)
        scene.archive = DiscordArchive(Asking(client=lambda: None))
        stopped = await scene.catch_up()
        assert stopped.doing is Doing.STOPPED and "not logged in" in stopped.problem


async def test_no_channel_is_asked_once_too_many_requests_were_refused() -> None:
    now = [0.0]
    budget = RefusalBudget(lambda: now[0], most=3)
    async with a_scene() as scene:
        for number in range(5):
            scene.said(scene.discord.channel(scene.inn, f"secret {number}", hidden=True), 1)
        await scene.http.close()
        scene.http, scene.at_once = await a_client(scene.discord, trace=counting(budget)), 1
        stopped = await scene.catch_up()
        assert stopped.doing is Doing.STOPPED and "refused" in stopped.problem
        assert (scene.discord.rest.invalid_requests, stopped.forbidden) == (3, 3)
        now[0] = 700.0
        assert (await scene.catch_up()).forbidden == 5
        assert scene.discord.rest.invalid_requests == 5, "nobody was asked twice"


async def test_no_more_than_ten_requests_a_second_are_made() -> None:
    class Watch:
        """Time that passes only while somebody waits for it."""

        at = 1000.0

        def now(self) -> float:
            return self.at

        async def sleep(self, seconds: float) -> None:
            until = self.at + seconds
            await asyncio.sleep(0)
            self.at = max(self.at, until)

    async with a_scene() as scene:
        for number in range(30):
            scene.said(scene.discord.channel(scene.inn, f"channel {number}"), 230)
        watch, times = Watch(), list[float]()

        class Timed:
            async def request(self, route: object, **more: object) -> object:
                times.append(watch.now())
                return await scene.http.request(route, **more)  # type: ignore[arg-type]

        pace = Pace(now=watch.now, sleep=watch.sleep)
        scene.archive = DiscordArchive(Asking(client=Timed, pace=pace))
        before = len(scene.discord.rest.log)
        progress = await scene.catch_up()
        assert progress.doing is Doing.DONE
        assert len(times) == len(scene.discord.rest.log) - before == progress.requests > 90
        most = max(sum(start <= at < start + 0.9999 for at in times) for start in times)
        assert most <= 10
        assert times[-1] - times[0] <= len(times) / 9, "and hardly fewer"
