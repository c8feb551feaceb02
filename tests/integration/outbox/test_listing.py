"""What is planned here is in Discord's own list of events, and stays as it is planned."""

from datetime import timedelta
from pathlib import Path

from domain.kernel.actors import COMMAND_LINE
from tests.integration.hearing.gateway.bots import until
from tests.integration.outbox.scene import a_scene
from tests.loopback import Kind, May

POOR = int(May.VIEW_CHANNEL | May.CONNECT | May.READ_MESSAGE_HISTORY | May.VIEW_AUDIT_LOG)


async def test_an_event_is_listed_in_discord_once_and_each_change_follows(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        event = await scene.plan(channels=(scene.tavern.id,), description="Bring a pen")
        await scene.until_told(event, "mirror")
        (twin,) = scene.listed
        assert (twin.name, twin.description, twin.channel) == ("Trivia night", "Bring a pen", scene.tavern)
        assert (await scene.event(event)).discord_id == twin.id
        later = event.plan.starts_at + timedelta(hours=1)
        await scene.ask.edit_event(
            scene.inn.id, event.event_id, {"title": "Quiz night", "starts_at": later}, COMMAND_LINE
        )
        await until(lambda: (twin.name, twin.start) == ("Quiz night", later))
        await scene.ask.start_event(scene.inn.id, event.event_id, COMMAND_LINE)
        await until(lambda: twin.status == 2)
        await scene.ask.end_event(scene.inn.id, event.event_id, COMMAND_LINE)
        await until(lambda: twin.status == 3)
        assert scene.discord.rest.asked("POST /guilds/{guild}/scheduled-events") == 1


async def test_a_cancelled_event_is_cancelled_in_discord_too(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        event = await scene.plan(place="the market square")
        await until(lambda: scene.listed)
        (twin,) = scene.listed
        assert twin.place == "the market square"
        await scene.ask.cancel_event(scene.inn.id, event.event_id, COMMAND_LINE)
        await until(lambda: twin.status == 4)


async def test_what_discord_refuses_is_kept_in_words_and_works_once_it_is_allowed(tmp_path: Path) -> None:
    async with a_scene(tmp_path, bot_may=POOR) as scene:
        event = await scene.plan()
        refused = await scene.settled(event, "mirror")
        assert refused.problem == "Discord refused: the bot lacks Create Events"
        assert not refused.given_up
        scene.inn.everyone.permissions |= May.CREATE_EVENTS
        await scene.ask.edit_event(scene.inn.id, event.event_id, {"title": "Quiz night"}, COMMAND_LINE)
        await until(lambda: scene.listed)
        await scene.until_told(event, "mirror")


async def test_an_answer_that_never_came_makes_no_second_event(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        scene.discord.loses_answers(f"POST /guilds/{scene.inn.id}/scheduled-events")
        event = await scene.plan()
        await until(lambda: scene.listed)

        async def linked() -> bool:
            return (await scene.event(event)).discord_id is not None

        await until(linked)
        await scene.settled(event, "mirror")
        assert [one.id for one in scene.listed] == [(await scene.event(event)).discord_id]


async def test_what_somebody_deletes_in_discord_is_not_listed_again(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        event = await scene.plan()
        await until(lambda: scene.listed)
        await scene.settled(event, "mirror")
        scene.inn.events.clear()  # while the bot does not look
        await scene.ask.edit_event(scene.inn.id, event.event_id, {"title": "Quiz night"}, COMMAND_LINE)

        async def said() -> bool:
            found = await scene.posting(event, "mirror")
            return found is not None and "somebody deleted it" in found.problem

        await until(said)
        assert scene.listed == []


async def test_an_event_on_a_stage_takes_more_permissions_which_are_named(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        stage = scene.discord.channel(scene.inn, "stage", kind=Kind.STAGE)
        event = await scene.plan(channels=(stage.id,))
        refused = await scene.settled(event, "mirror")
        assert "Mute Members and Move Members" in refused.problem


async def test_a_full_list_is_said_to_be_full(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        for number in range(100):
            scene.discord.event(scene.inn, f"event {number}")
        event = await scene.plan()
        assert "100 events of a server at most" in (await scene.settled(event, "mirror")).problem


async def test_an_event_moves_from_a_voice_channel_to_a_place_and_back(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        event = await scene.plan(channels=(scene.tavern.id,))
        await scene.until_told(event, "mirror")
        (twin,) = scene.listed
        away = {"channels": (), "place": "the market square"}
        await scene.ask.edit_event(scene.inn.id, event.event_id, away, COMMAND_LINE)
        await until(lambda: (twin.channel, twin.place) == (None, "the market square"))
        back = {"channels": (scene.tavern.id,), "place": ""}
        await scene.ask.edit_event(scene.inn.id, event.event_id, back, COMMAND_LINE)
        await until(lambda: (twin.channel, twin.place) == (scene.tavern, None))
        assert not (await scene.until_told(event, "mirror")).problem
