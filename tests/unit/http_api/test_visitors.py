"""Who are you? Declared once, kept in a signed cookie."""

import pytest

from adapters.http_api.gate.visitors import COOKIE, Visitors
from tests.unit.http_api.edge import OURS, SECRET, an_edge, asking


async def test_a_name_that_was_told_is_known_afterwards():
    async with asking(an_edge()) as client:
        assert (await client.get("/page")).json() == {"who": None}
        told = await client.post(
            "/who", json={"name": "Ada <b>", "guild": "710000000000000001"}, headers=OURS
        )
        assert told.status_code == 204
        assert (await client.get("/page")).json() == {"who": "Ada <b>"}
        actor = Visitors(SECRET).actor(client.cookies[COOKIE])
    assert actor is not None
    assert (actor.kind, actor.assurance, actor.guild) == ("staff", "declared", 710000000000000001)


async def test_a_form_leads_back_to_its_page():
    async with asking(an_edge()) as client:
        form = {"name": "Ada", "member_no": "7", "next": "/page"}
        told = await client.post("/who", data=form, headers=OURS)
    assert (told.status_code, told.headers["location"]) == (303, "/page")


async def test_an_empty_name_is_forgotten():
    async with asking(an_edge()) as client:
        await client.post("/who", json={"name": "Ada"}, headers=OURS)
        await client.post("/who", json={"name": " "}, headers=OURS)
        assert (await client.get("/page")).json() == {"who": None}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b'{"name": NaN}', "application/json"),
        (b"\xff", "application/json"),
        (b"[" * 5000, "application/json"),
        (b'{"name": "Ada", "guild": -1}', "application/json"),
        (b'{"name": "Ada", "guild": 1e400}', "application/json"),
        (b'{"name": "Ada", "member_no": true}', "application/json"),
        (b'{"name": "\\u0001\\u0002"}', "application/json"),
        (b"name=" + b"x" * 20_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a=b" for _ in range(50)), "application/x-www-form-urlencoded"),
        (b"name=Ada", "text/plain"),
    ],
)
async def test_what_is_no_answer_is_refused_in_words(body, kind):
    async with asking(an_edge()) as client:
        told = await client.post("/who", content=body, headers={**OURS, "content-type": kind})
    assert told.status_code == 400
    assert "set-cookie" not in told.headers


async def test_a_cookie_signed_by_somebody_else_names_nobody():
    async with asking(an_edge(visitors=Visitors(b"other" * 8))) as client:
        await client.post("/who", json={"name": "Ada"}, headers=OURS)
        signed = client.cookies[COOKIE]
    assert Visitors(SECRET).actor(signed) is None
    for made in (None, "", "Ada", "e30.aaaa.bbbb"):
        assert Visitors(SECRET).actor(made) is None
