"""top, guilds and tally: what people read and what programs parse."""

import json

import attrs
import pytest

from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message, a_person, a_reaction

OTHER = GUILD + 7


@pytest.fixture
def filled(community_os, do):
    ada, bo = a_person(1, name="Ada [bold]"), a_person(2, name="Bo \x1b[31m")
    do(
        community_os.record(
            [
                a_message(number=1, by=ada),
                a_message(number=2, by=ada),
                a_message(number=3, by=bo),
                a_reaction(a_message(number=1, by=ada), by=bo),
            ]
        )
    )
    return community_os


def test_top_in_json_has_ids_as_text_and_the_receipt_of_each_score(filled):
    ended = filled("top", "--json")
    assert (ended.code, ended.err) == (0, "")
    found = json.loads(ended.out)
    assert found["guild"]["id"] == str(GUILD)
    first, second = found["top"]
    assert (first["rank"], first["id"], first["name"]) == (1, a_person(1).id, "Ada [bold]")
    assert (first["score"], first["messages"], first["reactions"]) == (2.0, 2, 0)
    assert sum(part["points"] for part in second["receipt"]) == second["score"] == 1.5
    assert found["window"]["open"] is True


@pytest.fixture
def messages_only(community_os, do):
    """Nobody told who reacted, as with most exports."""
    do(community_os.record([a_message(number=1, by=a_person(1)), a_message(number=2, by=a_person(2))]))
    return community_os


def test_where_nobody_told_who_reacted_the_receipt_does_not_say_that_nobody_did(messages_only):
    out = messages_only("top").out
    assert "1 message x 1\n" in out
    assert "0 reactions" not in out
    assert "Who reacted is not known here" in out


def test_where_nobody_told_who_reacted_json_has_null_and_the_same_names(messages_only):
    found = json.loads(messages_only("top", "--json").out)
    assert found["heard"]["reactors_known"] is False
    for each in found["top"]:
        assert (each["messages"], each["reactions"]) == (1, None)
        written, given = each["receipt"]
        assert written == {"what": "messages", "count": 1, "weight": 1.0, "points": 1.0}
        assert given == {"what": "reactions given", "count": None, "weight": 0.5, "points": None}


def test_where_reactions_were_told_a_member_without_any_has_none(filled):
    first, second = json.loads(filled("top", "--json").out)["top"]
    assert [part["count"] for part in first["receipt"]] == [2, 0]
    assert [part["count"] for part in second["receipt"]] == [1, 1]
    assert "1 message x 1 + 1 reaction given x 0.5" in filled("top").out


def test_nobody_is_said_to_have_reacted_or_not_where_that_was_not_told(messages_only):
    day = (TIME_ZERO - DAY).date().isoformat()
    assert "reacted" not in messages_only("top", "--window", f"{day}..{day}").out


def test_tally_says_what_people_did_as_far_as_it_was_told(messages_only, do):
    assert "2 activities from" in messages_only("tally").out
    assert "2 people wrote;" in messages_only("tally").out
    do(messages_only.record([a_reaction(a_message(number=1, by=a_person(1)), by=a_person(2))]))
    assert "2 people wrote or reacted;" in messages_only("tally").out


def test_one_is_told_in_the_singular(community_os, do):
    do(community_os.record([a_message()]))
    assert "1 member has a score" in community_os("top").out
    day = TIME_ZERO.date().isoformat()
    assert "(1 day, UTC" in community_os("top", "--window", f"{day}..{day}").out
    tally = community_os("tally").out
    assert "1 activity from" in tally
    assert "1 person wrote;" in tally


def test_names_are_shown_as_text_and_move_no_cursor(filled):
    out = filled("top").out
    assert "Ada [bold]" in out
    assert "\x1b[31m" not in out


def test_as_of_answers_for_an_earlier_day(filled):
    day_before = (TIME_ZERO - DAY).date().isoformat()
    ended = filled("top", "--window", "7d", "--as-of", day_before, "--json")
    assert json.loads(ended.out)["top"] == []
    assert json.loads(ended.out)["window"]["last"] == day_before


@pytest.mark.parametrize(
    "arguments",
    [
        ("--window", "soon"),
        ("--as-of", "yesterday"),
        ("--guild", "me"),
        ("--window", "2026-03-09..2026-03-01"),
    ],
)
def test_a_wrong_window_day_or_guild_ends_with_2_and_says_what_to_write(filled, arguments):
    ended = filled("top", *arguments)
    assert ended.code == 2
    assert arguments[1] in ended.err or "id" in ended.err


def test_without_any_guild_there_is_a_way_to_begin(community_os):
    ended = community_os("top")
    assert ended.code == 3
    assert "import discord-export" in ended.err


def test_with_several_guilds_one_has_to_be_named_and_all_are_listed(filled, do):
    do(filled.record([a_message(number=9, guild=OTHER)]))
    ended = filled("top")
    assert ended.code == 2
    assert str(GUILD) in ended.err
    assert str(OTHER) in ended.err
    assert filled("top", "--guild", str(OTHER), "--json").code == 0
    assert filled("top", "--guild", "5").code == 3


def test_guilds_are_listed_with_what_is_known_of_them(filled):
    (guild,) = json.loads(filled("guilds", "--json").out)["guilds"]
    assert guild["id"] == str(GUILD)
    assert guild["members"] == 2
    assert guild["time_zone"] == "UTC"
    assert guild["last_activity"].endswith("Z")
    assert str(GUILD) in filled("guilds").out


def test_tally_is_what_another_source_is_reconciled_with(filled, do):
    do(filled.record([a_message(number=1, by=a_person(1)), attrs.evolve(a_message(number=4), kind="poem")]))
    found = json.loads(filled("tally", "--json").out)
    day = TIME_ZERO.date().isoformat()
    assert found == {
        "users": {
            a_person(1).id: {"messages": 2, "reactions": 0, "score": 2.0},
            a_person(2).id: {"messages": 1, "reactions": 1, "score": 1.5},
        },
        "total_events": 4,
        "dead_letters": 1,
        "by_day": {day: 4},
        "by_kind": {"message": 3, "reaction": 1},
    }


def test_tally_counts_bots_as_events_and_not_as_people(filled, do):
    do(filled.record([a_message(number=5, by=a_person(3, bot=True))]))
    found = json.loads(filled("tally", "--json").out)
    assert found["total_events"] == 5
    assert a_person(3).id not in found["users"]


def test_tally_without_a_guild_counts_every_guild(filled, do):
    do(filled.record([a_message(number=9, guild=OTHER, by=a_person(1))]))
    everything, one = (
        json.loads(filled("tally", "--json", *more).out) for more in ((), ("--guild", str(OTHER)))
    )
    assert everything["total_events"] == 5
    assert everything["users"][a_person(1).id]["messages"] == 3
    assert one["total_events"] == 1


def test_tally_of_nothing_is_nothing(community_os):
    found = json.loads(community_os("tally", "--json").out)
    assert found == {"users": {}, "total_events": 0, "dead_letters": 0, "by_day": {}, "by_kind": {}}


def test_tally_uses_utc_days_whatever_the_guild_says(filled):
    assert filled("settings", "set", "time_zone=Pacific/Auckland").code == 0
    found = json.loads(filled("tally", "--json").out)
    assert list(found["by_day"]) == [TIME_ZERO.date().isoformat()]
