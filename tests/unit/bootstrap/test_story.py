"""The demo's story: told once, continued later, and never counted twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from adapters.simulation import GUILD
from bootstrap.container import Container
from bootstrap.demo.story import Story, Storyteller
from domain.community.coverage import FAMILIES
from domain.community.log.keys import Keyring
from domain.kernel.instants import day_number
from tests.builders.activities import StoppedClock

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
BEGUN = Story(seed=5, first_day=day_number(NOON.date()) - 6, people=60)


def use_cases_at(clock: StoppedClock):
    container = Container(
        storage="memory", keys=Keyring(b"s" * 32), cache_bytes=10_000_000, bookmarks_folder=Path("/nowhere")
    )
    container.clock.override(clock)
    return container.use_cases()


async def told(use_cases, story: Story) -> Story:
    kept: list[Story] = []
    await Storyteller(use_cases=use_cases, story=story, keep=kept.append).tell(lambda *_: None)
    return kept[-1]


async def test_the_story_ends_at_the_present_moment_and_everything_of_it_is_kept():
    use_cases = use_cases_at(StoppedClock(NOON))
    await told(use_cases, BEGUN)
    tally = await use_cases.tally(GUILD)
    assert tally.total_events > 300
    assert tally.dead_letters == 0
    assert max(tally.by_day) == "2026-03-14"
    async with use_cases.store.reading(GUILD) as work:
        profile, spans = await work.guild.profile(), await work.listening.spans()
        names = await work.guild.channels()
    assert profile is not None
    assert profile.name == "The Arena (demo)"
    assert profile.last_activity is not None
    assert profile.last_activity <= NOON
    assert {span.family for span in spans} == set(FAMILIES)
    assert NOON < max(span.end for span in spans) < NOON + timedelta(minutes=5)
    assert len({span.end for span in spans}) == 1
    assert "general" in {channel.name for channel in names.values()}


async def test_a_story_continued_later_is_the_story_told_at_once():
    at_once = use_cases_at(StoppedClock(NOON))
    await told(at_once, BEGUN)
    clock = StoppedClock(NOON - timedelta(days=3, hours=5))
    in_parts = use_cases_at(clock)
    story = await told(in_parts, BEGUN)
    clock.at = NOON
    await told(in_parts, story)
    assert await in_parts.tally(GUILD) == await at_once.tally(GUILD)


async def test_a_story_told_twice_counts_once():
    use_cases = use_cases_at(StoppedClock(NOON))
    await told(use_cases, BEGUN)
    before = await use_cases.tally(GUILD)
    await told(use_cases, BEGUN)
    assert await use_cases.tally(GUILD) == before


async def test_a_story_that_was_interrupted_is_completed_by_the_next_start():
    whole = use_cases_at(StoppedClock(NOON))
    await told(whole, BEGUN)
    kept: list[Story] = []
    cut = use_cases_at(StoppedClock(NOON))

    class Interrupted(Exception):
        pass

    def interrupt(done: int, _of_all: int) -> None:
        if done == 4:
            raise Interrupted

    with pytest.raises(Interrupted):
        await Storyteller(use_cases=cut, story=BEGUN, keep=kept.append).tell(interrupt)
    await told(cut, kept[-1])
    assert await cut.tally(GUILD) == await whole.tally(GUILD)


def test_a_story_is_kept_and_read_again(tmp_path):
    path = tmp_path / "demo" / "story.json"
    story = attrs.evolve(BEGUN, told_until=NOON)
    story.write(path)
    assert Story.read(path) == story


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"seed": 1}',
        '{"told_until": "soon"}',
        "null",
        '{"version": 0, "seed": 1, "first_day": 1, "people": 1, "told_until": null}',
    ],
)
def test_a_story_that_cannot_be_read_is_none(tmp_path, text):
    path = tmp_path / "story.json"
    path.write_text(text)
    assert Story.read(path) is None
