"""What a browser is told on the live feed, and when."""

import asyncio
import json

import attrs
import pytest
from websockets.exceptions import InvalidStatus

from adapters.dash_ui.live import wire
from adapters.memory.community import MemoryStore
from adapters.memory.insights import MemoryFacts
from domain.kernel.errors import Unavailable
from tests.builders.house import House
from tests.integration.live.feed import PROMPT, feeding, message
from tests.unit.application.insights.spies import WatchedFacts

TILES, TOP = "overview-tiles", "overview-top"


def words(node: object) -> str:
    """All that is written in a tree."""
    return node if isinstance(node, str) else " ".join(words(child) for child in node[2:])  # type: ignore[index]


async def test_who_shows_the_newest_page_is_told_nothing_but_that_the_feed_is_there() -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await browser.says(await feed.shown())
        said = await browser.hears()
        assert said["parts"] == {}
        assert said["place"] == "/"


async def test_a_first_visit_is_sent_what_it_did_not_wait_for() -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await browser.says(await feed.shown(first=True))
        said = await browser.hears()
        assert "Health score" in words(said["parts"]["overview-glance"]["tree"])


async def test_who_counts_its_words_hears_first_that_the_last_of_them_was_heard() -> None:
    async with feeding() as feed, feed.viewer() as browser:
        for turn, href in enumerate(("/", "/members"), start=1):
            await browser.says({**await feed.shown(href), "turn": turn})
            assert await browser.hears() == {"heard": turn}
            assert (await browser.hears())["place"] == href


async def test_who_shows_an_older_page_is_sent_all_living_parts() -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await browser.says({**await feed.shown(), "mark": "older"})
        said = await browser.hears()
        assert {TILES, TOP, "activity-chart", "overview-heat", "bar-ago"} <= said["parts"].keys()
        assert set(said["parts"]["activity-chart"]) == {"figure"}


async def test_a_recorded_message_changes_the_tile_and_the_top_members() -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await browser.says(await feed.shown())
        assert not (await browser.hears())["parts"]
        await browser.says({"shown": 1})
        await feed.house.told(*(message(number) for number in range(10, 15)))
        said = await browser.sees(TILES)
        assert "Messages How much was written? 8" in words(said["parts"][TILES]["tree"])
        top = words(said["parts"][TOP]["tree"])
        assert top.index("Person 1") < top.index("Person 2")


async def test_only_what_changed_is_sent() -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await browser.says({**await feed.shown(), "mark": "older"})
        everything = await browser.hears()
        await browser.says({"shown": everything["seq"]})
        await feed.house.told(message(10))
        said = await browser.sees(TILES)
        same = everything["parts"].keys() - said["parts"].keys()
        assert "activity-legend" in same
        for part, properties in said["parts"].items():
            assert properties != everything["parts"][part]


async def test_who_comes_back_is_sent_what_was_missed_and_no_more() -> None:
    async with feeding() as feed:
        async with feed.viewer() as browser:
            await browser.says({**await feed.shown(), "mark": "older"})
            first = await browser.hears()
        await feed.house.told(message(10))
        async with feed.viewer() as browser:
            was = {key: first[key] for key in ("place", "epoch", "seq", "mark")}
            await browser.says({**await feed.shown(), **was})
            again = await browser.sees(TILES)
        assert again["epoch"] == first["epoch"]
        assert "activity-legend" in first["parts"].keys() - again["parts"].keys()


async def test_after_a_restart_of_the_server_everything_is_sent_again() -> None:
    house = House.built()
    async with feeding(house) as feed, feed.viewer() as browser:
        await browser.says({**await feed.shown(), "mark": "older"})
        first = await browser.hears()
    await house.told(message(10))
    async with feeding(house) as feed, feed.viewer() as browser:
        was = {key: first[key] for key in ("place", "epoch", "seq", "mark")}
        await browser.says({**await feed.shown(), **was})
        again = await browser.hears()
        assert again["epoch"] != first["epoch"]
        assert again["parts"].keys() == first["parts"].keys()


async def test_a_page_that_is_another_one_has_to_be_asked_for() -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await browser.says({**await feed.shown(), "outline": "of something else"})
        assert "look" in await browser.hears()
        await browser.says(await feed.shown())
        assert "parts" in await browser.hears()


async def test_one_socket_goes_along_from_place_to_place() -> None:
    async with feeding() as feed, feed.viewer() as browser:
        for href in ("/", "/members", "/?window=7d"):
            await browser.says({**await feed.shown(href), "mark": "older"})
            said = await browser.hears()
            assert said["place"] == href
            assert said["parts"]


@pytest.mark.parametrize(
    "href", ["/nope", "/?guild=42", "/?guild=x", "/?window=banana", "/members?as-of=never"]
)
async def test_where_there_is_no_page_the_browser_has_to_ask(href: str) -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await browser.says(await feed.shown(href))
        assert "look" in await browser.hears()


async def test_when_the_store_goes_every_viewer_is_told_to_ask_once() -> None:
    memory = MemoryStore()
    facts = WatchedFacts(MemoryFacts(memory))
    house = House.built(memory=memory, facts=facts)
    async with feeding(house) as feed, feed.viewer() as browser:
        hello = await feed.shown()
        await browser.says(hello)
        await browser.hears()
        facts.broken = Unavailable("The database is away.")
        assert "look" in await browser.hears()
        facts.broken = None
        await browser.says(hello)
        assert (await browser.hears())["parts"] == {}


NONSENSE = [
    "",
    "{",
    "[]",
    "null",
    '"/"',
    "[" * 4000,
    '{"place": 7}',
    '{"place": "//example.org/"}',
    '{"place": "nowhere"}',
    '{"place": "/", "seq": -1}',
    '{"place": "/", "seq": true}',
    '{"place": "/", "seq": 1e9}',
    '{"place": "/", "outline": {}}',
    '{"shown": "1"}',
    json.dumps({"place": "/" + "x" * 5000}),
    b"\x00\xff",
]


@pytest.mark.parametrize("nonsense", NONSENSE)
async def test_nonsense_is_closed_with_its_reason(nonsense: str | bytes) -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await browser.socket.send(nonsense)
        code, reason = await browser.closed()
        assert code == wire.NONSENSE
        assert reason


async def test_who_says_too_much_has_to_go() -> None:
    async with feeding(rules=attrs.evolve(PROMPT, most_words=20)) as feed, feed.viewer() as browser:
        hello = await feed.shown()
        for _ in range(21):
            await browser.says(hello)
        assert await browser.closed() == (wire.NONSENSE, "too many messages")


async def test_who_never_says_where_it_is_has_to_go() -> None:
    async with feeding(rules=attrs.evolve(PROMPT, patience=0.1)) as feed, feed.viewer() as browser:
        assert (await browser.closed())[0] == wire.TOO_SLOW


async def test_who_draws_nothing_is_let_go_and_the_others_go_on() -> None:
    rules = attrs.evolve(PROMPT, patience=2.0, beat=0.2)
    async with feeding(rules=rules) as feed:
        hello = {**await feed.shown(), "mark": "older"}  # drawn before anybody's patience is tried
        async with feed.viewer() as slow, feed.viewer() as quick:
            for browser in (slow, quick):
                await browser.says(hello)
            await slow.hears()
            await quick.sees(TILES)
            await feed.house.told(message(10))
            await quick.sees(TILES)
            assert (await slow.closed())[0] == wire.TOO_SLOW
            await feed.house.told(message(11))
            await quick.sees(TILES)


async def test_a_slow_viewer_has_one_message_on_its_way_and_then_sees_the_newest() -> None:
    async with feeding() as feed, feed.viewer() as slow, feed.viewer() as quick:
        for browser in (slow, quick):
            await browser.says({**await feed.shown(), "mark": "older"})
        first = await slow.hears()
        await quick.sees(TILES)
        for number in range(10, 14):
            await feed.house.told(message(number))
            newest = await quick.sees(TILES)
        await slow.says({"shown": first["seq"]})
        assert (await slow.hears())["parts"][TILES] == newest["parts"][TILES]


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
async def test_a_page_of_somebody_else_is_refused(origin: str) -> None:
    async with feeding() as feed:
        with pytest.raises(InvalidStatus) as refused:
            async with feed.viewer(origin=origin):
                pass
        assert refused.value.response.status_code == 403


async def test_who_goes_in_the_middle_of_a_message_is_no_mistake_of_ours(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with feeding() as feed, feed.viewer() as stays:
        await stays.says(await feed.shown())
        await stays.hears()
        await stays.says({"shown": 1})
        for number in range(10, 20):
            async with feed.viewer() as goes:
                await goes.says({**await feed.shown(), "mark": "older"})
                await feed.house.told(message(number))
                goes.socket.transport.abort()
            await stays.sees(TILES)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_when_the_server_ends_nobody_looks_at_the_store_any_more() -> None:
    async with feeding(rules=attrs.evolve(PROMPT, lingers=1e9)) as feed, feed.viewer() as browser:
        await browser.says(await feed.shown())
        await browser.hears()
        await feed.stop()
        assert feed.news.guilds == frozenset()


async def test_who_comes_whenever_the_drawing_ends_is_shown_what_is_new() -> None:
    async with feeding(rules=attrs.evolve(PROMPT, lingers=0.0)) as feed:
        for number in range(10, 40):
            async with feed.viewer() as browser:
                await browser.says(await feed.shown())
                await browser.hears()
                await browser.says({"shown": 99})
                await feed.house.told(message(number))
                await browser.sees(TILES)


async def test_with_the_last_viewer_nobody_looks_at_the_store_any_more() -> None:
    async with feeding(rules=attrs.evolve(PROMPT, lingers=0.05)) as feed:
        async with feed.viewer() as browser:
            await browser.says(await feed.shown())
            await browser.hears()
            assert feed.news.guilds
        while feed.news.guilds:
            await feed.house.told(message(9))


async def test_who_comes_after_a_while_is_not_shown_what_was_there_when_the_last_one_left() -> None:
    async with feeding(rules=attrs.evolve(PROMPT, lingers=0.0)) as feed:
        async with feed.viewer() as browser:
            await browser.says(await feed.shown())
            await browser.hears()
        while feed.news.guilds:
            await feed.house.told(message(9))
            await asyncio.sleep(0.01)
        await feed.house.told(message(10))
        async with feed.viewer() as browser:
            await browser.says(await feed.shown())
            assert not (await browser.hears())["parts"], "the page shows the newest already"
