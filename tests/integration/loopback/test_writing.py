"""What a bot makes on Discord: scheduled events and messages, refused where Discord refuses them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord.http import Route

from tests.integration.loopback.clients import Listener, listening
from tests.loopback import Discord, Guild, Kind, May, loopback

Form = dict[str, Any]


def elsewhere(at: Discord, **more: object) -> Form:
    start = at.clock.now() + timedelta(days=1)
    return {
        "name": "Trivia night",
        "privacy_level": 2,
        "entity_type": 3,
        "scheduled_start_time": start.isoformat(),
        "scheduled_end_time": (start + timedelta(hours=2)).isoformat(),
        "entity_metadata": {"location": "the inn"},
        **more,
    }


async def makes(client: Listener, guild: Guild, form: Form) -> Any:
    return await client.http.request(
        Route("POST", "/guilds/{guild_id}/scheduled-events", guild_id=guild.id), json=form
    )


async def changes(client: Listener, guild: Guild, event: Any, form: Form) -> Any:
    route = Route("PATCH", "/guilds/{guild_id}/scheduled-events/{id}", guild_id=guild.id, id=event["id"])
    return await client.http.request(route, json=form)


async def test_an_event_lives_from_scheduled_to_completed_and_each_step_is_told() -> None:
    async with loopback() as at:
        inn = at.guild()
        async with listening(at) as client:
            made = await makes(client, inn, elsewhere(at))
            assert (made["status"], made["creator_id"]) == (1, str(at.world.bot.id))
            assert [
                status["status"]
                for status in (
                    await changes(client, inn, made, {"status": 2}),
                    await changes(client, inn, made, {"status": 3}),
                )
            ] == [2, 3]
            await at.until(lambda: len(client.heard("GUILD_SCHEDULED_EVENT_UPDATE")) == 2)
            assert client.heard("GUILD_SCHEDULED_EVENT_CREATE")[0]["name"] == "Trivia night"
            with pytest.raises(discord.HTTPException) as finished:
                await changes(client, inn, made, {"name": "later"})
            assert finished.value.code == 180000


@pytest.mark.parametrize(
    "spoilt",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"description": "x" * 1001},
        {"entity_metadata": {"location": ""}},
        {"scheduled_end_time": None},
        {"scheduled_start_time": "2020-01-01T00:00:00+00:00"},
        {"entity_type": 2},
        {"entity_type": 4},
        {"privacy_level": None},
    ],
)
async def test_an_event_that_lacks_what_its_kind_needs_is_an_invalid_form(spoilt: Form) -> None:
    async with loopback() as at:
        inn = at.guild()
        async with listening(at) as client:
            with pytest.raises(discord.HTTPException) as refused:
                await makes(client, inn, elsewhere(at) | spoilt)
            assert (refused.value.code, inn.events) == (50035, {})


@pytest.mark.parametrize(
    ("kind", "entity", "more"),
    [(Kind.VOICE, 2, 0), (Kind.STAGE, 1, May.MUTE_MEMBERS | May.MOVE_MEMBERS | May.MANAGE_CHANNELS)],
)
async def test_an_event_in_a_channel_takes_its_own_permissions(kind: Kind, entity: int, more: int) -> None:
    async with loopback() as at:
        poor = at.guild("Brass Inn", bot_may=int(May.VIEW_CHANNEL | May.CONNECT))
        rich = at.guild("Amber Inn", bot_may=int(May.VIEW_CHANNEL | May.CONNECT | May.CREATE_EVENTS | more))
        async with listening(at) as client:
            for guild in (poor, rich):
                place = at.channel(guild, "tavern", kind=kind)
                form = elsewhere(at) | {
                    "entity_type": entity,
                    "channel_id": str(place.id),
                    "entity_metadata": None,
                }
                if guild is rich:
                    assert (await makes(client, guild, form))["channel_id"] == str(place.id)
                    continue
                with pytest.raises(discord.Forbidden) as refused:
                    await makes(client, guild, form)
                assert refused.value.code == 50013


async def test_the_hundred_and_first_event_is_refused() -> None:
    async with loopback() as at:
        inn = at.guild()
        for _ in range(100):
            at.event(inn)
        async with listening(at) as client:
            with pytest.raises(discord.HTTPException) as refused:
                await makes(client, inn, elsewhere(at))
            assert refused.value.code == 30038


async def test_somebody_elses_event_is_not_changed_without_manage_events() -> None:
    async with loopback() as at:
        inn = at.guild()
        theirs = at.event(inn, creator=at.member(inn))
        async with listening(at) as client:
            with pytest.raises(discord.Forbidden):
                await changes(client, inn, {"id": str(theirs.id)}, {"name": "mine"})


async def test_a_message_calls_just_those_whom_its_allowed_mentions_let_through() -> None:
    async with loopback() as at:
        inn = at.guild()
        general, mira, oz = at.channel(inn), at.member(inn, "mira"), at.member(inn, "oz")
        async with listening(at) as client:
            sent = await _says(
                client,
                general.id,
                content=f"<@{mira.id}> <@{oz.id}> @everyone",
                allowed_mentions={"parse": [], "users": [str(mira.id)]},
            )
            assert [one["id"] for one in sent["mentions"]] == [str(mira.id)]
            assert not sent["mention_everyone"]


async def test_a_message_that_is_sent_again_with_its_nonce_is_there_once() -> None:
    async with loopback() as at:
        inn = at.guild()
        general = at.channel(inn)
        async with listening(at) as client:
            first, again = [
                await _says(client, general.id, content="hello", nonce="trivia", enforce_nonce=True)
                for _ in range(2)
            ]
            assert first["id"] == again["id"]
            assert len(general.messages) == 1


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda form: {}, 50006),
        (lambda form: {"content": "x" * 2001}, 50035),
        (lambda form: {"embeds": [{"title": "x" * 257}]}, 50035),
        (lambda form: form | {"components": [{"type": 1, "components": [_button(), _button()]}]}, 50035),
    ],
)
async def test_a_message_beyond_discords_limits_is_refused(spoil: Callable[[Form], Form], code: int) -> None:
    async with loopback() as at:
        inn = at.guild()
        general = at.channel(inn)
        async with listening(at) as client:
            with pytest.raises(discord.HTTPException) as refused:
                await _says(client, general.id, **spoil({"content": "hello"}))
            assert refused.value.code == code


async def test_a_bot_edits_and_deletes_what_it_wrote_and_edits_nothing_else() -> None:
    async with loopback() as at:
        inn = at.guild()
        general, mira = at.channel(inn), at.member(inn)
        theirs = await at.member_writes(general, mira)
        async with listening(at) as client:
            ours = int((await _says(client, general.id, content="hello"))["id"])
            edited = await _edits(client, general.id, ours, content="hello again")
            assert (edited["content"], general.messages[ours].content) == ("hello again", "hello again")
            with pytest.raises(discord.Forbidden) as refused:
                await _edits(client, general.id, theirs.id, content="said otherwise")
            assert refused.value.code == 50005
            await client.http.delete_message(general.id, ours)
            with pytest.raises(discord.NotFound):
                await _edits(client, general.id, ours, content="hello?")


async def test_a_bot_that_may_not_write_is_refused() -> None:
    async with loopback() as at:
        inn = at.guild()
        general = at.channel(inn)
        general.denied[inn.id] = May.SEND_MESSAGES
        async with listening(at) as client:
            with pytest.raises(discord.Forbidden) as refused:
                await _says(client, general.id, content="hello")
            assert refused.value.code == 50013


def _button() -> Form:
    return {"type": 2, "style": 1, "label": "Going", "custom_id": "going"}


async def _says(client: Listener, channel: int, **form: Any) -> Any:
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
    return await client.http.request(route, json=form)


async def _edits(client: Listener, channel: int, message: int, **form: Any) -> Any:
    route = Route("PATCH", "/channels/{channel_id}/messages/{id}", channel_id=channel, id=message)
    return await client.http.request(route, json=form)
