"""Health, the end of /api/, and the bound on bodies."""

import asyncio

import pytest

from domain.kernel.errors import Unavailable
from tests.unit.http_api.edge import OURS, an_app, an_edge, asking


async def away() -> None:
    raise Unavailable("The database is recovering.")


async def silent() -> None:
    await asyncio.Event().wait()


async def test_alive_is_another_question_than_ready():
    async with asking(an_edge(ready=away)) as client:
        alive, ready = await client.get("/healthz"), await client.get("/readyz")
    assert (alive.status_code, alive.json()["status"]) == (200, "ok")
    assert (ready.status_code, ready.json()) == (
        503,
        {"status": "unavailable", "reason": "The database is recovering."},
    )


async def test_a_silent_database_is_not_waited_for():
    async with asking(an_edge(ready=silent, patience=0.01)) as client:
        ready = await client.get("/readyz")
    assert ready.status_code == 503
    assert "did not answer" in ready.json()["reason"]


async def test_ready_when_the_store_answers():
    async with asking(an_edge()) as client:
        ready = await client.get("/readyz")
    assert ready.json() == {"status": "ready"}
    assert ready.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1/guilds", "/api/..%2f..%2fetc"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_what_is_not_there_is_not_found_in_json(method, path):
    async with asking(an_edge()) as client:
        answer = await client.request(method, path, headers=OURS)
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:community-os:problem:not-found"
    assert answer.headers["content-type"] == "application/problem+json"


async def test_there_is_no_page_that_would_load_from_another_host():
    async with asking(an_edge()) as client:
        for path in ("/docs", "/redoc", "/openapi.json"):
            assert (await client.get(path)).status_code == 404


async def test_a_body_over_the_bound_is_refused_announced_or_not():
    async def parts():
        for _ in range(10):
            yield b"x" * 100

    async with asking(an_edge(largest_body=500)) as client:
        announced = await client.post("/change", content=b"x" * 501, headers=OURS)
        unannounced = await client.post("/change", content=parts(), headers=OURS)
        just_right = await client.post("/change", content=b"x" * 500, headers=OURS)
        absurd = await client.post("/change", content=b"x", headers={**OURS, "content-length": "9" * 400})
        no_number = await client.post("/change", content=b"x", headers={**OURS, "content-length": "-1"})
    assert announced.status_code == unannounced.status_code == 413
    assert just_right.json() == {"bytes": 500}
    assert absurd.status_code == no_number.status_code == 413


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/page", "/api/nothing", "/nowhere"])
async def test_a_monitor_that_asks_with_head_hears_what_get_would_say_without_the_body(path):
    async with asking(an_edge()) as client:
        asked, got = await client.head(path), await client.get(path)
    assert asked.content == b""
    assert asked.status_code == got.status_code
    assert asked.headers == got.headers


async def test_who_hangs_up_in_the_middle_of_a_body_is_no_mistake_of_ours():
    told = iter(
        [
            {"type": "http.request", "body": b"name=A", "more_body": True},
            {"type": "http.disconnect"},
        ]
    )
    sent = []

    async def receive():
        return next(told)

    async def send(message):
        sent.append(message)

    form = (b"content-type", b"application/x-www-form-urlencoded")
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/who",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:8050"), (b"origin", b"http://127.0.0.1:8050"), form],
    }
    await an_app(an_edge())(scope, receive, send)
    assert not [message for message in sent if message.get("status") in (200, 204, 303)]
