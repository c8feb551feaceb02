"""The forms of /event create and /event edit, over the wire."""

from pathlib import Path
from typing import Any

from domain.kernel.actors import COMMAND_LINE
from tests.integration.answering.asking import told
from tests.integration.hearing.gateway.bots import until
from tests.integration.outbox.scene import a_scene, staff


def inputs(form: Any) -> dict[str, str]:
    """What a form asks for, and what stands in it already."""
    found = [one["component"] for one in form["data"]["components"]]
    return {one["custom_id"]: one.get("value") or "" for one in found}


async def test_without_a_title_a_form_opens_and_what_is_filled_in_is_planned(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira = await staff(scene)
        opened = (
            await told(scene.discord, await scene.discord.runs(scene.general, mira, "event create"))
        ).one
        assert opened.answer is not None
        assert opened.answer["type"] == 9
        filled = inputs(opened.answer) | {"title": "Trivia night", "when": "tomorrow 20:00"}
        asked = await scene.discord.submits(scene.general, mira, opened.answer["data"]["custom_id"], filled)
        assert "Planned." in (await told(scene.discord, asked)).text
        await until(lambda: scene.listed)


async def test_no_form_opens_for_who_may_not_plan(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        answer = await told(
            scene.discord, await scene.discord.runs(scene.general, scene.people[1], "event create")
        )
        assert "Only staff and hosts can plan events." in answer.text
        assert answer.only_they_see_it


async def test_a_form_that_is_older_than_somebody_elses_change_says_so(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira, event = await staff(scene), await scene.plan()
        asked = await scene.discord.runs(scene.general, mira, "event edit", {"event": str(event.event_id)})
        form = (await told(scene.discord, asked)).one.answer
        assert form is not None
        assert inputs(form)["title"] == "Trivia night"
        await scene.ask.edit_event(scene.inn.id, event.event_id, {"place": "the inn"}, COMMAND_LINE)
        filled = inputs(form) | {"title": "Quiz night"}
        late = await scene.discord.submits(scene.general, mira, form["data"]["custom_id"], filled)
        assert "meanwhile" in (await told(scene.discord, late)).text
        assert (await scene.event(event)).plan.title == "Trivia night"


async def test_a_form_changes_what_was_changed_in_it_and_nothing_else(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira, event = await staff(scene), await scene.plan(channels=(scene.tavern.id,), capacity=3)
        asked = await scene.discord.runs(scene.general, mira, "event edit", {"event": "trivia NIGHT"})
        form = (await told(scene.discord, asked)).one.answer
        assert form is not None
        filled = inputs(form) | {"title": "Quiz night"}
        done = await scene.discord.submits(scene.general, mira, form["data"]["custom_id"], filled)
        assert "Changed." in (await told(scene.discord, done)).text
        after = await scene.event(event)
        assert after.plan.differs(event.plan) == ["title"]


async def test_a_form_that_was_opened_before_a_restart_is_taken_after_it(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira = await staff(scene)
        opened = (
            await told(scene.discord, await scene.discord.runs(scene.general, mira, "event create"))
        ).one
        assert opened.answer is not None
        custom_id = opened.answer["data"]["custom_id"]
        filled = inputs(opened.answer) | {"title": "Trivia night", "when": "tomorrow 20:00"}
        async with scene.restarted(tmp_path):
            asked = await scene.discord.submits(scene.general, mira, custom_id, filled)
            assert "Planned." in (await told(scene.discord, asked)).text
            await until(lambda: scene.listed)


async def test_what_was_said_already_stands_in_the_form(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira = await staff(scene)
        asked = await scene.discord.runs(scene.general, mira, "event create", {"title": "Trivia night"})
        form = (await told(scene.discord, asked)).one.answer
        assert inputs(form)["title"] == "Trivia night"
