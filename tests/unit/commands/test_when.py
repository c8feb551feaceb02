"""A time as people type it is read in the guild's own time zone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.commands.events.meant.when import read, shown, suggestions
from domain.kernel.errors import Invalid

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)  # a Saturday, 16:30 in Berlin


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("2026-11-24 20:00", "2026-11-24 20:00"),
        ("24.11.2026 20:00", "2026-11-24 20:00"),
        ("24.11. 8pm", "2026-11-24 20:00"),
        ("20:15", "2026-11-21 20:15"),
        ("9am", "2026-11-22 09:00"),
        ("today 12 am", "2026-11-21 00:00"),
        ("Tomorrow at 20:00", "2026-11-22 20:00"),
        ("friday 20:00", "2026-11-27 20:00"),
        ("Sat 20:00", "2026-11-28 20:00"),
        ("in 2 hours", "2026-11-21 18:30"),
        ("in 90 minutes", "2026-11-21 18:00"),
    ],
)
def test_what_people_type_is_read_as_they_mean_it(typed: str, local: str) -> None:
    assert shown(read(typed, NOW, BERLIN), BERLIN) == local


@pytest.mark.parametrize(
    "typed", ["", "soon", "friday", "25:00", "2026-13-01 20:00", "20", "13pm", "31.2. 20:00"]
)
def test_what_is_no_time_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(Invalid, match="tomorrow 20:00"):
        read(typed, NOW, BERLIN)


@pytest.mark.parametrize(
    ("typed", "words"), [("2020-01-01 10:00", "over already"), ("2126-01-01 10:00", "10 years ahead")]
)
def test_a_year_nobody_plans_in_is_called_what_it_is(typed: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        read(typed, NOW, BERLIN)
    assert not list(suggestions(typed, NOW, BERLIN)) and not list(suggestions(typed[:10], NOW, BERLIN))


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(Invalid, match="does not exist in Europe/Berlin"):
        read("2027-03-28 02:30", NOW, BERLIN)


@pytest.mark.parametrize("typed", ["", "fri", "tomorrow", "2026-11-24", "20:00"])
def test_what_is_suggested_lies_ahead_and_is_read_as_it_is_shown(typed: str) -> None:
    found = list(suggestions(typed, NOW, BERLIN))
    assert 1 <= len(found) <= 25
    for words, value in found:
        assert read(value, NOW, BERLIN) > NOW
        assert value.split()[1] in words


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_the_suggestions(typed: str) -> None:
    assert len(list(suggestions(typed, NOW, BERLIN))) <= 25
