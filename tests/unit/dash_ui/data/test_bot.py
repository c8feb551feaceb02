"""The cards of the bot say in plain words whether it listens, what it misses and how far it is."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from adapters.dash_ui.components import drawing
from adapters.dash_ui.components.living import as_tree
from adapters.dash_ui.pages.data.bot import catching_up, panel
from adapters.dash_ui.pages.data.page import data
from domain.community.backfill.progress import Doing
from domain.community.coverage import GATEWAY
from domain.operations.bot import BotState
from domain.operations.sight import LATE_AFTER, Backlog, BotSight, Condition
from tests.builders.readings.bot import (
    EVERY_SIGHT,
    MEMBERS_OFF,
    a_backfilling_sight,
    a_process,
    a_shard,
    a_sight,
    a_troubled_sight,
    progress,
)
from tests.builders.readings.data_quality import NOW, ZONE, a_quality
from tests.builders.readings.identity import a_coverage
from tests.unit.dash_ui.reading import found, inside, text


def said(sight: BotSight) -> str:
    return text(panel(sight, ZONE))


def caught_up(sight: BotSight) -> str:
    return text(catching_up(sight, ZONE))


@pytest.mark.parametrize("kind", [kind for kind in EVERY_SIGHT if kind in set(Condition)])
def test_each_state_of_the_bot_is_told_as_what_it_is(kind: str) -> None:
    assert EVERY_SIGHT[kind]().condition == kind


@pytest.mark.parametrize("kind", EVERY_SIGHT)
def test_every_state_goes_over_as_plain_elements(kind: str) -> None:
    sight = EVERY_SIGHT[kind]()
    assert as_tree(panel(sight, ZONE))
    assert as_tree(catching_up(sight, ZONE))


def test_a_bot_that_is_off_says_how_to_turn_it_on() -> None:
    told = said(EVERY_SIGHT["off"]())
    assert "The bot is off" in told
    for word in ("docs/DISCORD_SETUP.md", "DISCORD_TOKEN", "Start Community OS again"):
        assert word in told


def test_the_demo_says_that_it_is_a_simulation_and_never_how_to_turn_a_bot_on() -> None:
    told = said(EVERY_SIGHT["simulated"]())
    assert "This is a simulation" in told
    assert "DISCORD_TOKEN" not in told
    assert found(catching_up(EVERY_SIGHT["simulated"](), ZONE), "absent")


def test_a_bot_that_listens_says_when_it_last_heard_something_and_where_it_runs() -> None:
    shown = panel(a_sight(), ZONE)
    assert "The bot is listening Last heard" in text(shown)
    assert "process 4711 on attic" in text(shown)
    assert "Nothing waits" in text(shown)
    moments = [part.tree[1]["instant"] for part in inside(shown) if hasattr(part, "tree")]
    assert moments[0] == (NOW - timedelta(seconds=2)).isoformat()


def test_a_process_that_fell_silent_counts_as_not_running_and_says_when_it_was_last_seen() -> None:
    sight = a_sight(a_process(told=timedelta(seconds=61)))
    assert sight.condition is Condition.SILENT
    assert "The bot is not running" in said(sight)
    assert "Last seen" in said(sight)
    assert "Last heard" not in said(sight)


def test_what_is_wrong_is_said_in_the_words_of_the_bot() -> None:
    assert "Discord does not let the bot in The token was reset: copy it anew." in said(
        EVERY_SIGHT["refused"]()
    )


def test_a_missing_intent_is_named_with_its_switch_and_what_reads_unavailable() -> None:
    told = said(a_sight(a_process(missing=(MEMBERS_OFF,))))
    assert "something is amiss" in told
    assert "Server Members Intent is off" in told
    assert "newcomers, leavers and tiers" in told
    assert "Developer Portal" in told


def test_of_many_connections_those_in_trouble_and_the_own_one_are_shown() -> None:
    shown = panel(a_troubled_sight(), ZONE)
    lines = [text(one) for one in found(shown, "bot-shards")]
    assert len(lines) == 1
    assert "9 of 12: listening, 1 server (this one)" in lines[0]
    assert "10 of 12: lost, trying again soon" in lines[0]
    assert "and 10 more that listen" in lines[0]


def test_what_waits_is_late_only_after_a_while_and_what_was_lost_is_said() -> None:
    def waiting(seconds: float) -> BotSight:
        oldest = NOW - LATE_AFTER - timedelta(seconds=seconds)
        return a_sight(a_process(backlog=Backlog(records=7, bytes=900, most_bytes=10**9, oldest=oldest)))

    assert waiting(0).condition is Condition.LISTENING
    assert "7 records" in said(waiting(0))
    assert waiting(1).condition is Condition.LISTENING_IN_PART
    assert "Waiting for the database" in said(waiting(1))
    lost = a_sight(a_process(backlog=Backlog(most_bytes=10**9, dropped=41)))
    assert "41 records lost" in said(lost)
    assert "COMMUNITY_OS_JOURNAL_MB" in said(lost)


def test_what_the_disk_lost_is_said() -> None:
    sight = a_sight(a_process(backlog=Backlog(most_bytes=10**9, damaged_bytes=412)))
    assert sight.condition is Condition.LISTENING_IN_PART
    assert "412 bytes of what was heard could not be read again" in said(sight)


def test_a_server_that_the_bot_is_not_in_is_not_taken_for_a_silent_one() -> None:
    sight = a_sight(a_process(shards=(a_shard(guild=None),)))
    assert sight.condition is Condition.ABSENT
    assert "invite-url" in said(sight)


def test_a_second_bot_that_waits_for_the_first_takes_nothing_from_it_and_says_why() -> None:
    words = "Another bot with this token is listening already: process 4711 on attic."
    second = a_process("waiting", words=words)
    for processes in ((a_process(), second), (second, a_process())):
        sight = a_sight(*processes)
        assert sight.condition is Condition.LISTENING
        assert words in said(sight)


def test_a_guild_is_as_its_own_connection_is() -> None:
    mine, other = a_shard(0, 2), a_shard(1, 2, "waiting")
    assert a_sight(a_process(shards=(mine, other))).condition is Condition.LISTENING_IN_PART
    lost = attrs.evolve(mine, phase="waiting")
    assert a_sight(a_process(shards=(lost, other))).condition is Condition.ENDED


def test_how_far_it_is_with_the_past_is_a_bar_and_figures() -> None:
    sight = a_backfilling_sight()
    told = caught_up(sight)
    for words in (
        "Reading the past, the newest first",
        "31 of 48 channels done",
        "Messages read 128,400",
        "about 9 minutes",
        "2 channels that the bot may not read",
        "# moderators",
        f"channel {2**62}",
    ):
        assert words in told
    (bar,) = found(catching_up(sight, ZONE), "progress")
    assert bar.children.style == {"width": "64.6%"}


def test_what_is_done_is_said_to_be_done() -> None:
    told = caught_up(EVERY_SIGHT["caught up"]())
    assert "Everything is caught up with 48 of 48 channels done" in told
    assert "Still to go" not in told


def test_an_interruption_says_why_and_one_of_a_stopped_bot_that_it_goes_on() -> None:
    assert "Discord did not answer for long." in caught_up(a_troubled_sight())
    assert "It goes on when the bot is back" in caught_up(EVERY_SIGHT["silent"]())


def test_where_nothing_was_ever_caught_up_with_there_is_no_such_card() -> None:
    assert found(catching_up(a_sight(), ZONE), "absent")


@pytest.mark.parametrize("doing", Doing)
def test_each_step_of_catching_up_has_words(doing: Doing) -> None:
    assert caught_up(a_sight(progress=progress(doing, channels=0, channels_done=0)))


def test_the_state_is_known_as_soon_as_a_process_speaks() -> None:
    starting = BotState(phase="starting", since=NOW)
    sight = a_sight(attrs.evolve(a_process(), state=starting))
    assert sight.condition is Condition.CONNECTING


def test_the_browser_makes_every_element_that_the_cards_are_made_of() -> None:
    script = (Path(drawing.__file__).parents[1] / "assets" / "drawing.js").read_text(encoding="utf-8")
    listed = re.search(r"TAGS = new Set\((.*?)\.split", script, re.DOTALL)
    assert listed is not None
    makes = {*re.findall(r"\w+", listed[1]), *re.findall(r'tag === "(\w+)"', script)}
    cards = [card(sight(), ZONE) for sight in EVERY_SIGHT.values() for card in (panel, catching_up)]
    assert {tag for shown in cards for tag in tags(as_tree(shown))} <= makes


def tags(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        yield node[0]
        for child in node[2:]:
            yield from tags(child)


def test_a_bot_that_is_gone_is_not_said_to_listen_though_its_last_word_is_young() -> None:
    read = a_quality()
    assert any(one.source == GATEWAY and one.listening for one in read.listeners)
    for kind, sentence in (("listening", True), ("silent", False), ("refused", False), ("ended", False)):
        told = text(data(read, EVERY_SIGHT[kind](), a_coverage()))
        assert ("The bot is listening now." in told) is sentence, kind


def test_of_a_bot_that_is_gone_nobody_reads_since_when_it_ran() -> None:
    assert ", since " in said(EVERY_SIGHT["listening"]())
    assert ", since " not in said(EVERY_SIGHT["silent"]())


def test_the_room_that_waiting_takes_is_told_where_it_waits_for_long() -> None:
    few = Backlog(records=3, bytes=2_700_000, most_bytes=10**9, oldest=NOW)
    assert "3 records" in said(a_sight(a_process(backlog=few)))
    assert "MB" not in said(a_sight(a_process(backlog=few)))
    late = attrs.evolve(few, oldest=NOW - 2 * LATE_AFTER)
    assert "2.7 MB" in said(a_sight(a_process(backlog=late)))


@pytest.mark.parametrize("words", ["Discord is away", "Discord is away.", "Is Discord away?"])
def test_what_the_bot_says_of_itself_is_a_sentence_of_its_own(words: str) -> None:
    ended = words if words[-1] in ".?" else f"{words}."
    assert f"{ended} What it misses" in said(a_sight(a_process("waiting", words=words)))
