"""Numbers that meet words."""

import pytest

from domain.kernel.words import agreeing, counted, is_or_are, was_or_were


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 members"), (1, "1 member"), (1.0, "1 member"), (1.5, "1.5 members"), (1200, "1,200 members")],
)
def test_what_is_counted_is_in_the_singular_where_there_is_one(count: float, text: str) -> None:
    assert counted(count, "member") == text


def test_words_have_their_own_plural() -> None:
    assert (counted(1, "person", "people"), counted(2, "person", "people")) == ("1 person", "2 people")
    assert agreeing("?", "person", "people") == "? people"


def test_a_verb_agrees_with_its_number() -> None:
    assert (is_or_are(1), is_or_are(2), was_or_were(1), was_or_were(0)) == ("is", "are", "was", "were")
