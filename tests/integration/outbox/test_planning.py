"""/event create, edit, start, end and cancel, over the wire."""

import asyncio
from datetime import timedelta
from pathlib import Path

from tests.integration.answering.asking import answer_to
from tests.integration.hearing.gateway.bots import until
from tests.integration.outbox.scene import a_scene, staff
from tests.loopback import May


async def test_staff_plan_an_event_by_options_and_discord_lists_it(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(time_zone="Europe/Berlin", announcement_channel=str(scene.general.id))
        mira = await staff(scene)
        answer = await answer_to(
            scene.discord,
            scene.general,
            mira,
            "event create",
            title="Trivia night",
            when="2027-01-15 20:00",
            minutes=90,
            channel=scene.tavern,
            capacity=20,
        )
        assert answer.only_they_see_it
        assert "Planned." in answer.text
        assert "0 of 20" in answer.text
        assert f"<@{mira.id}>" in answer.text  # who plans it hosts it
        await until(lambda: scene.listed and scene.written)
        (twin,) = scene.listed
        assert (twin.start.isoformat(), twin.channel) == ("2027-01-15T19:00:00+00:00", scene.tavern)
        assert twin.end == twin.start + timedelta(minutes=90)


async def test_a_member_is_refused_and_nothing_of_it_reaches_a_channel(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        answer = await answer_to(
            scene.discord, scene.general, scene.people[1], "event create", title="Mine", when="tomorrow 20:00"
        )
        assert "Only staff and hosts can plan events." in answer.text
        assert answer.only_they_see_it
        assert (scene.listed, scene.written) == ([], [])


async def test_a_time_that_is_none_is_refused_with_examples(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira = await staff(scene)
        answer = await answer_to(
            scene.discord, scene.general, mira, "event create", title="Trivia", when="sometime soon"
        )
        assert "is no time that I understand" in answer.text


async def test_options_that_discord_would_not_let_through_are_refused_in_words(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira = await staff(scene)
        for wrong in (
            {"minutes": 10**15},
            {"minutes": -5},
            {"repeats": "FREQ=SECONDLY"},
            {"capacity": 10**18},
        ):
            told = await answer_to(
                scene.discord, scene.general, mira, "event create", title="x", when="tomorrow 20:00", **wrong
            )
            (name,) = wrong
            assert told.text.startswith(f"{name.capitalize()}: ")
        assert not scene.listed


async def test_a_host_starts_and_ends_their_own_event_and_a_second_press_says_who_was_faster(
    tmp_path: Path,
) -> None:
    async with a_scene(tmp_path) as scene:
        oz = scene.people[1]
        host = (await scene.ask.find_member(scene.inn.id, str(oz.id))).member_no
        event = await scene.plan(hosts=(host,))
        for command, words in (
            ("start", "It has begun."),
            ("start", "has begun already"),
            ("end", "It is over."),
            ("end", "is over already"),
        ):
            answer = await answer_to(
                scene.discord, scene.general, oz, f"event {command}", event=str(event.event_id)
            )
            assert words in answer.text, (command, answer.text)
        by_title = await answer_to(scene.discord, scene.general, oz, "event end", event=event.plan.title)
        assert "is over already" in by_title.text  # and not that there is none of that title
        assert (await scene.event(event)).status == "completed"


async def test_a_cancelled_event_is_told_and_who_does_not_host_it_cannot_cancel_it(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira, event = await staff(scene), await scene.plan()
        refused = await answer_to(
            scene.discord, scene.general, scene.people[1], "event cancel", event="Trivia night"
        )
        assert "Only staff, hosts and the hosts of this event" in refused.text
        answer = await answer_to(scene.discord, scene.general, mira, "event cancel", event="Trivia night")
        assert "It is cancelled." in answer.text
        assert (await scene.event(event)).status == "cancelled"


async def test_what_is_typed_is_completed_to_events_and_times(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira = await staff(scene)
        trivia, _ = await scene.plan(), await scene.plan("Raid", hours=30)

        async def choices(command: str, focused: str, typed: str) -> list[dict[str, str]]:
            asked = await scene.discord.types(scene.general, mira, command, focused, typed)
            await until(lambda: asked.answer)
            assert asked.answer is not None
            found: list[dict[str, str]] = asked.answer["data"]["choices"]
            return found

        (only,) = await choices("event cancel", "event", "triv")
        assert only["value"] == str(trivia.event_id)
        assert only["name"].startswith("Trivia night, 20")
        assert await choices("event end", "event", "") == []  # nothing has begun
        assert "20:00" in (await choices("event create", "when", "friday 8pm"))[0]["name"]
        assert len(await choices("event create", "when", "")) >= 4


async def test_staff_see_on_the_event_what_discord_refused_and_members_do_not(tmp_path: Path) -> None:
    async with a_scene(tmp_path, bot_may=int(May.VIEW_CHANNEL | May.CONNECT)) as scene:
        mira, event = await staff(scene), await scene.plan()
        await scene.settled(event, "mirror")
        told_staff = await answer_to(scene.discord, scene.general, mira, "event show", event="Trivia night")
        assert "Discord refused: the bot lacks Create Events" in told_staff.text
        assert told_staff.only_they_see_it
        told_member = await answer_to(
            scene.discord, scene.general, scene.people[1], "event show", event="Trivia night"
        )
        assert "refused" not in told_member.text
        assert "Trivia night" in told_member.text


async def test_what_is_planned_is_listed_soonest_first(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        none = await answer_to(scene.discord, scene.general, scene.people[1], "event list")
        assert "Nothing is planned." in none.text
        await scene.plan("Raid", hours=30)
        await scene.plan("Trivia *night*")
        answer = await answer_to(scene.discord, scene.general, scene.people[1], "event list")
        assert answer.text.index("Trivia \\*night\\*") < answer.text.index("Raid")
        assert answer.only_they_see_it


async def test_a_command_that_is_sent_twice_at_once_plans_once(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira = await staff(scene)
        both = await asyncio.gather(
            *(
                answer_to(
                    scene.discord,
                    scene.general,
                    mira,
                    "event create",
                    title="Trivia",
                    when="2027-01-15 20:00",
                )
                for _ in range(2)
            )
        )
        words = sorted(one.text.splitlines()[0] for one in both)
        assert words[0].startswith("Planned.")
        assert "is planned for that time already" in words[1]
        await until(lambda: scene.listed)
        assert len(scene.listed) == 1


ALL = {
    "create": {"title": "Quiz night", "when": "tomorrow 20:00"},
    "edit": {"event": "Trivia night", "title": "Quiz night"},
    "start": {"event": "Trivia night"},
    "end": {"event": "Trivia night"},
    "cancel": {"event": "Trivia night"},
    "list": {},
    "show": {"event": "Trivia night"},
    "rsvp": {"event": "Trivia night", "answer": "going"},
}


async def test_while_the_database_is_away_every_command_says_so_to_the_one_who_asked(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira = await staff(scene)
        async with scene.without_database(tmp_path):
            answers = await asyncio.gather(
                *(
                    answer_to(scene.discord, scene.general, mira, f"event {command}", **options)
                    for command, options in ALL.items()
                )
            )
    for answer in answers:
        assert "The database does not answer" in answer.text
        assert answer.only_they_see_it


async def test_a_command_that_came_too_late_to_be_acknowledged_is_not_done(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        mira, event = await staff(scene), await scene.plan()
        scene.discord.rest_answers(404, matching="/callback", code=10062)
        await scene.discord.runs(scene.general, mira, "event cancel", {"event": "Trivia night"})
        refused = "POST /interactions/{interaction}/{token}/callback"
        await until(lambda: scene.discord.rest.asked(refused) == 1)
        again = await answer_to(scene.discord, scene.general, mira, "event show", event="Trivia night")
        assert "cancelled" not in again.text
        assert (await scene.event(event)).status == "planned"


async def test_a_number_that_is_no_event_is_not_found(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        for number in ("7", "9999999999999999999", "99999999999999999999999"):
            answer = await answer_to(
                scene.discord, scene.general, scene.people[0], "event show", event=number
            )
            assert "no such event" in answer.text


async def test_a_weekly_event_is_on_the_calendar_for_weeks_and_does_not_fill_discord(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        mira = await staff(scene)
        answer = await answer_to(
            scene.discord,
            scene.general,
            mira,
            "event create",
            title="Game night",
            when="tomorrow 20:00",
            repeats="weekly",
        )
        assert "Planned." in answer.text
        await until(lambda: len(scene.listed) == 2 and scene.written)
        async with scene.ask.store.reading(scene.inn.id) as work:
            planned = await work.events.alive()
        assert len(planned) >= 8
        other = await scene.plan("Raid")
        await scene.until_told(other, "announcement")  # whatever was due before has been told by then
        assert (len(scene.listed), len(scene.written)) == (3, 2)
