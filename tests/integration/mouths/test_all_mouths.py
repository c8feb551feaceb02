"""Whoever asks, by whatever door, is told the same number: page, API, command line, database and Discord."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.postgres.link import DatabaseAddress
from domain.insights.kpis.catalogue import CATALOGUE, PAGES
from domain.insights.kpis.kpi import Kpi
from tests.integration.mouths.house import Mouths, every_mouth
from tests.postgres_fixtures import PostgresForTests

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

FILES = {
    "leadership": "/health",
    "organisers": "/events-insight",
    "engineering": "/platform",
    "quality": "/data",
}
NUMBERS = ("numerator", "denominator", "value")


@pytest.fixture(scope="module")
async def mouths(
    postgres_server: PostgresForTests, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Mouths]:
    address: DatabaseAddress = await postgres_server.create(template=migrated_template)
    async with every_mouth(address, tmp_path_factory.mktemp("mouths")) as opened:
        yield opened
    await postgres_server.drop(address)


@pytest.fixture(scope="module")
async def told(mouths: Mouths) -> dict[str, dict[str, Any]]:
    """What the API says of each KPI: the others are held against it."""
    return await mouths.api()


def numbers(of: Any) -> list[float | None]:
    return [of[name] for name in NUMBERS]


def test_the_week_is_one_worth_asking_about(told: dict[str, dict[str, Any]]) -> None:
    assert list(told) == [one.key for one in CATALOGUE]
    known = [key for key, one in told.items() if one["unavailable"] is None and one["numerator"]]
    assert len(known) > len(CATALOGUE) / 2


async def test_the_command_line_says_every_number_as_the_api_does(
    mouths: Mouths, told: dict[str, dict[str, Any]]
) -> None:
    found = await mouths.command_line("kpi")
    assert {one["key"]: one for one in found["kpis"]} == told


async def test_the_database_has_every_number_as_the_api_says_it(
    mouths: Mouths, told: dict[str, dict[str, Any]]
) -> None:
    for audience in PAGES:
        rows = await mouths.rows(audience)
        asked = [one for one in CATALOGUE if one.audience == audience and "week" in one.grains]
        assert sorted(rows) == sorted(one.key for one in asked)
        for one in asked:
            row, said = rows[one.key], told[one.key]
            assert numbers(row) == pytest.approx(numbers(said)), one.key
            assert row["coverage"] == pytest.approx(said["covered"], abs=1e-4), one.key
            assert (row["unavailable"], row["version"]) == (said["unavailable"], said["version"]), one.key


async def test_the_files_of_the_pages_have_every_number_as_the_api_says_it(
    mouths: Mouths, told: dict[str, dict[str, Any]]
) -> None:
    for audience, page in FILES.items():
        rows = await mouths.file(page)
        asked = [one.key for one in CATALOGUE if one.audience == audience]
        assert list(rows) == asked
        for key in asked:
            said = [row and float(row) for row in (rows[key][name.title()] for name in NUMBERS)]
            assert said == pytest.approx(
                [one if one is not None else "" for one in numbers(told[key])], abs=1e-6
            ), key


@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.key)
async def test_page_receipt_and_discord_say_the_number_alike(
    mouths: Mouths, told: dict[str, dict[str, Any]], one: Kpi
) -> None:
    receipt = await mouths.receipt(one.key)
    assert receipt["kpi"] == told[one.key]
    chat, page = await mouths.chat(one.key), await mouths.page(one.key)
    assert chat.startswith(f"{one.title}: {receipt['said']}\n")
    if receipt["kpi"]["unavailable"] is None:
        assert receipt["formula"] in page
        assert receipt["said"].split(" (")[0] in page
    else:
        assert receipt["kpi"]["unavailable"] in page
        assert "Unavailable" in page


async def test_parts_of_one_group_and_their_course_are_the_same_by_every_door(mouths: Mouths) -> None:
    asked = {"by": "segment", "of": "tier:member", "grain": "week"}
    options = [word for name, value in asked.items() for word in (f"--{name}", value)]
    found = await mouths.one("wam", **asked)
    assert await mouths.command_line("kpi", "wam", *options) == found
    assert sum(part["numerator"] for part in found["parts"]) == found["kpi"]["numerator"] > 0


async def test_the_command_line_gives_the_receipt_that_the_api_gives(mouths: Mouths) -> None:
    found = await mouths.command_line("explain", "health_score", "--members", "50")
    assert found == await mouths.receipt("health_score")
