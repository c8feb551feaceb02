"""Who is here: from activities to a page of members."""

from datetime import timedelta

import attrs
import pytest

from domain.community.coverage import CoverageSpan
from domain.insights.directory import Directory, Question
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid, NotFound
from tests.builders.activities import (
    DAY,
    DAY_ZERO,
    GUILD,
    HOUR,
    MINUTE,
    ROLE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    enters_voice,
    is_given,
    joins,
    leaves,
    leaves_voice,
    loses,
)
from tests.builders.house import House
from tests.unit.application.insights.spies import Shelf

ADA, BEN, CLEO = (a_person(number, name=name) for number, name in ((1, "Ada"), (2, "Ben"), (3, "Cleo")))
ROBOT = a_person(30, name="Robot", bot=True)


@pytest.fixture
def house() -> House:
    return House.built()


def called(found: Directory) -> list[str | None]:
    return [line.name for line in found.lines]


async def test_a_guild_that_nothing_is_known_of_has_no_directory(house: House) -> None:
    with pytest.raises(NotFound):
        await house.show_directory(GUILD)


async def test_a_window_that_cannot_be_read_is_refused(house: House) -> None:
    await house.told(a_message(by=ADA))
    with pytest.raises(Invalid):
        await house.show_directory(GUILD, "soon")


async def test_everybody_is_listed_with_what_they_gave_and_since_when(house: House) -> None:
    wrote = a_message(by=ADA)
    await house.told(
        joins(TIME_ZERO - 5 * DAY, by=BEN),
        wrote,
        a_reaction(wrote, by=BEN),
        enters_voice(TIME_ZERO - HOUR, by=BEN),
        leaves_voice(TIME_ZERO - MINUTE, by=BEN),
        a_message(by=ROBOT, number=9),
    )
    families = ("messages", "reactions_given", "voice", "membership")
    await house.heard(
        *(
            CoverageSpan(family=family, start=TIME_ZERO - 90 * DAY, end=house.clock.now(), source="gateway")  # type: ignore[arg-type]
            for family in families
        )
    )
    found = await house.show_directory(GUILD)
    assert called(found) == ["Ada", "Ben"]
    ada, ben = found.lines
    assert (ada.score, ada.messages, ada.reactions, ada.voice_seconds) == (1.0, 1, 0, 0)
    assert (ben.score, ben.messages, ben.reactions, ben.voice_seconds) == (0.5, 0, 1, 59 * 60)
    assert (ada.joined, ada.joined_inferred) == (DAY_ZERO, True)
    assert (ben.joined, ben.joined_inferred) == (DAY_ZERO - timedelta(days=5), False)
    assert found.counts == {"everyone": 2, "active": 2, "silent": 0, "left": 0, "bots": 1}
    assert called(await house.show_directory(GUILD, question=Question(group="bots"))) == ["Robot"]


async def test_what_nobody_listened_for_is_not_called_none(house: House) -> None:
    await house.told(a_message(by=ADA, source="history"))
    found = await house.show_directory(GUILD)
    assert found.unknown == {"reactions", "voice"}
    assert (found.lines[0].reactions, found.lines[0].voice_seconds) == (None, None)


async def test_the_past_is_shown_as_it_was(house: House) -> None:
    house.clock.at += 10 * DAY
    await house.told(
        joins(TIME_ZERO, by=ADA),
        a_message(TIME_ZERO + HOUR, by=ADA),
        leaves(TIME_ZERO + 5 * DAY, by=ADA),
        a_message(TIME_ZERO + 6 * DAY, by=CLEO),
    )
    then = await house.show_directory(GUILD, as_of_text=(DAY_ZERO + timedelta(days=2)).isoformat())
    assert called(then) == ["Ada"] and not then.lines[0].left
    now = await house.show_directory(GUILD)
    assert {line.name: line.left for line in now.lines} == {"Ada": True, "Cleo": False}
    within = await house.show_directory(GUILD, as_of_text=f"{DAY_ZERO}T12:30+00:00")
    assert [(line.name, line.messages, line.last_seen) for line in within.lines] == [("Ada", None, None)]


async def test_everybody_has_the_tier_of_the_roles_that_they_held_then(house: House) -> None:
    house.clock.at += 20 * DAY
    await house.told(
        *(a_message(TIME_ZERO, by=who, number=n) for n, who in enumerate((ADA, BEN, CLEO, ROBOT))),
        is_given(ROLE, TIME_ZERO + DAY, ADA),
        is_given(ROLE + 1, TIME_ZERO + 2 * DAY, ADA),
        loses(ROLE + 1, TIME_ZERO + 4 * DAY, ADA),
        is_given(ROLE + 1, TIME_ZERO, BEN),
        leaves(TIME_ZERO + 6 * DAY, by=BEN),
        is_given(ROLE, TIME_ZERO, ROBOT),
    )
    assert (await house.show_directory(GUILD)).tiers == ()
    mapped = {str(ROLE): "host", str(ROLE + 1): "staff"}
    await house.change_settings(GUILD, {"tiers": mapped}, COMMAND_LINE)

    async def on(day: int) -> dict[str | None, str | None]:
        as_of = (DAY_ZERO + timedelta(days=day)).isoformat()
        return {line.name: line.tier for line in (await house.show_directory(GUILD, "30d", as_of)).lines}

    assert await on(0) == {"Ada": "member", "Ben": "staff", "Cleo": "member"}
    assert await on(1) == {"Ada": "host", "Ben": "staff", "Cleo": "member"}
    assert await on(3) == {"Ada": "staff", "Ben": "staff", "Cleo": "member"}
    assert await on(9) == {"Ada": "host", "Ben": "member", "Cleo": "member"}
    shown = await house.show_directory(GUILD, question=Question(tier="host"))
    assert called(shown) == ["Ada"] and shown.tiers == ("staff", "host", "member")
    bots = await house.show_directory(GUILD, question=Question(group="bots"))
    assert [line.tier for line in bots.lines] == [None]


async def test_a_role_given_now_is_news_of_the_member_list(house: House) -> None:
    await house.told(a_message(by=ADA))
    await house.change_settings(GUILD, {"tiers": {str(ROLE): "host"}}, COMMAND_LINE)
    assert [line.tier for line in (await house.show_directory(GUILD)).lines] == ["member"]
    await house.told(is_given(ROLE, TIME_ZERO, ADA))
    assert [line.tier for line in (await house.show_directory(GUILD)).lines] == ["host"]


async def test_whoever_was_forgotten_is_not_listed(house: House) -> None:
    await house.told(a_message(by=ADA), a_message(by=BEN, number=1))
    number = await house.number_of(ADA.id)
    async with house.store.writing(GUILD) as work:
        await work.members.erase(number, house.clock.now())
    assert called(await house.show_directory(GUILD)) == ["Ben"]


async def test_names_are_read_again_after_a_minute_or_when_somebody_is_new() -> None:
    shelf = Shelf()
    await shelf.house.told(a_message(by=ADA))
    assert (await shelf.sheets.names(GUILD)).names == ("Ada",)
    await shelf.house.told(a_message(by=attrs.evolve(ADA, name="Ada King"), number=1, at=TIME_ZERO + HOUR))
    shelf.later()
    assert (await shelf.sheets.names(GUILD)).names == ("Ada",)
    await shelf.house.told(a_message(by=BEN, number=2))
    shelf.later()
    assert (await shelf.sheets.names(GUILD)).names == ("Ada King", "Ben")
    await shelf.house.told(a_message(by=attrs.evolve(ADA, name="Ada L."), number=3, at=TIME_ZERO + 2 * HOUR))
    shelf.watch.seconds += 60
    assert (await shelf.sheets.names(GUILD)).names == ("Ada L.", "Ben")
    assert shelf.facts.asked["names"] == 3


async def test_a_later_leave_does_not_bring_back_whoever_had_left_before(house: House) -> None:
    house.clock.at = TIME_ZERO + 40 * DAY
    await house.told(a_message(by=ADA), leaves(TIME_ZERO + DAY, ADA), leaves(TIME_ZERO + 30 * DAY, ADA))
    number = await house.number_of(ADA.id)
    for as_of in (f"{DAY_ZERO + 9 * DAY}", f"{DAY_ZERO + 9 * DAY}T13:00Z"):
        [line] = (await house.show_directory(GUILD, "30d", as_of)).lines
        assert line.left, as_of
        assert (await house.show_member(GUILD, number, "30d", as_of)).left, as_of
