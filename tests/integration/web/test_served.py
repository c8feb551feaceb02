"""The dashboard over HTTP: pages, health, and the staff password, as a browser and a monitor see them."""

import re

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from domain.kernel.errors import Unavailable
from tests.integration.web.conftest import PASSWORD, Served

PAGE = {"accept": "text/html"}


async def test_the_page_is_there_and_names_no_other_host(dashboard: Served):
    answer = await dashboard.client.get("/", headers=PAGE)
    assert answer.status_code == 200
    assert "Community OS" in answer.text
    for source in re.findall(r'(?:src|href)="([^"]+)"', answer.text):
        assert source.startswith("/"), source


async def test_every_inline_script_of_the_page_is_allowed_by_name(dashboard: Served):
    """No `unsafe-inline` for scripts: a script that somebody smuggles in does not run."""
    policy = (await dashboard.client.get("/")).headers["content-security-policy"]
    (scripts,) = re.findall(r"script-src ([^;]+)", policy)
    assert "unsafe" not in scripts
    assert "'sha256-" in scripts


async def test_a_page_that_is_not_there_says_so_in_its_status(dashboard: Served):
    assert (await dashboard.client.get("/no-such-page", headers=PAGE)).status_code == 404


async def test_what_is_not_there_under_api_is_not_found_in_json(dashboard: Served):
    answer = await dashboard.client.get("/api/nothing", headers=PAGE)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:community-os:problem:not-found")


async def test_alive_and_ready_are_two_answers(dashboard: Served):
    assert (await dashboard.client.get("/readyz")).json() == {"status": "ready"}
    dashboard.store.away = Unavailable("The database is recovering.")
    try:
        ready = await dashboard.client.get("/readyz")
        assert (ready.status_code, ready.json()["reason"]) == (503, "The database is recovering.")
        assert (await dashboard.client.get("/healthz")).status_code == 200
    finally:
        dashboard.store.away = None


async def test_a_body_over_the_bound_is_refused(dashboard: Served):
    async def too_much():
        for _ in range(100):
            yield b"x" * 65536

    headers = {**dashboard.origin, "content-type": "application/json"}
    answer = await dashboard.client.post("/_dash-update-component", content=too_much(), headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b'{"output": "x"}', b"\xff\xfe", b"[" * 10_000])
async def test_nonsense_for_a_callback_takes_nothing_down(dashboard: Served, body):
    headers = {**dashboard.origin, "content-type": "application/json"}
    await dashboard.client.post("/_dash-update-component", content=body, headers=headers)
    assert (await dashboard.client.get("/healthz")).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "shell.js%00.css",
        "%00",
        "",
        ".",
        "fonts",
        "fonts/",
        "x" * 300 + ".js",
        "x/" * 5000 + "shell.js",
        "%ff%fe.js",
        "%ED%A0%80.js",
        "..%2fweb%2fbundles.py",
        "%2e%2e/%2e%2e/theme/tokens.py",
        "fonts/%2e%2e/%2e%2e/assets/mark.svg",
        "..\\web\\bundles.py",
        "..%5cassets%5cmark.svg",
        "//etc/passwd",
        "%2fetc%2fpasswd.txt",
        "plotly/plotly-cartesian.min.js.gz",
    ],
)
@pytest.mark.parametrize("folder", ["assets", "_dash-component-suites/dash"])
async def test_an_odd_address_of_a_file_is_not_found(dashboard: Served, folder, path):
    url = dashboard.client.base_url.copy_with(raw_path=f"/{folder}/{path}".encode())
    assert (await dashboard.client.get(url)).status_code == 404


async def test_our_own_files_are_there(dashboard: Served):
    for path in ("mark.svg", "shell.js", "fonts/inter-latin-variable.woff2"):
        assert (await dashboard.client.get(f"/assets/{path}")).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/?guild=7", "/healthz", "/readyz", "/assets/mark.svg", "/no-such-page"]
)
async def test_a_monitor_may_ask_with_head(dashboard: Served, path):
    asked, got = await dashboard.client.head(path), await dashboard.client.get(path)
    assert (asked.status_code, asked.content) == (got.status_code, b"")
    assert asked.headers.get("content-length") == got.headers.get("content-length")
    assert (await dashboard.client.get("/healthz")).status_code == 200  # the connection is still in step


async def test_with_a_password_nothing_is_shown_before_it(locked: Served):
    for path in ("/_dash-layout", "/_dash-dependencies", "/assets/mark.svg"):
        assert (await locked.client.get(path)).status_code == 401
    answer = await locked.client.post("/_dash-update-component", json={}, headers=locked.origin)
    assert answer.status_code == 401
    with pytest.raises(InvalidStatus) as refused:
        async with connect(
            f"ws://{locked.host}/_dash-ws-callback", origin=locked.origin["origin"], proxy=None
        ):
            pass
    assert refused.value.response.status_code == 401


async def test_the_password_opens_the_page_that_was_asked_for(locked: Served):
    sent = await locked.client.get("/?guild=7", headers=PAGE)
    assert (sent.status_code, sent.headers["location"]) == (303, "/login?next=/%3Fguild%3D7")
    door = await locked.client.get(sent.headers["location"])
    assert 'type="password"' in door.text
    wrong = await locked.client.post("/login", data={"password": "guess"}, headers=locked.origin)
    assert wrong.status_code == 403
    right = {"password": PASSWORD, "next": "/?guild=7"}
    opened = await locked.client.post("/login", data=right, headers=locked.origin)
    assert (opened.status_code, opened.headers["location"]) == (303, "/?guild=7")
    assert (await locked.client.get("/?guild=7", headers=PAGE)).status_code == 200


async def test_the_visitors_address_behind_a_proxy_is_the_one_that_is_slowed_down(locked: Served):
    for guess in range(6):
        headers = {**locked.origin, "x-forwarded-for": "203.0.113.9"}
        answer = await locked.client.post("/login", data={"password": str(guess)}, headers=headers)
    assert answer.status_code == 429
    right = await locked.client.post("/login", data={"password": PASSWORD}, headers=locked.origin)
    assert right.status_code == 303
