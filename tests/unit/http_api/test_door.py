"""The staff password: asked before any page, off unless set."""

import asyncio
from collections import Counter

import pytest

from tests.unit.http_api.edge import OURS, PASSWORD, StopWatch, an_edge, asking

PAGE = {"accept": "text/html,application/xhtml+xml"}


def form(password: str, **rest: str) -> dict:
    return {"data": {"password": password, **rest}, "headers": OURS}


async def test_without_a_password_everybody_is_let_in():
    async with asking(an_edge()) as client:
        assert (await client.get("/page", headers=PAGE)).status_code == 200
        assert (await client.get("/login")).status_code == 404


async def test_a_page_leads_to_the_door_and_the_door_back_to_the_page():
    async with asking(an_edge(PASSWORD)) as client:
        sent = await client.get("/page?guild=7&window=30d", headers=PAGE)
        assert sent.status_code == 303
        asked = await client.get(sent.headers["location"])
        assert asked.status_code == 200
        assert "/page?guild=7&amp;window=30d" in asked.text
        opened = await client.post("/login", **form(PASSWORD, next="/page?guild=7&window=30d"))
        assert (opened.status_code, opened.headers["location"]) == (303, "/page?guild=7&window=30d")
        assert (await client.get("/page", headers=PAGE)).status_code == 200


async def test_everything_that_is_no_page_is_refused_plainly():
    async with asking(an_edge(PASSWORD)) as client:
        assert (await client.get("/page")).status_code == 401
        assert (await client.post("/change", headers=OURS)).status_code == 401
        assert (await client.get("/api/x")).status_code == 401


async def test_health_is_answered_to_everybody():
    async with asking(an_edge(PASSWORD)) as client:
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/readyz")).status_code == 200


@pytest.mark.parametrize("wrong", ["", "correct horse batter", PASSWORD.upper(), "\udc80", "x" * 10_000])
async def test_a_wrong_password_is_told_and_lets_nobody_in(wrong):
    async with asking(an_edge(PASSWORD)) as client:
        content = b"password=" + wrong.encode(errors="surrogatepass")
        headers = {**OURS, "content-type": "application/x-www-form-urlencoded"}
        told = await client.post("/login", content=content, headers=headers)
        assert told.status_code in (400, 403)
        assert (await client.get("/page")).status_code == 401


async def test_the_cookie_is_kept_from_scripts_and_from_other_sites():
    async with asking(an_edge(PASSWORD)) as client:
        kept = (await client.post("/login", **form(PASSWORD))).headers["set-cookie"]
    assert "HttpOnly" in kept
    assert "SameSite=Lax" in kept
    assert "Secure" not in kept
    async with asking(an_edge(PASSWORD), base="https://community.example.org") as client:
        page = {"origin": "https://community.example.org"}
        kept = (await client.post("/login", data={"password": PASSWORD}, headers=page)).headers["set-cookie"]
    assert "Secure" in kept


async def test_a_new_password_ends_every_visit():
    async with asking(an_edge(PASSWORD)) as client:
        await client.post("/login", **form(PASSWORD))
        kept = client.cookies
    async with asking(an_edge("another password")) as client:
        client.cookies = kept
        assert (await client.get("/page")).status_code == 401


async def test_a_cookie_of_our_own_making_does_not_open():
    async with asking(an_edge(PASSWORD)) as client:
        for made in ("staff", "InN0YWZmIg.aaaa.bbbb", '"staff"', "\x00"):
            answer = await client.get("/page", headers={"cookie": f"community_os_staff={made}"})
            assert answer.status_code == 401


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/a\r\nb"]
)
async def test_the_door_leads_to_no_other_site(target):
    async with asking(an_edge(PASSWORD)) as client:
        opened = await client.post("/login", **form(PASSWORD, next=target))
    assert opened.headers["location"] == "/"


async def test_guessing_is_slowed_down_for_each_address():
    watch = StopWatch()
    edge = an_edge(PASSWORD, watch=watch)
    async with asking(edge, client=("10.0.0.1", 1)) as client:
        for _ in range(5):
            assert (await client.post("/login", **form("wrong"))).status_code == 403
        slowed = await client.post("/login", **form(PASSWORD))
        assert slowed.status_code == 429
        assert int(slowed.headers["retry-after"]) <= 301
    async with asking(edge, client=("10.0.0.2", 1)) as client:
        assert (await client.post("/login", **form(PASSWORD))).status_code == 303
    watch.seconds += 301
    async with asking(edge, client=("10.0.0.1", 1)) as client:
        assert (await client.post("/login", **form(PASSWORD))).status_code == 303


@pytest.mark.parametrize(
    ("addresses", "each", "tried"), [(1, 60, 5), pytest.param(30, 5, 100, marks=pytest.mark.slow)]
)
async def test_guesses_that_all_end_in_the_same_moment_are_counted_one_by_one(addresses, each, tried):
    edge = an_edge(PASSWORD)
    arrived = asyncio.Barrier(addresses * each)

    async def slowly():
        yield b"password=wron"
        await arrived.wait()
        yield b"g"

    async def guess(address: int) -> int:
        async with asking(edge, client=(f"10.0.0.{address}", 1)) as client:
            headers = {**OURS, "content-type": "application/x-www-form-urlencoded"}
            return (await client.post("/login", content=slowly(), headers=headers)).status_code

    async with asyncio.timeout(60):
        told = await asyncio.gather(*(guess(address) for address in range(addresses) for _ in range(each)))
    assert Counter(told) == {403: tried, 429: addresses * each - tried}


async def test_one_who_guesses_keeps_nobody_else_out():
    edge = an_edge(PASSWORD)
    async with asking(edge, client=("10.0.0.1", 1)) as client:
        for _ in range(200):
            await client.post("/login", **form("wrong"))
    async with asking(edge, client=("10.0.0.2", 1)) as client:
        assert (await client.post("/login", **form(PASSWORD))).status_code == 303


async def test_the_addresses_of_one_ipv6_network_count_as_one():
    edge = an_edge(PASSWORD)
    told = []
    for number in range(1, 8):
        async with asking(edge, client=(f"2001:db8::{number}", 1)) as client:
            told.append((await client.post("/login", **form("wrong"))).status_code)
    assert told == [403] * 5 + [429] * 2
    async with asking(edge, client=("2001:db8:0:1::1", 1)) as client:
        assert (await client.post("/login", **form(PASSWORD))).status_code == 303


async def test_guessing_from_many_addresses_is_slowed_down_too_and_remembers_within_bounds():
    edge = an_edge(PASSWORD)
    assert edge.door is not None
    for number in range(2000):
        edge.door.attempts.failed(f"10.0.{number // 256}.{number % 256}")
    assert len(edge.door.attempts._failures) <= 1000
    assert edge.door.attempts.wait("192.0.2.1") > 0
