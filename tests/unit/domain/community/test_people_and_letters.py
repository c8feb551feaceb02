"""How a member is shown, and which letters name somebody."""

from typing import Any

import pytest

from domain.community.log.letters import Letter, names_any
from domain.community.members import Member, initials, shown_name
from tests.builders.activities import GUILD, TIME_ZERO


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Lovelace", "AL"),
        ("ada", "AD"),
        ("a", "A"),
        ("Ada King Lovelace", "AK"),
        ("  ada   lovelace ", "AL"),
        ("42", "42"),
        ("-_- x -_-", "X"),
        ("(ada) [lovelace]", "AL"),
        ("Ünal Öz", "ÜÖ"),
        ("ßeta ŉu", "ßŉ"),
        ("🦜 Polly", "PO"),
        ("🦜", "?"),
        ("...", "?"),
        ("", "?"),
        (None, "?"),
        ("\u202eevil\u202c", "EV"),
        ("<b>x</b>", "BX"),
    ],
)
def test_initials_are_at_most_two_letters(name: str | None, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("member", "shown"),
    [
        (None, "Somebody"),
        (Member(member_no=3, name="Ada", bot=False, erased=False), "Ada"),
        (Member(member_no=3, name=None, bot=False, erased=False), "Member 3"),
        (Member(member_no=3, name="Ada", bot=False, erased=True), "Erased member"),
    ],
)
def test_a_page_shows_a_name_or_what_is_known_instead(member: Member | None, shown: str) -> None:
    assert shown_name(member) == shown


def letter(record: dict[str, Any] | None) -> Letter:
    return Letter(
        id=b"1" * 16,
        guild=GUILD,
        received_at=TIME_ZERO,
        source="ingest",
        format="envelope",
        reason="unknown_kind",
        detail="",
        record=record,
        length=0,
    )


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (None, False),
        ({}, False),
        ({"person": {"id": "81"}}, True),
        ({"person": {"id": 81}}, True),
        ({"id": "5:81:🎉"}, True),
        ({"a": [{"b": ["x", {"c": "81"}]}]}, True),
        ({"person": {"id": "7"}, "toward": {"id": "81"}}, True),
        ({"person": {"id": "7"}}, False),
        ({"person": {"id": None, "bot": True}}, False),
    ],
)
def test_a_letter_names_somebody_wherever_in_it_their_id_stands(
    record: dict[str, Any] | None, names: bool
) -> None:
    assert names_any(letter(record), ["81", ""]) is names
    assert not names_any(letter(record), [])
    assert not names_any(letter(record), [""])
