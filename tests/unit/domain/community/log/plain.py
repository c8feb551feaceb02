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
    UNDONE,
    Activity,
)
from tests.builders.activities import (
    ROLE,
    TIME_ZERO,
    a_message,
    a_reaction,
    an_activity,
    enters_voice,
    is_given,
    joins,
    leaves,
    leaves_voice,
    loses,
    message_id,
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
    "thread_created": an_activity("thread_created", channel=601, parent=501, person=None),
    "invite_created": an_activity("invite_created", person=None, details={"invite": "arena"}),
    "voice_state": an_activity("voice_state", details={"deaf": False, "muted": True}),
    **{kind: an_activity(kind, subject=message_id(), person=None) for kind in UNDONE},
    **{kind: of_event(kind, person=None) for kind in EVENTS},
    **{kind: of_event(kind) for kind in RSVPS},
}


def changed(kind: str, /, **changes: Any) -> Activity:
    return attrs.evolve(PLAIN[kind], **changes)
