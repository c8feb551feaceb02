"""Guilds, channels and threads: what they are called, and what is known on arrival."""

from datetime import timedelta

import pytest

from application.community.hearing.told import Named, Shown, Told
from domain.community.guild import ChannelName, RoleName
from domain.community.log.activity import Activity, Person
from domain.kernel.ids import snowflake_instant
from tests.builders.activities import MINUTE, TIME_ZERO
from tests.unit.frames.sent.listener import Listener
from tests.unit.frames.sent.places import channel, guild_create, guild_update, role, thread
from tests.unit.frames.sent.talk import (
    BEN,
    CHANNEL,
    EVENT,
    GUILD,
    ROLE,
    STARTS,
    THREAD,
    VOICE,
    Json,
    event,
    stamp,
)

ARRIVED = TIME_ZERO + MINUTE


def _names(told: list[Told]) -> list[Named]:
    return [one for one in told if isinstance(one, Named)]


def _called(number: int, name: str, parent: int | None = None) -> ChannelName:
    voice = None if parent is not None else number == VOICE
    return ChannelName(channel=number, name=name, parent=parent, voice=voice, seen_at=ARRIVED)


def test_on_arrival_everything_has_its_name_and_a_thread_its_channel() -> None:
    (named,) = _names(Listener().hears("GUILD_CREATE", guild_create()))
    assert named == Named(
        guild=GUILD,
        at=ARRIVED,
        name="The Arena",
        channels=(_called(CHANNEL, "general"), _called(VOICE, "lounge"), _called(THREAD, "plans", CHANNEL)),
        roles=(RoleName(role=ROLE, name="Hosts", position=1, seen_at=ARRIVED),),
        people=(Person(id=str(BEN), name="Big Ben"),),
    )


@pytest.mark.parametrize("name", ["GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE"])
def test_a_role_that_is_made_or_changed_has_its_name_told(name: str) -> None:
    told = Listener().hears(name, {"guild_id": str(GUILD), "role": role(name="Captains", position=4)})
    called = RoleName(role=ROLE, name="Captains", position=4, seen_at=ARRIVED)
    assert told == [Named(guild=GUILD, at=ARRIVED, roles=(called,))]


@pytest.mark.parametrize(
    ("name", "data", "channels"),
    [
        ("CHANNEL_CREATE", channel(name="arena"), (_called(CHANNEL, "arena"),)),
        ("CHANNEL_UPDATE", channel(name="arena"), (_called(CHANNEL, "arena"),)),
        ("THREAD_CREATE", thread(), (_called(THREAD, "plans", CHANNEL),)),
        ("THREAD_UPDATE", thread(name="plots"), (_called(THREAD, "plots", CHANNEL),)),
        (
            "THREAD_LIST_SYNC",
            {"guild_id": str(GUILD), "threads": [thread()], "members": []},
            (_called(THREAD, "plans", CHANNEL),),
        ),
    ],
)
def test_a_new_name_is_told(name: str, data: Json, channels: tuple[ChannelName, ...]) -> None:
    assert _names(Listener().hears(name, data)) == [Named(guild=GUILD, at=ARRIVED, channels=channels)]


def test_channels_that_are_shown_to_the_bot_are_told() -> None:
    data: Json = {"guild_id": str(GUILD), "channel_ids": [str(CHANNEL)], "threads": [thread()], "members": []}
    (_, shown) = Listener().hears("THREAD_LIST_SYNC", data)
    assert shown == Shown(guild=GUILD, at=ARRIVED, channels=frozenset({CHANNEL}))


def test_a_guild_that_is_renamed_tells_its_name_alone() -> None:
    told = Listener().hears("GUILD_UPDATE", guild_update(name="The Pit"))
    assert told == [Named(guild=GUILD, at=ARRIVED, name="The Pit")]


def test_events_that_are_there_on_arrival_were_planned_when_their_id_was_made() -> None:
    told = Listener().hears("GUILD_CREATE", guild_create())
    ((planned),) = [one for one in told if isinstance(one, Activity)]
    created, _ = Listener().hears("GUILD_SCHEDULED_EVENT_CREATE", event())
    assert planned == created
    assert planned.occurred_at == snowflake_instant(EVENT)


def test_an_event_that_goes_on_at_arrival_began_when_it_was_to_begin_as_a_guess() -> None:
    begun = TIME_ZERO - timedelta(hours=1)
    running = event(2, scheduled_start_time=stamp(begun))
    early = event(2, scheduled_start_time=stamp(STARTS))
    for found, at in ((running, begun), (early, ARRIVED)):
        told = Listener().hears("GUILD_CREATE", guild_create(guild_scheduled_events=[found]))
        started = [one for one in told if isinstance(one, Activity)][-1]
        assert (started.kind, started.occurred_at, started.inferred) == ("event_started", at, True)
        seen, _ = Listener().hears("GUILD_SCHEDULED_EVENT_UPDATE", found)
        assert isinstance(seen, Activity)
        assert (seen.natural_id, seen.inferred) == (started.natural_id, False)  # what is seen counts more
