"""While the dashboard waits for its database: a person is shown why, a program is told to ask again."""

import httpx

from adapters.http_api.gate.guard import Names
from adapters.http_api.waiting import waiting_app
from tests.unit.http_api.edge import HERE


async def test_a_program_is_told_why_and_when_to_ask_again_and_not_that_there_is_nothing():
    app = waiting_app(Names.of("127.0.0.1"), lambda: "The database is recovering.", version="1")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=HERE) as client:
        program = await client.get("/api/v1/guilds")
        page = await client.get("/")
    assert (program.status_code, program.headers["retry-after"]) == (503, "5")
    assert program.headers["content-type"] == "application/problem+json"
    assert program.json()["detail"] == "The database is recovering."
    assert page.status_code == 503 and "The database is recovering." in page.text
