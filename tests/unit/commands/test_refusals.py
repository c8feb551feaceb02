"""What goes wrong in a command is told in sentences, whoever wrote the words."""

import pytest

from adapters.discord.commands.frame.refusals import ended_by
from domain.kernel.errors import DomainError, Invalid, NotFound, Refused


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (NotFound("there is no such event"), "There is no such event."),
        (Invalid("minutes: a whole number is needed here, not 'a*b'"), None),
        (Refused("Only staff can change the settings."), "Only staff can change the settings."),
    ],
)
def test_a_refusal_is_a_sentence(problem: DomainError, words: str | None) -> None:
    told = ended_by(problem, "event show").words
    assert told == (words or "Minutes: a whole number is needed here, not 'a\\*b'.")
