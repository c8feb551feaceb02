"""The file of members: whole, quoted, and harmless in a spreadsheet."""

import csv
import io

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from adapters.dash_ui import mount
from adapters.dash_ui.pages.members.csv_file import defused, directory_csv
from domain.insights.directory import Question
from domain.kernel.errors import DomainError, Invalid, NotFound, Unavailable
from tests.builders.directory import a_directory
from tests.unit.dash_ui.desks import a_desk


def rows(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


@given(st.text(max_size=30) | st.sampled_from(["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"]))
def test_no_text_begins_as_a_formula_does(text: str) -> None:
    safe = defused(text)
    assert safe[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
    assert safe.removeprefix("'") == text or safe == text


def test_hostile_names_are_one_harmless_cell_each() -> None:
    read = a_directory(Question(page=None), count=10, hostile=True)
    head, *lines = rows(directory_csv(read))
    assert head == [
        "Name",
        "Discord id",
        "Kind",
        "Tier",
        "Score",
        "Messages",
        "Reactions",
        "Voice hours",
        "Last seen",
        "Joined",
        "Joined is",
    ]
    assert len(lines) == read.found and {len(line) for line in lines} == {len(head)}
    names = {line[0] for line in lines}
    assert '\'=HYPERLINK("http://evil.example","click")' in names and "'@everyone" in names


def test_every_line_is_in_the_file_in_the_order_of_the_page() -> None:
    read = a_directory(Question(sort="messages", page=None), count=500)
    _, *lines = rows(directory_csv(read))
    assert [line[5] for line in lines] == [str(one.messages) for one in read.lines]
    assert [line[3].lower() for line in lines] == [one.tier for one in read.lines]
    assert len(lines) == read.found > 50


def test_without_tiers_the_file_has_no_such_column() -> None:
    head, *lines = rows(directory_csv(a_directory(Question(page=None), count=20, tiers=())))
    assert "Tier" not in head
    assert {len(line) for line in lines} == {len(head)}


async def answered(show: DomainError | None = None, search: str = "") -> httpx.Response:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    mount(app, a_desk(show))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get(f"/members.csv{search}")


async def test_the_address_of_the_file_answers_with_what_was_found() -> None:
    answer = await answered(search="?guild=7&search=octavia&sort=name")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="members-2026-02-13-to-2026-03-14.csv"' in answer.headers["content-disposition"]
    assert all("octavia" in line[0] for line in rows(answer.content)[1:])


@pytest.mark.parametrize(
    ("problem", "status"),
    [(NotFound("no such community"), 404), (Invalid("no such time"), 400), (Unavailable("away"), 503)],
)
async def test_a_file_that_cannot_be_made_says_why(problem: DomainError, status: int) -> None:
    answer = await answered(problem)
    assert (answer.status_code, answer.text) == (status, str(problem))


async def test_a_community_that_is_no_id_is_refused() -> None:
    assert (await answered(search="?guild=abc")).status_code == 400
