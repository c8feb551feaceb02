"""Events that somebody attended reach the questions of staff: at once, by the moment, and through links."""

from domain.community.events.event import Event, Status
from domain.insights.sheet import MEMBER_DAY
from tests.builders.activities import (
    DAY,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    VOICE_CHANNEL,
    a_message,
    a_person,
    enters_voice,
    leaves_voice,
)
from tests.builders.events import an_event
from tests.builders.house import House
from tests.contracts.events.attendance import happens

ADA, BEN, CLEO = (a_person(number) for number in (1, 2, 3))
EVENING = an_event(
    7,
    channels=(VOICE_CHANNEL,),
    starts_at=TIME_ZERO,
    ends_at=TIME_ZERO + 2 * HOUR,
    status=Status.COMPLETED,
    started_at=TIME_ZERO,
    ended_at=TIME_ZERO + 2 * HOUR,
)


async def an_evening(event: Event = EVENING) -> House:
    """Ada stays for an hour, Ben looks in, and Cleo is still there when all is over."""
    house = House.built()
    house.clock.at = TIME_ZERO + DAY
    await happens(house.store, GUILD, event)
    await house.told(
        a_message(TIME_ZERO - DAY, ADA),
        enters_voice(TIME_ZERO, ADA),
        leaves_voice(TIME_ZERO + HOUR, ADA),
        enters_voice(TIME_ZERO, BEN),
        leaves_voice(TIME_ZERO + 4 * MINUTE, BEN),
        enters_voice(TIME_ZERO + HOUR, CLEO),
    )
    return house


async def attended(house: House) -> dict[int, int]:
    sheet = await house.sheets.days(GUILD, MEMBER_DAY)
    return {
        who: count
        for who, count in zip(sheet["member_no"].tolist(), sheet["events"].tolist(), strict=True)
        if count
    }


async def test_the_activity_sheet_has_the_events_that_were_attended() -> None:
    house = await an_evening()
    ada, cleo = [await house.number_of(one.id) for one in (ADA, CLEO)]
    assert await attended(house) == {ada: 1, cleo: 1}


async def test_another_minimum_is_read_at_once() -> None:
    house = await an_evening()
    assert len(await attended(house)) == 2
    await happens(
        house.store, GUILD, an_event(7, channels=(VOICE_CHANNEL,), starts_at=TIME_ZERO, minimum_minutes=4)
    )
    ada, ben = [await house.number_of(one.id) for one in (ADA, BEN)]
    assert await attended(house) == {ada: 1, ben: 1}, "Cleo counts once she leaves, or the event is ended"


async def test_a_profile_says_how_many_events_were_attended() -> None:
    house = await an_evening()
    read = await house.show_member(GUILD, await house.number_of(ADA.id))
    assert read.doings is not None
    assert [(one.total, len(one.days)) for one in read.doings.amounts if one.key == "events"] == [(1, 1)]


async def test_a_moment_within_the_day_sees_who_had_attended_by_then() -> None:
    house = await an_evening()
    number = await house.number_of(ADA.id)
    counted = []
    for minutes in (4, 5, 90):
        moment = (TIME_ZERO + minutes * MINUTE).isoformat()
        read = await house.show_member(GUILD, number, "7d", moment)
        assert read.doings is not None
        counted.append({one.key: one.total for one in read.doings.amounts}.get("events"))
    assert counted == [None, 1, 1], "before anybody attended anything there is no such number"
