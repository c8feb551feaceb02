"""Exports of a real community, counted by us and by a slow, separate reading of the same JSON.

Name a folder of them in COMMUNITY_OS_TEST_EXPORTS; without one this is skipped.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from domain.community.fold import CHANNEL_UNCOUNTED, MESSAGES, RECEIVED
from domain.kernel.instants import day_of_number
from domain.kernel.windows import FIRST_DAY
from tests.builders.desk import Desk

EXPORTS = os.environ.get("COMMUNITY_OS_TEST_EXPORTS")
pytestmark = pytest.mark.skipif(
    EXPORTS is None, reason="COMMUNITY_OS_TEST_EXPORTS names no folder of exports"
)


class SlowCount:
    """The whole folder in memory, counted with nothing of ours."""

    def __init__(self, folder):
        self.by_person_and_day, self.received, self.replies = Counter(), Counter(), Counter()
        self.messages, self.uncounted, self.guilds = 0, 0, set()
        for path in sorted(folder.rglob("*.json")):
            export = json.loads(path.read_text(encoding="utf-8-sig"))
            self.guilds.add(int(export["guild"]["id"]))
            authors = {message["id"]: message["author"]["id"] for message in export["messages"]}
            for message in export["messages"]:
                self.count(message, authors)

    def count(self, message, authors):
        who, counts = message["author"]["id"], message["type"] in ("Default", "Reply")
        self.messages += 1
        self.received[who] += sum(reaction["count"] for reaction in message["reactions"])
        if not counts or message["author"]["isBot"]:
            self.uncounted += 1
            return
        self.by_person_and_day[who, message["timestamp"][:10]] += 1
        answered = authors.get((message.get("reference") or {}).get("messageId"))
        if message["type"] == "Reply" and answered not in (None, who):
            self.replies[who, answered] += 1


async def test_a_real_history_counts_what_a_slow_separate_count_counts(tmp_path):
    """Times of real exports are in UTC, as are the days of a guild that set nothing."""
    slow, desk = SlowCount(Path(EXPORTS)), Desk.at(tmp_path)
    report = await desk.take(EXPORTS)
    (guild,) = slow.guilds
    folded = await desk.folded(guild)
    async with desk.house.store.reading(guild) as work:
        ids = await work.members.outside_ids()
    by_person_and_day, received, replies = Counter(), Counter(), Counter()
    for (who, day), row in folded.member_day.items():
        by_person_and_day[ids[who], day_of_number(day).isoformat()] += row[MESSAGES]
        received[ids[who]] += row[RECEIVED]
    for (who, whom, _), count in folded.reply_day.items():
        replies[ids[who], ids[whom]] += count
    assert +by_person_and_day == slow.by_person_and_day
    assert +received == +slow.received
    assert replies == slow.replies
    assert sum(row[CHANNEL_UNCOUNTED] for row in folded.channel_day.values()) == slow.uncounted
    assert (report.messages, report.counted) == (slow.messages, slow.by_person_and_day.total())
    assert report.people == len({who for who, _ in slow.by_person_and_day})
    assert report.reactions == slow.received.total()
    assert report.first is not None and report.first.date() > FIRST_DAY
    assert report.complete and not report.parked
