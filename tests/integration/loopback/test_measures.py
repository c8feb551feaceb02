"""What Discord would refuse of a bot's answers and definitions, the loopback refuses too."""

from typing import Any

import pytest

from tests.loopback.rest.refusals import Refusal
from tests.loopback.rest.writing import forms

FIELD = {"name": "n", "value": "v"}
BUTTON = {"type": 2, "style": 1, "label": "press", "custom_id": "x"}
OPTION = {"type": 3, "name": "window", "description": "of which time"}


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"content": "x" * 2001},
        {"embeds": [{"title": "t"}] * 11},
        {"embeds": [{"title": "t" * 257}]},
        {"embeds": [{"description": "d" * 4097}]},
        {"embeds": [{"fields": [FIELD] * 26}]},
        {"embeds": [{"fields": [FIELD | {"value": ""}]}]},
        {"embeds": [{"description": "d" * 3001}, {"description": "d" * 3000}]},
        {"content": "x", "components": [{"type": 1, "components": [BUTTON]}] * 6},
        {"content": "x", "components": [{"type": 1, "components": [BUTTON] * 6}]},
        {"content": "x", "components": [{"type": 1, "components": [BUTTON | {"custom_id": "x" * 101}]}]},
    ],
)
def test_a_message_that_is_empty_or_too_long_is_refused(message: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        forms.message(message)


def test_a_message_that_fits_is_taken() -> None:
    forms.message({"content": "x" * 2000})
    forms.message({"embeds": [{"title": "t" * 256, "description": "d" * 4096, "fields": [FIELD] * 25}]})
    forms.message({"content": "x", "components": [{"type": 1, "components": [BUTTON] * 5}] * 5})
    forms.message({}, files=1)


@pytest.mark.parametrize(
    "command",
    [
        {"name": "Leader Board", "description": "d"},
        {"name": "x" * 33, "description": "d"},
        {"name": "rank", "description": ""},
        {"name": "rank", "description": "d" * 101},
        {"name": "rank", "description": "d", "options": [OPTION] * 26},
        {"name": "rank", "description": "d", "options": [OPTION, OPTION | {"name": "x", "required": True}]},
        {"name": "rank", "description": "d", "options": [OPTION | {"choices": [FIELD] * 26}]},
        {
            "name": "rank",
            "description": "d",
            "options": [OPTION | {"choices": [FIELD], "autocomplete": True}],
        },
        {"name": "rank", "description": "d", "default_member_permissions": "manage"},
    ],
)
def test_a_command_that_discord_would_not_register_is_refused(command: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        forms.command(command)


def test_a_command_that_discord_registers_is_taken() -> None:
    forms.command({"name": "rank", "description": "d", "options": [OPTION | {"choices": [FIELD] * 25}]})
