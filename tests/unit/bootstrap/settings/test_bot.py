"""The settings of the bot: one token, which guilds and shards, how far back; a token is never repeated."""

import pytest

from bootstrap.settings import TABLE, SettingsProblems, load

TOKEN = f"{'T' * 24}.{'o' * 6}.{'k' * 30}"


def problem_of(given: dict[str, str]) -> str:
    with pytest.raises(SettingsProblems) as raised:
        load(given)
    (problem,) = raised.value.problems
    return str(problem)


def test_without_a_token_the_bot_is_off_and_the_rest_has_its_defaults():
    settings = load({})
    assert settings.discord_token is None
    assert settings.guilds == ()
    assert (settings.discord_api, settings.discord_gateway) == (
        "https://discord.com/api/v10",
        "wss://gateway.discord.gg",
    )
    assert (settings.shard_count, settings.shards) == (None, ())
    assert (settings.backfill_days, settings.reactors_days) == (90, 28)


def test_the_token_is_read_under_the_name_that_every_bot_reads_and_never_shown():
    settings = load({"DISCORD_TOKEN": f" {TOKEN}\n"})
    assert settings.discord_token is not None
    assert settings.discord_token.reveal() == TOKEN
    assert TOKEN not in repr(settings)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (f"Bot {TOKEN}", "begins with the word Bot"),
        ("113266560123256832", "an id, not a token"),
        ("0123456789abcdef" * 4, "public key"),
        ("x" * 32, "client secret"),
        (f'"{TOKEN}"', "quotation marks"),
        (TOKEN.rpartition(".")[0], "a piece is missing"),
        *((each.example, "brackets") for each in TABLE if each.name == "DISCORD_TOKEN"),
    ],
)
def test_what_is_no_token_is_refused_with_what_it_seems_to_be_and_where_the_token_is(text, because):
    problem = problem_of({"DISCORD_TOKEN": text})
    assert problem.startswith("DISCORD_TOKEN: ")
    assert because in problem
    assert "Developer Portal" in problem
    assert text not in problem
    assert TOKEN not in problem


def test_a_token_under_our_own_prefix_is_not_read_and_said_so():
    (warning,) = load({"COMMUNITY_OS_DISCORD_TOKEN": TOKEN}).warnings
    assert "did you mean DISCORD_TOKEN?" in warning
    assert TOKEN not in warning


def test_guilds_are_ids_between_commas():
    given = "113266560123256832, 1132665601232568320,113266560123256832,"
    assert load({"COMMUNITY_OS_GUILDS": given}).guilds == (113266560123256832, 1132665601232568320)
    assert "Copy Server ID" in problem_of({"COMMUNITY_OS_GUILDS": "My Community"})


@pytest.mark.parametrize(
    ("text", "shards"), [("0", (0,)), ("0,1", (0, 1)), ("0-3", (0, 1, 2, 3)), ("5,0-1", (0, 1, 5))]
)
def test_shards_are_numbers_or_a_span_of_them(text, shards):
    given = {"COMMUNITY_OS_SHARDS": text, "COMMUNITY_OS_SHARD_COUNT": "6"}
    assert load(given).shards == shards


@pytest.mark.parametrize("text", ["one", "3-1", "-1", "0-99999", "1.5"])
def test_what_is_no_shard_is_refused(text):
    given = {"COMMUNITY_OS_SHARDS": text, "COMMUNITY_OS_SHARD_COUNT": "6"}
    assert "such as 0,1 or 0-3" in problem_of(given)


def test_some_shards_need_to_know_of_how_many():
    assert "without COMMUNITY_OS_SHARD_COUNT" in problem_of({"COMMUNITY_OS_SHARDS": "0"})
    given = {"COMMUNITY_OS_SHARDS": "0,2", "COMMUNITY_OS_SHARD_COUNT": "2"}
    assert "there is no shard 2 of 2" in problem_of(given)


def test_all_the_past_has_its_own_word():
    settings = load({"COMMUNITY_OS_BACKFILL_DAYS": "all", "COMMUNITY_OS_REACTORS_DAYS": "0"})
    assert (settings.backfill_days, settings.reactors_days) == (None, 0)
    assert "0 for none, or all" in problem_of({"COMMUNITY_OS_BACKFILL_DAYS": "three months"})


def test_another_discord_is_named_by_its_two_addresses():
    settings = load(
        {
            "COMMUNITY_OS_DISCORD_API": "http://127.0.0.1:18100/api/v10/",
            "COMMUNITY_OS_DISCORD_GATEWAY": "ws://127.0.0.1:18100/gateway",
        }
    )
    assert settings.discord_api == "http://127.0.0.1:18100/api/v10"
    assert settings.discord_gateway == "ws://127.0.0.1:18100/gateway"
    for wrong in ("discord.com", "wss://gateway.discord.gg", "https://", "http://[::1"):
        assert "begins with https://" in problem_of({"COMMUNITY_OS_DISCORD_API": wrong})
