"""A board of KPIs: what a page shows is what each KPI reads, and what is remembered stays true."""

from datetime import timedelta

from application.insights.kpis.question import KpiQuestion
from domain.community.coverage import CoverageSpan
from domain.insights.kpis.board import Board, Told
from domain.insights.kpis.catalogue import kpi, of_audience
from domain.insights.kpis.periods import period_of, periods
from domain.insights.kpis.reading import read
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.windows import AsOf, Window
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO, a_message, a_person
from tests.builders.events import Calendar
from tests.builders.house import House

TODAY = TIME_ZERO.date()


async def a_talking_house() -> House:
    """A hundred days on which another person talks, all of them heard."""
    house = House.built()
    at = [TIME_ZERO - day * DAY for day in range(100)]
    await house.told(*(a_message(when, a_person(day % 9), number=day) for day, when in enumerate(at)))
    await house.heard(
        *(
            CoverageSpan(family=family, start=at[-1], end=TIME_ZERO + HOUR, source="gateway")
            for family in ("messages", "membership", "voice", "commands", "events")
        )
    )
    return house


def course(board: Board, key: str) -> list[float | None]:
    line = board.line(key)
    assert line is not None
    return [told.numerator for told in line.course]


async def test_a_board_has_every_kpi_of_its_audience_in_order() -> None:
    board = await (await a_talking_house()).show_board(GUILD, "leadership")
    assert [line.kpi.key for line in board.lines] == [kpi.key for kpi in of_audience("leadership")]
    assert board.line("no such thing") is None


async def test_a_line_says_what_the_kpi_reads_by_itself() -> None:
    house = await a_talking_house()
    board = await house.show_board(GUILD, "leadership", "30d")
    read = await house.read_kpi(GUILD, KpiQuestion(key="wam", window="30d"))
    line = board.line("wam")
    assert line is not None and line.before is not None and read.before is not None
    assert (line.now.numerator, line.now.denominator) == (read.reading.numerator, read.reading.denominator)
    assert line.before.numerator == read.before.numerator == 7
    assert line.change == 0


async def test_a_short_window_still_has_a_course_of_twelve_weeks() -> None:
    house = await a_talking_house()
    board = await house.show_board(GUILD, "leadership", "1d")
    as_of = AsOf.at(house.clock.now(), "UTC")
    first = TODAY - timedelta(days=77)
    weeks = periods(Window(first=first, last=TODAY), "week", as_of, "UTC")
    line = board.line("wam")
    assert line is not None
    assert [(told.first, told.open) for told in line.course] == [(week.first, week.open) for week in weeks]
    assert line.course[-1].open and not line.course[-2].open


async def test_a_long_window_is_told_by_months_and_everything_has_nothing_before_it() -> None:
    house = await a_talking_house()
    board = await house.show_board(GUILD, "leadership", "365d")
    assert board.grain == "month"
    everything = await house.show_board(GUILD, "leadership", "all")
    assert all(line.before is None and line.change is None for line in everything.lines)


async def test_what_is_remembered_is_read_again_when_a_late_activity_changes_it() -> None:
    house = await a_talking_house()
    show = house.show_board
    before = course(await show(GUILD, "leadership"), "wam")
    assert course(await show(GUILD, "leadership"), "wam") == before
    await house.told(a_message(TIME_ZERO - 10 * DAY, a_person(99), number=4711))
    after = course(await show(GUILD, "leadership"), "wam")
    assert after != before
    assert after == course(await house.show_board(GUILD, "leadership"), "wam")


async def test_whoever_reads_by_facts_of_before_leaves_nothing_old_to_the_next_reader() -> None:
    house = await a_talking_house()
    courses, gather, wam = house.courses, house.gather_kpis, kpi("wam")
    week = period_of(TODAY - timedelta(days=10), "week")
    slow = await courses.past(GUILD), (await gather(GUILD, [wam])).facts
    await house.told(a_message(TIME_ZERO - 10 * DAY, a_person(7), number=4711))
    await house.sheets.look(GUILD)
    await courses.past(GUILD)
    old = slow[0].of(slow[1])(wam, week)
    past, facts = await courses.past(GUILD), (await gather(GUILD, [wam])).facts
    assert past.of(facts)(wam, week) == Told.of(read(wam, facts, week)) != old


async def test_what_is_remembered_is_read_again_when_settings_change_what_it_means() -> None:
    house = await a_talking_house()
    show = house.show_board
    before = course(await show(GUILD, "leadership"), "wam")
    await house.change_settings(GUILD, {"qualifying": ("voice",)}, COMMAND_LINE)
    after = course(await show(GUILD, "leadership"), "wam")
    assert any(before) and not any(after)
    looked_back = await show(GUILD, "leadership", "30d", (TODAY - 20 * (DAY)).isoformat())
    assert len(course(looked_back, "wam")) == len(before)


async def test_the_open_window_of_a_moment_is_read_again_when_it_goes_on_or_is_told_more() -> None:
    house = await a_talking_house()
    show = house.show_board
    before = await show(GUILD, "leadership")
    await house.told(a_message(TIME_ZERO, a_person(77), number=4712))
    told = await show(GUILD, "leadership")
    house.clock.at += 3 * HOUR
    later = await show(GUILD, "leadership")
    fresh = await house.show_board(GUILD, "leadership")
    was, now = (board.line("wam") for board in (before, told))
    assert was is not None and now is not None
    assert (was.now.numerator, now.now.numerator) == (7, 8)
    assert repr(later.lines) == repr(fresh.lines)


async def test_a_day_is_read_again_once_the_event_is_over_that_went_on_after_it() -> None:
    house = await a_talking_house()
    calendar = await Calendar.of(house.store)
    midnight = TIME_ZERO.replace(hour=0) + 7 * DAY
    await calendar.planned(starts_at=midnight - HOUR, ends_at=midnight + HOUR)
    house.clock.at = midnight + timedelta(minutes=5)
    await house.told(a_message(midnight, a_person(1)))
    board = house.show_board
    for hours, held in ((0.5, 0), (2, 1)):
        house.clock.at = midnight + timedelta(hours=hours)
        shown = await board(GUILD, "organisers", "30d")
        assert course(shown, "events_held")[-2] == held
