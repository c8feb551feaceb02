"""What holds of every command there is, now and later: tried on each by its own definition."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from adapters.discord.commands import CONTENTS
from adapters.discord.commands.frame.refusals import AWAY
from tests.integration.answering.asking import answer_to, told
from tests.integration.answering.conftest import Stage, Staged
from tests.integration.hearing.gateway.bots import a_bot, settings_for, until
from tests.loopback import loopback

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, NUMBER = 3, 4, 5, 6, 7, 8, 10

Definition = Mapping[str, Any]


def leaves(command: Definition, above: str = "") -> Iterator[tuple[str, list[Definition]]]:
    """Every command that can be run, by its full name, with its options."""
    name = f"{above} {command['name']}".strip()
    below = [one for one in command.get("options") or () if one["type"] in (1, 2)]
    for one in below:
        yield from leaves(one, name)
    if not below:
        yield name, command.get("options") or []


def given(stage: Stage, options: list[Definition]) -> dict[str, Any]:
    """A value for each option that has to be given."""
    return {one["name"]: _value(stage, one) for one in options if one.get("required")}


def _value(stage: Stage, option: Definition) -> Any:
    if option.get("choices"):
        return option["choices"][0]["value"]
    return {
        STRING: "x",
        INTEGER: option.get("min_value", 1),
        NUMBER: option.get("min_value", 1),
        BOOLEAN: True,
        USER: stage.mira,
        CHANNEL: stage.general,
        ROLE: stage.inn.roles[stage.inn.id],
    }[option["type"]]


async def definitions(stage: Stage) -> list[tuple[str, list[Definition]]]:
    tree = stage.bot.desk.registering.tree
    assert tree is not None
    return [leaf for command in tree.payload() for leaf in leaves(command)]


async def test_without_a_database_each_is_acknowledged_at_once_and_told_plainly_and_alone(
    staged: Staged,
) -> None:
    async with staged(away=True, contents=CONTENTS) as stage:
        asked = {
            name: await stage.discord.runs(stage.general, stage.mira, name, given(stage, options))
            for name, options in await definitions(stage)
        }
        for name, one in asked.items():
            answer = await stage.told(one)
            assert answer.text == AWAY, name
            assert answer.only_they_see_it, name
        await until(lambda: len(stage.bot.runs()) == len(asked))
        assert {run.details["command"] for run in stage.bot.runs()} == {
            name.replace(" ", ".") for name in asked
        }
        assert {run.details["error"] for run in stage.bot.runs()} == {"Unavailable"}


async def test_each_that_comes_too_late_is_not_done_and_recorded_as_too_late(staged: Staged) -> None:
    async with staged(contents=CONTENTS) as stage:
        found = await definitions(stage)
        stage.discord.rest_answers(404, times=len(found), matching="/callback", code=10062)
        for name, options in found:
            await stage.discord.runs(stage.general, stage.mira, name, given(stage, options))
        await until(lambda: len(stage.bot.runs()) == len(found))
        assert {run.details["error"] for run in stage.bot.runs()} == {"TooLate"}


async def test_each_that_is_told_twice_is_answered_once(staged: Staged) -> None:
    async with staged(contents=CONTENTS) as stage:
        found = await definitions(stage)
        stage.discord.repeat_on_resume(10 * len(found))
        asked = [
            await stage.discord.runs(stage.general, stage.mira, name, given(stage, options))
            for name, options in found
        ]
        for one in asked:
            await told(stage.discord, one)
        await stage.discord.drop_connection()
        await until(lambda: stage.discord.resumes == 1)
        await until(lambda: len(stage.bot.runs()) == len(found))
        assert stage.discord.rest.asked("POST /interactions/{interaction}/{token}/callback") == len(found)


async def test_nothing_that_anybody_is_told_reaches_a_channel(staged: Staged) -> None:
    async with staged(contents=CONTENTS) as stage:
        staff = stage.discord.role(stage.inn, "staff", permissions=1 << 5)
        stage.mira.roles.append(staff)
        for name, options in await definitions(stage):
            one = await stage.discord.runs(stage.general, stage.mira, name, given(stage, options))
            await stage.told(one)
            assert not one.seen_by_others, name
            for said in [*one.edits, (one.answer or {}).get("data") or {}]:
                assert said.get("allowed_mentions", {"parse": []}) == {"parse": []}, name
        assert not stage.general.messages


async def test_each_answers_a_stranger_of_whom_nothing_was_recorded_in_words(staged: Staged) -> None:
    async with staged(contents=CONTENTS) as stage:
        stranger = stage.discord.member(stage.inn, "stranger")
        for name, options in await definitions(stage):
            one = await stage.discord.runs(stage.general, stranger, name, given(stage, options))
            await stage.told(one)
        await until(lambda: len(stage.bot.runs()) == len(stage.discord.rest.interactions.asked))
        ours = {"Refused", "NotFound", "Invalid", "Conflict", "OverLimit", None}
        assert {run.details.get("error") for run in stage.bot.runs()} <= ours


async def test_commands_are_there_as_before_after_a_restart(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn, "mira")
        settings = settings_for(discord, tmp_path)
        for _ in range(2):
            async with a_bot(settings):
                await discord.connected()
                answer = await answer_to(discord, general, mira, "help")
                assert "/leaderboard" in answer.text
                assert "/setup" not in answer.text, "that is for staff"


async def test_what_discord_hides_from_members_is_refused_to_them_by_the_policy_too(staged: Staged) -> None:
    async with staged(contents=CONTENTS) as stage:
        tree = stage.bot.desk.registering.tree
        assert tree is not None
        hidden = [one for one in tree.payload() if one.get("default_member_permissions") is not None]
        assert {one["name"] for one in hidden} >= {"setup"}
        for name, options in [leaf for command in hidden for leaf in leaves(command)]:
            answer = await stage.ask(name, **given(stage, options))
            assert "staff" in answer.text, name
            assert answer.only_they_see_it, name
        await until(stage.bot.runs)
        assert {run.details["outcome"] for run in stage.bot.runs()} == {"denied"}
