"""A world on file: the same bytes for a seed, whole or not there, and let in by the front door."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import attrs
import pytest

from adapters.simulation.telling.activities import activity
from adapters.simulation.telling.course import batches
from adapters.simulation.telling.files import ACTIVITIES, TRUTH, Written, write_world
from adapters.simulation.telling.lines import Lines
from adapters.simulation.telling.roster import roster
from adapters.simulation.world import VERSION, World
from adapters.simulation.world.places import SOURCE
from domain.community.log.activity import KINDS, UNDONE
from domain.community.log.admission import AdmissionRules, Door, refusal
from domain.community.log.envelope import read
from domain.kernel.errors import Conflict
from tests.builders.desk import Desk
from tests.builders.house import House
from tests.builders.worlds import a_plan, a_world_on_file, at
from tests.contracts.front_door.recount import observed

pytestmark = pytest.mark.slow

NOT_COUNTED = UNDONE | {"event_updated", "thread_created", "invite_created", "voice_state"}
"""What the bot hears besides, and nothing counts yet: simulated people do not do it."""

SMALL = {"members": 50, "days": 28}
PINNED = {
    ACTIVITIES: "c0962be5359b55d736ecbe26c78322242a329bfed14dc7e0c37ed0fd35d445f6",
    TRUTH: "d3421298a0b02a48f2d705fc905a65aebee60f94d32968d4a61d26c39bac28a5",
}
"""sha256 of the small world of seed 7. Another one is another simulation: raise its version."""


def fingerprints(folder):
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (ACTIVITIES, TRUTH)}


def test_a_seed_tells_the_same_bytes_for_ever(tmp_path):
    told = a_world_on_file(tmp_path / "a", **SMALL)
    a_world_on_file(tmp_path / "b", **SMALL)
    assert fingerprints(tmp_path / "a") == fingerprints(tmp_path / "b") == PINNED
    assert told.truth["simulation"] == VERSION == 3


@pytest.mark.parametrize("changes", [{"seed": 8}, {"members": 51}, {"days": 29}, {"rate": 90}])
def test_another_plan_tells_another_world(tmp_path, changes):
    a_world_on_file(tmp_path, **{**SMALL, **changes})
    assert fingerprints(tmp_path)[ACTIVITIES] != PINNED[ACTIVITIES]


def test_the_truth_knows_the_activities_by_their_fingerprint(tmp_path):
    told = a_world_on_file(tmp_path, **SMALL)
    found = (tmp_path / ACTIVITIES).read_bytes()
    assert told.truth["activities"] == {
        "file": ACTIVITIES,
        "lines": found.count(b"\n"),
        "sha256": hashlib.sha256(found).hexdigest(),
    }


def test_a_line_is_its_activity_and_the_front_door_lets_it_in():
    world = World(a_plan(members=200, days=40))
    members = roster(world)
    lines = Lines(world.guild, members)
    door = Door.at(datetime(2026, 1, 1, 12, tzinfo=UTC), AdmissionRules())
    seen = set()
    days = range(world.plan.first, world.plan.last + 1)
    for happenings in (list(world.before()), *(world.day(day).happenings for day in days)):
        for told, line in zip(happenings, lines.of(happenings), strict=True):
            expected = activity(told, world.guild, members)
            assert read(json.loads(line), source=SOURCE) == expected
            assert refusal(expected, door) is None
            seen.add(told.kind)
    assert seen == set(KINDS) - {"reactions_seen", *NOT_COUNTED}


def test_lines_are_in_order_of_time_and_none_is_told_twice(told):
    times = [at(record) for record in told.records]
    assert times == sorted(times)
    keys = {(record["kind"], record["id"]) for record in told.records}
    assert len(keys) == len(told.records)
    assert times[-1].date().isoformat() == told.truth["last_day"]


def test_a_day_is_the_same_whether_or_not_the_days_before_were_told():
    along, late = World(a_plan()), World(a_plan())
    days = [along.day(day).happenings for day in range(along.plan.first, along.plan.first + 40)]
    assert late.day(late.plan.first + 39).happenings == days[-1]


async def test_ingest_accepts_every_line(tmp_path):
    desk = Desk.at(tmp_path)
    told = a_world_on_file(desk.folder, members=80, days=40)
    report = await desk.ingest()(str(desk.folder / ACTIVITIES))
    assert (report.accepted, report.duplicate, dict(report.parked)) == (len(told.records), 0, {})
    people = {record["person"]["id"] for record in told.records if "person" in record}
    assert people >= {each["id"] for each in told.truth["people"] if each["joined"] < told.truth["first_day"]}


@pytest.mark.slow
async def test_half_a_year_told_to_the_front_door_directly_counts_what_the_lines_count(tmp_path):
    half_a_year = {"members": 60, "days": 182}
    by_line, direct = Desk.at(tmp_path), House.built()
    told = a_world_on_file(by_line.folder, **half_a_year)
    world = World(a_plan(**half_a_year))
    await by_line.ingest()(str(by_line.folder / ACTIVITIES))
    await direct.told_in(batches(world))
    # By outside ids: batches of lines overtake each other, and then people have other numbers.
    stores = direct.store, by_line.house.store
    found = [attrs.asdict(await observed(each, world.guild)) for each in stores]
    assert found[0] == found[1]
    assert len(told.records) == sum(map(len, batches(world)))


def test_given_up_in_the_middle_nothing_is_left_and_what_was_there_stays(tmp_path):
    a_world_on_file(tmp_path, **SMALL)
    before = fingerprints(tmp_path)
    writing = write_world(a_plan(seed=9), tmp_path)
    for _ in range(5):
        assert not isinstance(next(writing), Written)
    writing.close()
    assert fingerprints(tmp_path) == before
    assert {path.name for path in tmp_path.iterdir()} == {ACTIVITIES, TRUTH}


def test_what_a_killed_simulation_left_is_taken_away_and_what_another_writes_is_not(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait(timeout=30)
    of_the_dead = tmp_path / f".activities.ndjson.{ended.pid}"
    of_the_living = tmp_path / f".activities.ndjson.{os.getppid()}"
    of_somebody_else = tmp_path / ".activities.ndjson.old"
    for path in (of_the_dead, of_the_living, of_somebody_else):
        path.write_text("half")
    a_world_on_file(tmp_path, **SMALL)
    assert not of_the_dead.exists()
    assert of_the_living.exists()
    assert of_somebody_else.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Conflict, match="choose another folder"):
        list(write_world(a_plan(**SMALL), tmp_path / "file" / "below"))
