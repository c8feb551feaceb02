"""Answers to interactions: one within three seconds, then fifteen minutes for the rest."""

from datetime import datetime, timedelta
from typing import Any

import attrs

from tests.loopback.payloads.people import Json, instant, user
from tests.loopback.rest.asked import Asked
from tests.loopback.rest.refusals import Refusal, unknown
from tests.loopback.world.things import Channel, Member

FIRST_ANSWER_WITHIN = timedelta(seconds=3)
TOKEN_LIVES = timedelta(minutes=15)
WITH_A_MESSAGE = {4, 5, 6, 7}


@attrs.define(kw_only=True, eq=False)
class Interaction:
    """Something that a member asked of the bot, and all that the bot answered."""

    id: int
    token: str
    at: datetime
    channel: Channel
    member: Member
    name: str
    answer: Json | None = None
    answered_at: datetime | None = None
    edits: list[Json] = attrs.field(factory=list)
    followups: list[Json] = attrs.field(factory=list)


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
        one.answer, one.answered_at = asked.body, now
        if asked.query.get("with_response", "false").lower() not in ("1", "true"):
            return None
        return self._answered(asked, one)

    def _answered(self, asked: Asked, one: Interaction) -> Json:
        assert one.answer is not None
        kind, data = one.answer["type"], one.answer.get("data") or {}
        told: Json = {"id": str(one.id), "type": 2}
        resource: Json = {"type": kind}
        if kind in WITH_A_MESSAGE:
            ephemeral = bool((data.get("flags") or 0) & 64)
            written = _message(asked, one, data)
            told |= {
                "response_message_id": written["id"],
                "response_message_loading": kind == 5,
                "response_message_ephemeral": ephemeral,
            }
            resource["message"] = written
        return {"interaction": told, "resource": resource}

    def original(self, asked: Asked) -> Json:
        one = self._by_token(asked)
        return _message(asked, one, one.edits[-1] if one.edits else (one.answer or {}).get("data") or {})

    def edit(self, asked: Asked) -> Json:
        one = self._by_token(asked)
        one.edits.append(asked.body)
        return _message(asked, one, asked.body)

    def delete(self, asked: Asked) -> None:
        self._by_token(asked)

    def follow_up(self, asked: Asked) -> Json:
        one = self._by_token(asked)
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
