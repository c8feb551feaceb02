"""DNS rebinding: a page of somebody else that points its own name at this machine gets nothing."""

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.integration.web.conftest import Served

CALLBACK = {"output": "page.children", "inputs": [], "changedPropIds": []}
SOCKETS = ("/_dash-ws-callback", "/socket", "/")
FOREIGN = ("evil.example", "evil.example:8050", "127.0.0.1.evil.example")


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/members.csv",
        "/healthz",
        "/readyz",
        "/api/v1",
        "/assets/mark.svg",
        "/_dash-layout",
        "/_dash-dependencies",
    ],
)
async def test_no_route_answers_under_a_foreign_name(dashboard: Served, host, path):
    answer = await dashboard.client.get(path, headers={"host": host})
    assert answer.status_code == 421
    assert "COMMUNITY_OS_ALLOWED_HOSTS" in answer.text


async def test_no_callback_answers_under_a_foreign_name(dashboard: Served):
    headers = {"host": "evil.example", "origin": "http://evil.example"}
    answer = await dashboard.client.post("/_dash-update-component", json=CALLBACK, headers=headers)
    assert answer.status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:3000", None])
async def test_no_callback_answers_a_foreign_page(dashboard: Served, origin):
    headers = {"origin": origin} if origin else {}
    answer = await dashboard.client.post("/_dash-update-component", json=CALLBACK, headers=headers)
    assert answer.status_code == 403


async def test_a_callback_of_our_own_page_reaches_the_dashboard(dashboard: Served):
    answer = await dashboard.client.post("/_dash-update-component", json=CALLBACK, headers=dashboard.origin)
    assert answer.status_code not in (403, 421)


@pytest.mark.parametrize("path", SOCKETS)
@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("evil.example", "http://evil.example", 421),
        (None, "http://evil.example", 403),
        (None, "null", 403),
        (None, None, 403),
    ],
)
async def test_no_socket_opens_for_a_foreign_page(dashboard: Served, path, host, origin, status):
    name = f"{host}:{dashboard.port}" if host else dashboard.host
    with pytest.raises(InvalidStatus) as refused:
        async with connect(
            f"ws://{name}{path}",
            host="127.0.0.1",
            port=dashboard.port,
            origin=origin,
            open_timeout=20,
            proxy=None,
        ):
            pass
    assert refused.value.response.status_code == status


async def test_a_proxy_under_an_allowed_name_is_let_through(dashboard: Served):
    behind = {"host": "community.example.org", "origin": "https://community.example.org"}
    assert (await dashboard.client.get("/", headers=behind)).status_code == 200
    answer = await dashboard.client.post("/_dash-update-component", json=CALLBACK, headers=behind)
    assert answer.status_code not in (403, 421)
