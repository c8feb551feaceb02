"""Commands, events, answers to invitations and roles: kept in the log, and never counted as messages."""

import attrs
import pytest

from application.community.letters import ReplayDeadLetters
from application.community.tally import TallyActivities
from domain.community.log.activity import COMMAND_RUN, EVENTS, ROLES, RSVPS, Activity
from domain.community.log.entry import details_of
from domain.community.log.envelope import read
from tests.builders.activities import (
    GUILD,
    HOUR,
    MINUTE,
    ROLE,
    TIME_ZERO,
    a_message,
    a_person,
    is_given,
    joins,
    loses,
    of_event,
    runs,
)
from tests.builders.house import House

EVERYTHING = [
    *(of_event(kind, person=None) for kind in sorted(EVENTS)),
    *(of_event(kind) for kind in sorted(RSVPS)),
    runs("profile"),
    runs("audit", at=TIME_ZERO + MINUTE, outcome="denied", error="MissingPermissions"),
    is_given(ROLE, TIME_ZERO),
    loses(ROLE, TIME_ZERO + HOUR),
    joins(TIME_ZERO, a_person(2), details={"invite": "hTKzmak"}),
]


async def test_they_land_and_stay_in_the_log_and_sending_them_again_counts_nothing() -> None:
    house = House.built()
    first, again = await house.told(*EVERYTHING), await house.told(*EVERYTHING[::-1])
    assert first.count("accepted") == again.count("duplicate") == len(EVERYTHING)
    tally = await TallyActivities(store=house.store)(GUILD)
    assert tally.total_events == sum(tally.by_kind.values()) == len(EVERYTHING)
    assert set(tally.by_kind) == {COMMAND_RUN, "member_joined", *EVENTS, *RSVPS, *ROLES}
    assert (await house.replay(GUILD, check=True)).differences == ()


async def test_nobody_has_written_or_reacted_by_any_of_them() -> None:
    house = House.built()
    await house.told(*EVERYTHING)
    folded = await house.folded()
    assert not folded.member_day and not folded.channel_day and not folded.guild_hour
    assert (await TallyActivities(store=house.store)(GUILD)).users == {}
    await house.told(a_message())
    assert [given.messages for given in (await TallyActivities(store=house.store)(GUILD)).users.values()] == [
        1
    ]


@pytest.mark.parametrize("one", EVERYTHING, ids=lambda one: one.kind)
async def test_one_that_came_too_early_is_parked_and_lands_when_its_time_has_come(one: Activity) -> None:
    house = House.built()
    house.clock.at = TIME_ZERO - 48 * HOUR
    assert (await house.told(attrs.evolve(one, natural_id="7:8"))).count("parked") == 1
    house.clock.at = TIME_ZERO + HOUR
    letters = ReplayDeadLetters(
        record=house.record,
        store=house.store,
        clock=house.clock,
        readers={"envelope": lambda r, s: read(r, source=s)},
    )
    assert (await letters(GUILD)).landed == 1
    async with house.store.reading(GUILD) as work:
        [entries] = [page async for page in work.log.pages()]
    assert details_of(entries[0]) == dict(one.details)
