"""What can be done with events here: each act is a use case, asked by a form."""

from typing import Final

from adapters.dash_ui.acts import Act, Asked, Done
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.events.planning.form import RULES, wishes
from adapters.dash_ui.place import Place
from domain.community.events.event import Event
from domain.insights.directory import Question
from domain.kernel.errors import Invalid
from domain.kernel.ids import snowflake

_OFFERED: Final = 20


async def plan(desk: Desk, asked: Asked) -> Done:
    """Put one on the calendar, or a series."""
    repeats = asked.text("repeats")
    if repeats not in RULES:
        raise Invalid("repeats: choose from the list")
    wanted = wishes(asked, await desk.calendar.time_zone(asked.guild))
    made = await desk.calendar.plan(asked.guild, wanted, asked.by, repeats=repeats or None)
    return Done(said=f"{_named(made)} is planned.", goes=_there(asked, made))


async def edit(desk: Desk, asked: Asked) -> Done:
    """Change what is planned."""
    wanted = wishes(asked, await desk.calendar.time_zone(asked.guild))
    later = asked.yes("later") if asked.has("later") else False
    changed = await desk.calendar.edit(
        asked.guild, _event(asked), wanted, asked.by, version=asked.whole("version"), later=later
    )
    return Done(said=f"{_named(changed)} is saved.")


async def start(desk: Desk, asked: Asked) -> Done:
    """It begins now."""
    return Done(said=f"{_named(await desk.calendar.start(asked.guild, _event(asked), asked.by))} has begun.")


async def end(desk: Desk, asked: Asked) -> Done:
    """It is over now."""
    return Done(said=f"{_named(await desk.calendar.end(asked.guild, _event(asked), asked.by))} is over.")


async def cancel(desk: Desk, asked: Asked) -> Done:
    """It will not take place."""
    later = asked.yes("later") if asked.has("later") else False
    gone = await desk.calendar.cancel(asked.guild, _event(asked), asked.by, later=later)
    return Done(said=f"{_named(gone)} is called off.")


async def people(desk: Desk, asked: Asked) -> Done:
    """Members whose name holds the text, to be hosts."""
    question = Question(search=asked.text("text", longest=64), sort="name", descending=False)
    found = await desk.directory(asked.guild, "30d", None, question)
    return Done(
        options=[
            (str(line.member_no), legible(line.name or f"Member {line.member_no}"))
            for line in found.lines[:_OFFERED]
        ]
    )


def _event(asked: Asked) -> int:
    return snowflake(asked.text("event"), where="the event of the form")


def _named(event: Event) -> str:
    return f"\u201c{legible(event.plan.title)}\u201d"


def _there(asked: Asked, event: Event) -> str:
    return Place(path=f"/events/{event.event_id}", guild=str(asked.guild)).href


ACTS: Final = (
    Act(name="events/plan", run=plan),
    Act(name="events/edit", run=edit),
    Act(name="events/start", run=start),
    Act(name="events/end", run=end),
    Act(name="events/cancel", run=cancel),
    Act(name="events/people", run=people, looks=True),
)
