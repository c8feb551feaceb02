"""Nobody asks the API without a key, and no key opens more than it was made for."""

import pytest

from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import GUILD
from tests.unit.http_api.api.programs import G, Village
from tests.unit.http_api.edge import PASSWORD, StopWatch

EVERY = (
    "",
    "/kpis",
    "/kpis/wam",
    "/kpis/wam/receipt",
    "/retention",
    "/segments",
    "/members",
    "/members/1",
    "/events",
)


@pytest.mark.parametrize(
    "shown", [None, "Bearer", "Bearer cos_x", "Basic YTpi", f"Bearer cos_00000000_{'x' * 43}"]
)
async def test_without_a_key_nothing_is_told_not_even_what_there_is(shown):
    village = await Village.built()
    async with village.asking({} if shown is None else {"authorization": shown}) as nobody:
        for path in [G + one for one in EVERY] + ["/api/v1/guilds", "/api/v1/nothing"]:
            answer = await nobody.get(path)
            assert answer.status_code == 401, path
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert answer.json()["type"] == "urn:community-os:problem:unknown-key"


async def test_a_key_is_needed_and_no_staff_cookie_where_a_staff_password_is_set():
    village = await Village.built()
    async with village.program(edge={"password": PASSWORD}) as program:
        assert (await program.get(f"{G}/kpis")).status_code == 200
        assert (await program.get("/page")).status_code == 401
        del program.headers["authorization"]
        assert (await program.get(f"{G}/kpis")).status_code == 401


@pytest.mark.parametrize(
    ("scope", "opens"),
    [
        ("read:kpis", {"/kpis", "/kpis/wam", "/kpis/wam/receipt", "/retention", "/segments"}),
        ("read:members", {"/members", "/members/1", "/leaderboard"}),
        ("read:events", {"/events"}),
    ],
)
async def test_a_key_opens_what_it_was_made_for_and_nothing_else(scope, opens):
    village = await Village.built()
    async with village.program(scope) as program:
        for path in (*EVERY[1:], "/leaderboard"):
            answer = await program.get(G + path)
            assert answer.status_code == (200 if path in opens else 403), path
            if path not in opens:
                assert "read:" in answer.json()["detail"]


async def test_a_key_of_one_community_is_not_told_whether_there_are_others():
    village = await Village.built()
    async with village.program(guild=GUILD) as program:
        assert [one["id"] for one in (await program.get("/api/v1/guilds")).json()["guilds"]] == [str(GUILD)]
        there, nowhere = [await program.get(f"/api/v1/guilds/{guild}/kpis") for guild in (GUILD, 77)]
    assert (there.status_code, nowhere.status_code) == (200, 404)


async def test_names_are_told_only_to_a_key_that_may_read_members():
    village = await Village.built()
    async with village.program() as may, village.program("read:kpis") as may_not:
        told, untold = [(await one.get(f"{G}/kpis/dau/receipt")).json() for one in (may, may_not)]
        segments = [(await one.get(f"{G}/segments")).text for one in (may, may_not)]
    assert told["behind"]["count"] == untold["behind"]["count"] == 5
    assert len(told["behind"]["first"]) == 5 and untold["behind"]["first"] == []
    assert "Person" not in str(untold)
    assert ["Person 1" in text for text in segments] == [True, False]


async def test_a_revoked_key_opens_nothing_at_its_next_question():
    village = await Village.built()
    async with village.program() as program:
        assert (await program.get(f"{G}/kpis")).status_code == 200
        [key] = await village.use_cases.api_keys.all()
        await village.use_cases.revoke_key(key.id, COMMAND_LINE)
        answer = await program.get(f"{G}/kpis")
    assert answer.status_code == 401 and "revoked" in answer.json()["detail"]


async def test_whoever_asks_too_often_is_told_when_to_ask_again():
    village = await Village.built()
    watch = StopWatch()
    async with village.program(per_minute=2, edge={"stopwatch": watch}) as program:
        seen = [await program.get("/api/v1/guilds") for _ in range(3)]
        assert [one.status_code for one in seen] == [200, 200, 429]
        assert [one.headers["ratelimit-remaining"] for one in seen] == ["1", "0", "0"]
        assert {one.headers["ratelimit-limit"] for one in seen} == {"2"}
        assert seen[2].headers["retry-after"] == seen[2].headers["ratelimit-reset"] == "60"
        assert seen[2].json()["type"] == "urn:community-os:problem:too-often"
        watch.seconds += 60
        assert (await program.get("/api/v1/guilds")).status_code == 200


async def test_a_refused_question_counts_too():
    village = await Village.built()
    async with village.program("read:events", per_minute=5) as program:
        refused = await program.get(f"{G}/kpis")
    assert (refused.status_code, refused.headers["ratelimit-remaining"]) == (403, "4")


async def test_what_the_api_is_can_be_read_without_a_key():
    village = await Village.built()
    async with village.asking({}, password=PASSWORD) as nobody:
        described = await nobody.get("/api/v1/openapi.json")
        page = await nobody.get("/api/v1/docs")
        bundle = await nobody.get("/api/v1/docs/swagger-ui-bundle.js")
    assert described.json()["openapi"].startswith("3.1")
    assert page.status_code == 200 and "http" not in page.text, "nothing is loaded from another host"
    assert bundle.status_code == 200 and b"SwaggerUIBundle" in bundle.content
    for answer in (page, bundle):
        assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "<script>" not in page.text
