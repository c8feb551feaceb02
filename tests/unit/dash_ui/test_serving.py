"""What the browser loads comes from here, compressed once and kept for long."""

import gzip
import json
import re

import httpx
import pytest
from fastapi import FastAPI

from adapters.dash_ui import Desk, mount, script_hashes
from adapters.dash_ui.web.bundles import FOR_EVER
from tests.unit.dash_ui.desks import a_desk


@pytest.fixture(scope="module")
def client() -> httpx.AsyncClient:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    mount(app, a_desk())
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")


async def test_the_page_names_no_other_host(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page)
    assert "http://" not in page and "https://" not in page


@pytest.mark.parametrize("first", ["/", "/members", "/members/3", "/data", "/nope"])
async def test_whichever_page_is_visited_first_brings_its_scripts(first: str) -> None:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    mount(app, a_desk())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as visitor:
        assert "/assets/drawing.js" in (await visitor.get(first)).text


async def test_everything_the_page_names_is_there_and_stays_cached(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    named = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    assert len(named) > 10
    for address in named:
        answer = await client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["cache-control"] == FOR_EVER, address


async def test_scripts_are_compressed_for_whoever_can_read_that(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    [script] = re.findall(r'src="([^"]*dash_mantine_components\.v[^"]*)"', page)
    packed = await client.get(script, headers={"accept-encoding": "gzip"})
    plain = await client.get(script, headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content) / 2


async def test_what_has_no_fingerprint_is_asked_for_again_but_not_sent_again(
    client: httpx.AsyncClient,
) -> None:
    address = "/_dash-component-suites/plotly/package_data/plotly.min.js"
    await client.get("/")
    first = await client.get(address)
    assert first.headers["cache-control"] == "no-cache"
    again = await client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


async def test_the_chart_library_is_the_lean_one(client: httpx.AsyncClient) -> None:
    await client.get("/")
    script = (await client.get("/_dash-component-suites/plotly/package_data/plotly.min.js")).content
    assert b"cartesian" in script[:200]
    assert len(gzip.compress(script)) < 600_000


@pytest.mark.parametrize(
    "address",
    [
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "/assets/..%2f..%2fpyproject.toml",
        "/assets/nothing.css",
        "/assets/plotly/plotly-cartesian.min.js.gz",
        "/_dash-component-suites/os/path.js",
        "/_dash-component-suites/dash/dash.py",
        "/_dash-component-suites/dash/..%2f..%2fsecret.js",
        "/nope",
        "/overview/nope",
    ],
)
async def test_what_is_not_ours_to_give_is_not_there(client: httpx.AsyncClient, address: str) -> None:
    assert (await client.get(address)).status_code == 404


async def test_a_crafted_address_is_still_a_page(client: httpx.AsyncClient) -> None:
    answer = await client.get(
        "/", params={"guild": "<script>", "window": "'; drop", "self": "1", "desk": "2"}
    )
    assert answer.status_code == 200
    assert "<script>drop" not in answer.text


async def test_inline_scripts_are_named_by_their_hash() -> None:
    import base64
    import hashlib

    app = FastAPI()
    desk: Desk = a_desk()
    dash = mount(app, desk)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")
    page = (await client.get("/")).text
    inline = [
        body
        for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
        if "src=" not in attributes and "application/json" not in attributes
    ]
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in inline
    }
    assert hashes == set(script_hashes(dash))


def _call(**changes: object) -> dict[str, object]:
    return {
        "output": "url.search",
        "outputs": {"id": "url", "property": "search"},
        "inputs": [
            {"id": "custom-days", "property": "value", "value": ["2026-03-01", "2026-03-05"]},
            {"id": "custom-as-of", "property": "value"},
        ],
        "state": [{"id": "url", "property": "pathname", "value": "/"}, {"id": "url", "property": "search"}],
        "changedPropIds": ["custom-days.value"],
    } | changes


async def test_a_call_of_a_page_is_answered(client: httpx.AsyncClient) -> None:
    answer = await client.post("/_dash-update-component", json=_call())
    assert "window=2026-03-01..2026-03-05" in answer.text


@pytest.mark.parametrize(
    "body",
    [
        {},
        [1],
        None,
        "x",
        _call(output="a.b"),
        _call(output=["url.search"]),
        _call(inputs=[]),
        _call(inputs="abc"),
        _call(inputs=[{"id": "other", "property": "value"}] * 2),
        _call(state=[{"id": {"a": 1}, "property": "pathname"}] * 2),
        _call(outputs="zz"),
        _call(changedPropIds=[1, None]),
    ],
)
async def test_a_call_that_no_page_would_send_is_a_wrong_request(
    client: httpx.AsyncClient, body: object
) -> None:
    assert (await client.post("/_dash-update-component", json=body)).status_code == 400


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"output": NaN}', b"[" * 100_000])
async def test_a_call_that_cannot_be_read_is_a_wrong_request(client: httpx.AsyncClient, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    assert (await client.post("/_dash-update-component", content=body, headers=headers)).status_code == 400
    assert (await client.post("/_dash-update-component", content=body)).status_code == 400


@pytest.mark.parametrize("value", [5, {"a": 1}, [None], "?window=x", True, 1e400])
async def test_strange_values_in_a_call_change_nothing(client: httpx.AsyncClient, value: object) -> None:
    places = [{"id": "url", "property": name, "value": value} for name in ("pathname", "search")]
    picked = [{"id": name, "property": "value", "value": value} for name in ("custom-days", "custom-as-of")]
    content = json.dumps(_call(inputs=picked, state=places))
    headers = {"content-type": "application/json"}
    answer = await client.post("/_dash-update-component", content=content, headers=headers)
    assert answer.status_code in (200, 204)
