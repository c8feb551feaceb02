"""Worlds on file, and a slow reader that knows nothing of how they were made: it reads the two files."""

import json
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from adapters.simulation.telling.files import ACTIVITIES, TRUTH, write_world
from adapters.simulation.world import Plan

Record = dict[str, Any]


@attrs.frozen
class OnFile:
    """What is in the folder of a simulation."""

    records: list[Record]
    truth: dict[str, Any]

    def of_kind(self, kind: str) -> list[Record]:
        return [record for record in self.records if record["kind"] == kind]

    def people(self, *archetypes: str) -> list[dict[str, Any]]:
        return [each for each in self.truth["people"] if each["archetype"] in archetypes]

    @cached_property
    def messages_by_day(self) -> dict[str, Counter[date]]:
        """Person -> day -> messages."""
        found: dict[str, Counter[date]] = defaultdict(Counter)
        for record in self.of_kind("message"):
            found[record["person"]["id"]][at(record).date()] += 1
        return found

    def written(self, people: list[str], first: date, days: int) -> int:
        """Messages of these people on those days."""
        by_day = self.messages_by_day
        wanted = {first + timedelta(days=day) for day in range(days)}
        return sum(count for who in people for day, count in by_day[who].items() if day in wanted)


def at(record: Record) -> datetime:
    return datetime.fromisoformat(record["at"])


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_plan(**changes: Any) -> Plan:
    return Plan(**{"seed": 7, "members": 600, "days": 120, **changes})


def a_world_on_file(folder: Path, **changes: Any) -> OnFile:
    """Write it, and read it as a stranger would."""
    for _ in write_world(a_plan(**changes), folder):
        pass
    lines = (folder / ACTIVITIES).read_text(encoding="utf-8").splitlines()
    return OnFile([json.loads(line) for line in lines], json.loads((folder / TRUTH).read_text("utf-8")))
