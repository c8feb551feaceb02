"""Happenings as activities for the front door."""

from datetime import timedelta
from typing import Final

from adapters.simulation.telling.roster import Roster
from adapters.simulation.world.happening import Happening
from adapters.simulation.world.places import FIRST_CHANNEL, SOURCE
from domain.community.log.activity import (
    COMMAND_RUN,
    EVENTS,
    MEMBER_JOINED,
    MEMBER_LEFT,
    MESSAGE,
    REACTION,
    ROLES,
    RSVPS,
    Activity,
    Detail,
)
from domain.kernel.ids import DISCORD_EPOCH, snowflake_ms

WORDS: Final = {MEMBER_JOINED: "invite", MEMBER_LEFT: "how", **dict.fromkeys(ROLES, "role")}
"""What the word of such a happening says."""

_DISCORD_MS = snowflake_ms(0)


def activity(told: Happening, guild: int, roster: Roster, *, source: str = SOURCE) -> Activity:
    """The activity of that happening."""
    return Activity(
        guild=guild,
        kind=told.kind,
        natural_id=natural_id(told, roster),
        occurred_at=DISCORD_EPOCH + timedelta(milliseconds=told.ms - _DISCORD_MS),
        source=source,
        person=roster.people[told.person] if told.person >= 0 else None,
        channel=FIRST_CHANNEL + told.channel if told.channel >= 0 else None,
        subject=told.subject if told.subject >= 0 and told.kind != COMMAND_RUN else None,
        toward=roster.people[told.toward] if told.toward >= 0 else None,
        details=_details(told),
    )


def natural_id(told: Happening, roster: Roster) -> str:
    """What Discord calls it, as far as Discord calls it anything."""
    if told.kind in (MESSAGE, COMMAND_RUN):
        return str(told.subject)
    if told.kind in EVENTS:
        return f"{told.subject}:{told.ms}"
    who = roster.people[told.person].id
    if told.kind == REACTION:
        return f"{told.subject}:{who}:{told.word}"
    if told.kind in RSVPS:
        return f"{told.subject}:{who}:{told.ms}"
    return f"{who}:{told.word}:{told.ms}" if told.kind in ROLES else f"{who}:{told.ms}"


def _details(told: Happening) -> dict[str, Detail]:
    if told.kind == MESSAGE:
        return {
            "type": 19 if told.toward >= 0 else 0,
            "length": told.length,
            "attachments": told.attachments,
            "mentions": told.mentions,
        }
    if told.kind == REACTION:
        return {"emoji": told.word}
    if told.kind == COMMAND_RUN:
        ran: dict[str, Detail] = {"command": told.word, "outcome": told.outcome, "latency_ms": told.length}
        return ran | {"error": told.error} if told.error else ran
    return {WORDS[told.kind]: told.word} if told.word else {}
