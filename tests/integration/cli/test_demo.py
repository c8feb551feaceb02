"""The demo: from nothing to a page, ended by Ctrl-C, continued by the next start, and nothing left behind."""

import json
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from tests.integration.cli.conftest import Installation, Running, a_free_port, an_installation, wait_until

pytestmark = pytest.mark.slow

IN_MEMORY = ("demo", "--store", "memory", "--people", "60")


def get(address: str, path: str = "/") -> httpx.Response:
    return httpx.get(address + path, timeout=60)


def workers(installation: Installation) -> Any:
    done = installation("jobs", "list", "--json", COMMUNITY_OS_HOME=str(installation.home / "demo"))
    assert done.code == 0, done.err
    return json.loads(done.out)["workers"]


def tally(installation: Installation) -> Any:
    done = installation("tally", "--json", COMMUNITY_OS_HOME=str(installation.home / "demo"))
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_the_demo_is_served_and_ended_and_nothing_is_left(fresh: Installation):
    first = fresh.start("demo", "--people", "60", "--port", str(a_free_port()))
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


def test_killed_and_started_again_it_counts_nothing_twice_and_goes_on(fresh: Installation):
    demo = fresh.start("demo", "--people", "150", "--port", str(a_free_port()))
    demo.wait_for("Filling the demo community: 30 %")
    assert demo.stop(signal.SIGINT) in (0, 130)
    assert "Traceback" not in demo.said
    assert "Ctrl-C" not in demo.said
    killed = fresh.start("demo", "--port", str(a_free_port()))
    killed.wait_for("Bringing the demo up to now: 50 %")
    assert killed.stop(signal.SIGKILL) == -signal.SIGKILL
    again = fresh.start("demo", "--speed", "1", "--port", str(a_free_port()))
    assert get(again.address).status_code == 200
    by_day = tally(fresh)["by_day"]
    assert again.stop() in (0, 130)

    port = str(a_free_port())
    in_one_go = fresh.start("demo", "--fresh", "--people", "150", "--speed", "1", "--port", port)
    assert get(in_one_go.address).status_code == 200
    today = max(by_day)
    told = tally(fresh)["by_day"]
    assert {day: told[day] for day in told if day < today} == {
        day: by_day[day] for day in by_day if day < today
    }
    assert in_one_go.stop() in (0, 130)


def test_it_goes_on_while_it_is_served_and_has_a_worker(fresh: Installation):
    demo = fresh.start("demo", "--people", "100", "--speed", "1000", "--port", str(a_free_port()))
    get(demo.address)
    before = tally(fresh)["total_events"]
    wait_until(lambda: tally(fresh)["total_events"] >= before + 10)
    wait_until(lambda: workers(fresh))
    assert demo.stop() in (0, 130)
    assert "Traceback" not in demo.said


def test_days_of_absence_are_told_before_the_page_opens(fresh: Installation):
    demo = fresh.start("demo", "--people", "60", "--speed", "1", "--port", str(a_free_port()))
    get(demo.address)
    assert demo.stop() in (0, 130)
    whole = tally(fresh)["by_day"]
    story = fresh.home / "demo" / "story.json"
    days_ago = {
        **json.loads(story.read_text()),
        "told_until": (datetime.now(UTC) - timedelta(days=9)).isoformat(),
    }
    story.write_text(json.dumps(days_ago))  # nothing is told twice: these days are there already
    again = fresh.start("demo", "--speed", "1", "--port", str(a_free_port()))
    assert get(again.address).status_code == 200
    assert "Bringing the demo up to now" in again.said
    today, told = max(whole), tally(fresh)["by_day"]
    assert {day: told[day] for day in told if day < today} == {
        day: whole[day] for day in whole if day < today
    }
    assert again.stop() in (0, 130)


def test_the_story_of_another_simulation_begins_anew(fresh: Installation):
    demo = fresh.start("demo", "--people", "60", "--port", str(a_free_port()))
    get(demo.address)
    assert demo.stop() in (0, 130)
    story = fresh.home / "demo" / "story.json"
    story.write_text(json.dumps({**json.loads(story.read_text()), "simulation": "world-0"}))
    again = fresh.start("demo", "--people", "70", "--port", str(a_free_port()))
    assert get(again.address).status_code == 200
    assert "it begins anew" in again.said
    assert "Filling the demo community" in again.said
    assert json.loads(story.read_text())["people"] == 70
    assert again.stop() in (0, 130)


@pytest.mark.parametrize(
    ("wish", "limits"),
    [
        (("--people", "49"), "from 50 to 1,000"),
        (("--people", "1001"), "from 50 to 1,000"),
        (("--speed", "0"), "from 1 (real time) to 1,000"),
        (("--speed", "99999999999999999999"), "from 1 (real time) to 1,000"),
    ],
)
def test_absurd_wishes_are_refused_with_the_limits_before_anything_is_made(fresh: Installation, wish, limits):
    refused = fresh("demo", *wish)
    assert refused.code == 6
    assert limits in refused.err
    assert not fresh.home.exists()


@pytest.fixture(scope="module")
def in_memory() -> Iterator[tuple[Installation, Running, int]]:
    """A demo without a database, and its port."""
    port = a_free_port()
    for made in an_installation():
        yield made, made.start(*IN_MEMORY, COMMUNITY_OS_PORT=str(port)), port


def test_the_demo_in_memory_needs_no_database(in_memory: tuple[Installation, Running, int]):
    made, demo, _ = in_memory
    assert get(demo.address).status_code == 200
    assert made.processes() == []
    assert not (made.home / "demo").exists()


def test_a_taken_port_is_refused_with_the_way_out(in_memory: tuple[Installation, Running, int]):
    made, demo, port = in_memory
    assert demo.address.endswith(f":{port}")
    refused = made("demo", "--store", "memory", "--port", str(port))
    assert refused.code == 4
    assert f"port {port}" in refused.err
    assert made("web", "--port", str(port)).code == 4


def test_a_taken_port_is_stepped_over_and_ctrl_c_with_open_sockets_does_not_hang(
    in_memory: tuple[Installation, Running, int],
):
    made, demo, port = in_memory
    assert demo.address.endswith(f":{port}")
    beside = made.start(*IN_MEMORY, COMMUNITY_OS_PORT=str(port))
    assert not beside.address.endswith(f":{port}")
    assert f"Port {port} is in use" in beside.said
    with httpx.Client(base_url=beside.address, timeout=60) as client:
        client.get("/healthz")  # and the connection stays open
        socket = f"ws{beside.address.removeprefix('http')}/_dash-ws-callback"
        with connect(socket, origin=beside.address, proxy=None):
            assert beside.stop() in (0, 130)
    assert "Traceback" not in beside.said
