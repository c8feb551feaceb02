"""The first question of every visit, from activities to the page."""

from datetime import date, datetime

import attrs
import pytest

from domain.community.coverage import CoverageSpan, Family
from domain.community.guild import ChannelName
from domain.insights.overview import Overview
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid, NotFound, Unavailable
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
    enters_voice,
    joins,
    leaves,
    leaves_voice,
)
from tests.builders.house import House

ADA, BEN, ROBOT = a_person(1, name="Ada King"), a_person(2, name="Ben"), a_person(30, name="Robot", bot=True)
EVERYTHING: tuple[Family, ...] = ("messages", "reactions_given", "reactions_received", "voice", "membership")


@pytest.fixture
def house() -> House:
    return House.built()


def heard(since: datetime, until: datetime, source: str = "gateway") -> list[CoverageSpan]:
    return [CoverageSpan(family=family, start=since, end=until, source=source) for family in EVERYTHING]


def values(found: Overview) -> dict[str, float | None]:
    return {each.key: each.value for each in found.tiles}


async def test_a_guild_that_nothing_is_known_of_is_not_found(house: House) -> None:
    for question in (house.show_overview, house.show_top):
        with pytest.raises(NotFound, match=str(GUILD)):
            await question(GUILD)


async def test_a_guild_that_has_only_a_name_is_empty(house: House) -> None:
    async with house.store.writing(GUILD) as work:
        await work.guild.rename("The Colosseum", TIME_ZERO)
    found = await house.show_overview(GUILD)
    assert found.empty and found.guild_name == "The Colosseum"
    assert (found.window.last, found.window.days, found.window.open) == (DAY_ZERO, 30, True)
    assert set(values(found).values()) == {None}
    assert (await house.show_top(GUILD)).board.standings == ()


async def test_one_message_is_seen_from_the_front_door_to_the_page(house: House) -> None:
    await house.told(a_message(by=ADA))
    await house.heard(*heard(TIME_ZERO - 90 * DAY, house.clock.now()))
    async with house.store.writing(GUILD) as work:
        await work.guild.name_channels([ChannelName(channel=CHANNEL, name="general", seen_at=TIME_ZERO)])
    found = await house.show_overview(GUILD)
    assert not found.empty and not found.opened_at_last_day
    assert (found.last_activity, found.first_day, found.last_day) == (TIME_ZERO, DAY_ZERO, DAY_ZERO)
    assert values(found) == {
        "active_members": 1,
        "messages": 1,
        "reactions": 0,
        "voice_hours": 0,
        "newcomers": 0,
        "leavers": 0,
    }
    assert (found.covered, found.gaps) == (1.0, ())
    assert [(row.name, row.messages, row.share) for row in found.channels] == [("general", 1, 1.0)]
    assert found.heat[0][12] == 1
    (first,) = found.top.standings
    assert (first.rank, first.score) == (1, 1.0)
    assert (found.people[first.member_no].name, found.people[first.member_no].initials) == ("Ada King", "AK")


async def test_every_number_of_a_small_week_is_the_one_counted_by_hand(house: House) -> None:
    house.clock.at = TIME_ZERO + 6 * DAY + 6 * HOUR
    message = a_message(TIME_ZERO, ADA)
    await house.told(
        a_message(TIME_ZERO - 3 * DAY, ADA),
        message,
        a_reaction(message, BEN),
        a_reaction(message, ROBOT),
        a_message(TIME_ZERO, ROBOT, number=1),
        a_message(TIME_ZERO, ADA, number=2, details={"type": 7}),
        enters_voice(TIME_ZERO + 11 * HOUR, BEN),
        leaves_voice(TIME_ZERO + 14 * HOUR, BEN),
        joins(TIME_ZERO + DAY, BEN),
        joins(TIME_ZERO + DAY, ROBOT),
        leaves(TIME_ZERO - DAY, a_person(9)),
        leaves(TIME_ZERO + 2 * DAY, BEN),
    )
    await house.heard(*heard(TIME_ZERO - 90 * DAY, house.clock.now()))
    found = await house.show_overview(GUILD, "7d")
    assert values(found) == {
        "active_members": 2,
        "messages": 1,
        "reactions": 1,
        "voice_hours": 3,
        "newcomers": 1,
        "leavers": 1,
    }
    assert {each.key: each.previous for each in found.tiles} == {
        "active_members": 1,
        "messages": 1,
        "reactions": 0,
        "voice_hours": 0,
        "newcomers": 0,
        "leavers": 1,
    }
    assert [each.series for each in found.tiles if each.key == "voice_hours"] == [(1.0, 2.0, 0, 0, 0, 0, 0)]
    ada, ben = await house.number_of(ADA.id), await house.number_of(BEN.id)
    assert [(place.member_no, place.score) for place in found.top.standings] == [(ada, 1.0), (ben, 0.5)]
    assert found.window.open


# ── the moment of asking ────────────────────────────────────────────────────


@pytest.fixture
async def old(house: House) -> House:
    """A guild whose history ends a hundred days ago."""
    await house.told(
        *[a_message(TIME_ZERO - n * DAY, ADA, number=n) for n in range(40)], a_message(by=BEN, number=99)
    )
    await house.heard(*heard(TIME_ZERO - 60 * DAY, TIME_ZERO + 9 * DAY, "history"))
    house.clock.at = TIME_ZERO + 100 * DAY
    return house


async def test_a_guild_without_a_live_source_opens_at_its_last_day(old: House) -> None:
    found = await old.show_overview(GUILD, "7d")
    assert found.opened_at_last_day
    assert (found.window.last, found.window.open) == (DAY_ZERO, False)
    assert values(found)["messages"] == 8
    assert (await old.show_top(GUILD, "7d")).window == found.window


async def test_a_guild_that_is_listened_to_opens_now(old: House) -> None:
    await old.heard(*heard(old.clock.now() - DAY, old.clock.now()))
    found = await old.show_overview(GUILD, "7d")
    assert not found.opened_at_last_day
    assert found.window.last == date(2026, 6, 10) == old.clock.now().date()
    assert values(found)["messages"] == 0


@pytest.mark.parametrize(
    ("zone_name", "last", "opens_at"),
    [
        # At midnight sharp a day begins; its first message belongs to it.
        ("UTC", "2026-03-02T00:00:00+00:00", "2026-03-02"),
        ("UTC", "2026-03-01T23:59:59.999+00:00", "2026-03-01"),
        ("Asia/Kolkata", "2026-03-01T18:30:00+00:00", "2026-03-02"),
        ("America/New_York", "2026-03-02T04:59:59+00:00", "2026-03-01"),
        ("America/New_York", "2026-03-02T05:00:00+00:00", "2026-03-02"),
    ],
)
async def test_the_last_day_is_the_local_day_of_the_last_activity(
    house: House, zone_name: str, last: str, opens_at: str
) -> None:
    await house.told(a_message(datetime.fromisoformat(last)))
    await house.change_settings(GUILD, {"time_zone": zone_name}, COMMAND_LINE)
    house.clock.at = TIME_ZERO + 50 * DAY
    found = await house.show_overview(GUILD, "1d")
    assert (found.window.last.isoformat(), found.opened_at_last_day) == (opens_at, True)
    assert values(found)["messages"] == 1


async def test_asked_as_of_the_past_it_reads_the_past(old: House) -> None:
    then = await old.show_overview(GUILD, "7d", (DAY_ZERO - 20 * DAY).isoformat())
    assert not then.opened_at_last_day
    assert (then.window.last, then.window.open) == (DAY_ZERO - 20 * DAY, False)
    assert values(then)["messages"] == 7
    assert [place.score for place in then.top.standings] == [7.0]
    # What the record holds as a whole is told as it is now.
    assert (then.first_day, then.last_day) == (DAY_ZERO - 39 * DAY, DAY_ZERO)


@pytest.mark.parametrize("as_of", ["2026-02-10", "2026-02-10T23:00", "2026-02-11T00:00"])
async def test_what_happens_later_does_not_change_the_past(old: House, as_of: str) -> None:
    async def asked() -> tuple[Overview, object]:
        found = await old.show_overview(GUILD, "2026-02-01..2026-03-02", as_of)
        top = await old.show_top(GUILD, "2026-02-01..2026-03-02", as_of)
        return attrs.evolve(found, last_activity=None, last_day=None), top

    before = await asked()
    assert before[0].window.open and values(before[0])["messages"] == 10
    later = [a_message(TIME_ZERO - n * DAY, BEN, number=100 + n) for n in range(20)]
    await old.told(*later, a_message(TIME_ZERO + 99 * DAY, BEN), joins(TIME_ZERO - 2 * DAY, BEN))
    assert await asked() == before


async def test_a_window_of_the_future_is_quiet(old: House) -> None:
    found = await old.show_overview(GUILD, "2027-01-01..2027-01-31", "2026-03-02")
    assert found.window.open and set(values(found).values()) == {None}
    assert (found.covered, found.top.standings) == (0.0, ())


@pytest.mark.parametrize(
    "as_of", ["2026-03-02", "2026-03-03", "2050-01-01", "2026-03-02T13:00:00.000001+00:00"]
)
async def test_nobody_sees_further_than_now(house: House, as_of: str) -> None:
    """A day that is not over is not measured to its end: what lies ahead is no gap."""
    await house.told(a_message())
    await house.heard(*heard(TIME_ZERO - 90 * DAY, house.clock.now()))
    found = await house.show_overview(GUILD, "7d", as_of)
    assert (found.window.last, found.window.open) == (DAY_ZERO, True)
    assert (found.covered, found.gaps) == (1.0, ())
    assert found == await house.show_overview(GUILD, "7d")


@pytest.mark.parametrize(
    ("window", "as_of"), [("7w", None), ("", None), ("7d", "soon"), ("7d", "2014-01-01")]
)
async def test_a_question_that_makes_no_sense_is_refused(old: House, window: str, as_of: str | None) -> None:
    for question in (old.show_overview, old.show_top):
        with pytest.raises(Invalid):
            await question(GUILD, window, as_of)


async def test_all_is_from_the_first_day_on_record(old: House) -> None:
    found = await old.show_overview(GUILD, "all")
    assert (found.window.first, found.window.last) == (DAY_ZERO - 39 * DAY, DAY_ZERO)
    assert values(found)["messages"] == 41


async def test_a_store_that_is_away_says_so_and_answers_when_it_is_back(old: House) -> None:
    from tests.unit.application.insights.spies import WatchedFacts

    facts = WatchedFacts(old.sheets._facts, broken=Unavailable("away"))
    house = House.built(memory=old.memory, facts=facts)
    house.clock.at = old.clock.at
    with pytest.raises(Unavailable):
        await house.show_overview(GUILD)
    facts.broken = None
    assert values(await house.show_overview(GUILD, "7d")) == values(await old.show_overview(GUILD, "7d"))


# ── the board ───────────────────────────────────────────────────────────────


async def test_a_board_of_any_window_names_its_members_and_states_ties(house: House) -> None:
    house.clock.at = TIME_ZERO + 9 * DAY
    people = [a_person(number, name=f"P{number}") for number in range(5)]
    told = [a_message(TIME_ZERO + n * MINUTE, who) for n, who in enumerate([*people, people[0]])]
    await house.told(*told, a_message(TIME_ZERO + HOUR, ROBOT), a_message(TIME_ZERO + 8 * DAY, people[4]))
    top = await house.show_top(GUILD, "2026-03-02..2026-03-02", places=3)
    assert [(place.rank, place.tied, top.people[place.member_no].name) for place in top.board.standings] == [
        (1, False, "P0"),
        (2, True, "P1"),
        (2, True, "P2"),
    ]
    assert (top.board.scored, top.board.also_tied) == (5, 2)
    assert (top.time_zone, top.guild_name, top.window.days) == ("UTC", f"Guild {GUILD}", 1)
    whole = await house.show_top(GUILD, "all")
    assert [place.score for place in whole.board.standings] == [2.0, 2.0, 1.0, 1.0, 1.0]


async def test_the_page_and_the_board_agree(old: House) -> None:
    for text in ("1d", "7d", "30d", "all", "2026-02-01..2026-02-10"):
        page, board = await old.show_overview(GUILD, text), await old.show_top(GUILD, text)
        assert (page.top, page.people, page.window) == (board.board, board.people, board.window)
