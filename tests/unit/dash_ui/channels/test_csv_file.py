"""The file of channels: all of them, and harmless in a spreadsheet."""

import csv
import io

import httpx
import pytest
from fastapi import FastAPI

from adapters.dash_ui import mount
from adapters.dash_ui.pages.channels.csv_file import channels_csv
from domain.kernel.errors import DomainError, Invalid, NotFound, Unavailable
from tests.builders.overview_kinds import HOSTILE
from tests.builders.readings.channels import Wrote, a_reading, channels_of
from tests.unit.dash_ui.desks import a_desk


def rows(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def test_every_channel_is_in_the_file_with_its_hours() -> None:
    read = channels_of([Wrote(0, 100 + at, messages=at + 1, hour=at % 24) for at in range(90)])
    head, *lines = rows(channels_csv(read))
    assert [line[2] for line in lines] == [str(one.messages) for one in read.lines]
    assert len(lines) == 90 and {len(line) for line in lines} == {len(head)}
    assert all(sum(map(int, line[6:])) == int(line[2]) for line in lines)


def test_hostile_names_are_one_harmless_cell_each() -> None:
    names = {line[0] for line in rows(channels_csv(a_reading(places=HOSTILE)))}
    assert '\'=HYPERLINK("http://evil.example","click")' in names and "'@everyone" in names


def test_what_is_not_known_says_so() -> None:
    [_, line] = rows(channels_csv(channels_of([Wrote(0, 1)], text="all")))
    assert (line[3], line[5]) == ("not known", "not known")


async def answered(show: DomainError | None = None, search: str = "") -> httpx.Response:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    mount(app, a_desk(show))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get(f"/channels.csv{search}")


async def test_the_address_of_the_file_answers_with_the_channels() -> None:
    answer = await answered(search="?guild=7")
    assert answer.status_code == 200
    assert 'filename="channels-2026-02-13-to-2026-03-14.csv"' in answer.headers["content-disposition"]
    assert rows(answer.content)[1][0] == "general"


@pytest.mark.parametrize(
    ("problem", "status"),
    [(NotFound("no such community"), 404), (Invalid("no such time"), 400), (Unavailable("away"), 503)],
)
async def test_a_file_that_cannot_be_made_says_why(problem: DomainError, status: int) -> None:
    answer = await answered(problem)
    assert (answer.status_code, answer.text) == (status, str(problem))
