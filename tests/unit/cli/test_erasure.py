"""Forgetting somebody: looked up first, shown with their name, and done only after a yes."""

import io
import json

import pytest

from tests.builders.activities import DAY, a_message, a_person

ADA = a_person(1, name="Ada\u202e")


class Terminal(io.StringIO):
    """Somebody types there."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def filled(community_os, do):
    bot = a_person(3, name="Beep", bot=True)
    do(
        community_os.record(
            [
                a_message(by=ADA),
                a_message(number=1, by=ADA),
                a_message(number=2, by=a_person(2)),
                a_message(number=3, by=bot),
            ]
        )
    )
    return community_os


def is_known(community_os, person):
    return person.id in json.loads(community_os("tally", "--json").out)["users"]


def test_somebody_is_forgotten_and_their_totals_stay(filled):
    ended = filled("forget", ADA.id, "--yes")
    assert ended.code == 0
    assert "(1 id, 0 dead letters emptied)" in ended.out
    assert not is_known(filled, ADA)
    assert json.loads(filled("tally", "--json").out)["total_events"] == 4
    assert "Ada" not in filled("top").out


@pytest.mark.parametrize("more", [(), ("--yes",)])
def test_a_stranger_cannot_be_forgotten_and_nobody_is_asked(filled, more, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    ended = filled("forget", "123456", *more)
    assert (ended.code, ended.out) == (3, "")
    assert "Discord id" in ended.err
    assert "To be erased" not in ended.err


def test_the_question_names_the_person_what_goes_and_that_it_is_for_good(filled, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    ended = filled("forget", ADA.id)
    assert ended.code == 0
    assert f"Ada (Discord id {ADA.id}, member #0, 2 messages)" in ended.err
    assert "nothing brings them back" in ended.err
    assert not is_known(filled, ADA)


def test_the_messages_of_a_bot_are_not_told_as_none(filled, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    assert "Beep (Discord id 810000000000000003, member #2, a bot)" in filled("forget", "#2").err


def test_a_no_erases_nothing(filled, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    ended = filled("forget", ADA.id)
    assert ended.code == 130
    assert ended.err.endswith("Nothing was erased.\n")
    assert is_known(filled, ADA)


@pytest.mark.parametrize("said", ["", "y\n"])
def test_without_a_terminal_nobody_can_be_asked_and_the_way_out_is_told(filled, monkeypatch, said):
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    ended = filled("forget", "#0")
    assert ended.code == 2
    assert "`community-os forget '#0' --yes`" in ended.err
    assert is_known(filled, ADA)


def test_who_was_erased_before_is_not_named_again(filled, do, monkeypatch):
    filled("forget", ADA.id, "--yes")
    do(filled.record([a_message(number=4, by=ADA), a_message(filled.clock.at + 3 * DAY, by=ADA)]))
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    ended = filled("forget", ADA.id)
    assert "Erased member (no Discord id, member #0, 3 messages)" in ended.err
    assert "(0 ids, 0 dead letters emptied)" in ended.out
