"""The log: one shape for every logger, and nothing secret in it."""

import json
import logging

import pytest
import structlog

from bootstrap.journal import begin_log, secrets_of
from bootstrap.settings import load

PASSWORD = "hunter2-and-some-more"
TOKEN = f"{'T' * 24}.{'o' * 6}.{'k' * 30}"
GIVEN = {
    "COMMUNITY_OS_LOG_FORMAT": "json",
    "COMMUNITY_OS_STAFF_PASSWORD": PASSWORD,
    "COMMUNITY_OS_DATABASE_URL": "postgresql://me:p%40ss-word@db.example.org/x",
    "DISCORD_TOKEN": TOKEN,
}


@pytest.fixture(autouse=True)
def _put_the_log_back():
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    yield
    root.handlers[:], level = before
    root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_our_own_lines_and_those_of_libraries_have_one_shape(capsys):
    begin_log(load(GIVEN))
    structlog.get_logger("ours").warning("full", guild="7")
    logging.getLogger("asyncpg").warning("theirs %d", 3)
    ours, theirs = lines(capsys)
    assert ours["event"] == "full"
    assert ours["guild"] == "7"
    assert theirs["event"] == "theirs 3"
    assert set(theirs) <= set(ours) | {"event"}
    assert ours["timestamp"].endswith("Z")


def test_a_traceback_shows_no_local_variables(capsys):
    begin_log(load(GIVEN))

    def fails(token: str) -> None:
        raise ValueError(len(token))

    try:
        fails("a token that nobody may see")
    except ValueError:
        structlog.get_logger().exception("it failed")
    (line,) = lines(capsys)
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert "nobody may see" not in json.dumps(line)


def test_a_librarys_traceback_shows_no_local_variables_either(capsys):
    begin_log(load(GIVEN))

    def fails(token: str) -> None:
        raise ValueError(len(token))

    try:
        fails("a token that nobody may see")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    (line,) = lines(capsys)
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert "nobody may see" not in json.dumps(line)


def test_no_secret_reaches_the_log_however_it_got_there(capsys, tmp_path):
    (tmp_path / "secret").write_text("the installation's secret")
    settings = load({**GIVEN, "COMMUNITY_OS_HOME": str(tmp_path)})
    begin_log(settings, secrets_of(settings))
    logging.getLogger("asyncpg").error("could not connect as %s with %s", "me", "p@ss-word")
    structlog.get_logger().error("odd", url="postgresql://me:p%40ss-word@db", login=PASSWORD)
    structlog.get_logger().error("the installation's secret")
    logging.getLogger("discord.http").error("sent %s", {"Authorization": f"Bot {TOKEN}"})
    written = capsys.readouterr().err
    for secret in (PASSWORD, "p@ss-word", "p%40ss-word", "installation's secret", TOKEN):
        assert secret not in written
    assert "(hidden)" in written


def test_the_level_is_that_of_the_settings(capsys):
    begin_log(load({**GIVEN, "COMMUNITY_OS_LOG_LEVEL": "error"}))
    structlog.get_logger().warning("quiet")
    structlog.get_logger().error("loud")
    assert [line["event"] for line in lines(capsys)] == ["loud"]
