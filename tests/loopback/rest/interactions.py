"""Answers to interactions: one within three seconds, then fifteen minutes for the rest."""

from datetime import datetime, timedelta
from typing import Any

import attrs

from tests.loopback.payloads.people import Json, instant, user
from tests.loopback.rest.asked import Asked
from tests.loopback.rest.refusals import Refusal, invalid_form, unknown
from tests.loopback.rest.writing import forms
from tests.loopback.world.things import Channel, Member

FIRST_ANSWER_WITHIN = timedelta(seconds=3)
TOKEN_LIVES = timedelta(minutes=15)
MESSAGE, THINKING, LATER, UPDATE, SUGGESTIONS, FORM = 4, 5, 6, 7, 8, 9
WITH_A_MESSAGE = {MESSAGE, THINKING, LATER, UPDATE}
EPHEMERAL = 64
MAY_BE_ANSWERED = {
    2: {MESSAGE, THINKING, FORM},
    3: {MESSAGE, THINKING, LATER, UPDATE, FORM},
    4: {SUGGESTIONS},
    5: {MESSAGE, THINKING, LATER, UPDATE},
}
"""Which answers a command, a component, an autocompletion and a form may be given."""


@attrs.define(kw_only=True, eq=False)
class Interaction:
    """Something that a member asked of the bot, and all that the bot answered."""

    id: int
    token: str
    at: datetime
    channel: Channel
    member: Member
    name: str
    type: int = 2
    message: Json | None = None
    """That of a component that was pressed."""

    answer: Json | None = None
    answered_at: datetime | None = None
    edits: list[Json] = attrs.field(factory=list)
    followups: list[Json] = attrs.field(factory=list)
    files: dict[str, bytes] = attrs.field(factory=dict)
    """What came with the answer."""

    @property
    def seen_by_others(self) -> list[Json]:
        """Everything of the answer that anybody but the member can see."""
        answer = self.answer or {}
        kind, data = answer.get("type"), answer.get("data") or {}
        if kind in (LATER, UPDATE):
            public = not ((self.message or {}).get("flags", 0) & EPHEMERAL)
        else:
            public = kind in (MESSAGE, THINKING) and not (data.get("flags") or 0) & EPHEMERAL
        seen = [data, *self.edits] if public else []
        return seen + [one for one in self.followups if not (one.get("flags") or 0) & EPHEMERAL]


class Interactions:
    """All that were asked; each is answered once."""

    def __init__(self) -> None:
        self.asked: dict[int, Interaction] = {}

    def callback(self, asked: Asked) -> Json | None:
        one = self.asked.get(int(asked.path["interaction"]))
        now = asked.world.clock.now()
        if one is None or one.token != asked.path["token"] or now - one.at > FIRST_ANSWER_WITHIN:
            raise unknown("interaction", 10062)
        if one.answer is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        _must_fit(one, asked)
        one.answer, one.answered_at = asked.body, now
        one.files |= asked.files
        if asked.query.get("with_response", "false").lower() not in ("1", "true"):
            return None
        return self._answered(asked, one)

    def _answered(self, asked: Asked, one: Interaction) -> Json:
        assert one.answer is not None
        kind, data = one.answer["type"], one.answer.get("data") or {}
        told: Json = {"id": str(one.id), "type": one.type}
        resource: Json = {"type": kind}
        if kind in WITH_A_MESSAGE:
            written = _message(asked, one, data)
            told |= {
                "response_message_id": written["id"],
                "response_message_loading": kind == THINKING,
                "response_message_ephemeral": bool((data.get("flags") or 0) & EPHEMERAL),
            }
            resource["message"] = written
        return {"interaction": told, "resource": resource}

    def original(self, asked: Asked) -> Json:
        one = self._by_token(asked)
        return _message(asked, one, one.edits[-1] if one.edits else (one.answer or {}).get("data") or {})

    def edit(self, asked: Asked) -> Json:
        one = self._by_token(asked)
        forms.message(asked.body, files=len(asked.files))
        one.edits.append(asked.body)
        one.files |= asked.files
        return _message(asked, one, asked.body)

    def delete(self, asked: Asked) -> None:
        self._by_token(asked)

    def follow_up(self, asked: Asked) -> Json:
        one = self._by_token(asked)
        forms.message(asked.body, files=len(asked.files))
        one.followups.append(asked.body)
        return _message(asked, one, asked.body)

    def _by_token(self, asked: Asked) -> Interaction:
        now = asked.world.clock.now()
        for one in self.asked.values():
            if one.token == asked.path["token"]:
                if now - one.at > TOKEN_LIVES:
                    raise Refusal(401, 50027, "Invalid Webhook Token")
                if one.answer is None:
                    raise unknown("Webhook", 10015)
                return one
        raise unknown("Webhook", 10015)


def _must_fit(one: Interaction, asked: Asked) -> None:
    """Whether this kind of interaction may be answered so, and the answer is not too long."""
    kind, data = asked.body["type"], asked.body.get("data") or {}
    if kind not in MAY_BE_ANSWERED[one.type]:
        raise invalid_form(f"an interaction of type {one.type} cannot be answered by one of type {kind}")
    if kind in (MESSAGE, UPDATE):
        forms.message(data, files=len(asked.files))
    elif kind == SUGGESTIONS:
        forms.suggestions(data.get("choices") or ())
    elif kind == FORM:
        forms.modal(data)


def _message(asked: Asked, one: Interaction, data: dict[str, Any]) -> Json:
    return {
        "id": str(asked.world.ids.next()),
        "type": 20,
        "channel_id": str(one.channel.id),
        "author": user(asked.world.bot),
        "content": data.get("content") or "",
        "timestamp": instant(asked.world.clock.now()),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": data.get("embeds") or [],
        "components": data.get("components") or [],
        "pinned": False,
        "flags": data.get("flags") or 0,
        "webhook_id": str(asked.world.application),
        "application_id": str(asked.world.application),
    }
