"""Host and Origin: who may ask, under which name, from which page."""

import pytest

from adapters.http_api.gate.guard import Names
from tests.unit.http_api.edge import HERE, OURS, an_edge, asking

NAMES = Names.of("192.168.7.5", ("community.example.org", "Team.Example.Org"))


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:8050", True),
        ("localhost:8050", True),
        ("LOCALHOST", True),
        ("[::1]:8050", True),
        ("localhost:9000", True),  # the near end of a tunnel
        ("192.168.7.5:8050", True),
        ("community.example.org", True),
        ("team.example.org:8443", True),
        ("evil.example", False),
        ("evil.example:8050", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example:8050", False),
        ("evil.example@127.0.0.1:8050", False),
        ("127.0.0.1:8050@evil.example", False),
        ("127.0.0.1:eighty", False),
        ("127.0.0.1#/evil", False),
        ("127.0.0.1?evil", False),
        ("127.0.0.1/evil", False),
        ("127.0.0.1:8050 ", False),
        ("127.0.0.1:80\t50", False),
        ("192.168.7.6", False),
        ("0.0.0.0", False),
        ("[::1", False),
        ("", False),
        (None, False),
    ],
)
def test_only_our_own_names_are_known(host, known):
    assert NAMES.knows(host) is known


def test_listening_everywhere_makes_no_name_ours():
    assert not Names.of("0.0.0.0").knows("0.0.0.0:8050")
    assert not Names.of("::").knows("[::]:8050")


@pytest.mark.parametrize(
    ("origin", "host", "ours"),
    [
        ("http://127.0.0.1:8050", "127.0.0.1:8050", True),
        ("http://localhost:9000", "localhost:9000", True),
        (
            "https://community.example.org",
            "127.0.0.1:8050",
            True,
        ),  # behind a proxy that does not pass Host on
        ("https://community.example.org", "community.example.org", True),
        ("http://localhost:3000", "localhost:8050", False),  # another program on this machine
        ("http://192.168.7.5:3000", "192.168.7.5:8050", False),
        ("https://evil.example", "127.0.0.1:8050", False),
        ("https://community.example.org.evil.example", "127.0.0.1:8050", False),
        ("null", "127.0.0.1:8050", False),
        ("file://127.0.0.1:8050", "127.0.0.1:8050", False),
        ("http://", "127.0.0.1:8050", False),
        ("", "127.0.0.1:8050", False),
        (None, "127.0.0.1:8050", False),
    ],
)
def test_a_page_is_ours_when_it_came_from_the_host_that_is_asked(origin, host, ours):
    assert NAMES.ours(origin, host) is ours


async def test_a_rebound_name_is_refused_on_every_path_with_the_way_out():
    async with asking(an_edge(), base="http://evil.example:8050") as client:
        for path in ("/", "/page", "/healthz", "/readyz", "/api/x", "/who"):
            answer = await client.get(path)
            assert answer.status_code == 421
            assert "COMMUNITY_OS_ALLOWED_HOSTS" in answer.text


async def test_two_host_headers_are_refused():
    async with asking(an_edge()) as client:
        answer = await client.get("/page", headers=[("host", "127.0.0.1:8050"), ("host", "evil.example")])
    assert answer.status_code == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_a_change_has_to_come_from_a_page_of_ours(method):
    async with asking(an_edge()) as client:
        for headers in (
            {},
            {"origin": "https://evil.example"},
            {"origin": "null"},
            {"sec-fetch-site": "cross-site"},
        ):
            assert (await client.request(method, "/change", headers=headers)).status_code == 403
        for headers in (OURS, {"sec-fetch-site": "same-origin"}):
            assert (await client.request(method, "/change", headers=headers)).status_code in (200, 405)


async def test_what_a_foreign_page_sent_is_told_to_whoever_sits_before_it():
    async with asking(an_edge()) as client:
        answer = await client.post("/change", headers={"origin": "https://evil.example/<b>"})
    assert answer.headers["content-type"].startswith("text/plain")
    assert "evil.example" in answer.text


async def test_every_answer_protects_its_reader():
    async with asking(an_edge()) as client:
        answers = [
            await client.get("/page"),
            await client.get("/api/nothing"),
            await client.get("/page", headers={"host": "evil.example"}),
        ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "http" not in policy.replace("https://", "http")
        assert answer.headers["x-content-type-options"] == "nosniff"
        # Not no-referrer, which makes browsers send `Origin: null` for our own forms.
        assert answer.headers["referrer-policy"] == "same-origin"


async def test_a_name_behind_a_proxy_may_ask():
    async with asking(an_edge(), base="https://community.example.org") as client:
        answer = await client.post("/change", headers={"origin": "https://community.example.org"})
    assert answer.status_code == 200


async def test_a_page_of_ours_under_another_name_of_ours_is_another_page():
    async with asking(an_edge()) as client:
        answer = await client.post("/change", headers={"origin": HERE.replace("127.0.0.1", "localhost")})
    assert answer.status_code == 403
