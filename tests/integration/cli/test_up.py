"""`up` is the whole product: what has no settings yet is off and says how to turn it on, the rest runs."""

import urllib.request

from tests.integration.cli.conftest import Installation, a_free_port


def test_without_a_token_the_bot_is_off_and_everything_else_runs(fresh: Installation) -> None:
    running = fresh.start("up", "--port", str(a_free_port()))
    with urllib.request.urlopen(f"{running.address}/readyz", timeout=60) as answer:
        assert answer.status == 200
    (line,) = [line for line in running.wait_for("bot is off").splitlines() if "bot is off" in line]
    assert "DISCORD_TOKEN" in line
    assert "docs/DISCORD_SETUP.md" in line
    assert running.stop() == 0


def test_the_bot_by_itself_needs_a_token_and_says_where_it_comes_from(fresh: Installation) -> None:
    done = fresh("bot")
    assert done.code == 78
    assert "docs/DISCORD_SETUP.md" in done.err


def test_what_is_no_token_is_refused_before_anything_is_opened_and_never_repeated(
    fresh: Installation,
) -> None:
    done = fresh("up", DISCORD_TOKEN="Bot abc.def.ghi")
    assert done.code == 78
    assert "write the token alone" in done.err
    assert "abc.def.ghi" not in done.err
    assert not fresh.home.exists()
