"""A receipt shows where a number comes from, what moved it and who is behind it, at an address of its own."""

import attrs
import pytest

from adapters.dash_ui.arrival import arrive, stands
from adapters.dash_ui.pages import page_at
from adapters.dash_ui.pages.kpi.csv_file import board_csv, receipt_csv
from adapters.dash_ui.pages.kpi.page import question
from adapters.dash_ui.pages.kpi.parts import parts
from adapters.dash_ui.pages.page import Shown
from adapters.dash_ui.place import Place
from application.insights.kpis.question import KpiQuestion
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.kpi import Part
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid
from tests.builders.activities import DAY, GUILD, TIME_ZERO
from tests.builders.boards import KpisOfAHouse
from tests.builders.overview_kinds import HOSTILE
from tests.unit.dash_ui.desks import a_desk
from tests.unit.dash_ui.reading import elements, found, inside, text

DESK = a_desk()


async def show(key: str, **asked: str) -> Shown:
    page = page_at(f"/kpi/{key}")
    assert page is not None
    return await page.show(DESK, 7, Place(path=f"/kpi/{key}", guild="7", **asked))


def hrefs(shown: Shown) -> list[str]:
    return [node[1]["href"] for node in elements(shown.content, "a") if node[1].get("href")]


@pytest.mark.parametrize("key", [kpi.key for kpi in CATALOGUE])
async def test_every_kpi_has_a_receipt(key: str) -> None:
    shown = await show(key)
    kpi = next(one for one in CATALOGUE if one.key == key)
    said = text(shown.content)
    assert shown.title == kpi.title
    assert kpi.question in said
    assert " ".join(kpi.definition.sentence.split()) in said
    assert "How we know" in said and f"version {kpi.version}" in said


async def test_a_receipt_has_the_formula_with_its_numbers_and_the_people_behind_it() -> None:
    shown = await show("wam")
    said = text(shown.content)
    assert "9 active members of 9 members" in said
    assert "It was 8 before and is 9 now: +1." in said
    assert "Who is behind it 9 members." in said
    assert any(href.startswith("/members/0?guild=7") for href in hrefs(shown))


async def test_it_is_taken_apart_and_each_part_leads_to_the_same_number_of_it_alone() -> None:
    shown = await show("wam", by="segment")
    assert "/kpi/wam?guild=7&of=segment%3Acore" in hrefs(shown)
    assert "Core 5 100% of 5 Regular 1 100% of 1" in text(shown.content), "shares of the segments"
    alone = text((await show("wam", only="segment:core")).content)
    assert "Only segment Core . Show everyone" in alone
    assert "5 active members of 5 members" in alone


async def test_the_score_leads_to_the_receipts_of_what_it_is_made_of() -> None:
    assert {"/kpi/wam?guild=7", "/kpi/stickiness?guild=7"} <= set(hrefs(await show("health_score")))


async def test_what_was_not_heard_is_hatched_and_its_share_is_said() -> None:
    shown = await show("wam", window="90d")
    figure = next(part.figure for part in inside(shown.content) if getattr(part, "_type", "") == "Graph")
    assert any(trace["name"] == "Not heard throughout" for trace in figure["data"])


async def test_where_its_meaning_changed_the_old_line_stands_beside_the_new() -> None:
    kpis = KpisOfAHouse()
    house = await kpis.told()
    now, house.clock.at = house.clock.at, TIME_ZERO - 30 * DAY
    await house.change_settings(GUILD, {"qualifying": ("voice",)}, COMMAND_LINE)
    house.clock.at = now
    page = page_at("/kpi/wam")
    assert page is not None
    desk = attrs.evolve(DESK, kpis=kpis.desk)
    shown = await page.show(desk, 7, Place(path="/kpi/wam", guild="7", window="90d"))
    figure = next(part.figure for part in inside(shown.content) if getattr(part, "_type", "") == "Graph")
    old = [trace for trace in figure["data"] if trace.get("line", {}).get("dash") == "dash"]
    assert len(old) == 1 and old[0]["name"] != "Weekly active members"
    assert old[0]["name"] in text(shown.content)
    new = figure["data"][0]
    assert sum(value or 0 for value in old[0]["y"]) > sum(value or 0 for value in new["y"])


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"by": "colour"}, "not taken apart by 'colour'"),
        ({"grain": "year"}, "'year' is none of day, week, month"),
        ({"only": "segment:nobles"}, "nobles"),
        ({"only": "nonsense"}, "nonsense"),
        ({"window": "1000000d"}, "window"),
    ],
)
async def test_an_address_that_asks_for_what_there_is_not_says_what_is_wrong(
    asked: dict[str, str], why: str
) -> None:
    arrival = await arrive(DESK, Place(path="/kpi/wam", guild="7", **asked))
    assert arrival.heading is None
    assert why in text(arrival.content)


@pytest.mark.parametrize("key", ["nothing", "WAM", "wam/x", "1", "../settings", "%77am"])
async def test_a_number_that_there_is_not_is_not_found(key: str) -> None:
    assert not await stands(DESK, Place.of(f"/kpi/{key}", "?guild=7"))
    arrival = await arrive(DESK, Place.of(f"/kpi/{key}", "?guild=7"))
    assert "There is no such" in text(arrival.content)


def test_an_address_is_a_question() -> None:
    place = Place.of("/kpi/wam", "?window=90d&as-of=2026-03-14&by=tier&of=segment:core&grain=month")
    assert question(place) == KpiQuestion(
        key="wam", window="90d", as_of="2026-03-14", grain="month", by="tier", of="segment:core"
    )
    assert Place.of("/kpi/wam", place.href.partition("?")[2]) == place
    with pytest.raises(Invalid):
        question(Place(path="/kpi/members", by="channel"))


async def test_the_file_of_a_receipt_has_its_parts_and_its_course() -> None:
    read = await DESK.kpis.explain(7, KpiQuestion(key="wam", by="segment"))
    lines = receipt_csv(read).decode("utf-8-sig").split("\r\n")
    assert lines[1].startswith("Weekly active members,wam,1,window,2026-02-01,2026-03-02,yes,9.0,9.0,1.0")
    assert sum(",window: " in line for line in lines) == len(read.found.reading.parts)
    assert sum(",week," in line for line in lines) == len(read.found.course.readings)


async def test_no_cell_of_a_file_is_taken_for_a_formula() -> None:
    desk = attrs.evolve(DESK, kpis=KpisOfAHouse(names=HOSTILE).desk)
    read = await desk.kpis.board(7, "organisers")
    some = board_csv(read, ["events_held"]).decode("utf-8-sig")
    assert {line.split(",")[1] for line in some.split("\r\n")[1:] if line} == {"events_held"}
    one = receipt_csv(await desk.kpis.explain(7, KpiQuestion(key="events_held", by="host"))).decode()
    cells = [cell for line in one.split("\r\n") for cell in line.split(",")]
    assert not [cell for cell in cells if cell[:1] in "=@+" and cell]


async def test_words_of_the_field_are_explained_below_the_number_that_uses_them() -> None:
    said = text((await show("retention_week_4")).content)
    assert "retention : How many of those who joined at the same time" in said
    assert "stickiness :" not in said


async def test_statistics_own_words_are_under_how_we_know() -> None:
    said = text((await show("command_latency_p95")).content)
    before, _, how = said.partition("How we know")
    assert "19 of 20 runs" in before and "percentile" not in before
    assert "percentile : The 95th is" in how


async def test_a_bar_is_as_long_as_the_number_that_stands_out_beside_it() -> None:
    reading = (await DESK.kpis.explain(7, KpiQuestion(key="voice_time"))).found.reading
    some = [
        Part(key="host", title="Host", numerator=600.0, denominator=2.0),
        Part(key="member", title="Member", numerator=6_000.0, denominator=200.0),
        Part(key="overlap", title="Counted more than once", numerator=-50.0),
    ]
    drawn = parts(attrs.evolve(reading, parts=tuple(some)), Place(path="/kpi/voice_time"), "x.csv")
    fills = [getattr(one, "style", {})["width"] for one in found(drawn, "bar-fill")]
    assert fills == ["100.0%", "10.0%"], "300 minutes, 30 minutes; what is taken out again is no bar"
