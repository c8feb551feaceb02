"""What is asked of a guild: its channels, threads, people, invites and scheduled events."""

from tests.loopback.payloads import people
from tests.loopback.payloads.gatherings import invite, scheduled_event
from tests.loopback.payloads.people import Json
from tests.loopback.payloads.places import active_threads, channel, thread, thread_membership
from tests.loopback.rest.asked import Asked
from tests.loopback.rest.refusals import missing_access, unknown
from tests.loopback.world.permissions import May, in_guild
from tests.loopback.world.things import Guild, ScheduledEvent


def joined(asked: Asked) -> list[Json]:
    """The guilds that the bot is in, by id, with what its roles grant there."""
    limit, after = asked.number("limit", 200, 200), asked.snowflake("after") or 0
    found = [one for one in asked.world.guilds.values() if asked.world.bot_in(one) and one.id > after]
    return [
        {
            "id": str(one.id),
            "name": one.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(int(in_guild(one, asked.world.bot_in(one)))),
            "features": [],
        }
        for one in sorted(found, key=lambda guild: guild.id)[:limit]
    ]


def channels(asked: Asked) -> list[Json]:
    return [channel(one) for one in asked.guild().channels.values()]


def active(asked: Asked) -> Json:
    found = active_threads(asked.guild(), asked.world)
    me = asked.world.bot.id
    return {
        "threads": [thread(one) for one in found],
        "members": [thread_membership(one, me) for one in found if me in one.joined],
        "has_more": False,
    }


def members(asked: Asked) -> list[Json]:
    """Everybody, by id; only for applications that may have the members intent."""
    guild = asked.guild()
    if not asked.members_are_open:
        raise missing_access()
    limit, after = asked.number("limit", 1, 1000), asked.snowflake("after") or 0
    ids = [one for one in sorted(guild.members) if one > after][:limit]
    return [people.member(guild.members[one]) for one in ids]


def roles(asked: Asked) -> list[Json]:
    return [people.role(one) for one in asked.guild().roles.values()]


def invites(asked: Asked) -> list[Json]:
    guild = asked.guild()
    if not asked.world.may(May.MANAGE_GUILD, guild):
        asked.needs(May.VIEW_AUDIT_LOG, guild)
    return [invite(one) for one in guild.invites.values()]


def scheduled_events(asked: Asked) -> list[Json]:
    counted = asked.query.get("with_user_count", "false").lower() in ("true", "1")
    return [scheduled_event(one, counted=counted) for one in _visible(asked, asked.guild())]


def subscribers(asked: Asked) -> list[Json]:
    """Who is going to an event, by id."""
    guild = asked.guild()
    event = guild.events.get(int(asked.path["event"]))
    if event is None or event not in _visible(asked, guild):
        raise unknown("Guild Scheduled Event", 10070)
    limit = asked.number("limit", 100, 100)
    after, before = asked.snowflake("after") or 0, asked.snowflake("before")
    going = [who for who in sorted(event.going) if who > after and (before is None or who < before)]
    page = going[-limit:] if before is not None and not after else going[:limit]
    return [_subscriber(event, guild, who, asked) for who in page]


def _visible(asked: Asked, guild: Guild) -> list[ScheduledEvent]:
    return [one for one in guild.events.values() if one.channel is None or asked.world.sees(one.channel)]


def _subscriber(event: ScheduledEvent, guild: Guild, who: int, asked: Asked) -> Json:
    written: Json = {
        "guild_scheduled_event_id": str(event.id),
        "user_id": str(who),
        "user": people.user(event.going[who]),
        "response": 1,
    }
    if asked.query.get("with_member", "false").lower() in ("true", "1") and who in guild.members:
        written["member"] = people.member(guild.members[who])
    return written
