"""What a form holds is read with care, and what will not do is said of its field."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.dash_ui.acts import Asked
from domain.kernel.errors import Invalid


def asked(**given: Any) -> Asked:
    return Asked(guild=7, given=given)


def test_a_field_that_is_empty_or_missing_is_nothing() -> None:
    empty = asked(text="  ", whole="", number=" ", moment="", many=[])
    assert empty.text("text") == empty.text("missing") == ""
    assert empty.whole("whole") is empty.number("number") is empty.moment("moment", "UTC") is None
    assert empty.many("many") == empty.ids("missing") == []
    assert not empty.yes("missing")
    assert empty.has("text")
    assert not empty.has("missing")


def test_what_is_written_is_read() -> None:
    full = asked(text=" a\r\nb ", whole="-15", number="0.5", many=["3", "4", "3"], yes=True)
    assert full.text("text") == "a\nb"
    assert (full.whole("whole"), full.number("number"), full.ids("many")) == (-15, 0.5, [3, 4])
    assert full.yes("yes")


def test_a_moment_is_of_the_zone_of_the_guild_right_across_a_change_of_clocks() -> None:
    winter, summer = asked(at="2026-03-28T20:00"), asked(at="2026-03-30T20:00")
    assert winter.moment("at", "Europe/Rome") == datetime(2026, 3, 28, 19, tzinfo=UTC)
    assert summer.moment("at", "Europe/Rome") == datetime(2026, 3, 30, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("read", "value", "words"),
    [
        ("text", 5, "f: write a text here"),
        ("text", "x" * 4001, "f: at most 4000 letters fit here; these are 4001"),
        ("yes", "on", "f: this is either on or off"),
        ("whole", "1.5", "f: write a whole number, such as 15"),
        ("whole", "\u0665", "f: write a whole number, such as 15"),
        ("whole", "9" * 20, "f: write a whole number, such as 15"),
        ("whole", True, "f: write a number here"),
        ("whole", [1], "f: write a number here"),
        ("number", "much", "f: write a number, such as 0.5"),
        ("number", "nan", "f: write a number, such as 0.5"),
        ("number", "1e999", "f: write a number, such as 0.5"),
        ("many", [1], "f: pick from the list"),
        ("many", ["x"] * 501, "f: at most 500 can be picked"),
        ("ids", ["-1"], "f: pick from the list"),
    ],
)
def test_what_will_not_do_is_refused_in_words_that_name_the_field(read: str, value: Any, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        getattr(asked(f=value), read)("f")
    assert str(refused.value) == words


def test_a_moment_that_is_none_is_refused() -> None:
    with pytest.raises(Invalid, match="at: pick a day and a time"):
        asked(at="tomorrow").moment("at", "UTC")


def test_what_is_needed_and_missing_says_what_it_is() -> None:
    with pytest.raises(Invalid, match="title: give the event a title"):
        asked(title=" ").needed("title", "give the event a title")
