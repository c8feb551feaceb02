"""Voice: who came, went and moved, and the details that a guild may want."""

from typing import Any

from application.community.hearing.told import InVoice, Told
from domain.community.log.activity import Activity, Person
from tests.builders.activities import MINUTE, TIME_ZERO
from tests.unit.frames.sent.listener import Listener
from tests.unit.frames.sent.places import guild_create, guild_update
from tests.unit.frames.sent.talk import (
    ADA,
    AFK,
    BEN,
    BOT,
    GUILD,
    STAGE,
    VOICE,
    Json,
    voice,
)


def _heard(listener: Listener, *states: Json) -> list[tuple[str, int | None, str]]:
    told = [one for state in states for one in listener.hears("VOICE_STATE_UPDATE", state)]
    return [(one.kind, one.channel, one.natural_id) for one in _activities(told)]


def _activities(told: list[Told]) -> list[Activity]:
    return [one for one in told if isinstance(one, Activity)]


def _wanting() -> Listener:
    return Listener(voice_details={GUILD})


def _details(listener: Listener, state: Json) -> list[tuple[int, dict[str, Any]]]:
    told = _activities(listener.hears("VOICE_STATE_UPDATE", state))
    return [
        (int(one.person.id), dict(one.details)) for one in told if one.kind == "voice_state" and one.person
    ]


def test_arrivals_moves_and_departures_are_told_and_nothing_else() -> None:
    states = (
        voice(),
        voice(self_mute=True),
        voice(self_mute=True, self_deaf=True),
        voice(channel=STAGE),
        voice(channel=STAGE, self_video=True),
        voice(channel=None),
        voice(),
    )
    assert _heard(Listener(), *states) == [
        ("voice_joined", VOICE, "abc:1"),
        ("voice_joined", STAGE, "abc:4"),
        ("voice_left", STAGE, "abc:6"),
        ("voice_joined", VOICE, "abc:7"),
    ]


def test_who_leaves_without_having_been_seen_leaves_all_the_same() -> None:
    assert _heard(Listener(), voice(channel=None)) == [("voice_left", None, "abc:1")]


def test_two_people_and_two_guilds_are_told_apart() -> None:
    elsewhere = voice(guild_id=str(GUILD + 99))
    assert len(_heard(Listener(), voice(), voice(BEN), elsewhere)) == 3


def test_a_bot_in_voice_is_a_bot() -> None:
    (told,) = _activities(Listener().hears("VOICE_STATE_UPDATE", voice(BOT)))
    assert told.person == Person(id=str(BOT), name="robot", bot=True)


def test_everybody_in_voice_is_known_on_arrival_by_name_and_only_changes_are_told_from_then_on() -> None:
    listener = Listener()
    (snapshot,) = [one for one in listener.hears("GUILD_CREATE", guild_create()) if isinstance(one, InVoice)]
    assert (snapshot.guild, snapshot.at) == (GUILD, TIME_ZERO + MINUTE)
    assert snapshot.present == {Person(id=str(BEN), name="Big Ben"): VOICE}
    assert _heard(listener, voice(BEN, self_mute=True)) == []
    assert _heard(listener, voice(BEN, channel=None)) == [("voice_left", VOICE, "abc:3")]


def test_who_is_not_there_on_arrival_any_more_is_not_there() -> None:
    listener = Listener()
    listener.hears("VOICE_STATE_UPDATE", voice())
    listener.hears("GUILD_CREATE", guild_create())
    assert _heard(listener, voice()) == [("voice_joined", VOICE, "abc:3")]


def test_details_are_told_where_the_guild_wants_them_and_only_as_they_change() -> None:
    listener = _wanting()
    off = {"deaf": False, "muted": False, "alone": True, "afk": False}
    assert _details(listener, voice()) == [(ADA, off)]
    assert _details(listener, voice(self_video=True)) == []
    assert _details(listener, voice(self_mute=True)) == [(ADA, off | {"muted": True})]
    assert _details(listener, voice(mute=True, self_deaf=True)) == [
        (ADA, off | {"muted": True, "deaf": True})
    ]
    assert _details(listener, voice(channel=None)) == []


def test_company_ends_being_alone_and_a_bot_is_none() -> None:
    listener = _wanting()
    off = {"deaf": False, "muted": False, "afk": False}
    assert _details(listener, voice()) == [(ADA, off | {"alone": True})]
    assert _details(listener, voice(BOT)) == [(BOT, off | {"alone": False})]
    assert _details(listener, voice(BEN)) == [(ADA, off | {"alone": False}), (BEN, off | {"alone": False})]
    assert _details(listener, voice(BEN, channel=STAGE)) == [
        (ADA, off | {"alone": True}),
        (BEN, off | {"alone": True}),
    ]


def test_the_channel_for_the_afk_is_known_from_the_guild() -> None:
    listener = _wanting()
    listener.hears("GUILD_CREATE", guild_create())
    ((_, details),) = _details(listener, voice(channel=AFK))
    assert details["afk"] is True
    listener.hears("GUILD_UPDATE", guild_update(afk_channel_id=str(VOICE)))
    assert dict(_details(listener, voice(channel=VOICE)))[ADA]["afk"] is True


def test_each_detail_that_one_frame_tells_has_a_name_of_its_own() -> None:
    listener = _wanting()
    listener.hears("VOICE_STATE_UPDATE", voice())
    told = _activities(listener.hears("VOICE_STATE_UPDATE", voice(BEN)))
    assert len({(one.kind, one.natural_id) for one in told}) == len(told) == 3


def test_where_the_guild_does_not_want_details_none_are_told() -> None:
    listener = Listener(voice_details={GUILD + 1})
    told = listener.hears("GUILD_CREATE", guild_create()) + listener.hears("VOICE_STATE_UPDATE", voice())
    assert "voice_state" not in {one.kind for one in _activities(told)}
