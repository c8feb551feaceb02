"""An event is announced where the guild says, kept current, and those who go are reminded."""

from pathlib import Path

from domain.kernel.actors import COMMAND_LINE
from tests.integration.hearing.gateway.bots import until
from tests.integration.outbox.scene import Scene, a_scene
from tests.loopback import May, Message


def shown(message: Message) -> str:
    """All that the card says."""
    (embed,) = message.sent["embeds"]
    fields: object = embed["fields"]
    assert isinstance(fields, list)
    return "\n".join(
        [
            str(embed["title"]),
            str(embed.get("description", "")),
            *(f"{one['name']}: {one['value']}" for one in fields),
        ]
    )


def buttons(message: Message) -> list[str]:
    rows: list[dict[str, list[dict[str, str]]]] = message.sent["components"]  # type: ignore[assignment]
    return [each["label"] for row in rows for each in row["components"]]


async def announced(scene: Scene) -> Message:
    await until(lambda: scene.written)
    return scene.written[0]


async def test_an_event_is_announced_once_with_buttons_and_its_card_stays_current(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        event = await scene.plan("Trivia *night* @everyone", channels=(scene.tavern.id,), capacity=5)
        message = await announced(scene)
        assert "Trivia \\*night\\*" in shown(message)
        assert f"Where: <#{scene.tavern.id}>" in shown(message)
        assert "Going: 0 of 5" in shown(message)
        assert buttons(message) == ["Going", "Interested", "Can't come"]
        assert not message.everyone
        await scene.ask.edit_event(scene.inn.id, event.event_id, {"capacity": 7}, COMMAND_LINE)
        await until(lambda: "Going: 0 of 7" in shown(message))
        await scene.ask.cancel_event(scene.inn.id, event.event_id, COMMAND_LINE)
        await until(lambda: "It was cancelled." in shown(message))
        assert buttons(message) == []
        assert scene.written == [message]


async def test_an_announcement_whose_answer_never_came_is_there_once(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        scene.discord.loses_answers(f"POST /channels/{scene.general.id}/messages")
        event = await scene.plan()
        posting = await scene.until_told(event, "announcement")
        assert [one.id for one in scene.written] == [posting.thing]


async def test_an_announcement_is_found_again_when_discord_has_forgotten_that_it_was_sent(
    tmp_path: Path,
) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        scene.discord.loses_answers(f"POST /channels/{scene.general.id}/messages")
        event = await scene.plan()
        message = await announced(scene)
        scene.discord.clock.advance(minutes=10)
        await scene.ask.edit_event(scene.inn.id, event.event_id, {"capacity": 7}, COMMAND_LINE)
        posting = await scene.until_told(event, "announcement")
        assert [one.id for one in scene.written] == [posting.thing]
        assert "Going: 0 of 7" in shown(message)


async def test_a_deleted_announcement_stays_deleted(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        event = await scene.plan()
        await scene.until_told(event, "announcement")
        await scene.discord.deletes(scene.written[0])
        await scene.ask.edit_event(scene.inn.id, event.event_id, {"title": "Quiz night"}, COMMAND_LINE)

        async def said() -> bool:
            found = await scene.posting(event, "announcement")
            return found is not None and "not announced again" in found.problem

        await until(said)
        assert scene.written == []


async def test_a_channel_that_refuses_is_named_and_another_one_is_used_at_once(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        shut = scene.discord.channel(scene.inn, "shut")
        shut.denied[scene.inn.id] = May.SEND_MESSAGES
        await scene.set(announcement_channel=str(shut.id))
        event = await scene.plan()
        refused = await scene.settled(event, "announcement")
        assert "the bot lacks View Channels, Send Messages and Embed Links" in refused.problem
        await scene.set(announcement_channel=str(scene.general.id))
        await scene.until_told(event, "announcement")
        assert len(scene.written) == 1


async def test_nothing_of_a_guild_is_announced_in_another_one(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        elsewhere = scene.discord.channel(scene.discord.guild("Other inn"))
        await scene.set(announcement_channel=str(elsewhere.id))
        event = await scene.plan()
        refused = await scene.settled(event, "announcement")
        assert "is not in this server" in refused.problem
        assert not elsewhere.messages


async def test_without_an_announcement_channel_nothing_is_written(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        event = await scene.plan()
        await scene.until_told(event, "mirror")
        assert scene.written == []
        assert await scene.posting(event, "announcement") is None


async def test_a_host_who_is_forgotten_is_named_by_no_announcement_any_more(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        mira = scene.people[0]
        number = (await scene.ask.find_member(scene.inn.id, str(mira.id))).member_no
        await scene.plan(hosts=(number,))
        message = await announced(scene)
        assert f"Host: <@{mira.id}>" in shown(message)
        await scene.ask.forget(scene.inn.id, str(mira.id), COMMAND_LINE)
        await until(lambda: str(mira.id) not in shown(message))
