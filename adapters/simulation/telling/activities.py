"""Happenings as activities for the front door."""

from datetime import timedelta

from adapters.simulation.telling.roster import Roster
from adapters.simulation.world.happening import Happening
from adapters.simulation.world.places import FIRST_CHANNEL, SOURCE
from domain.community.log.activity import MESSAGE, REACTION, Activity, Detail
from domain.kernel.ids import DISCORD_EPOCH, snowflake_ms

_DISCORD_MS = snowflake_ms(0)


def activity(told: Happening, guild: int, roster: Roster, *, source: str = SOURCE) -> Activity:
    """The activity of that happening."""
    return Activity(
        guild=guild,
        kind=told.kind,
        natural_id=natural_id(told, roster),
        occurred_at=DISCORD_EPOCH + timedelta(milliseconds=told.ms - _DISCORD_MS),
        source=source,
        person=roster.people[told.person],
        channel=FIRST_CHANNEL + told.channel if told.channel >= 0 else None,
        subject=told.subject if told.subject >= 0 else None,
        toward=roster.people[told.toward] if told.toward >= 0 else None,
        details=_details(told),
    )


def natural_id(told: Happening, roster: Roster) -> str:
    """What Discord calls it, as far as Discord calls it anything."""
    if told.kind == MESSAGE:
        return str(told.subject)
    who = roster.people[told.person].id
    if told.kind == REACTION:
        return f"{told.subject}:{who}:{told.word}"
    return f"{who}:{told.ms}"


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
    return {"how": told.word} if told.word else {}
