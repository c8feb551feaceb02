"""The catalogue finds out what is true of a simulated community: who came, went, and fell silent."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pytest

from application.insights.kpis.question import KpiQuestion
from domain.insights.kpis.reading import Reading
from domain.insights.kpis.retention import CohortKind
from tests.builders.worlds import a_plan
from tests.integration.simulation.told import Simulated, simulated

PLAN: Final = a_plan(seed=7, members=300, days=200, scenarios=("churn-wave",))
WIDER: Final[tuple[CohortKind, ...]] = ("series", "event_type")
SEGMENTS: Final = ("fresh", "new", "core", "regular", "inactive", "lurker", "left")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
async def world() -> Simulated:
    return await simulated(PLAN)


async def read(world: Simulated, key: str, window: str, as_of: str | None = None) -> Reading:
    question = KpiQuestion(key=key, window=window, as_of=as_of)
    return (await world.house.read_kpi(world.guild, question)).reading


def behind(found: Reading) -> set[int]:
    assert found.who is not None
    return set(np.flatnonzero(found.who).tolist())


async def segments(world: Simulated, day: date) -> dict[int, str]:
    """The measured segment of everybody at the end of a day."""
    found = [(name, await read(world, f"segment_{name}", "7d", str(day))) for name in SEGMENTS]
    return {number: name for name, one in found for number in behind(one)}


def people(world: Simulated, *archetypes: str) -> list[dict[str, Any]]:
    """Everybody but bots, or those of some ways to be a member."""
    return [
        one
        for one in world.truth["people"]
        if one["archetype"] != "bot" and (not archetypes or one["archetype"] in archetypes)
    ]


def of(world: Simulated, some: Iterable[dict[str, Any]]) -> set[int]:
    return world.members(one["id"] for one in some)


def months() -> list[tuple[str, str, str]]:
    """Whole months within the story, as a window and its first and last day."""
    found = []
    day = (PLAN.end - timedelta(days=PLAN.days - 32)).replace(day=1)
    while (last := (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)) <= PLAN.end:
        found.append((f"{day}..{last}", f"{day}", f"{last}"))
        day = last + timedelta(days=1)
    return found


async def test_who_is_a_member_is_who_came_and_did_not_leave(world: Simulated) -> None:
    for _, _, day in months():
        here = [
            one for one in people(world) if one["joined"] <= day and not (one["left"] and one["left"] <= day)
        ]
        assert behind(await read(world, "members", "7d", day)) == of(world, here), day


async def test_joins_leaves_and_hard_churn_are_the_true_ones(world: Simulated) -> None:
    for window, first, last in months():
        came = [one for one in people(world) if first <= one["joined"] <= last]
        went = [one for one in people(world) if one["left"] and first <= one["left"] <= last]
        there = [
            one
            for one in people(world)
            if one["joined"] < first and not (one["left"] and one["left"] < first)
        ]
        churn = await read(world, "hard_churn", window)
        assert (await read(world, "joins", window)).numerator == len(came), window
        assert behind(churn) == of(world, went), window
        assert (churn.numerator, churn.denominator) == (len(went), len(there)), window
        assert (await read(world, "net_growth", window)).numerator == len(came) - len(went), window


async def test_whoever_attended_is_found_for_each_event(world: Simulated) -> None:
    held = [event for event in world.truth["events"] if event["attended"]]
    assert len(held) > 10
    for event in held:
        day = event["starts_at"][:10]
        same = [one for one in held if one["starts_at"][:10] == day]
        found = await read(world, "event_attendees", f"{day}..{day}")
        assert behind(found) == world.members(who for one in same for who in one["attended"]), event["name"]


async def test_runs_failures_and_refusals_are_the_true_ones(world: Simulated) -> None:
    told = Counter[str]()
    for outcomes in world.truth["commands"].values():
        told.update(outcomes)
    assert (await read(world, "command_runs", "all")).numerator == told.total()
    assert (await read(world, "command_failures", "all")).numerator == told["failed"]
    assert (await read(world, "command_refusals", "all")).numerator == told["denied"]


@pytest.mark.parametrize("kind", ["join", "invite", "event"])
async def test_cohorts_have_the_true_people(world: Simulated, kind: CohortKind) -> None:
    asked = (world.guild, f"{PLAN.days}d", f"{PLAN.end}")
    found = (await world.house.show_retention(*asked, cohorts=kind)).triangle
    sizes = {row.key: row.size for row in found.rows}
    monday = PLAN.end - timedelta(days=PLAN.days - 1)
    monday -= timedelta(days=monday.weekday())
    came = [one for one in people(world) if one["joined"] >= f"{monday}"]
    if kind == "join":
        weeks = Counter("{}-W{:02}".format(*date.fromisoformat(one["joined"]).isocalendar()) for one in came)
        assert sizes == weeks
    elif kind == "invite":
        assert sizes == Counter(one["invite"] or "-" for one in came)
    else:
        first: dict[str, str] = {}
        for event in sorted(world.truth["events"], key=lambda one: str(one["starts_at"])):
            for who in event["attended"]:
                first.setdefault(who, event["id"])
        assert sizes == Counter(first.values())
        for wider in WIDER:
            rows = (await world.house.show_retention(*asked, cohorts=wider)).triangle.rows
            assert 1 < len(rows) < len(sizes)
            assert sum(row.size for row in rows) == len(first)


async def test_who_carries_a_community_is_found_to_be_core_and_who_left_is_alumni(world: Simulated) -> None:
    wave = world.truth["churn_waves"][0]
    before = date.fromisoformat(wave["first_day"]) - timedelta(days=1)
    found = await segments(world, before)
    long_here = f"{before - timedelta(days=30)}"

    def share(name: str, *archetypes: str) -> float:
        them = of(
            world,
            (
                one
                for one in people(world, *archetypes)
                if one["joined"] < long_here and not (one["left"] and one["left"] <= f"{before}")
                if not (one["drifts_since"] and one["drifts_since"] <= f"{before}")
            ),
        )
        return sum(found.get(number) == name for number in them) / len(them)

    assert share("core", "core", "host", "staff") > 0.95  # there on four days of five
    assert share("core", "regular") > 0.8
    assert share("core", "lurker") < 0.2  # there on one day of twenty
    gone = of(world, (one for one in people(world) if one["left"] and one["left"] <= f"{before}"))
    assert {number for number, name in found.items() if name == "left"} == gone


async def test_a_churn_wave_is_seen_and_only_where_it_struck(world: Simulated) -> None:
    """Who drifts is there half as often every six days: after two months they are silent, or gone."""
    wave = world.truth["churn_waves"][0]
    later = date.fromisoformat(wave["first_day"]) + timedelta(days=70)
    assert later <= PLAN.end
    found = await segments(world, later)
    hit = world.members(wave["people"])
    spared = of(
        world,
        (
            one
            for one in people(world, "core", "regular")
            if one["id"] not in wave["people"] and not one["drifts_since"] and not one["left"]
        ),
    )
    assert len(hit) > 10 and len(spared) > 10
    assert sum(found[number] in ("inactive", "left") for number in hit) / len(hit) > 0.9
    assert sum(found[number] in ("inactive", "left") for number in spared) / len(spared) < 0.05
    soft = await read(world, "monthly_churn_soft", "30d", f"{later}")
    drifting = of(world, (one for one in people(world) if one["drifts_since"] or one["away_since"]))
    assert len(behind(soft) & drifting) > len(behind(soft) - drifting)
