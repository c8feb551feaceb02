"""A command of ours: its frame says that somebody began it, the bot's own note how it ended."""

from itertools import permutations

import pytest

from adapters.discord.frames import Ended, FrameReader, note_ran
from adapters.discord.frames.format.commands import Ran
from adapters.discord.frames.format.parts import Who
from application.community.hearing.ports import Written
from application.community.hearing.told import Told
from domain.community.log.entry import details_of, winner
from tests.builders.activities import TIME_ZERO
from tests.builders.house import House
from tests.unit.frames.sent.listener import Listener, activities
from tests.unit.frames.sent.places import RUN, interaction
from tests.unit.frames.sent.talk import BEN, CHANNEL, GUILD

ENDED = Ended(
    guild=GUILD,
    ran=Ran(RUN, "profile.show", Who(BEN, "Big Ben")),
    outcome="denied",
    latency_ms=420,
    channel=CHANNEL,
    options="member,window=7d",
    error="Refused",
)
KEPT = {
    "command": "profile.show",
    "outcome": "denied",
    "error": "Refused",
    "options": "member,window=7d",
    "latency_ms": 420,
}


def _begun() -> list[Told]:
    return Listener().hears("INTERACTION_CREATE", interaction())


def _ended() -> list[Told]:
    return list(FrameReader().read(Written(2, TIME_ZERO, note_ran(ENDED))))


@pytest.mark.parametrize("order", list(permutations(("frame", "note", "note"))))
async def test_how_it_ended_counts_once_whichever_is_recorded_first(order: tuple[str, ...]) -> None:
    house = House.built()
    for one in order:
        await house.record(activities(_begun() if one == "frame" else _ended()))
    (copies,) = house.memory.state(GUILD).log.values()
    assert details_of(winner(copies)) == KEPT
    assert len(copies) == 2


async def test_what_nobody_saw_end_stays_interrupted() -> None:
    house = House.built()
    await house.record(activities(_begun()))
    (copies,) = house.memory.state(GUILD).log.values()
    assert details_of(winner(copies)) == {
        "command": "profile.show",
        "outcome": "failed",
        "error": "Interrupted",
    }


def test_where_it_was_run_is_told_with_the_channel_of_its_thread() -> None:
    reader = FrameReader()
    reader.remember(GUILD, {CHANNEL: CHANNEL + 5})
    (told,) = reader.read(Written(1, TIME_ZERO, note_ran(ENDED)))
    assert activities([told])[0].parent == CHANNEL + 5
