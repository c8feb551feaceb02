"""The frame of all commands: acknowledged first, told to one person alone, recorded whatever happens."""

import asyncio

import pytest

from adapters.discord.commands import Patience
from adapters.discord.commands.frame.refusals import AWAY, OUTDATED, TOO_LATE
from domain.kernel.ids import snowflake_instant
from tests.integration.answering import trial
from tests.integration.answering.conftest import Stage, Staged
from tests.integration.hearing.gateway.bots import until


async def test_a_command_is_acknowledged_before_it_is_worked_on(staged: Staged) -> None:
    async with staged() as stage:
        asked = await stage.discord.runs(stage.general, stage.mira, "waits")
        await until(lambda: trial.ran)
        assert asked.answer == {"type": 5, "data": {"flags": 64}}
        assert not asked.edits
        trial.gate.set()
        told = await stage.told(asked)
        assert told.text == "The gate is open."
        assert told.only_they_see_it


@pytest.mark.parametrize(
    ("how", "outcome", "error", "words"),
    [
        ("refused", "denied", "Refused", "Only staff can do \\*this\\*, @\u200beveryone."),
        ("not_found", "failed", "NotFound", "There is no such event."),
        ("invalid", "failed", "Invalid", "Title: at most 100 characters."),
        ("conflict", "failed", "Conflict", "Bo ended it meanwhile."),
        ("over_limit", "failed", "OverLimit", "At most 500 events can be planned."),
        ("unavailable", "failed", "Unavailable", AWAY),
    ],
)
async def test_each_family_of_errors_is_told_in_words_and_recorded_by_its_name(
    staged: Staged, how: str, outcome: str, error: str, words: str
) -> None:
    async with staged() as stage:
        told = await stage.ask("fails", how=how, note="nobody may read this", times=3, loud=True)
        assert told.text == words
        assert told.only_they_see_it
        (run,) = await stage.recorded()
        latency = run.details["latency_ms"]
        assert isinstance(latency, int)
        assert run.details == {
            "command": "fails",
            "outcome": outcome,
            "error": error,
            "options": f"how={how},loud=true,note,times=3",
            "latency_ms": latency,
        }
        assert run.natural_id == str(told.one.id)
        assert run.occurred_at == snowflake_instant(told.one.id)
        assert run.person is not None
        assert (run.person.id, run.channel) == (str(stage.mira.id), stage.general.id)
        assert b"nobody may read this" not in b"".join(one.payload for one in stage.bot.records)


async def test_an_error_of_ours_is_told_by_a_reference_that_is_in_the_log(
    staged: Staged, caplog: pytest.LogCaptureFixture
) -> None:
    async with staged() as stage:
        told = await stage.ask("fails", how="unexpected")
        reference = told.text.partition("Reference ")[2][:8]
        assert reference in caplog.text
        assert "secret of somebody" not in told.text
        assert [one.details["error"] for one in await stage.recorded()] == ["KeyError"]


async def test_what_takes_too_long_is_told_as_an_absent_database(staged: Staged) -> None:
    async with staged(patience=Patience(work=0.1)) as stage:
        told = await stage.ask("waits")
        assert told.text == AWAY
        assert [one.details["error"] for one in await stage.recorded()] == ["TimeoutError"]


async def test_what_comes_too_late_to_be_acknowledged_is_not_done_and_is_recorded_so(
    staged: Staged,
) -> None:
    async with staged() as stage:
        stage.discord.rest_answers(404, matching="/callback", code=10062)
        asked = await stage.discord.runs(stage.general, stage.mira, "greets")
        await until(stage.bot.runs)
        assert [one.details["error"] for one in stage.bot.runs()] == ["TooLate"]
        assert asked.answer is None
        assert not trial.ran


async def test_an_answer_that_discord_no_longer_takes_is_recorded_as_lost(staged: Staged) -> None:
    async with staged() as stage:
        stage.discord.rest_answers(401, matching="@original", code=50027)
        await stage.discord.runs(stage.general, stage.mira, "greets")
        await until(stage.bot.runs)
        assert [one.details["error"] for one in stage.bot.runs()] == ["AnswerLost"]
        assert trial.ran == ["greets"]
        assert stage.bot.listener.state().phase == "listening"


@pytest.mark.parametrize("broken", ["/callback", "@original"])
async def test_an_answer_whose_line_broke_is_given_all_the_same_and_the_command_runs_once(
    staged: Staged, broken: str
) -> None:
    async with staged() as stage:
        stage.discord.loses_answers(broken)
        assert (await stage.ask("greets")).text == "Hello, mira!"
        assert [one.details["outcome"] for one in await stage.recorded()] == ["ok"]
        assert trial.ran == ["greets"]


async def test_who_would_see_thinking_for_ever_is_told_that_nothing_was_done(staged: Staged) -> None:
    async with staged(patience=Patience(acknowledge=0.3)) as stage:
        stage.discord.holds_answers("/callback")
        assert (await stage.ask("greets")).text == TOO_LATE
        assert not trial.ran


async def test_an_answer_that_discord_does_not_take_in_time_is_sent_once_more(staged: Staged) -> None:
    async with staged(patience=Patience(say=0.3)) as stage:
        stage.discord.holds_answers("@original")
        await stage.ask("greets")
        assert [one.details["outcome"] for one in await stage.recorded()] == ["ok"]


async def test_what_a_resume_tells_again_is_done_once(staged: Staged) -> None:
    async with staged() as stage:
        stage.discord.repeat_on_resume(5)
        await stage.ask("greets")
        await stage.discord.drop_connection()
        await until(lambda: stage.discord.resumes == 1)
        await stage.ask("greets")
        assert trial.ran == ["greets", "greets"]
        assert len(await stage.recorded(2)) == 2


async def test_what_another_process_answers_is_left_to_it(staged: Staged) -> None:
    async with staged() as stage:
        stage.discord.rest_answers(400, matching="/callback", code=40060)
        await stage.discord.runs(stage.general, stage.mira, "greets")
        await stage.ask("greets")
        assert trial.ran == ["greets"]
        assert len(await stage.recorded()) == 1


async def test_a_button_pressed_twice_is_answered_twice_after_a_restart_too(staged: Staged) -> None:
    async with staged() as stage:
        pressed = [await stage.discord.presses(stage.general, stage.mira, "trial:ring:3") for _ in range(2)]
        for one in pressed:
            told = await stage.told(one)
            assert told.text == "It rang 3 times."
            assert told.only_they_see_it
        assert not stage.bot.runs(), "what a button does is an activity of its own"


async def test_a_message_is_changed_in_place_only_where_nobody_else_sees_it(staged: Staged) -> None:
    async with staged() as stage:
        discord, general, mira = stage.discord, stage.general, stage.mira
        public = await discord.presses(general, mira, f"trial:ring:{trial.IN_PLACE}")
        assert (await stage.told(public)).only_they_see_it
        assert public.answer == {"type": 5, "data": {"flags": 64}}
        below = discord._of_the_bot(general, f"trial:ring:{trial.IN_PLACE}") | {"flags": 64}
        theirs = await discord.presses(general, mira, f"trial:ring:{trial.IN_PLACE}", message=below)
        await until(lambda: theirs.edits)
        assert theirs.answer == {"type": 6}
        assert not theirs.seen_by_others


async def test_a_button_that_nobody_knows_is_told_to_be_of_another_version(staged: Staged) -> None:
    async with staged() as stage:
        told = await stage.told(await stage.discord.presses(stage.general, stage.mira, "d41d8cd98f00"))
        assert told.text == OUTDATED
        assert told.only_they_see_it


async def test_a_command_that_is_no_more_is_told_to_be_of_another_version(staged: Staged) -> None:
    async with staged() as stage:
        told = await stage.ask("dance")
        assert told.text == OUTDATED
        assert [one.details["error"] for one in await stage.recorded()] == ["CommandNotFound"]


async def test_a_form_is_the_first_answer_and_is_answered_when_it_is_filled_in(staged: Staged) -> None:
    async with staged() as stage:
        asked = await stage.discord.runs(stage.general, stage.mira, "signs")
        await until(lambda: asked.answer)
        assert asked.answer is not None
        assert asked.answer["type"] == 9
        filled = await _fill(stage, asked.answer["data"]["custom_id"])
        assert filled == r"Page 7: I \_was\_ here"
        assert trial.ran == ["signs"]
        assert [one.details["outcome"] for one in await stage.recorded()] == ["ok"]


async def test_a_form_that_was_opened_before_a_restart_is_answered_after_it(staged: Staged) -> None:
    async with staged() as stage:
        assert await _fill(stage, "trial:sign:12") == r"Page 12: I \_was\_ here"
        assert trial.ran == ["signs"]


async def _fill(stage: Stage, custom_id: str) -> str:
    filled = await stage.discord.submits(stage.general, stage.mira, custom_id, {"line": "I _was_ here"})
    told = await stage.told(filled)
    assert told.only_they_see_it
    return told.text


async def test_suggestions_are_as_many_and_as_long_as_discord_takes(staged: Staged) -> None:
    async with staged() as stage:
        typed = await stage.discord.types(stage.general, stage.mira, "place find", "name", "old")
        await until(lambda: typed.answer)
        assert typed.answer is not None
        choices = typed.answer["data"]["choices"]
        assert (len(choices), choices[0]["value"]) == (25, "0")
        assert choices[0]["name"].startswith("old 0 !!!")
        broken = await stage.discord.types(stage.general, stage.mira, "place find", "name", "break")
        await until(lambda: broken.answer)
        assert broken.answer == {"type": 8, "data": {"choices": []}}
        assert not stage.bot.runs()


async def test_a_subcommand_is_recorded_by_its_full_name_and_nobody_by_their_id(staged: Staged) -> None:
    async with staged() as stage:
        oz = stage.discord.member(stage.inn, "o*z*")
        told = await stage.ask("place find", name="The [inn](http://x)", near=oz)
        assert told.text == r"The \[inn\]\(http\://x\) is near o\*z\*."
        (run,) = await stage.recorded()
        assert (run.details["command"], run.details["options"]) == ("place.find", "name,near")


async def test_a_reply_is_cut_to_what_discord_takes(staged: Staged) -> None:
    async with staged() as stage:
        told = await stage.ask("boasts")
        assert len(told.message["content"]) == 2000
        assert told.message["embeds"]
        assert [one.details["outcome"] for one in await stage.recorded()] == ["ok"]


async def test_without_a_store_everything_is_answered_at_once_and_plainly(staged: Staged) -> None:
    async with staged(away=True) as stage:
        discord, general, mira = stage.discord, stage.general, stage.mira
        asked = [
            await discord.runs(general, mira, "greets"),
            await discord.runs(general, mira, "signs"),
            await discord.presses(general, mira, "trial:ring:1"),
            await discord.submits(general, mira, "trial:sign:1", {"line": "x"}),
        ]
        for one in asked:
            told = await stage.told(one)
            assert told.text == AWAY
            assert told.only_they_see_it
        typed = await discord.types(general, mira, "place find", "name", "old")
        await until(lambda: typed.answer)
        assert typed.answer == {"type": 8, "data": {"choices": []}}
        assert not trial.ran
        assert [one.details["error"] for one in await stage.recorded(2)] == ["Unavailable", "Unavailable"]


async def test_who_is_being_answered_when_the_bot_stops_is_recorded(staged: Staged) -> None:
    async with staged(patience=Patience(stop=0.05)) as stage:
        attending = asyncio.create_task(stage.bot.desk.attend())
        await stage.discord.runs(stage.general, stage.mira, "waits")
        await until(lambda: trial.ran)
        attending.cancel()
        await asyncio.wait([attending])
        assert [one.details["error"] for one in stage.bot.runs()] == ["Stopped"]


async def test_guilds_that_the_bot_does_not_listen_to_are_not_answered(staged: Staged) -> None:
    async with staged() as stage:
        stage.bot.desk.guilds = frozenset({stage.inn.id})
        elsewhere = stage.discord.guild("Arena")
        await stage.discord.bot_is_added(elsewhere)
        room, oz = stage.discord.channel(elsewhere), stage.discord.member(elsewhere, "oz")
        unheard = await stage.discord.runs(room, oz, "greets")
        await stage.ask("greets")
        assert unheard.answer is None


@pytest.mark.slow
async def test_more_than_can_be_answered_at_once_are_not_answered_and_the_rest_is(staged: Staged) -> None:
    async with staged() as stage:
        stage.discord.clock.freeze()
        asked = [await stage.discord.runs(stage.general, stage.mira, "waits") for _ in range(310)]
        await until(lambda: len(trial.ran) == 300)
        trial.gate.set()
        assert len(await stage.recorded(300)) == 300
        assert sum(one.answer is not None for one in asked) == 300
        assert sum(bool(one.edits) for one in asked) == 300
        assert stage.discord.rest.invalid_requests < 99, "so many silence the bot"
        assert {one.details["outcome"] for one in stage.bot.runs()} == {"ok"}
        assert (await stage.ask("greets")).text == "Hello, mira!"
