"""Details that are words: each has a form that leaves no room for a text, and belongs to few kinds."""

import re
from collections.abc import Mapping
from typing import Any, Final

import attrs

from domain.community.log.activity import (
    COMMAND_RUN,
    EVENTS,
    INVITE_CREATED,
    MEMBER_JOINED,
    ROLE_GIVEN,
    ROLE_TAKEN,
    RSVPS,
)
from domain.kernel.ids import MAX_ID

WAYS_OUT: Final = ("left", "kicked", "banned")
OUTCOMES: Final = ("ok", "failed", "denied")
ANSWERS: Final = ("going", "interested", "not")
"""What a person can say of an event by a button; Discord's own interest says none of these words."""


@attrs.frozen(kw_only=True)
class Word:
    """One such detail: its form, and the reason why anything else is parked.

    It belongs to these `kinds`, or to any; `lower` words have no capital letters; a number is at most
    `most`. `schema` says the form in JSON Schema, as near as that can.
    """

    kinds: frozenset[str] | None = None
    form: re.Pattern[str]
    reason: str
    meaning: str
    schema: Mapping[str, Any]
    lower: bool = False
    most: int | None = None

    def fits(self, kind: str | None, value: object) -> bool:
        """Whether an activity of that kind may have it."""
        return (
            (self.kinds is None or kind in self.kinds)
            and isinstance(value, str)
            and self.form.fullmatch(value) is not None
            and not (self.lower and value != value.lower())
            and not (self.most is not None and int(value) > self.most)
        )


def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words))


_NAME: Final = r"[-'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}"
_OPTION: Final = r"[-_a-z0-9]{1,32}(=[-_.a-z0-9]{1,24})?"

WORDS: Final[Mapping[str, Word]] = {
    "how": Word(
        form=_one_of(WAYS_OUT),
        reason="bad_way_out",
        meaning="how somebody left is none of left, kicked, banned",
        schema={"enum": list(WAYS_OUT)},
    ),
    # Discord reference, "Application Command Naming": letters and numbers of any script, - _ and '.
    "command": Word(
        kinds=frozenset({COMMAND_RUN}),
        form=re.compile(rf"{_NAME}(\.{_NAME}){{0,2}}"),
        lower=True,
        reason="bad_command",
        meaning="the command is no name of a slash command: one word of small letters, at most 32, and its "
        "subcommands each behind a point",
        schema={"type": "string", "pattern": r"^[^\s/]{1,98}$"},
    ),
    "options": Word(
        kinds=frozenset({COMMAND_RUN}),
        form=re.compile(rf"{_OPTION}(,{_OPTION}){{0,11}}"),
        reason="bad_options",
        meaning="the options are more than names, and the values of numbers and choices: window=7d,member",
        schema={"type": "string", "pattern": r"^[^\s]{1,400}$"},
    ),
    "outcome": Word(
        kinds=frozenset({COMMAND_RUN}),
        form=_one_of(OUTCOMES),
        reason="bad_outcome",
        meaning="how a command ended is none of ok, failed, denied",
        schema={"enum": list(OUTCOMES)},
    ),
    "error": Word(
        kinds=frozenset({COMMAND_RUN}),
        form=re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,63}"),
        reason="bad_error",
        meaning="the error is more than the name of its type, such as TimeoutError",
        schema={"type": "string", "pattern": r"^[A-Za-z_][A-Za-z0-9_.]{0,63}$"},
    ),
    "invite": Word(
        kinds=frozenset({MEMBER_JOINED, INVITE_CREATED}),
        form=re.compile(r"[A-Za-z0-9-]{2,32}"),
        reason="bad_invite",
        meaning="the invite is no code of Discord, or stands where nobody joined and none was made",
        schema={"type": "string", "pattern": r"^[A-Za-z0-9-]{2,32}$"},
    ),
    "starts": Word(
        kinds=EVENTS,
        form=re.compile(r"2[0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z"),
        reason="bad_start",
        meaning="when an event is to begin is no time such as 2026-03-14T18:00:00Z, or stands elsewhere",
        schema={"type": "string", "format": "date-time"},
    ),
    "answer": Word(
        kinds=RSVPS,
        form=_one_of(ANSWERS),
        reason="bad_answer",
        meaning="what was answered is none of going, interested, not, or stands where nobody answers",
        schema={"enum": list(ANSWERS)},
    ),
    "role": Word(
        kinds=frozenset({ROLE_GIVEN, ROLE_TAKEN}),
        form=re.compile(r"[1-9][0-9]{0,18}"),
        most=MAX_ID,
        reason="bad_role",
        meaning="it does not say which role: its id in digits",
        schema={"type": "string", "pattern": "^[0-9]{1,19}$"},
    ),
}

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    COMMAND_RUN: ("command", "outcome"),
    ROLE_GIVEN: ("role",),
    ROLE_TAKEN: ("role",),
    INVITE_CREATED: ("invite",),
}
"""Without these words an activity of that kind says nothing."""
