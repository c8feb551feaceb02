"""What discord.py logs is passed on only where it tells something that is so."""

import logging

import aiohttp
import discord
import pytest
from aiohttp.client_reqrep import ConnectionKey
from discord.gateway import DiscordWebSocket, KeepAliveHandler

from adapters.discord.client.endings import in_words, quiet_library
from adapters.discord.client.listening import strange


class Socket(DiscordWebSocket):
    """One that was never opened."""

    def __init__(self) -> None:
        self.thread_id = 0
        self._max_heartbeat_timeout = 60.0


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    quiet_library()
    caplog.set_level(logging.INFO, "discord")
    return caplog


def late(seconds: float) -> None:
    """The library's own judgement of an answer that came so long after its heartbeat."""
    keeper = KeepAliveHandler(ws=Socket(), interval=41.25, shard_id=0)
    keeper._last_send -= seconds
    keeper.ack()


def test_a_bot_that_joins_no_call_does_not_ask_for_what_calls_need(log: pytest.LogCaptureFixture) -> None:
    discord.Client(intents=discord.Intents.default())
    assert not log.messages


def test_an_answer_held_against_the_heartbeat_before_is_no_delay(log: pytest.LogCaptureFixture) -> None:
    late(41.3)
    assert not log.messages


def test_a_true_delay_is_told(log: pytest.LogCaptureFixture) -> None:
    late(15)
    assert len(log.messages) == 1 and "behind" in log.messages[0]


def test_each_login_is_not_worth_a_line(log: pytest.LogCaptureFixture) -> None:
    logging.getLogger("discord.client").info("logging in using static token")
    logging.getLogger("discord.client").info("anything else")
    assert log.messages == ["anything else"]


def test_who_cannot_be_reached_is_named_and_what_to_look_at() -> None:
    key = ConnectionKey("discord.example", 443, True, True, None, None, None)
    said = in_words(aiohttp.ClientConnectorError(key, OSError("refused")))
    assert "discord.example" in said
    assert "network" in said


HERE, THERE = 5 << 22, 6 << 22
"""Of two connections the second and the first hear them."""


@pytest.mark.parametrize(
    ("number", "count", "met", "wanted", "named"),
    [
        (0, 1, [HERE], None, None),
        (0, 1, [HERE], {HERE}, None),
        (0, 1, [], None, "no server"),
        (0, 2, [], None, None),
        (0, 1, [HERE], {HERE, THERE}, str(THERE)),
        (1, 2, [HERE], {HERE, THERE}, None),
        (0, 2, [], {HERE, THERE}, str(THERE)),
    ],
)
def test_a_bot_that_nobody_invited_there_says_so(
    number: int, count: int, met: list[int], wanted: set[int] | None, named: str | None
) -> None:
    said = strange(number, count, met, wanted)
    assert (named in said and "invite-url" in said) if named else not said
    assert str(HERE) not in said
