"""The bustle: as much as was asked for, or lively while somebody looks; each thing once and in its time."""

import pytest

from adapters.simulation.telling.present import Present
from adapters.simulation.world import World
from adapters.simulation.world.happening import DAY, written_at
from bootstrap.demo.bustle import Bustle, Pace
from bootstrap.demo.story import Story
from domain.community.log.activity import MESSAGE, REACTION
from domain.kernel.errors import OverLimit
from tests.unit.bootstrap.demo import BEGUN, NOON

pytestmark = pytest.mark.slow

WORLD = World(BEGUN.plan)
USUAL_SIZE = World(Story.begun(NOON, None).plan)
HOUR = 3_600_000
START = (WORLD.plan.last + 3) * DAY + 17 * HOUR


async def heard(bustle: Bustle, start: int, hours: float, *, world: World = WORLD) -> list:
    """What is told besides in these hours, looked for every half minute."""
    step, told = 30_000, []
    for ms in range(start, start + int(hours * HOUR), step):
        due = await bustle.until(world, ms)
        assert all(ms - step < each.ms <= ms for each in due)
        told += due
    return told


def a_bustle(speed: int | None = None, *, looks: bool = True) -> Bustle:
    return Bustle(pace=Pace(speed=speed, somebody_looks=lambda: looks))


def usual(start: int, hours: float) -> int:
    """Messages of the same hours of some weeks."""
    weeks = [start + week * 7 * DAY for week in range(8)]
    told = [each for at in weeks for each in Present(WORLD, at).until(at + int(hours * HOUR))]
    return sum(each.kind == MESSAGE for each in told) // len(weeks)


async def test_with_speed_sixty_an_hour_brings_about_sixty_times_the_usual():
    messages = [each for each in await heard(a_bustle(60), START, 3) if each.kind == MESSAGE]
    assert 0.6 < len(messages) / (59 * usual(START, 3)) < 1.6


@pytest.mark.parametrize("bustle", [a_bustle(1), a_bustle(looks=False)])
async def test_in_real_time_and_while_nobody_looks_nothing_is_added(bustle):
    assert await heard(bustle, START, 2) == []


@pytest.mark.parametrize("hour", [0, 4, 9, 17])
async def test_whoever_looks_hears_something_every_few_seconds_at_any_hour(hour):
    at = START // DAY * DAY + hour * HOUR
    told = await heard(a_bustle(), at, 0.25, world=USUAL_SIZE)
    assert 15 * 60 / 5 < len(told) < 15 * 60


async def test_whoever_begins_to_look_need_not_wait():
    looking = False
    bustle = Bustle(pace=Pace(speed=None, somebody_looks=lambda: looking))
    assert await heard(bustle, START, 0.5) == []
    looking = True
    assert len(await heard(bustle, START + HOUR // 2, 1 / 30)) > 10


def test_a_page_that_is_open_all_day_does_not_bury_the_months_before():
    pace, further = Pace(speed=None, somebody_looks=lambda: True), []
    for half_hour in range(96):
        found = 0
        while not pace.enough(layers=found // 10, found=found, ms=START // DAY * DAY + half_hour * HOUR // 2):
            found += 10
        pace.told(found)
        further.append(found)
    usual_day = 500
    assert sum(further[:2]) > usual_day
    assert sum(further[:16]) < 7 * usual_day
    assert further[0] > 8 * further[47] > 0
    assert further[48] == further[0]  # another day


async def test_nothing_is_told_twice_and_no_message_has_the_id_of_another():
    told = await heard(a_bustle(60), START, 4)
    assert len(set(told)) == len(told)
    ids = [each.subject for each in told if each.kind == MESSAGE]
    ids += [each.subject for each in Present(WORLD, START).until(START + 4 * HOUR) if each.kind == MESSAGE]
    assert len(set(ids)) == len(ids)


async def test_nobody_reacts_to_a_message_that_was_not_told():
    told = await heard(a_bustle(20), START + 5 * HOUR, 4)  # over midnight
    written = {each.subject: each for each in told if each.kind == MESSAGE}
    reactions = [each for each in told if each.kind == REACTION]
    assert len(reactions) > 20
    for each in reactions:
        assert each.toward == written[each.subject].person
        assert written_at(each.subject) == written[each.subject].ms < each.ms
    assert max(reactions).ms // DAY > START // DAY


async def test_a_machine_that_slept_does_not_talk_in_its_sleep():
    bustle = a_bustle(60)
    await heard(bustle, START, 0.1)
    assert await bustle.until(WORLD, START + 10 * HOUR) == []
    assert await heard(bustle, START + 10 * HOUR, 1) != []


@pytest.mark.parametrize("speed", [0, -1, 1_001, 10**30])
def test_an_absurd_speed_is_refused_with_the_limits(speed):
    with pytest.raises(OverLimit, match=r"from 1 \(real time\) to 1,000"):
        a_bustle(speed)
