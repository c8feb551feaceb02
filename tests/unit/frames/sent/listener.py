"""Frames as they are taken and read, and what is expected of them."""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from adapters.discord.frames import FrameReader, pack, strip
from application.community.hearing.ports import Written
from application.community.hearing.told import Told
from domain.community.log.activity import Activity
from tests.builders.activities import MINUTE, TIME_ZERO
from tests.unit.frames.sent.talk import CHANNEL, GUILD, Json

ARRIVED = TIME_ZERO + MINUTE
"""When the first frame of a listener arrives."""


class Listener:
    """Takes frames as the bot does: stripped, packed, and read from the journal."""

    def __init__(self, **may: Any) -> None:
        self.may = may
        self.reader = FrameReader()
        self.records: list[Written] = []

    def hears(self, name: str, data: Json, *, after: timedelta = MINUTE, late: bool = False) -> list[Told]:
        """What a frame tells that arrives so long after the one before, or that is sent again late."""
        before = self.records[-1].at if self.records else TIME_ZERO
        number = len(self.records) + 1
        stripped = strip(frame(name, data, number), **self.may)
        if stripped is None:
            return []
        record = Written(number, before + after, pack(stripped, session="abc", late=late))
        self.records.append(record)
        return list(self.reader.read(record))


def frame(name: str, data: Json, seq: int = 1) -> str:
    return json.dumps({"t": name, "s": seq, "op": 0, "d": data})


def activities(told: Iterable[Told]) -> list[Activity]:
    return [one for one in told if isinstance(one, Activity)]


def tells(kind: str, natural_id: str, **parts: Any) -> Activity:
    given = {"guild": GUILD, "occurred_at": ARRIVED, "source": "gateway", "channel": CHANNEL, **parts}
    return Activity(kind=kind, natural_id=natural_id, **given)
