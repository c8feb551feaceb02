"""The calendar of a guild: what is planned, and who says that they come."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from adapters.cli.guilds import chosen_guild, guild_option
from adapters.cli.output import counted, json_option, minute, moment, print_json, print_table
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.kernel.ids import snowflake

if TYPE_CHECKING:
    from application.community.ports import GuildWork
    from application.use_cases import UseCases
    from domain.community.events.event import Event

T = TypeVar("T")
Ask = Callable[["UseCases", "GuildWork"], Awaitable[T]]

_AHEAD = timedelta(days=3660)


@click.group()
def events() -> None:
    """What is planned, what became of it, and who says that they come."""


@events.command(name="list")
@click.option(
    "--past",
    metavar="DAYS",
    type=click.IntRange(0, 3660),
    default=30,
    show_default=True,
    help="How far to look back.",
)
@guild_option
@json_option
@click.pass_obj
def list_(session: Session, *, past: int, guild: str | None, as_json: bool) -> None:
    """What is planned, goes on or took place, in the order of time."""

    async def ask(use_cases: "UseCases", work: "GuildWork") -> list[dict[str, Any]]:
        now = use_cases.clock.now()
        found = await work.events.between(now - timedelta(days=past), now + _AHEAD)
        return [await _told(work, event) for event in found]

    found = run(_asked(session, guild, ask))
    if as_json:
        print_json(found)
        return
    columns = ["id", "when", "title", "hosts", "status", "going"]
    rows = [
        (each["id"], _when(each), each["title"], _names(each), each["status"], _going(each)) for each in found
    ]
    print_table(columns, rows, right=frozenset({5}))
    click.echo(f"{counted(len(found), 'event')}.", err=True)


@events.command()
@click.argument("event", metavar="ID")
@guild_option
@json_option
@click.pass_obj
def show(session: Session, *, event: str, guild: str | None, as_json: bool) -> None:
    """One event: what is planned, what became of it, and who says that they come."""
    event_id = snowflake(event, where="ID")

    async def ask(_use_cases: "UseCases", work: "GuildWork") -> dict[str, Any]:
        from application.community.events.keeping import standing

        return await _told(work, await standing(work, event_id))

    found = run(_asked(session, guild, ask))
    if as_json:
        print_json(found)
        return
    lines = {
        "title": found["title"],
        "when": _when(found),
        "type": found["type"],
        "hosts": _names(found),
        "where": ", ".join(filter(None, [*found["channel_names"], found["place"]])),
        "status": found["status"],
        "began": _minute(found["started_at"]),
        "ended": _minute(found["ended_at"]),
        "repeats": found["repeats"],
        "in Discord": found["discord_id"],
        **{name: str(len(found[name])) for name in ("going", "waiting", "interested", "not")},
        "places": found["capacity"] and str(found["capacity"]),
        "attended": f"is who stays {counted(found['minimum_minutes'], 'minute')}",
    }
    print_table(["", ""], [(name, value) for name, value in lines.items() if value], right=frozenset())
    for name, title in (("going", "Going"), ("waiting", "Waiting"), ("interested", "Interested")):
        if found[name]:
            click.echo(f"{title}: {', '.join(each['name'] for each in found[name])}")
    if found["description"]:
        click.echo(found["description"])


async def _asked(session: Session, guild: str | None, ask: "Ask[T]") -> T:
    async with session.product.open(session.say) as use_cases:
        chosen = await chosen_guild(use_cases, guild)
        async with use_cases.store.reading(chosen) as work:
            return await ask(use_cases, work)


async def _told(work: "GuildWork", event: "Event") -> dict[str, Any]:
    """An event as JSON has it; 64-bit ids are strings."""
    from application.community.attendance.attending import seats_of
    from domain.community.settings import time_zone_of

    plan = event.plan
    seats = await seats_of(work, event)
    said = {"going": seats.going, "waiting": seats.waiting, "interested": seats.interested}
    said["not"] = seats.declined
    people = await _people(work, [*plan.hosts, *(one.member_no for group in said.values() for one in group)])
    channels = await work.guild.channels()
    series = next((one for one in await work.recurrences.all() if one.series_id == event.series), None)
    return {
        "id": str(event.event_id),
        "title": plan.title,
        "type": plan.type,
        "description": plan.description,
        "status": event.status.value,
        "starts_at": moment(plan.starts_at),
        "ends_at": moment(plan.ends_at),
        "time_zone": time_zone_of(await work.guild.settings()),
        "started_at": moment(event.started_at),
        "ended_at": moment(event.ended_at),
        "hosts": [people[number] for number in plan.hosts],
        "channels": [str(channel) for channel in plan.channels],
        "channel_names": [f"#{channels[one].name}" if one in channels else str(one) for one in plan.channels],
        "place": plan.place,
        "capacity": plan.capacity,
        "before_minutes": plan.before_minutes,
        "minimum_minutes": plan.minimum_minutes,
        "series": event.series and str(event.series),
        "repeats": series and series.rule,
        "discord_id": event.discord_id and str(event.discord_id),
        "version": event.version,
        **{name: [people[one.member_no] for one in group] for name, group in said.items()},
    }


async def _people(work: "GuildWork", numbers: list[int]) -> dict[int, dict[str, Any]]:
    known = await work.members.of(set(numbers))
    names = {number: known[number].name if number in known else None for number in numbers}
    return {number: {"member": number, "name": name or f"member #{number}"} for number, name in names.items()}


def _when(told: dict[str, Any]) -> str:
    """In the guild's own time."""
    from domain.kernel.instants import zone

    begins = datetime.fromisoformat(told["starts_at"]).astimezone(zone(told["time_zone"]))
    until = ""
    if told["ends_at"]:
        ends = datetime.fromisoformat(told["ends_at"]).astimezone(zone(told["time_zone"]))
        until = f" to {ends:%H:%M}" if ends.date() == begins.date() else f" to {ends:%Y-%m-%d %H:%M}"
    return f"{begins:%a %Y-%m-%d %H:%M}{until}"


def _minute(at: str | None) -> str:
    return minute(datetime.fromisoformat(at)) if at else ""


def _names(told: dict[str, Any]) -> str:
    return ", ".join(each["name"] for each in told["hosts"])


def _going(told: dict[str, Any]) -> str:
    places = f"/{told['capacity']}" if told["capacity"] else ""
    waiting = f" +{len(told['waiting'])}" if told["waiting"] else ""
    return f"{len(told['going'])}{places}{waiting}"
