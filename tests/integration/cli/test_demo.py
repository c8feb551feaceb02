"""The demo: from nothing to a page, ended by Ctrl-C, continued by the next start, and nothing left behind."""

import signal

import httpx
import pytest
from websockets.sync.client import connect

from tests.integration.cli.conftest import Installation, a_free_port

pytestmark = pytest.mark.slow


def get(address: str, path: str = "/") -> httpx.Response:
    return httpx.get(address + path, timeout=60)


def test_the_demo_is_served_and_ended_and_nothing_is_left(fresh: Installation):
    first = fresh.start("demo", "--size", "60", "--port", str(a_free_port()))
    assert get(first.address).status_code == 200
    assert get(first.address, "/readyz").json() == {"status": "ready"}
    assert first.stop(signal.SIGINT) in (0, 130)
    assert "Traceback" not in first.said
    fresh.wait_until_nothing_runs()

    second = fresh.start("demo", "--port", str(a_free_port()))
    assert get(second.address).status_code == 200
    assert "created" not in second.said
    assert second.stop(signal.SIGTERM) == 0
    assert "Traceback" not in second.said
    done = fresh("replay", "--check", COMMUNITY_OS_HOME=str(fresh.home / "demo"))
    assert done.code == 0, done.out


def test_interrupted_while_it_is_filled_it_is_completed_by_the_next_start(fresh: Installation):
    demo = fresh.start("demo", "--size", "60", "--port", str(a_free_port()))
    demo.wait_for("Filling the demo community: 30 %")
    assert demo.stop(signal.SIGINT) in (0, 130)
    assert "Traceback" not in demo.said
    assert "Ctrl-C" not in demo.said
    killed = fresh.start("demo", "--port", str(a_free_port()))
    killed.wait_for("the demo")
    assert killed.stop(signal.SIGKILL) == -signal.SIGKILL
    again = fresh.start("demo", "--port", str(a_free_port()))
    assert get(again.address).status_code == 200
    done = fresh("tally", "--json", COMMUNITY_OS_HOME=str(fresh.home / "demo"))
    assert '"member_joined"' in done.out
    assert again.stop() in (0, 130)


def test_the_demo_in_memory_needs_no_database(fresh: Installation):
    demo = fresh.start("demo", "--store", "memory", "--size", "60", "--port", str(a_free_port()))
    assert get(demo.address).status_code == 200
    assert fresh.processes() == []
    assert demo.stop() in (0, 130)
    assert "Traceback" not in demo.said
    assert not (fresh.home / "demo").exists()


def test_a_taken_port_is_stepped_over_or_refused_with_the_way_out(fresh: Installation):
    port = a_free_port()
    demo = fresh.start("demo", "--store", "memory", "--size", "60", COMMUNITY_OS_PORT=str(port))
    assert demo.address.endswith(f":{port}")
    beside = fresh.start("demo", "--store", "memory", "--size", "60", COMMUNITY_OS_PORT=str(port))
    assert not beside.address.endswith(f":{port}")
    assert f"Port {port} is in use" in beside.said
    refused = fresh("demo", "--store", "memory", "--port", str(port))
    assert refused.code == 4
    assert f"port {port}" in refused.err
    assert fresh("web", "--port", str(port)).code == 4
    assert demo.stop() in (0, 130)
    assert beside.stop() in (0, 130)


def test_ctrl_c_with_open_sockets_does_not_hang(fresh: Installation):
    demo = fresh.start("demo", "--store", "memory", "--size", "60", "--port", str(a_free_port()))
    with httpx.Client(base_url=demo.address, timeout=60) as client:
        client.get("/healthz")  # and the connection stays open
        socket = f"ws{demo.address.removeprefix('http')}/_dash-ws-callback"
        with connect(socket, origin=demo.address, proxy=None):
            assert demo.stop() in (0, 130)
    assert "Traceback" not in demo.said
