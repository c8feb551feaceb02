"""/kpi: staff are told how the community does, and where a number comes from; nobody else is."""

from collections.abc import AsyncIterator

import pytest

from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.kpi import By
from tests.integration.answering.insights.test_members import Evening, an_evening
from tests.integration.hearing.gateway.bots import until


@pytest.fixture(scope="module")
async def evening(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Evening]:
    async with an_evening(tmp_path_factory.mktemp("evening")) as opened:
        yield opened


async def test_staff_see_a_page_of_numbers_at_a_glance(evening: Evening) -> None:
    health = await evening.ask(evening.mo, "kpi", window="7d")
    assert health.text.startswith("How it is going: Community health")
    assert "█` Weekly active members: **3" in health.text
    data = await evening.ask(evening.mo, "kpi", window="7d", page="quality")
    assert data.text.startswith("How it is going: Data quality")
    assert "Weekly active members" not in data.text


async def test_staff_are_told_where_a_number_comes_from(evening: Evening) -> None:
    one = await evening.ask(evening.mo, "kpi", number="wam", window="7d")
    assert one.text.startswith("Weekly active members: 3")
    assert "**3 active members of" in one.text
    assert "Over time\n`" in one.text
    assert r"o\*z" in one.text
    assert one.message["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize(
    ("number", "by"),
    [
        ("wam", "segment"),
        ("wam", "tier"),
        ("wam", "role"),
        ("wam", "channel"),
        ("id_coverage", "platform"),
        ("command_runs", "command"),
        ("event_attendees", "event_type"),
        ("event_attendees", "series"),
        ("event_attendees", "host"),
    ],
)
async def test_a_number_is_taken_apart_by_every_kind_of_group(evening: Evening, number: str, by: By) -> None:
    told = await evening.ask(evening.mo, "kpi", number=number, window="7d", by=by)
    assert told.text.startswith(kpi(number).title)
    if by in ("segment", "tier", "role", "channel"):
        assert "Made of\n" in told.text


async def test_a_number_is_read_of_one_group_alone(evening: Evening) -> None:
    told = await evening.ask(evening.mo, "kpi", number="wam", window="7d", only="tier:member")
    assert told.text.startswith("Weekly active members, only Member: 3")
    assert "**3 active members of" in told.text


async def test_a_number_is_read_as_it_was_known_on_a_day(evening: Evening) -> None:
    told = await evening.ask(evening.mo, "kpi", number="wam", window="7d", as_of="2026-03-08")
    assert "\n2 March 2026 to 8 March 2026 (7 days)\n" in told.text
    assert not told.text.startswith("Weekly active members: 3")


@pytest.mark.parametrize("options", [{}, {"number": "wam"}])
async def test_members_are_told_none_of_it(evening: Evening, options: dict[str, str]) -> None:
    told = await evening.ask(evening.mira, "kpi", **options)
    assert told.text == "Only staff can see this."


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"number": "happiness"}, "There is no KPI 'happiness'"),
        ({"by": "tier"}, "Choose a number as well"),
        ({"page": "weather"}, "There is no page 'weather'"),
        ({"number": "joins", "by": "channel"}, "Joins is not taken apart by channel"),
        ({"number": "wam", "window": "soon"}, "Window 'soon'"),
    ],
)
async def test_what_cannot_be_asked_is_said_to_be_so(
    evening: Evening, options: dict[str, str], why: str
) -> None:
    assert (await evening.ask(evening.mo, "kpi", **options)).text.startswith(why)


async def test_what_is_typed_finds_numbers_by_their_name_and_their_question(evening: Evening) -> None:
    assert await suggested(evening, "number", "weekly act") == ["wam"]
    assert await suggested(evening, "number", "") == [one.key for one in CATALOGUE][:25]


async def test_by_what_the_chosen_number_is_taken_apart_is_suggested(evening: Evening) -> None:
    assert await suggested(evening, "by", "", number="wam") == list(kpi("wam").by)
    assert await suggested(evening, "by", "type", number="event_peak") == ["event_type"]
    assert await suggested(evening, "by", "") == []


async def test_the_groups_of_the_chosen_number_are_suggested_to_staff_alone(evening: Evening) -> None:
    found = await suggested(evening, "only", "", number="wam")
    assert {one.partition(":")[0] for one in found} == set(kpi("wam").by)
    assert await suggested(evening, "only", "volunt", number="wam") == ["tier:volunteer"]
    asked = await evening.discord.types(evening.general, evening.mira, "kpi", "only", "", {"number": "wam"})
    await until(lambda: asked.answer)
    assert asked.answer is not None
    assert asked.answer["data"]["choices"] == []


async def test_times_are_suggested_and_taken_as_they_are_typed(evening: Evening) -> None:
    assert (await suggested(evening, "window", ""))[:4] == ["7d", "30d", "90d", "all"]
    assert await suggested(evening, "window", "2026-03-02..2026-03-08") == ["2026-03-02..2026-03-08"]
    assert len(await suggested(evening, "as_of", "")) == 4
    assert await suggested(evening, "as_of", "2026-03-02") == ["2026-03-02"]


async def suggested(evening: Evening, option: str, typed: str, **given: str) -> list[str]:
    one = await evening.discord.types(evening.general, evening.mo, "kpi", option, typed, given)
    await until(lambda: one.answer)
    assert one.answer is not None
    return [choice["value"] for choice in one.answer["data"]["choices"]]
