"""/kpi: staff are told how the community does, and where a number comes from; nobody else is."""

from pathlib import Path

import pytest

from domain.insights.kpis.catalogue import CATALOGUE
from tests.integration.answering.asking import answer_to
from tests.integration.answering.insights.test_members import Evening, an_evening
from tests.integration.hearing.gateway.bots import until


async def test_staff_are_told_the_numbers_and_where_one_comes_from(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        every = await evening.ask(evening.mo, "kpi", window="7d")
        assert "Community health" in every.text
        assert "Weekly active members: **3" in every.text
        one = await evening.ask(evening.mo, "kpi", number="wam", window="7d")
        assert one.text.startswith("Weekly active members: 3")
        assert "**3 active members of" in one.text
        assert r"o\*z" in one.text
        assert one.message["allowed_mentions"] == {"parse": []}


async def test_a_number_is_taken_apart_by_groups(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        told = await evening.ask(evening.mo, "kpi", number="wam", window="7d", by="channel")
        assert "Made of" in told.text


@pytest.mark.parametrize("options", [{}, {"number": "wam"}])
async def test_members_are_told_none_of_it(tmp_path: Path, options: dict[str, str]) -> None:
    async with an_evening(tmp_path) as evening:
        told = await answer_to(evening.discord, evening.general, evening.mira, "kpi", **options)
        assert told.text == "Only staff can see this."
        assert told.only_they_see_it


async def test_a_number_that_there_is_not_is_said_to_be_none(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        told = await evening.ask(evening.mo, "kpi", number="happiness")
        assert told.text.startswith("There is no KPI 'happiness'")


async def test_what_is_typed_finds_numbers_by_their_name_and_their_question(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        assert await suggested(evening, "weekly act") == ["wam"]
        assert await suggested(evening, "") == [one.key for one in CATALOGUE][:25]


async def suggested(evening: Evening, typed: str) -> list[str]:
    one = await evening.discord.types(evening.general, evening.mo, "kpi", "number", typed)
    await until(lambda: one.answer)
    assert one.answer is not None
    return [choice["value"] for choice in one.answer["data"]["choices"]]
