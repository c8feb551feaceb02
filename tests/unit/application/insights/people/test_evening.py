"""The page of one event blames nobody for what could not be heard."""

import pytest

from domain.community.coverage import CoverageSpan
from domain.community.events.event import Event, Status
from domain.community.log.activity import RSVP_ADDED
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO, VOICE_CHANNEL, a_person, of_event
from tests.builders.events import an_event
from tests.builders.house import House
from tests.contracts.events.attendance import happens

IN_VOICE = an_event(
    7,
    channels=(VOICE_CHANNEL,),
    starts_at=TIME_ZERO,
    ends_at=TIME_ZERO + 2 * HOUR,
    status=Status.COMPLETED,
    started_at=TIME_ZERO,
    ended_at=TIME_ZERO + 2 * HOUR,
)
ELSEWHERE = an_event(
    7,
    channels=(),
    place="The park",
    starts_at=TIME_ZERO,
    ends_at=TIME_ZERO + 2 * HOUR,
    status=Status.COMPLETED,
    started_at=TIME_ZERO,
    ended_at=TIME_ZERO + 2 * HOUR,
)


@pytest.mark.parametrize(
    ("event", "listened", "no_shows"), [(IN_VOICE, True, 1), (IN_VOICE, False, 0), (ELSEWHERE, True, 0)]
)
async def test_who_said_so_and_did_not_come_is_named_only_where_somebody_listened(
    event: Event, listened: bool, no_shows: int
) -> None:
    house = House.built()
    house.clock.at = TIME_ZERO + DAY
    await happens(house.store, GUILD, event)
    said = of_event(RSVP_ADDED, TIME_ZERO - HOUR, a_person(), subject=7, details={"answer": "going"})
    await house.told(said)
    if listened:
        span = {"start": TIME_ZERO - DAY, "end": TIME_ZERO + DAY}
        await house.heard(CoverageSpan(family="voice", source="gateway", **span))
    read = await house.show_event(GUILD, 7)
    assert len(read.of("no_show")) == no_shows
    assert [one.answer for one in read.replies] == ["going"]
