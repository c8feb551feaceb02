"""The demo's story: told once, continued after any absence, never counted twice."""

from datetime import UTC, datetime, timedelta

import attrs
import pytest

from bootstrap.demo.story import DAYS, Story
from domain.community.coverage import FAMILIES, coverage
from domain.community.log.activity import KINDS
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import OverLimit, Unavailable
from domain.kernel.instants import day_number
from tests.builders.activities import StoppedClock
from tests.unit.bootstrap.demo import BEGUN, NOON, guild_of, storyteller, told, use_cases_at

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
async def at_once():
    """The story that was told at once, up to noon; the tests only read it."""
    use_cases = use_cases_at(StoppedClock(NOON))
    return use_cases, await told(use_cases, BEGUN)


async def test_the_story_ends_at_the_present_moment_and_everything_of_it_is_kept(at_once):
    use_cases, _ = at_once
    tally = await use_cases.tally(guild_of(BEGUN))
    assert tally.total_events > 3_000
    assert tally.dead_letters == 0
    assert set(tally.by_kind) <= set(KINDS)
    assert max(tally.by_day) == "2026-03-14"
    async with use_cases.store.reading(guild_of(BEGUN)) as work:
        profile, names = await work.guild.profile(), await work.guild.channels()
    assert profile is not None
    assert profile.name == "The Arena (demo)"
    assert profile.last_activity is not None
    assert profile.last_activity <= NOON
    assert "general" in {channel.name for channel in names.values()}
    found = await use_cases.show_directory(guild_of(BEGUN))
    assert {line.tier for line in found.lines} >= {"staff", "host", "member"}


async def test_many_are_known_on_the_website_too_and_a_link_that_was_taken_away_does_not_come_back():
    use_cases = use_cases_at(StoppedClock(NOON))
    teller, guild = await told(use_cases, BEGUN), guild_of(BEGUN)
    known = await use_cases.show_id_coverage(guild)
    linked = {each.source: each.linked for each in known.sources}
    assert 0 < linked["steam"] < linked["supabase"] < known.people
    async with use_cases.store.reading(guild) as work:
        aliases = await work.links.aliases()
    await use_cases.unlink_account(guild, int(aliases.member_no[0]), COMMAND_LINE)
    await storyteller(use_cases, teller.story).tell(lambda *_: None)
    async with use_cases.store.reading(guild) as work:
        assert len(await work.links.aliases()) == len(aliases) - 1


async def heard(use_cases, family, days: int):
    async with use_cases.store.reading(guild_of(BEGUN)) as work:
        spans = await work.listening.spans()
    now = use_cases.clock.now()
    return coverage(spans, family, now - timedelta(days=days), now)


async def test_everything_was_heard_but_what_happened_in_the_outage(at_once):
    use_cases, teller = at_once
    down = teller.world.outage
    assert down is not None
    since, until = (datetime.fromtimestamp(ms / 1000, UTC) for ms in (down.start, down.end))
    assert NOON - timedelta(days=30) < since < until < NOON - timedelta(days=14)
    async with use_cases.store.reading(guild_of(BEGUN)) as work:
        assert await work.log.between(since, until) == {}
        assert await work.log.between(since - timedelta(days=1), since) != {}
    for family in FAMILIES:
        assert (await heard(use_cases, family, 30)).gaps == ((since, until),)


async def test_the_days_of_an_absence_are_told_and_were_heard():
    clock = StoppedClock(NOON - timedelta(days=17))
    use_cases = use_cases_at(clock)
    teller = await told(use_cases, BEGUN)
    clock.at = NOON
    steps: list[tuple[int, int]] = []
    await storyteller(use_cases, teller.story).tell(lambda done, of_all: steps.append((done, of_all)))
    assert steps == [(done, 18) for done in range(1, 19)]
    assert (await heard(use_cases, "messages", 7)).full
    tally = await use_cases.tally(guild_of(BEGUN))
    assert all(tally.by_day[f"2026-03-{day:02}"] > 10 for day in range(1, 14))


async def tally_of(use_cases):
    return await use_cases.tally(guild_of(BEGUN))


@pytest.mark.parametrize("away", [timedelta(hours=5), timedelta(days=90)])
async def test_a_story_continued_later_is_the_story_told_at_once(away, at_once):
    clock = StoppedClock(NOON - away)
    in_parts = use_cases_at(clock)
    teller = await told(in_parts, BEGUN)
    clock.at = NOON
    await told(in_parts, teller.story)
    assert await tally_of(in_parts) == await tally_of(at_once[0])


async def test_a_story_told_twice_counts_once(at_once):
    use_cases = use_cases_at(StoppedClock(NOON))
    await told(use_cases, BEGUN)
    await told(use_cases, BEGUN)
    assert await tally_of(use_cases) == await tally_of(at_once[0])


async def test_a_story_that_was_interrupted_is_completed_by_the_next_start(at_once):
    cut = use_cases_at(StoppedClock(NOON))

    class Interrupted(Exception):
        pass

    def interrupt(done: int, _of_all: int) -> None:
        if done == 80:
            raise Interrupted

    teller = storyteller(cut, BEGUN)
    with pytest.raises(Interrupted):
        await teller.tell(interrupt)
    await told(cut, teller.story)
    assert await tally_of(cut) == await tally_of(at_once[0])


def test_a_story_is_kept_and_read_again_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "demo" / "story.json"
    story = attrs.evolve(BEGUN, told_until=NOON)
    story.write(path)
    assert Story.read(path) == story
    assert list(path.parent.iterdir()) == [path]


def test_a_story_that_cannot_be_kept_says_what_to_do(tmp_path):
    (tmp_path / "demo").write_text("a file where a folder has to be")
    with pytest.raises(Unavailable, match="make room there, or show it with --store memory"):
        BEGUN.write(tmp_path / "demo" / "story.json")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"seed": 1}',
        '{"told_until": "soon"}',
        "null",
        '{"version": 1, "seed": 1, "first_day": 20000, "people": 60, "told_until": null}',  # the first demo's
        '{"seed": 1, "first_day": 20000, "people": 7, "told_until": null}',
        '{"seed": 1, "first_day": 20000, "people": 60, "told_until": "2026-03-14T12:00:00"}',
        '{"seed": "x", "first_day": 20000, "people": 60, "told_until": null}',
        '{"seed": -5, "first_day": 20000, "people": 60, "told_until": null}',
        '{"seed": 1, "first_day": "soon", "people": 60, "told_until": null}',
        '{"seed": 1, "first_day": 1000000000, "people": 60, "told_until": null}',
    ],
)
def test_a_story_that_cannot_be_read_is_none(tmp_path, text):
    path = tmp_path / "story.json"
    path.write_text(text)
    assert Story.read(path) is None


def test_a_story_of_another_simulation_begins_anew(tmp_path):
    assert not attrs.evolve(BEGUN, simulation="world-0", told_until=NOON).continues(NOON)
    assert not attrs.evolve(BEGUN, simulation="world-0").continues(NOON)
    assert BEGUN.continues(NOON)


def test_a_story_goes_on_after_a_year_but_not_after_more_than_can_be_told_at_a_start():
    story = attrs.evolve(BEGUN, told_until=NOON)
    assert story.continues(NOON + timedelta(days=400))
    assert not story.continues(NOON + timedelta(days=401))


def test_a_story_that_was_told_by_a_clock_of_the_future_begins_anew():
    assert attrs.evolve(BEGUN, told_until=NOON + timedelta(hours=3)).continues(NOON)
    assert not attrs.evolve(BEGUN, told_until=NOON + timedelta(days=3)).continues(NOON)


def test_a_story_begins_anew_after_ten_years():
    end = NOON + timedelta(days=3_650 - DAYS)
    story = attrs.evolve(BEGUN, told_until=end - timedelta(days=2))
    assert story.continues(end - timedelta(days=1))
    assert not story.continues(end)


@pytest.mark.parametrize("people", [0, 49, 1_001, -5, 10**30])
def test_a_demo_of_absurd_size_is_refused_with_the_limits(people):
    with pytest.raises(OverLimit, match="from 50 to 1,000"):
        Story.begun(NOON, people)


def test_a_new_story_has_four_months_behind_it_and_the_usual_size():
    assert Story.begun(NOON, None) == Story(first_day=day_number(NOON.date()) - 120, people=400)
