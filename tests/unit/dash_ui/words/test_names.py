"""Whatever a name holds, it is shown on one line and in the order in which it was written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.dash_ui.components.people import called
from adapters.dash_ui.names import NAMELESS, legible

TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


@given(st.text())
def test_no_name_turns_the_words_around_or_breaks_a_line(name: str) -> None:
    shown = legible(name)
    assert shown
    assert not [letter for letter in shown if unicodedata.bidirectional(letter) in TURNING]
    assert not [letter for letter in shown if unicodedata.category(letter) in ("Cc", "Zl", "Zp")]
    assert legible(shown) == shown


@pytest.mark.parametrize(
    "name", ["Livia Drusilla", "مُدير المجتمع", "👩\u200d🚀", "\u200fשלום", "<b>&amp;", "@everyone"]
)
def test_a_name_without_tricks_stays_as_it_is(name: str) -> None:
    assert legible(name) == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [("\u202enimda", "nimda"), ("a\u2066b\u2069c", "abc"), ("two\r\nlines", "two lines"), ("\x00x\x9b", "x")],
)
def test_what_would_deceive_is_gone(name: str, shown: str) -> None:
    assert legible(name) == shown


@pytest.mark.parametrize(
    "name", ["", " ", "\u202e", "\x00\x1f", "\u200b\u200b", "\u3164", "\u200f \u200d", "\u2800\ufe0f"]
)
def test_a_name_of_nothing_is_said_to_be_none(name: str) -> None:
    assert legible(name) == NAMELESS


def test_a_name_and_its_hint_are_both_legible() -> None:
    shown = called("\u202enimda")
    assert (shown.children, shown.title) == ("nimda", "nimda")
