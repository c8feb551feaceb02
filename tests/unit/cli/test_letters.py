"""Dead letters: listed with their reasons, shown without any text, tried again after the mend."""

import json
from datetime import timedelta

import pytest

from domain.community.log.letters import Unreadable
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message

EARLY = TIME_ZERO + 3 * DAY


@pytest.fixture
def parked(community_os, do):
    """One message from the future, and one record of no readable guild."""
    future = a_message(EARLY, number=1)
    nowhere = Unreadable(
        source="ndjson", reason="unreadable", detail="guild: an id is a whole number", length=9
    )
    do(community_os.record([future, a_message(number=2), nowhere]))
    return community_os


def test_letters_are_listed_with_their_reasons(parked):
    found = json.loads(parked("dead-letters", "list", "--json").out)
    assert found["total"] == 2
    assert found["by_reason"] == {"in_the_future": 1, "unreadable": 1}
    assert {letter["guild"] for letter in found["letters"]} == {str(GUILD), None}
    shown = parked("dead-letters", "list").out
    assert "check the sender's clock" in shown


def test_the_letters_of_one_guild_are_its_own(parked):
    found = json.loads(parked("dead-letters", "list", "--guild", str(GUILD), "--json").out)
    assert [letter["reason"] for letter in found["letters"]] == ["in_the_future"]


def test_a_letter_is_shown_by_its_id(parked):
    listed = json.loads(parked("dead-letters", "list", "--json").out)["letters"]
    for letter in listed:
        shown = json.loads(parked("dead-letters", "show", letter["id"], "--json").out)
        assert shown == letter
        assert letter["reason"] in parked("dead-letters", "show", letter["id"]).out


def test_a_letter_is_told_in_words(parked):
    listed = json.loads(parked("dead-letters", "list", "--json").out)["letters"]
    for letter in listed:
        shown = parked("dead-letters", "show", letter["id"]).out
        assert "None" not in shown
        assert "state        still waits; `community-os dead-letters replay` tries it again\n" in shown
    (nowhere,) = [letter for letter in listed if letter["guild"] is None]
    shown = parked("dead-letters", "show", nowhere["id"]).out
    assert "guild        none could be read\n" in shown
    assert "record       nothing of it was kept\n" in shown
    assert "length       9 bytes\n" in shown


def test_a_letter_that_landed_says_when(parked):
    listed = json.loads(parked("dead-letters", "list", "--json").out)["letters"]
    (early,) = [letter for letter in listed if letter["reason"] == "in_the_future"]
    parked.clock.at = EARLY + timedelta(hours=1)
    parked("dead-letters", "replay")
    shown = parked("dead-letters", "show", early["id"]).out
    assert "state        landed at 2026-03-05T13:00:00Z\n" in shown


def test_a_wrong_id_is_told_what_an_id_looks_like(parked):
    ended = parked("dead-letters", "show", "abc")
    assert ended.code == 2
    assert "32 characters of 0-9 and a-f" in ended.err


@pytest.mark.parametrize(("letter", "code"), [("zz", 2), ("00", 2), ("00" * 16, 3)])
def test_an_id_of_no_letter_is_refused(parked, letter, code):
    assert parked("dead-letters", "show", letter).code == code


def test_a_mended_letter_lands_once_and_the_others_wait_on(parked):
    assert parked("dead-letters", "replay").out == "0 landed, 2 still wait.\n"
    parked.clock.at = EARLY + timedelta(hours=1)
    assert parked("dead-letters", "replay").out == "1 landed, 1 still waits.\n"
    assert parked("dead-letters", "replay").out == "0 landed, 1 still waits.\n"
    found = json.loads(parked("tally", "--json").out)
    assert (found["total_events"], found["dead_letters"]) == (2, 1)


def test_trying_letters_again_makes_no_second_letter_of_one(parked):
    for _ in range(3):
        parked("dead-letters", "replay")
    assert json.loads(parked("dead-letters", "list", "--json").out)["total"] == 2


def test_no_letters_is_good_news(community_os):
    assert community_os("dead-letters", "list").out == "No dead letters.\n"
