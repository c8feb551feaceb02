"""Every refusal of the API is a problem as RFC 9457 has it."""

from collections.abc import AsyncIterator

import attrs
import httpx
import pytest

from adapters.http_api.problems import of_error
from domain.kernel import errors
from domain.kernel.errors import DomainError
from tests.unit.http_api.api.programs import G, Village
from tests.unit.http_api.edge import HERE

ODD = "%00%ff%ed%a0%80"


@pytest.fixture(scope="module")
async def program() -> AsyncIterator[httpx.AsyncClient]:
    """It changes nothing, so that all may share it."""
    village = await Village.built()
    async with village.program() as one:
        yield one


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/api/v1/nothing", 404, "/api/v1/docs"),
        ("GET", "/api/v1/guilds/77/kpis", 404, "77"),
        ("GET", f"{G}/kpis/nothing", 404, "nothing"),
        ("GET", f"{G}/members/999", 404, "999"),
        ("GET", f"{G}/members/810000000000000999", 404, ""),
        ("GET", f"{G}/events/5", 404, "5"),
        ("GET", f"{G}/kpis/{ODD}", 404, ""),
        ("GET", "/api/v1/guilds/abc/kpis", 422, "guild"),
        ("GET", "/api/v1/guilds/0/kpis", 422, "guild"),
        ("GET", f"{G}/kpis?window=7", 422, "window"),
        ("GET", f"{G}/kpis?window=2026-03-02..2026-03-01", 422, "swap"),
        ("GET", f"{G}/kpis?as_of=soon", 422, "as-of"),
        ("GET", f"{G}/kpis?windw=7d", 422, "windw"),
        ("GET", f"{G}/kpis?window=7d&window=30d", 422, "more than once"),
        ("GET", f"{G}/kpis/wam?grain=year", 422, "grain"),
        ("GET", f"{G}/kpis/wam?of=segment", 422, "segment:core"),
        ("GET", f"{G}/kpis/wam?by=host", 422, "by host"),
        ("GET", f"{G}/kpis/wam?window=all&grain=day&as_of=2083-12-31", 200, ""),
        ("GET", f"{G}/members?limit=0", 422, "limit"),
        ("GET", f"{G}/members?limit=1e400", 422, "limit"),
        ("GET", f"{G}/members?search={ODD}", 200, ""),
        ("GET", f"{G}/members?cursor=nonsense", 422, "cursor"),
        ("GET", f"{G}/events?cursor=WzEsMl0x", 422, "cursor"),
        ("GET", f"{G}/members/9999999999999999999", 422, "id"),
        ("POST", f"{G}/kpis", 405, "GET"),
        ("DELETE", f"{G}/members/1", 405, "GET"),
    ],
)
async def test_a_refusal_says_what_is_wrong_and_where(program, method, path, status, words):
    answer = await program.request(method, path)
    assert answer.status_code == status, answer.text
    if status == 200:
        return
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert told["status"] == status and told["title"]
    assert told["type"].startswith("urn:community-os:problem:")
    assert words in told["detail"]
    assert "ratelimit-remaining" in answer.headers


async def test_what_was_sent_is_not_repeated_in_a_refusal_of_its_form():
    village = await Village.built()
    async with village.program() as program:
        told = (await program.get(f"{G}/kpis?window=<script>alert(1)</script>")).text
    assert "script" not in told


@pytest.mark.parametrize(
    ("headers", "status", "name"),
    [
        ({"host": "evil.example"}, 421, "unknown-host"),
        ({"content-length": "99999999"}, 413, "too-large"),
    ],
)
async def test_what_is_refused_before_the_api_is_a_problem_too(headers, status, name):
    village = await Village.built()
    async with village.program() as program:
        answer = await program.request("POST", f"{G}/kpis", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["type"] == f"urn:community-os:problem:{name}"


async def test_a_database_that_is_away_is_said_and_when_to_ask_again():
    village = await Village.built(facts=Failing(errors.Unavailable("The database is recovering.")))
    async with village.program() as program:
        answer = await program.get(f"{G}/kpis")
    assert answer.status_code == 503 and answer.headers["retry-after"] == "5"
    assert answer.json()["detail"] == "The database is recovering."


async def test_a_mistake_of_ours_tells_nothing_of_itself():
    village = await Village.built(facts=Failing(RuntimeError("secret")))
    async with village.program() as program:
        answer = await program.get(f"{G}/kpis")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text


def test_every_family_of_refusal_has_a_status():
    families = [one for one in vars(errors).values() if isinstance(one, type) and one is not DomainError]
    found = {
        family.__name__: of_error(family("x"))[0] for family in families if issubclass(family, DomainError)
    }
    assert found == {
        "Invalid": 422,
        "NotFound": 404,
        "Conflict": 409,
        "Refused": 403,
        "OverLimit": 422,
        "Unavailable": 503,
    }
    assert of_error(DomainError("x"))[0] == 400


async def test_a_program_needs_no_origin_and_a_foreign_page_reads_nothing():
    """No browser sends a key by itself; and no answer allows another page to read it."""
    village = await Village.built()
    async with village.program() as program:
        answer = await program.get(f"{HERE}{G}/kpis", headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@attrs.frozen
class Failing:
    """Facts that cannot be had."""

    error: Exception

    async def revisions(self, _guild, _since):
        raise self.error
