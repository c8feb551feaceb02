"""One plain activity of each kind, and the same with something changed."""

from typing import Any

import attrs

from domain.community.log.activity import (
    EVENTS,
    MEMBER_LEFT,
    MESSAGE,
    REACTION,
    REACTIONS_SEEN,
    RSVPS,
    Activity,
)
from tests.builders.activities import (
    ROLE,
    TIME_ZERO,
    a_message,
    a_reaction,
    enters_voice,
    is_given,
    joins,
    leaves,
    leaves_voice,
    loses,
    of_event,
    reactions_seen,
    runs,
)

PLAIN = {
    MESSAGE: a_message(),
    REACTION: a_reaction(a_message()),
    REACTIONS_SEEN: reactions_seen(a_message(), 3),
    MEMBER_LEFT: leaves(TIME_ZERO),
    "member_joined": joins(TIME_ZERO),
    "voice_joined": enters_voice(TIME_ZERO),
    "voice_left": leaves_voice(TIME_ZERO),
    "command_run": runs("profile", error="TimeoutError", outcome="failed"),
    "role_given": is_given(ROLE, TIME_ZERO),
    "role_taken": loses(ROLE, TIME_ZERO),
    **{kind: of_event(kind, person=None) for kind in EVENTS},
    **{kind: of_event(kind) for kind in RSVPS},
}


def changed(kind: str, /, **changes: Any) -> Activity:
    return attrs.evolve(PLAIN[kind], **changes)
