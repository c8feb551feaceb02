"""Asked for a moment within a day, an answer sees what had happened by then, and nothing later."""

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.insights.kpis.question import KpiQuestion
from domain.community.coverage import CoverageSpan
from domain.community.log.activity import Activity
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid
from tests.builders.activities import (
    CHANNEL,
    DAY,
    DAY_ZERO,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    a_reply,
    enters_voice,
    is_given,
    joins,
    leaves,
    leaves_voice,
    loses,
)
from tests.builders.house import House

MIDNIGHT = TIME_ZERO - 12 * HOUR
WINDOW = f"{DAY_ZERO - 2 * DAY}..{DAY_ZERO}"
PEOPLE = [a_person(number) for number in range(1, 5)]


@st.composite
def worlds(draw: st.DrawFn) -> list[Activity]:
    """Three days of a few people: what they wrote, answered, reacted and talked, who came and who left."""
    minutes = st.integers(-2 * 24 * 60, 24 * 60 - 1)
    told: list[Activity] = []
    for number in range(draw(st.integers(1, 12))):
        at = MIDNIGHT + draw(minutes) * MINUTE
        who, other = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(PEOPLE))
        message = a_message(at, who, number=number)
        kind = draw(st.sampled_from(["message", "reply", "reaction", "joins", "leaves", "given", "taken"]))
        if kind in ("given", "taken"):
            role, then = draw(st.sampled_from([701, 702])), at + timedelta(seconds=number)
            told.append((is_given if kind == "given" else loses)(role, then, who))
            continue
        if kind in ("joins", "leaves"):
            told.append((joins if kind == "joins" else leaves)(at + timedelta(seconds=number), who))
            continue
        told.append(message)
        if kind == "reply":
            told.append(a_reply(message, at, other, number=100 + number))
        elif kind == "reaction":
            told.append(a_reaction(message, other, at=at))
    for who in PEOPLE[:2]:
        for day in (-2, -1, 0):
            enter, leave = sorted(draw(st.tuples(st.integers(0, 1439), st.integers(0, 1439))))
            start = MIDNIGHT + day * DAY
            told += [enters_voice(start + enter * MINUTE, who), leaves_voice(start + leave * MINUTE, who)]
    return sorted(told, key=lambda activity: activity.occurred_at)


async def answers(world: list[Activity], as_of: datetime, *, now: datetime) -> Any:
    house = House.built()
    house.clock.at = now
    before = [activity for activity in world if activity.occurred_at < as_of]
    await house.told_in(batch for batch in (before, world[len(before) :]) if batch)
    overview = await house.show_overview(GUILD, WINDOW, as_of.isoformat())
    top = await house.show_top(GUILD, WINDOW, as_of.isoformat())
    await house.change_settings(GUILD, {"tiers": {"701": "host", "702": "staff"}}, COMMAND_LINE)
    directory = await house.show_directory(GUILD, WINDOW, as_of.isoformat())
    met = {await house.number_of(activity.person.id) for activity in before if activity.person}
    listed = {line.member_no: line.tier for line in directory.lines}
    tiers = {number: listed.get(number, "member") for number in met}
    channels = await house.show_channels(GUILD, WINDOW, as_of.isoformat())
    overview = attrs.evolve(overview, last_activity=None, last_day=None, first_day=None)
    return overview, top, tiers, attrs.evolve(channels, last_activity=None)


@given(worlds(), st.integers(0, 24 * 60))
async def test_what_happened_after_a_moment_changes_nothing_in_the_answer_for_it(
    world: list[Activity], minute: int
) -> None:
    moment = MIDNIGHT + minute * MINUTE
    known_then = [activity for activity in world if activity.occurred_at < moment]
    if known_then:
        asked_later = await answers(world, moment, now=TIME_ZERO + 9 * DAY)
        assert asked_later == await answers(known_then, moment, now=moment)


@pytest.mark.parametrize(
    ("as_of", "messages"),
    [
        ("2026-03-02T00:00Z", [0, 0, 0]),
        ("2026-03-02T11:59Z", [0, 0, 0]),
        ("2026-03-02T12:00Z", [0, 0, 0]),
        ("2026-03-02T12:01Z", [0, 0, 1]),
        ("2026-03-02T18:00Z", [0, 0, 3]),
        ("2026-03-02", [0, 0, 3]),
    ],
)
async def test_a_day_fills_up_as_the_moment_moves_through_it(as_of: str, messages: list[int]) -> None:
    house = House.built()
    house.clock.at = TIME_ZERO + 9 * DAY
    await house.told(*(a_message(TIME_ZERO + n * HOUR, PEOPLE[n]) for n in range(3)))
    found = await house.show_overview(GUILD, f"{date(2026, 2, 28)}..{date(2026, 3, 2)}", as_of)
    assert [point.messages for point in found.days] == messages
    assert sum(map(sum, found.heat)) == sum(messages)
    assert sum(row.messages for row in found.channels) == sum(messages)
    top = await house.show_top(GUILD, "7d", as_of)
    assert top.board.scored == messages[-1]
    channels = await house.show_channels(GUILD, f"{date(2026, 2, 28)}..{date(2026, 3, 2)}", as_of)
    assert channels.writers == sum(line.people or 0 for line in channels.lines) == sum(messages)
    assert sum(sum(line.hours) for line in channels.lines) == channels.messages == sum(messages)


async def test_a_moment_is_one_of_the_guilds_own_zone() -> None:
    house = House.built()
    house.clock.at = TIME_ZERO + 9 * DAY
    await house.told(a_message(TIME_ZERO), a_message(TIME_ZERO + 2 * HOUR, PEOPLE[1]))
    await house.change_settings(GUILD, {"time_zone": "Asia/Kolkata"}, COMMAND_LINE)
    found = await house.show_overview(GUILD, "7d", "2026-03-02T18:00")  # 12:30 UTC
    assert found.days[-1].messages == 1


async def test_of_a_sealed_day_only_the_whole_can_be_asked() -> None:
    house = House.built()
    house.clock.at = TIME_ZERO + 9 * DAY
    await house.told(a_message(TIME_ZERO), a_message(TIME_ZERO + 2 * DAY))
    await house.seal(GUILD, DAY_ZERO)
    with pytest.raises(Invalid, match="raw records of 2026-03-02 are gone"):
        await house.show_overview(GUILD, "7d", "2026-03-02T13:00Z")
    whole = await house.show_overview(GUILD, "7d", "2026-03-02")
    assert whole.days[-1].messages == 1


async def test_a_window_that_was_over_before_the_day_of_the_moment_holds_nothing_of_that_day() -> None:
    house = House.built()
    house.clock.at = TIME_ZERO + 9 * DAY
    ada, ben = PEOPLE[:2]
    await house.told(
        a_message(TIME_ZERO - 2 * DAY, ada, toward=ben),
        a_message(TIME_ZERO, ada, number=1, toward=ben),
        a_message(TIME_ZERO + MINUTE, ben, number=2, toward=ada),
    )
    number = await house.number_of(ada.id)
    over = f"{DAY_ZERO - 3 * DAY}..{DAY_ZERO - DAY}"
    for as_of in (f"{DAY_ZERO}", f"{DAY_ZERO}T14:00Z"):
        found = (await house.show_member(GUILD, number, over, as_of)).doings
        assert found is not None
        assert (found.talk.given, found.talk.received) == (1, 0), as_of


@pytest.mark.parametrize("as_of", ["2026-03-02", "2026-03-02T13:00Z"])
async def test_of_a_window_that_begins_after_the_moment_nothing_is_known_yet(as_of: str) -> None:
    house = House.built()
    house.clock.at = TIME_ZERO + 9 * DAY
    await house.told(
        a_message(TIME_ZERO),
        a_message(TIME_ZERO + 2 * DAY, number=1),
        a_message(TIME_ZERO + 2 * DAY, number=2, channel=77),
    )
    found = await house.show_channels(GUILD, f"{DAY_ZERO + 3 * DAY}..{DAY_ZERO + 6 * DAY}", as_of)
    assert [(one.channel, one.last, one.previous) for one in found.silent] == [(CHANNEL, DAY_ZERO, 1)]


async def test_whoever_leaves_later_that_day_had_been_here_before_as_after_the_whole_day() -> None:
    house = House.built()
    house.clock.at = TIME_ZERO + 9 * DAY
    ada, ben = PEOPLE[:2]
    known = {"start": TIME_ZERO - 30 * DAY, "end": house.clock.at, "source": "gateway"}
    await house.heard(CoverageSpan(family="membership", **known))
    await house.told(a_message(TIME_ZERO - 2 * DAY, ada), a_message(TIME_ZERO, ben))
    await house.told(leaves(TIME_ZERO + 2 * HOUR, ada))
    before = f"{DAY_ZERO - 9 * DAY}..{DAY_ZERO - 6 * DAY}"
    for as_of in (f"{DAY_ZERO - DAY}", f"{DAY_ZERO}T13:00Z", f"{DAY_ZERO}T15:00Z", f"{DAY_ZERO}"):
        asked = KpiQuestion(key="members", window=before, as_of=as_of)
        assert (await house.read_kpi(GUILD, asked)).reading.value == 1, as_of
    for as_of, here in ((f"{DAY_ZERO}T13:00Z", 2), (f"{DAY_ZERO}T15:00Z", 1)):
        asked = KpiQuestion(key="members", window="1d", as_of=as_of)
        assert (await house.read_kpi(GUILD, asked)).reading.value == here, as_of
